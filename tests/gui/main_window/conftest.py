"""The real window, driven by real clicks and keys, with its worker thread training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from shiboken6 import isValid

from tests.gui.main_window.opening import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Return settings that outlive one window, for the tests of what is remembered."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[Program]:
    """Open the window paused at epoch 0 of the XOR example."""
    program = opened(qtbot, settings)
    yield program
    if isValid(program.window):  # not closed by the test itself
        program.window.close()
        assert program.controller is not None
        assert not program.controller.is_alive
