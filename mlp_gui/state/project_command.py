"""Opening a project as a step of undo: the run changes, and with it the file that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import proxy

from mlp_gui.state.commands import ChangeRun, Run, Target

if TYPE_CHECKING:
    from mlp_gui.state.project import ProjectFile


class OpenProject(ChangeRun):
    """A run that a file held, or that belongs to none, takes the place of another one.

    Parameters
    ----------
    target : Target
        The session.
    file : ProjectFile
        Knows which file the run belongs to.
    before, after : Run
        The run that is left and the one that is entered.
    path : str
        The file of the one that is entered; "" for none.
    text : str
        Name in the Edit menu.
    """

    def __init__(self, target: Target, file: ProjectFile, before: Run, after: Run, path: str, text: str) -> None:
        super().__init__(target, before, after, text)
        self._file = proxy(file)
        self._former_path, self._path = file.path, path

    def redo(self) -> None:
        """Enter the run, which belongs to its file."""
        super().redo()
        self._file.take_path(self._path)

    def undo(self) -> None:
        """Return to the run before, and to its file."""
        super().undo()
        self._file.take_path(self._former_path)
