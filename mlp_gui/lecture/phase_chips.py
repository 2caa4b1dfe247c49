"""The phases of the training step in a row: what is done, what is going on, what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.lecture.phase_names import phase_name
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

HEIGHT, CHIP, PADDING, LINK, MARGIN = 48, 26, 13, 16, 14

LEAST_PADDING = 3
"""Pixels in a chip that has too little room, however large the text."""


class PhaseChips(QWidget):
    """A chip for each phase, with a check mark when it is done; a click goes to its end."""

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stepping = session.stepping
        self._controller = theme_controller
        self._preferences = preferences
        self.setObjectName("phase_chips")
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._stepping.position_changed.connect(self._on_changed)
        self._stepping.trace_changed.connect(self._on_changed)
        self._stepping.question_changed.connect(self._on_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def states(self) -> list[tuple[str, str]]:
        """Each phase's name, and whether it is "done", "current" or "waiting"."""
        walk, position = self._stepping.walk, self._stepping.position
        if walk is None:
            return []
        step = self._stepping.awaited_step or self._stepping.step
        now = None if step is None else step.phase
        return [
            (phase_name(phase, walk.trace), "current" if phase is now else "waiting" if position < first else "done")
            for phase, first, _ in walk.phases()
        ]

    def sizeHint(self) -> QSize:
        """Return the height of the row."""
        return QSize(self._controller.px(600), self._controller.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return a width that never holds the window open."""
        return QSize(self._controller.px(120), self._controller.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chips and the links between them."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before: QRectF | None = None
        for (name, state), box in zip(self.states, self._boxes(), strict=True):
            if before is not None:
                painter.setPen(QPen(theme.line2, 1.0))
                painter.drawLine(
                    QPointF(before.right() + 3, box.center().y()), QPointF(box.left() - 3, box.center().y())
                )
            current = state == "current"
            fill = theme.cursor_soft if current else theme.panel
            border = theme.cursor_line if current else theme.line2
            draw_box(painter, box, box.height() / 2, fill, border, 2.0 if current else 1.0)
            painter.setFont(self._controller.font(12, 600 if current else 400))
            painter.setPen(theme.text if current else theme.text2 if state == "done" else theme.text3)
            room = int(box.width()) - 2 * LEAST_PADDING
            text = painter.fontMetrics().elidedText(_text(name, state), Qt.TextElideMode.ElideRight, room)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            before = box
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the end of the phase that is clicked."""
        walk = self._stepping.walk
        if walk is None:
            return
        for (_, _, last), box in zip(walk.phases(), self._boxes(), strict=True):
            if box.contains(event.position()):
                self._stepping.go_to(last)

    def _boxes(self) -> list[QRectF]:
        states, px = self.states, self._controller.px
        metrics = QFontMetrics(self._controller.font(12, 600))
        widths = [metrics.horizontalAdvance(_text(name, "done")) + 2 * px(PADDING) for name, _ in states]
        room = self.width() - 2 * px(MARGIN)
        link = float(px(LINK))
        wanted = sum(widths) + link * max(len(widths) - 1, 0)
        shrink = min(1.0, room / wanted) if wanted else 1.0
        boxes, left = [], float(px(MARGIN))
        for width in widths:
            boxes.append(QRectF(left, (self.height() - px(CHIP)) / 2, width * shrink, px(CHIP)))
            left += (width + link) * shrink
        return boxes

    @Slot(object)
    def _on_changed(self, _what: object) -> None:
        self.setAccessibleName("Phases: " + ", ".join(f"{name} {state}" for name, state in self.states))
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.setFixedHeight(self._controller.px(HEIGHT))
        self.update()


def _text(name: str, state: str) -> str:
    title = name.capitalize()
    return f"✓ {title}" if state == "done" else title
