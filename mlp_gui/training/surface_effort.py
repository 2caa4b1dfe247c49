"""How much is computed of a surface that moves: a bounded amount, however large network and data are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_core.surface.loss_surface import part_rows
from mlp_gui.state.surface_picture import FINE, LINES

if TYPE_CHECKING:
    from mlp_gui.state.surface_picture import SurfaceRequest

SOME: Final = 256
"""Samples that stand for all while the picture moves, where all would be too many."""
MOST_WORK: Final = 2e8
"""Products of a weight with a sample's number for one picture that moves: some 30 ms."""
LINE_POINTS: Final = 193
FEWEST_POINTS: Final = 13
FEWEST_ON_LINE: Final = 49
"""Along an axis; with fewer a valley is lost."""


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """What a picture is computed from.

    Attributes
    ----------
    n_points : int
        Along each axis.
    some : ndarray of int, or None
        Rows that stand for all of the part, always the same ones; None for all of them.
    n_samples : int
        Of the part.
    """

    n_points: int
    some: np.ndarray | None
    n_samples: int

    @property
    def n_estimated(self) -> int:
        """Samples that the heights are estimated on; 0 where they are exact."""
        return 0 if self.some is None else len(self.some)


def effort_for(request: SurfaceRequest, resolution: int) -> Effort:
    """Return how much is computed: all at rest, and while it moves no more than there is time for.

    Parameters
    ----------
    request : SurfaceRequest
        What is to be shown.
    resolution : int
        Points along each axis of a plane; `FINE` ones are those of a picture at rest.

    Raises
    ------
    mlp_core.ArgumentError
        If the part has no points.
    """
    snapshot, plane = request.snapshot, request.plane
    rows = part_rows(snapshot.dataset, plane.part)
    is_line = plane.kind in LINES
    n_points = LINE_POINTS if is_line else resolution
    n_parameters = snapshot.network.parameter_count
    n_axes = 1 if is_line else 2
    if resolution >= FINE or n_points**n_axes * len(rows) * n_parameters <= MOST_WORK:
        return Effort(n_points, None, len(rows))
    some = _some_of(len(rows))
    fitting = math.floor((MOST_WORK / (len(some) * n_parameters)) ** (1.0 / n_axes))
    chosen = None if len(some) == len(rows) else rows[some]
    return Effort(min(max(fitting, FEWEST_ON_LINE if is_line else FEWEST_POINTS), n_points), chosen, len(rows))


@lru_cache(maxsize=8)
def _some_of(n_samples: int) -> np.ndarray:
    """Return places among so many samples, sorted: the same ones each time, so that a picture does not flicker."""
    if n_samples <= SOME:
        return np.arange(n_samples)
    return np.sort(np.random.default_rng(0).choice(n_samples, SOME, replace=False))
