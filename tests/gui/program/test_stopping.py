"""Training stops by itself under the conditions of the form, says why, and is one Undo from where it stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import mlp_core as mlp
from mlp_gui.panels import TrainingPanel
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

TIMEOUT = 20_000
PATIENCE = 10


def press(program: Program, name: str) -> None:
    """Click a button by its name."""
    QTest.mouseClick(program.window.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def form_of(program: Program) -> TrainingPanel:
    """Return the training form, with its part about stopping opened by a click and scrolled to."""
    form = program.window.contents.forms.findChild(TrainingPanel)
    program.window.contents.forms.column.findChild(QAbstractButton, "training_panel_stop").click()
    return form


def type_limit(form: TrainingPanel, field: str, text: str) -> None:
    """Type when to stop."""
    limit = form.stopping.limits[field]
    limit.setFocus()
    limit.selectAll()
    QTest.keyClicks(limit, text)
    QTest.keyClick(limit, Qt.Key.Key_Return)


def wait_for_stop(program: Program, qtbot: QtBot) -> None:
    """Press play, and wait until the window says that training stopped."""
    press(program, "play_button")
    notices = program.window.notices
    qtbot.waitUntil(lambda: "Training stopped" in notices.message.text() and notices.isVisible(), timeout=TIMEOUT)
    qtbot.waitUntil(lambda: program.session.snapshot.status is RunStatus.PAUSED, timeout=TIMEOUT)


def trained(experiment: mlp.Experiment, epochs: int) -> np.ndarray:
    """Return the parameters of the same experiment after so many epochs, trained without a window."""
    _, network, trainer = experiment.build()
    for _ in range(epochs):
        trainer.run_epoch()
    return network.parameters


def test_it_stops_at_the_epoch_and_goes_on_when_told_to(program: Program, qtbot: QtBot) -> None:
    """At exactly that epoch although it trains as fast as it goes; going on is not stopped again; empty is never."""
    session, form = program.session, form_of(program)
    session.set_speed(None)
    run_id = session.run_id
    type_limit(form, "epochs", "25")
    assert session.experiment.stopping.epochs == 25
    assert session.run_id == run_id, "when it stops is not how it learns"
    wait_for_stop(program, qtbot)
    assert session.snapshot.epoch == 25
    assert session.snapshot.batch == 0
    press(program, "notice_action")
    qtbot.waitUntil(lambda: session.snapshot.epoch > 40, timeout=TIMEOUT)
    assert program.window.notices.isHidden()
    press(program, "play_button")
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    type_limit(form, "epochs", " ")
    assert session.experiment.stopping.epochs is None


def test_it_stops_when_the_loss_has_fallen_and_when_the_accuracy_has_risen(program: Program, qtbot: QtBot) -> None:
    """At the first epoch of which that is true; a change while it trains counts from there."""
    session, form = program.session, form_of(program)
    type_limit(form, "loss", "0.5")
    wait_for_stop(program, qtbot)
    losses = session.snapshot.history.train_loss
    assert losses[-1] <= 0.5 < losses[:-1].min()
    type_limit(form, "loss", "")
    type_limit(form, "metric", "98")
    wait_for_stop(program, qtbot)
    metrics = session.snapshot.history.train_metric
    assert metrics[-1] >= 0.98 > metrics[len(losses) : -1].max()


def test_early_stopping_restores_the_lowest_validation_loss(program: Program, qtbot: QtBot) -> None:
    """Bit for bit; Undo returns to where it stopped, and any moment of the way stays what it was."""
    session, form = program.session, form_of(program)
    type_limit(form, "patience", str(PATIENCE))
    assert form.stopping.warning.isVisible(), "there are no validation points yet"
    moons = mlp.EXAMPLES["moons"].with_data(noise=0.3, n_samples=60, train_share=0.5, validation_share=0.4)
    session.set_experiment(replace(moons, stopping=session.experiment.stopping), "made for the test")
    assert form.stopping.warning.isHidden()
    session.set_speed(None)
    wait_for_stop(program, qtbot)
    qtbot.waitUntil(lambda: not session.stepping.timeline.is_at_end, timeout=TIMEOUT)
    timeline = session.stepping.timeline
    best, last = round(timeline.epoch_at(timeline.now)), timeline.last_epoch
    assert last == best + PATIENCE
    assert f"epoch {best}, where it was lowest" in program.window.notices.message.text()
    qtbot.waitUntil(lambda: session.snapshot.epoch == best, timeout=TIMEOUT)
    np.testing.assert_array_equal(session.snapshot.network.parameters, trained(moons, best))
    press(program, "undo_button")
    qtbot.waitUntil(lambda: session.snapshot.epoch == last, timeout=TIMEOUT)
    validation = session.snapshot.history.validation_loss
    assert validation.argmin() == best
    np.testing.assert_array_equal(session.snapshot.network.parameters, trained(moons, last))
    press(program, "redo_button")
    qtbot.waitUntil(lambda: session.snapshot.epoch == best, timeout=TIMEOUT)
    wait_for_stop(program, qtbot)
    qtbot.waitUntil(lambda: session.stepping.timeline.last_epoch == last + PATIENCE, timeout=TIMEOUT)
