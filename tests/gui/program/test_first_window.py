"""Where the window stands when it opens: inside its screen, frame and status bar too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.window.layout import FRAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Return settings that nothing has been stored in."""
    return QSettings(str(tmp_path / "first.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def program(qtbot: QtBot, qapp: object, settings: QSettings, request: pytest.FixtureRequest) -> Iterator[Program]:
    """Return a program opened as the settings and the screen have it, once its window is filled."""
    width, height = getattr(request, "param", (0, 0))
    if width:
        remembered = QWidget()
        remembered.resize(width, height)
        settings.setValue("preferences/window_geometry", remembered.saveGeometry())
        remembered.deleteLater()
    program = Program(Options(), settings)
    session = program.furnish()
    with qtbot.waitExposed(program.window):
        program.window.show()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=20_000)
    yield program
    program.window.close()


@pytest.mark.parametrize("program", [(0, 0), (1900, 1000), (500, 2000), (700, 600)], indirect=True)
def test_the_window_opens_inside_its_screen(program: Program) -> None:
    """At the first start, and with the geometry of a larger screen remembered: all of it can be reached."""
    room = program.window.screen().availableGeometry()
    size = program.window.size()
    assert size.width() <= room.width() - FRAME.width()
    assert size.height() <= room.height() - FRAME.height()
    assert room.contains(program.window.geometry())
    assert program.window.status.geometry().bottom() < size.height()


@pytest.mark.parametrize("program", [(700, 600)], indirect=True)
def test_a_window_that_fits_keeps_its_size(program: Program) -> None:
    """What was remembered and has room comes back as it was."""
    assert program.window.size().toTuple() == (700, 600)


def test_training_begins_behind_the_painted_window(qapp: object, settings: QSettings, qtbot: QtBot) -> None:
    """All of it is on the screen before the worker takes any time."""
    program = Program(Options(), settings)
    program.window.show()
    program.open()
    session = program.session
    assert session is not None
    assert program.controller is None
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.step > 0, timeout=20_000)
    assert session.status is RunStatus.RUNNING
    program.window.close()


def test_a_window_that_closes_before_it_was_painted_trains_nothing(
    qapp: object, settings: QSettings, qtbot: QtBot
) -> None:
    """Nor does anything go on that was to begin behind it."""
    program = Program(Options(), settings)
    program.open()
    program.window.close()
    assert program.controller is None
    with qtbot.waitSignal(program.destroyed, timeout=20_000):
        pass
