"""A file from outside, whatever it is: a project is opened, anything else is looked at as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mlp_gui.state.session import Session

PROJECT_SUFFIX: Final = ".mlp"


def open_any(session: Session, path: str, *, at_start: bool = False) -> None:
    """Open a file that the user named to the system or on the command line.

    Parameters
    ----------
    session : Session
        What opens it.
    path : str
        The file.
    at_start : bool
        Whether the program starts with it, so that opening it is no step of undo.
    """
    if path.lower().endswith(PROJECT_SUFFIX):
        session.project.open(path, at_start=at_start)
    else:
        session.own_data.tables.open_file(path)
