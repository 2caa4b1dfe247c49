"""The output scale: which output is neutral, which is as blue and which as orange as it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Snapshot

REGION_SHARE = 0.59
"""Part of the weight map's range that the region takes, so that points stand off it."""

_MOST_SAMPLES = 1 << 16
"""Of a table with more rows, so many evenly tell the usual error."""


@dataclass(frozen=True, slots=True)
class OutputScale:
    """From an output to a place in [-1, 1].

    Attributes
    ----------
    neutral : float
        The output in the middle: the decision threshold, a regression's zero, or a compression without any error.
    half_range : float
        How far from it the ends lie; positive.
    unit_shift, unit_scale : float
        An output in the user's own units is `output * unit_scale + unit_shift`.
    """

    neutral: float
    half_range: float
    unit_shift: float = 0.0
    unit_scale: float = 1.0

    @classmethod
    def of(cls, snapshot: Snapshot) -> OutputScale:
        """Return the scale of a run: that of its targets, which stays the same while it trains."""
        dataset = snapshot.dataset
        if dataset.task == "classification":
            threshold = mlp.decision_threshold(snapshot.network.activation_names[-1], snapshot.experiment.training.loss)
            return cls(threshold, 0.5 if threshold else 1.0)
        if dataset.is_compression:
            # The error of whoever gives the mean of each input back; nothing is off by less than 0.
            usual = float(np.sqrt(dataset.inputs[mlp.evenly(dataset.train, _MOST_SAMPLES)].var(axis=0).mean()))
            return cls(0.0, 2.0 * usual or 1.0)
        low, high = float(dataset.values.min()), float(dataset.values.max())
        units = dataset.value_shift, dataset.value_scale
        # The zero of a z-score is no zero of the user's.
        if low < 0.0 < high and units == (0.0, 1.0):
            return cls(0.0, max(-low, high))
        return cls((low + high) / 2.0, (high - low) / 2.0 or 1.0, *units)

    @property
    def has_units(self) -> bool:
        """Whether the user's own units are others than the network's."""
        return (self.unit_shift, self.unit_scale) != (0.0, 1.0)

    def in_units(self, output: float) -> float:
        """Return an output in the user's own units."""
        return output * self.unit_scale + self.unit_shift

    @property
    def low(self) -> float:
        """The output at -1."""
        return self.neutral - self.half_range

    @property
    def high(self) -> float:
        """The output at 1."""
        return self.neutral + self.half_range

    def place(self, output: float) -> float:
        """Return where an output lies, within [-1, 1]."""
        return min(max((output - self.neutral) / self.half_range, -1.0), 1.0)

    def indices(self, outputs: np.ndarray) -> np.ndarray:
        """Return places as entries of a table of 256: uint8, shaped like `outputs`; nan is neutral."""
        scaled = (outputs - np.float32(self.neutral)) * np.float32(127.5 / self.half_range)
        scaled += np.float32(128.0)
        np.nan_to_num(scaled, copy=False, nan=128.0)
        np.clip(scaled, 0.0, 255.0, out=scaled)
        return scaled.astype(np.uint8)
