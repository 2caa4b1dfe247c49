"""Primitives: many line pieces from one array, without a Python object for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPolygonF

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


_SHADES: Final = np.uint32(0xFFF8F8F8)
"""Of the colours in a bent sheet: what differs in the lowest three bits alone looks the same."""


def draw_segments(painter: QPainter, segments: np.ndarray) -> None:
    """Draw line pieces with the painter's pen.

    Parameters
    ----------
    painter : QPainter
        Painting.
    segments : ndarray, shape (n, 4), float64
        x and y of the start, x and y of the end, in the painter's coordinates; all finite.

    Notes
    -----
    Separate pieces take Qt's fast path: 660 of them, 1.75 px wide, cost a fifth of one polyline through the same
    points. Their square caps close the joints. The array is handed over as it lies in memory (a QLineF is four
    doubles), which spares 0.5 us a piece for objects.
    """
    if len(segments) == 0:
        return
    array = np.ascontiguousarray(segments, dtype=np.float64)
    first = shiboken6.wrapInstance(array.ctypes.data, QLineF)
    painter.drawLines(first, len(array))  # type: ignore[call-overload]


def draw_sheet(painter: QPainter, nodes: np.ndarray, colours: np.ndarray) -> None:
    """Fill the cells of a bent sheet, each in its colour.

    Parameters
    ----------
    painter : QPainter
        Painting, without a pen.
    nodes : ndarray, shape (n_rows + 1, n_columns + 1, 2), float64
        Corners of the cells, in the painter's coordinates. Cells with one that is not finite are left out.
    colours : ndarray, shape (n_rows, n_columns), uint32
        0xffRRGGBB.

    Notes
    -----
    Neighbours in a row whose colours nobody can tell apart are one strip: of most sheets that leaves a tenth of the
    polygons, which cost more than what they fill.
    """
    shades = (colours & _SHADES).astype(np.int64)
    is_missing = ~np.isfinite(nodes).all(axis=2)
    shades[is_missing[:-1, :-1] | is_missing[:-1, 1:] | is_missing[1:, :-1] | is_missing[1:, 1:]] = -1
    lasting = -1
    for row, row_shades in enumerate(shades):
        starts = np.flatnonzero(np.diff(row_shades, prepend=-2)).tolist()
        for start, stop in zip(starts, [*starts[1:], len(row_shades)], strict=True):
            shade = int(row_shades[start])
            if shade < 0:
                continue
            if shade != lasting:
                painter.setBrush(QColor.fromRgb(int(colours[row, start])))
                lasting = shade
            outline = np.concatenate((nodes[row, start : stop + 1], nodes[row + 1, start : stop + 1][::-1]))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in outline.tolist()]), Qt.FillRule.WindingFill)


def polyline_segments(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the pieces between neighbouring points, leaving out those that touch a number that is not finite.

    Parameters
    ----------
    x, y : ndarray, shape (n_points,)
        Points in drawing order.

    Returns
    -------
    ndarray, shape (at most n_points - 1, 4), float64
        Pieces for `draw_segments`.
    """
    if len(x) < 2:
        return np.empty((0, 4))
    segments = np.column_stack((x[:-1], y[:-1], x[1:], y[1:]))
    finite = np.isfinite(segments).all(axis=1)
    return segments if finite.all() else segments[finite]


def dashed_segments(x: np.ndarray, y: np.ndarray, dash: float, gap: float) -> np.ndarray:
    """Return the dashes of a polyline; the pattern's phase hangs on the first point, so growing data do not shimmer.

    Parameters
    ----------
    x, y : ndarray, shape (n_points,)
        Points in drawing order, x not decreasing.
    dash, gap : float
        Lengths in pixels. A piece that advances less than a pixel counts by its advance alone: noise
        within one column would use up the pattern and leave a blur.

    Returns
    -------
    ndarray, shape (n_dashes, 4), float64
        Pieces for `draw_segments`.
    """
    if len(x) < 2:
        return np.empty((0, 4))
    dx, dy = np.diff(x), np.nan_to_num(np.diff(y), nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.where(dx >= 1.0, np.hypot(dx, dy), dx)
    along = np.concatenate(([0.0], np.cumsum(lengths)))
    period = dash + gap
    turns = np.arange(0.0, along[-1], period)
    breaks = np.concatenate((turns, np.minimum(turns + dash, along[-1])))
    stations = np.sort(np.concatenate((along, breaks)), kind="stable")
    px, py = np.interp(stations, along, x), np.interp(stations, along, y)
    segments = np.column_stack((px[:-1], py[:-1], px[1:], py[1:]))
    middle = (stations[:-1] + stations[1:]) / 2
    drawn = (np.mod(middle, period) < dash) & np.isfinite(segments).all(axis=1)
    dashes: np.ndarray = segments[drawn]
    return dashes
