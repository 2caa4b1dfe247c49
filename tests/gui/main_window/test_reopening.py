"""What a project brings back beside its network: that it diverged, how fast it trains, how the window stood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.window.floating_places import fitted
from tests.gui.main_window.opening import TIMEOUT, click, opened

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
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


def test_the_speed_comes_back(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """A number of steps a second, and as fast as it goes; a file that says none leaves it as it is."""
    session = program.session
    for speed in (25.0, None):
        session.set_speed(speed)
        save(program, tmp_path / "speed.mlp", qtbot)
        session.set_speed(400.0)
        open_again(program, tmp_path / "speed.mlp", qtbot)
        assert session.speed == speed
    project = mlp.load_project(tmp_path / "speed.mlp")
    session.set_speed(7.0)
    session.project.take(mlp.Project(project.experiment, project.record), "", "older.mlp")
    assert session.speed == 7.0


def test_each_mode_comes_back_with_its_docks(
    program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """How step mode and the race were arranged is there when they are entered again, in another window too."""
    window, contents = program.window, program.window.contents
    area = Qt.DockWidgetArea
    arrange_modes(program, qtbot)
    path = tmp_path / "modes.mlp"
    save(program, path, qtbot)
    for mode in ("step_through", "race"):
        trigger(program, mode)
        window.layout_memory.reset()
        trigger(program, mode)
    window.addDockWidget(area.LeftDockWidgetArea, contents.loss)
    open_again(program, path, qtbot)
    check_modes(program, qtbot)
    window.layout_memory.reset()
    window.close()
    settings.clear()
    again = opened(qtbot, settings)
    open_again(again, path, qtbot)
    check_modes(again, qtbot)
    again.window.close()


def test_a_mode_that_was_not_entered_is_kept_as_it_was_left(
    program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """A window that has not been in step mode saves how the one before has left it."""
    trigger(program, "step_through")
    program.window.contents.galleries.hide()
    trigger(program, "step_through")
    program.window.close()
    second = opened(qtbot, settings)
    save(second, tmp_path / "left.mlp", qtbot)
    second.window.close()
    settings.clear()
    settings.setValue("preferences/mode_layouts", '{"step": {"docks": 3}}')
    third = opened(qtbot, settings)
    open_again(third, tmp_path / "left.mlp", qtbot)
    trigger(third, "step_through")
    assert third.window.contents.galleries.isHidden()
    assert third.window.contents.matrices.isVisible()
    third.window.close()


def test_saved_while_stepping_it_keeps_exploring_too(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """The arrangement of the mode that the window is not in is the one in which it was left."""
    window, contents = program.window, program.window.contents
    contents.health.show()
    trigger(program, "step_through")
    contents.matrices.hide()
    save(program, tmp_path / "step.mlp", qtbot)
    contents.matrices.show()
    open_again(program, tmp_path / "step.mlp", qtbot)
    assert contents.matrices.isHidden()
    trigger(program, "step_through")
    assert not contents.health.isHidden()
    contents.health.hide()
    open_again(program, tmp_path / "step.mlp", qtbot)
    assert window.layout_memory.mode == "step"
    trigger(program, "step_through")
    assert not contents.health.isHidden()


def test_a_project_opens_in_the_mode_that_it_was_saved_in(
    program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    """Exploring, racing or stepping; in step mode at the same line of the same sample, in another window too."""
    session, stepping, memory = program.session, program.session.stepping, program.window.layout_memory
    session.open_example("spiral")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=TIMEOUT)
    save(program, tmp_path / "explore.mlp", qtbot)
    trigger(program, "race")
    save(program, tmp_path / "race.mlp", qtbot)
    trigger(program, "step_through")
    qtbot.waitUntil(lambda: stepping.trace is not None, timeout=TIMEOUT)
    stepping.set_granularity("unit")
    stepping.set_sample(3)
    for _ in range(4):
        stepping.forward()
    here, told = stepping.kept, stepping.step
    save(program, tmp_path / "step.mlp", qtbot)
    stepping.set_granularity("term")
    stepping.to_end()
    for mode in ("race", "step", "explore", "step"):
        open_again(program, tmp_path / f"{mode}.mlp", qtbot)
        assert memory.mode == mode
        assert program.window.window_actions["race"].isChecked() == (mode == "race")
        if mode == "step":
            qtbot.waitUntil(lambda: stepping.kept == here, timeout=TIMEOUT)
    program.window.close()
    again = opened(qtbot, settings)
    open_again(again, tmp_path / "step.mlp", qtbot)
    qtbot.waitUntil(lambda: again.session.stepping.kept == here, timeout=TIMEOUT)
    assert again.session.stepping.step.makes == told.makes
    again.window.close()


def test_a_mode_from_anybody_does_no_harm(program: Program) -> None:
    """A mode that there is not, and a place that cannot be, leave the window as it is; a file without one too."""
    stepping, told = program.session.stepping, program.session.project.layout_opened
    trigger(program, "step_through")
    for mode in ({}, {"mode": "nowhere"}, {"mode": ["race"]}, {"mode": 3}):
        told.emit(json.dumps({"docks": {}} | mode))
        assert stepping.active
    for place in ([], ["unit"], ["ever", 0, 0], ["unit", "a", 0], ["unit", -1, 0], ["unit", 0, -2], ["unit", 0, 1e9]):
        told.emit(json.dumps({"docks": {}, "mode": "explore", "step": place}))
        assert stepping.active
    told.emit(json.dumps({"docks": {}, "mode": "explore"}))
    assert not stepping.active


def test_floating_docks_come_back_where_they_were(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """From the window's corner, as far as the screen reaches; in the other modes they do not float."""
    window, loss = program.window, program.window.contents.loss
    window.move(20, 30)
    loss.setFloating(True)
    loss.setGeometry(120, 90, 333, 222)
    save(program, tmp_path / "floats.mlp", qtbot)
    loss.setFloating(False)
    window.move(0, 0)
    open_again(program, tmp_path / "floats.mlp", qtbot)
    assert loss.isFloating()
    assert loss.isVisible()
    assert loss.geometry() == QRect(100, 60, 333, 222)
    trigger(program, "step_through")
    assert loss.isHidden()
    trigger(program, "step_through")
    assert loss.isFloating()


