"""Fitting: one history laid into one view, with all that painting and reading out need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_gui.views.axes import LinearScale
from mlp_gui.views.loss.chart import PARTS, Curve, LossAxis, epoch_range, fit_loss_axis, trace_curves
from mlp_gui.views.loss.layout import LegendEntry, legend_rows, legend_width, plot_rect
from mlp_gui.views.loss.texts import loss_text, metric_text

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF, QSizeF

    import mlp_core as mlp
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.axes import PlotStyle, Scale
    from mlp_gui.views.loss.window import EpochWindow


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


def fit_chart(
    history: mlp.HistoryView,
    entries: tuple[LegendEntry, ...],
    size: QSizeF,
    style: PlotStyle,
    window: EpochWindow,
    is_log: bool,
) -> FittedChart:
    """Lay a history into a view.

    Parameters
    ----------
    history : HistoryView
        All rows.
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
    """
    parts = tuple(entry.part for entry in entries)
    legend = legend_rows(entries, style, legend_width(size, style))
    plot = plot_rect(size, style, max(len(legend), 1))
    epochs = LinearScale(*window.range_in(epoch_range(history)), plot.left(), plot.right())
    curves = trace_curves(history, parts, epochs)
    axis = fit_loss_axis(curves, is_log)
    losses = axis.scale(plot.bottom(), plot.top())
    return FittedChart(history, parts, entries, legend, plot, epochs, axis, losses, curves)


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
