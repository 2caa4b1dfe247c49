"""Where each weight and bias lives in the one flat array of parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Layout:
    """The order of parameters: layer by layer a block (n_units, n_inputs + 1), the bias last in each row.

    The bias is one more weight, on an input that is always 1, so that a layer is a single matrix product.

    Attributes
    ----------
    sizes : tuple of int
        Inputs, then units of each layer.
    """

    sizes: tuple[int, ...]

    @property
    def layer_count(self) -> int:
        """Layers of weights."""
        return len(self.sizes) - 1

    @property
    def parameter_count(self) -> int:
        """Weights and biases."""
        return self._start(self.layer_count)

    def blocks(self, vector: Array) -> tuple[Array, ...]:
        """Return views of a vector's blocks, one per layer.

        Parameters
        ----------
        vector : ndarray, shape (..., n_parameters)
            Laid out like the parameters; leading axes stay.

        Returns
        -------
        tuple of ndarray, shapes (..., sizes[k+1], sizes[k] + 1)
            Weights and, in the last column, biases.
        """
        blocks = []
        for layer in range(self.layer_count):
            shape = (self.sizes[layer + 1], self.sizes[layer] + 1)
            part = vector[..., self._start(layer) : self._start(layer + 1)]
            blocks.append(part.reshape(*vector.shape[:-1], *shape))
        return tuple(blocks)

    def unflatten(self, vector: Array) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        """Return views (weights, biases) of a vector laid out like the parameters.

        Raises
        ------
        ShapeError
            If the vector's last axis has another length.
        """
        if vector.shape[-1:] != (self.parameter_count,):
            raise ShapeError(f"vector has shape {vector.shape}; this network needs (..., {self.parameter_count}).")
        blocks = self.blocks(vector)
        return tuple(block[..., :-1] for block in blocks), tuple(block[..., -1] for block in blocks)

    def weight_index(self, layer: int, unit: int, source: int) -> int:
        """Return the flat index of a weight.

        Parameters
        ----------
        layer : int
            0 for the first layer of weights.
        unit : int
            Unit that the weight belongs to.
        source : int
            Input of that layer that the weight reads.

        Raises
        ------
        ArgumentError
            If there is no such weight.
        """
        self._check_unit(layer, unit)
        if not 0 <= source < self.sizes[layer]:
            raise ArgumentError(f"input is {source}; layer {layer} reads 0 to {self.sizes[layer] - 1}.")
        return self._start(layer) + unit * (self.sizes[layer] + 1) + source

    def bias_index(self, layer: int, unit: int) -> int:
        """Return the flat index of a bias.

        Raises
        ------
        ArgumentError
            If there is no such unit.
        """
        self._check_unit(layer, unit)
        return self._start(layer) + unit * (self.sizes[layer] + 1) + self.sizes[layer]

    def locate(self, index: int) -> tuple[int, int, int | None]:
        """Return (layer, unit, input) of a flat index; the input is None for a bias.

        Raises
        ------
        ArgumentError
            If the index lies outside the parameters.
        """
        if not 0 <= index < self.parameter_count:
            raise ArgumentError(f"index is {index}; the parameters go from 0 to {self.parameter_count - 1}.")
        layer = 0
        while index >= self._start(layer + 1):
            layer += 1
        unit, column = divmod(index - self._start(layer), self.sizes[layer] + 1)
        return layer, unit, None if column == self.sizes[layer] else column

    def weight_mask(self, dtype: npt.DTypeLike) -> Array:
        """Return a vector with 1 for each weight and 0 for each bias."""
        mask: Array = np.ones(self.parameter_count, dtype)
        for block in self.blocks(mask):
            block[:, -1] = 0.0
        return mask

    def _start(self, layer: int) -> int:
        return sum(units * (inputs + 1) for inputs, units in zip(self.sizes[:layer], self.sizes[1:], strict=False))

    def _check_unit(self, layer: int, unit: int) -> None:
        if not 0 <= layer < self.layer_count:
            raise ArgumentError(f"layer is {layer}; this network has layers 0 to {self.layer_count - 1}.")
        if not 0 <= unit < self.sizes[layer + 1]:
            raise ArgumentError(f"unit is {unit}; layer {layer} has units 0 to {self.sizes[layer + 1] - 1}.")
