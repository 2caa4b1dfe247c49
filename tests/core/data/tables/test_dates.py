"""Dates and times are numbers: days or seconds since the first, whatever the file and the country."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest

import mlp_core as mlp
from mlp_core.data.tables.column_making import column_of_cells
from tests.core.data.tables.test_reading import npz_file, parquet_file, read

if TYPE_CHECKING:
    from pathlib import Path

DAYS = [dt.date(2024, 3, 1), dt.date(2024, 2, 28), dt.date(2025, 2, 28)]
SINCE = [2.0, 0.0, 366.0]


def dates_in(cells: list[str]) -> mlp.Column:
    """Read a column of texts that stands beside one of numbers."""
    return mlp.read_table_text("when;b\n" + "".join(f"{cell};1\n" for cell in cells)).columns[0]


@pytest.mark.parametrize(
    "form", ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y 00:00", "%Y-%m-%dT00:00:00Z"]
)
def test_dates_of_every_order_are_days(form: str) -> None:
    """Written with zeros in front or without; a gap stays one."""
    for cells in ([day.strftime(form) for day in DAYS], [day.strftime(form).replace(".0", ".") for day in DAYS]):
        column = dates_in([*cells, "NA"])
        assert (column.kind, column.measure, column.n_missing) == ("number", "days since 2024-02-28", 1)
        np.testing.assert_array_equal(column.values, [*SINCE, np.nan])


def test_times_are_seconds_or_parts_of_days() -> None:
    """Close ones are seconds apart, others days; times without a date count from midnight."""
    close = dates_in(["2024-02-28 10:30:00", "2024-02-28 10:30:01.5", "2024-02-29 10:00:00"])
    assert close.measure == "seconds since 2024-02-28 10:30:00"
    np.testing.assert_allclose(close.values, [0.0, 1.5, 84600.0])
    far = dates_in(["2024-02-28 12:00", "2024-03-01 18:00"])
    assert far.measure == "days since 2024-02-28 12:00:00"
    np.testing.assert_allclose(far.values, [0.0, 2.25])
    clock = dates_in(["10:30", "0:00:07", "23:59"])
    assert clock.measure == "seconds since midnight"
    np.testing.assert_array_equal(clock.values, [37800, 7, 86340])


def test_dates_of_every_kind_of_file(tmp_path: Path) -> None:
    """Types of Parquet and NumPy and the cells of a sheet come to the same numbers as texts."""
    moments = [dt.datetime.combine(day, dt.time()) for day in DAYS]
    table = pa.table({"days": DAYS, "moments": moments, "zone": pa.array(moments, pa.timestamp("ms", "UTC"))})
    columns = list(read(tmp_path, parquet_file(table)).columns)
    columns += read(tmp_path, npz_file(days=np.array(DAYS, "M8[D]"), moments=np.array(moments, "M8[ns]"))).columns
    columns += [column_of_cells("cells", cells)[0] for cells in (DAYS, moments, [str(day) for day in DAYS])]
    for column in columns:
        assert (column.kind, column.measure) == ("number", "days since 2024-02-28")
        np.testing.assert_array_equal(column.values, SINCE)
    for cells in ([dt.time(10, 30), "", dt.time(0, 0, 7)], ["10:30:00", None, "00:00:07"]):
        column = column_of_cells("clock", cells)[0]
        assert column.measure == "seconds since midnight"
        np.testing.assert_array_equal(column.values, [37800, np.nan, 7])
    span = column_of_cells("span", [dt.timedelta(minutes=2), None])[0]
    assert (span.values[0], span.measure, span.n_missing) == (120.0, "seconds", 1)


def test_what_is_no_date_stays_a_text() -> None:
    """The thirtieth of February, months beyond December, and telephone numbers."""
    for cells in (["30.02.2024", "01.02.2024"], ["2024-13-01", "2024-12-01"], ["0351-12-34", "0351-12-35"]):
        assert dates_in(cells * 3).kind == "category"


def test_a_stray_text_among_dates_is_told() -> None:
    """As among numbers it counts as a gap."""
    text = "when;b\n" + "".join(f"2024-01-{day:02};1\n" for day in range(1, 31)) + "later;1\n"
    table = mlp.read_table_text(text)
    assert table.columns[0].n_missing == 1
    assert table.notes[0] == "1 cell of when is no number (line 32, 'later'): it counts as a gap."
    assert table.notes[1] == "Dates and times are numbers: when in days since 2024-01-01."


def test_a_date_is_learned_in_days_or_as_a_category() -> None:
    """The input's name tells the unit; as a category each date is one, under its own name."""
    text = "when,price\n" + "".join(f"2024-01-{1 + row % 4:02},{row}.5\n" for row in range(20))
    table = mlp.read_table_text(text)
    choice = mlp.TableChoice.proposed(table)
    assert mlp.TableData(table, choice).point_names == ("when (days)",)
    named = mlp.TableData(table, mlp.TableChoice(("when",), "price", "regression", "drop", ("when",)))
    assert named.point_names == tuple(f"when = 2024-01-{day:02}" for day in range(1, 5))
    classes = mlp.TableData(table, mlp.TableChoice(("price",), "when", "classification"))
    assert classes.class_names == tuple(f"2024-01-{day:02}" for day in range(1, 5))
