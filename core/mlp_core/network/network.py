"""A multilayer perceptron: layers of units, each a weighted sum and an activation, over one array of parameters."""

from __future__ import annotations

from copy import copy as shallow_copy
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.network.activation import Activation
from mlp_core.network.activations import find_activation
from mlp_core.network.calls import multiply_matrices, run_now
from mlp_core.network.initializers import INITIALIZERS
from mlp_core.network.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]

_DTYPES = ("float64", "float32")


class Network:
    """A multilayer perceptron.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, then units of each layer; at least one layer.
    hidden : str, Activation, or a sequence with one of them per hidden layer
        Activations of the hidden layers; softmax is for outputs only.
    output : str or Activation
        Activation of the last layer.
    initializer : str
        A name of `INITIALIZERS`.
    rng : int or numpy.random.Generator
        Seed or source of the first weights.
    dtype : str
        "float64" or "float32".

    Attributes
    ----------
    parameters : ndarray, shape (n_parameters,)
        All weights and biases; training changes it in place. The order is that of `Layout`.
    weights : tuple of ndarray, shapes (sizes[k+1], sizes[k])
        Views of the parameters; rows are units.
    biases : tuple of ndarray, shapes (sizes[k+1],)
        Views of the parameters.
    activations : tuple of Activation
        One per layer.
    layout : Layout
        Where each parameter lives.
    unit_names : tuple of tuples of str
        What units are called, layer by layer; empty where they are called by their places. Copies keep it.

    Raises
    ------
    ArgumentError
        If a size, name, seed or dtype does not fit; the message names it.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str | Activation | Sequence[str | Activation] = "tanh",
        output: str | Activation = "tanh",
        initializer: str = "xavier_uniform",
        rng: int | np.random.Generator = 0,
        dtype: npt.DTypeLike = "float64",
    ) -> None:
        self.layout = Layout(_checked_sizes(sizes))
        self.unit_names: tuple[tuple[str, ...], ...] = ()
        self.activations = _checked_activations(hidden, output, self.layout.layer_count - 1)
        if initializer not in INITIALIZERS:
            raise ArgumentError(f"initializer is {initializer!r}; it must be one of {', '.join(INITIALIZERS)}.")
        self._adopt(np.zeros(self.layout.parameter_count, _checked_dtype(dtype)))
        draw, source = INITIALIZERS[initializer], checked_generator(rng)
        for weights, biases in zip(self.weights, self.biases, strict=True):
            weights[...] = draw(len(weights), weights.shape[1], source)
            biases[...] = draw.bias

    @property
    def sizes(self) -> tuple[int, ...]:
        """Inputs, then units of each layer."""
        return self.layout.sizes

    @property
    def activation_names(self) -> tuple[str, ...]:
        """Names of the activations, one per layer."""
        return tuple(activation.name for activation in self.activations)

    @property
    def n_inputs(self) -> int:
        """Inputs that the network reads."""
        return self.sizes[0]

    @property
    def n_outputs(self) -> int:
        """Units of the last layer."""
        return self.sizes[-1]

    @property
    def layer_count(self) -> int:
        """Layers of units, hidden ones and the last."""
        return self.layout.layer_count

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of parameters and outputs."""
        return self.parameters.dtype

    @property
    def unit_count(self) -> int:
        """Units of all layers, not counting inputs: 3-4-2 has 6."""
        return sum(self.sizes[1:])

    @property
    def weight_count(self) -> int:
        """Weights without biases: 3-4-2 has 20."""
        return self.parameter_count - self.unit_count

    @property
    def parameter_count(self) -> int:
        """Weights and biases: 3-4-2 has 26."""
        return self.layout.parameter_count

    def unflatten(self, vector: Array) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        """Return views (weights, biases) of any vector laid out like `parameters`, a gradient say.

        Raises
        ------
        ShapeError
            If the vector's length does not fit.
        """
        return self.layout.unflatten(vector)

    def weight_index(self, layer: int, unit: int, source: int) -> int:
        """Return the index in `parameters` of the weight from input `source` of a layer to one of its units."""
        return self.layout.weight_index(layer, unit, source)

    def bias_index(self, layer: int, unit: int) -> int:
        """Return the index in `parameters` of a unit's bias; layer 0 is the first hidden one."""
        return self.layout.bias_index(layer, unit)

    def locate(self, index: int) -> tuple[int, int, int | None]:
        """Return (layer, unit, input) of an index in `parameters`; the input is None for a bias."""
        return self.layout.locate(index)

    def set_parameters(self, vector: npt.ArrayLike) -> None:
        """Copy a vector into `parameters`.

        Raises
        ------
        ShapeError
            If its length does not fit.
        ArgumentError
            If a number is not finite.
        """
        values = np.asarray(vector, self.dtype)
        if values.shape != self.parameters.shape:
            raise ShapeError(f"vector has shape {values.shape}; this network needs {self.parameters.shape}.")
        if not np.isfinite(values).all():
            raise ArgumentError("vector holds a number that is not finite; parameters must be finite.")
        self.parameters[...] = values

    def set_weights(self, weights: Sequence[npt.ArrayLike], biases: Sequence[npt.ArrayLike]) -> None:
        """Copy weights and biases, given layer by layer.

        Parameters
        ----------
        weights : sequence of array_like, shapes (sizes[k+1], sizes[k])
            One per layer.
        biases : sequence of array_like, shapes (sizes[k+1],)
            One per layer.

        Raises
        ------
        ShapeError
            If the number of layers or a shape does not fit.
        ArgumentError
            If a number is not finite.
        """
        vector = np.empty_like(self.parameters)
        for name, parts, given in zip(("weights", "biases"), self.unflatten(vector), (weights, biases), strict=True):
            if len(given) != len(parts):
                raise ShapeError(f"{name} has {len(given)} layers; this network needs {len(parts)}.")
            for layer, (part, values) in enumerate(zip(parts, given, strict=True)):
                array = np.asarray(values, self.dtype)
                if array.shape != part.shape:
                    raise ShapeError(f"{name}[{layer}] has shape {array.shape}; this network needs {part.shape}.")
                part[...] = array
        self.set_parameters(vector)

    def forward(self, inputs: npt.ArrayLike) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        """Return every unit's sum and activation.

        Parameters
        ----------
        inputs : array_like, shape (n_samples, n_inputs)
            Samples.

        Returns
        -------
        pre_activations, activations : tuple of ndarray, shapes (n_samples, sizes[k+1])
            One pair per layer.

        Raises
        ------
        ShapeError
            If the shape does not fit.
        ArgumentError
            If an input is not finite.
        """
        sums, outputs = self._forward(checked_samples("inputs", inputs, self.n_inputs, self.dtype))
        return tuple(z.T for z in sums), tuple(a.T for a in outputs)

    def predict(self, inputs: npt.ArrayLike) -> Array:
        """Return the outputs.

        Parameters
        ----------
        inputs : array_like, shape (n_samples, n_inputs)
            Samples.

        Returns
        -------
        ndarray, shape (n_samples, n_outputs)
            Activations of the last layer.

        Raises
        ------
        ShapeError
            If the shape does not fit.
        ArgumentError
            If an input is not finite.
        """
        return np.ascontiguousarray(self.forward(inputs)[1][-1])

    def copy(self, dtype: npt.DTypeLike | None = None) -> Network:
        """Return a network of its own parameters that are equal to these.

        Parameters
        ----------
        dtype : str, optional
            "float64" or "float32"; that of this network where left out.
        """
        return self.with_parameters(self.parameters.astype(self.dtype if dtype is None else _checked_dtype(dtype)))

    def frozen_copy(self) -> Network:
        """Return a copy whose parameters are read-only, to be handed to another thread."""
        parameters = self.parameters.copy()
        parameters.flags.writeable = False
        return self.with_parameters(parameters)

    def with_parameters(self, parameters: Array) -> Network:
        """Return a network like this one that lives on another array, without copying it.

        Parameters
        ----------
        parameters : ndarray, shape (n_parameters,)
            Laid out like these; its dtype becomes the network's.

        Raises
        ------
        ShapeError
            If the shape does not fit.
        """
        if parameters.shape != self.parameters.shape:
            raise ShapeError(f"parameters has shape {parameters.shape}; this network needs {self.parameters.shape}.")
        twin = shallow_copy(self)
        Network._adopt(twin, parameters)
        return twin

    def __repr__(self) -> str:
        return f"<network {'-'.join(map(str, self.sizes))} {', '.join(self.activation_names)}>"

    def _adopt(self, parameters: Array) -> None:
        self.parameters = parameters
        self.weights, self.biases = self.layout.unflatten(parameters)

    def _forward(self, inputs: Array) -> tuple[list[Array], list[Array]]:
        """Go through the layers with units along the first axis and samples along the second."""
        sums: list[Array] = []
        outputs: list[Array] = []
        reads = inputs.T
        with np.errstate(all="ignore"):
            for weights, biases, activation in zip(self.weights, self.biases, self.activations, strict=True):
                z = np.empty((len(biases), len(inputs)), self.dtype)
                multiply_matrices(run_now, weights, reads, z)
                z += biases[:, np.newaxis]
                reads = np.empty_like(z)
                activation.activate(z, reads)
                sums.append(z)
                outputs.append(reads)
        return sums, outputs


