"""The surface view by hand: what is drawn where, what the pointer reads out, and what clicks and wheels do."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from mlp_gui.views.surface.readout import loss_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.views.surface.conftest import Stage

Left = Qt.MouseButton.LeftButton
DRAWN = ("both", "measures")


def _point(position: QPointF) -> QPoint:
    return position.toPoint()


def _turn_wheel(widget: QWidget, notches: int) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place, QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def _choose(box: QComboBox, value: str) -> None:
    """Choose an item by keyboard."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(value)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == value


def test_map_and_relief_show_the_same_plane(stage: Stage) -> None:
    """Both are there, the curve is not, and it says how they are drawn."""
    view = stage.view
    assert view.map.isVisible()
    assert view.relief.isVisible()
    assert not view.curve.isVisible()
    assert "OpenGL" in view.relief.note
    assert "Training loss, summed: true" in view.foot


def test_the_foot_is_cut_at_no_usual_width(stage: Stage) -> None:
    """It has shorter forms; the losses of both, the plane's and the true one, stand in each."""
    for width in (330, 420, 560, 900, 1400):
        stage.view.resize(width, 400)
        shown = stage.view._foot.shown_text
        assert not shown.endswith("…"), width
        assert "rue " in shown
        assert "plane " in shown


def test_colours_of_the_map_are_losses(stage: Stage) -> None:
    """Where the loss is highest the map has its brightest colour, where it is lowest its darkest."""
    stage.train()
    picture = stage.settle()
    drawn = stage.view.map.picture
    assert drawn is not None
    image = stage.view.map.grab().toImage()
    losses = picture.grid.total[2:-2, 2:-2]

    def lightness(place: int) -> int:
        row, column = np.unravel_index(place, losses.shape)
        assert picture.grid.b is not None
        at = drawn.frame.position(picture.grid.a[column + 2], picture.grid.b[row + 2])
        return image.pixelColor(_point(at)).lightness()

    assert lightness(int(losses.argmax())) > lightness(int(losses.argmin())) + 60


@pytest.mark.parametrize("kind", ["parameters", "trajectory"])
def test_the_arrow_stands_at_right_angles_to_its_level_line(stage: Stage, kind: str) -> None:
    """The level line through the current point, found on the map's own values, meets the arrow at 90 degrees."""
    stage.train(40)
    _choose(stage.view.controls.kind, kind)
    picture = stage.settle()
    drawn = stage.view.map.picture
    assert drawn is not None
    assert drawn.arrow is not None
    foot, tip = drawn.arrow
    assert foot == drawn.frame.position(*picture.here.tolist())
    # Around the point, the direction in which the losses of the drawn grid stay the same.
    radius = 2.5 * picture.half / 32.0
    angles = np.linspace(0.0, 2.0 * math.pi, 720, endpoint=False)
    ring = [loss_at(picture, *(picture.here + radius * np.array((math.cos(a), math.sin(a)))).tolist()) for a in angles]
    down = angles[int(np.argmin(ring))]
    arrow = math.atan2(-(tip.y() - foot.y()), tip.x() - foot.x())
    assert abs((arrow - down + math.pi) % (2.0 * math.pi) - math.pi) < math.radians(12.0)
    # And it points to where the loss falls.
    ahead = picture.here - 1e-3 * np.asarray(picture.slope) / np.linalg.norm(picture.slope)
    axes, slope = picture.axes, np.asarray(picture.slope)
    assert axes.directions @ axes.directions.T == pytest.approx(np.eye(2), abs=1e-9)
    assert slope @ (ahead - picture.here) < 0.0


def test_hovering_reads_out_both_drawings(stage: Stage) -> None:
    """The point below the pointer in the map is marked in the relief, and the other way round."""
    view, surface = stage.view, stage.session.surface
    drawn = view.map.picture
    assert drawn is not None
    QTest.mouseMove(view.map, _point(drawn.frame.plot.center() + QPointF(20.0, -30.0)))
    assert surface.probe is not None
    assert view.relief.position_of(surface.probe) is not None
    relief = view.relief.picture
    assert relief is not None
    place = relief.place((0.5, 0.5))
    assert place is not None
    QTest.mouseMove(view.relief, _point(place))
    assert surface.probe == pytest.approx((0.5, 0.5), abs=0.4)
    at = view.map.position_of(surface.probe)
    assert at is not None
    assert drawn.frame.plot.contains(at)


def test_a_click_gives_the_network_those_weights(stage: Stage) -> None:
    """Both parameters get the coordinates of the point; one undo takes both back."""
    stage.train()
    picture = stage.settle()
    drawn = stage.view.map.picture
    assert drawn is not None
    network = picture.snapshot.network
    before = network.parameters[list(picture.axes.indices)].copy()
    place = _point(drawn.frame.plot.center() + QPointF(40.0, 25.0))
    wanted = drawn.frame.x.value(place.x()), drawn.frame.y.value(place.y())
    with stage.qtbot.waitSignal(stage.session.snapshot_changed, timeout=20_000):
        QTest.mouseClick(stage.view.map, Left, pos=place)
    assert stage.session.snapshot is not None
    taken = stage.session.snapshot.network.parameters
    assert taken[list(picture.axes.indices)] == pytest.approx(wanted, rel=1e-5)
    others = np.delete(taken, picture.axes.indices)
    assert np.array_equal(others, np.delete(network.parameters, picture.axes.indices))
    assert stage.settle().path_jumps[-1]
    with stage.qtbot.waitSignal(stage.session.snapshot_changed, timeout=20_000):
        stage.session.undo_stack.undo()
    assert np.array_equal(stage.session.snapshot.network.parameters[list(picture.axes.indices)], before)


