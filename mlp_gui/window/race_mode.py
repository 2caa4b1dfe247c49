"""The race over the whole window: loss surface above, loss curves and ranking below, the network put away meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.session import Session
    from mlp_gui.window.contents import Contents
    from mlp_gui.window.layout import WindowLayout
    from mlp_gui.window.notice_bar import NoticeBar

Area = Qt.DockWidgetArea
MODE = "race"


class RaceMode(QObject):
    """Arranges the window for a race, and puts it back.

    Closing the race's dock, stepping through or presenting leave the arrangement too.

    Parameters
    ----------
    session : Session
        Whose step-through ends the arrangement.
    contents : Contents
        The docks.
    layout_memory : WindowLayout
        Where the docks of each mode are.
    action : QAction
        What switches it in the menu.
    notices : NoticeBar
        Stands over the network, and over the race while that is away.
    column : QVBoxLayout
        The middle of the window, where the notices stand.
    window : QMainWindow
        The window; also the owner.
    """

    def __init__(
        self,
        session: Session,
        contents: Contents,
        layout_memory: WindowLayout,
        action: QAction,
        notices: NoticeBar,
        column: QVBoxLayout,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._stepping = session.stepping
        self._contents = contents
        self._layout_memory = layout_memory
        self._action = action
        self._notices = notices
        self._column = column
        centre = column.parentWidget()
        assert centre is not None, "the column stands in the middle of the window"
        self._centre = centre
        self._is_on = False
        for dock in (contents.surface, contents.race):
            layout_memory.share(dock, Area.RightDockWidgetArea, MODE)
        action.triggered.connect(self._on_triggered)
        # Later: Qt does not survive that docks are put elsewhere while one of them is still closing.
        contents.race.closed.connect(self._on_race_closed, Qt.ConnectionType.QueuedConnection)
        # Before the docks of another mode are put back: around a network that is away they would take all its room.
        layout_memory.mode_left.connect(self._on_mode_left)
        self._stepping.active_changed.connect(self._on_stepping_changed)

    @property
    def is_on(self) -> bool:
        """Whether the window is arranged for a race."""
        return self._is_on

    @Slot(bool)
    def _on_triggered(self, on: bool) -> None:
        if on == self._is_on:
            return
        if on:
            self._stepping.set_active(False)
            self._enter()
        else:
            self._leave()
            self._layout_memory.set_mode("explore")

    def _enter(self) -> None:
        self._is_on = True
        self._contents.surface.fill()
        self._contents.race.fill()
        self._centre.hide()
        self._layout_memory.set_mode(MODE)
        if self._contents.race.isHidden():
            # It was left with the race closed: there would be nothing to see.
            self._layout_memory.reset()
        column = self._contents.race.widget().layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self._notices)
        self._contents.race.widget().setFocus()
        self._action.setChecked(True)

    def _leave(self) -> None:
        """Bring the network back; whoever calls says which docks come with it."""
        self._is_on = False
        # The network takes its room from the docks as soon as it is there.
        self._layout_memory.note_docks(MODE)
        self._column.insertWidget(0, self._notices)
        self._centre.show()
        window = self._centre.window()
        if window.focusWidget() is window:
            # The race was closed with the keyboard in it, when the network was not there to take it.
            self._contents.network.setFocus()
        self._action.setChecked(False)

    @Slot()
    def _on_race_closed(self) -> None:
        if self._is_on:
            # It is part of how the race stands, wherever one closes it to leave.
            self._contents.race.show()
            self._leave()
            self._layout_memory.set_mode("explore")

    @Slot(str)
    def _on_mode_left(self, mode: str) -> None:
        if mode == MODE and self._is_on:
            self._leave()

    @Slot(bool)
    def _on_stepping_changed(self, active: bool) -> None:
        if active and self._is_on:
            self._leave()
