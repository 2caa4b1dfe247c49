"""The two ends of a network in the user's own units: the normalisation between is a part of what is inside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.views.network.heat import ValueScale, nice_ceiling

if TYPE_CHECKING:
    import mlp_core as mlp


@dataclass(frozen=True, slots=True, eq=False)
class OwnUnits:
    """What the numbers of inputs and outputs are for the user.

    Attributes
    ----------
    inputs : tuple of two ndarray of float64, shape (n_inputs,), or None
        Shift and scale: a number of the network times the scale, plus the shift, is the user's; None where the
        network reads the data as they are.
    outputs : tuple of two ndarray of float64, shape (n_outputs,), or None
        The same of outputs that are values; None for classes, and for values that are learned as they are.
    range : ValueScale or None
        From the least to the largest value of the data, as the network has them, where there is one output of values;
        of a compression that of all inputs, around 0.
    gives_back : bool
        Whether the outputs are the inputs once more: a number then has one colour at both ends.
    """

    inputs: tuple[np.ndarray, np.ndarray] | None = None
    outputs: tuple[np.ndarray, np.ndarray] | None = None
    range: ValueScale | None = None
    gives_back: bool = False

    @classmethod
    def of(cls, dataset: mlp.Dataset | None) -> OwnUnits:
        """Return the units of some data, remembered for the newest; none of their own where there are no data yet."""
        return _made(dataset) if dataset is not None else cls()

    @classmethod
    def made_of(cls, dataset: mlp.Dataset) -> OwnUnits:
        """Return the units of some data, from a look at all their values."""
        input_map = dataset.input_map
        inputs = (input_map.shift, input_map.scale) if input_map.is_normalised else None
        outputs, value_range = None, None
        if not dataset.is_classification:
            shift, scale = dataset.output_units
            if shift.any() or (scale != 1.0).any():
                outputs = shift, scale
            if outputs is not None and dataset.n_outputs == 1:
                low, high = float(dataset.values.min()), float(dataset.values.max())
                value_range = ValueScale((low + high) / 2.0, (high - low) / 2.0 or 1.0)
        if dataset.is_compression:
            given = dataset.inputs
            value_range = ValueScale(0.0, nice_ceiling(max(float(given.max()), -float(given.min()))))
        return cls(inputs, outputs, value_range, dataset.is_compression)

    def of_input_colours(self, units: np.ndarray) -> ValueScale:
        """Return the scale of the colours of the inputs' numbers, shape (n_inputs,)."""
        if self.gives_back and self.range is not None:
            return self.range
        # At least 1: means that are 0 but for rounding would have the strongest colours.
        return ValueScale(0.0, nice_ceiling(float(np.abs(units).max(initial=1.0))))

    def of_inputs(self, values: np.ndarray) -> np.ndarray | None:
        """Return what all inputs' numbers are for the user; None where they are so already."""
        return None if self.inputs is None else values * self.inputs[1] + self.inputs[0]

    def of_outputs(self, values: np.ndarray) -> np.ndarray | None:
        """Return what all outputs' numbers are for the user; None where they are so already."""
        return None if self.outputs is None else values * self.outputs[1] + self.outputs[0]

    def of_scale(self, scale: ValueScale) -> ValueScale:
        """Return the scale of a single output of values as the user has it."""
        if self.outputs is None or len(self.outputs[0]) > 1:
            return scale
        shift, factor = float(self.outputs[0][0]), float(self.outputs[1][0])
        return ValueScale(scale.centre * factor + shift, scale.half * factor)


@lru_cache(maxsize=2)
def _made(dataset: mlp.Dataset) -> OwnUnits:
    return OwnUnits.made_of(dataset)
