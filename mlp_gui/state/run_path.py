"""The way that the run's parameters have gone: moments of it, evenly over its steps, within a fixed room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Slot

from mlp_core.learning.edits import ParameterEdit
from mlp_gui.state.requests import ChangeTraining, Configure, SetParameters

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

MOST_POINTS: Final = 512
MOST_BYTES: Final = 16 << 20
FEWEST_POINTS: Final = 4
"""Kept even where they need more room: start, end and something between."""


@dataclass(frozen=True, slots=True, eq=False)
class PathPoint:
    """One moment of the way.

    Attributes
    ----------
    step : int
        Steps done.
    epoch : float
        Epochs done, with the share of the running one.
    parameters : ndarray, shape (n_parameters,)
        Read-only.
    is_jump : bool
        Whether parameters were set by hand here, or since the moment before, and not all reached by training.
    """

    step: int
    epoch: float
    parameters: np.ndarray
    is_jump: bool = False


class RunPath(QObject):
    """Records the parameters of the current run at every snapshot, and thins them out.

    Going back keeps what was recorded. Where the run then takes another future, by a weight set or a setting changed,
    the old one is cut off. Another run begins another path; that of a project file begins with the moments that this
    holds.

    Parameters
    ----------
    session : Session
        Whose snapshots are recorded; also the owner.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._run_id = 0
        self._points: list[PathPoint] = []
        self._stride = 0
        self._will_jump = False
        self._inherited: tuple[int, np.ndarray, np.ndarray] | None = None
        self._opened: tuple[int, mlp.TimelineRecord] | None = None
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.request_posted.connect(self._on_request_posted)

    @property
    def run_id(self) -> int:
        """The run that is recorded; 0 before the first snapshot."""
        return self._run_id

    @property
    def points(self) -> tuple[PathPoint, ...]:
        """The recorded moments by rising steps, those ahead of where the run stands too."""
        return tuple(self._points)

    def until(self, step: int) -> tuple[PathPoint, ...]:
        """Return the recorded moments up to a step."""
        return tuple(point for point in self._points if point.step <= step)

    def inherit(self, run_id: int, epochs: np.ndarray, parameters: np.ndarray) -> None:
        """Know the way of a run that somebody has gone before: as far as it is trained, these are its moments.

        Parameters
        ----------
        run_id : int
            The run, which may only be about to begin.
        epochs : ndarray, shape (n_points,), float64
            Epochs done at each.
        parameters : ndarray, shape (n_points, n_parameters)
            Read-only.
        """
        self._inherited = (run_id, epochs, parameters)

    @Slot(object)
    def _on_request_posted(self, request: object) -> None:
        if isinstance(request, Configure):
            self._opened = None if request.record is None else (request.run_id, request.record)
        if isinstance(request, SetParameters | ChangeTraining) and self._points:
            snapshot = self._session.snapshot
            if snapshot is not None and snapshot.run_id == self._run_id:
                self._cut(snapshot.step)
                self._inherited = None
            self._will_jump = isinstance(request, SetParameters)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if snapshot.run_id != self._run_id:
            self._run_id, self._stride, self._will_jump = snapshot.run_id, 0, False
            self._points.clear()
            self._take_opened(snapshot)
        timeline = self._session.stepping.timeline
        if timeline is not None and timeline.run_id == self._run_id:
            self._cut(timeline.last_step)
        self._take_inherited(snapshot)
        self._record(snapshot)

    def _take_opened(self, snapshot: Snapshot) -> None:
        """Begin with the moments that the project file of the run holds, where it has one."""
        if self._opened is None or self._opened[0] != self._run_id:
            return
        self._points = _points_of(self._opened[1])
        self._opened = None
        self._thin(snapshot.network.parameters.nbytes)

    def _take_inherited(self, snapshot: Snapshot) -> None:
        """Put the moments that are known from before among the recorded ones, up to where the run has come."""
        if self._inherited is None or self._inherited[0] != self._run_id:
            return
        _, epochs, parameters = self._inherited
        steps = np.rint(epochs * max(snapshot.n_batches, 1)).astype(np.int64)
        known = {point.step for point in self._points}
        reached = np.flatnonzero(steps <= snapshot.step).tolist()
        self._points += [
            PathPoint(step, float(epochs[row]), parameters[row])
            for row in reached
            if (step := int(steps[row])) not in known
        ]
        self._points.sort(key=_step_of)
        self._thin(parameters[0].nbytes)
        if len(reached) == len(steps):
            self._inherited = None

    def _record(self, snapshot: Snapshot) -> None:
        parameters = snapshot.network.parameters
        epoch = snapshot.epoch + snapshot.batch / max(snapshot.n_batches, 1)
        place = bisect_left(self._points, snapshot.step, key=_step_of)
        same = [point for point in self._points[place:] if point.step == snapshot.step]
        for count, point in enumerate(same, start=1):
            if np.array_equal(point.parameters, parameters):
                # Also where undo takes a weight back that was set here: what came after goes.
                if self._will_jump:
                    del self._points[place + count :]
                    self._will_jump = False
                return
        is_jump = bool(same) or (self._will_jump and bool(self._points))
        self._will_jump = False
        self._points.insert(place + len(same), PathPoint(snapshot.step, epoch, parameters, is_jump))
        self._drop_provisional(place + len(same))
        self._thin(parameters.nbytes)

    def _drop_provisional(self, place: int) -> None:
        """Drop the point before a new last one, where that was only there because it was the last."""
        if place != len(self._points) - 1 or place < 2:
            return
        before, provisional, last = self._points[-3:]
        if provisional.step - before.step < self._stride and not (provisional.is_jump or last.is_jump):
            del self._points[-2]

    def _thin(self, n_bytes: int) -> None:
        """Keep the points at least a stride apart that leaves half the room free; ends and jumps always stay."""
        most = min(MOST_POINTS, max(MOST_BYTES // max(n_bytes, 1), FEWEST_POINTS))
        if len(self._points) <= most:
            return
        self._stride = max(1, self._stride, 2 * (self._points[-1].step - self._points[0].step) // most)
        kept = [self._points[0]]
        for point in self._points[1:-1]:
            if point.is_jump or point.step - kept[-1].step >= self._stride:
                kept.append(point)
        kept.append(self._points[-1])
        # Jumps may be many, and so may points at one place: the room is what counts.
        while len(kept) > most:
            kept = [*kept[:-1:2], kept[-1]]
        self._points = kept

    def _cut(self, step: int) -> None:
        while self._points and self._points[-1].step > step:
            self._points.pop()


def _points_of(record: mlp.TimelineRecord) -> list[PathPoint]:
    """Return moments that a record holds, by rising steps: those ahead of where it stands too."""
    rows = {kept.key: kept for kept in (*record.moments, record.now, record.tip) if kept is not None}
    keys = sorted(rows)
    paces = [(pace.start.step, pace.n_edits) for pace in record.paces]
    points: list[PathPoint] = []
    n_edits = 0
    for number in np.unique(np.linspace(0, len(keys) - 1, MOST_POINTS).astype(int)).tolist():
        key = keys[number]
        place = rows[key].checkpoint
        n_batches = record.paces[max(bisect_right(paces, key) - 1, 0)].n_batches
        is_set = any(isinstance(edit, ParameterEdit) for edit in record.edits[n_edits : key[1]])
        n_edits = key[1]
        if points and points[-1].step == place.step_count and not is_set:
            continue
        epoch = place.epoch + place.batch / max(n_batches, 1)
        points.append(PathPoint(place.step_count, epoch, place.parameters, is_set and bool(points)))
    return points


def _step_of(point: PathPoint) -> int:
    return point.step
