"""What is shown of the plane beyond the region itself: who owns which part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mlp_gui.state.assessed import Assessed
from mlp_gui.state.collapse import Collapse
from mlp_gui.state.hidden_space import HiddenSpace
from mlp_gui.state.picked_point import PickedPoint
from mlp_gui.state.shown_plane import ShownPlane
from mlp_gui.state.unit_lines import UnitLines

if TYPE_CHECKING:
    from mlp_gui.state.session import Session


class Regions(QObject):
    """The owners of what is drawn over the plane.

    Parameters
    ----------
    session : Session
        Whose plane it is; also the owner.

    Attributes
    ----------
    plane : ShownPlane
        The plane that is shown of data with more than two inputs.
    lines : UnitLines
        The lines of the hidden units.
    hidden_space : HiddenSpace
        The plane as a hidden layer sees it.
    picked : PickedPoint
        The point that was picked in it.
    collapse : Collapse
        The one layer that answers for a linear network.
    assessed : Assessed
        How good the answers are on the samples of a part.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plane = ShownPlane(session)
        self.lines = UnitLines(session, self.plane)
        self.hidden_space = HiddenSpace(session, self.plane)
        self.picked = PickedPoint(session)
        self.collapse = Collapse(session)
        self.assessed = Assessed(session)
