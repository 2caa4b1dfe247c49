"""The relief's picture: shaded cells and the path's pieces, drawn from the farthest to the nearest."""

from __future__ import annotations

from ctypes import memmove
from typing import TYPE_CHECKING, Final

import numpy as np
import shiboken6
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF

from mlp_gui.views.surface.camera import View, heights_at, resampled
from mlp_gui.views.surface.relief_box import ReliefBox
from mlp_gui.views.surface.trail import BINS, draw_here, draw_start, even_pieces, shares

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.camera import Camera
    from mlp_gui.views.surface.heights import Heights

QUICK_CELLS: Final = 24
FINE_CELLS: Final = 48
"""Along each side: while it moves or is turned, and at rest."""
MESH: Final = 4
"""Every so many cells there is a line of the mesh."""
_POLYGON_BYTES: Final = 64
"""Four corners of two doubles, as a QPolygonF has them."""
_SHADES: Final = 24
_COLOURS: Final = 64
_FORWARD: Final = 0.07
_CASING_FORWARD: Final = 0.02
_LIFT: Final = 0.006
"""How far the path and its casing are pulled towards the eye and off the ground, so that they do not sink in."""


class ReliefPicture:
    """One picture of a plane in three dimensions, laid out for one camera, size and style.

    Parameters
    ----------
    picture : SurfacePicture
        Of a plane.
    heights : Heights
        Scale of the losses.
    style : PlotStyle
        Colours and fonts.
    camera : Camera
        Where it is seen from.
    size : QSizeF
        Of the widget, in logical pixels.
    quick : bool
        Whether it is to be drawn quickly: fewer cells, no mesh, hard edges.

    Attributes
    ----------
    view : View
        The projection.
    """

    def __init__(
        self, picture: SurfacePicture, heights: Heights, style: PlotStyle, camera: Camera, size: QSizeF, *, quick: bool
    ) -> None:
        self._picture = picture
        self._style = style
        self._quick = quick
        margins = tuple(map(float, (style.px(44), style.px(16), style.px(30), style.px(48))))
        self.view: View = camera.view(size, (margins[0], margins[1], margins[2], margins[3]))
        self._all_parts = heights.parts(picture.values)
        cells = QUICK_CELLS if quick else FINE_CELLS
        self._parts = resampled(self._all_parts, cells + 1)
        sides = np.linspace(-1.0, 1.0, cells + 1)
        self._ground = np.meshgrid(sides, sides)
        self._points = self.view.project(self._ground[0], self._ground[1], self._parts)
        self._box = ReliefBox(picture, heights, style, self.view)

    def place(self, probe: tuple[float, ...]) -> QPointF | None:
        """Return where a point of the plane is drawn; None beside the relief."""
        u, v = self._on_ground(np.array([probe]))[0]
        if max(abs(u), abs(v)) > 1.0 + 1e-9:
            return None
        x, y, _ = self.view.project(*self._lifted(np.array([[u, v]])))
        return QPointF(float(x[0]), float(y[0]))

    def point_at(self, position: QPointF) -> tuple[float, ...] | None:
        """Return the coordinates of the nearest visible corner of a cell; None where none is close."""
        x, y, away = self._points
        distance = np.hypot(x - position.x(), y - position.y())
        close = distance < 1.6 * self.view.scale * 2.0 / (len(x) - 1)
        if not close.any():
            return None
        # Of what lies below the pointer, the eye sees the nearest.
        visible = np.where(close, away + 0.002 * distance, np.inf)
        row, column = np.unravel_index(int(np.argmin(visible)), visible.shape)
        picture = self._picture
        ground = (self._ground[0][row, column], self._ground[1][row, column])
        return tuple(middle + picture.half * float(at) for middle, at in zip(picture.centre, ground, strict=True))

    def paint(self, painter: QPainter) -> None:
        """Paint all of it but the ground of the widget."""
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        self._box.paint_ground(painter)
        painter.setRenderHint(painter.RenderHint.Antialiasing, not self._quick)
        self._paint_relief(painter)
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        self._box.paint_axes(painter)

    def _on_ground(self, points: np.ndarray) -> np.ndarray:
        picture = self._picture
        places: np.ndarray = (points - np.array(picture.centre)) / picture.half
        return places

    def _lifted(self, ground: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        u, v = ground[:, 0], ground[:, 1]
        return u, v, heights_at(self._all_parts, u, v) + _LIFT

    def _paint_relief(self, painter: QPainter) -> None:
        x, y, away = self._points
        corners = np.stack([np.stack((x[a], y[a]), axis=-1) for a in _CORNERS], axis=-2).reshape(-1, 8)
        depth = np.mean([away[a] for a in _CORNERS], axis=0).ravel()
        pieces, bins, piece_depth, casing = self._trail()
        order = np.argsort(-np.concatenate((depth, piece_depth)), kind="stable").tolist()
        painter.save()
        _Cells(painter, self._style.theme, self._brushes(), corners, self._quick, self._mesh()).paint(
            order, pieces, bins, casing, self._style.scale
        )
        painter.restore()
        self._paint_marks(painter)

    def _brushes(self) -> list[int]:
        """Return the colour of each cell as 0xffRRGGBB, in so few shades that brushes can be kept."""
        parts = self._parts
        middle = (parts[1:, 1:] + parts[1:, :-1] + parts[:-1, 1:] + parts[:-1, :-1]) / 4.0
        steps = np.rint(middle * (_COLOURS - 1)) * (255.0 / (_COLOURS - 1))
        shades = np.rint(self.view.brightness(parts) * _SHADES) / _SHADES
        lut = self._style.theme.loss_map.lut[np.rint(steps).astype(np.intp)].astype(np.float64)
        channels = np.minimum(lut[..., :3] * shades[..., np.newaxis], 255.0).astype(np.uint32)
        packed = (channels[..., 2] << 16) | (channels[..., 1] << 8) | channels[..., 0] | np.uint32(0xFF000000)
        colours: list[int] = packed.ravel().tolist()
        return colours

    def _mesh(self) -> np.ndarray:
        """Return for each cell which of its sides belong to the mesh: 1 for the one along u, 2 for that along v."""
        cells = len(self._parts) - 1
        if self._quick:
            return np.zeros(cells * cells, np.intp)
        on_line = (np.arange(cells) % MESH == 0).astype(np.intp)
        sides: np.ndarray = (on_line[:, np.newaxis] + 2 * on_line[np.newaxis, :]).ravel()
        return sides

    def _trail(self) -> tuple[np.ndarray, list[int], np.ndarray, list[bool]]:
        """Return the path's pieces in pixels, their colours, how far away they are; casings lie just behind."""
        picture = self._picture
        pieces, at = even_pieces(self._on_ground(picture.path), shares(picture.path_epochs), picture.path_jumps)
        bins = np.minimum((at * BINS).astype(np.intp), BINS - 1).tolist()
        first, last = (self.view.project(*self._lifted(pieces[:, end])) for end in (np.s_[:2], np.s_[2:]))
        segments = np.column_stack((first[0], first[1], last[0], last[1]))
        depth = (first[2] + last[2]) / 2.0
        both = np.concatenate((segments, segments))
        casing = [True] * len(bins) + [False] * len(bins)
        return both, [*bins, *bins], np.concatenate((depth - _CASING_FORWARD, depth - _FORWARD)), casing

    def _paint_marks(self, painter: QPainter) -> None:
        picture, style = self._picture, self._style
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if len(picture.path) > 1:
            start = self.place(tuple(picture.path[0].tolist()))
            if start is not None:
                draw_start(painter, style.theme, start, style.scale)
        here = self.place(tuple(picture.here.tolist()))
        if here is not None:
            draw_here(painter, style.theme, here, style.scale)


_CORNERS: Final = (
    np.s_[:-1, :-1],
    np.s_[:-1, 1:],
    np.s_[1:, 1:],
    np.s_[1:, :-1],
)


class _Cells:
    """Paints cells and pieces one after another; a polygon's room is filled anew for each, which spares objects."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        colours: list[int],
        corners: np.ndarray,
        quick: bool,
        mesh: np.ndarray,
    ) -> None:
        self._painter = painter
        self._theme = theme
        self._quick = quick
        self._mesh = mesh.tolist()
        self._colours = colours
        self._corners = np.ascontiguousarray(corners, np.float64)
        self._polygon = QPolygonF([QPointF(float(corner), float(corner * corner)) for corner in range(4)])

    def paint(self, order: list[int], pieces: np.ndarray, bins: list[int], casing: list[bool], scale: float) -> None:
        """Paint in an order in which the cells come first by number and the pieces after them."""
        painter, colours, n_cells = self._painter, self._colours, len(self._colours)
        room = shiboken6.getCppPointer(self._polygon.data())[0]
        corners = self._corners.ctypes.data
        brushes = {colour: QBrush(QColor.fromRgb(colour)) for colour in set(colours)}
        seams = {} if self._quick else {colour: QPen(brush.color(), 0.8) for colour, brush in brushes.items()}
        around = self._pen(self._theme.casing, 4.0 * scale)
        inside = [self._pen(self._theme.path_map.colour((index + 0.5) / BINS), 2.0 * scale) for index in range(BINS)]
        lines = [QLineF(*line) for line in pieces.tolist()]
        ink = QColor(self._theme.casing)
        ink.setAlpha(77)
        mesh_pen = QPen(ink, 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        for index in order:
            if index >= n_cells:
                piece = index - n_cells
                painter.setPen(around if casing[piece] else inside[bins[piece]])
                painter.drawLine(lines[piece])
                if self._quick:
                    painter.setPen(Qt.PenStyle.NoPen)
                continue
            colour = colours[index]
            memmove(room, corners + _POLYGON_BYTES * index, _POLYGON_BYTES)
            painter.setBrush(brushes[colour])
            if not self._quick:
                painter.setPen(seams[colour])
            painter.drawConvexPolygon(self._polygon)
            if self._mesh[index]:
                self._paint_mesh(index, mesh_pen)

    def _paint_mesh(self, index: int, pen: QPen) -> None:
        self._painter.setPen(pen)
        corner = self._corners[index].tolist()
        if self._mesh[index] & 1:
            self._painter.drawLine(QLineF(*corner[0:4]))
        if self._mesh[index] & 2:
            self._painter.drawLine(QLineF(corner[0], corner[1], corner[6], corner[7]))

    @staticmethod
    def _pen(colour: QColor, width: float) -> QPen:
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen
