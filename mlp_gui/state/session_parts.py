"""Who owns the other facts of a session: what is told, pointed at, stepped through, drawn, raced, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mlp_gui.state.cursor import Cursor
from mlp_gui.state.film import Films
from mlp_gui.state.health import Health
from mlp_gui.state.images import Images
from mlp_gui.state.network_files import NetworkFiles
from mlp_gui.state.notices import Notices
from mlp_gui.state.own_data import OwnData
from mlp_gui.state.presentation import Presentation
from mlp_gui.state.project import ProjectFile
from mlp_gui.state.racing import Racing
from mlp_gui.state.reconstruction import Reconstruction
from mlp_gui.state.regions import Regions
from mlp_gui.state.separability import SeparabilityAdvice
from mlp_gui.state.session_facts import SessionFacts
from mlp_gui.state.stepping import Stepping
from mlp_gui.state.stopping import Stopping
from mlp_gui.state.surface import Surface

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    import mlp_core as mlp
    from mlp_gui.state.session import Session


class SessionParts(SessionFacts):
    """Makes the owners, one for each part of what the window shows, and names them.

    Parameters
    ----------
    experiment : mlp_core.Experiment, optional
        What to start with; the example "xor" by default.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, experiment: mlp.Experiment | None = None, parent: QObject | None = None) -> None:
        super().__init__(experiment, parent)
        # They ask the session for changes, which are its own; there is no other session than that.
        session = cast("Session", self)
        self._notices = Notices(session)
        self._separability = SeparabilityAdvice(session)
        self._stopping = Stopping(session)
        self._cursor = Cursor(session)
        self._stepping = Stepping(session)
        self._presentation = Presentation(self._stepping, session)
        self._surface = Surface(session)
        self._regions = Regions(session)
        self._health = Health(session)
        self._images = Images(session)
        self._reconstruction = Reconstruction(session)
        self._racing = Racing(session)
        self._files = NetworkFiles(session)
        self._project = ProjectFile(session)
        self._films = Films(session)
        self._own_data = OwnData(session)

    @property
    def notices(self) -> Notices:
        """What the user is told at the moment."""
        return self._notices

    @property
    def stopping(self) -> Stopping:
        """What ends the run by itself."""
        return self._stopping

    @property
    def cursor(self) -> Cursor:
        """What is hovered and selected."""
        return self._cursor

    @property
    def stepping(self) -> Stepping:
        """The step-through of the run."""
        return self._stepping

    @property
    def presentation(self) -> Presentation:
        """Whether the window is presented to a class, and what is shown then."""
        return self._presentation

    @property
    def surface(self) -> Surface:
        """The loss surface that is shown."""
        return self._surface

    @property
    def regions(self) -> Regions:
        """What is shown of the plane beyond the region itself."""
        return self._regions

    @property
    def health(self) -> Health:
        """How the training is, layer by layer."""
        return self._health

    @property
    def images(self) -> Images:
        """What is seen of data that are pictures."""
        return self._images

    @property
    def reconstruction(self) -> Reconstruction:
        """What a compression gives back, and the place of its bottleneck that is decoded."""
        return self._reconstruction

    @property
    def racing(self) -> Racing:
        """The race that runs or ran, and how the next one is set up."""
        return self._racing

    @property
    def own_data(self) -> OwnData:
        """What the user brings: painted points and tables."""
        return self._own_data

    @property
    def files(self) -> NetworkFiles:
        """The network in files for elsewhere."""
        return self._files

    @property
    def films(self) -> Films:
        """The film that is being made."""
        return self._films

    @property
    def project(self) -> ProjectFile:
        """The file that the run belongs to."""
        return self._project
