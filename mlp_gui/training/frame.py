"""A frame: a snapshot and, where that is cheap, what every unit answers at that very moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.state.snapshot import Snapshot, UnitField

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from mlp_gui.state.timeline_state import TimelineState

COARSE: Final = 48
FINE: Final = 128
"""Points along each axis."""
CHEAP_FIELD: Final = 20_000_000
"""Multiplications of a field that the worker computes on its way: a millisecond or two, mostly far less."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What the worker puts into the mailbox.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    unit_field : UnitField or None
        Coarse, of the same moment; None where nobody looks or it would hold the training up.
    timeline : TimelineState, optional
        Where the moment is in its run.
    traced : bool
        Whether the next training step was to be traced.
    trace : mlp_core.Trace or None
        The next training step; None where nobody looks, or where it gives numbers that are not finite.
    chosen : tuple of int
        Rows of the dataset that were asked to be the trace's batch; empty where it is the batch that is trained next.
    last_update : ndarray, shape (n_parameters,), optional
        With a trace, what the training step before has changed; None before the first.
    """

    snapshot: Snapshot
    unit_field: UnitField | None
    timeline: TimelineState | None = None
    traced: bool = False
    trace: mlp.Trace | None = None
    chosen: tuple[int, ...] = ()
    last_update: np.ndarray | None = None


def has_field(snapshot: Snapshot) -> bool:
    """Whether there is a plane or a line to draw: one or two raw inputs."""
    return snapshot.dataset.points.shape[1] in (1, 2)


def cheap_field(snapshot: Snapshot) -> UnitField | None:
    """Return the coarse field of a moment that pictures show, or None where it would hold the training up.

    Computed by the worker, where it competes with nobody for the interpreter, a field of a small network takes 0.15 ms,
    and it is painted together with the snapshot; from the pool it came later, and was a second painting.
    """
    is_cheap = snapshot.network.parameters.size * COARSE**2 <= CHEAP_FIELD
    is_shown = snapshot.views.has_pictures and has_field(snapshot)
    return compute_field(snapshot, COARSE) if is_shown and is_cheap else None


def compute_field(snapshot: Snapshot, resolution: int, cancelled: Callable[[], bool] | None = None) -> UnitField:
    """Compute what every unit answers over the domain of the data.

    Parameters
    ----------
    snapshot : Snapshot
        Of data with one or two raw inputs.
    resolution : int
        Points along each axis.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    x_range, y_range = snapshot.dataset.domain
    grid = mlp.decision_grid(
        snapshot.network,
        snapshot.dataset.input_map,
        x_range,
        y_range if snapshot.dataset.points.shape[1] == 2 else None,
        resolution=resolution,
        cancelled=cancelled,
    )
    return UnitField(snapshot.run_id, snapshot.step, grid)
