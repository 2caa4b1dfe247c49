"""The whole program, as a user has it after the start, at full speed and ended after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.app import Program
from mlp_gui.cli import Options
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.stepping import Stepping


@pytest.fixture
def program(qapp: object, qtbot: QtBot) -> Iterator[Program]:
    """Return the program with its window on the screen, 1280 by 800, and the first example paused."""
    program = Program(Options(size=(1280, 800)))
    session = program.furnish()
    with qtbot.waitExposed(program.window):
        program.window.show()
    qtbot.waitUntil(lambda: session.snapshot is not None)
    yield program
    program.window.close()
    assert not program.controller.is_alive
    assert program.errors.count == 0, "something raised where nobody caught it; see the captured stderr"
    program.window.deleteLater()
    program.deleteLater()


@pytest.fixture
def stepping(program: Program, qtbot: QtBot) -> Stepping:
    """Return the step-through of the hand-out's XOR network, entered by a click, before its first line."""
    choose_example(program, "xor_steps", qtbot)
    click(program, "segment_step")
    stepping = program.session.stepping
    qtbot.waitUntil(lambda: stepping.trace is not None)
    assert stepping.active
    assert stepping.granularity == "term"
    return stepping
