"""Dates and times of a table as numbers: days or seconds since the first, and the way back to what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.tables.table import DAYS, EMPTY, NUMBER, SECONDS, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

MIDNIGHT: Final = "midnight"
"""Where times of a day begin."""


_SECOND: Final = 1e6
_DAY: Final = 86400.0 * _SECOND
_LEAST_SPAN: Final = 2.0 * _DAY
"""Times that are further apart are told in days, others in seconds."""

_FURTHEST: Final = 2.0**62

_TIME: Final = r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?"
_MONTH: Final = "(0?[1-9]|1[0-2])"
_DAY_OF_MONTH: Final = "(0?[1-9]|[12][0-9]|3[01])"
_AFTER: Final = rf"([ T]{_TIME}Z?)?$"
_CLOCK: Final = r"^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$"
# How the parts of a date follow one another, and how they are put into year, month and day.
_ORDERS: Final = (
    (rf"^(\d{{4}})-{_MONTH}-{_DAY_OF_MONTH}{_AFTER}", r"^(\d+)-(\d+)-(\d+)", r"\1-\2-\3"),
    (rf"^(\d{{4}})/{_MONTH}/{_DAY_OF_MONTH}{_AFTER}", r"^(\d+)/(\d+)/(\d+)", r"\1-\2-\3"),
    (rf"^{_DAY_OF_MONTH}\.{_MONTH}\.(\d{{4}}){_AFTER}", r"^(\d+)\.(\d+)\.(\d+)", r"\3-\2-\1"),
    (rf"^{_MONTH}/{_DAY_OF_MONTH}/(\d{{4}}){_AFTER}", r"^(\d+)/(\d+)/(\d+)", r"\3-\1-\2"),
    (rf"^{_DAY_OF_MONTH}/{_MONTH}/(\d{{4}}){_AFTER}", r"^(\d+)/(\d+)/(\d+)", r"\3-\2-\1"),
)


def moments_in(texts: pa.Array) -> tuple[NDArray[np.bool_], NDArray[np.float64], str]:
    """Return which texts are dates or times, these in microseconds, and where times of a day begin.

    All dates of a column follow one order of day, month and year: the one that most of them fit. Where day and month
    could be either, between slashes, the month comes first.

    Parameters
    ----------
    texts : pyarrow.Array of large_string
        Without spaces around them; null where nothing is.

    Returns
    -------
    is_moment : ndarray of bool, shape (n,)
    microseconds : ndarray of float64, shape (n,)
        Since 1970, or since midnight; NaN for what is none.
    origin : str
        `MIDNIGHT` for times of a day, else "".
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    best, best_count, order = None, 0, ("", "", "")
    for each in (*_ORDERS, (_CLOCK, "", "")):
        fits = pc.match_substring_regex(texts, each[0]).fill_null(False)
        count = pc.sum(fits).as_py() or 0
        if count > best_count:
            best, best_count, order = fits, count, each
    nothing = np.full(len(texts), np.nan)
    if best is None:
        return np.zeros(len(texts), bool), nothing, ""
    found = pc.if_else(best, texts, None)
    if order[1]:
        found = pc.replace_substring_regex(found, order[1], order[2])
        for _ in range(2):  # month and day
            found = pc.replace_substring_regex(found, r"-(\d)(-|[ T]|$)", r"-0\1\2")
        found = pc.replace_substring(found, "Z", "")
    else:
        found = pc.replace_substring_regex(found, r"^(\d):", r"0\1:")
        found = pc.replace_substring_regex(found, r"^(\d\d:)", r"1970-01-01 \1")
    try:
        moments = pc.cast(found, pa.timestamp("us"))
    except pa.ArrowInvalid:
        # The thirtieth of February, or the year 0: texts like any other.
        return np.zeros(len(texts), bool), nothing, ""
    is_moment = best.to_numpy(zero_copy_only=False)
    return is_moment, _microseconds(moments), "" if order[1] else MIDNIGHT


