"""Two thousand random gestures on the real window while it trains: nothing raises, and the thread still answers.

The seed is new each day, so that all who run it the same day do the same, and is printed on failure;
`GESTURE_SEED=…` repeats a run, `GESTURES=…` sets how many.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from mlp_gui.state.snapshot import RunStatus
from tests.gui.program.filing_monkey import FilingMonkey
from tests.gui.program.monkey import StaysOpen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


@np.errstate(over="ignore")  # as in the program's event loop: what overflows in a run that diverged is infinite
def test_random_gestures_while_it_trains(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """Whatever is clicked, typed, turned or dragged: no exception, no warning of Qt, and training still answers."""
    seed = int(os.environ.get("GESTURE_SEED") or f"{datetime.now(UTC):%Y%m%d}")
    rng = np.random.default_rng(seed)
    session, window = program.session, program.window
    monkey = FilingMonkey(window, session, rng, tmp_path)
    guard = StaysOpen(window, monkey)
    contents = window.contents
    hidden_at_first = (contents.surface, contents.hidden_space, contents.collapse)
    for dock in (*hidden_at_first, contents.assessment, contents.health, contents.images, contents.reconstruction):
        dock.toggleViewAction().trigger()  # open, it gets its share
    session.play()
    try:
        for number in range(int(os.environ.get("GESTURES", "2000"))):
            name = monkey.gesture()
            QApplication.processEvents()
            assert program.errors.count == 0, f"gesture {number} ({name}) raised"
            assert program.controller.is_alive, f"gesture {number} ({name}) ended the thread"
            # Training ends the step-through, so that seldom goes on from there.
            share = 0.01 if session.stepping.active else 0.2
            if session.status is not RunStatus.RUNNING and rng.random() < share:
                session.play()
        check_that_it_answers(program, qtbot)
    except BaseException as error:
        error.add_note(f"repeat with GESTURE_SEED={seed}; {dict(monkey.done)}")
        raise
    finally:
        guard.let_go()
        while QApplication.activePopupWidget() is not None:
            QApplication.activePopupWidget().close()
    assert set(monkey.done) == {act.__name__ for act in monkey.gestures}
    assert monkey.seen == {"stepping", "presenting", "asked", "racing", "own table", "painted"}


def test_a_menu_that_waits_is_closed(program: Program, tmp_path: Path) -> None:
    """A press on a button with a menu returns only when the menu is closed; the random hand does not hang there."""
    monkey = FilingMonkey(program.window, program.session, np.random.default_rng(0), tmp_path)
    guard = StaysOpen(program.window, monkey)
    button = program.window.findChild(QToolButton, "region_menu_button")
    button.show()
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert QApplication.activePopupWidget() is None
    guard.let_go()


def check_that_it_answers(program: Program, qtbot: QtBot) -> None:
    """Hold the worker to doing what it is asked: another example is opened, and one step is taken."""
    session = program.session
    session.open_example("xor")
    session.pause()
    qtbot.waitUntil(
        lambda: session.snapshot.run_id == session.run_id and session.status is RunStatus.PAUSED, timeout=20_000
    )
    step = session.snapshot.step
    session.step_batch()
    qtbot.waitUntil(
        lambda: session.snapshot.run_id == session.run_id and session.snapshot.step == step + 1, timeout=20_000
    )