def checked_samples(name: str, values: npt.ArrayLike, n_columns: int, dtype: npt.DTypeLike) -> Array:
    """Return a table of finite samples in a dtype.

    Parameters
    ----------
    name : str
        What to call it in an error.
    values : array_like, shape (n_samples, n_columns)
        The samples.
    n_columns : int
        Columns that it needs.
    dtype : dtype
        Of the result; nothing is copied where it fits.

    Raises
    ------
    ShapeError
        If the shape does not fit.
    ArgumentError
        If a number is not finite.
    """
    array: Array = np.asarray(values, dtype)
    if array.ndim != 2 or array.shape[1] != n_columns:
        raise ShapeError(f"{name} has shape {array.shape}; it needs (n_samples, {n_columns}).")
    if not np.isfinite(array).all():
        row, column = (int(index) for index in np.argwhere(~np.isfinite(array))[0])
        raise ArgumentError(f"{name} has {array[row, column]} in row {row}, column {column}; it must be finite.")
    return array


def checked_generator(rng: int | np.random.Generator) -> np.random.Generator:
    """Return a source of random numbers: the one given, or a new one with that seed.

    Raises
    ------
    ArgumentError
        If a seed is not a whole number of at least 0.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, bool) or not isinstance(rng, (int, np.integer)) or rng < 0:
        raise ArgumentError(f"rng is {rng!r}; it must be a seed, a whole number of at least 0, or a Generator.")
    return np.random.default_rng(int(rng))


def _checked_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    given = tuple(sizes)
    whole = all(isinstance(size, (int, np.integer)) and not isinstance(size, bool) and size >= 1 for size in given)
    if len(given) < 2 or not whole:
        raise ArgumentError(f"sizes is {given}; it needs inputs and units of at least one layer, all at least 1.")
    return tuple(int(size) for size in given)


def _checked_activations(
    hidden: str | Activation | Sequence[str | Activation], output: str | Activation, n_hidden: int
) -> tuple[Activation, ...]:
    names = [hidden] * n_hidden if isinstance(hidden, (str, Activation)) else list(hidden)
    if len(names) != n_hidden:
        raise ArgumentError(f"hidden names {len(names)} activations; this network has {n_hidden} hidden layers.")
    found = [find_activation(name, "hidden") for name in names]
    for activation in found:
        if activation.output_only:
            raise ArgumentError(f"hidden is {activation.name!r}, which is for the output layer only.")
    return (*found, find_activation(output, "output"))


def _checked_dtype(dtype: npt.DTypeLike) -> np.dtype[Any]:
    try:
        found = np.dtype(dtype)
    except TypeError as error:
        raise ArgumentError(f"dtype is {dtype!r}; it must be one of {', '.join(_DTYPES)}.") from error
    if found.name not in _DTYPES:
        raise ArgumentError(f"dtype is {found.name!r}; it must be one of {', '.join(_DTYPES)}.")
    return found
