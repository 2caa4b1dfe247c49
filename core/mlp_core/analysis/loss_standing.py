"""Where the loss stands beside that of the best answer which looks at no input: what a network has learned at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.analysis.vital_signs import MOST_SAMPLES, evenly
from mlp_core.data.encoding import encode_targets
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.network.gradients import loss_and_gradient
from mlp_core.network.losses import find_loss

if TYPE_CHECKING:
    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.network import Network


@dataclass(frozen=True, slots=True)
class LossStanding:
    """The mean loss over some training samples, without penalties.

    Attributes
    ----------
    loss : float
        Of the network.
    constant_loss : float
        Of the targets' mean or median as the answer to every sample, whichever is better.
    """

    loss: float
    constant_loss: float


def loss_standing(network: Network, dataset: Dataset, training: TrainingConfig) -> LossStanding | None:
    """Compare the loss with that of a constant answer; None where a rule trains that follows no gradient.

    Parameters
    ----------
    network : Network
        At the moment.
    dataset : Dataset
        Its training part is looked at, as `vital_signs` does.
    training : TrainingConfig
        Names the loss.
    """
    if OPTIMIZERS[training.optimizer].rule is not None:
        return None
    rows = evenly(dataset.train, MOST_SAMPLES)
    targets = encode_targets(dataset, network.activation_names[-1], training.loss)[rows]
    loss = find_loss(training.loss)
    with np.errstate(all="ignore"):
        own, _ = loss_and_gradient(network, dataset.inputs[rows], targets, training.loss)
        constants = [
            loss.values(np.broadcast_to(answer, targets.shape).T, targets.T).mean()
            for answer in (targets.mean(axis=0), np.median(targets, axis=0))
        ]
    return LossStanding(float(own), float(min(constants)))
