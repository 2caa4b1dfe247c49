"""The canvas of the hidden space: paints the drawing and the cursor, and is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent

from mlp_gui.look.numbers import signed
from mlp_gui.views.axes import ReadoutRow, draw_readout_card
from mlp_gui.views.decision.naming import part_of, symbol
from mlp_gui.views.decision.picked_mark import paint_picked
from mlp_gui.views.hidden_space.drawing import HiddenDrawing
from mlp_gui.views.hidden_space.texts import message_for
from mlp_gui.views.sample_canvas import SampleCanvas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.hidden_space import HiddenPicture
    from mlp_gui.state.picked_point import PointValues
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class HiddenCanvas(SampleCanvas):
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
        super().__init__(session, theme_controller, preferences, parent)
        self.setObjectName("hidden_space_canvas")
        self.setAccessibleName("Hidden space")
        self._space = session.regions.hidden_space
        self._drawing: HiddenDrawing | None = None
        self._space.picture_changed.connect(self._on_picture_changed)
        self._space.blend_changed.connect(self._on_blend_changed)
        self._picked = session.regions.picked
        self._picked.changed.connect(self._on_picked_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def drawing(self) -> HiddenDrawing | None:
        """What is drawn, or None where a message stands."""
        return self._drawing

    @property
    def message(self) -> str:
        """What is written in place of a drawing, or "" where there is one."""
        return "" if self._drawing is not None else message_for(self._session.snapshot)

    @property
    def picked_position(self) -> QPointF | None:
        """The pixel of the point that was picked in the plane; None where none was, or it lies out of sight."""
        values = self._picked.values
        if self._drawing is None or self._picked.point is None or values is None:
            return None
        return self._drawing.position_of(values)

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

    @Slot(object)
    def _on_picked_changed(self, _values: PointValues | None) -> None:
        if self._drawing is not None and self.isVisible():
            self.update()

    @Slot(float)
    def _on_blend_changed(self, blend: float) -> None:
        if self._drawing is not None:
            self._drawing.set_blend(blend)
        self._set_drawing(self._drawing)

    def _draw(self) -> None:
        """Lay the newest picture out."""
        picture, snapshot = self._space.picture, self._session.snapshot
        if picture is None or snapshot is None or snapshot.run_id != picture.run_id:
            self._set_drawing(None)
        else:
            shows_held_out = self._preferences.show_test_points
            drawing = HiddenDrawing(picture, snapshot, QSizeF(self.size()), self._style, shows_held_out)
            drawing.set_blend(self._space.blend)
            self._set_drawing(drawing)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the drawing or the message, and what the cursor marks."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._style.theme.panel)
            if self._drawing is None:
                self._paint_message(painter)
                return
            self._paint_drawing(painter, self._drawing)
            self._paint_marks(painter, self._drawing)
            picked = self.picked_position
            if picked is not None:
                paint_picked(painter, self._style, picked)
            self._paint_card(painter, self._drawing)

    def _paint_message(self, painter: QPainter) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        margin = self._style.px(28)
        box = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.message)

    def _paint_card(self, painter: QPainter, drawing: HiddenDrawing) -> None:
        """Paint where the sample below the pointer lies, in the input plane and in the hidden space."""
        sample = self._hovered_sample
        if sample >= 0:
            at = QPointF(*drawing.positions[sample].tolist())
            draw_readout_card(painter, self._style, QRectF(self.rect()), at, self.card_rows(drawing, sample))

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the sample below the pointer; beside one, let go of the selected one."""
        if event.button() == Qt.MouseButton.LeftButton and self._drawing is not None:
            self._select(self._drawing.sample_near(event.position()))
