"""Saving, opening, undoing and training in any order: a file opens as what was saved, and a bad one changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QObject, Slot

import mlp_core as mlp
from mlp_gui.state.requests import Record, Seek
from mlp_gui.state.session import Session
from mlp_gui.state.share import link_of, open_link
from mlp_gui.training.controller import TrainingController

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.project_orders import Recorded

TIMEOUT = 20_000
ACTS = 70


@dataclass(frozen=True)
class Seen:
    """What is seen of a run at a moment."""

    experiment: mlp.Experiment
    step: int
    last_step: int
    parameters: bytes
    losses: bytes


class Answers(QObject):
    """Counts the records that have come from the worker."""

    def __init__(self, controller: TrainingController) -> None:
        super().__init__(controller)
        self.count = 0
        controller._worker.recorded.connect(self._on_recorded)

    @Slot(object)
    def _on_recorded(self, recorded: Recorded) -> None:
        self.count += recorded.number == 0


class Hands:
    """Does one thing after another to a session, and waits for each."""

    def __init__(self, controller: TrainingController, folder: Path, rng: np.random.Generator, qtbot: QtBot) -> None:
        self.session = controller.parent()
        self.answers = Answers(controller)
        self.folder, self.rng, self.qtbot = folder, rng, qtbot
        self.saved: dict[str, Seen] = {}
        self.acts = (
            [self.train] * 3
            + [self.go_back, self.change_rate, self.change_network, self.set_weight, self.paint, self.other_example]
            + [self.save] * 2
            + [self.open] * 3
            + [self.open_bad, self.undo, self.undo, self.redo, self.paste_link, self.keep_copy]
        )

    def act(self) -> None:
        """Do one of them."""
        self.acts[int(self.rng.integers(len(self.acts)))]()

    def seen(self) -> Seen:
        """Return what is seen when all that was asked for has been done."""
        session = self.session
        asked = self.answers.count + 1
        # What the worker showed before it answers this has come before the answer.
        session.request_posted.emit(Record(0, 0))
        self.qtbot.waitUntil(lambda: self.answers.count == asked, timeout=TIMEOUT)
        self.qtbot.waitUntil(self.is_settled, timeout=TIMEOUT)
        snapshot, timeline = session.snapshot, session.stepping.timeline
        losses = snapshot.history.train_loss.tobytes()
        parameters = snapshot.network.parameters.tobytes()
        return Seen(session.experiment, snapshot.step, timeline.last_step, parameters, losses)

    def is_settled(self) -> bool:
        """Whether snapshot and timeline are of the session's run, after all that was asked."""
        session, timeline = self.session, self.session.stepping.timeline
        snapshot = session.snapshot
        return (
            snapshot.run_id == session.run_id
            and timeline is not None
            and (timeline.run_id, timeline.now) == (session.run_id, snapshot.step)
            and snapshot.experiment.training == session.experiment.training
        )

    def go_to(self, step: int) -> None:
        """Stand at a step."""
        self.session.request_posted.emit(Seek(0, step))
        self.qtbot.waitUntil(lambda: self.is_settled() and self.session.snapshot.step == step, timeout=TIMEOUT)

    def train(self) -> None:
        """Train on from where the run stands."""
        self.go_to(self.seen().step + int(self.rng.integers(1, 60)))

    def go_back(self) -> None:
        """Return to an earlier moment, as far as the run goes back."""
        step = self.seen().step
        self.go_to(int(self.rng.integers(self.session.stepping.timeline.first_step, step + 1)))

    def change_rate(self) -> None:
        """Change the learning rate by hand."""
        self.session.set_training(learning_rate=float(self.rng.choice([0.01, 0.02, 0.05])))

    def change_network(self) -> None:
        """Start a run of another network."""
        self.session.set_layer_size(0, int(self.rng.integers(2, 7)))

    def set_weight(self) -> None:
        """Give a weight another number by hand."""
        self.seen()
        self.session.set_parameter(int(self.rng.integers(5)), float(self.rng.normal()))

    def paint(self) -> None:
        """Paint two points more."""
        points = tuple((*self.rng.normal(size=2).tolist(), float(label)) for label in (0, 1))
        former = self.session.experiment.data.painted or mlp.Painting()
        self.session.set_data(painted=former.with_points(points))

    def other_example(self) -> None:
        """Open an example of two classes."""
        self.session.open_example(str(self.rng.choice(["xor", "circle", "spiral"])))

    def save(self) -> None:
        """Save to one of three files."""
        name = str(self.rng.choice(["one.mlp", "two.mlp", "three.mlp"]))
        seen = self.seen()
        with self.qtbot.waitSignal(self.session.project.saved, timeout=TIMEOUT):
            self.session.project.save(str(self.folder / name))
        self.saved[name] = seen
        assert not self.session.project.is_modified

    def keep_copy(self) -> None:
        """Write a copy, as the program does by itself."""
        with self.qtbot.waitSignal(self.session.project.copied, timeout=TIMEOUT):
            self.session.project.save_copy(str(self.folder / "copy.mlp"))

    def open(self) -> None:
        """Open one of the saved files, which has to be what was saved there."""
        if not self.saved:
            return
        name = str(self.rng.choice(sorted(self.saved)))
        with self.qtbot.waitSignal(self.session.project.opened, timeout=TIMEOUT):
            self.session.project.open(str(self.folder / name))
        assert self.seen() == self.saved[name]

    def open_bad(self) -> None:
        """Open a file that was cut off somewhere, which changes nothing."""
        before = self.seen()
        path = self.folder / "bad.mlp"
        whole = (self.folder / min(self.saved)).read_bytes() if self.saved else b"none yet"
        path.write_bytes(whole[: int(self.rng.integers(len(whole)))])
        with self.qtbot.waitSignal(self.session.notice_posted, timeout=TIMEOUT) as posted:
            self.session.project.open(str(path))
        assert "bad.mlp cannot be opened" in posted.args[0].text
        assert self.seen() == before

    def undo(self) -> None:
        """Take the last change back."""
        self.session.undo_stack.undo()

    def redo(self) -> None:
        """Make it again."""
        self.session.undo_stack.redo()

    def paste_link(self) -> None:
        """Open the link of what is there."""
        open_link(self.session, link_of(self.session))


@pytest.fixture
def controller(qtbot: QtBot) -> Iterator[TrainingController]:
    """Return the controller of a session that is paused at epoch 0."""
    session = Session(mlp.EXAMPLES["spiral"].with_training(optimizer="momentum", learning_rate=0.02))
    controller = TrainingController(session, session)
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=TIMEOUT)
    yield controller
    assert controller.shutdown()
    session.deleteLater()


@pytest.mark.parametrize("seed", [1, 2])
def test_files_are_what_was_saved(controller: TrainingController, tmp_path: Path, qtbot: QtBot, seed: int) -> None:
    """After any number of changes, trainings, undoings and bad files."""
    hands = Hands(controller, tmp_path, np.random.default_rng(seed), qtbot)
    for _ in range(ACTS):
        hands.act()
    assert hands.saved
    hands.open()
