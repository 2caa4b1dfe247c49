"""Presenting: the whole screen in large letters, graph, equations and transport; the rest comes beside the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QSize, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from mlp_gui.lecture.presented_type import least_letters
from mlp_gui.lecture.presenter_blank import BlankScreen
from mlp_gui.lecture.presenter_controls import PresenterControls
from mlp_gui.lecture.presenter_drawer import Drawer
from mlp_gui.lecture.presenter_edges import Edges
from mlp_gui.lecture.presenter_panels import PanelChoice
from mlp_gui.lecture.presenter_pointer import PointerWatch
from mlp_gui.lecture.presenter_ring import PointerRing
from mlp_gui.window.borrowed_views import BorrowedViews
from mlp_gui.window.presenter_keys import PresenterKeys
from mlp_gui.window.text_size import text_size_on

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QGridLayout, QMainWindow

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.contents import Contents
    from mlp_gui.window.layout import WindowLayout
    from mlp_gui.window.step_mode import StepMode

# Pixels at 100 % that the screen shows then: at 1280 by 720, letters are 1.2 times as large as at a desk.
ROOM: Final = (1066.0, 600.0)

FORMS_WIDTH: Final = 240
PANELS: Final = {
    "decision": "Region",
    "hidden_space": "Hidden",
    "loss": "Loss",
    "surface": "Surface",
    "tracer": "Tracer",
    "matrices": "Matrices",
    "galleries": "Functions",
}
PANEL_SHARES: Final = dict.fromkeys(("surface", "tracer", "matrices", "galleries"), 0.48)
PANEL_SHARE: Final = 0.36
"""Of the window's width."""
AROUND_GRAPH: Final = ((1, 0), (1, 2), (0, 0, 1, 3))
"""Rows, columns and spans of the drawers at the left, the right and the top, around the graph in the middle."""
LEAST_GRAPH: Final = 240
"""Pixels of the width that the graph keeps beside any panel."""
LEFT_ALONE: Final = ("full_screen", "reset_layout")
"""Actions that would change the window which comes back."""


@dataclass(frozen=True, slots=True, eq=False)
class Arranged:
    """The parts of the window that presenting arranges.

    Attributes
    ----------
    actions : Actions
        Some of them rest meanwhile.
    contents : Contents
        The views, in their docks.
    step_mode : StepMode
        Transport, timeline, and the row under the network.
    layout_memory : WindowLayout
        Where the docks are.
    bars : tuple of QWidget
        Those that are hidden: menus, toolbar, status bar.
    graph : QGridLayout
        Has the network in its middle, and room for panels around it.
    """

    actions: Actions
    contents: Contents
    step_mode: StepMode
    layout_memory: WindowLayout
    bars: tuple[QWidget, ...]
    graph: QGridLayout


