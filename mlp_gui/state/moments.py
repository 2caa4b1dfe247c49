"""Moments of a run that were marked, so that the loss along the line between two of them can be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from mlp_gui.state.left_runs import LeftRuns
from mlp_gui.state.surface_picture import NOW, START

if TYPE_CHECKING:
    import numpy as np

    from mlp_gui.state.run_path import RunPath
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

MOST_MARKED: Final = 12
"""The oldest one goes where there would be more."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One moment of a run.

    Attributes
    ----------
    key : str
        What it is chosen by.
    epoch : float
        Epochs done, with the share of the running one.
    parameters : ndarray, shape (n_parameters,)
        Read-only.
    """

    key: str
    epoch: float
    parameters: np.ndarray


class Moments(QObject):
    """The start of the run, where it stands, and what was marked between; another run begins with none marked.

    A run that undo leads back to has its marks again.

    Parameters
    ----------
    session : Session
        Whose run it is.
    path : RunPath
        Knows the start; also the owner.

    Signals
    -------
    changed
        Others are marked.
    """

    changed = Signal()

    def __init__(self, session: Session, path: RunPath) -> None:
        super().__init__(path)
        self._session = session
        self._path = path
        self._run_id = 0
        self._marked: list[Moment] = []
        self._left: LeftRuns[list[Moment]] = LeftRuns()
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def marked(self) -> tuple[Moment, ...]:
        """What was marked, by rising epoch."""
        return tuple(sorted(self._marked, key=_epoch_of))

    @property
    def is_marked(self) -> bool:
        """Whether the moment of now is."""
        snapshot = self._session.snapshot
        return snapshot is not None and any(moment.key == _key_of(snapshot) for moment in self._marked)

    def mark(self) -> str:
        """Mark the moment of now; return its key, or "" before the first one."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._run_id:
            return ""
        key = _key_of(snapshot)
        self._marked = [moment for moment in self._marked if moment.key != key][1 - MOST_MARKED :]
        self._marked.append(Moment(key, epoch_of(snapshot), snapshot.network.parameters))
        self.changed.emit()
        return key

    def find(self, key: str, snapshot: Snapshot) -> Moment:
        """Return a moment; one that is gone is the start.

        Parameters
        ----------
        key : str
            `START`, `NOW`, or that of a marked one.
        snapshot : Snapshot
            The moment of now.
        """
        if key == NOW:
            return Moment(NOW, epoch_of(snapshot), snapshot.network.parameters)
        for moment in self._marked:
            if moment.key == key:
                return moment
        points = self._path.points
        if not points or points[0].parameters.shape != snapshot.network.parameters.shape:
            return Moment(START, epoch_of(snapshot), snapshot.network.parameters)
        return Moment(START, points[0].epoch, points[0].parameters)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.run_id != self._run_id:
            before = self._marked
            if before:
                self._left.leave(self._run_id, before)
            self._run_id = snapshot.run_id
            self._marked = self._left.take_back(self._run_id, [])
            if before or self._marked:
                self.changed.emit()


def epoch_of(snapshot: Snapshot) -> float:
    """Return the epochs done, with the share of the running one."""
    return snapshot.epoch + snapshot.batch / max(snapshot.n_batches, 1)


def _epoch_of(moment: Moment) -> float:
    return moment.epoch


def _key_of(snapshot: Snapshot) -> str:
    return f"step {snapshot.step}"
