"""The whole program, as a user has it after the start, at full speed and ended after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.app import Program
from mlp_gui.cli import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


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
