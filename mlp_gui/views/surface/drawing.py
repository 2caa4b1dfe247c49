"""What every drawing of the surface shares: it follows the surface, keeps its painting, and reads out a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.look.pixel_ratio import is_for_lines, pixel_ratio
from mlp_gui.views.axes import PlotStyle, draw_readout_card
from mlp_gui.views.axes.readout_card import card_size
from mlp_gui.views.surface.card_place import card_place
from mlp_gui.views.surface.heights import Heights
from mlp_gui.views.surface.race_trails import trail_rows
from mlp_gui.views.surface.readout import probe_rows
from mlp_gui.views.surface.trail import draw_probe

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture

COUNT: Final = "zero_one"
"""The measure that counts."""
LEAST: Final = {COUNT: 1.0}
"""Range of an error measure's scale, at least: where all is right, it looks flat."""


class SurfaceDrawing(QWidget):
    """A drawing, painted once into a pixmap; over that only the marked point changes.

    Parameters
    ----------
    surface : Surface
        What is shown, and who is told where the pointer is.
    theme_controller : ThemeController
        Colours and fonts.
    name : str
        What a screen reader calls it.
    reading : str
        The error measure that is drawn; "" for the loss, as it was chosen.
    """

    has_card = True
    """Whether it writes the point that is read out beside it."""

    def __init__(
        self,
        surface: Surface,
        theme_controller: ThemeController,
        name: str,
        parent: QWidget | None = None,
        reading: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # It covers all of itself: nothing below is painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.surface = surface
        self.reading = reading
        self.style_ = PlotStyle.of(theme_controller)
        self._theme_controller = theme_controller
        self._pixmap: QPixmap | None = None
        surface.picture_changed.connect(self._on_picture_changed)
        surface.look_changed.connect(self._on_look_changed)
        surface.probe_changed.connect(self._on_probe_changed)
        surface.racing.selected_changed.connect(self._on_racer_selected)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def shown_picture(self) -> SurfacePicture | None:
        """What is to be drawn; None where there is nothing, or it is for another drawing."""
        picture = self.surface.picture
        if picture is None or not self.shows(picture) or (self.reading and self.reading not in picture.readings):
            return None
        return picture.showing(self.reading) if self.reading else picture

    def heights(self, picture: SurfacePicture) -> Heights:
        """Return the scale of the losses; error measures go down to 0, so theirs is linear."""
        if self.reading:
            least, is_count = LEAST.get(self.reading, 0.01), self.reading == COUNT
            return Heights.of(picture.values, False, self.surface.cap, least, is_count=is_count)
        return Heights.of(picture.values, self.surface.is_log, self.surface.cap)

    # What each drawing says for itself.

    def lay_out(self, picture: SurfacePicture) -> None:
        """Get ready to paint a picture in the size and style of now."""
        raise NotImplementedError

    def paint_picture(self, painter: QPainter) -> None:
        """Paint what was laid out."""
        raise NotImplementedError

    def position_of(self, probe: tuple[float, ...]) -> QPointF | None:
        """Return where a point of the plane is drawn; None where it is not."""
        raise NotImplementedError

    def point_at(self, position: QPointF) -> tuple[float, ...] | None:
        """Return the point of the plane that is drawn at a position; None beside the surface."""
        raise NotImplementedError

    def marked_places(self, picture: SurfacePicture) -> list[QRectF]:
        """Return what the card of a point is not to cover: the current point."""
        here, reach = self.position_of(tuple(picture.here.tolist())), self.style_.px(12)
        return [] if here is None else [QRectF(here.x() - reach, here.y() - reach, 2.0 * reach, 2.0 * reach)]

    def shows(self, picture: SurfacePicture) -> bool:
        """Whether it draws such a picture."""
        raise NotImplementedError

    # The rest is alike.

    def redraw(self) -> None:
        """Lay out and paint anew with the next painting."""
        self._pixmap = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing, and over it the point that is read out."""
        painter = QPainter(self)
        try:
            picture = self.shown_picture
            if picture is None:
                painter.fillRect(event.rect(), self.style_.theme.panel)
                return
            if is_for_lines():
                self._paint_on(painter, picture)
            else:
                if self._pixmap is None:
                    self._pixmap = self._painted(picture)
                painter.drawPixmap(0, 0, self._pixmap)
            self._paint_probe(painter, picture)
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _painted(self, picture: SurfacePicture) -> QPixmap:
        ratio = pixel_ratio(self)
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        try:
            self._paint_on(painter, picture)
        finally:
            painter.end()
        return pixmap

    def _paint_on(self, painter: QPainter, picture: SurfacePicture) -> None:
        painter.save()
        painter.fillRect(self.rect(), self.style_.theme.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.lay_out(picture)
        self.paint_picture(painter)
        painter.restore()

    def _paint_probe(self, painter: QPainter, picture: SurfacePicture) -> None:
        probe = self.surface.probe
        at = self.position_of(probe) if probe is not None and len(probe) == picture.axes.count else None
        if probe is None or at is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_probe(painter, self.style_.theme, at, self.style_.scale)
        if self.has_card and (self.underMouse() or self.hasFocus()):
            rows = (*trail_rows(picture, probe), *probe_rows(picture, probe))
            place = card_place(card_size(self.style_, rows), QRectF(self.rect()), at, self.marked_places(picture))
            draw_readout_card(painter, self.style_, place, at, rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self.redraw()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading out."""
        super().leaveEvent(event)
        self.surface.set_probe(None)

    @Slot(object)
    def _on_picture_changed(self, _picture: SurfacePicture | None) -> None:
        self.redraw()

    @Slot(int)
    def _on_racer_selected(self, _place: int) -> None:
        self.redraw()

    @Slot()
    def _on_look_changed(self) -> None:
        self.redraw()

    @Slot(object)
    def _on_probe_changed(self, _probe: tuple[float, ...] | None) -> None:
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.style_ = PlotStyle.of(self._theme_controller)
        self.redraw()
