"""Whether an experiment can be run, found out in a millisecond before it becomes state."""

from __future__ import annotations

import math
from dataclasses import replace
from numbers import Integral
from typing import Final

import mlp_core as mlp
from mlp_core.learning.stopping import check_stopping
from mlp_gui.state.edits import MAX_HIDDEN_LAYERS, MAX_UNITS

_PROBE_SAMPLES: Final = 24
_PROBE_UNITS: Final = 2
_SEED_LIMIT: Final = 2**63


def check_experiment(experiment: mlp.Experiment) -> None:
    """Refuse what cannot be run.

    Sizes are checked here, everything else by building the same experiment with few points and units: names, ranges
    and what goes with what are the core's knowledge and stay there.

    Raises
    ------
    mlp_core.MlpError
        If something is unknown, out of range or does not go together; the message names it.
    """
    _check_data(experiment.data)
    _check_network(experiment.network)
    for name, seed in (
        ("seed of the data", experiment.data.seed),
        ("seed of the weights", experiment.network.seed),
        ("seed of the batches", experiment.batch_seed),
    ):
        _check_whole(f"The {name}", seed, 0, _SEED_LIMIT - 1)
    check_stopping(experiment.stopping)
    _probe(experiment).build()
    if experiment.data.painted is not None:
        mlp.load_dataset(experiment.data)


def _check_data(data: mlp.DataConfig) -> None:
    entry = mlp.kind_of(data)
    _check_whole(f"The number of points of {entry.title}", data.n_samples, *entry.sizes)
    if not math.isfinite(data.noise) or not entry.noise_range[0] <= data.noise <= entry.noise_range[1]:
        low, high = entry.noise_range
        raise mlp.ArgumentError(f"The noise of {entry.title} goes from {low:g} to {high:g}; {data.noise:g} does not.")


def _check_network(network: mlp.NetworkConfig) -> None:
    if len(network.hidden_sizes) > MAX_HIDDEN_LAYERS:
        raise mlp.ArgumentError(f"A network here has at most {MAX_HIDDEN_LAYERS} hidden layers.")
    if len(network.hidden_activations) != len(network.hidden_sizes):
        raise mlp.ArgumentError(
            f"{len(network.hidden_sizes)} hidden layers need as many activations, "
            f"not {len(network.hidden_activations)}."
        )
    for position, size in enumerate(network.hidden_sizes, start=1):
        _check_whole(f"The number of units of hidden layer {position}", size, 1, MAX_UNITS)


def _check_whole(what: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, Integral) or isinstance(value, bool) or not low <= int(value) <= high:
        raise mlp.ArgumentError(f"{what} is a whole number from {low} to {high}; {value!r} is not.")


def _probe(experiment: mlp.Experiment) -> mlp.Experiment:
    """Return the same experiment, small; with weights given by hand the network stays as it is."""
    low, high = mlp.kind_of(experiment.data).sizes
    data = replace(experiment.data, n_samples=max(low, min(high, _PROBE_SAMPLES)), painted=None)
    network = experiment.network
    if network.weights is None:
        network = replace(network, hidden_sizes=tuple(min(size, _PROBE_UNITS) for size in network.hidden_sizes))
    return replace(experiment, data=data, network=network)


def is_number(value: object) -> bool:
    """Whether a value is a number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def names_of(fields: dict[str, object]) -> str:
    """Return the names of settings in words."""
    return " and ".join(name.replace("_", " ") for name in fields)
