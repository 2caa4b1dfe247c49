"""Where and at what a run diverged, in a form that can be written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import DivergenceError

if TYPE_CHECKING:
    from mlp_core.data.dataset import Dataset
    from mlp_core.network.network import Network


@dataclass(frozen=True, slots=True)
class Divergence:
    """Why a run cannot go on from where it stands.

    Attributes
    ----------
    epoch : int
        Epoch in which it happened, counted from 0 at the start.
    layer : int or None
        Layer of the first quantity that is not finite, 1 for the first hidden layer; None where it is not known.
    quantity : str
        "loss", "weight gradient", "bias gradient", "weights" or "biases"; "gradient" where it is not known of what.
    """

    epoch: int
    layer: int | None
    quantity: str

    @classmethod
    def of(cls, error: DivergenceError) -> Divergence:
        """Return what an error says."""
        return cls(error.epoch, error.layer, error.quantity)

    def error(self) -> DivergenceError:
        """Return the error that says it."""
        return DivergenceError(self.epoch, self.layer, self.quantity)


def divergence_of_loss(network: Network, dataset: Dataset, epoch: int) -> DivergenceError:
    """Return the error that names the layer through which the training loss stopped being finite.

    Parameters
    ----------
    network : Network
        Its parameters are finite, its loss is not.
    dataset : Dataset
        Its training part counts.
    epoch : int
        In which it happened.
    """
    with np.errstate(all="ignore"):
        _, activations = network.forward(dataset.inputs[dataset.train])
        layers = [layer for layer, values in enumerate(activations, 1) if not np.isfinite(values).all()]
    return DivergenceError(epoch, layers[0] if layers else network.layer_count, "loss")
