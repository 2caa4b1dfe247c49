"""Data of the user's own: points that are painted, and tables that are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlp_gui.state.painting import Painting
from mlp_gui.state.table_import import TableImport

if TYPE_CHECKING:
    from mlp_gui.state.session import Session


class OwnData(QObject):
    """Who owns which of it.

    Parameters
    ----------
    session : Session
        Whose data they become; also the owner.

    Attributes
    ----------
    painting : Painting
        The brush that paints points.
    tables : TableImport
        The table that is being opened.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.painting = Painting(session)
        self.tables = TableImport(session)
