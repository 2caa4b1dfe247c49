"""Painting: which brush is held, and what a stroke of it makes of the points, while the network goes on learning."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp
from mlp_gui.state import edits
from mlp_gui.state.commands import Run
from mlp_gui.state.painting_command import ChangePoints
from mlp_gui.state.snapshot import Cause, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

ADD, ERASE, MOVE = "add", "erase", "move"
MOST_POINTS: Final = 20_000
"""Points of data that can be painted on: each stroke copies them all."""
_LAST = "The last training point stays: a network learns from at least one."


class Painting(QObject):
    """The brush, and the strokes that are made with it.

    A stroke begins with `begin` and goes on with `stroke_to`; all of it is one step of undo. What it changes is part of
    the experiment and takes effect between two training steps; painted points are in the training part.

    Parameters
    ----------
    session : Session
        Whose data are painted; also the owner.

    Signals
    -------
    active_changed : bool
        Whether the pointer paints.
    changed
        Another brush, class or value.
    """

    active_changed = Signal(bool)
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._active = False
        self._tool = ADD
        self._label = 0
        self._value = 1.0
        self._starts_over = False
        self._gestures = count(1)
        self._gesture = 0
        self._seen: np.ndarray | None = None
        self._held: int | None = None
        self._last: np.ndarray | None = None
        self._has_told = False
        self._known: mlp.Dataset | None = None
        self._made: tuple[mlp.DataConfig, mlp.Dataset] | None = None
        session.experiment_changed.connect(self._on_experiment_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @property
    def active(self) -> bool:
        """Whether the pointer paints."""
        return self._active

    @property
    def tool(self) -> str:
        """What the brush does: "add", "erase" or "move"."""
        return self._tool

    @property
    def label(self) -> int:
        """Class of the points that are added."""
        return self._label

    @property
    def value(self) -> float:
        """Value of the points that are added to a plane; on a line their height is their value."""
        return self._value

    @property
    def starts_over(self) -> bool:
        """Whether the next point that is added takes the place of all others."""
        return self._starts_over

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many points were added, taken away (-1 for all that were drawn) and moved."""
        painting = self._painting
        gone = -1 if painting.from_scratch else len(painting.removed)
        return len(painting.added), gone, len(painting.moved)

    @property
    def obstacle(self) -> str:
        """Why these data cannot be painted, or ""."""
        snapshot = self._session.snapshot
        if snapshot is None:
            return "The data are still being made. Please try again in a moment."
        if snapshot.dataset.is_compression:
            return "Points are painted for another task: choose Classification or Regression first."
        if snapshot.dataset.n_coordinates > 2:
            return f"Points are painted where the data have one or two inputs; these have {_inputs(snapshot.dataset)}."
        if snapshot.dataset.n_points > MOST_POINTS:
            return f"Points are painted onto at most {MOST_POINTS:,} points; these are {snapshot.dataset.n_points:,}."
        return ""

    # Requests: the brush.

    def set_active(self, active: bool) -> None:
        """Let the pointer paint, or point again; data that cannot be painted say why."""
        if active and self.obstacle:
            self._session.post(Notice(self.obstacle, "warning", cause=Cause.REFUSAL))
            active = False
        if active != self._active:
            self._active = active
            self._starts_over = False
            self.end()
            if active and self._session.snapshot is not None:
                self._on_snapshot_changed(self._session.snapshot)
        self.active_changed.emit(self._active)

    def set_tool(self, tool: str) -> None:
        """Take another brush."""
        if tool in (ADD, ERASE, MOVE) and tool != self._tool:
            self._tool = tool
            self.changed.emit()

    def set_label(self, label: int) -> None:
        """Add points of this class."""
        self._label = max(int(label), 0)
        self._tool = ADD
        self.changed.emit()

    def set_value(self, value: float) -> None:
        """Add points of this value."""
        if np.isfinite(value):
            self._value = float(value)
            self._tool = ADD
            self.changed.emit()

    def set_starts_over(self, starts_over: bool) -> None:
        """Let the next point that is added take the place of all others, or not."""
        if starts_over != self._starts_over:
            self._starts_over = starts_over
            self._tool = ADD
            self.changed.emit()

    def take_back(self) -> None:
        """Take everything back that was painted, as one step of undo."""
        self._push(mlp.Painting(), "remove painted points", next(self._gestures))

    # Requests: strokes.

    def begin(self, point: Sequence[float], reach: Sequence[float], *, sees_held_out: bool = True) -> None:
        """Put the brush down.

        Parameters
        ----------
        point : sequence of float
            Where on the two axes: both inputs, or the input and the height.
        reach : sequence of float
            Half the brush's width and height, in units of the axes.
        sees_held_out : bool
            Whether validation and test points are seen: what is not seen is not taken away.
        """
        self._gesture = next(self._gestures)
        self._held, self._last, self._has_told = None, None, False
        dataset = self._dataset()
        if dataset is None:
            return
        self._seen = None if sees_held_out else np.isin(np.arange(dataset.n_points), dataset.train)
        if self._tool == MOVE:
            self._held = self._nearest(dataset, np.asarray(point), np.asarray(reach))
        self.stroke_to(point, reach)

    def stroke_to(self, point: Sequence[float], reach: Sequence[float]) -> None:
        """Draw the brush on to a point; see `begin`."""
        dataset = self._dataset()
        if dataset is None or not self._gesture:
            return
        at, size = np.asarray(point, np.float64), np.asarray(reach, np.float64)
        if not np.isfinite(at).all() or not (size > 0.0).all():
            return
        if self._tool == ERASE:
            self._erase(dataset, at, size)
        elif self._tool == MOVE:
            self._move(dataset, at)
        elif self._last is None or float(np.hypot(*((at - self._last) / size))) >= 1.0:
            self._last = at
            self._add(dataset, at)

    def end(self) -> None:
        """Lift the brush."""
        self._gesture, self._held, self._made = 0, None, None

    def _add(self, dataset: mlp.Dataset, at: np.ndarray) -> None:
        if dataset.is_classification:
            target = float(min(self._label, dataset.n_classes - 1))
        else:
            target = self._value if dataset.n_coordinates > 1 else _value_at(dataset, at)
        point = (*at[: dataset.n_coordinates].tolist(), target)
        if self._starts_over:
            painting, text = mlp.Painting((point,), from_scratch=True), "paint from scratch"
        else:
            painting, text = self._painting.with_points((point,)), "paint points"
        if self._push(painting, text, self._gesture) and self._starts_over:
            self._starts_over = False
            self.changed.emit()

    def _erase(self, dataset: mlp.Dataset, at: np.ndarray, size: np.ndarray) -> None:
        is_below = (((_places(dataset, at) - at) / size) ** 2).sum(axis=1) <= 1.0
        if self._seen is not None and len(self._seen) == dataset.n_points:
            is_below &= self._seen
        rows = np.flatnonzero(is_below)
        stays = np.setdiff1d(dataset.train, rows)
        if len(rows) and not len(stays):
            rows = np.setdiff1d(rows, dataset.train[:1])
            self._tell_once(_LAST)
        if not len(rows):
            return
        if self._push(self._painting.without_rows(rows.tolist(), dataset.n_points), "erase points", self._gesture):
            self._seen = None if self._seen is None else np.delete(self._seen, rows)

    def _move(self, dataset: mlp.Dataset, at: np.ndarray) -> None:
        if self._held is None or self._held >= dataset.n_points:
            return
        is_height = dataset.n_coordinates == 1 and not dataset.is_classification
        height = (_value_at(dataset, at),) if is_height else ()
        numbers = (*at[: dataset.n_coordinates].tolist(), *height)
        self._push(self._painting.with_moved(self._held, numbers, dataset.n_points), "move point", self._gesture)

    def _nearest(self, dataset: mlp.Dataset, at: np.ndarray, size: np.ndarray) -> int | None:
        distances = (((_places(dataset, at) - at) / size) ** 2).sum(axis=1)
        if self._seen is not None:
            distances[~self._seen] = np.inf
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= 1.0 else None

    @property
    def _painting(self) -> mlp.Painting:
        return self._session.experiment.data.painted or mlp.Painting()

    def _dataset(self) -> mlp.Dataset | None:
        """Return the points as the session has them: the worker's may still be those before the last stroke."""
        snapshot, data = self._session.snapshot, self._session.experiment.data
        if self.obstacle or snapshot is None:
            return None
        if self._made is not None and self._made[0] is data:
            return self._made[1]
        if snapshot.experiment.data == data:
            return snapshot.dataset
        try:
            return mlp.load_dataset(data)
        except mlp.MlpError as error:
            self._tell_once(str(error))
            return None

    def _push(self, painting: mlp.Painting, text: str, gesture: int) -> bool:
        """Make this the painting, as one step of undo with the rest of the stroke; return whether that can be."""
        session = self._session
        experiment = edits.change_data(session.experiment, painted=None if painting.is_empty else painting)
        if experiment == session.experiment:
            return False
        try:
            self._made = experiment.data, mlp.load_dataset(experiment.data)
        except mlp.MlpError as error:
            self._tell_once(str(error))
            return False
        before, after = Run(session.experiment, session.run_id), Run(experiment, session.run_id)
        session.undo_stack.push(ChangePoints(session, before, after, text, gesture))
        return True

    def _tell_once(self, text: str) -> None:
        if not self._has_told:
            self._has_told = True
            self._session.post(Notice(text, "warning", cause=Cause.REFUSAL))

    @Slot(object)
    def _on_experiment_changed(self, experiment: mlp.Experiment) -> None:
        painted = experiment.data.painted
        if self._starts_over and painted is not None and painted.from_scratch:
            self._starts_over = False
        self.changed.emit()

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        if self._active and self.obstacle:
            self.set_active(False)
        if self._active and snapshot.dataset is not self._known:
            self._known = snapshot.dataset
            self._fit_value(snapshot.dataset)

    def _fit_value(self, dataset: mlp.Dataset) -> None:
        """Paint the highest value of the data, where the one so far is none of theirs."""
        if not dataset.is_classification:
            values = dataset.values[:, 0] * dataset.value_scale + dataset.value_shift
            if not values.min() <= self._value <= values.max():
                self._value = float(values.max())
                self.changed.emit()


def _places(dataset: mlp.Dataset, at: np.ndarray) -> np.ndarray:
    """Return where the points lie on the two axes, shape (n_points, 2); a line's classes lie as high as the brush."""
    if dataset.n_coordinates > 1:
        return dataset.points[:, :2]
    heights = np.full(dataset.n_points, at[1]) if dataset.is_classification else dataset.values[:, 0]
    return np.column_stack((dataset.points[:, 0], heights))


def _value_at(dataset: mlp.Dataset, at: np.ndarray) -> float:
    """Return the value of a height, in the units of the data: the axis has those that the network learns."""
    return float(at[1]) * dataset.value_scale + dataset.value_shift


def _inputs(dataset: mlp.Dataset) -> str:
    return f"{dataset.n_coordinates:,}"