def column_of_moments(name: str, cells: pa.ChunkedArray, examples: tuple[str, ...]) -> Column | None:
    """Return the column of an Arrow array of dates, times or durations; None for any other type."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = cells.type
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return since_first(name, _microseconds(pc.cast(cells, pa.timestamp("us"), safe=False)), "", examples)
    if pa.types.is_time(kind):
        whole = pc.cast(pc.cast(cells, pa.time64("us"), safe=False), pa.int64())
        return since_first(name, _doubles(whole), MIDNIGHT, examples)
    if pa.types.is_duration(kind):
        whole = pc.cast(pc.cast(cells, pa.duration("us"), safe=False), pa.int64())
        return _in_unit(name, _doubles(whole), SECONDS, "", examples)
    return None


def column_of_dates(name: str, cells: Sequence[Any], examples: tuple[str, ...]) -> Column:
    """Return the column of Python's dates, or of its times of a day; None where a cell is missing."""
    # Times of a day have no date, and take one that all share.
    is_clock = any(cell is not None and not hasattr(cell, "year") for cell in cells)
    before = "1970-01-01 " if is_clock else ""
    moments = np.array([None if cell is None else f"{before}{cell}" for cell in cells], "datetime64[us]")
    return since_first(name, moments_of(moments), MIDNIGHT if is_clock else "", examples)


def moments_of(moments: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Return NumPy's dates in microseconds since 1970; NaN where there is none."""
    since = moments.astype("datetime64[us]").astype(np.int64)
    return np.where(np.isnat(moments), np.nan, since.astype(np.float64))


def spans_of(name: str, spans: NDArray[np.timedelta64], examples: tuple[str, ...]) -> Column:
    """Return the column of NumPy's durations, in seconds."""
    whole = spans.astype("timedelta64[us]").astype(np.int64).astype(np.float64)
    return _in_unit(name, np.where(np.isnat(spans), np.nan, whole), SECONDS, "", examples)


def since_first(name: str, microseconds: NDArray[np.float64], origin: str, examples: tuple[str, ...]) -> Column:
    """Return the column of moments: in days where they are whole days apart or span many, else in seconds.

    Parameters
    ----------
    name : str
        Heading.
    microseconds : ndarray of float64, shape (n_rows,)
        Since 1970, or since midnight; NaN where missing.
    origin : str
        `MIDNIGHT`, where that is what they begin at; "" for the first of them.
    examples : tuple of str
        The first cells as they were read.
    """
    known = microseconds[~np.isnan(microseconds)]
    if not known.size:
        return Column(name, EMPTY, np.full(microseconds.size, np.nan), (), microseconds.size, examples)
    if origin:
        return _in_unit(name, microseconds, SECONDS, origin, examples)
    first = float(known.min())
    since = microseconds - first
    in_days = float(known.max()) - first >= _LEAST_SPAN or not np.mod(known - first, _DAY).any()
    return _in_unit(name, since, DAYS if in_days else SECONDS, _date(first), examples)


def _in_unit(name: str, microseconds: NDArray[np.float64], unit: str, origin: str, examples: tuple[str, ...]) -> Column:
    values = microseconds / (_DAY if unit == DAYS else _SECOND)
    n_missing = int(np.count_nonzero(np.isnan(values)))
    return Column(name, NUMBER, values, (), n_missing, examples, unit, origin)


def written_moment(value: float, unit: str, origin: str) -> str:
    """Return a number of a column of dates or times as the date or time that it is."""
    if not origin:
        return f"{value:g} {unit}"
    after = value * (_DAY if unit == DAYS else _SECOND)
    if origin == MIDNIGHT:
        return _date(after).removeprefix("1970-01-01").strip() or "00:00:00"
    return _date(float(np.datetime64(origin, "us").astype(np.int64)) + after)


def is_origin(text: str) -> bool:
    """Whether a text says where dates can begin."""
    if text in ("", MIDNIGHT):
        return True
    try:
        return not np.isnat(np.datetime64(text, "us"))
    except ValueError:
        return False


def _date(microseconds: float) -> str:
    """Return a moment as "2024-01-05", with its time where that is not midnight."""
    if abs(microseconds) >= _FURTHEST:
        return f"{microseconds / _DAY:g} {DAYS}"
    written = str(np.datetime64(round(microseconds), "us")).replace("T", " ")
    return written.removesuffix(".000000").removesuffix(" 00:00:00")


def _microseconds(moments: pa.Array | pa.ChunkedArray) -> NDArray[np.float64]:
    import pyarrow as pa
    import pyarrow.compute as pc

    return _doubles(pc.cast(moments, pa.int64()))


def _doubles(whole: pa.Array | pa.ChunkedArray) -> NDArray[np.float64]:
    return np.array(whole.to_numpy(zero_copy_only=False), np.float64)
