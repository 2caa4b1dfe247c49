"""What a project brings back beside its network: that it diverged, how fast it trains, how the window stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus
from tests.gui.main_window.opening import TIMEOUT, click

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def save(program: Program, path: Path, qtbot: QtBot) -> None:
    """Save the run, and wait until it is written."""
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        program.session.project.save(str(path))


def open_again(program: Program, path: Path, qtbot: QtBot) -> None:
    """Open a project, and wait until its moment is shown."""
    session = program.session
    with qtbot.waitSignal(session.project.opened, timeout=TIMEOUT):
        session.project.open(str(path))
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=TIMEOUT)


def test_a_run_that_diverged_is_opened_as_one(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """Its status, its message and the way back are there again; undo leaves them, redo brings them back."""
    session, notices = program.session, program.window.notices
    session.open_example("plane")
    session.set_training(learning_rate=1e200)
    session.play()
    qtbot.waitUntil(lambda: session.status is RunStatus.DIVERGED and notices.isVisible(), timeout=TIMEOUT)
    told, step = session.notices.current, session.snapshot.step
    save(program, tmp_path / "lost.mlp", qtbot)
    session.open_example("xor")
    qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED and notices.isHidden(), timeout=TIMEOUT)
    open_again(program, tmp_path / "lost.mlp", qtbot)
    for way in ("opened", "redone"):
        qtbot.waitUntil(lambda: session.status is RunStatus.DIVERGED and notices.isVisible(), timeout=TIMEOUT)
        assert session.notices.current == told
        assert session.snapshot.step == step
        if way == "opened":
            session.undo_stack.undo()
            qtbot.waitUntil(lambda: session.status is RunStatus.PAUSED and notices.isHidden(), timeout=TIMEOUT)
            assert session.title == mlp.EXAMPLES["xor"].title
            session.undo_stack.redo()
    click(qtbot, notices.action_button)
    qtbot.waitUntil(lambda: session.snapshot.step == 0 and session.status is RunStatus.PAUSED, timeout=TIMEOUT)
    assert notices.isHidden()