class PresenterMode(QObject):
    """Arranges the window for presenting, and puts it back exactly as it was.

    Parameters
    ----------
    session : Session
        Its `presentation` says when.
    theme_controller : ThemeController
        Its scale is set to what the screen has room for.
    preferences : Preferences
        "present_scale", "font_scale" and "pointer_ring".
    parts : Arranged
        What is arranged.
    window : QMainWindow
        The window; also the owner.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parts: Arranged,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._presentation = session.presentation
        self._controller = theme_controller
        self._preferences = preferences
        self._parts = parts
        self._window = window
        self._borrowed = BorrowedViews()
        self._focus: QWidget | None = None
        self._focus_behind: QWidget | None = None
        shared = (self._presentation, theme_controller)
        self.forms = QWidget()
        self.panels = PanelChoice(PANELS, theme_controller)
        self.panels.chosen.connect(self._on_panel_chosen)
        self.controls = PresenterControls(*shared, preferences)
        self._forms_place = QVBoxLayout(self.forms)
        self._forms_place.setContentsMargins(0, 0, 0, 0)
        self.drawers = (
            Drawer("left", "Data, network and training (L)", *shared, self.forms, window),
            Drawer("right", "Region, loss, surface, matrices and more (R)", *shared, self.panels, window),
            Drawer("top", "Notation, pointer and end (T)", *shared, self.controls, window),
        )
        for drawer, place in zip(self.drawers, AROUND_GRAPH, strict=True):
            parts.graph.addWidget(drawer, *place)
        self.ring = PointerRing(theme_controller, window)
        self.blank = BlankScreen(window)
        self.blank.return_wanted.connect(self._presentation.step_out)
        self._edges = Edges(self._presentation, self.drawers, window)
        self._watch = PointerWatch(window)
        self._watch.looked.connect(self._edges.look)
        self._watch.looked.connect(self.ring.follow)
        self._keys = PresenterKeys(session, preferences, window)
        self._presentation.active_changed.connect(self._on_active_changed)
        self._presentation.side_changed.connect(self._on_side_changed)
        self._presentation.blank_changed.connect(self._on_blank_changed)
        preferences.changed.connect(self._on_preference_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def begin(self) -> None:
        """Put the window's docks and bars aside: presenting is about to start."""
        self._window.setUpdatesEnabled(False)
        self._focus = self._window.focusWidget()
        self._parts.layout_memory.put_aside()
        for bar in self._parts.bars:
            bar.hide()

    def take_size(self) -> None:
        """Fit letters and drawers to the window, which has another size now."""
        if self._presentation.active:
            self._fit_letters(self._window.size())
            self._place()

    def press_key(self, event: QKeyEvent) -> bool:
        """Step by the arrow keys, which some clickers send; return whether it did."""
        if not self._presentation.active:
            return False
        if event.key() == Qt.Key.Key_Right:
            self._session.stepping.forward()
        elif event.key() == Qt.Key.Key_Left:
            self._session.stepping.back()
        else:
            return False
        return True

    def end(self) -> None:
        """Look for the pointer no more: the window closes."""
        self._watch.set_watching(False)

    @Slot(bool)
    def _on_active_changed(self, active: bool) -> None:
        window = self._window
        window.setUpdatesEnabled(False)
        if active:
            self._take_views()
        else:
            self._borrowed.give_back()
        self._parts.step_mode.set_presenting(active)
        for name in LEFT_ALONE:
            self._parts.actions[name].setEnabled(not active)
        for action in self._parts.contents.toggle_actions:
            action.setEnabled(not active)
        self._keys.set_enabled(active)
        self._watch.set_watching(active)
        self.ring.set_on(active and self._preferences.pointer_ring)
        if active:
            self._fit_letters(window.screen().size())
            window.showFullScreen()
            window.setFocus()
            self._place()
        else:
            room = window.screen().availableSize()
            self._controller.set_scale(text_size_on(room, self._preferences.font_scale))
            for bar in self._parts.bars:
                bar.show()
            self._parts.layout_memory.bring_back()
            _give_keyboard(self._focus, window)
            self._focus = None
        window.setUpdatesEnabled(True)

    def _take_views(self) -> None:
        contents = self._parts.contents
        self._borrowed.take_view(contents.forms, self._forms_place)
        self._borrowed.take_title_bar(contents.equations, self.controls.place)
        self._borrowed.take_view(contents.equations, self._parts.step_mode.bars.lower.equations)

    def _take_panel(self) -> None:
        """Take the panel that is seen, when it is first seen."""
        name = self.panels.current
        place = self.panels.place_of(name)
        if self._presentation.side == "right" and not place.count():
            dock = getattr(self._parts.contents, name)
            self._borrowed.take_title_bar(dock, place)
            self._borrowed.take_view(dock, place)

    def _fit_letters(self, size: QSize) -> None:
        fitting = min(size.width() / ROOM[0], size.height() / ROOM[1])
        scale = round(fitting * self._preferences.present_scale, 2)
        self._controller.set_scale(scale, least_letters(scale))

    def _place(self) -> None:
        size = self._window.size()
        height = size.height() - self._parts.step_mode.bars.transport.height()
        area = QRect(0, 0, size.width(), height)
        share = PANEL_SHARES.get(self.panels.current, PANEL_SHARE)
        most = max(size.width() - LEAST_GRAPH, LEAST_GRAPH)
        lengths = (
            min(self._controller.letters_px(FORMS_WIDTH), most),
            min(max(round(share * size.width()), self.panels.minimumSizeHint().width()), most),
            self.controls.sizeHint().height(),
        )
        for drawer, length in zip(self.drawers, lengths, strict=True):
            drawer.place(area, length)
        self.blank.setGeometry(self._window.rect())
        self.ring.raise_()
        self.blank.raise_()

    @Slot(str)
    def _on_panel_chosen(self, _name: str) -> None:
        self._take_panel()
        self._place()

    @Slot(str)
    def _on_side_changed(self, _side: str) -> None:
        """Show what the drawer holds; of one that goes, take the keyboard: Space would press what got it next."""
        self._take_panel()
        field = self._window.focusWidget()
        if field is not None and any(drawer.isAncestorOf(field) and not drawer.is_in for drawer in self.drawers):
            self._window.setFocus()

    @Slot(bool)
    def _on_blank_changed(self, blank: bool) -> None:
        if blank:
            self._focus_behind = self._window.focusWidget()
            self.blank.show()
            self.blank.setFocus()
        else:
            self.blank.hide()
            _give_keyboard(self._focus_behind, self._window)

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if not self._presentation.active:
            return
        if name == "present_scale":
            self._fit_letters(self._window.size())
        elif name == "pointer_ring":
            self.ring.set_on(self._preferences.pointer_ring)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        if self._presentation.active:
            self._place()


def _give_keyboard(wanted: QWidget | None, otherwise: QWidget) -> None:
    """Give the keyboard to a widget that had it, if that is still there and seen; forms are made anew at times."""
    is_there = wanted is not None and isValid(wanted) and wanted.isVisible()
    (wanted if wanted is not None and is_there else otherwise).setFocus()
