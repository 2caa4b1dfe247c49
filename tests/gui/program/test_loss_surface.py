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
    from mlp_gui.state.surface import Surface
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


def _wait_for(surface: Surface, kind: str, qtbot: QtBot) -> None:
    """Wait for a picture of that kind, or for the sentence that says why there is none."""

    def is_there() -> bool:
        return surface.problem != "" or (surface.picture is not None and surface.picture.plane.kind == kind)

    qtbot.waitUntil(is_there, timeout=20_000)


def _settled(program: Program, qtbot: QtBot) -> SurfacePicture:
    """Wait for the fine picture of this moment."""
    surface = program.session.surface

    def rests() -> bool:
        picture, request = surface.picture, surface.request()
        if picture is None or request is None or not picture.is_fine:
            return False
        return picture.request.number == request.number and picture.snapshot is request.snapshot

    qtbot.waitUntil(rests, timeout=20_000)
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


def _bias(program: Program, layer: int, unit: int) -> QPoint:
    """Return a point of the chip below a unit."""
    scene = program.window.contents.network.scene
    column = scene.layout.columns[layer + 1]
    row = column.row_of(unit)
    left, top, width, height = column.tile_rect(row)
    for below in range(1, 60):
        x, y = scene.camera.to_canvas(left + width / 2.0, top + height + below)
        hit = scene.hit(round(x), round(y + 3.0))
        if (hit.kind, hit.column, hit.row) == ("bias", layer + 1, row):
            return QPoint(round(x), round(y + 3.0))
    raise AssertionError("the bias has no place of its own")


def test_three_error_measures_come_into_a_window_of_their_own(program: Program, qtbot: QtBot) -> None:
    """A dock at the side has room for small maps; their button gives room for surfaces, as far as the screen goes."""
    choose_example(program, "xor_steps", qtbot)
    view, dock = _open(program), program.window.contents.surface
    measures = view.measures
    view.title_controls()[0].chosen.emit("measures")
    qtbot.waitUntil(measures.small.isVisible, timeout=20_000)
    assert measures.message == ""
    QTest.mouseClick(measures.small.enlarge, Left)
    assert dock.isFloating()
    assert dock.screen().availableGeometry().contains(dock.geometry())
    qtbot.waitUntil(lambda: not measures.small.isVisible(), timeout=20_000)
    assert measures.message == ""
    assert all(column.relief.isVisible() for column in measures.columns)
    QTest.mouseClick(dock.title_bar.float_button, Left)
    assert not dock.isFloating()
    assert dock.isVisible()


def test_both_pictures_come_into_a_window_of_their_own_where_the_dock_has_no_room(
    program: Program, qtbot: QtBot
) -> None:
    """Relief and map at once are never refused; put back, the dock shows the one that it has room for."""
    view, dock = _open(program), program.window.contents.surface
    _settled(program, qtbot)
    assert not (view.map.isVisible() and view.relief.isVisible())
    click(program, "segment_both")
    qtbot.waitUntil(lambda: view.map.isVisible() and view.relief.isVisible(), timeout=20_000)
    assert dock.isFloating()
    QTest.mouseClick(dock.title_bar.float_button, Left)
    qtbot.waitUntil(lambda: not view.relief.isVisible(), timeout=20_000)
    assert view.map.isVisible()


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


def test_opened_it_has_room_to_be_read(program: Program, qtbot: QtBot) -> None:
    """It takes its share of the height from the docks above it, and leaves them the rest."""
    _open(program)
    contents = program.window.contents
    docks = (contents.decision, contents.loss, contents.surface)
    qtbot.waitUntil(lambda: contents.surface.height() > 0.3 * sum(dock.height() for dock in docks), timeout=20_000)
    assert all(dock.isVisible() and dock.height() > 100 for dock in docks)


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
    qtbot.waitUntil(lambda: program.session.surface.picture.axes.indices == expected, timeout=20_000)


