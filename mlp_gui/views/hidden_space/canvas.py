"""The canvas of the hidden space: paints the drawing and the cursor, and is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.look.numbers import signed
from mlp_gui.look.pixel_ratio import is_for_lines, pixel_ratio
from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle, ReadoutRow, draw_readout_card
from mlp_gui.views.decision.naming import part_of, symbol
from mlp_gui.views.hidden_space.drawing import HiddenDrawing
from mlp_gui.views.hidden_space.texts import message_for

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.hidden_space import HiddenPicture
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class HiddenCanvas(QWidget):
    """Shows the newest picture of the hidden space.

    Parameters
    ----------
    session : Session
        Its hidden space is shown; its cursor is marked and moved.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Whether held-out points are shown.
    parent : QWidget, optional
        The view.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hidden_space_canvas")
        self.setAccessibleName("Hidden space")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self._space = session.regions.hidden_space
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._style = PlotStyle.of(theme_controller)
        self._drawing: HiddenDrawing | None = None
        self._still = QPixmap()
        self._is_stale = True
        self._space.picture_changed.connect(self._on_picture_changed)
        self._space.blend_changed.connect(self._on_blend_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        preferences.changed.connect(self._on_preference_changed)

    @property
    def drawing(self) -> HiddenDrawing | None:
        """What is drawn, or None where a message stands."""
        return self._drawing

    @property
    def message(self) -> str:
        """What is written in place of a drawing, or "" where there is one."""
        return "" if self._drawing is not None else message_for(self._session.snapshot)

    def sizeHint(self) -> QSize:
        """Return the size of the decision region beside it."""
        return QSize(372, 272)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(220, 170)

    @Slot(object)
    def _on_picture_changed(self, _picture: HiddenPicture | None) -> None:
        self._draw()

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: object) -> None:
        if self._drawing is None and self.isVisible():
            self.update()

    @Slot(float)
    def _on_blend_changed(self, blend: float) -> None:
        if self._drawing is not None:
            self._drawing.set_blend(blend)
        self._is_stale = True
        self.update()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        if self.isVisible():
            self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._draw()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "show_test_points":
            self._draw()

    def _draw(self) -> None:
        """Lay the newest picture out."""
        picture, snapshot = self._space.picture, self._session.snapshot
        if picture is None or snapshot is None or snapshot.run_id != picture.run_id:
            self._drawing = None
        else:
            shows_held_out = self._preferences.show_test_points
            self._drawing = HiddenDrawing(picture, snapshot, QSizeF(self.size()), self._style, shows_held_out)
            self._drawing.set_blend(self._space.blend)
        self._is_stale = True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the drawing or the message, and what the cursor marks."""
        with QPainter(self) as painter:
            if self._drawing is None:
                painter.fillRect(self.rect(), self._style.theme.panel)
                self._paint_message(painter)
                return
            if is_for_lines():
                painter.fillRect(self.rect(), self._style.theme.panel)
                self._drawing.paint(painter)
            else:
                painter.drawPixmap(QPointF(0.0, 0.0), self._painted(self._drawing))
            cursor = self._session.cursor
            for mark, is_selected in ((cursor.selected, True), (cursor.hovered, False)):
                if mark is not None and mark.kind == "sample":
                    self._drawing.paint_ring(painter, mark.sample, is_selected)
            self._paint_card(painter, self._drawing)

    def _painted(self, drawing: HiddenDrawing) -> QPixmap:
        """Return the drawing as a picture; only the cursor's marks change without another one."""
        ratio = pixel_ratio(self)
        size = (QSizeF(self.size()) * ratio).toSize()
        if self._still.size() != size or self._still.devicePixelRatio() != ratio:
            self._still = QPixmap(size)
            self._still.setDevicePixelRatio(ratio)
            self._is_stale = True
        if self._is_stale:
            self._is_stale = False
            self._still.fill(self._style.theme.panel)
            with QPainter(self._still) as painter:
                drawing.paint(painter)
        return self._still

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        margin = self._style.px(28)
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.message)

    def _paint_card(self, painter: QPainter, drawing: HiddenDrawing) -> None:
        """Paint where the sample below the pointer lies, in the input plane and in the hidden space."""
        hovered = self._session.cursor.hovered
        if hovered is None or hovered.kind != "sample" or not self.underMouse():
            return
        sample = hovered.sample
        at = drawing.positions[sample]
        draw_readout_card(painter, self._style, QRectF(self.rect()), _point(at), self.card_rows(drawing, sample))

    @staticmethod
    def card_rows(drawing: HiddenDrawing, sample: int) -> tuple[ReadoutRow, ...]:
        """Return the lines of a sample's card."""
        dataset, picture = drawing.dataset, drawing.picture
        rows = [
            ReadoutRow(symbol(name), signed(float(value), 3), is_maths=True)
            for name, value in zip(dataset.point_names[:4], dataset.points[sample], strict=False)
        ]
        place = int((picture.rows == sample).argmax())
        names = [name for name in drawing.axis_names() if name]
        values = picture.points[place]
        rows += [
            ReadoutRow(name, signed(float(value), 3), is_maths=True) for name, value in zip(names, values, strict=False)
        ]
        rows.append(ReadoutRow(dataset.sample_names.name(sample), part_of(dataset, sample)))
        return tuple(rows)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the sample below the pointer."""
        sample = -1 if self._drawing is None else self._drawing.sample_near(event.position())
        cursor = self._session.cursor
        if sample >= 0:
            cursor.set_hovered(Mark("sample", sample=sample))
        elif cursor.hovered is not None and cursor.hovered.kind == "sample":
            cursor.set_hovered(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the sample below the pointer; beside one, let go of the selected one."""
        if event.button() == Qt.MouseButton.LeftButton and self._drawing is not None:
            sample = self._drawing.sample_near(event.position())
            self._session.cursor.set_selected(Mark("sample", sample=sample) if sample >= 0 else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what was hovered."""
        super().leaveEvent(event)
        hovered = self._session.cursor.hovered
        if hovered is not None and hovered.kind == "sample":
            self._session.cursor.set_hovered(None)


def _point(at: np.ndarray) -> QPointF:
    return QPointF(float(at[0]), float(at[1]))
