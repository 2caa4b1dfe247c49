"""The relief's picture: where everything of it lies, the shaded relief itself, and the marks on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF

from mlp_gui.views.races.racer_look import draw_mark, look_of_racer
from mlp_gui.views.surface.camera import View, heights_at, resampled
from mlp_gui.views.surface.race_trails import MARK
from mlp_gui.views.surface.relief_box import ReliefBox
from mlp_gui.views.surface.relief_strips import ReliefStrips, mesh_pen, paint_relief
from mlp_gui.views.surface.relief_ways import ways_of
from mlp_gui.views.surface.trail import draw_here, draw_start

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPainter

    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.surface.camera import Camera
    from mlp_gui.views.surface.heights import Heights

QUICK_CELLS: Final = 24
FINE_CELLS: Final = 48
"""Along each side: while it moves or is turned, and at rest."""
_LIFT: Final = 0.006
"""How far a way is pulled off the ground, so that it does not sink in."""


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
    selected : int
        The racer that is looked at; -1 for none.

    Attributes
    ----------
    view : View
        The projection.
    """

    def __init__(
        self,
        picture: SurfacePicture,
        heights: Heights,
        style: PlotStyle,
        camera: Camera,
        size: QSizeF,
        *,
        quick: bool,
        selected: int = -1,
    ) -> None:
        self._picture = picture
        self._style = style
        self._quick = quick
        self._selected = selected
        margins = tuple(map(float, (style.px(44), style.px(16), style.px(30), style.px(48))))
        self.view: View = camera.view(size, (margins[0], margins[1], margins[2], margins[3]))
        self._all_parts = heights.parts(picture.values)
        cells = QUICK_CELLS if quick else FINE_CELLS
        self._parts = resampled(self._all_parts, cells + 1)
        sides = np.linspace(-1.0, 1.0, cells + 1)
        self._ground = np.meshgrid(sides, sides)
        self._points = self.view.project(self._ground[0], self._ground[1], self._parts)
        self._strips = ReliefStrips(self.view, *self._points[:2], self._colours(), quick=quick)
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

    def _projected(self, ground: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return pixels x and y of places on the relief, and how far away the strips are that they lie on."""
        x, y, _ = self.view.project(*self._lifted(ground))
        return x, y, self._strips.distance(ground)

    def _paint_relief(self, painter: QPainter) -> None:
        painter.save()
        ways = ways_of(self._picture, self._on_ground, self._projected, self._style, self._selected)
        paint_relief(painter, self._strips, ways, None if self._quick else mesh_pen(self._style.theme))
        painter.restore()
        self._paint_marks(painter)

    def _colours(self) -> np.ndarray:
        """Return red, green and blue of each cell, lit from the upper left: float64 up to 255 and a little more."""
        parts = self._parts
        middle = (parts[1:, 1:] + parts[1:, :-1] + parts[:-1, 1:] + parts[:-1, :-1]) / 4.0
        lut = self._style.theme.loss_map.lut[np.rint(middle * 255.0).astype(np.intp)].astype(np.float64)
        # The table has them as they lie in memory: blue first.
        lit: np.ndarray = lut[..., 2::-1] * self.view.brightness(parts)[..., np.newaxis]
        return lit

    def _paint_marks(self, painter: QPainter) -> None:
        picture, style = self._picture, self._style
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if len(picture.path) > 1:
            start = self.place(tuple(picture.path[0].tolist()))
            if start is not None:
                draw_start(painter, style.theme, start, style.scale)
        for projected in picture.trails:
            end = self.place(tuple(projected.points[-1].tolist()))
            if end is not None:
                look, trail = look_of_racer(projected.trail), projected.trail
                chosen = trail.place == self._selected
                radius = MARK * style.scale
                draw_mark(painter, style.theme, look, end, radius, is_stuck=trail.is_stuck, is_selected=chosen)
        here = self.place(tuple(picture.here.tolist()))
        if here is not None:
            draw_here(painter, style.theme, here, style.scale)
