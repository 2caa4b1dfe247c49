"""The whole program, as a user has it after the start, at full speed and ended after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shiboken6 import isValid

from mlp_gui.app import Program
from mlp_gui.cli import Options
from mlp_gui.training.frame import FINE
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping


def answers_are_fine(session: Session) -> bool:
    """Tell whether the units' answers over the plane are those of the moment shown, and no finer ones will come."""
    answers, snapshot = session.unit_field, session.snapshot
    return (
        answers is not None
        and snapshot is not None
        and (answers.run_id, answers.step) == (snapshot.run_id, snapshot.step)
        and answers.grid.x.size == FINE
    )


@pytest.fixture
def program(qapp: object, qtbot: QtBot) -> Iterator[Program]:
    """Return the program with its window on the screen, 1280 by 800, and the first example paused."""
    program = Program(Options(size=(1280, 800)))
    session = program.furnish()
    with qtbot.waitExposed(program.window):
        program.window.show()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=20_000)
    yield program
    if isValid(program.window):  # not closed by the test itself
        program.window.close()
        assert not program.controller.is_alive
    assert program.errors.count == 0, "something raised where nobody caught it; see the captured stderr"


@pytest.fixture
def stepping(program: Program, qtbot: QtBot) -> Stepping:
    """Return the step-through of the hand-out's XOR network, entered by a click, before its first line; all at rest."""
    choose_example(program, "xor_steps", qtbot)
    click(program, "segment_step")
    stepping = program.session.stepping
    qtbot.waitUntil(lambda: stepping.trace is not None)
    # What units answer over the plane comes coarse, then fine: only then do pictures of the same moment look the same.
    qtbot.waitUntil(lambda: answers_are_fine(program.session), timeout=20_000)
    assert stepping.active
    assert stepping.granularity == "term"
    return stepping
