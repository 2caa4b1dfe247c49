"""What the window asks of the worker: small frozen records, sent in order and never waited for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import mlp_core as mlp


@dataclass(frozen=True, slots=True)
class Configure:
    """Make `experiment` the current run; a run parked under the same id goes on where it was left.

    One that is not parked goes on from `record` where there is one, as a project file holds it.
    """

    run_id: int
    experiment: mlp.Experiment
    record: mlp.TimelineRecord | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ChangeTraining:
    """Train on with other settings, from the next step.

    The future that this replaces, where the run had been further, is kept under `edit_id`; the next request with the
    same id, which undoes the change, brings it back, and the one after that the other future again. Each such request
    has the next `training_id`, by which the window knows whether the settings of a snapshot are older than its own.
    """

    training: mlp.TrainingConfig
    edit_id: int = field(default=0, compare=False)
    training_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ChangePoints:
    """Train on with other painted points, from the next step; all else of `data` is as it was. As `ChangeTraining`."""

    data: mlp.DataConfig
    edit_id: int = field(default=0, compare=False)
    training_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ChangeStopping:
    """Stop by itself under other conditions; nothing of how the run learns changes, and no future is replaced."""

    stopping: mlp.StoppingConfig


@dataclass(frozen=True, slots=True)
class SetParameters:
    """Give parameters (by their index in the flat array) new values, between two steps; as `ChangeTraining`."""

    indices: tuple[int, ...]
    values: tuple[float, ...]
    edit_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """Send the run as it is, so that it can be saved, with as many moments as take `most_bytes`.

    `number` comes back with it.
    """

    number: int
    most_bytes: int


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Take `steps_per_second` steps a second; None for as fast as it goes."""

    steps_per_second: float | None


@dataclass(frozen=True, slots=True)
class Play:
    """Start taking steps."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop after the current step."""


@dataclass(frozen=True, slots=True)
class StepBatch:
    """Pause, then take one step."""


@dataclass(frozen=True, slots=True)
class StepEpoch:
    """Pause, then train to the end of the current epoch."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """Return to the beginning of an epoch, or to the lowest training loss that was recorded; stay paused.

    What came after it is kept under `edit_id`, the number of the undo command.
    """

    edit_id: int = 0
    epoch: int | None = None


@dataclass(frozen=True, slots=True)
class ComeBack:
    """Return to where the run was before `GoBack` with this number; stay paused."""

    edit_id: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Drop the run parked under `run_id`: no undo leads back to it, as after a slider was dragged past it."""

    run_id: int


FREE_POINT: Final = -1
"""Stands for the row of a point that is none of the dataset's."""


@dataclass(frozen=True, slots=True)
class ShowTrace:
    """Send with each snapshot, while nothing runs, the trace of the step that comes next; or stop that.

    With `samples`, rows of the dataset, the trace is of the step that these would give as one batch, as long as the run
    stays where it is; what is trained stays the next batch. With a `point`, raw inputs, it is of that point alone.
    """

    on: bool
    samples: tuple[int, ...] = ()
    point: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Seek:
    """Pause, and go to a moment: to `step`, or to the beginning of `epoch`; past the last one it is trained.

    A newer one takes the place of an older one that is on its way. `seek_id` comes back with the timeline's state.
    """

    seek_id: int
    step: int | None = None
    epoch: int | None = None
