"""The dock that shows an example best comes with it, and goes again with the next example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

import mlp_core as mlp

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.contents import Contents
    from mlp_gui.window.dock import Dock

SHOWN_BEST: Final = {
    "digits": "images_dock",
    "digits_autoencoder": "reconstruction_dock",
    "smallest_perceptron": "surface_dock",
    "two_weights": "surface_dock",
}
"""By the example's name the dock without which its point is not seen; the others need those of the start alone."""


class ExampleDocks(QObject):
    """Opens a dock for an example that is opened while exploring, unless it is open; what the user opens stays.

    Parameters
    ----------
    session : Session
        Whose examples are opened.
    contents : Contents
        Has the docks.
    actions : Actions
        Those of the other modes are checked while the docks stand otherwise.
    parent : QWidget
        The main window.
    """

    def __init__(self, session: Session, contents: Contents, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._docks = {dock.objectName(): dock for dock in contents.docks}
        self._session = session
        self._other_modes = [actions[name] for name in ("step_through", "race")]
        self._opened: Dock | None = None
        self._is_asking = False
        for name in set(SHOWN_BEST.values()):
            self._docks[name].toggleViewAction().triggered.connect(self._on_asked_for)
        session.example_opened.connect(self._on_example_opened)

    def show_first(self) -> None:
        """Open the dock of an example that the window starts with, once the window has laid its docks out."""
        if mlp.example_name(self._session.experiment) in SHOWN_BEST:
            QTimer.singleShot(0, self, self._on_laid_out)

    def withdraw(self) -> None:
        """Close what was opened for an example, where the user has not taken it over."""
        dock, self._opened = self._opened, None
        if dock is not None and dock.toggleViewAction().isChecked():
            self._toggle(dock)

    def _toggle(self, dock: Dock) -> None:
        self._is_asking = True
        dock.toggleViewAction().trigger()
        self._is_asking = False

    @Slot()
    def _on_laid_out(self) -> None:
        self._on_example_opened(mlp.example_name(self._session.experiment))

    @Slot(str)
    def _on_example_opened(self, name: str) -> None:
        if self._session.presentation.active or any(action.isChecked() for action in self._other_modes):
            return
        dock = self._docks.get(SHOWN_BEST.get(name, ""))
        if dock is None or dock is not self._opened:
            self.withdraw()
        if dock is None:
            return
        if dock.toggleViewAction().isChecked():
            dock.raise_()
        else:
            self._toggle(dock)
            self._opened = dock

    @Slot()
    def _on_asked_for(self) -> None:
        if not self._is_asking:
            self._opened = None
