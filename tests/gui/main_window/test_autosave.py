"""After a program that did not end in order, the next one offers what it was doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from mlp_gui.app import Program
from mlp_gui.options import Options
from tests.gui.main_window.opening import TIMEOUT, click

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

VICTIM: Final = """
import sys
from PySide6.QtCore import QSettings, Qt
from mlp_gui.app import Program, application
from mlp_gui.options import Options
from mlp_gui.state.requests import Seek
app = application()
program = Program(Options(example="spiral", autosave=sys.argv[1]), QSettings(sys.argv[2], QSettings.Format.IniFormat))
session = program.furnish()
program.window.show()
session.stepping.set_active(True)
session.request_posted.emit(Seek(0, 77))
def look(trace):
    if trace is not None and trace.state_before.step_count == 77:
        session.stepping.forward()
        program.autosave._on_timeout()
def say():
    sys.stdout.write(session.snapshot.network.parameters.tobytes().hex() + chr(10))
    sys.stdout.flush()
session.stepping.trace_changed.connect(look, Qt.ConnectionType.QueuedConnection)
program.autosave.kept.connect(say)
app.exec()
"""
"""A program that trains 77 steps, tells a line of the next one, keeps a copy, says its parameters, and goes on."""


def opened(folder: Path, settings: QSettings, qtbot: QtBot) -> Program:
    """Return a program that keeps copies in a folder."""
    program = Program(Options(size=(1280, 800), theme="light", autosave=str(folder)), settings)
    program.window.show()
    session = program.furnish()
    qtbot.waitUntil(lambda: session.snapshot is not None, timeout=TIMEOUT)
    return program


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX systems")
def test_what_a_killed_program_was_doing_is_restored(
    qapp: object, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """Killed while it works, a program leaves its run; a click in the next one brings it back, bit for bit."""
    folder = tmp_path / "autosave"
    command = [sys.executable, "-c", VICTIM, str(folder), str(tmp_path / "victim.ini")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as victim:
        assert victim.stdout is not None
        parameters = bytes.fromhex(victim.stdout.readline().decode())
        victim.send_signal(signal.SIGKILL)
    assert parameters
    program = opened(folder, settings, qtbot)
    session, window = program.session, program.window
    assert "did not end in order" in session.notices.current.text
    assert window.window_actions["restore_last"].isEnabled()
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        click(qtbot, window.notices.action_button)
    qtbot.waitUntil(lambda: (session.snapshot.run_id, session.snapshot.step) == (session.run_id, 77), timeout=TIMEOUT)
    assert session.snapshot.network.parameters.tobytes() == parameters
    qtbot.waitUntil(lambda: session.stepping.position == 0, timeout=TIMEOUT)
    assert session.title == "Spiral"
    assert window.isWindowModified()
    qtbot.waitUntil(lambda: not window.window_actions["restore_last"].isEnabled(), timeout=TIMEOUT)
    window.close()
    assert not list(folder.glob("*.mlp"))


def test_programs_beside_one_another_keep_their_own(
    qapp: object, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """A copy of a program that still runs is not offered, and goes when that one ends."""
    first = opened(tmp_path, settings, qtbot)
    with qtbot.waitSignal(first.autosave.kept, timeout=TIMEOUT):
        first.autosave._on_timeout()
    assert len(list(tmp_path.glob("*.mlp"))) == 1
    second = opened(tmp_path, settings, qtbot)
    assert not second.autosave.has_offer
    for program in (second, first):
        program.window.close()
    assert not list(tmp_path.glob("*.mlp"))
    third = opened(tmp_path, settings, qtbot)
    assert not third.autosave.has_offer
    third.window.close()


def left_by_a_dead_program(folder: Path, settings: QSettings, qtbot: QtBot) -> Path:
    """Return a copy that no program holds."""
    program = opened(folder / "elsewhere", settings, qtbot)
    left = folder / "1-0.mlp"
    with qtbot.waitSignal(program.session.project.copied, timeout=TIMEOUT):
        program.session.project.save_copy(str(left))
    program.window.close()
    return left


def test_what_was_restored_stays_until_there_is_another_copy(
    qapp: object, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """What ended a program once may end it again at once: there is a copy on the disk at any moment."""
    left = left_by_a_dead_program(tmp_path, settings, qtbot)
    program = opened(tmp_path, settings, qtbot)
    action = program.window.window_actions["restore_last"]
    copies: list[int] = []
    program.autosave.offer_changed.connect(lambda _offered: copies.append(len(list(tmp_path.glob("*.mlp")))))
    with qtbot.waitSignal(program.session.project.opened, timeout=TIMEOUT):
        action.trigger()
    assert left.exists()
    qtbot.waitUntil(lambda: not action.isEnabled(), timeout=TIMEOUT)
    assert not left.exists()
    assert copies == [1], "its own"
    program.window.close()


def test_an_offer_that_was_passed_over_stays_in_the_menu(
    qapp: object, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """Said once, it is kept for the starts to come; after two weeks it goes."""
    left = left_by_a_dead_program(tmp_path, settings, qtbot)
    first = opened(tmp_path, settings, qtbot)
    assert "did not end in order" in first.session.notices.current.text
    first.window.close()
    (seen,) = tmp_path.glob("*.mlp")
    assert seen != left
    second = opened(tmp_path, settings, qtbot)
    assert second.autosave.has_offer
    assert second.window.window_actions["restore_last"].isEnabled()
    assert second.session.notices.current is None
    second.window.close()
    assert seen.exists()
    os.utime(seen, (0, 0))
    third = opened(tmp_path, settings, qtbot)
    assert not third.autosave.has_offer
    assert not seen.exists()
    third.window.close()