def test_a_drag_on_the_map_and_a_click_beside_it_take_nothing(stage: Stage) -> None:
    """Only a click on a point is meant."""
    drawn = stage.view.map.picture
    assert drawn is not None
    centre = _point(drawn.frame.plot.center())
    QTest.mousePress(stage.view.map, Left, pos=centre)
    QTest.mouseMove(stage.view.map, centre + QPoint(30, 0))
    QTest.mouseRelease(stage.view.map, Left, pos=centre + QPoint(30, 0))
    QTest.mouseClick(stage.view.map, Left, pos=QPoint(2, 2))
    QTest.mouseClick(stage.view.map, Qt.MouseButton.RightButton, pos=centre)
    assert stage.session.undo_stack.count() == 0


def test_a_drag_turns_the_relief_the_wheel_zooms_and_a_double_click_resets(stage: Stage) -> None:
    """And nothing of it changes the network or the plane."""
    relief = stage.view.relief
    home = relief.camera
    centre = relief.rect().center()
    QTest.mousePress(relief, Left, pos=centre)
    QTest.mouseMove(relief, centre + QPoint(60, 10))
    QTest.mouseRelease(relief, Left, pos=centre + QPoint(60, 10))
    assert relief.camera.azimuth != home.azimuth
    assert relief.camera.elevation != home.elevation
    _turn_wheel(relief, 2)
    assert relief.camera.zoom > 1.0
    QTest.mouseDClick(relief, Left, pos=centre)
    assert relief.camera == home
    QTest.keyClick(relief, Qt.Key.Key_Left)
    assert relief.camera.azimuth != home.azimuth
    QTest.keyClick(relief, "0")
    assert relief.camera == home
    assert stage.session.undo_stack.count() == 0


def test_the_wheel_over_the_map_shows_more_or_less_and_fit_all_of_the_path(stage: Stage) -> None:
    """The span's field follows."""
    stage.train()
    half = stage.settle().half
    _turn_wheel(stage.view.map, 2)
    narrow = stage.settle()
    assert narrow.half == pytest.approx(half / 1.25**2)
    assert stage.view.controls.half.value == pytest.approx(narrow.half)
    QTest.mouseClick(stage.view.controls.fit, Left)
    assert stage.settle().half == half


def test_arrow_keys_read_out_and_enter_takes(stage: Stage) -> None:
    """All of the map can be done from the keyboard."""
    stage.view.map.setFocus()
    here = stage.picture.here
    QTest.keyClick(stage.view.map, Qt.Key.Key_Right)
    QTest.keyClick(stage.view.map, Qt.Key.Key_Up)
    probe = stage.session.surface.probe
    assert probe == pytest.approx((here + 2.0 * stage.picture.half / 40.0).tolist())
    with stage.qtbot.waitSignal(stage.session.snapshot_changed, timeout=20_000):
        QTest.keyClick(stage.view.map, Qt.Key.Key_Return)
    assert stage.settle().here == pytest.approx(probe)
    QTest.keyClick(stage.view.map, Qt.Key.Key_Escape)
    assert stage.session.surface.probe is None


