"""The losses in the status bar are those of the weights shown, with digits enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.main_window.opening import TIMEOUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_the_status_bar_never_shows_the_loss_of_other_weights(program: Program, qtbot: QtBot) -> None:
    """A bias set by hand while paused changes the losses at once, and Undo brings the old ones back."""
    status, session = program.window.status, program.session
    assert session is not None
    before = status.train_loss.text, status.test_loss.text
    session.set_parameter(session.snapshot.network.bias_index(1, 0), 5.0)
    qtbot.waitUntil(lambda: status.train_loss.text != before[0], timeout=TIMEOUT)
    assert status.test_loss.text != before[1]
    assert status.train_loss.text == f"{session.snapshot.losses[0]:.4f}"
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: (status.train_loss.text, status.test_loss.text) == before, timeout=TIMEOUT)


@pytest.mark.parametrize(("loss", "text"), [(0.25, "0.2500"), (7.914e-5, "7.91×10⁻⁵"), (0.0, "0.0000")])
def test_a_small_loss_keeps_its_digits(program: Program, loss: float, text: str) -> None:
    """Four decimals for losses as they are at first; a small one is not rounded away to 0.0001."""
    program.window.status._show_loss(program.window.status.train_loss, loss)
    assert program.window.status.train_loss.text == text


def test_the_validation_loss_stands_beside_the_others_as_long_as_there_is_room(program: Program, qtbot: QtBot) -> None:
    """It comes with the part that it is of, goes with it, and is the first that a narrow window leaves out."""
    window, status, session = program.window, program.window.status, program.session
    assert session is not None
    window.resize(1440, 900)
    session.set_data(n_samples=200)
    assert not status.validation_loss.isVisible()
    session.set_data(validation_share=0.2)
    qtbot.waitUntil(status.validation_loss.isVisible, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: status.validation_loss.text == f"{session.snapshot.losses[1]:.4f}", timeout=TIMEOUT)
    room = status._row
    room.resize(room._whole_width - 1, room.height())
    assert not status.validation_loss.isVisible()
    assert status.batch.isVisible()
    session.set_data(validation_share=0.0)
    qtbot.waitUntil(lambda: status.validation_loss not in room.giving_way, timeout=TIMEOUT)
    assert not status.validation_loss.isVisible()
