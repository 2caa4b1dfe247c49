"""Races in the whole window: started by a click, seen on surface, curves and list, opened, undone, and put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mlp_core import LossSurface
from mlp_gui.state.racing import RaceStatus
from mlp_gui.state.snapshot import Notice
from mlp_gui.views.surface.race_trails import trail_rows
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    import mlp_core as mlp
    from mlp_gui.app import Program
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.races.view import RaceView

Left = Qt.MouseButton.LeftButton
PATIENCE = 20_000


def _open(program: Program) -> RaceView:
    """Arrange the window for a race, from the menu."""
    program.window.window_actions["race"].trigger()
    assert program.window.race_mode.is_on
    return program.window.contents.race.widget()


def _race(program: Program, qtbot: QtBot, n_epochs: int = 200) -> mlp.RaceReport:
    """Start a race by its button and wait for the end."""
    racing = program.session.racing
    racing.choose_epochs(n_epochs)
    click(program, "race_go")
    qtbot.waitUntil(lambda: racing.status is RaceStatus.FINISHED, timeout=PATIENCE)
    assert racing.report is not None
    return racing.report


def _with_trails(program: Program, qtbot: QtBot) -> SurfacePicture:
    """Wait for a picture of the surface that has the whole race on it."""
    surface, racing = program.session.surface, program.session.racing

    def is_whole() -> bool:
        picture, report = surface.picture, racing.report
        return (
            picture is not None
            and report is not None
            and len(picture.trails) == len(report.racers)
            and all(
                len(trail.points) == len(racer.path) for trail, racer in zip(picture.trails, report.racers, strict=True)
            )
        )

    qtbot.waitUntil(is_whole, timeout=PATIENCE)
    assert surface.picture is not None
    return surface.picture


def test_four_optimizers_race_and_any_of_them_is_opened(program: Program, qtbot: QtBot) -> None:
    """Clicks alone: race on XOR, ranked by loss, the winner's network opened as it ended, and undo."""
    view = _open(program)
    report = _race(program, qtbot)
    rows = view.ranking.rows
    losses = [report.racers[row.place].loss for row in rows.rows]
    assert losses == sorted(losses)
    assert [racer.racer.name for racer in report.racers] == ["SGD", "Momentum", "RMSprop", "Adam"]
    session, before = program.session, program.session.snapshot
    assert before is not None
    QTest.mouseClick(rows, Left, pos=rows.button_box(0).center().toPoint())
    winner = report.racers[report.ranking[0]]

    def is_open() -> bool:
        snapshot = session.snapshot
        return snapshot is not None and snapshot.run_id == session.run_id and snapshot.epoch == 200

    qtbot.waitUntil(is_open, timeout=PATIENCE)
    assert session.snapshot is not None
    np.testing.assert_array_equal(session.snapshot.network.parameters, winner.path[-1])
    assert session.snapshot.experiment.training == winner.racer.training
    click(program, "undo_button")
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run_id == before.run_id, timeout=PATIENCE)
    np.testing.assert_array_equal(session.snapshot.network.parameters, before.network.parameters)
    assert rows.rows, "the race stays in the list"


def test_the_paths_lie_on_the_surface_with_their_true_losses(program: Program, qtbot: QtBot) -> None:
    """Each racer's path is on the plane of main directions, and its end is read out on the map with the true loss."""
    choose_example(program, "xor_steps", qtbot)
    _open(program)
    report = _race(program, qtbot)
    program.session.surface.choose_kind("trajectory")
    _with_trails(program, qtbot)
    qtbot.waitUntil(lambda: program.session.surface.picture.plane.kind == "trajectory", timeout=PATIENCE)
    picture = _with_trails(program, qtbot)
    for projected, racer in zip(picture.trails, report.racers, strict=True):
        np.testing.assert_allclose(projected.points, picture.axes.project(racer.path), atol=1e-9)
    surface_map = program.window.contents.surface.widget().map
    surface_map.grab()
    at = surface_map.position_of(tuple(picture.trails[1].points[-1].tolist()))
    assert at is not None
    QTest.mouseMove(surface_map, at.toPoint())
    probe = program.session.surface.probe
    assert probe is not None
    who, truth = trail_rows(picture, probe)
    assert who.name == "Momentum"
    epoch = int(who.value.removeprefix("epoch "))
    assert epoch > 190
    assert float(truth.value) == pytest.approx(report.racers[1].losses[epoch], rel=1e-3)
    # The list has the plane's own loss there, to the last digit that it writes, and not what lies between the grid's.
    snapshot = picture.snapshot
    plane = LossSurface.of_part(snapshot.network, snapshot.dataset, snapshot.experiment.training, "train")
    rows = program.window.contents.race.widget().ranking.rows.rows
    for row in rows:
        end = picture.axes.project(report.racers[row.place].path[-1:].astype(float))[0]
        exact = sum(plane.at(picture.axes.parameters_at(*end.tolist())))
        assert float(row.plane) == pytest.approx(exact, abs=0.51 * 10.0 ** -len(row.plane.partition(".")[2]))


