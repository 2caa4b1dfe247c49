"""The linear collapse: what one layer would do that a whole network of linear ones does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.state.watched_picture import MomentPicture, MomentRequest, WatchedPicture

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class CollapsePicture(MomentPicture):
    """The one layer, and how well it answers for the network.

    Attributes
    ----------
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

    weights: np.ndarray
    biases: np.ndarray
    difference: float
    network_boundary: np.ndarray
    line: np.ndarray | None


class Collapse(WatchedPicture[MomentRequest, CollapsePicture]):
    """Owner of the collapse that is shown; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.
    """

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

    def make_linear(self) -> None:
        """Give every hidden layer linear units, as one step of undo."""
        sizes = self._session.experiment.network.hidden_sizes
        self._session.set_network("make hidden layers linear", hidden_activations=("identity",) * len(sizes))

    def _request_of(self, snapshot: Snapshot) -> MomentRequest | None:
        return None if self.obstacle else MomentRequest(snapshot)
