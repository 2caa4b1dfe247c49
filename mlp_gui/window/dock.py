"""A dock with a flat title bar, which holds the view's own controls too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

from mlp_gui.window.dock_sizes import SIDES
from mlp_gui.window.dock_tips import describe
from mlp_gui.window.dock_title_bar import LEAST_WIDTH, DockTitleBar
from mlp_gui.window.floating_places import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.views.assessment import AssessmentView
    from mlp_gui.views.collapse import CollapseView
    from mlp_gui.views.decision import DecisionView
    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.health import HealthView
    from mlp_gui.views.hidden_space import HiddenSpaceView
    from mlp_gui.views.images import ImagesView
    from mlp_gui.views.loss import LossView
    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.races.view import RaceView
    from mlp_gui.views.reconstruction import ReconstructionView
    from mlp_gui.views.surface import SurfaceView
    from mlp_gui.views.tracer import TracerView
    from mlp_gui.window.galleries import Galleries

    StepView = EquationsView | TracerView | MatricesView | Galleries
    RegionView = DecisionView | HiddenSpaceView | CollapseView | AssessmentView | HealthView | ImagesView
    DockedView = RegionView | ReconstructionView | LossView | SurfaceView | RaceView | StepView

# However large the text, a view can be so small: the window never outgrows its screen.
LEAST_VIEW: Final = (LEAST_WIDTH, 30)
MOST_SHARE: Final = 0.42
"""Of the height of all docks at its side that a dock takes when it is opened."""
LEAST_SHARE: Final = 200
"""Pixels of its side's height, at 100 %, below which a dock that is opened goes behind a tab of another instead."""


class Dock(QDockWidget):
    """A view that can be moved, floated, closed and brought back; it is made when it is first wanted.

    Parameters
    ----------
    name : str
        objectName, under which the layout is remembered.
    title : str
        What the title bar and the View menu say.
    make_view : callable
        Makes what it shows; the view's own controls go into the title bar.

    Signals
    -------
    closed
        It was closed, by its button or from the desktop.
    picture_menu_wanted : Dock, QPoint
        Its title was clicked for a menu, there on the screen.
    """

    closed = Signal()
    picture_menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        name: str,
        title: str,
        make_view: Callable[[], DockedView],
        theme_controller: ThemeController,
        parent: QWidget,
    ) -> None:
        super().__init__(title, parent)
        self._make_view = make_view
        self._theme_controller = theme_controller
        self._is_filled = False
        self.setObjectName(name)
        self.setAllowedAreas(Qt.DockWidgetArea.AllDockWidgetAreas)
        describe(self)
        self.topLevelChanged.connect(self._on_floating_changed)
        self.toggleViewAction().triggered.connect(self._on_asked_for)

    @property
    def is_in_sight(self) -> bool:
        """Whether it can be seen: neither closed nor behind another's tab, where Qt calls it visible all the same."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def fill(self) -> None:
        """Make the title bar and the view, where that has not been done."""
        if self._is_filled:
            return
        self._is_filled = True
        self.title_bar = DockTitleBar(self, self._theme_controller)
        self.setTitleBarWidget(self.title_bar)
        self.title_bar.menu_wanted.connect(self._on_menu_wanted)
        view = self._make_view()
        view.setMinimumSize(*LEAST_VIEW)
        self.setWidget(view)
        for control in view.title_controls():
            self.title_bar.add_control(control)
            control.show()
        self.title_bar.set_subtitle(view.subtitle)
        view.subtitle_changed.connect(self.title_bar.set_subtitle)
        view.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it was closed."""
        super().closeEvent(event)
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Have something to show."""
        self.fill()
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a border where it floats: it has no frame of the desktop's."""
        super().paintEvent(event)
        if self.isFloating():
            painter = QPainter(self)
            painter.setPen(self._theme_controller.theme.line2)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    @Slot(bool)
    def _on_asked_for(self, shown: bool) -> None:
        """Take the height that the view asks for, or its share: below other docks Qt gives it the least it can have."""
        window = self.parentWidget()
        if not shown or self.isFloating() or not isinstance(window, QMainWindow):
            return
        layout = window.layout()
        if layout is not None:
            layout.activate()
        area = window.dockWidgetArea(self)
        others = [
            dock
            for dock in window.findChildren(Dock)
            if dock is not self and dock.is_in_sight and not dock.isFloating() and window.dockWidgetArea(dock) == area
        ]
        centre = window.centralWidget()
        if not others and area not in SIDES and centre is not None:
            # Alone above or below the network, it takes its height from that.
            wanted = min(self.sizeHint().height(), round(MOST_SHARE * (self.height() + centre.height())))
            window.resizeDocks([self], [max(self.height(), wanted)], Qt.Orientation.Vertical)
            return
        below = sum(dock.height() for dock in others)
        least = (len(others) + 1) * self._theme_controller.px(LEAST_SHARE)
        wanted = min(self.sizeHint().height(), round(MOST_SHARE * (self.height() + below)))
        if others and area in SIDES and (self.height() + below) < least:
            # Those that it comes behind may have less than it takes to be read.
            shared = max(others, key=QDockWidget.y)
            others.remove(shared)
            below -= shared.height()
            window.tabifyDockWidget(shared, self)
            self.raise_()
            if layout is not None:
                layout.activate()
            # Qt counts the tabs to the height that it is asked for.
            bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
            wanted += max((bar.sizeHint().height() for bar in bars), default=0)
        if others and self.height() < wanted:
            left = (self.height() + below - wanted) / below
            heights = [wanted, *(round(left * dock.height()) for dock in others)]
            window.resizeDocks([self, *others], heights, Qt.Orientation.Vertical)

    @Slot()
    def bring_in_sight(self) -> None:
        """Open it, or bring it before the docks that share its place; one that can be seen stays as it is."""
        if self.isHidden():
            self.toggleViewAction().trigger()
        else:
            self.raise_()

    @Slot(QSize)
    def float_at(self, size: QSize) -> None:
        """Stand in a window of its own, so large, over the middle of the main window; as far as the screen goes."""
        window = self.parentWidget()
        if isinstance(window, QMainWindow):
            place = QRect(QPoint(0, 0), size)
            place.moveCenter(window.rect().center())
            put(window, self, place)

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        self.picture_menu_wanted.emit(self, place)

    @Slot(bool)
    def _on_floating_changed(self, floating: bool) -> None:
        """Give the keyboard to the view, not to the first button of the title bar."""
        if floating and self.widget() is not None:
            self.widget().setFocus(Qt.FocusReason.OtherFocusReason)
