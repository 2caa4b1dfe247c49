"""Edges in colour and width: one array of lines for each of a few colours, weakest first.

A wide antialiased pen costs some 250 microseconds an edge. An edge is therefore a filled core without antialiasing
between two antialiased lines one device pixel wide, which Qt draws on its fast path: 5 to 15 microseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from mlp_gui.look.theme import blend
from mlp_gui.views.network.curves import CONTROL

if TYPE_CHECKING:
    from mlp_gui.look import ColourMap, Theme
    from mlp_gui.views.network.camera import Camera
    from mlp_gui.views.network.curves import EdgeCurves

LEVELS = 12
LEAST_WIDTH, WIDTH_RANGE = 0.75, 5.25
_CORE_FROM = 0.8
"""Half widths (device pixels, without the outlines) from which the core between the outlines is filled."""

# Looking a member of one of Qt's enumerations up costs as much as the call it is for.
_ANTIALIASING, _NO_PEN = QPainter.RenderHint.Antialiasing, Qt.PenStyle.NoPen


def width_of(share: float) -> float:
    """Return the width in pixels of a weight that is `share` of the largest."""
    return LEAST_WIDTH + WIDTH_RANGE * share


def _widths(shares: np.ndarray) -> np.ndarray:
    return LEAST_WIDTH + WIDTH_RANGE * shares


def colour_of(share: float, sign: float, colours: ColourMap, ground: QColor) -> QColor:
    """Return the opaque colour of a weight on `ground`."""
    place = (0.42 + 0.5 * share) * (1.0 if sign >= 0 else -1.0)
    return blend(colours.colour(place), ground, 0.55 + 0.45 * share)


def edge_colour(share: float, value: float, theme: Theme, *, errors: bool) -> QColor:
    """Return the opaque colour of an edge: of one without a number, or with 0, that of lines, as it has no sign."""
    if value == 0.0:
        return theme.line2
    return colour_of(share, value, theme.error_map if errors else theme.weight_map, theme.canvas)


@dataclass(frozen=True, slots=True, eq=False)
class EdgeStyle:
    """Width and colour of every edge.

    Attributes
    ----------
    values : ndarray, shape (n_edges,), float64
        Weights or gradients.
    largest : float
        Size that has the full width.
    shares : ndarray, shape (n_edges,), float64
        |value| / largest, at most 1.
    """

    values: np.ndarray
    largest: float
    shares: np.ndarray


def style_edges(values: np.ndarray, largest: float) -> EdgeStyle:
    """Return the style of edges with these values; `largest` is the size of full width."""
    shares = np.minimum(np.abs(values) / largest, 1.0) if largest > 0.0 else np.zeros(len(values))
    return EdgeStyle(values, largest, np.nan_to_num(shares))


@lru_cache(maxsize=8)
def _palette(theme: Theme, errors: bool, faint: bool) -> tuple[tuple[QColor, ...], ...]:
    """Return the colours of the levels, weakest first: those of 0, of positive values, and of negative ones."""
    palette = []
    for sign in (0.0, 1.0, -1.0):
        shades = [edge_colour((level + 0.5) / LEVELS, sign, theme, errors=errors) for level in range(LEVELS)]
        palette.append(tuple(blend(shade, theme.canvas, 0.2) if faint else shade for shade in shades))
    return tuple(palette)


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """How edges are painted.

    Attributes
    ----------
    theme : Theme
        Colours.
    errors : bool
        Whether values are gradients, in the colours of error signals.
    dashed : bool
        Whether negative edges are dashed.
    faint : bool
        Whether they stand back behind others.
    antialiased : bool
        Smooth, or plain and faster.
    ratio : float
        Device pixels of a pixel.
    """

    theme: Theme
    errors: bool = False
    dashed: bool = False
    faint: bool = False
    antialiased: bool = True
    ratio: float = 1.0


class EdgePainter:
    """Paints the edges of one layout under one camera; keeps the geometry while weights change.

    Parameters
    ----------
    curves : EdgeCurves
        Geometry in scene pixels.
    camera : Camera
        Scene to canvas.
    """

    def __init__(self, curves: EdgeCurves, camera: Camera) -> None:
        self.curves = curves
        self.camera = camera
        points = curves.points * camera.zoom + np.array([camera.x, camera.y])
        self._pieces, self._sides = _pieces(points), _pieces(curves.normals)
        self._outlines = np.concatenate((points, points[:, ::-1]), axis=1)
        self._borders = np.concatenate((curves.normals, -curves.normals[:, ::-1]), axis=1)
        self._polygon, self._corners = polygon_memory(self._outlines.shape[1])
        self._dashes: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def paint(
        self, painter: QPainter, style: EdgeStyle, look: EdgeLook, clip: QRectF, only: np.ndarray | None = None
    ) -> None:
        """Paint edges, strongest last.

        Parameters
        ----------
        painter : QPainter
            In canvas pixels; its state is restored.
        style : EdgeStyle
            Values of all edges.
        look : EdgeLook
            Theme and manner.
        clip : QRectF
            Where they may be; an explicit rectangle keeps Qt on its fast path.
        only : ndarray of int, optional
            Edges to paint; all by default.
        """
        chosen = np.arange(len(self.curves)) if only is None else only
        if not len(chosen):
            return
        shares = style.shares[chosen]
        values = style.values[chosen]
        signs = np.where(values < 0.0, 2, np.where(values == 0.0, 0, 1))
        levels = np.minimum((shares * LEVELS).astype(np.int64), LEVELS - 1)
        order = np.lexsort((shares, signs, levels))
        chosen, keys = chosen[order], (3 * levels + signs)[order]
        half = (_widths(shares[order]) * self.camera.zoom - 1.0 / look.ratio) / 2
        palette = _palette(look.theme, look.errors, look.faint)
        painter.save()
        painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
        solid = _Solid(self, chosen, half, look)
        cuts = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), len(keys)]
        for first, last in pairwise(cuts):
            level, sign = divmod(int(keys[first]), 3)
            colour = palette[sign][level]
            if sign == 2 and look.dashed:
                self._paint_dashed(painter, chosen[first:last], half[first:last], colour, look)
            else:
                solid.paint(painter, first, last, colour)
        painter.restore()

    def paint_core(self, painter: QPainter, edge: int, half: float) -> None:
        """Fill an edge between its outlines with the painter's brush."""
        np.multiply(self._borders[edge], half, out=self._corners)
        self._corners += self._outlines[edge]
        painter.drawPolygon(self._polygon)

    def lines(self, edges: np.ndarray, offsets: np.ndarray) -> np.ndarray:
        """Return the pieces of lines beside edges.

        Parameters
        ----------
        edges : ndarray of int, shape (n_lines,)
            Which edge each line follows.
        offsets : ndarray, shape (n_lines,)
            At which distance along its normals.

        Returns
        -------
        ndarray, shape (n_lines, n_pieces, 4), float64
            Both ends of each piece.
        """
        lines: np.ndarray = self._sides[edges]
        lines *= offsets[:, None, None]
        lines += self._pieces[edges]
        return lines

    def _paint_dashed(
        self, painter: QPainter, edges: np.ndarray, half: np.ndarray, colour: QColor, look: EdgeLook
    ) -> None:
        if self._dashes is None:
            segments, normals, owners = self.curves.dashes()
            segments = segments * self.camera.zoom + np.array([self.camera.x, self.camera.y])
            self._dashes = segments, normals, np.concatenate(([0], np.cumsum(np.bincount(owners))))
        segments, normals, starts = self._dashes
        lines = []
        for edge, reach in zip(edges.tolist(), half.tolist(), strict=True):
            own = slice(starts[edge], starts[edge + 1])
            count = max(int(np.ceil(4.0 * max(reach, 0.0) * look.ratio)), 0) + 1
            offsets = np.linspace(-reach, reach, count) if count > 1 else np.zeros(1)
            lines.append((segments[own] + normals[own] * offsets[:, None, None, None]).reshape(-1, 4))
        pieces = np.ascontiguousarray(np.concatenate(lines), dtype=np.float64)
        _draw_lines(painter, pieces, 0, len(pieces), colour, look.antialiased)


