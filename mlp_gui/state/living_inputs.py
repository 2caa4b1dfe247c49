"""Inputs that say something: the weights of one that is the same for every sample do nothing to the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import mlp_core as mlp

_LOOKED_AT: Final = 1000
"""Samples, at most."""
_SHARE: Final = 0.25
"""Of the widest spread that an input has which counts: a pixel at the rim of a picture is black but for a few."""


def living_inputs(dataset: mlp.Dataset) -> tuple[int, ...]:
    """Return the inputs that vary among the samples trained on, in their order; all where none does.

    Parameters
    ----------
    dataset : mlp_core.Dataset
        Its inputs, as the network gets them, of its first samples.
    """
    spread = np.asarray(dataset.inputs[dataset.train[:_LOOKED_AT]], np.float64).std(axis=0)
    return tuple(np.flatnonzero(spread >= _SHARE * spread.max()).tolist())
