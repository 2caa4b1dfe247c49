"""The surface that a view of the step-through is painted on, and where the pointer meets what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session

_MARGIN = 28
MESSAGE_PX = 14


def paint_paper(
    widget: QWidget,
    event: QPaintEvent,
    theme_controller: ThemeController,
    message: str,
    paint: Callable[[QPainter, QRectF], None],
    message_px: float = MESSAGE_PX,
) -> None:
    """Paint a widget's ground, and on it a message or, where there is none, what `paint` paints of the exposed area.

    Parameters
    ----------
    message_px : float
        Size of the message's letters at 100 %.
    """
    painter = QPainter(widget)
    try:
        painter.fillRect(event.rect(), theme_controller.theme.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not message:
            paint(painter, QRectF(event.rect()))
            return
        painter.setFont(theme_controller.font(message_px))
        painter.setPen(theme_controller.theme.text2)
        margin = theme_controller.px(_MARGIN)
        box = widget.rect().adjusted(margin, 4, -margin, -4)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, message)
    finally:
        # An open painter would take the whole window down with it.
        painter.end()


class Paper(QWidget):
    """A painted page whose parts are marked while they, or what they are about, are pointed at in any view.

    Parameters
    ----------
    session : Session
        Its cursor is marked here and moved from here.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        What scrolls it.

    Signals
    -------
    consulted
        It is about to be painted or pointed at: what it shows has to be what is.
    """

    consulted = Signal()

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._session = session
        self._theme_controller = theme_controller
        self._message_px: float = MESSAGE_PX
        session.cursor.hovered_changed.connect(self._on_marks_changed)
        session.cursor.selected_changed.connect(self._on_marks_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        raise NotImplementedError

    def mark_at(self, position: QPointF) -> Mark | None:
        """Return what the thing at a point of this widget is about."""
        raise NotImplementedError

    def text_at(self, position: QPointF) -> str:  # noqa: ARG002
        """Return the tool-tip of the thing at a point, or ""."""
        return ""

    def press_button_at(self, position: QPointF) -> bool:  # noqa: ARG002
        """Do what the button painted at a point does; return whether there is one."""
        return False

    def is_button_at(self, position: QPointF) -> bool:  # noqa: ARG002
        """Return whether a button is painted at a point."""
        return False

    def _restyle(self) -> None:
        """Take the theme's colours and sizes."""
        raise NotImplementedError

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what lies in the exposed area."""
        raise NotImplementedError

    @Slot(object)
    def _on_marks_changed(self, _mark: Mark | None) -> None:
        if self.isVisible():
            self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the page, or the message."""
        self.consulted.emit()
        paint_paper(self, event, self._theme_controller, self.message, self._paint, self._message_px)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what the thing below the pointer is about, in every view."""
        self.consulted.emit()
        self._session.cursor.set_hovered(self.mark_at(event.position()))
        is_button = self.is_button_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_button else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a painted button, or select what the thing below the pointer is about."""
        self.consulted.emit()
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif not self.press_button_at(event.position()):
            mark = self.mark_at(event.position())
            if mark is not None:
                self._session.cursor.set_selected(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing more."""
        super().leaveEvent(event)
        self._session.cursor.set_hovered(None)

    def event(self, event: QEvent) -> bool:
        """Tell in a tool-tip what a thing is, and all its digits."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.consulted.emit()
            QToolTip.showText(event.globalPos(), self.text_at(QPointF(event.pos())), self)
            return True
        return super().event(event)