def test_one_parameter_is_a_curve_with_the_step_that_comes_next(stage: Stage) -> None:
    """The next step is drawn before it is taken; taken, the network stands there."""
    _choose(stage.view.controls.kind, "line")
    picture = stage.settle()
    assert stage.view.curve.isVisible()
    drawn = stage.view.curve.picture
    assert drawn is not None
    assert drawn.next_value is not None
    assert drawn.next_step is not None
    expected = drawn.next_value
    assert expected != picture.here[0]
    stage.train(1)
    assert stage.settle().here[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("is_log", [True, False])
def test_the_tangent_touches_the_curve(stage: Stage, is_log: bool) -> None:
    """On either scale the drawn slope is that of the drawn curve."""
    stage.session.surface.set_log(is_log)
    stage.session.surface.choose_kind("line")
    stage.session.surface.choose_half(1.0)
    stage.settle()
    drawn = stage.view.curve.picture
    assert drawn is not None
    tangent = drawn.tangent
    assert tangent is not None
    ends = [drawn.frame.x.value(end.x()) for end in (drawn.here + tangent * 0.02, drawn.here - tangent * 0.02)]
    on_curve = [drawn.on_curve(value) for value in ends]
    slope = (on_curve[0].y() - on_curve[1].y()) / (on_curve[0].x() - on_curve[1].x())
    assert slope == pytest.approx(tangent.y() / tangent.x(), rel=0.05, abs=1e-3)


def test_a_click_on_the_curve_gives_the_parameter_that_value(stage: Stage) -> None:
    """As on the map."""
    stage.session.surface.choose_kind("line")
    stage.settle()
    drawn = stage.view.curve.picture
    assert drawn is not None
    place = _point(drawn.frame.plot.center() + QPointF(70.0, 0.0))
    with stage.qtbot.waitSignal(stage.session.snapshot_changed, timeout=20_000):
        QTest.mouseClick(stage.view.curve, Left, pos=place)
    assert stage.settle().here[0] == pytest.approx(drawn.frame.x.value(place.x()), rel=1e-6)


def test_scale_and_cap_change_the_colours_and_not_the_losses(stage: Stage) -> None:
    """The picture is the same, its look another."""
    picture = stage.picture
    before = stage.view.map.grab().toImage()
    stage.session.surface.set_log(False)
    linear = stage.view.map.grab().toImage()
    stage.session.surface.set_cap(0.3)
    capped = stage.view.map.grab().toImage()
    assert before != linear
    assert linear != capped
    assert stage.picture is picture


def test_in_the_usual_dock_the_controls_are_one_row(stage: Stage) -> None:
    """The button for more of them too: a row of its own took the map's height."""
    stage.view.resize(372, 400)
    stage.settle()
    controls = stage.view.controls
    assert controls.more.isVisible()
    assert controls.more.geometry().center().y() == controls.kind.geometry().center().y()


def test_a_narrow_view_folds_and_shows_one_drawing_until_two_are_asked_for(stage: Stage) -> None:
    """The map alone, the rarer controls behind a button."""
    view = stage.view
    view.resize(372, 320)
    stage.qtbot.waitUntil(lambda: not view.relief.isVisible(), timeout=20_000)
    assert view.map.isVisible()
    assert not view.controls.part.isVisible()
    QTest.mouseClick(view.controls.more, Left)
    assert view.controls.part.isVisible()
    control = view.title_controls()[0]
    control.chosen.emit("relief")
    assert view.relief.isVisible()
    assert not view.map.isVisible()


@pytest.mark.parametrize(("width", "height", "side_by_side"), [(1200, 500, True), (900, 700, True), (560, 700, False)])
def test_both_stand_where_the_map_has_more_room(stage: Stage, width: int, height: int, side_by_side: bool) -> None:
    """Side by side in a wide view, one above the other in a high one."""
    stage.view.resize(width, height)
    relief, flat = stage.view.relief, stage.view.map
    stage.qtbot.waitUntil(
        lambda: (flat.x() > relief.x()) == side_by_side and (flat.y() > relief.y()) != side_by_side, timeout=20_000
    )


def test_without_a_path_it_says_what_to_do(stage: Stage) -> None:
    """In place of a picture."""
    _choose(stage.view.controls.kind, "trajectory")
    stage.qtbot.waitUntil(lambda: "no main directions yet" in stage.view.message, timeout=20_000)
    stage.train()
    stage.settle()
    assert stage.view.message == ""


def test_hidden_it_asks_for_nothing(stage: Stage) -> None:
    """No grid, no projection; shown again, the moment of now."""
    stage.view.hide()
    assert not stage.session.surface.is_active
    with stage.qtbot.assertNotEmitted(stage.session.surface.picture_changed):
        stage.train(5)
    stage.view.show()
    assert stage.settle().snapshot.step == 5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [0.7, 1.0, 3.0])
def test_it_can_be_drawn_at_any_size(stage: Stage, theme: str, scale: float) -> None:
    """From the smallest view to a large one, in both themes, at every size of letters."""
    stage.theme_controller.set_mode(theme)
    stage.theme_controller.set_scale(scale)
    stage.train(5)
    for kind, drawing in itertools.product(("parameters", "random", "trajectory", "line", "between"), DRAWN):
        stage.session.surface.choose_kind(kind)
        stage.view.title_controls()[0].chosen.emit(drawing)
        stage.settle()
        for size in ((300, 240), (1400, 500), (500, 1200)):
            stage.view.resize(*size)
            assert not stage.view.grab().isNull()
    stage.theme_controller.set_scale(1.0)


def test_the_relief_is_whole_from_every_side(stage: Stage) -> None:
    """Turned all the way round, the middle of the ground is covered by the surface, and never bare."""
    stage.session.surface.set_log(False)
    stage.settle()
    relief = stage.view.relief
    ground = stage.theme_controller.theme.canvas
    for _ in range(24):
        for _ in range(3):
            QTest.keyClick(relief, Qt.Key.Key_Left)
        image = relief.grab().toImage()
        assert relief.picture is not None
        bare = 0
        for u, v in itertools.product((-0.6, -0.2, 0.3, 0.7), repeat=2):
            probe = tuple(
                middle + stage.picture.half * at for middle, at in zip(stage.picture.centre, (u, v), strict=True)
            )
            place = relief.picture.place(probe)
            assert place is not None
            bare += image.pixelColor(_point(place)) == ground
        assert bare == 0
