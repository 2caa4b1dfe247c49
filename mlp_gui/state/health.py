"""How the training is, layer by layer since the start of the run, and what is wrong with it in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import proxy

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from mlp_gui.state.cursor import Mark

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.run_path import PathPoint
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

QUANTITIES: Final = ("weights", "activations", "gradients", "updates")
MOST_MOMENTS: Final = 64
"""Of the run's way so many moments are looked at, evenly."""


@dataclass(frozen=True, slots=True)
class HealthRequest:
    """What is looked at.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    points : tuple of PathPoint
        The way there since the start, the moment itself last.
    """

    snapshot: Snapshot
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
class HealthPicture:
    """How the training is.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    epochs : ndarray of float64, shape (n_moments,)
        Of the moments looked at, rising.
    strips : dict of (int, str) to Strip
        By layer, 0 for the first hidden one, and quantity.
    findings : tuple of mlp_core.Finding
        What is wrong now; empty where nothing is.
    """

    snapshot: Snapshot
    epochs: np.ndarray
    strips: dict[tuple[int, str], Strip]
    findings: tuple[mlp.Finding, ...]


class Health(QObject):
    """Owner of the picture of health; nothing is computed while nobody looks.

    Parameters
    ----------
    session : Session
        Gives the moments and their way; also the owner.

    Signals
    -------
    wanted_changed
        It is to be computed, or not any more.
    picture_changed : HealthPicture or None
        A newer one; None where there is none any more.
    """

    wanted_changed = Signal()
    picture_changed = Signal(object)  # HealthPicture or None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._is_watched = False
        self._picture: HealthPicture | None = None
        session.experiment_changed.connect(self._on_experiment_changed)

    @property
    def picture(self) -> HealthPicture | None:
        """The newest one of the present run."""
        return self._picture

    def set_watched(self, watched: bool) -> None:
        """Note whether somebody looks."""
        if watched != self._is_watched:
            self._is_watched = watched
            self.wanted_changed.emit()

    def look_at(self, finding: mlp.Finding) -> None:
        """Mark the unit of a finding in every view."""
        if finding.unit >= 0:
            self._session.cursor.set_selected(Mark("unit", layer=finding.layer, unit=finding.unit))

    def request(self) -> HealthRequest | None:
        """Return what is to be computed now; None for nothing."""
        snapshot = self._session.snapshot
        if not self._is_watched or snapshot is None or snapshot.run_id != self._session.run_id:
            return None
        path = self._session.surface.path
        points = path.until(snapshot.step) if path.run_id == snapshot.run_id else ()
        if not points:
            return None
        places = np.unique(np.linspace(0, len(points) - 1, MOST_MOMENTS).astype(int)).tolist()
        return HealthRequest(snapshot, tuple(points[place] for place in places))

    def receive_picture(self, picture: HealthPicture) -> None:
        """Show a newer one; that of another run is dropped."""
        if picture.snapshot.run_id == self._session.run_id and self._is_watched:
            self._picture = picture
            self.picture_changed.emit(picture)

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        picture = self._picture
        if picture is not None and picture.snapshot.run_id != self._session.run_id:
            self._picture = None
            self.picture_changed.emit(None)
