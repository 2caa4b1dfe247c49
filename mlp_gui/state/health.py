"""How the training is, layer by layer since the start of the run, and what is wrong with it in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_gui.state.cursor import Mark
from mlp_gui.state.watched_picture import MomentPicture, MomentRequest, WatchedPicture

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.run_path import PathPoint
    from mlp_gui.state.snapshot import Snapshot

QUANTITIES: Final = ("weights", "activations", "gradients", "updates")
MOST_MOMENTS: Final = 64
"""Of the run's way so many moments are looked at, evenly."""


@dataclass(frozen=True, slots=True)
class HealthRequest(MomentRequest):
    """What is looked at.

    Attributes
    ----------
    points : tuple of PathPoint
        The way there since the start, the moment itself last.
    """

    points: tuple[PathPoint, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """The histograms of one quantity of one layer, moment by moment.

    Attributes
    ----------
    shares : ndarray of float64, shape (n_moments, n_bins)
        Share of the numbers in each bin, as a part of the fullest bin of its moment; 0 where there are no numbers.
    low, high : float
        Ends of the bins.
    """

    shares: np.ndarray
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class HealthPicture(MomentPicture):
    """How the training is.

    Attributes
    ----------
    epochs : ndarray of float64, shape (n_moments,)
        Of the moments looked at, rising.
    strips : dict of (int, str) to Strip
        By layer, 0 for the first hidden one, and quantity.
    findings : tuple of mlp_core.Finding
        What is wrong now; empty where nothing is.
    """

    epochs: np.ndarray
    strips: dict[tuple[int, str], Strip]
    findings: tuple[mlp.Finding, ...]


class Health(WatchedPicture[HealthRequest, HealthPicture]):
    """Owner of the picture of health; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the moments and their way; also the owner.
    """

    def look_at(self, finding: mlp.Finding) -> None:
        """Mark the unit of a finding in every view."""
        if finding.unit >= 0:
            self._session.cursor.set_selected(Mark("unit", layer=finding.layer, unit=finding.unit))

    def _request_of(self, snapshot: Snapshot) -> HealthRequest | None:
        path = self._session.surface.path
        points = path.until(snapshot.step) if path.run_id == snapshot.run_id else ()
        if not points:
            return None
        places = np.unique(np.linspace(0, len(points) - 1, MOST_MOMENTS).astype(int)).tolist()
        return HealthRequest(snapshot, tuple(points[place] for place in places))
