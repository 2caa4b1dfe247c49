"""Which training samples the record of an epoch is taken from, so that it never costs more than the training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

_RECORDED_WORK = 20_000_000
"""Multiplications that recording the training loss of an epoch may cost, unless that left fewer than 256 samples."""

_FEWEST_RECORDED, _MOST_SAMPLED, _MOST_RECORDED = 256, 512, 2048


def recorded_samples(indices: npt.NDArray[np.int64], parameter_count: int) -> npt.NDArray[np.int64]:
    """Return the training samples whose loss is recorded: all, or evenly spaced ones where there are too many."""
    affordable = max(_FEWEST_RECORDED, _RECORDED_WORK // parameter_count)
    if len(indices) <= min(_MOST_RECORDED, affordable):
        return indices
    count = min(_MOST_SAMPLED, affordable)
    return indices[np.arange(count) * len(indices) // count]
