"""What became of a racer: still descending, stuck in a local minimum, on a plateau, or diverged.

The criterion, in two questions about the end of its way:

1. Is it *stuck*? Its loss is clearly above the best racer's (by more than 5 % of what the best one gained), and the
   ground is flat: a step downhill a tenth as long as the vector of its weights, now or at its start, would, by the
   slope, gain less than 1 % of the loss. Less than 3 % is enough where its own curve has come to rest too: over the
   last quarter of its moments the loss went up and down by less than 3 % of itself, and by less than 5 % of what the
   racer gained before. Who only learns slowly gains as much late as early, and who has not left its start has gained
   nothing.
2. Which way does the ground bend? The Hessian tells. Where no direction leads down (no eigenvalue is below -0.1 % of
   the largest), it is a *local minimum*, as far as second derivatives can say; where one does, or where the network is
   too large for a Hessian, a *plateau*, which training may still leave.
"""

from __future__ import annotations

import math
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.encoding import encode_targets
from mlp_core.errors import ArgumentError
from mlp_core.learning.evaluation import LossPlan
from mlp_core.learning.plan import Objective
from mlp_core.network.losses import find_loss
from mlp_core.surface.loss_surface import LossSurface

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.network import Network

    Floats = npt.NDArray[np.float64]

CLEARLY_ABOVE: Final = 0.05
"""Share of what the best racer gained."""
STEP_SHARE: Final = 0.1
LEAST_GAIN: Final = 0.01
"""Length of the step beside that of the weights, and share of the loss that it has to gain."""
LEAST_GAIN_AT_REST: Final = 0.03
"""The same share where the curve has come to rest."""
LAST_PART: Final = 0.25
AT_REST: Final = 0.03
LATE_GAIN: Final = 0.05
"""The end of the curve: a share of its moments, of its loss, and of what was gained before."""
LARGEST_HESSIAN: Final = 200
"""Parameters up to which the curvature is computed."""
HESSIAN_WORK: Final = 400_000_000
"""Multiplications that it may cost."""
DOWNWARD: Final = 1e-3
_NUDGE: Final = 1e-5


class Ending(Enum):
    """What became of a racer."""

    UNDER_WAY = "under way"
    ARRIVED = "arrived"
    LOCAL_MINIMUM = "local minimum"
    PLATEAU = "plateau"
    DIVERGED = "diverged"


class Ground:
    """The loss of one training, with its gradient and curvature, at any parameters; in double precision.

    Parameters
    ----------
    network : Network
        Its shape and activations; its parameters are not read.
    dataset : Dataset
        Its whole training part counts.
    training : TrainingConfig
        Loss, reduction and penalties.
    """

    def __init__(self, network: Network, dataset: Dataset, training: TrainingConfig) -> None:
        self._network = network.copy("float64")
        self._surface = LossSurface.of_part(network, dataset, training)
        rows = dataset.train
        inputs = np.column_stack((dataset.inputs[rows], np.ones(len(rows))))
        targets = np.asarray(encode_targets(dataset, network.activations[-1], training.loss)[rows], np.float64)
        self._targets = targets.T
        self._work = len(rows) * network.parameter_count
        loss = find_loss(training.loss).suited_to(targets)
        self._is_flat = loss.name == "zero_one" or any(each.is_flat for each in network.activations)
        self._objective = Objective(loss, training.reduction, training.l1, training.l2)
        self._scale = self._objective.scale(len(rows))
        # Compiled once: it is run at every moment of every racer.
        self._losses = LossPlan(self._network, loss, inputs, targets)

    def loss_at(self, parameters: npt.NDArray[np.floating[Any]]) -> tuple[float, float]:
        """Return the loss, penalty included, and the largest distance of an output from its target."""
        self._network.parameters[...] = parameters
        with np.errstate(all="ignore"):
            loss = float(self._losses.run().sum()) * self._scale
            worst = float(np.abs(self._losses.outputs - self._targets).max())
            return loss + self._objective.penalty(self._network.layout, self._network.parameters), worst

    def gradient_at(self, parameters: npt.NDArray[np.floating[Any]]) -> Floats | None:
        """Return the gradient, shape (n_parameters,); None where it is zero everywhere, which says nothing."""
        if self._is_flat:
            return None
        try:
            of_loss, of_penalty = self._surface.gradients_at(parameters)
        except ArgumentError:
            return None
        return of_loss + of_penalty

    def leads_down(self, parameters: npt.NDArray[np.floating[Any]]) -> bool:
        """Whether the ground bends downwards in some direction; True where it is too large to say."""
        count = len(parameters)
        if count > LARGEST_HESSIAN or 6 * self._work * count > HESSIAN_WORK:
            return True
        hessian = np.empty((count, count))
        here = np.asarray(parameters, np.float64)
        for index in range(count):
            nudge = _NUDGE * max(1.0, abs(float(here[index])))
            moved = here.copy()
            moved[index] = here[index] + nudge
            above = self.gradient_at(moved)
            moved[index] = here[index] - nudge
            below = self.gradient_at(moved)
            if above is None or below is None:
                return True
            hessian[index] = (above - below) / (2.0 * nudge)
        if not np.isfinite(hessian).all():
            return True
        curvatures = np.linalg.eigvalsh((hessian + hessian.T) / 2.0)
        return bool(curvatures[0] < -DOWNWARD * max(float(np.abs(curvatures).max()), 1e-300))


def is_stuck(losses: Floats, best_loss: float, gradient_length: float, weights_length: float) -> bool:
    """Tell whether a racer's end is flat and clearly above the best one: question 1 of the criterion.

    Parameters
    ----------
    losses : ndarray, shape (n_moments,), float64
        Of the racer from its start to its end.
    best_loss : float
        Of the best racer at its end.
    gradient_length, weights_length : float
        Of the gradient at the end, and of all parameters there or at the start, whichever is longer.
    """
    first, last = float(losses[0]), float(losses[-1])
    if last <= best_loss or last - best_loss <= CLEARLY_ABOVE * max(first - best_loss, 0.0):
        return False
    gain = gradient_length * STEP_SHARE * weights_length
    return gain < (LEAST_GAIN_AT_REST if is_at_rest(losses) else LEAST_GAIN) * last


def is_at_rest(losses: Floats) -> bool:
    """Tell whether a curve has fallen and come to rest: its last part is level beside its loss and beside its fall."""
    n_last = math.ceil(LAST_PART * len(losses))
    before, late = losses[:-n_last], losses[-n_last:]
    if len(before) < n_last:
        return False
    change = float(late.max() - late.min())
    return change < AT_REST * float(late[-1]) and change < LATE_GAIN * float(before[0] - before[-1])
