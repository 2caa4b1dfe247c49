"""Where a truth table stands: beside the plot, below it or in the legend's place, as leaves the plot its size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSizeF

from mlp_gui.views.axes import Frame
from mlp_gui.views.decision.legend import Legend

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.decision.truth_table import TruthTablePicture

LEAST_PLOT: Final = 120
"""Pixels at 100 % that the plot keeps in both directions, and the share of what it would have without a table."""
LEAST_SHARE: Final = 0.55
LEAST_OF_ALL: Final = 64
"""Pixels at 100 % that the plot keeps where there is so little room that it would go below the others: a gate has four
corners, which are told apart in that."""
LOW_SHARE: Final = 0.8
"""Of a plot that is lower than that anyway, what the columns of hidden units leave it."""
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
    replaces_legend : bool
        Whether it stands where the legend would.
    """

    rect: QRectF
    with_hidden: bool
    replaces_legend: bool = False


def place_table(
    table: TruthTablePicture,
    size: QSizeF,
    style: PlotStyle,
    legend: Legend,
    fit: Callable[[QSizeF, PlotStyle, Legend], Frame],
) -> tuple[Frame, TablePlace | None]:
    """Return the plot's frame, and the place of the table; None where there is no room even in the legend's place.

    Parameters
    ----------
    table : TruthTablePicture
        What is to be placed.
    size : QSizeF
        Of the view, in logical pixels.
    style : PlotStyle
        Fonts and scale.
    legend : Legend
        Stands below a table that is beside the plot, and gives way to one that has no room otherwise.
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
    return _in_place_of_legend(table, size, style, fit, min(least, LOW_SHARE * _side(alone))) or (alone, None)


def _in_place_of_legend(
    table: TruthTablePicture,
    size: QSizeF,
    style: PlotStyle,
    fit: Callable[[QSizeF, PlotStyle, Legend], Frame],
    least: float,
) -> tuple[Frame, TablePlace] | None:
    """Return frame and place of a table that stands where the legend would; None where it is too high for that.

    Parameters
    ----------
    table, size, style, fit
        As for `place_table`.
    least : float
        Pixels that the plot is to keep; where no columns leave it these, it keeps `LEAST_OF_ALL`.
    """
    if table.height(style) > size.height() - 2.0:
        return None
    lowest = style.px(LEAST_OF_ALL)
    columns = (True, False) if table.hidden else (False,)
    for with_hidden, kept in (*((each, max(least, lowest)) for each in columns), (False, lowest)):
        width = table.width(style, with_hidden)
        frame = fit(size, style, Legend("", least_width=width))
        if _side(frame) >= kept and frame.legend.left() + width <= size.width():
            top = min(frame.legend.top(), size.height() - table.height(style) - 1.0)
            rect = QRectF(frame.legend.left(), top, width, table.height(style))
            return frame, TablePlace(rect, with_hidden, replaces_legend=True)
    return None


def _side(frame: Frame) -> float:
    return min(frame.plot.width(), frame.plot.height())


def _side_of(found: tuple[Frame, QRectF]) -> float:
    return _side(found[0])
