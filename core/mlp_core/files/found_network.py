"""The network that a file with weights is, whatever shape it has, and an experiment that learns with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import DataError
from mlp_core.learning.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

    from mlp_core.experiment import Experiment
    from mlp_core.learning.timeline_record import TimelineRecord
    from mlp_core.network.network import Network

    Array = npt.NDArray[Any]

ACTIVATIONS_KEY = "activations"
"""Under which our own archive names them, layer by layer."""

USUAL_ACTIVATION = "tanh"
"""Of hidden layers where neither file nor experiment says one."""


@dataclass(frozen=True, slots=True, eq=False)
class FoundNetwork:
    """What a file holds.

    Attributes
    ----------
    name : str
        Of the file.
    weights : tuple of ndarray, shapes (sizes[k+1], sizes[k])
        Rows are units.
    biases : tuple of ndarray, shapes (sizes[k+1],)
        One for each unit.
    activations : tuple of str or None
        Of each layer; None where the file does not say.
    """

    name: str
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    activations: tuple[str, ...] | None

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer, the inputs first."""
        return (self.weights[0].shape[1], *(len(biases) for biases in self.biases))


def find_network(path: Path) -> FoundNetwork | None:
    """Return the network of a file with weights; None where it is none, or its layers do not follow one another.

    Parameters
    ----------
    path : Path
        An NPZ archive of ours or of an estimator of scikit-learn, or a state dict as safetensors.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    from mlp_core.files.state_dict import layers_of, read_state_dict
    from mlp_core.files.weights_file import read_archive

    if path.suffix.lower() == ".safetensors":
        arrays = read_state_dict(path)
        pairs = [(f"{prefix}weight", f"{prefix}bias") for prefix in layers_of(arrays)]
        return _joined(path.name, arrays, pairs, None)
    return read_archive(path, _network_in)


def difference(found: FoundNetwork, network: Network) -> str:
    """Return in what the network of a file is another one, as a sentence; "" where it is not."""
    if found.sizes != network.sizes:
        return f"{found.name} is a network {shape_words(found.sizes)}; this one is {shape_words(network.sizes)}."
    for layer, (theirs, ours) in enumerate(
        zip(found.activations or (), network.activation_names, strict=False), start=1
    ):
        if theirs != ours:
            return f"{found.name} has {theirs} in layer {layer}; this network has {ours}."
    return ""


def experiment_with(found: FoundNetwork, experiment: Experiment, n_inputs: int, n_outputs: int) -> Experiment:
    """Return the experiment with a network of the file's shape, and of its activations where it says them.

    Parameters
    ----------
    found : FoundNetwork
        What the file holds.
    experiment : Experiment
        Its other parts stay.
    n_inputs, n_outputs : int
        What the data ask for.

    Raises
    ------
    DataError
        If the file's network reads or answers other numbers than the data have.
    """
    sizes = found.sizes
    about = f"{found.name} is a network {shape_words(sizes)}"
    if sizes[0] != n_inputs:
        raise DataError(
            f"{about}, with {_counted(sizes[0], 'input')}; this experiment has {n_inputs}. "
            "Choose the data and the features that it was trained with first."
        )
    if sizes[-1] != n_outputs:
        raise DataError(
            f"{about}, with {_counted(sizes[-1], 'output')}; this experiment needs {n_outputs}. "
            "Choose the data that it was trained with first."
        )
    n_hidden, config = len(sizes) - 2, experiment.network
    hidden, output = config.hidden_activations, config.output_activation
    if found.activations is not None:
        hidden, output = found.activations[:-1], found.activations[-1]
    elif len(hidden) != n_hidden:
        hidden = (hidden[0] if hidden else USUAL_ACTIVATION,) * n_hidden
    return experiment.with_network(
        hidden_sizes=sizes[1:-1], hidden_activations=hidden, output_activation=output, weights=None, biases=None
    )


def record_with(found: FoundNetwork, experiment: Experiment) -> TimelineRecord:
    """Return the run of an experiment that begins with the weights of the file.

    Parameters
    ----------
    found : FoundNetwork
        Whose weights they are.
    experiment : Experiment
        As `experiment_with` gives it.

    Raises
    ------
    MlpError
        If it cannot be built.
    """
    weights = tuple(tuple(map(tuple, matrix.tolist())) for matrix in found.weights)
    biases = tuple(tuple(vector.tolist()) for vector in found.biases)
    _, _, trainer = experiment.with_network(weights=weights, biases=biases).build()
    return Timeline(trainer).record()


def shape_words(sizes: tuple[int, ...]) -> str:
    """Return sizes as they are written: 2-4-1."""
    return "-".join(map(str, sizes))


def _network_in(name: str, arrays: Mapping[str, Array]) -> FoundNetwork | None:
    from mlp_core.files.scikit_weights import is_estimator, network_of_archive

    if is_estimator(arrays):
        network = network_of_archive(name, arrays)
        return FoundNetwork(name, tuple(network.weights), tuple(network.biases), network.activation_names)
    count = 0
    while f"W{count + 1}" in arrays:
        count += 1
    pairs = [(f"W{layer}", f"b{layer}") for layer in range(1, count + 1)]
    return _joined(name, arrays, pairs, activations_in(arrays, count))


def activations_in(arrays: Mapping[str, Array], n_layers: int) -> tuple[str, ...] | None:
    """Return the activations that our own archive names; None where it names none, as those of before did not."""
    if ACTIVATIONS_KEY not in arrays:
        return None
    names = arrays[ACTIVATIONS_KEY]
    return tuple(names.tolist()) if names.dtype.kind == "U" and names.shape == (n_layers,) else None


def _joined(
    name: str, arrays: Mapping[str, Array], pairs: list[tuple[str, str]], activations: tuple[str, ...] | None
) -> FoundNetwork | None:
    if not pairs or any(key not in arrays for pair in pairs for key in pair):
        return None
    weights = tuple(np.asarray(arrays[key]) for key, _ in pairs)
    biases = tuple(np.asarray(arrays[key]) for _, key in pairs)
    units = None
    for matrix, vector in zip(weights, biases, strict=True):
        is_layer = matrix.ndim == 2 and matrix.size > 0 and vector.shape == matrix.shape[:1]
        if not is_layer or (units is not None and matrix.shape[1] != units):
            return None
        if any(array.dtype.kind not in "fiu" or not np.isfinite(array).all() for array in (matrix, vector)):
            return None
        units = len(vector)
    return FoundNetwork(name, weights, biases, activations)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
