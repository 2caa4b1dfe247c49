"""The flat title of a dock: what it shows, its own controls, and the buttons that float and close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QWidget

from mlp_gui.widgets.eliding_label import ElidingLabel
from mlp_gui.widgets.icon_button import IconButton
from mlp_gui.window.dock_controls import DockControls

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QResizeEvent, QShowEvent

    from mlp_gui.look import Theme, ThemeController

HEIGHT = 32
MARGIN = 14
GAP = 4

# However large the text, a dock can be so narrow.
LEAST_WIDTH = 180


class DockTitleBar(QWidget):
    """A dock's title bar; a drag on it moves the dock, a double click floats it, as Qt does.

    What has no room gives way: first the subtitle, then the button that floats the dock, then the controls, which go
    behind a button, and last the title's end.

    Parameters
    ----------
    dock : QDockWidget
        Whose title bar it becomes by `dock.setTitleBarWidget`.
    title : str
        What the dock shows; "" for the dock's window title.

    Signals
    -------
    menu_wanted : QPoint
        It was clicked for a menu, here on the screen.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, dock: QDockWidget, theme_controller: ThemeController, title: str = "") -> None:
        super().__init__(dock)
        self._dock = dock
        self._is_on_dock = True
        self._room = 0
        self._controller = theme_controller
        title = title or dock.windowTitle()
        self._title = ElidingLabel(self)
        self._title.setText(title)
        self._title.setProperty("role", "title")
        self._title.setToolTip(dock.toggleViewAction().toolTip())
        self._subtitle = ElidingLabel(self)
        self._subtitle.setProperty("role", "caption")
        self.controls = DockControls(theme_controller, title, self)
        self.float_button = IconButton(
            theme_controller,
            f"{title}: float or dock",
            "picture-in-picture-2",
            "Takes the panel out of the window, or puts it back.",
            self,
            side=24,
            icon_side=14,
        )
        self.close_button = IconButton(
            theme_controller,
            f"{title}: close",
            "x",
            "Hides the panel; the View menu brings it back.",
            self,
            side=24,
            icon_side=14,
        )
        self._row = QHBoxLayout(self)
        # As wide as its text where there is room; the subtitle has what is left.
        self._row.addWidget(self._title, 1000)
        self._row.addWidget(self._subtitle, 1)
        for part in (self.controls, self.controls.more_button, self.float_button, self.close_button):
            self._row.addWidget(part)
        self.float_button.clicked.connect(self._on_float_clicked)
        self.close_button.clicked.connect(dock.close)
        dock.featuresChanged.connect(self._on_features_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def title(self) -> str:
        """What is shown, as it is called."""
        return self._title.text()

    @property
    def subtitle(self) -> str:
        """The quiet text beside the title."""
        return self._subtitle.text()

    @Slot(str)
    def set_title(self, text: str) -> None:
        """Call what is shown by a name that fits it better than the dock's own."""
        self._title.setText(text)
        self._fit()

    @Slot(str)
    def set_subtitle(self, text: str) -> None:
        """Say in a word or two what is shown."""
        self._subtitle.setText(text)

    def sizeHint(self) -> QSize:
        """Return room for all of it; the dock's layout goes by the hint's height, and would lay the view over more.

        The layout asks hundreds of times for each new place of a dock.
        """
        return QSize(self._room, self._controller.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return a width that does not depend on the text's size: what has no room gives way."""
        return QSize(LEAST_WIDTH, self._controller.px(HEIGHT))

    def add_control(self, control: QWidget) -> None:
        """Put a control of the dock's own before the float and close buttons."""
        self.controls.add(control)

    def set_on_dock(self, on_dock: bool) -> None:
        """Offer to float and close the dock, or not, where the title stands somewhere else for a while."""
        self._is_on_dock = on_dock
        self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the view."""
        self.menu_wanted.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Fit the parts again where one of them takes another width."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the parts into the new width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the parts into the width that it has by now."""
        super().showEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.panel)
        painter.end()

    @property
    def _width_of_rest(self) -> int:
        """Return the width of what is always there: margins, title, and the button that closes."""
        margins = self._row.contentsMargins()
        close = self._width_of(self.close_button) if self._can(QDockWidget.DockWidgetFeature.DockWidgetClosable) else 0
        subtitle = self._subtitle.minimumSizeHint().width() + 2 * self._row.spacing()
        return margins.left() + margins.right() + self._title.maximumWidth() + subtitle + close

    def _width_of(self, part: QWidget) -> int:
        return part.sizeHint().width() + self._row.spacing()

    def _can(self, feature: QDockWidget.DockWidgetFeature) -> bool:
        return self._is_on_dock and bool(self._dock.features() & feature)

    def _fit(self) -> None:
        """Show what there is room for."""
        self._room = self._width_of_rest + self._width_of(self.controls) + self._width_of(self.float_button)
        can_float = self._can(QDockWidget.DockWidgetFeature.DockWidgetFloatable)
        self.close_button.setVisible(self._can(QDockWidget.DockWidgetFeature.DockWidgetClosable))
        if not self.isVisible():
            self.float_button.setVisible(can_float)
            return
        left = self.width() - self._width_of_rest - self._width_of(self.controls)
        self.controls.set_apart(left < 0, self._row)
        if self.controls.is_apart:
            left += self._width_of(self.controls) - self._width_of(self.controls.more_button)
        self.float_button.setVisible(can_float and left >= self._width_of(self.float_button))

    @Slot()
    def _on_float_clicked(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    @Slot(QDockWidget.DockWidgetFeature)
    def _on_features_changed(self, _features: QDockWidget.DockWidgetFeature) -> None:
        self._fit()

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(MARGIN), 0, px(8), 0)
        self._row.setSpacing(px(GAP))
        self._title.ensurePolished()
        self._title.setMaximumWidth(self._title.fontMetrics().horizontalAdvance(self._title.text()) + 1)
        self._subtitle.setContentsMargins(px(GAP), 0, 0, 0)
        for label in (self._title, self._subtitle):
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._fit()
        self.update()
