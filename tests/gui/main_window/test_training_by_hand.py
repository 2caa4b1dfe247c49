"""Training by buttons and keys: play, pause, step, reset, and closing in the middle of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from mlp_gui.state.snapshot import RunStatus
from tests.gui.main_window.opening import TIMEOUT, button, click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_opens_paused_at_the_start(program: Program) -> None:
    """The window says what it is and where training stands."""
    window = program.window
    assert window.windowTitle().startswith("XOR")
    assert window.status.state.text() == "Paused"
    assert window.toolbar.epoch.text == "0"
    assert window.toolbar.examples.value == "xor"
    assert all(dock.isVisible() for dock in (window.contents.forms, window.contents.decision, window.contents.loss))


def test_keyboard_starts_at_the_network(program: Program, qtbot: QtBot) -> None:
    """The first Space plays: no button has the focus at the start."""
    assert program.window.focusWidget() is program.window.contents.network
    qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.RUNNING, timeout=TIMEOUT)


def test_play_button_trains_and_pauses(program: Program, qtbot: QtBot) -> None:
    """The first click trains, the second pauses, and the button shows which."""
    session, play = program.session, button(program, "play")
    click(qtbot, play)
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING and session.snapshot.epoch > 3, timeout=TIMEOUT)
    assert play.isChecked()
    assert program.window.status.state.text() == "Training"
    click(qtbot, play)
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    assert not play.isChecked()


def test_space_trains_and_pauses(program: Program, qtbot: QtBot) -> None:
    """Space plays and pauses from wherever the focus is not in a field or on a button."""
    program.window.contents.network.setFocus()
    qtbot.keyClick(program.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.RUNNING, timeout=TIMEOUT)
    qtbot.keyClick(program.window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.status is RunStatus.PAUSED, timeout=TIMEOUT)


def test_space_on_a_button_presses_the_button(program: Program, qtbot: QtBot) -> None:
    """The keyboard reaches every button: Space on a focused one is its own."""
    qtbot.keyClick(button(program, "step_epoch"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.snapshot.epoch == 1, timeout=TIMEOUT)
    assert program.session.status is RunStatus.PAUSED


def test_steps(program: Program, qtbot: QtBot) -> None:
    """One click on a step button is one batch or one epoch, exactly."""
    session = program.session
    before = session.snapshot.step
    click(qtbot, button(program, "step_batch"))
    qtbot.waitUntil(lambda: session.snapshot.step == before + 1, timeout=TIMEOUT)
    epoch = session.snapshot.epoch
    click(qtbot, button(program, "step_epoch"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == epoch + 1, timeout=TIMEOUT)
    assert program.window.toolbar.epoch.text == str(epoch + 1)


def test_reset_returns_to_the_same_weights(program: Program, qtbot: QtBot) -> None:
    """Reset starts again from the same initial weights, and undo brings the trained ones back."""
    session = program.session
    first = session.snapshot.network.parameters.copy()
    click(qtbot, button(program, "step_epoch"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1, timeout=TIMEOUT)
    trained = session.snapshot.network.parameters.copy()
    click(qtbot, button(program, "reset"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 0, timeout=TIMEOUT)
    assert (session.snapshot.network.parameters == first).all()
    click(qtbot, button(program, "undo"))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1, timeout=TIMEOUT)
    assert (session.snapshot.network.parameters == trained).all()


def test_closing_while_training_ends_the_thread_within_a_second(program: Program, qtbot: QtBot) -> None:
    """The window closes at full speed on a large example, and the thread is gone at once."""
    from time import perf_counter

    program.session.open_example("spiral")
    program.session.set_speed(None)
    program.session.play()
    qtbot.waitUntil(
        lambda: program.session.status is RunStatus.RUNNING and program.session.snapshot.epoch > 2, timeout=TIMEOUT
    )
    start = perf_counter()
    program.window.close()
    assert perf_counter() - start < 1.0
    assert not program.controller.is_alive
