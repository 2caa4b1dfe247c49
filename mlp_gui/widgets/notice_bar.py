"""A line in the window that tells the user something, with at most one thing to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mlp_gui.look.icons import pixmap
from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent

    from mlp_gui.look import Theme, ThemeController

_ICONS = {"info": "info", "warning": "triangle-alert", "error": "circle-alert"}
INFO_SECONDS = 8.0


class NoticeBar(QWidget):
    """What happened, in words; hidden while there is nothing to say. An "info" goes by itself after a while."""

    #: The user pressed the action's button.
    action_triggered = Signal()
    #: The notice was closed by the user or went by itself.
    closed = Signal()

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._level = "info"
        self.setAccessibleName("Notice")
        self._mark = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton(self)
        self._action.setObjectName("notice_action")
        self._action.setAutoDefault(False)
        self._close = IconButton(
            theme_controller, "Close the notice", "x", "Closes this notice.", self, side=24, icon_side=14
        )
        self._close.setObjectName("notice_close")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._action)
        self._row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(1000 * INFO_SECONDS))
        self._timer.timeout.connect(self.dismiss)
        self._action.clicked.connect(self._on_action_clicked)
        self._close.clicked.connect(self.dismiss)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def level(self) -> str:
        """How grave it is: "info", "warning" or "error"."""
        return self._level

    def show_notice(self, level: str, text: str, action_text: str = "") -> None:
        """Say something new in place of what was said.

        Parameters
        ----------
        level : str
            "info", "warning" or "error".
        text : str
            Plain sentences.
        action_text : str
            Label of the one button, "" for none.
        """
        self._level = level if level in _ICONS else "info"
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self._on_theme_changed(self._controller.theme)
        self.show()
        if self._level == "info" and not action_text:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def dismiss(self) -> None:
        """Hide the notice."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, a hairline below, and the level's bar at the left."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.line)
        painter.fillRect(QRectF(0, 0, self._controller.px(3), self.height()), self._colour(theme))
        painter.end()

    def _colour(self, theme: Theme) -> QColor:
        return {"info": theme.text2, "warning": theme.warning, "error": theme.error}[self._level]

    @Slot()
    def _on_action_clicked(self) -> None:
        self.action_triggered.emit()
        self.dismiss()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        px = self._controller.px
        self._mark.setPixmap(pixmap(_ICONS[self._level], self._colour(theme), px(18), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(14), px(6), px(8), px(6))
        self._row.setSpacing(px(10))
        self.update()