def test_restarts_of_the_hand_outs_network_find_local_minima(program: Program, qtbot: QtBot) -> None:
    """Twenty starts: most reach all targets within 0.1, the others are shown as stuck."""
    choose_example(program, "xor_steps", qtbot)
    view = _open(program)
    click(program, "segment_start")
    program.session.racing.choose_starts(20)
    report = _race(program, qtbot, 2000)
    tags = [row.tag for row in view.ranking.rows.rows]
    stuck = tags.count("local minimum")
    assert 0 < stuck < 8
    assert tags[-stuck:] == ["local minimum"] * stuck
    assert view.ranking.card.text.startswith(f"within 0.1 of every target {20 - stuck} of 20")
    assert len(report.racers) == 20


def test_the_race_fills_the_window_and_gives_it_back(program: Program, qtbot: QtBot) -> None:
    """Surface above, race below, no network; off again, everything is where it was."""
    window = program.window
    contents = window.contents
    docks = (contents.forms, contents.decision, contents.loss, contents.surface, contents.race)
    before = [dock.isVisible() for dock in docks]
    assert before == [True, True, True, False, False]
    _open(program)
    assert [dock.isVisible() for dock in docks] == [False, False, False, True, True]
    assert not contents.network.isVisible()
    surface, race = contents.surface, contents.race
    assert surface.mapTo(window, QPoint()).y() < race.mapTo(window, QPoint()).y()
    assert race.width() == surface.width() == window.width()
    window.window_actions["race"].trigger()
    assert [dock.isVisible() for dock in docks] == before
    assert contents.network.isVisible()
    assert not window.race_mode.is_on


def test_closing_the_race_gives_the_window_back(program: Program, qtbot: QtBot) -> None:
    """Its close button leaves the arrangement, as nothing of it would be left."""
    window = program.window
    _open(program)
    QTest.mouseClick(window.contents.race.title_bar.close_button, Left)
    qtbot.waitUntil(lambda: not window.race_mode.is_on, timeout=PATIENCE)
    assert not window.window_actions["race"].isChecked()
    assert window.contents.network.isVisible()
    assert window.contents.decision.isVisible()
    assert window.contents.race.isHidden()


def test_stepping_through_takes_the_place_of_the_race(program: Program, qtbot: QtBot) -> None:
    """Step mode brings the network and its own docks; the race's action is off, and explore mode comes after it."""
    window = program.window
    _open(program)
    click(program, "segment_step")
    assert not window.race_mode.is_on
    assert window.contents.network.isVisible()
    assert window.contents.race.isHidden()
    assert window.contents.equations.isVisible()
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None, timeout=PATIENCE)
    _open(program)
    assert not program.session.stepping.active
    assert window.contents.equations.isHidden()
    window.window_actions["race"].trigger()
    assert window.contents.decision.isVisible()


def test_the_graph_has_its_room_whichever_mode_stepping_is_entered_from(program: Program, qtbot: QtBot) -> None:
    """Coming from the race, the docks were put back around a network that was away, and left it a strip."""
    network, layout = program.window.contents.network, program.window.layout_memory
    click(program, "segment_step")
    qtbot.waitUntil(lambda: layout.is_laid_out)
    height = network.height()
    click(program, "segment_race")
    qtbot.waitUntil(lambda: layout.is_laid_out)
    click(program, "segment_step")
    qtbot.waitUntil(lambda: layout.is_laid_out and network.height() == height)


