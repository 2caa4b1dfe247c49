"""The chart: what a history looks like on its axes, as numbers ready to be painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.views.axes import LinearScale, LogScale, log_bounds, nice_upper
from mlp_gui.views.loss.decimation import columns_of, decimate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import mlp_core as mlp
    from mlp_gui.views.axes import Scale

PARTS = ("train", "validation", "test")
_LEAST_EPOCHS = 10.0
_HUGE = 1e300


@dataclass(frozen=True, slots=True)
class LossAxis:
    """Ends of the loss axis.

    Attributes
    ----------
    low, high : float
        Values at the bottom and the top.
    is_log : bool
        Logarithmic or linear.
    has_zero : bool
        Whether a loss of exactly zero is among the values; a logarithmic axis then keeps a decade at its foot for it.
    """

    low: float
    high: float
    is_log: bool
    has_zero: bool = False

    def scale(self, bottom: float, top: float) -> Scale:
        """Return the scale between two pixels."""
        kind = LogScale if self.is_log else LinearScale
        return kind(self.low, self.high, bottom, top)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One part's losses, ready to be drawn.

    Attributes
    ----------
    part : str
        "train", "validation" or "test".
    x : ndarray, shape (n_points,), float64
        Pixels on the epoch axis, not falling.
    values : ndarray, shape (n_points,), float64
        Losses; nan where they are not finite.
    """

    part: str
    x: np.ndarray
    values: np.ndarray


def parts_of(dataset: mlp.Dataset) -> tuple[str, ...]:
    """Return the parts that have points."""
    return tuple(part for part in PARTS if len(getattr(dataset, part)))


def losses_of(history: mlp.HistoryView, part: str) -> np.ndarray:
    """Return one part's losses, shape (n_rows,)."""
    losses: np.ndarray = getattr(history, f"{part}_loss")
    return losses


def metrics_of(history: mlp.HistoryView, part: str) -> np.ndarray:
    """Return one part's metric, shape (n_rows,)."""
    metrics: np.ndarray = getattr(history, f"{part}_metric")
    return metrics


def epoch_range(history: mlp.HistoryView, now: float = 0.0) -> tuple[float, float]:
    """Return the ends of the whole epoch axis: from 0 to a round number, so that it seldom moves.

    Parameters
    ----------
    history : HistoryView
        All rows.
    now : float
        Epochs done where the training stands, which may be after the last row.
    """
    last = float(history.epochs[-1]) if len(history.epochs) else 0.0
    return 0.0, nice_upper(max(last, now, _LEAST_EPOCHS))


def trace_curves(history: mlp.HistoryView, parts: tuple[str, ...], scale: LinearScale) -> tuple[Curve, ...]:
    """Return the curves on an epoch axis, decimated to its pixels.

    Parameters
    ----------
    history : HistoryView
        All rows; nothing is returned for none.
    parts : tuple of str
        Which curves.
    scale : LinearScale
        The epoch axis, in pixels.
    """
    if not len(history.epochs):
        return ()
    rows, starts = columns_of(history.epochs, scale)
    x = scale.pixels(history.epochs[rows] if starts is None else history.epochs[rows][starts])
    if starts is not None:
        # Half a pixel between a column's two extremes lets dashes count the way between them.
        x = np.repeat(x, 2)
        x[1::2] += 0.5
    curves = []
    for part in parts:
        values = losses_of(history, part)[rows]
        drawn = values if starts is None else decimate(values, starts)
        curves.append(Curve(part, x, np.where(np.abs(drawn) < _HUGE, drawn, np.nan)))
    return tuple(curves)


def fit_loss_axis(drawn: Iterable[np.ndarray], is_log: bool, marks: Sequence[float] = ()) -> LossAxis:
    """Return a loss axis with round ends around all values drawn, and around those marked besides."""
    values = np.concatenate([*drawn, np.asarray(marks, np.float64)])
    values = values[np.isfinite(values) & (np.abs(values) < _HUGE)]
    if not is_log:
        low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
        return LossAxis(-nice_upper(-low) if low < 0.0 else 0.0, nice_upper(high) if high > 0.0 else 1.0, False)
    positive = values[values > 1e-300]
    has_zero = len(positive) < len(values)
    if not len(positive):
        return LossAxis(0.1, 1.0, True, has_zero)
    low, high = log_bounds(float(positive.min()), float(positive.max()))
    return LossAxis(low / 10.0 if has_zero else low, high, True, has_zero)


def row_near(history: mlp.HistoryView, epoch: float) -> int:
    """Return the row whose epoch is nearest to `epoch`; -1 for no rows."""
    epochs = history.epochs
    if not len(epochs):
        return -1
    after = int(np.searchsorted(epochs, epoch))
    if after == 0:
        return 0
    if after == len(epochs):
        return len(epochs) - 1
    return after if epochs[after] - epoch < epoch - epochs[after - 1] else after - 1
