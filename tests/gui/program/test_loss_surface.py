"""The loss surface in the whole window: from the View menu, picked in the network, alive, and gone when closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from mlp_gui.state.snapshot import RunStatus
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.surface import SurfaceView

Left = Qt.MouseButton.LeftButton


def _open(program: Program) -> SurfaceView:
    """Open the dock from the View menu."""
    dock = program.window.contents.surface
    assert dock.toggleViewAction() in program.window.contents.toggle_actions
    dock.toggleViewAction().trigger()
    assert dock.isVisible()
    return dock.widget()


def _settled(program: Program, qtbot: QtBot) -> SurfacePicture:
    """Wait for the fine picture of this moment."""
    surface = program.session.surface

    def rests() -> bool:
        picture, request = surface.picture, surface.request()
        if picture is None or request is None or not picture.is_fine:
            return False
        return picture.request.number == request.number and picture.snapshot is request.snapshot

    qtbot.waitUntil(rests)
    return surface.picture


def _edge(program: Program, layer: int, unit: int, source: int) -> QPoint:
    """Return a point of the canvas where that edge is the nearest."""
    scene = program.window.contents.network.scene
    number = scene.curves.index(layer, unit, source)
    for x, y in (scene.camera.to_canvas(*point) for point in scene.curves.points[number]):
        hit = scene.hit(round(x), round(y))
        if hit.kind == "edge" and hit.edge == number:
            return QPoint(round(x), round(y))
    raise AssertionError("the edge is hidden by others")


def test_at_the_start_it_is_hidden_and_not_even_made(program: Program, qtbot: QtBot) -> None:
    """Whoever does not open it pays nothing for it; Reset layout hides it again."""
    dock = program.window.contents.surface
    assert dock.isHidden()
    assert dock.widget() is None
    assert not program.session.surface.is_active
    _open(program)
    assert program.session.surface.is_active
    program.window.window_actions["reset_layout"].trigger()
    assert dock.isHidden()
    assert not program.session.surface.is_active


def test_two_clicks_on_edges_choose_the_axes(program: Program, qtbot: QtBot) -> None:
    """Pick, click an edge, click another: the surface is over their weights."""
    choose_example(program, "xor_steps", qtbot)
    view = _open(program)
    _settled(program, qtbot)
    QTest.mouseClick(view.controls.pick, Left)
    canvas = program.window.contents.network
    for edge in ((1, 0, 0), (1, 0, 1)):
        place = _edge(program, *edge)
        QTest.mouseMove(canvas, place)
        QTest.mouseClick(canvas, Left, Qt.KeyboardModifier.NoModifier, place)
    network = program.session.snapshot.network
    expected = (network.weight_index(1, 0, 0), network.weight_index(1, 0, 1))
    qtbot.waitUntil(lambda: program.session.surface.picture.axes.indices == expected)


def test_it_is_alive_while_training(program: Program, qtbot: QtBot) -> None:
    """Pictures come one after another, the path grows, and at rest the picture is of the very moment."""
    view = _open(program)
    session = program.session
    _settled(program, qtbot)
    session.play()
    steps = []
    for _ in range(10):
        with qtbot.waitSignal(session.surface.picture_changed):
            pass
        steps.append(session.surface.picture.snapshot.step)
    session.pause()
    qtbot.waitUntil(lambda: session.snapshot.status is RunStatus.PAUSED)
    picture = _settled(program, qtbot)
    assert steps == sorted(set(steps))
    assert len(picture.path) > 5
    assert picture.path_epochs[0] == 0
    view.grab()
    assert view.map.picture is not None


def test_a_click_on_the_map_moves_the_network_and_training_goes_on_from_there(program: Program, qtbot: QtBot) -> None:
    """The canvas, the loss and the timeline have the new weights; the next step starts at them."""
    choose_example(program, "xor_steps", qtbot)
    view = _open(program)
    session = program.session
    _settled(program, qtbot)
    view.grab()
    plot = view.map.picture.frame.plot
    place = (plot.center() + QPointF(0.3 * plot.width(), 0.2 * plot.height())).toPoint()
    with qtbot.waitSignal(session.snapshot_changed):
        QTest.mouseClick(view.map, Left, Qt.KeyboardModifier.NoModifier, place)
    taken = session.snapshot.network.parameters.copy()
    picture = _settled(program, qtbot)
    assert picture.here == pytest.approx(taken[list(picture.axes.indices)])
    with qtbot.waitSignal(session.snapshot_changed):
        click(program, "step_batch_button")
    moved = session.snapshot.network.parameters - taken
    assert 0.0 < np.abs(moved).max() < 1.0


def test_closing_while_it_computes_ends_everything(program: Program, qtbot: QtBot) -> None:
    """The fixture asks whether the threads are gone."""
    _open(program)
    program.session.set_speed(None)
    program.session.play()
    with qtbot.waitSignal(program.session.surface.picture_changed):
        pass


def test_every_example_has_a_surface_of_every_kind(program: Program, qtbot: QtBot) -> None:
    """Steps, signs, three classes, a value: there is a picture, or a sentence that says why not."""
    surface = program.session.surface
    _open(program)
    for name in ("blobs", "sine", "and_perceptron", "hand_xor_steps", "xor_steps"):
        choose_example(program, name, qtbot)
        for kind in ("parameters", "random", "trajectory", "line"):
            surface.choose_kind(kind)
            with qtbot.waitSignal(program.session.snapshot_changed):
                program.session.step_batch()
            if kind == "trajectory":
                qtbot.waitUntil(lambda: surface.problem != "" or surface.picture.plane.kind == "trajectory")
            else:
                _settled(program, qtbot)
            program.window.grab()
