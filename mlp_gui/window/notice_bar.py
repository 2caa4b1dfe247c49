"""A strip above the network that tells the user something in words, without stopping anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from mlp_gui.look.icons import pixmap
from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Notice

INFO_MILLISECONDS: Final = 8000
ICONS: Final = {"info": "info", "warning": "triangle-alert", "error": "circle-alert"}
TOKENS: Final = {"info": "text2", "warning": "warning", "error": "error"}
ROOM_FOR_BOTH: Final = 440
BAND: Final = 3  # pixels of the level's colour along the left edge


class NoticeBar(QWidget):
    """Shows the notice that the session has at the moment; what is only information leaves by itself."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._session: Session | None = None
        self._notice: Notice | None = None
        self.setObjectName("notice_bar")
        self._sign = QLabel(self)
        self.message = QLabel(self)
        self.message.setObjectName("notice_text")
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action_button = QPushButton(self)
        self.action_button.setObjectName("notice_action")
        self.close_button = IconButton(theme_controller, "Close the notice", "x", parent=self)
        self.close_button.setObjectName("notice_close")
        layout = QHBoxLayout(self)
        margin = theme_controller.px(8)
        layout.setContentsMargins(2 * margin, margin // 2, margin, margin // 2)
        layout.setSpacing(margin)
        layout.addWidget(self._sign)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(margin)
        self._words.addWidget(self.message, 1)
        self._words.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._words, 1)
        layout.addWidget(self.close_button)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(INFO_MILLISECONDS)
        self._leave.timeout.connect(self._on_close_clicked)
        self.action_button.clicked.connect(self._on_action_clicked)
        self.close_button.clicked.connect(self._on_close_clicked)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self.hide()

    def attach(self, session: Session) -> None:
        """Show what this session has to say."""
        self._session = session
        session.notices.changed.connect(self.show_notice)
        self.show_notice(session.notices.current)

    @property
    def notice(self) -> Notice | None:
        """The notice shown, or None."""
        return self._notice

    @Slot(object)
    def show_notice(self, notice: Notice | None) -> None:
        """Show `notice` in place of any other, or nothing."""
        self._notice = notice
        self._leave.stop()
        if notice is None:
            self.hide()
            return
        self.message.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.action_button.setText(notice.action_text)
        self.action_button.setVisible(bool(notice.action_text))
        self._on_theme_changed(self._theme_controller.theme)
        self.show()
        if notice.level == "info" and not notice.action:
            self._leave.start()

    def sizeHint(self) -> QSize:
        """Return a row's height; the width is what there is."""
        return QSize(super().sizeHint().width(), max(super().sizeHint().height(), self._theme_controller.px(40)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the message where both have no room side by side."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        is_narrow = self.width() < self._theme_controller.px(ROOM_FOR_BOTH)
        direction = QBoxLayout.Direction
        self._words.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip: a panel, a hairline below, a band in the level's colour."""
        theme = self._theme_controller.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        level = self._notice.level if self._notice is not None else "info"
        painter.fillRect(0, 0, self._theme_controller.px(BAND), self.height(), getattr(theme, TOKENS[level]))
        painter.end()

    @Slot()
    def _on_close_clicked(self) -> None:
        if self._session is not None:
            self._session.notices.close()

    @Slot()
    def _on_action_clicked(self) -> None:
        notice, session = self._notice, self._session
        if notice is None or session is None:
            return
        session.notices.close()
        if notice.action:
            getattr(session, notice.action)()

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        if self._notice is not None:
            level = self._notice.level
            side, ratio = self._theme_controller.px(18), self.devicePixelRatioF()
            self._sign.setPixmap(pixmap(ICONS[level], getattr(theme, TOKENS[level]), side, ratio))
        self._fold()
        self.update()
