"""What the worker tells the window: one frozen moment of one run, with read-only arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    import mlp_core as mlp


class RunStatus(Enum):
    """What the worker is doing."""

    PAUSED = "paused"
    RUNNING = "running"
    DIVERGED = "diverged"


class Cause(Enum):
    """Of what a notice tells; when that is gone, so is the notice."""

    OTHER = "other"
    DIVERGENCE = "divergence"
    REFUSAL = "refused change"
    ADVICE = "advice"
    FAILURE = "failure"
    CONDITION = "stop condition"
    FIELD = "bad value in a field"
    MAKING = "network or picture still being made"


class Views(Enum):
    """Which views a moment is for: while training goes as fast as it can they take turns, and each frame is short."""

    ALL = "all"
    PICTURES = "pictures"
    CURVES = "curves"
    SURFACE = "surface"

    @property
    def has_pictures(self) -> bool:
        """Whether network and regions show it."""
        return self in (Views.ALL, Views.PICTURES)

    @property
    def has_curves(self) -> bool:
        """Whether the curves show it."""
        return self in (Views.ALL, Views.CURVES)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One moment of one run.

    Attributes
    ----------
    run_id : int
        The run that it belongs to; a snapshot of another run than the session's is dropped.
    experiment : mlp_core.Experiment
        What is being run, with the training settings of this very moment.
    dataset : mlp_core.Dataset
        The data of the run; the same object as long as nothing is painted.
    network : mlp_core.Network
        A frozen copy of the network: its `parameters` are read-only.
    gradient : ndarray, shape (n_parameters,), or None
        Gradient of the last batch, laid out like `network.parameters`; None before the first step.
    epoch, batch, n_batches, step : int
        Whole epochs done, batches done in the current epoch, batches of an epoch, batches done in all.
    learning_rate : float
        The rate that the schedule gives for the next step.
    history : mlp_core.HistoryView
        Losses and metrics since the start of the run, epoch 0 first.
    steps_per_second : float
        Measured over the last half second; 0.0 while paused.
    status : RunStatus
        What the worker was doing when it took the snapshot.
    evaluation : mlp_core.Evaluation or None
        Losses and metrics of exactly this network, measured while nothing runs: a weight set by hand shows at once.
        None while running, when the last row of the history is all there is.
    views : Views
        Whom it is for: network and region pass over a moment of the curves or of the loss surface, the curves over one
        of the pictures or of the surface.
    """

    run_id: int
    experiment: mlp.Experiment
    dataset: mlp.Dataset
    network: mlp.Network
    gradient: np.ndarray | None
    epoch: int
    batch: int
    n_batches: int
    step: int
    learning_rate: float
    history: mlp.HistoryView
    steps_per_second: float
    status: RunStatus
    evaluation: mlp.Evaluation | None = None
    views: Views = Views.ALL

    @property
    def losses(self) -> tuple[float, float, float]:
        """Loss on the training, validation and test part now, as far as it is known; nan where there is no part."""
        if self.evaluation is not None:
            return self.evaluation.losses
        history = self.history
        return _last(history.train_loss), _last(history.validation_loss), _last(history.test_loss)

    @property
    def metrics(self) -> tuple[float, float, float]:
        """Accuracy or R2 on the training, validation and test part now; nan where there is no part."""
        if self.evaluation is not None:
            return self.evaluation.metrics
        history = self.history
        return _last(history.train_metric), _last(history.validation_metric), _last(history.test_metric)


@dataclass(frozen=True, slots=True, eq=False)
class UnitField:
    """What every unit answers over the plane (or the line) of the inputs, computed off the GUI thread.

    Attributes
    ----------
    run_id : int
        The run that it belongs to.
    step : int
        The snapshot's step that it was computed from.
    grid : mlp_core.DecisionGrid
        Coordinates and the float32 values of inputs and units.
    """

    run_id: int
    step: int
    grid: mlp.DecisionGrid


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the user in words, in the window and never in a modal box.

    Attributes
    ----------
    text : str
        What happened, where, and what can be done: plain sentences.
    level : str
        "info", "warning" or "error".
    action_text : str
        Label of the one button offered, or "" for none.
    action : str
        Name of the session method that the button calls, or "".
    cause : Cause
        Why it is told.
    """

    text: str
    level: str = "info"
    action_text: str = ""
    action: str = ""
    cause: Cause = Cause.OTHER


def _last(column: np.ndarray) -> float:
    return float(column[-1]) if len(column) else math.nan
