"""The point or the sample that was picked in the plane: what the network answers there stands at its units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import proxy

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

Point = tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PointValues:
    """What the network computes at one point.

    Attributes
    ----------
    point : tuple of float
        Raw inputs.
    inputs : ndarray, shape (n_inputs,)
        What the network reads.
    pre_activations, activations : tuple of ndarray, shapes (n_units,)
        Sum and answer of every unit, the first hidden layer first.
    """

    point: Point
    inputs: np.ndarray
    pre_activations: tuple[np.ndarray, ...]
    activations: tuple[np.ndarray, ...]


class PickedPoint(QObject):
    """Owner of the picked point. It lasts while its run does, is followed through the training, and stepped through.

    Where no point is picked, the selected sample has its place; it is stepped through as the sample that it is.

    Parameters
    ----------
    session : Session
        Gives the snapshots; also the owner.

    Signals
    -------
    changed : PointValues or None
        Another point, or newer numbers; None for none any more.
    """

    changed = Signal(object)  # PointValues or None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = proxy(session)  # the session owns this
        self._point: Point | None = None
        self._run_id = -1
        self._was_walked = False
        self._sample = -1
        self._values: PointValues | None = None
        session.cursor.selected_changed.connect(self._on_selected_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.stepping.active_changed.connect(self._on_stepping_changed)
        session.stepping.trace_changed.connect(self._on_trace_changed)

    @property
    def point(self) -> Point | None:
        """Raw inputs of the picked point; None for none."""
        return self._point

    @property
    def values(self) -> PointValues | None:
        """What the network computes there at the newest moment."""
        return self._values

    def pick(self, point: Point | None) -> None:
        """Pick a point, or let go of it; in step mode it is stepped through."""
        if point == self._point:
            return
        self._point, self._run_id, self._was_walked = point, self._session.run_id, False
        if point is not None and self._session.stepping.active:
            self._session.stepping.choose_point(point)
        self._evaluate()

    def _evaluate(self) -> None:
        """Compute its numbers at the newest moment."""
        snapshot = self._session.snapshot
        point = None if snapshot is None else self._point_of(snapshot)
        if point is None or snapshot is None:
            self._values = None
        elif len(point) == snapshot.dataset.n_coordinates:
            inputs = snapshot.dataset.input_map(np.array([point], np.float64))
            sums, activations = snapshot.network.forward(inputs)
            self._values = PointValues(
                point, inputs[0], tuple(each[0] for each in sums), tuple(each[0] for each in activations)
            )
        self.changed.emit(self._values)

    def _point_of(self, snapshot: Snapshot) -> Point | None:
        """Return the picked point where it is one of this run, or else the selected sample's."""
        if self._point is not None:
            return self._point if snapshot.run_id == self._run_id else None
        points = snapshot.dataset.points
        return tuple(points[self._sample].tolist()) if 0 <= self._sample < len(points) else None

    @Slot(object)
    def _on_selected_changed(self, mark: Mark | None) -> None:
        sample = mark.sample if mark is not None and mark.kind == "sample" else -1
        if sample != self._sample:
            self._sample = sample
            self._evaluate()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        is_followed = self._point is not None or self._sample >= 0
        if is_followed and snapshot.views.has_pictures:
            self._evaluate()

    @Slot(object)
    def _on_experiment_changed(self, _experiment: mlp.Experiment) -> None:
        if self._point is not None and self._run_id != self._session.run_id:
            self.pick(None)

    @Slot(bool)
    def _on_stepping_changed(self, active: bool) -> None:
        self._was_walked = False
        if active and self._point is not None:
            self._session.stepping.choose_point(self._point)

    @Slot(object)
    def _on_trace_changed(self, _trace: mlp.Trace | None) -> None:
        """Let go of it when another sample is stepped through in its place."""
        is_walked = self._session.stepping.lone_point is not None
        if self._was_walked and not is_walked and self._session.stepping.active:
            self.pick(None)
        self._was_walked = is_walked
