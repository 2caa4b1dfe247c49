"""The menu of the projects that were open lately."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from mlp_gui.state.preferences import Preferences

MOST: Final = 8


class RecentProjects(QMenu):
    """Paths from the preferences, the newest first; those that are gone meanwhile are not offered.

    Parameters
    ----------
    preferences : Preferences
        Where they are remembered.
    entry : QAction
        The entry of the menu that this one opens from.
    parent : QWidget
        Owner.

    Signals
    -------
    chosen : str
        The path of a project.
    """

    chosen = Signal(str)

    def __init__(self, preferences: Preferences, entry: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._entry = entry
        entry.setMenu(self)
        self.aboutToShow.connect(self._on_about_to_show)
        self.triggered.connect(self._on_triggered)
        self._fill()

    @property
    def paths(self) -> list[str]:
        """The paths, the newest first."""
        return [path for path in self._preferences.recent_projects.split("\n") if path]

    def note(self, path: str) -> None:
        """Put a path first."""
        paths = [path, *(each for each in self.paths if each != path)]
        self._preferences.set_value("recent_projects", "\n".join(paths[:MOST]))
        self._fill()

    def _fill(self) -> None:
        self.clear()
        paths = self.paths
        names = [Path(path).name for path in paths]
        for number, (path, name) in enumerate(zip(paths, names, strict=True), start=1):
            folder = f" – {Path(path).parent.name}" if names.count(name) > 1 else ""
            shown = f"{name}{folder}".replace("&", "&&")
            action = self.addAction(f"&{number}  {shown}")
            action.setData(path)
            action.setStatusTip(path)
            action.setToolTip(path)
        self._entry.setEnabled(bool(paths))

    @Slot()
    def _on_about_to_show(self) -> None:
        for action in self.actions():
            action.setEnabled(Path(action.data()).exists())
            action.setIcon(self._entry.icon())

    @Slot(object)
    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(action.data())
