"""Inputs that say something: the weights of one that is the same for every sample do nothing to the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.snapshot import Snapshot

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


class LivingWeights:
    """Knows two weights that do something to the loss; the data are looked at once."""

    def __init__(self) -> None:
        self._dataset: mlp.Dataset | None = None
        self._living: tuple[int, ...] = ()

    def pair(self, network: mlp.Network, snapshot: Snapshot | None) -> tuple[int, int]:
        """Return two weights of a network's first unit; the same one twice where there is no other.

        Parameters
        ----------
        network : mlp_core.Network
            Whose weights.
        snapshot : Snapshot or None
            Whose data tell which inputs vary; None where it is not known yet.
        """
        if snapshot is not None and snapshot.dataset is not self._dataset:
            self._dataset, self._living = snapshot.dataset, living_inputs(snapshot.dataset)
        living = [place for place in self._living if place < network.n_inputs] or [0]
        return network.weight_index(0, 0, living[0]), network.weight_index(0, 0, living[min(1, len(living) - 1)])
