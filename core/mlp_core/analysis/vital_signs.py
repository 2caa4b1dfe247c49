"""What a layer's numbers look like at one moment: its weights, its units' answers, the gradients that reach them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.data.encoding import encode_targets
from mlp_core.network.gradients import loss_and_gradient

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.network import Network

    Floats = npt.NDArray[np.floating[Any]]

MOST_SAMPLES: Final = 256
"""Training samples that are looked at, evenly over all of them."""
MOST_VALUES: Final = 4096
"""Numbers of a kind that are kept of each layer, evenly over all of them."""
_FLAT_SHARE: Final = 0.05
"""A unit rests in its saturation where its slope is below this share of the steepest that its activation has."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerSigns:
    """One layer at one moment.

    Attributes
    ----------
    weights : ndarray of float64, shape (n,)
        Its weights, or 4,096 evenly of them.
    activations : ndarray of float64, shape (m,)
        Its units' answers to the samples looked at, thinned alike.
    gradients : ndarray of float64, shape (n,)
        Gradient of the mean loss over those samples by the same weights.
    gradient_size : float
        Root of the mean square of the gradient by all its weights.
    weight_size : float
        The same of the weights.
    dead : ndarray of bool, shape (n_units,)
        Units that answer the same to every sample, with a slope of 0: nothing reaches their weights.
    saturated : ndarray of float64, shape (n_units,)
        Share of the samples at which a unit's slope is below 5 % of its activation's steepest; 0 where that is
        constant, as it is for the identity.
    """

    weights: Floats
    activations: Floats
    gradients: Floats
    gradient_size: float
    weight_size: float
    dead: npt.NDArray[np.bool_]
    saturated: Floats


def vital_signs(network: Network, dataset: Dataset, training: TrainingConfig) -> tuple[LayerSigns, ...]:
    """Look at every layer of a network, the first hidden one first.

    Parameters
    ----------
    network : Network
        At the moment.
    dataset : Dataset
        Its training part is looked at.
    training : TrainingConfig
        Loss and penalties, of whose gradient it tells.
    """
    rows = evenly(dataset.train, MOST_SAMPLES)
    inputs = dataset.inputs[rows]
    targets = encode_targets(dataset, network.activation_names[-1], training.loss)[rows]
    # A run may have diverged: what overflows is left out where it is drawn.
    with np.errstate(all="ignore"):
        return _signs(network, inputs, targets, training)


def _signs(network: Network, inputs: Floats, targets: Floats, training: TrainingConfig) -> tuple[LayerSigns, ...]:
    sums, answers = network.forward(inputs)
    _, gradient = loss_and_gradient(
        network, inputs, targets, training.loss, training.l1, training.l2, training.reduction
    )
    slopes, _ = network.unflatten(gradient)
    return tuple(
        _layer_signs(network, layer, sums[layer], answers[layer], slopes[layer]) for layer in range(network.layer_count)
    )


def _layer_signs(network: Network, layer: int, sums: Floats, answers: Floats, gradient: Floats) -> LayerSigns:
    weights = network.weights[layer]
    dead = np.zeros(weights.shape[0], np.bool_)
    saturated = np.zeros(weights.shape[0])
    name = network.activation_names[layer]
    if name != "softmax":
        with np.errstate(all="ignore"):
            steepness = np.abs(network.activations[layer].slope(sums))
        steepest = _steepest(network, layer)
        dead = (steepness == 0.0).all(axis=0) & (np.ptp(answers, axis=0) == 0.0)
        if steepest > 0.0 and name not in _WITHOUT_SATURATION:
            saturated = np.mean(steepness < _FLAT_SHARE * steepest, axis=0)
    return LayerSigns(
        _thinned(weights),
        _thinned(answers),
        _thinned(gradient),
        _root_mean_square(gradient),
        _root_mean_square(weights),
        dead,
        saturated,
    )


_WITHOUT_SATURATION: Final = frozenset({"identity", "relu", "leaky_relu", "elu", "silu", "sine", "step", "sign"})
"""Half of what a rectifier is given lies where it is flat: so it works, and only a unit that is always there is ill."""


def _steepest(network: Network, layer: int) -> float:
    return float(np.abs(network.activations[layer].slope(np.linspace(-8.0, 8.0, 161))).max())


def evenly(values: npt.NDArray[Any], most: int) -> npt.NDArray[Any]:
    """Return at most so many of the values, evenly over all of them.

    Parameters
    ----------
    values : ndarray, shape (n,)
        In their order.
    most : int
        At least 1.
    """
    if len(values) <= most:
        return values
    return values[np.linspace(0, len(values) - 1, most).astype(np.int64)]


def _thinned(values: Floats) -> Floats:
    return evenly(values.reshape(-1), MOST_VALUES).astype(np.float64)


def _root_mean_square(values: Floats) -> float:
    with np.errstate(over="ignore"):
        return float(np.sqrt(np.mean(np.square(values.astype(np.float64)))))