def test_an_edge_that_is_selected_already_is_picked_by_a_click_all_the_same(program: Program, qtbot: QtBot) -> None:
    """Selected before the crosshair was pressed, it becomes the first axis; nothing else asks for a second click."""
    choose_example(program, "xor_steps", qtbot)
    view, surface = _open(program), program.session.surface
    _settled(program, qtbot)
    canvas, place = program.window.contents.network, _edge(program, 1, 0, 1)
    QTest.mouseClick(canvas, Left, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseClick(view.controls.pick, Left)
    QTest.mouseClick(canvas, Left, Qt.KeyboardModifier.NoModifier, place)
    wanted = program.session.snapshot.network.weight_index(1, 0, 1)
    qtbot.waitUntil(lambda: surface.picture.axes.indices[0] == wanted, timeout=20_000)
    assert surface.picking.next_axis == 1


def test_picking_ends_by_escape_and_with_the_run(program: Program, qtbot: QtBot) -> None:
    """Wherever the focus is: on the map, in the network, on the crosshair; and another example has other axes."""
    choose_example(program, "xor_steps", qtbot)
    view, picking = _open(program), program.session.surface.picking
    _settled(program, qtbot)
    program.window.activateWindow()
    for widget in (view.map, program.window.contents.network, view.controls.pick):
        QTest.mouseClick(view.controls.pick, Left)
        assert picking.is_on
        assert "axis 1" in view.foot
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert not picking.is_on
        assert not view.controls.pick.isChecked()
        assert "axis 1" not in view.foot
    QTest.mouseClick(view.controls.pick, Left)
    choose_example(program, "sine", qtbot)
    assert not picking.is_on
    assert "to make it" not in view.foot


def test_a_click_on_a_bias_makes_it_an_axis(program: Program, qtbot: QtBot) -> None:
    """After an edge, the chip below a unit is the second axis; with one axis it takes the place of the first."""
    choose_example(program, "xor_steps", qtbot)
    view, surface = _open(program), program.session.surface
    _settled(program, qtbot)
    QTest.mouseClick(view.controls.pick, Left)
    canvas = program.window.contents.network
    for place in (_edge(program, 1, 0, 1), _bias(program, 0, 1)):
        QTest.mouseMove(canvas, place)
        QTest.mouseClick(canvas, Left, Qt.KeyboardModifier.NoModifier, place)
    network = program.session.snapshot.network
    expected = (network.weight_index(1, 0, 1), network.bias_index(0, 1))
    qtbot.waitUntil(lambda: surface.picture.axes.indices == expected, timeout=20_000)
    surface.choose_kind("line")
    place = _bias(program, 1, 0)
    QTest.mouseMove(canvas, place)
    QTest.mouseClick(canvas, Left, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: surface.picture.axes.indices == (network.bias_index(1, 0),), timeout=20_000)


def test_a_click_on_the_map_while_training_moves_the_network_at_once(program: Program, qtbot: QtBot) -> None:
    """Training goes on from the point clicked, without a stop; undo takes the weights back, and it trains on."""
    choose_example(program, "xor_steps", qtbot)
    view, session = _open(program), program.session
    # So slowly that it is still there whenever it is looked at.
    session.set_training(learning_rate=1e-4)
    _settled(program, qtbot)
    session.set_speed(20.0)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.step > 2, timeout=20_000)
    # The plane stays, so that the point clicked keeps its weights, whatever moment is shown by then.
    session.surface.choose_follows(False)
    qtbot.waitUntil(lambda: not session.surface.picture.plane.follows, timeout=20_000)
    view.grab()
    frame = view.map.picture.frame
    place = (frame.plot.center() + QPointF(0.3 * frame.plot.width(), 0.2 * frame.plot.height())).toPoint()
    wanted = np.array([frame.x.value(place.x()), frame.y.value(place.y())])
    QTest.mouseClick(view.map, Left, Qt.KeyboardModifier.NoModifier, place)
    assert session.undo_stack.undoText() == "take weights from the loss surface"
    indices = list(session.surface.picture.axes.indices)

    def is_there() -> bool:
        return bool(np.abs(session.snapshot.network.parameters[indices] - wanted).max() < 0.1)

    qtbot.waitUntil(is_there, timeout=20_000)
    step = session.snapshot.step
    qtbot.waitUntil(lambda: session.snapshot.step > step, timeout=20_000)
    assert session.status is RunStatus.RUNNING
    session.undo_stack.undo()
    qtbot.waitUntil(lambda: not is_there(), timeout=20_000)
    assert session.status is RunStatus.RUNNING
    session.pause()