def test_notices_are_seen_while_the_network_is_away(program: Program) -> None:
    """They stand over the race, and over the network again afterwards."""
    view = _open(program)
    program.session.post(Notice("Something to know.", "warning"))
    assert program.window.notices.isVisible()
    assert view.isAncestorOf(program.window.notices)
    program.window.window_actions["race"].trigger()
    assert program.window.notices.isVisible()
    assert not view.isAncestorOf(program.window.notices)


def test_the_race_is_a_dock_of_its_own_too(program: Program, qtbot: QtBot) -> None:
    """From the View menu it stands under the network, with all the rest in place."""
    contents = program.window.contents
    contents.race.toggleViewAction().trigger()
    assert contents.race.isVisible()
    assert contents.network.isVisible()
    assert not program.window.race_mode.is_on
    _race(program, qtbot, 20)
    QTest.mouseClick(contents.race.title_bar.close_button, Left)
    assert contents.race.isHidden()
    assert contents.network.isVisible()


def test_another_network_takes_the_paths_off_the_surface(program: Program, qtbot: QtBot) -> None:
    """Paths belong to the parameters that were raced: with another unit there is no place for them."""
    _open(program)
    _race(program, qtbot, 20)
    _with_trails(program, qtbot)
    program.session.set_layer_size(0, 3)
    run_id = program.session.run_id

    def is_of_the_new_run() -> bool:
        picture = program.session.surface.picture
        return picture is not None and picture.snapshot.run_id == run_id

    qtbot.waitUntil(is_of_the_new_run, timeout=PATIENCE)
    assert program.session.surface.picture is not None
    assert program.session.surface.picture.trails == ()
    assert program.session.racing.report is not None


def test_the_toolbar_goes_between_explore_step_and_race(program: Program, qtbot: QtBot) -> None:
    """Each segment leads to its mode from either of the others, and shows in which one the window is."""
    window = program.window
    shown = {
        "explore": window.contents.decision,
        "step": window.contents.equations,
        "race": window.contents.race,
    }
    for mode in ("race", "step", "race", "explore", "step", "explore", "race"):
        click(program, f"segment_{mode}")
        assert window.toolbar.mode.value == mode
        assert [name for name, dock in shown.items() if dock.isVisible()] == [mode]
        assert window.contents.network.isVisible() == (mode != "race")
    window.window_actions["race"].trigger()
    assert window.toolbar.mode.value == "explore"


def test_presenting_comes_before_racing(program: Program, qtbot: QtBot) -> None:
    """F5 takes the window away from the race; afterwards the network is there again."""
    window = program.window
    _open(program)
    window.window_actions["present"].trigger()
    assert program.session.presentation.active
    assert not window.race_mode.is_on
    assert window.contents.network.isVisible()
    program.session.presentation.stop()
    assert window.contents.network.isVisible()
    assert not window.contents.race.isVisible()


def test_opened_below_the_network_the_race_has_room(program: Program) -> None:
    """The View menu gives it a good part of the height, at the network's expense, and not a strip."""
    contents = program.window.contents
    contents.race.toggleViewAction().trigger()
    program.window.layout().activate()
    assert contents.race.height() > 0.3 * program.window.height()
    assert contents.network.height() > 0.2 * program.window.height()


def test_an_opened_racer_brings_its_path(program: Program, qtbot: QtBot) -> None:
    """The surface shows the way that it went, point by point, and not only where it stands."""
    view = _open(program)
    report = _race(program, qtbot, 60)
    rows, session = view.ranking.rows, program.session
    QTest.mouseClick(rows, Left, pos=rows.button_box(0).center().toPoint())
    winner = report.racers[report.ranking[0]]

    def has_path() -> bool:
        picture = session.surface.picture
        return (
            picture is not None
            and picture.snapshot.run_id == session.run_id
            and picture.snapshot.epoch == 60
            and len(picture.path) >= len(winner.path)
        )

    qtbot.waitUntil(has_path, timeout=PATIENCE)
    picture = session.surface.picture
    assert picture is not None
    np.testing.assert_allclose(picture.path[0], picture.grid.axes.project(winner.path[:1])[0], atol=1e-9)
    np.testing.assert_array_equal(np.isin(winner.path_epochs, picture.path_epochs), True)