class _Solid:
    """Solid edges in painting order, with the lines of all of them computed at once.

    Too narrow for a core, a line along the middle closes what would gape between the outlines.
    """

    def __init__(self, edges: EdgePainter, chosen: np.ndarray, half: np.ndarray, look: EdgeLook) -> None:
        self._edges = edges
        self._chosen = chosen.tolist()
        self._half = half.tolist()
        self._antialiased = look.antialiased
        self._has_core = half >= _CORE_FROM / look.ratio
        outlined = np.flatnonzero(half >= 0.2 / look.ratio)
        places = np.concatenate((np.flatnonzero(~self._has_core), outlined, outlined))
        offsets = np.concatenate((np.zeros(len(places) - 2 * len(outlined)), half[outlined], -half[outlined]))
        order = np.argsort(places, kind="stable")
        places = places[order]
        self._lines = edges.lines(chosen[places], offsets[order])
        self._starts = np.searchsorted(places, np.arange(len(chosen) + 1)).tolist()

    def paint(self, painter: QPainter, first: int, last: int, colour: QColor) -> None:
        """Paint the edges at places first..last in one colour: the cores, then all lines."""
        cores = np.flatnonzero(self._has_core[first:last]).tolist()
        if cores:
            painter.setRenderHint(_ANTIALIASING, False)
            painter.setPen(_NO_PEN)
            painter.setBrush(colour)
            for place in cores:
                self._edges.paint_core(painter, self._chosen[first + place], self._half[first + place])
        pieces = self._lines.shape[1]
        start, stop = self._starts[first] * pieces, self._starts[last] * pieces
        _draw_lines(painter, self._lines, start, stop, colour, self._antialiased)


