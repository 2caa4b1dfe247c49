"""Where a truth table stands: beside the plot or below it, with as many columns as leave the plot its size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF

from mlp_gui.views.axes import Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.decision.legend import Legend
    from mlp_gui.views.decision.truth_table import TruthTablePicture

LEAST_PLOT: Final = 120
"""Pixels at 100 % that the plot keeps in both directions, and the share of what it would have without a table."""
LEAST_SHARE: Final = 0.55
_GAP: Final = 10
_BELOW_AXIS: Final = 34


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where the table is.

    Attributes
    ----------
    rect : QRectF
        In logical pixels of the view.
    with_hidden : bool
        Whether the hidden units have columns.
    """

    rect: QRectF
    with_hidden: bool


def place_table(
    table: TruthTablePicture,
    size: QSizeF,
    style: PlotStyle,
    legend: Legend,
    fit: Callable[[QSizeF, PlotStyle, Legend], Frame],
) -> tuple[Frame, TablePlace | None]:
    """Return the plot's frame, and the place of the table; None where there is no room for one.

    Parameters
    ----------
    table : TruthTablePicture
        What is to be placed.
    size : QSizeF
        Of the view, in logical pixels.
    style : PlotStyle
        Fonts and scale.
    legend : Legend
        Stands below a table that is beside the plot.
    fit : callable
        Lays plot and legend into a size.
    """
    alone = fit(size, style, legend)
    least = max(style.px(LEAST_PLOT), LEAST_SHARE * _side(alone))
    for with_hidden in (True, False) if table.hidden else (False,):
        width, height = table.width(style, with_hidden), table.height(style)
        found: list[tuple[Frame, QRectF]] = []
        beside = fit(size, style, replace(legend, least_width=width))
        column = beside.legend
        if height + style.px(_GAP) + legend.least_height(style) <= size.height() - column.top():
            rect = QRectF(column.left(), column.top(), width, height)
            top = rect.bottom() + style.px(_GAP)
            roomy = min(legend.usual_height(style), size.height() - top)
            rest = QRectF(column.left(), top, column.width(), max(column.bottom() - top, roomy))
            found.append((Frame(beside.plot, rest, beside.x, beside.y), rect))
        below = fit(QSizeF(size.width(), size.height() - height - style.px(_GAP)), style, legend)
        if width <= size.width() - 2.0 * _GAP:
            left = min(max(below.plot.center().x() - width / 2.0, _GAP), size.width() - width - _GAP)
            found.append((below, QRectF(left, below.plot.bottom() + style.px(_BELOW_AXIS), width, height)))
        frame, rect = max(found, key=_side_of, default=(alone, QRectF()))
        if found and _side(frame) >= least:
            return frame, TablePlace(rect, with_hidden)
    return alone, None


def _side(frame: Frame) -> float:
    return min(frame.plot.width(), frame.plot.height())


def _side_of(found: tuple[Frame, QRectF]) -> float:
    return _side(found[0])
