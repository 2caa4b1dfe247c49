"""Fitting: one history laid into one view, with all that painting and reading out need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mlp_gui.state.moments import epoch_of
from mlp_gui.views.axes import LinearScale
from mlp_gui.views.loss.chart import PARTS, Curve, LossAxis, epoch_range, fit_loss_axis, trace_curves
from mlp_gui.views.loss.layout import (
    LegendEntry,
    label_room,
    least_label_room,
    legend_rows,
    legend_width,
    plot_rect,
)
from mlp_gui.views.loss.texts import loss_text, metric_text

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF, QSizeF

    import mlp_core as mlp
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import PlotStyle, Scale
    from mlp_gui.views.loss.window import EpochWindow


class Now(NamedTuple):
    """Where the training stands, which may be inside an epoch that has no row yet.

    Attributes
    ----------
    epoch : float
        Epochs done, with the share of the running one.
    losses : dict of str to float
        By part, those that the legend tells.
    """

    epoch: float
    losses: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class FittedChart:
    """A chart in its place.

    Attributes
    ----------
    history : HistoryView
        What it shows.
    parts : tuple of str
        Parts that have points.
    entries : tuple of LegendEntry
        The legend, in order.
    legend : list of rows of (float, LegendEntry)
        The legend in rows, each entry with its distance from the row's left.
    plot : QRectF
        Where the curves are drawn.
    epochs : LinearScale
        The epoch axis, in pixels.
    axis : LossAxis
        The loss axis.
    losses : Scale
        The loss axis, in pixels.
    curves : tuple of Curve
        What is drawn; empty for an empty history.
    now : Now
        Where the mark stands.
    """

    history: mlp.HistoryView
    parts: tuple[str, ...]
    entries: tuple[LegendEntry, ...]
    legend: list[list[tuple[float, LegendEntry]]]
    plot: QRectF
    epochs: LinearScale
    axis: LossAxis
    losses: Scale
    curves: tuple[Curve, ...]
    now: Now


def fit_chart(
    history: mlp.HistoryView,
    now: Now,
    entries: tuple[LegendEntry, ...],
    size: QSizeF,
    style: PlotStyle,
    window: EpochWindow,
    is_log: bool,
    least_room: float = 0.0,
) -> FittedChart:
    """Lay a history into a view.

    Parameters
    ----------
    history : HistoryView
        All rows.
    now : Now
        From `now_of`.
    entries : tuple of LegendEntry
        From `legend_of`; their parts are drawn.
    size : QSizeF
        Of the view, in logical pixels.
    style : PlotStyle
        Fonts and margins.
    window : EpochWindow
        The epochs looked at.
    is_log : bool
        Logarithmic or linear losses.
    least_room : float
        What the numbers of the loss axis have in any case, in pixels: with that of the chart before, a run's plot does
        not go to and fro.
    """
    parts = tuple(entry.part for entry in entries)
    legend = legend_rows(entries, style, legend_width(size, style))
    room, is_wide_enough = max(least_room, least_label_room(style)), False
    while not is_wide_enough:
        plot = plot_rect(size, style, max(len(legend), 1), room)
        epochs = LinearScale(*window.range_in(epoch_range(history, now.epoch)), plot.left(), plot.right())
        curves = trace_curves(history, parts, epochs)
        marks = [now.losses[part] for part in parts] if epochs.low <= now.epoch <= epochs.high else []
        axis = fit_loss_axis([curve.values for curve in curves], is_log, marks)
        needed = label_room(style, axis, plot.height())
        room, is_wide_enough = max(room, needed), needed <= room
    losses = axis.scale(plot.bottom(), plot.top())
    return FittedChart(history, parts, entries, legend, plot, epochs, axis, losses, curves, now)


def now_of(snapshot: Snapshot) -> Now:
    """Return where the mark stands: while it trains at the last row, at rest at the very moment that is shown."""
    epochs = snapshot.history.epochs
    is_row = snapshot.evaluation is None and len(epochs) > 0
    epoch = float(epochs[-1]) if is_row else epoch_of(snapshot)
    return Now(epoch, dict(zip(PARTS, snapshot.losses, strict=True)))


def legend_of(snapshot: Snapshot, parts: tuple[str, ...], shows_metric: bool) -> tuple[LegendEntry, ...]:
    """Return loss and metric of each part now as texts: of the very weights shown, which may have been typed.

    Nothing for an empty history.
    """
    if not len(snapshot.history.epochs):
        return ()
    losses = dict(zip(PARTS, snapshot.losses, strict=True))
    metrics = dict(zip(PARTS, snapshot.metrics, strict=True))
    name = snapshot.history.metric_name
    sizes = {part: len(getattr(snapshot.dataset, part)) for part in parts}
    texts = {part: metric_text(metrics[part], name, sizes[part]) if shows_metric else "" for part in parts}
    return tuple(LegendEntry(part, loss_text(losses[part]), texts[part]) for part in parts)
