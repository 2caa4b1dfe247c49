"""A part of a form that folds away under its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.look.icons import pixmap
from mlp_gui.widgets.drawing import RING_WIDTH, draw_box, is_keyboard_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from mlp_gui.look import Theme, ThemeController

HEADER = 32
QUIET_HEADER = 26
MARGIN = 14
FOLD_MILLISECONDS = 180
_NO_LIMIT = 16_777_215  # Qt's QWIDGETSIZE_MAX


class _Header(QAbstractButton):
    """The line with chevron, title and subtitle."""

    def __init__(self, theme_controller: ThemeController, title: str, quiet: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._quiet = quiet
        self._ring = False
        self.subtitle = ""
        self.setText(title)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a dock's title."""
        return QSize(self._controller.px(120), self._controller.px(QUIET_HEADER if self._quiet else HEADER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw chevron, title and subtitle."""
        px = self._controller.px
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ring:
            draw_box(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), px(6), None, theme.cursor_line, RING_WIDTH)
        side = px(14)
        chevron = pixmap(
            "chevron-down" if self.isChecked() else "chevron-right",
            theme.text if self.underMouse() else theme.text2,
            side,
            self.devicePixelRatioF(),
        )
        start = 0 if self._quiet else px(MARGIN)
        painter.drawPixmap(start - px(1), (self.height() - side) // 2, chevron)
        left = start + px(17)
        painter.setFont(self._controller.font(12) if self._quiet else self._controller.font(13, 600))
        painter.setPen(theme.text2 if self._quiet else theme.text)
        room = QRectF(left, 0, self.width() - left - px(8), self.height())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, middle, self.text())
        room.setLeft(left + painter.fontMetrics().horizontalAdvance(self.text()) + px(10))
        painter.setFont(self._controller.font(12))
        painter.setPen(theme.text3)
        shown = painter.fontMetrics().elidedText(self.subtitle, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, shown)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keys."""
        self._ring = is_keyboard_focus(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self._ring = False
        super().focusOutEvent(event)


class CollapsibleSection(QWidget):
    """A title with a chevron over a column of rows; a press on the title folds the rows away.

    Parameters
    ----------
    title : str
        What the section holds.
    quiet : bool
        Whether it is a part of another section: smaller, without margins.

    Attributes
    ----------
    body : QVBoxLayout
        Where the rows go.
    """

    #: bool: the user opened (True) or folded (False) the section.
    opened_changed = Signal(bool)

    def __init__(
        self, theme_controller: ThemeController, title: str, parent: QWidget | None = None, *, quiet: bool = False
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._quiet = quiet
        self.header = _Header(theme_controller, title, quiet, self)
        self.header.setToolTip("Shows the settings below, or folds them away.")
        self._content = QWidget(self)
        self.body = QVBoxLayout(self._content)
        self.body.setSpacing(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        self._line.addWidget(self.header)
        self._column.addLayout(self._line)
        self._column.addWidget(self._content)
        self._fold = QVariantAnimation(self)
        self._fold.setDuration(FOLD_MILLISECONDS)
        self._fold.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._fold.valueChanged.connect(self._on_fold_moved)
        self._fold.finished.connect(self._on_fold_finished)
        self.header.toggled.connect(self._on_header_toggled)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self.set_subtitle("")

    @property
    def is_open(self) -> bool:
        """Whether its rows are shown."""
        return self.header.isChecked()

    @property
    def subtitle(self) -> str:
        """The quiet text beside the title."""
        return self.header.subtitle

    def set_open(self, is_open: bool) -> None:
        """Show the rows or fold them away."""
        self.header.setChecked(is_open)

    def set_subtitle(self, text: str) -> None:
        """Say in a word or two what is set inside."""
        self.header.subtitle = text
        self.header.setAccessibleName(f"{self.header.text()}, {text}" if text else self.header.text())
        self.header.update()

    def add_header_control(self, control: QWidget) -> None:
        """Put a small control at the right end of the title's line."""
        self._line.addWidget(control)
        self._on_theme_changed(self._controller.theme)

    @Slot(bool)
    def _on_header_toggled(self, is_open: bool) -> None:
        self._fold.stop()
        if self._controller.motion and self.isVisible():
            full = self._content.sizeHint().height()
            self._fold.setStartValue(self._content.height() if self._content.isVisible() else 0)
            self._fold.setEndValue(full if is_open else 0)
            self._content.setMaximumHeight(self._fold.startValue())
            self._content.show()
            self._fold.start()
        else:
            self._on_fold_finished()
        self.opened_changed.emit(is_open)

    @Slot(object)
    def _on_fold_moved(self, height: object) -> None:
        if isinstance(height, int):
            self._content.setMaximumHeight(height)

    @Slot()
    def _on_fold_finished(self) -> None:
        self._content.setVisible(self.is_open)
        self._content.setMaximumHeight(_NO_LIMIT)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        margin = 0 if self._quiet else px(MARGIN)
        self.body.setContentsMargins(margin, 0, margin, 0 if self._quiet else px(8))
        self._line.setContentsMargins(0, 0, margin if self._line.count() > 1 else 0, 0)
        self.header.updateGeometry()
        self.header.update()
