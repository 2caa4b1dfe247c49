"""The canvas of the bottleneck: hovering tells the sample, clicking, dragging and arrow keys decode a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from mlp_gui.look.numbers import signed
from mlp_gui.views.axes import ReadoutRow, draw_readout_card
from mlp_gui.views.decision.naming import part_of
from mlp_gui.views.reconstruction.scatter_drawing import ScatterDrawing
from mlp_gui.views.reconstruction.texts import error_text, place_text, sample_name
from mlp_gui.views.sample_canvas import SampleCanvas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.reconstruction import ReconstructionPicture
    from mlp_gui.state.session import Session

STEPS: Final = 40
"""Of the arrow keys from one end of the plot to the other; with Shift a quarter as many."""
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class BottleneckCanvas(SampleCanvas):
    """Shows the newest picture of the bottleneck, and asks for the place that is decoded.

    Parameters
    ----------
    session : Session
        Its reconstruction is shown; its cursor is marked and moved.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Whether held-out points are shown.
    parent : QWidget
        The view.
    """

    def __init__(
        self, session: Session, theme_controller: ThemeController, preferences: Preferences, parent: QWidget
    ) -> None:
        super().__init__(session, theme_controller, preferences, parent)
        self.setObjectName("bottleneck_canvas")
        self.setAccessibleName("Bottleneck")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._reconstruction = session.reconstruction
        self._drawing: ScatterDrawing | None = None
        self._is_dragging = False
        self._shows_focus = False
        self._reconstruction.picture_changed.connect(self._on_picture_changed)
        self._reconstruction.place_changed.connect(self._on_place_changed)

    @property
    def drawing(self) -> ScatterDrawing | None:
        """What is drawn; None where there is nothing."""
        return self._drawing

    def sizeHint(self) -> QSize:
        """Return a size at which digits can be told apart."""
        return QSize(372, 230)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(180, 110)

    @Slot(object)
    def _on_picture_changed(self, _picture: ReconstructionPicture | None) -> None:
        self._draw()

    @Slot()
    def _on_place_changed(self) -> None:
        self._describe()
        self.update()

    def _draw(self) -> None:
        """Lay the newest picture out."""
        picture, drawing = self._reconstruction.picture, None
        if picture is not None:
            size, shows = QSizeF(self.size()), self._preferences.show_test_points
            drawing = ScatterDrawing(picture, size, self._style, shows, self._drawing)
        self._set_drawing(drawing)
        self._describe()

    def _describe(self) -> None:
        """Tell a screen reader what is decoded."""
        place, drawing = self._reconstruction.place, self._drawing
        text = "Arrow keys decode a place, with Alt they go from sample to sample."
        if place is not None and drawing is not None:
            text = f"Decoded at {place_text(drawing.picture, drawing.axis_names(), place)}."
        self.setAccessibleDescription(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing, and what the cursor and the decoded place mark."""
        with QPainter(self) as painter:
            drawing = self._drawing
            painter.fillRect(self.rect(), self._style.theme.panel)
            if drawing is None:
                return
            self._paint_drawing(painter, drawing)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            place = self._reconstruction.place
            if place is not None:
                drawing.paint_place(painter, place)
            self._paint_marks(painter, drawing)
            if self._shows_focus:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._style.theme.cursor_line, 2.0))
                painter.drawRect(drawing.frame.plot.adjusted(-2.0, -2.0, 2.0, 2.0))
            self._paint_card(painter, drawing)

    def _paint_card(self, painter: QPainter, drawing: ScatterDrawing) -> None:
        """Paint where the sample below the pointer is squeezed to, and how far it comes back off."""
        sample = self._hovered_sample
        if sample >= 0 and not self._is_dragging and drawing.picture.row_of(sample) >= 0:
            at = QPointF(*drawing.positions[sample].tolist())
            draw_readout_card(painter, self._style, QRectF(self.rect()), at, self.card_rows(drawing, sample))

    @staticmethod
    def card_rows(drawing: ScatterDrawing, sample: int) -> tuple[ReadoutRow, ...]:
        """Return the lines of a sample's card."""
        picture = drawing.picture
        row = picture.row_of(sample)
        pairs = zip(drawing.axis_names(), picture.points[row], strict=True)
        rows = [ReadoutRow(name, signed(float(value), 3)) for name, value in pairs if name]
        rows.append(ReadoutRow("error", error_text(float(picture.errors[row]))))
        rows.append(ReadoutRow(sample_name(picture, sample), part_of(drawing.dataset, sample)))
        return tuple(rows)

    # Gestures.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Decode the place below the pointer; a sample there is selected."""
        drawing = self._drawing
        if event.button() != Qt.MouseButton.LeftButton or drawing is None:
            return
        if drawing.frame.plot.adjusted(-1, -1, 2, 2).contains(event.position()):
            self._is_dragging = True
            self._select(drawing.sample_near(event.position()))
            self._reconstruction.decode_at(drawing.place_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Decode what is dragged over; otherwise mark the sample below the pointer."""
        drawing = self._drawing
        if drawing is not None and self._is_dragging:
            self._reconstruction.decode_at(drawing.place_at(event.position()))
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End dragging."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragging = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the decoded place by the arrow keys, in larger steps with Shift; Escape lets go of it.

        With Alt, as in step mode, the arrows go from sample to sample.
        """
        drawing, place = self._drawing, self._reconstruction.place
        steps = _STEPS.get(Qt.Key(event.key()))
        if steps is not None and steps[0] and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._reconstruction.select_next(steps[0])
        elif drawing is None or (steps is None and event.key() != Qt.Key.Key_Escape):
            super().keyPressEvent(event)
        elif steps is None:
            self._reconstruction.decode_at(None)
        else:
            plot = drawing.frame.plot
            share = (4 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1) / STEPS
            start = plot.center() if place is None else drawing.frame.position(*place)
            moved = QPointF(start.x() + steps[0] * share * plot.width(), start.y() + steps[1] * share * plot.height())
            self._reconstruction.decode_at(drawing.place_at(moved))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus where the keyboard brought it."""
        super().focusInEvent(event)
        self._shows_focus = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus."""
        super().focusOutEvent(event)
        self._shows_focus = False
        self.update()
