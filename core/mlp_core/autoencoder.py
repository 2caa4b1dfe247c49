"""What a compression is learned by: a network that narrows to a bottleneck and widens again, output, loss and steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlp_core.data.dataset import COMPRESSION
from mlp_core.data.kinds import kind_of
from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from mlp_core.experiment import Experiment

LEAST_WIDTH: Final = 8
MOST_WIDTH: Final = 64
DEEP_FROM: Final = 16
"""Inputs from which on two layers lead to the bottleneck: few inputs need no more than one."""
OPTIMIZER: Final = "adam"
RATE: Final = 0.01
"""What training goes by, and its learning rate at most: the loss adds up the errors of all inputs, so that the slopes
grow with their number, and gradient descent at a rate that suits two inputs diverges at a dozen."""


def autoencoder_sizes(n_inputs: int, n_code: int | None = None) -> tuple[int, ...]:
    """Propose the hidden layers of an autoencoder, the same on both sides of the bottleneck.

    Parameters
    ----------
    n_inputs : int
        Inputs, and outputs.
    n_code : int, optional
        Units of the bottleneck. Where left out, 2, which can be drawn; 1 for two inputs, which 2 would not compress.

    Returns
    -------
    tuple of int
        E.g. 64, 32, 2, 32, 64 for 64 inputs, and 8, 2, 8 for 4.

    Raises
    ------
    ArgumentError
        If there are not at least two inputs, or not at least one unit in the bottleneck and fewer than inputs.
    """
    if n_inputs < 2:
        raise ArgumentError(f"n_inputs is {n_inputs}; a compression needs at least 2.")
    if n_code is None:
        n_code = 2 if n_inputs > 2 else 1
    if not 1 <= n_code < n_inputs:
        raise ArgumentError(f"n_code is {n_code}; for {n_inputs} inputs a bottleneck has from 1 to {n_inputs - 1}.")
    width = max(min(n_inputs, MOST_WIDTH), LEAST_WIDTH, n_code)
    way = (width, max(width // 2, n_code)) if n_inputs >= DEEP_FROM else (width,)
    return (*way, n_code, *reversed(way))


def has_waist(hidden_sizes: tuple[int, ...], n_inputs: int) -> bool:
    """Return whether a layer between others is narrower than both ends, so that something has to be left out there."""
    return len(hidden_sizes) > 2 and min(hidden_sizes) < min(n_inputs, hidden_sizes[0], hidden_sizes[-1])


def as_compression(experiment: Experiment, n_code: int | None = None) -> Experiment:
    """Return an experiment that learns to give the inputs of its data back through a bottleneck.

    The bottleneck's units are sums as they are (identity), so that codes lie anywhere and not in the corners of a
    square. Output and loss, identity and squared error, give inputs of any range back; training goes by Adam, at a rate
    of 0.01 unless it goes by Adam with a smaller one already. What else there is stays.

    Parameters
    ----------
    experiment : Experiment
        Of data with at least two coordinates; a network that has a waist already keeps its hidden layers.
    n_code : int, optional
        As in `autoencoder_sizes`.

    Raises
    ------
    ArgumentError
        If the data have a single coordinate, or a single input is on.
    """
    is_one = kind_of(experiment.data).task == COMPRESSION
    changed = experiment if is_one else experiment.with_data(task=COMPRESSION)
    n_inputs = kind_of(changed.data).n_values
    network = replace(experiment.network, weights=None, biases=None)
    if n_code is not None or not has_waist(network.hidden_sizes, n_inputs):
        sizes = autoencoder_sizes(n_inputs, n_code)
        activations = ["tanh"] * len(sizes)
        activations[len(sizes) // 2] = "identity"
        network = replace(network, hidden_sizes=sizes, hidden_activations=tuple(activations))
    network = replace(network, output_activation="identity")
    before = experiment.training
    rate = min(before.learning_rate, RATE) if before.optimizer == OPTIMIZER else RATE
    return replace(changed, network=network).with_training(
        loss="squared_error", optimizer=OPTIMIZER, learning_rate=rate
    )
