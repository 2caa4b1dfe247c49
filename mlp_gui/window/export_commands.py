"""What File > Export does: asks where to, and has it written; weights come in again the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup

from mlp_gui.state.network_files import KINDS, READ
from mlp_gui.window.file_names import proposed_name
from mlp_gui.window.file_questions import EXPORTS, FileQuestions
from mlp_gui.window.step_documents import StepDocuments
from mlp_gui.window.view_pictures import ViewPictures

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMenu

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.window.actions import Actions
    from mlp_gui.window.contents import Contents


WEIGHTS: Final = "Weights (*.npz *.safetensors)"


class ExportCommands(QObject):
    """Fills the submenu, and connects its actions.

    Parameters
    ----------
    window : QMainWindow
        Owner, also of the dialogs.
    contents : Contents
        The views of which pictures are taken.
    actions : Actions
        The window's actions.
    menu : QMenu
        The File menu, where the submenu goes before the picture of the window.
    session : Session
        Whose network it is.
    theme_controller : ThemeController
        For the pictures of views.
    preferences : Preferences
        Where folders and formats are remembered.
    """

    def __init__(
        self,
        window: QMainWindow,
        contents: Contents,
        actions: Actions,
        menu: QMenu,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._questions = FileQuestions(window, preferences)
        self._session = session
        self._files = session.files
        submenu = menu.addMenu("&Export")
        submenu.setToolTipsVisible(True)
        submenu.menuAction().setStatusTip("Take the network elsewhere: to NumPy, to PyTorch, to a table.")
        actions.take_submenu(submenu, "export", "share")
        menu.insertAction(actions["save_picture"], submenu.menuAction())
        kinds = QActionGroup(self)
        kinds.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        for name in KINDS:
            submenu.addAction(actions[name])
            kinds.addAction(actions[name])
        kinds.triggered.connect(self._on_export)
        submenu.addSeparator()
        StepDocuments(window, actions, submenu, session, preferences)
        submenu.addSeparator()
        self.pictures = ViewPictures(window, contents, actions, submenu, session, theme_controller, preferences)
        menu.insertAction(actions["save_picture"], actions[READ])
        actions[READ].triggered.connect(self._on_import)

    @Slot(QAction)
    def _on_export(self, action: QAction) -> None:
        kind = KINDS[action.objectName()]
        proposal = f"{proposed_name(self._session.title, 'Network')}{kind.tail}{kind.suffix}"
        path, _ = self._questions.where_to(EXPORTS, f"Export the {kind.title}", proposal, [kind.pattern])
        if path:
            self._files.write(action.objectName(), path)

    @Slot()
    def _on_import(self) -> None:
        path = self._questions.which(EXPORTS, "Read weights", WEIGHTS)
        if path:
            self._files.read_weights(path)