def test_a_new_start_remembers_how_the_surface_was_seen(program: Program, qtbot: QtBot) -> None:
    """Scale, cap, span, camera and drawing are stored as they change."""
    view, preferences = _open(program), program.preferences
    _settled(program, qtbot)
    view.title_controls()[0].chosen.emit("relief")
    view.grab()
    QTest.keyClick(view.relief, Qt.Key.Key_Left)
    program.session.surface.set_log(False)
    program.session.surface.set_cap(0.5)
    program.session.surface.choose_half(3.0)
    stored = (preferences.surface_scale, preferences.surface_cap, preferences.surface_span, preferences.surface_drawing)
    assert stored == ("linear", 0.5, 3.0, "relief")
    assert [float(part) for part in preferences.surface_camera.split()] == pytest.approx(
        [view.relief.camera.azimuth, view.relief.camera.elevation, view.relief.camera.zoom], rel=1e-4
    )


def test_it_is_alive_while_training(program: Program, qtbot: QtBot) -> None:
    """Pictures come one after another, the path grows, and at rest the picture is of the very moment."""
    view = _open(program)
    session = program.session
    _settled(program, qtbot)
    session.play()
    steps = []
    for _ in range(10):
        with qtbot.waitSignal(session.surface.picture_changed, timeout=20_000):
            pass
        steps.append(session.surface.picture.snapshot.step)
    session.pause()
    qtbot.waitUntil(lambda: session.snapshot.status is RunStatus.PAUSED, timeout=20_000)
    picture = _settled(program, qtbot)
    # One moment may have two pictures, a coarse one and a fine one.
    assert steps == sorted(steps)
    assert steps[-1] > steps[0]
    assert len(picture.path) > 2
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
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        QTest.mouseClick(view.map, Left, Qt.KeyboardModifier.NoModifier, place)
    taken = session.snapshot.network.parameters.copy()
    picture = _settled(program, qtbot)
    assert picture.here == pytest.approx(taken[list(picture.axes.indices)])
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        click(program, "step_batch_button")
    moved = session.snapshot.network.parameters - taken
    assert 0.0 < np.abs(moved).max() < 1.0


def test_closing_while_it_computes_ends_everything(program: Program, qtbot: QtBot) -> None:
    """The fixture asks whether the threads are gone."""
    _open(program)
    program.session.set_speed(None)
    program.session.play()
    with qtbot.waitSignal(program.session.surface.picture_changed, timeout=20_000):
        pass


def test_every_example_has_a_surface_of_every_kind(program: Program, qtbot: QtBot) -> None:
    """Steps, signs, three classes, a value: there is a picture, or a sentence that says why not."""
    surface = program.session.surface
    _open(program)
    for name in ("blobs", "sine", "and_perceptron", "hand_xor_steps", "xor_steps"):
        choose_example(program, name, qtbot)
        for kind in ("parameters", "random", "trajectory", "line", "between"):
            surface.choose_kind(kind)
            with qtbot.waitSignal(program.session.snapshot_changed, timeout=20_000):
                program.session.step_batch()
            if kind in ("trajectory", "between"):
                _wait_for(surface, kind, qtbot)
            else:
                _settled(program, qtbot)
            program.window.grab()
