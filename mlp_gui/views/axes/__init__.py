"""Axes: what every plot shares, namely frame, ticks, scales, fast line pieces and the card that reads out a point."""

from mlp_gui.views.axes.frame import (
    Frame,
    close_left,
    fit_frame,
    is_square,
    paint_axes,
    paint_border,
    paint_x_ticks,
    paint_y_ticks,
    tick_count,
    tick_labels,
)
from mlp_gui.views.axes.primitives import dashed_segments, draw_segments, draw_sheet, polyline_segments
from mlp_gui.views.axes.readout_card import ReadoutRow, draw_readout_card
from mlp_gui.views.axes.scales import LinearScale, LogScale, Scale
from mlp_gui.views.axes.style import PlotStyle
from mlp_gui.views.axes.ticks import (
    linear_ticks,
    log_bounds,
    log_tick_text,
    log_ticks,
    nice_upper,
    tick_text,
)

__all__ = [
    "Frame",
    "LinearScale",
    "LogScale",
    "PlotStyle",
    "ReadoutRow",
    "Scale",
    "close_left",
    "dashed_segments",
    "draw_readout_card",
    "draw_segments",
    "draw_sheet",
    "fit_frame",
    "is_square",
    "linear_ticks",
    "log_bounds",
    "log_tick_text",
    "log_ticks",
    "nice_upper",
    "paint_axes",
    "paint_border",
    "paint_x_ticks",
    "paint_y_ticks",
    "polyline_segments",
    "tick_count",
    "tick_labels",
    "tick_text",
]
