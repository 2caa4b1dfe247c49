"""What the network answers over a plane through many inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.state.shown_plane import SliceField
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.shown_plane import SliceRequest

RESOLUTION: Final = (48, 128)
"""Grid points along each axis, while training runs and at rest."""


def compute_slice(request: SliceRequest, cancelled: Callable[[], bool] | None = None) -> SliceField:
    """Compute the outputs over the plane; of a compression how far they are off.

    Parameters
    ----------
    request : SliceRequest
        Of data with more than two inputs.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    snapshot, shown = request.snapshot, request.shown
    input_map = shown.through(snapshot.dataset.input_map)
    x_range, y_range = shown.ranges
    grid = mlp.decision_grid(
        snapshot.network,
        input_map,
        x_range,
        y_range,
        resolution=RESOLUTION[snapshot.status is not RunStatus.RUNNING],
        cancelled=cancelled,
        output_only=True,
    )
    return SliceField(request, mlp.error_grid(grid, input_map) if snapshot.dataset.is_compression else grid)
