"""Asks for files where they were the last time, and in the format of the last time; the preferences remember both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.preferences import Preferences

_Standard = QStandardPaths.StandardLocation
_ENDING: Final = re.compile(r"\*(\.\w+)")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of files that one looks for in the same folder.

    Attributes
    ----------
    preference : str
        Name of the setting that remembers the folder.
    at_first : StandardLocation
        Where they are until then.
    """

    preference: str
    at_first: QStandardPaths.StandardLocation


PROJECTS: Final = Shelf("project_folder", _Standard.DocumentsLocation)
EXPORTS: Final = Shelf("export_folder", _Standard.DocumentsLocation)
PICTURES: Final = Shelf("picture_folder", _Standard.PicturesLocation)
FILMS: Final = Shelf("film_folder", _Standard.MoviesLocation)


class FileQuestions:
    """The dialogs of one window.

    Parameters
    ----------
    window : QWidget
        Over which they stand.
    preferences : Preferences
        What remembers.
    """

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        self._window = window
        self._preferences = preferences

    def where_to(
        self, shelf: Shelf, title: str, proposal: str, patterns: Sequence[str], chosen: str = ""
    ) -> tuple[str, str]:
        """Return where to write, and the pattern that was chosen; "" for nowhere.

        A name without any of the endings gets that of the pattern. The dialog asked nothing of such a file, so where
        there is one it is asked for here.

        Parameters
        ----------
        shelf : Shelf
            What it is.
        title : str
            Of the dialog.
        proposal : str
            A name without its folder, or a whole path.
        patterns : sequence of str
            Of file names, as Qt has them.
        chosen : str
            The pattern that is chosen at first; by default the first one.
        """
        at_first = chosen if chosen in patterns else patterns[0]
        place = str(Path(self.folder(shelf)) / proposal)
        while True:
            path, pattern = QFileDialog.getSaveFileName(self._window, title, place, ";;".join(patterns), at_first)
            self._note(shelf, path)
            place = with_ending(path, pattern if pattern in patterns else at_first, patterns)
            if place == path or not Path(place).exists() or self._may_replace(title, place):
                return place, pattern

    def _may_replace(self, title: str, path: str) -> bool:
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        text = f"{Path(path).name} is there already. Replace it?"
        return QMessageBox.warning(self._window, title, text, yes | no, no) == yes

    def which(self, shelf: Shelf, title: str, pattern: str, folder: str = "") -> str:
        """Return a file that is there; "" for none. By default one looks for it where it was the last time."""
        path, _ = QFileDialog.getOpenFileName(self._window, title, folder or self.folder(shelf), pattern)
        self._note(shelf, path)
        return path

    def folder(self, shelf: Shelf) -> str:
        """Return the folder of the last time, if it is still there."""
        last = str(self._preferences.value(shelf.preference))
        return last if last and Path(last).is_dir() else QStandardPaths.writableLocation(shelf.at_first)

    def _note(self, shelf: Shelf, path: str) -> None:
        if path:
            self._preferences.set_value(shelf.preference, str(Path(path).parent))


def with_ending(path: str, pattern: str, patterns: Sequence[str]) -> str:
    """Return a path with the ending of a pattern, if it has that of none; an empty one stays empty.

    Parameters
    ----------
    path : str
        What the dialog gave.
    pattern : str
        Of file names, as "Projects (*.mlp)".
    patterns : sequence of str
        All that there were to choose from.
    """
    endings = tuple(ending for each in patterns for ending in _ENDING.findall(each))
    if not path or path.lower().endswith(endings):
        return path
    return path + next(iter(_ENDING.findall(pattern)), "")


def in_format(path: str, suffix: str, usual: str) -> str:
    """Return the path of a file of a format that was chosen in the dialog, where the name still has the usual ending.

    Parameters
    ----------
    path : str
        What the dialog gave.
    suffix : str
        Of the format, ".svg" say.
    usual : str
        The ending of the name that was proposed.

    Returns
    -------
    str
        Not that of a file that is there, of which nobody has said that it may go: it gets a number then.
    """
    if suffix == usual or Path(path).suffix.lower() != usual:
        return path
    wanted = Path(path).with_suffix(suffix)
    number, free = 2, wanted
    while free.exists():
        free = wanted.with_name(f"{wanted.stem} {number}{suffix}")
        number += 1
    return str(free)