def test_what_would_float_beyond_the_screen_is_brought_onto_it() -> None:
    """It is moved as far as it must be, and made smaller only where it is larger than the screen."""
    room = QRect(0, 0, 800, 600)
    assert fitted(QRect(-500, 900, 300, 200), room) == QRect(0, 400, 300, 200)
    assert fitted(QRect(100, 100, 3000, 200), room) == QRect(0, 100, 800, 200)


def arrange_modes(program: Program, qtbot: QtBot) -> None:
    """Put docks of each mode elsewhere, and leave the window exploring."""
    window, contents = program.window, program.window.contents
    area = Qt.DockWidgetArea
    trigger(program, "step_through")
    contents.galleries.hide()
    window.addDockWidget(area.LeftDockWidgetArea, contents.tracer)
    window.resizeDocks([contents.tracer], [310], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: contents.tracer.width() == 310, timeout=TIMEOUT)
    trigger(program, "step_through")
    trigger(program, "race")
    window.addDockWidget(area.LeftDockWidgetArea, contents.race)
    docks = [contents.race, contents.surface]
    window.resizeDocks(docks, [480, window.width() - 480], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: abs(contents.race.width() - 480) <= 3, timeout=TIMEOUT)
    trigger(program, "race")


def check_modes(program: Program, qtbot: QtBot) -> None:
    """See that each mode is as `arrange_modes` has left it."""
    window, contents = program.window, program.window.contents
    area = Qt.DockWidgetArea
    assert window.dockWidgetArea(contents.loss) == area.RightDockWidgetArea
    assert window.layout_memory.mode == "explore"
    trigger(program, "step_through")
    assert contents.galleries.isHidden()
    assert window.dockWidgetArea(contents.tracer) == area.LeftDockWidgetArea
    qtbot.waitUntil(lambda: abs(contents.tracer.width() - 310) <= 3, timeout=TIMEOUT)
    assert contents.loss.isHidden()
    trigger(program, "step_through")
    trigger(program, "race")
    assert contents.race.isVisible()
    assert window.dockWidgetArea(contents.race) == area.LeftDockWidgetArea
    qtbot.waitUntil(lambda: abs(contents.race.width() - 480) <= 3, timeout=TIMEOUT)
    trigger(program, "race")
    assert contents.loss.isVisible()


def trigger(program: Program, name: str) -> None:
    """Choose an action in its menu."""
    program.window.window_actions[name].trigger()
