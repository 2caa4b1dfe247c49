"""Where the parts of the loss gallery stand: three columns, or the plots above the legend where it is narrow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle

_LEGEND, _LEAST_LEGEND = 218, 196
_LEAST_PLOT: Final = 150
_MOST_SECOND: Final = 240
_NAMES: Final = 48
_LINE, _SMALL_LINE = 18, 13
_MARGIN: Final = 8


@dataclass(frozen=True, slots=True)
class LossLayout:
    """Parts in logical pixels.

    Attributes
    ----------
    plot : QRectF
        The losses over the prediction.
    legend : QRectF
        Their names.
    has_values : bool
        Whether the legend has room for values and slopes.
    columns : int
        Of a legend without them.
    second : QRectF
        Information and entropy; null where there is no such plot.
    names : QRectF
        The names of its curves; null where they stand in the legend.
    """

    plot: QRectF
    legend: QRectF
    has_values: bool
    columns: int
    second: QRectF
    names: QRectF


def arrange(size: QSizeF, style: PlotStyle, n_losses: int, *, has_second: bool) -> LossLayout:
    """Return where everything stands at a size, in logical pixels."""
    width, height, px = size.width(), size.height(), style.px
    margin = px(_MARGIN)
    needed = px(_LEAST_LEGEND) + px(_LEAST_PLOT) * (2 if has_second else 1)
    if width >= needed:
        legend = min(px(_LEGEND), width - needed + px(_LEAST_LEGEND))
        second = max(min((width - legend) * 0.46, px(_MOST_SECOND)), px(_LEAST_PLOT)) if has_second else 0.0
        first = width - legend - second
        names = QRectF()
        if has_second:
            names = QRectF(width - second + px(14), height - px(_NAMES), second - px(16), px(_NAMES) - px(4))
        return LossLayout(
            plot=QRectF(0.0, 0.0, first, height),
            legend=QRectF(first, margin, legend - margin, height - margin),
            has_values=True,
            columns=1,
            second=QRectF(width - second, 0.0, second, height - px(_NAMES)) if has_second else QRectF(),
            names=names,
        )
    first = width * 0.5 if has_second else width
    full = px(_LINE) * (n_losses + 1) + margin
    n_names = n_losses + (3 if has_second else 0)
    columns = 2 if width < px(420) else 3
    has_values = height - full >= px(_LEAST_PLOT)
    below = full if has_values else min(px(_SMALL_LINE) * math.ceil(n_names / columns) + px(4), height / 2.0)
    top = height - below
    names = QRectF()
    if has_values and has_second:
        names = QRectF(first + px(34), top - px(_NAMES), width - first - px(38), px(_NAMES) - px(4))
    second_height = top - (px(_NAMES) if has_values else 0.0)
    return LossLayout(
        plot=QRectF(0.0, 0.0, first, top),
        legend=QRectF(margin * 2, top, width - 3 * margin, below - px(4)),
        has_values=has_values,
        columns=columns,
        second=QRectF(first, 0.0, width - first, second_height) if has_second else QRectF(),
        names=names,
    )
