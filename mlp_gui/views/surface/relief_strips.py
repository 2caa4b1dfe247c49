"""The relief as strips: rows of cells that run across the view, painted from the farthest to the nearest.

A strip is one polygon under one gradient, which takes a tenth of the time that its cells took one by one. A line of
sight meets the rows in the order of their distance, so that cells need no sorting; pieces of ways are painted with the
row that they lie on.
"""

from __future__ import annotations

import math
from ctypes import memmove
from typing import TYPE_CHECKING, Final

import numpy as np
import shiboken6
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPen, QPolygonF

from mlp_gui.views.axes import draw_segments, polyline_segments

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme
    from mlp_gui.views.surface.camera import View
    from mlp_gui.views.surface.relief_ways import ReliefWays

MESH: Final = 4
"""Every so many cells there is a line of the mesh."""
_MESH_ALPHA: Final = 77
_OVERLAP: Final = 0.7
"""Pixels by which a strip reaches below the next one, so that nothing shines through between them."""
_BAND: Final = 12.0
"""Steps of a colour, of 255, that one sees as bands."""
_MOST_PARTS: Final = 3
_QUICK_STRIDE: Final = 2
_LATER: Final = 0.5
"""Rows by which a way is painted later than it lies, so that the next one does not cover half of its width."""


class ReliefStrips:
    """A grid of cells, in strips that run across the view.

    Parameters
    ----------
    view : View
        The projection.
    x, y : ndarray, shape (n, n), float64
        Pixels of the corners; rows along v, columns along u.
    colours : ndarray, shape (n - 1, n - 1, 3), float64
        Red, green and blue of the cells, up to 255.
    quick : bool
        Whether it has to be quick: fewer colours along a strip, and no strip in parts where colours change much.
    """

    def __init__(self, view: View, x: np.ndarray, y: np.ndarray, colours: np.ndarray, *, quick: bool) -> None:
        # Strips run along the axis that lies more across the view, and the farthest comes first.
        cos, sin = math.cos(view.turn), math.sin(view.turn)
        self._runs_along_u = abs(cos) >= abs(sin)
        if not self._runs_along_u:
            x, y, colours = x.T, y.T, colours.swapaxes(0, 1)
        self._is_turned = (cos if self._runs_along_u else sin) > 0.0
        if self._is_turned:
            x, y, colours = x[::-1], y[::-1], colours[::-1]
        if x[0, 0] > x[0, -1]:
            x, y, colours = x[:, ::-1], y[:, ::-1], colours[:, ::-1]
        self._n_rows = len(colours)
        self._edges = np.arange(self._n_rows + 1, dtype=np.float64)
        if not quick:
            self._edges, middle = _parts_of_strips(colours)
            x, y, colours = (_between(each, at) for each, at in ((x, self._edges), (y, self._edges), (colours, middle)))
        stride = _QUICK_STRIDE if quick else 1
        self._lines = np.stack((x, y), axis=-1)
        outlines = np.concatenate((self._lines[:-1], self._lines[1:, ::-1] + (0.0, _OVERLAP)), axis=1)
        # As Qt has its points: of turned grids NumPy would keep the order that they had.
        self._outlines = np.ascontiguousarray(outlines)
        self._colours = _packed(colours[:, ::stride])
        # Each colour stands over the middle of its cell, as a share of the strip's width.
        middles = (x[:-1] + x[1:]) / 2.0
        self._ends = middles[:, [0, -1]]
        cells = (middles[:, :-1] + middles[:, 1:]) / 2.0 - middles[:, :1]
        self._places = (cells / (middles[:, -1:] - middles[:, :1]))[:, ::stride]
        self._polygon = QPolygonF([QPointF(float(at), float(at * at)) for at in range(2 * x.shape[1])])

    @property
    def count(self) -> int:
        """Number of strips."""
        return len(self._colours)

    def distance(self, ground: np.ndarray) -> np.ndarray:
        """Return how far away the strips are that places lie on, from 0 to 2, the ground's own length.

        Parameters
        ----------
        ground : ndarray, shape (n_places, 2), float64
            Places from -1 to 1.

        Returns
        -------
        ndarray, shape (n_places,), float64
        """
        across: np.ndarray = ground[:, 1] if self._runs_along_u else ground[:, 0]
        return 1.0 + across if self._is_turned else 1.0 - across

    def strip_at(self, distance: np.ndarray) -> np.ndarray:
        """Return the strips with which places so far away are painted, shape (n_places,), intp."""
        place = (1.0 - distance / 2.0) * self._n_rows + _LATER
        strips: np.ndarray = np.clip(np.searchsorted(self._edges, place, side="right") - 1, 0, self.count - 1)
        return strips

    def paint(self, painter: QPainter, strip: int, mesh: QPen | None) -> None:
        """Paint one strip, and its lines of the mesh where there is a pen for them."""
        outline = self._outlines[strip]
        room = shiboken6.getCppPointer(self._polygon.data())[0]
        memmove(room, outline.ctypes.data, outline.nbytes)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush(strip))
        painter.drawPolygon(self._polygon, Qt.FillRule.WindingFill)
        if mesh is not None:
            far, near = self._lines[strip], self._lines[strip + 1]
            painter.setPen(mesh)
            if self._edges[strip] % MESH == 0.0:
                draw_segments(painter, polyline_segments(far[:, 0], far[:, 1]))
            draw_segments(painter, np.column_stack((far[::MESH], near[::MESH])))

    def _brush(self, strip: int) -> QBrush:
        first, last = self._ends[strip].tolist()
        gradient = QLinearGradient(first, 0.0, last, 0.0)
        stops = zip(self._places[strip].tolist(), self._colours[strip].tolist(), strict=True)
        gradient.setStops([(place, QColor.fromRgb(rgb)) for place, rgb in stops])
        return QBrush(gradient)


