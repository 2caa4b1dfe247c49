"""What the units answer on average over the training part: in blocks, and of fewer rows only while a run goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.look.numbers import counted
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Snapshot

MOST_ROWS: Final = 1 << 16
"""Of a training part with more rows, so many evenly tell of it."""
_BLOCK: Final = 4096
"""Rows that are put through the network at once."""
_LEAST_ROWS: Final = 256
_CHEAP: Final = 1 << 18
_MOST_WHILE_RUNNING: Final = 1 << 22
"""Multiplications that cost a frame nothing, and that each frame of a run may cost in the background."""


def rows_averaged(snapshot: Snapshot) -> np.ndarray:
    """Return the rows that a moment's means are taken over, shape (n,): the training part, evenly cut where too many.

    A large network is given fewer as long as it trains: the next moment comes before they were read.
    """
    most = MOST_ROWS
    if snapshot.status is RunStatus.RUNNING:
        most = min(most, max(_MOST_WHILE_RUNNING // snapshot.network.parameter_count, _LEAST_ROWS))
    return mlp.evenly(snapshot.dataset.train, most)


def is_cheap(snapshot: Snapshot) -> bool:
    """Tell whether the means are computed in less time than it takes to ask another thread for them."""
    return len(snapshot.dataset.train) * snapshot.network.parameter_count <= _CHEAP


def unit_means(snapshot: Snapshot, rows: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the mean of each network input and of each unit's activation over rows, a float64 array a column."""
    sums = [np.zeros(size) for size in snapshot.network.sizes]
    # A run may diverge to weights of 1e300: what overflows is drawn as such.
    with np.errstate(all="ignore"):
        for start in range(0, len(rows), _BLOCK):
            inputs = snapshot.dataset.inputs[rows[start : start + _BLOCK]]
            _, activations = snapshot.network.forward(inputs)
            blocks = zip(sums, (inputs, *activations), strict=True)
            sums = [total + np.sum(column, axis=0, dtype=np.float64) for total, column in blocks]
        return tuple(total / max(len(rows), 1) for total in sums)


def unit_values(snapshot: Snapshot, inputs: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return one point's network inputs, shape (1, n_inputs), and each unit's activation, a float64 array a column."""
    _, activations = snapshot.network.forward(inputs)
    return tuple(np.asarray(column[0], dtype=np.float64) for column in (inputs, *activations))


def averaged_text(count: int, snapshot: Snapshot) -> str:
    """Return what a mean over so many rows is one of: "the training part", or "256 training samples" of more."""
    return "the training part" if count == len(snapshot.dataset.train) else counted(count, "training sample")
