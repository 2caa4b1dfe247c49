"""The forms below one another, in one column that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.panels.panel import Panel

WIDTH = 264

# However large the text, the forms can be so narrow: labels move above their fields, and what is left is scrolled.
LEAST_WIDTH = 168


class _Hairline(QWidget):
    """One pixel between two forms."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.line)
        painter.end()


class _Ground(QWidget):
    """The ground on which the forms stand."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.panel)
        painter.end()


class FormColumn(QScrollArea):
    """Panels stacked from top to bottom, divided by hairlines; what has the focus or complains is scrolled into sight.

    Attributes
    ----------
    ground : QWidget
        Where the panels stand: their parent from the first, since whatever changes its parent is styled anew.
    """

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.setObjectName("form_column")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setMinimumWidth(LEAST_WIDTH)
        # The forms keep their whole width: the bar that is seen stands over their right margin.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setAccessibleName("Scroll the forms")
        self._bar.hide()
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._on_range_changed)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._complaining: QWidget | None = None
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._on_laid_out)
        self.ground = _Ground(theme_controller, self.viewport())
        self._stack = QVBoxLayout(self.ground)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self._stack.addStretch(1)
        self.setWidget(self.ground)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def add(self, panel: Panel) -> None:
        """Put one more panel below the others."""
        panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        panel.complained.connect(self._on_complained)
        end = self._stack.count() - 1
        self._stack.insertWidget(end, panel)
        self._stack.insertWidget(end + 1, _Hairline(self._controller, self.ground))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll bar at the right edge."""
        super().resizeEvent(event)
        self._place_bar()

    def sizeHint(self) -> QSize:
        """Return the forms' width, and a height that shows the most of them."""
        return QSize(self._controller.px(WIDTH), self._controller.px(798))

    def _place_bar(self) -> None:
        width = self._bar.sizeHint().width()
        self._bar.setGeometry(self.width() - width, 0, width, self.viewport().height())
        self._bar.raise_()

    @Slot(QWidget)
    def _on_complained(self, row: QWidget) -> None:
        # The forms grow by the complaint first.
        self._complaining = row
        self._laid_out.start()

    @Slot()
    def _on_laid_out(self) -> None:
        if self._complaining is not None:
            self.ensureWidgetVisible(self._complaining, 0, self._controller.px(8))
            self._complaining = None

    @Slot(int, int)
    def _on_range_changed(self, low: int, high: int) -> None:
        own = self.verticalScrollBar()
        self._bar.setRange(low, high)
        self._bar.setPageStep(own.pageStep())
        self._bar.setSingleStep(own.singleStep())
        self._bar.setValue(own.value())
        self._bar.setVisible(high > low)
        self._place_bar()

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self._place_bar()
        self.updateGeometry()
        self.viewport().update()