def _parts_of_strips(colours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where strips begin and end, and where their middles lie among those of the rows.

    A row whose colours change much from one neighbour to the other is several strips, or one would see bands.

    Parameters
    ----------
    colours : ndarray, shape (n_rows, n_cells, 3), float64
        Up to 255.

    Returns
    -------
    edges : ndarray, shape (n_strips + 1,), float64
        In rows, from 0 to n_rows.
    middles : ndarray, shape (n_strips,), float64
        In rows, 0 being the middle of the first.
    """
    change = np.abs(np.gradient(colours, axis=0)).max(axis=(1, 2))
    parts = np.clip(np.ceil(change / _BAND), 1, _MOST_PARTS).astype(np.intp)
    edges = np.concatenate([np.arange(count) / count + row for row, count in enumerate(parts.tolist())])
    edges = np.append(edges, float(len(colours)))
    middles = np.clip((edges[:-1] + edges[1:]) / 2.0 - 0.5, 0.0, len(colours) - 1.0)
    return edges, middles


def _between(rows: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return rows at places between them, by linear interpolation."""
    below = np.minimum(places.astype(np.intp), len(rows) - 2)
    share = (places - below).reshape(-1, *[1] * (rows.ndim - 1))
    between: np.ndarray = rows[below] + share * (rows[below + 1] - rows[below])
    return between


def _packed(colours: np.ndarray) -> np.ndarray:
    """Return 0xffRRGGBB, uint32, of red, green and blue along the last axis."""
    channels = np.clip(colours, 0.0, 255.0).astype(np.uint32)
    packed: np.ndarray = (channels[..., 0] << 16) | (channels[..., 1] << 8) | channels[..., 2] | np.uint32(0xFF000000)
    return packed


def paint_relief(painter: QPainter, strips: ReliefStrips, ways: ReliefWays, mesh: QPen | None) -> None:
    """Paint all strips, and the pieces of ways between them.

    Parameters
    ----------
    ways : ReliefWays
        Their depth is that of `ReliefStrips.distance`; pieces of one strip are painted in their order.
    mesh : QPen or None
        For the lines of the mesh, if there are to be any.
    """
    pen_of, strip_of = np.array(ways.pen_of, np.intp), strips.strip_at(ways.depth)
    for strip in range(strips.count):
        strips.paint(painter, strip, mesh)
        here = np.flatnonzero(strip_of == strip)
        if not here.size:
            continue
        pens = pen_of[here]
        _, first = np.unique(pens, return_index=True)
        for pen in pens[np.sort(first)].tolist():
            painter.setPen(ways.pens[pen])
            draw_segments(painter, ways.segments[here[pens == pen]])


def mesh_pen(theme: Theme) -> QPen:
    """Return the pen of the mesh: thin, and mostly transparent."""
    ink = QColor(theme.casing)
    ink.setAlpha(_MESH_ALPHA)
    return QPen(ink, 1.0)
