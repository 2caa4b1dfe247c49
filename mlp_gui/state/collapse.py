"""The linear collapse: what one layer would do that a whole network of linear ones does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import proxy

from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class CollapseRequest:
    """What the collapse is computed from.

    Attributes
    ----------
    snapshot : Snapshot
        The moment of a network whose hidden units are all linear.
    """

    snapshot: Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class CollapsePicture:
    """The one layer, and how well it answers for the network.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    weights : ndarray, shape (n_outputs, n_inputs)
        The product of all weight matrices.
    biases : ndarray, shape (n_outputs,)
        What the biases add up to.
    difference : float
        Largest distance between the layer's sums and the network's over the training points.
    network_boundary : ndarray, shape (n, 4), float64
        Where the network's answer crosses the threshold, traced in the plane: pieces x, y, x, y.
    line : ndarray of shape (2, 2), or None
        Ends of the layer's own line in the plane, exactly; None where there is no plane, no single output or no line.
    """

    snapshot: Snapshot
    weights: np.ndarray
    biases: np.ndarray
    difference: float
    network_boundary: np.ndarray
    line: np.ndarray | None


class Collapse(QObject):
    """Owner of the collapse that is shown; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.

    Signals
    -------
    wanted_changed
        It is to be computed, or not any more.
    picture_changed : CollapsePicture or None
        A newer one; None where there is none any more.
    """

    wanted_changed = Signal()
    picture_changed = Signal(object)  # CollapsePicture or None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._is_watched = False
        self._picture: CollapsePicture | None = None
        session.experiment_changed.connect(self._on_experiment_changed)

    @property
    def picture(self) -> CollapsePicture | None:
        """The newest one of the present run."""
        return self._picture

    @property
    def obstacle(self) -> str:
        """Why the network does not collapse, and what can be done; "" where it does."""
        network = self._session.experiment.network
        if not network.hidden_sizes:
            return "This network is one layer already.\n\nAdd hidden layers with linear units to see them collapse."
        curved = [(layer, name) for layer, name in enumerate(network.hidden_activations, start=1) if name != "identity"]
        if not curved:
            return ""
        layer, name = curved[0]
        title, linear = mlp.ACTIVATIONS[name].title, mlp.ACTIVATIONS["identity"].title
        return (
            f"Hidden {layer} has {title} units: these layers are more than one.\n\n"
            f"Give every hidden layer the activation {linear} to see that they collapse into a single one."
        )

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks."""
        if watched != self._is_watched:
            self._is_watched = watched
            self.wanted_changed.emit()

    def make_linear(self) -> None:
        """Give every hidden layer linear units, as one step of undo."""
        sizes = self._session.experiment.network.hidden_sizes
        self._session.set_network("make hidden layers linear", hidden_activations=("identity",) * len(sizes))

    def request(self) -> CollapseRequest | None:
        """Return what is to be computed now; None for nothing."""
        snapshot = self._session.snapshot
        if not self._is_watched or snapshot is None or snapshot.run_id != self._session.run_id or self.obstacle:
            return None
        return CollapseRequest(snapshot)

    def receive_picture(self, picture: CollapsePicture) -> None:
        """Show a newer one; that of another run is dropped."""
        if picture.snapshot.run_id == self._session.run_id and self._is_watched:
            self._picture = picture
            self.picture_changed.emit(picture)

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        picture = self._picture
        if picture is None or picture.snapshot.run_id != self._session.run_id:
            self._picture = None
            self.picture_changed.emit(None)