def mark_edge(
    painter: QPainter, curves: EdgeCurves, camera: Camera, edge: int, share: float, sign: float, look: EdgeLook
) -> QPointF:
    """Paint one edge as hovered: an ink outline, yellow, and its own colour as the core; return its handle's place."""
    points = curves.points[edge]
    x0, y0 = camera.to_canvas(*points[0])
    x1, y1 = camera.to_canvas(*points[-1])
    reach = CONTROL * (x1 - x0)
    path = QPainterPath(QPointF(x0, y0))
    path.cubicTo(x0 + reach, y0, x1 - reach, y1, x1, y1)
    theme = look.theme
    core = max(width_of(share) * camera.zoom, 1.6)
    own = edge_colour(share, sign, theme, errors=look.errors)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for width, colour in ((core + 5.4, theme.ink), (core + 3.6, theme.cursor), (core, own)):
        painter.strokePath(path, QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    return path.pointAtPercent(0.5)


def paint_handle(painter: QPainter, place: QPointF, theme: Theme) -> None:
    """Paint the small round handle of the hovered edge."""
    painter.setPen(QPen(theme.ink, 1.75))
    painter.setBrush(theme.panel)
    painter.drawEllipse(place, 4.6, 4.6)


def _pieces(points: np.ndarray) -> np.ndarray:
    """Return both ends of each piece of polylines: (n, n_points, 2) to (n, n_points - 1, 4)."""
    return np.concatenate((points[:, :-1], points[:, 1:]), axis=2)


def _draw_lines(
    painter: QPainter, pieces: np.ndarray, start: int, stop: int, colour: QColor, antialiased: bool
) -> None:
    """Draw the pieces start..stop of a contiguous float64 array whose last axis is x, y, x, y."""
    if start == stop:
        return
    painter.setRenderHint(_ANTIALIASING, antialiased)
    painter.setPen(_hairline(colour.rgba()))
    # Handed over as memory (a QLineF is four doubles): a list of objects holds the interpreter for milliseconds.
    first = cast("Any", shiboken6).wrapInstance(pieces.ctypes.data + 32 * start, QLineF)
    cast("Any", painter).drawLines(first, stop - start)


@lru_cache(maxsize=256)
def _hairline(rgba: int) -> QPen:
    """Return the pen of Qt's fast path: one device pixel wide at any scale."""
    pen = QPen(QColor.fromRgba(rgba), 1.0)
    pen.setCosmetic(True)
    return pen


def polygon_memory(size: int) -> tuple[QPolygonF, np.ndarray]:
    """Return a polygon and its corners, shape (size, 2), float64: writing there moves it without an object for each."""
    polygon = QPolygonF()
    polygon.resize(size)
    memory = cast("Any", shiboken6).VoidPtr(cast("Any", polygon).data(), 16 * size, True)
    return polygon, np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)
