"""One program after another in one process: nothing of a closed one stays, and none disturbs the next."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from mlp_gui.app import Program
from mlp_gui.options import Options

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def used_and_closed(qtbot: QtBot, example: str) -> Program:
    """Return a program that has trained, stepped and been closed."""
    program = Program(Options(size=(1280, 800), example=example))
    session = program.furnish()
    with qtbot.waitExposed(program.window):
        program.window.show()
    session.play()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.epoch > 0, timeout=20_000)
    session.stepping.set_active(True)
    qtbot.waitUntil(lambda: session.stepping.trace is not None, timeout=20_000)
    program.window.close()
    assert not program.controller.is_alive
    assert program.errors.count == 0
    return program


def test_three_programs_one_after_another(qapp: QApplication, qtbot: QtBot, capfd: pytest.CaptureFixture[str]) -> None:
    """A closed program is gone on this thread before Python's collector finds it on the next one's worker."""
    for example in ("xor", "spiral", "blobs"):
        program = used_and_closed(qtbot, example)
        window = program.window
        qtbot.waitUntil(lambda window=window: not isValid(window), timeout=20_000)
        assert not isValid(program)
        del program, window
        gc.collect()
        QApplication.processEvents()
    assert "Error calling" not in capfd.readouterr().err
