"""Runs that do what a test needs, and a bench on which a worker is tried without a window or a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QThread, Slot

import mlp_core as mlp
from mlp_gui.training.frame import Frame
from mlp_gui.training.gate import Gate
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.worker import TrainingWorker

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.snapshot import Notice, RunStatus, Snapshot


class FakeNetwork:
    """Parameters that count the steps."""

    def __init__(self) -> None:
        self.parameters = np.zeros(3)

    def frozen_copy(self) -> FakeNetwork:
        """Return the parameters of now."""
        copy = FakeNetwork()
        copy.parameters = self.parameters.copy()
        return copy


class FakeView(SimpleNamespace):
    """Rows with an epoch and a loss each."""

    def __len__(self) -> int:
        return len(self.epochs)


class FakeHistory:
    """A loss for each epoch."""

    def __init__(self) -> None:
        self.losses = [1.0]

    def __len__(self) -> int:
        return len(self.losses)

    def view(self) -> FakeView:
        """Return the losses so far."""
        return FakeView(epochs=np.arange(len(self.losses)), train_loss=np.array(self.losses))


class FakeTrainer:
    """Counts steps; `before_step(number)` may wait or raise."""

    def __init__(self, n_batches: int, before_step: Callable[[int], None] | None) -> None:
        self.network = FakeNetwork()
        no_values = np.zeros(0)
        self.dataset = SimpleNamespace(
            points=no_values, inputs=no_values, labels=no_values, values=no_values, painting=None
        )
        self.history = FakeHistory()
        self.n_batches = n_batches
        self.step_count = 0
        self.learning_rate = 0.1
        self.last_gradient = None
        self.config: object = "sgd"
        self.configs: list[object] = []
        self._before_step = before_step

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return self.step_count // self.n_batches

    @property
    def batch(self) -> int:
        """Batches done in this epoch."""
        return self.step_count % self.n_batches

    def run_steps(self, n_steps: int) -> None:
        """Count."""
        for _ in range(n_steps):
            if self._before_step is not None:
                self._before_step(self.step_count)
            self.step_count += 1
            self.network.parameters += 1.0
            if self.batch == 0:
                self.history.losses.append(1.0 / (1 + self.epoch))

    def configure(self, config: object) -> None:
        """Take any config but "impossible"."""
        if config == "impossible":
            raise ValueError("impossible")
        self.config = config
        self.configs.append(config)

    def metrics_now(self) -> None:
        """Measure nothing."""

    def set_parameters(self, indices: tuple[int, ...], values: tuple[float, ...]) -> None:
        """Assign."""
        self.network.parameters[list(indices)] = values

    def checkpoint(self) -> tuple[int, np.ndarray]:
        """Return the count and the parameters."""
        return self.step_count, self.network.parameters.copy()

    def restore(self, checkpoint: tuple[int, np.ndarray]) -> None:
        """Go back to a count and its parameters."""
        self.step_count, parameters = checkpoint
        self.network.parameters[:] = parameters


class FakeTimeline:
    """A way back to the moments that were left."""

    n_bytes = 0
    divergence = None

    def __init__(self, trainer: FakeTrainer) -> None:
        self.trainer = trainer
        self.run_steps = trainer.run_steps
        self.set_parameters = trainer.set_parameters

    @property
    def history(self) -> FakeView:
        """Return the losses so far."""
        return self.trainer.history.view()

    @property
    def moments(self) -> SimpleNamespace:
        """Return the start, and where it stands."""
        now = SimpleNamespace(step=self.trainer.step_count, epoch=self.trainer.epoch, batch=self.trainer.batch)
        return SimpleNamespace(first=SimpleNamespace(step=0, epoch=0, batch=0), now=now, last=now)

    def step_of_epoch(self, epoch: int) -> int:
        """Return where an epoch began."""
        return epoch * self.trainer.n_batches

    def configure(self, config: object) -> None:
        """Hand on what differs."""
        if config != self.trainer.config:
            self.trainer.configure(config)

    def seek(self, step: int) -> None:
        """Go back; the parameters count the steps."""
        self.trainer.step_count = step
        self.trainer.network.parameters[:] = step


@dataclass(frozen=True)
class FakeExperiment:
    """Builds a `FakeTrainer`, or raises `failure`."""

    training: object = "sgd"
    data: object = field(default_factory=lambda: SimpleNamespace(painted=None), compare=False)
    stopping: mlp.StoppingConfig = field(default_factory=mlp.StoppingConfig)
    n_batches: int = 10
    before_step: Callable[[int], None] | None = None
    failure: Exception | None = None
    built: list[FakeTrainer] = field(default_factory=list, compare=False)

    def build(self) -> tuple[None, None, FakeTrainer]:
        """Return nothing but the trainer."""
        if self.failure is not None:
            raise self.failure
        trainer = FakeTrainer(self.n_batches, self.before_step)
        self.built.append(trainer)
        return None, None, trainer


class SlowStep:
    """A step of a given length that a test can see being taken."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.entered = Event()

    def __call__(self, _step: int) -> None:
        """Take that long."""
        self.entered.set()
        Event().wait(self.seconds)


class Bench(QObject):
    """A worker on its thread, everything that it says written down, and nobody who paints."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = Gate()
        self.mailbox = Mailbox(self)
        self.snapshots: list[Snapshot] = []
        self.statuses: list[RunStatus] = []
        self.notices: list[Notice] = []
        self.refusals: list[tuple[int, Notice]] = []
        self.thread_ = QThread(self)
        self.worker = TrainingWorker(self.gate, self.mailbox)
        self.worker.moveToThread(self.thread_)
        self.thread_.started.connect(self.worker.run)
        self.thread_.finished.connect(self.worker.deleteLater)
        self.mailbox.available.connect(self._on_available)
        self.worker.status_changed.connect(self._on_status_changed)
        self.worker.notice_posted.connect(self._on_notice_posted)
        self.worker.refused.connect(self._on_refused)
        self.thread_.start()

    def post(self, *requests: Any) -> None:
        """Send requests, as the window would."""
        for request in requests:
            self.gate.post(request)

    @property
    def last(self) -> Snapshot:
        """The newest snapshot."""
        return self.snapshots[-1]

    def stop(self, timeout_ms: int = 1000) -> bool:
        """End the thread; return whether it did in time."""
        self.gate.stop()
        self.thread_.quit()
        return self.thread_.wait(timeout_ms)

    @Slot()
    def _on_available(self) -> None:
        frame = self.mailbox.take()
        assert isinstance(frame, Frame)
        self.snapshots.append(frame.snapshot)

    @Slot(object)
    def _on_status_changed(self, status: RunStatus) -> None:
        self.statuses.append(status)

    @Slot(object)
    def _on_notice_posted(self, notice: Notice) -> None:
        self.notices.append(notice)

    @Slot(int, object)
    def _on_refused(self, run_id: int, notice: Notice) -> None:
        self.refusals.append((run_id, notice))


def timeline_of(trainer: Any) -> Any:
    """Return the real timeline of a real trainer, and a fake one of a fake."""
    return FakeTimeline(trainer) if isinstance(trainer, FakeTrainer) else mlp.Timeline(trainer)
