"""The flat title of a dock: what it shows, its own controls, and the buttons that float and close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QWidget

from mlp_gui.widgets.eliding_label import ElidingLabel
from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from mlp_gui.look import Theme, ThemeController

HEIGHT = 32
MARGIN = 14


class DockTitleBar(QWidget):
    """A dock's title bar; a drag on it moves the dock, a double click floats it, as Qt does.

    Parameters
    ----------
    dock : QDockWidget
        Whose title bar it becomes by `dock.setTitleBarWidget`.
    title : str
        What the dock shows; "" for the dock's window title.
    """

    def __init__(self, dock: QDockWidget, theme_controller: ThemeController, title: str = "") -> None:
        super().__init__(dock)
        self._dock = dock
        self._is_on_dock = True
        self._controller = theme_controller
        title = title or dock.windowTitle()
        self._title = QLabel(title, self)
        self._title.setProperty("role", "title")
        self._subtitle = ElidingLabel(self)
        self._subtitle.setProperty("role", "caption")
        self._controls = QHBoxLayout()
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
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle, 1)
        self._row.addLayout(self._controls)
        self._row.addWidget(self.float_button)
        self._row.addWidget(self.close_button)
        self.float_button.clicked.connect(self._on_float_clicked)
        self.close_button.clicked.connect(dock.close)
        dock.featuresChanged.connect(self._on_features_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_features_changed(dock.features())
        self._on_theme_changed(theme_controller.theme)

    @property
    def subtitle(self) -> str:
        """The quiet text beside the title."""
        return self._subtitle.text()

    @Slot(str)
    def set_subtitle(self, text: str) -> None:
        """Say in a word or two what is shown."""
        self._subtitle.setText(text)

    def sizeHint(self) -> QSize:
        """Return the height that it has: the dock's layout goes by the hint, and would lay the view over its end."""
        return QSize(super().sizeHint().width(), self._controller.px(HEIGHT))

    def add_control(self, control: QWidget) -> None:
        """Put a control of the dock's own before the float and close buttons."""
        self._controls.addWidget(control)

    def set_on_dock(self, on_dock: bool) -> None:
        """Offer to float and close the dock, or not, where the title stands somewhere else for a while."""
        self._is_on_dock = on_dock
        self._on_features_changed(self._dock.features())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.panel)
        painter.end()

    @Slot()
    def _on_float_clicked(self) -> None:
        self._dock.setFloating(not self._dock.isFloating())

    @Slot(QDockWidget.DockWidgetFeature)
    def _on_features_changed(self, features: QDockWidget.DockWidgetFeature) -> None:
        feature = QDockWidget.DockWidgetFeature
        self.float_button.setVisible(self._is_on_dock and bool(features & feature.DockWidgetFloatable))
        self.close_button.setVisible(self._is_on_dock and bool(features & feature.DockWidgetClosable))

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(MARGIN), 0, px(8), 0)
        self._row.setSpacing(px(4))
        self._controls.setSpacing(px(8))
        self._controls.setContentsMargins(0, 0, px(4), 0)
        self._subtitle.setContentsMargins(px(4), 0, 0, 0)
        self._subtitle.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.update()
