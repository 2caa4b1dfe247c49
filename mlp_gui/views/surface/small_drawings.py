"""Map and curve as small as three of them need to stand side by side in a dock: fewer words, the same losses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QSizeF

from mlp_gui.views.surface.curve import SurfaceCurve
from mlp_gui.views.surface.curve_picture import CurvePicture
from mlp_gui.views.surface.map import SurfaceMap
from mlp_gui.views.surface.map_picture import MapPicture
from mlp_gui.views.surface.names import axis_symbols
from mlp_gui.views.surface.small_frame import fit_small_frame, paint_small_frame, paint_small_legend

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import Frame


_BESIDE_CURVE: Final = 36
"""Pixels at 100 % for the numbers of the upright axis."""


class SmallMapPicture(MapPicture):
    """A map that names its axes once and has its colour bar below."""

    def fit(self, size: QSizeF, x_range: tuple[float, float], y_range: tuple[float, float]) -> Frame:
        """Lay plot and colour bar."""
        return fit_small_frame(size, self.style, x_range, y_range, is_square=True)

    def paint_around(self, painter: QPainter) -> None:
        """Paint what stands around the plot."""
        across, up = axis_symbols(self.picture)
        is_maths = bool(self.picture.axes.indices)
        paint_small_frame(painter, self.style, self.frame, (across, up), is_maths=is_maths)
        paint_small_legend(painter, self.style, self.frame.legend, self.heights, self.picture)

    def paint_label(self, _painter: QPainter, _foot: QPointF, _tip: QPointF) -> None:
        """Leave the arrow's name away: it would hide a third of the map."""


class SmallCurvePicture(CurvePicture):
    """A curve whose upright axis says only what it ends at."""

    def fit(self, size: QSizeF, x_range: tuple[float, float], y_range: tuple[float, float], _heading: float) -> Frame:
        """Lay the plot."""
        return fit_small_frame(size, self.style, x_range, y_range, is_square=False, left=_BESIDE_CURVE)

    def paint_around(self, painter: QPainter, ticks: list[tuple[float, str]], _name: str) -> None:
        """Paint what stands around the plot; the ends of the upright axis stand in it, where the curve leaves room."""
        is_maths = bool(self.picture.axes.indices)
        name = "share" if self.picture.request.ends is not None else axis_symbols(self.picture)[0]
        paint_small_frame(painter, self.style, self.frame, (name, ""), is_maths=is_maths)
        style, plot = self.style, self.frame.plot
        painter.setFont(style.tick_font)
        painter.setPen(style.theme.text3)
        half = style.tick_metrics.height() / 2.0
        for place, text in (ticks[0], ticks[-1]):
            at = max(self.frame.y.pixel(place), plot.top() + half - style.px(2))
            room = plot.left() - style.px(4)
            width = style.tick_metrics.horizontalAdvance(text)
            painter.drawText(round(room - width), round(at + half - style.tick_metrics.descent()), text)

    def paint_end(self, _painter: QPainter, _place: int, _at: float, _title: str) -> None:
        """Leave a moment's name away: the axis says which is which, 0 and 1."""


class SmallMap(SurfaceMap):
    """A map that can be as small as a third of a dock, where a card has no room."""

    has_card = False

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(80, 80)

    def lay_out(self, picture: SurfacePicture) -> None:
        """Get ready to paint."""
        size, selected = QSizeF(self.size()), self.surface.racing.selected
        self.laid_out = SmallMapPicture(picture, self.heights(picture), self.style_, size, selected)


class SmallCurve(SurfaceCurve):
    """A curve that can be as small as a third of a dock, where a card has no room."""

    has_card = False

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(80, 80)

    def lay_out(self, picture: SurfacePicture) -> None:
        """Get ready to paint."""
        self.laid_out_by = self.heights(picture)
        self.laid_out = SmallCurvePicture(picture, self.laid_out_by, self.style_, QSizeF(self.size()))
