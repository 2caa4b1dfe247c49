"""An example brings the dock that shows it best, and takes it away again unless the user has taken it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.app import Program
from mlp_gui.options import Options
from mlp_gui.window.example_docks import SHOWN_BEST

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot


def test_each_example_comes_with_its_dock(program: Program) -> None:
    """One after the other: what the one before brought is away."""
    docks = {dock.objectName(): dock for dock in program.window.contents.docks}
    assert set(SHOWN_BEST) <= set(mlp.EXAMPLES)
    for example, wanted in SHOWN_BEST.items():
        program.session.open_example(example)
        assert [name for name in set(SHOWN_BEST.values()) if docks[name].isVisible()] == [wanted]
    program.session.open_example("circle")
    assert not any(docks[name].isVisible() for name in SHOWN_BEST.values())


def test_what_the_user_opens_or_closes_stays_so(program: Program) -> None:
    """A dock opened by hand outlives its example; one that is closed comes back with the next opening alone."""
    dock, session = program.window.contents.reconstruction, program.session
    dock.toggleViewAction().trigger()
    session.open_example("digits_autoencoder")
    session.open_example("xor")
    assert dock.isVisible()
    dock.toggleViewAction().trigger()
    session.open_example("digits_autoencoder")
    dock.close()
    session.set_training(learning_rate=0.02)
    session.undo_stack.undo()
    assert not dock.isVisible()
    session.open_example("digits_autoencoder")
    assert dock.isVisible()


def test_no_dock_comes_between_in_step_mode(program: Program) -> None:
    """There the docks are others."""
    program.session.stepping.set_active(True)
    program.session.open_example("digits_autoencoder")
    assert not program.window.contents.reconstruction.isVisible()


def test_it_is_not_remembered_for_the_next_start(qtbot: QtBot, settings: QSettings) -> None:
    """A window that starts with the example has the dock, and the next one without it has none."""
    for example, is_shown in (("digits_autoencoder", True), ("xor", False)):
        program = Program(Options(example=example, size=(1280, 800), theme="light"), settings)
        # As the command does: the window is filled before it is seen.
        session = program.furnish()
        program.window.show()
        dock = program.window.contents.reconstruction
        qtbot.waitUntil(lambda seen=session: seen.snapshot is not None, timeout=20_000)
        qtbot.waitUntil(lambda seen=dock, wanted=is_shown: seen.isVisible() is wanted, timeout=20_000)
        assert not is_shown or dock.height() > 200
        program.window.close()
        program.end()
