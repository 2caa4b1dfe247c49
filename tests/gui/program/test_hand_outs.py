"""The hand-outs' pictures, each opened in the whole window as a lecturer would (U2, U10, X1, X2, X4, G3, G4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.views.decision.line import LinePicture
from mlp_gui.views.decision.plane import PlanePicture
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.surface import SurfaceView

PATIENCE = 20_000


def _surface(program: Program, qtbot: QtBot, kind: str) -> SurfaceView:
    """Open the loss surface over axes of a kind, and wait for the fine picture."""
    dock = program.window.contents.surface
    if not dock.isVisible():
        dock.toggleViewAction().trigger()
    program.session.surface.choose_kind(kind)
    _settled(program, qtbot)
    view: SurfaceView = dock.widget()
    return view


def _settled(program: Program, qtbot: QtBot) -> SurfacePicture:
    surface = program.session.surface

    def rests() -> bool:
        picture, request = surface.picture, surface.request()
        if picture is None or request is None or not picture.is_fine:
            return False
        return picture.request.number == request.number and picture.snapshot is request.snapshot

    qtbot.waitUntil(rests, timeout=PATIENCE)
    picture = surface.picture
    assert picture is not None
    return picture


def _plane(program: Program, qtbot: QtBot) -> PlanePicture:
    """Wait for the region of the network that is shown, with its units' lines where there are hidden units."""
    view, session = program.window.contents.decision.widget(), program.session
    has_units = session.snapshot.network.layer_count > 1

    def is_there() -> bool:
        picture, field = view.picture, session.unit_field
        if not isinstance(picture, PlanePicture) or field is None or field.run_id != session.run_id:
            return False
        return not has_units or picture.lines_layer is not None

    qtbot.waitUntil(is_there, timeout=PATIENCE)
    picture = view.picture
    assert isinstance(picture, PlanePicture)
    return picture


def _painted(program: Program, picture: PlanePicture, x: float, y: float) -> QColor:
    assert picture.frame is not None
    return program.window.contents.decision.widget().grab().toImage().pixelColor(picture.frame.position(x, y).toPoint())


@pytest.mark.parametrize(
    ("example", "normals"),
    [
        ("hand_xor_steps", [(1.0, 1.0), (1.0, 1.0)]),
        ("hand_xor_sigmoids", [(1.0, 1.0), (-1.0, -1.0)]),
        ("hand_xor_half_planes", [(1.0, 1.0), (-1.0, -1.0)]),
    ],
)
def test_the_planes_of_xor(program: Program, qtbot: QtBot, example: str, normals: list[tuple[float, float]]) -> None:
    """X2, X3 and X4: both lines with their normals, the strip between them in the colour of class 1, and the table."""
    choose_example(program, example, qtbot)
    picture = _plane(program, qtbot)
    lines = program.session.regions.lines.picture
    assert lines is not None
    for line, offset, normal in zip(lines.lines, (0.5, 1.5), normals, strict=True):
        np.testing.assert_allclose(line.segments.reshape(-1, 2).sum(axis=1), offset, atol=1e-9)
        np.testing.assert_allclose(line.normal, np.array(normal) / np.sqrt(2.0))
    strip, beside = _painted(program, picture, 0.75, 0.25), _painted(program, picture, -0.25, -0.25)
    assert strip.blue() > strip.red()
    assert beside.red() > beside.blue()
    assert picture.table is not None
    assert picture.table_place is not None
    table = picture.table.table
    np.testing.assert_allclose(table.outputs, [0.0, 1.0, 1.0, 0.0], atol=1e-4)
    assert table.is_right.all()


def test_and_by_the_perceptron_rule_beside_its_table(program: Program, qtbot: QtBot) -> None:
    """X1: wrong at first, right at all four corners after some epochs, in plane and table alike."""
    choose_example(program, "and_perceptron", qtbot)
    picture = _plane(program, qtbot)
    assert picture.table is not None
    assert not picture.table.table.is_right.all()
    for _ in range(10):
        before = program.session.snapshot.step
        click(program, "step_epoch_button")
        qtbot.waitUntil(lambda before=before: program.session.snapshot.step > before, timeout=PATIENCE)
    assert picture.table.table.is_right.all()
    assert [column.texts for column in picture.table.answers] == [("−1", "−1", "−1", "1")] * 2


def test_the_table_tells_nothing_before_the_step_through(program: Program, stepping: Stepping, qtbot: QtBot) -> None:
    """Of the corner that is stepped through the units' answers come one by one; the other rows stand there."""
    program.window.contents.decision.toggleViewAction().trigger()
    view = program.window.contents.decision.widget()
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.table is not None, timeout=PATIENCE)
    picture = view.picture
    row = picture.table.row_of(picture.dataset.points[stepping.walked_row])
    units = [(0, 0), (0, 1), (1, 0)]
    assert view.unknown_answers == {(row, unit) for unit in units}
    while stepping.step is None or stepping.step.phase is not mlp.Phase.LOSS:
        stepping.forward()
        known = [stepping.is_known(mlp.Quantity(mlp.Kind.ACTIVATION, 0.0, *unit, sample=0)) for unit in units]
        assert view.unknown_answers == {(row, unit) for unit, told in zip(units, known, strict=True) if not told}
    assert view.unknown_answers == frozenset()
    assert not view.grab().isNull()


def test_the_curve_of_the_smallest_perceptron(program: Program, qtbot: QtBot) -> None:
    """G3: (w - 1)^2 with its tangent, the next step drawn before it is taken, then taken: from -1 to 0.2."""
    choose_example(program, "smallest_perceptron", qtbot)
    view, picture = _surface(program, qtbot, "line"), _settled(program, qtbot)
    np.testing.assert_allclose(picture.values, (picture.grid.a - 1.0) ** 2, rtol=1e-4, atol=1e-6)
    assert not program.session.surface.is_log
    assert view.curve.isVisible()
    view.curve.grab()
    drawn = view.curve.picture
    assert drawn is not None
    assert drawn.next_value == pytest.approx(0.2)
    assert drawn.next_step is not None
    assert drawn.tangent is not None
    click(program, "step_epoch_button")
    qtbot.waitUntil(lambda: program.session.snapshot.epoch == 1, timeout=PATIENCE)
    assert program.session.snapshot.network.weights[0][0, 0] == pytest.approx(0.2)


def test_the_bowl_of_two_weights_twice(program: Program, qtbot: QtBot) -> None:
    """G4: in three dimensions and as level lines, with the negative gradient at right angles to its own."""
    choose_example(program, "two_weights", qtbot)
    program.window.window_actions["race"].trigger()
    program.preferences.set_value("surface_drawing", "both")
    view, picture = _surface(program, qtbot, "parameters"), _settled(program, qtbot)
    assert view.map.isVisible()
    assert view.relief.isVisible()
    assert not program.session.surface.is_log
    view.grab()
    drawn = view.map.picture
    assert drawn is not None
    assert drawn.arrow is not None
    foot, tip = drawn.arrow
    way = np.array([tip.x() - foot.x(), tip.y() - foot.y()])
    x, y = drawn.frame.x.value(foot.x()), drawn.frame.y.value(foot.y())
    middles = (drawn.levels[:, :2] + drawn.levels[:, 2:]) / 2.0
    nearest = int(np.argmin(np.hypot(*(middles - (foot.x(), foot.y())).T)))
    assert (x, y) == pytest.approx(tuple(picture.here))
    along = drawn.levels[nearest, 2:] - drawn.levels[nearest, :2]
    assert abs(way @ along) < 0.2 * np.hypot(*way) * np.hypot(*along)


def test_the_bumps_and_their_sum(program: Program, qtbot: QtBot) -> None:
    """U10: four weighted sigmoids and a bias over one input; what is drawn of them adds up to the network's answer."""
    choose_example(program, "bumps", qtbot)
    program.preferences.set_value("show_contributions", True)
    view, session = program.window.contents.decision.widget(), program.session

    def is_there() -> bool:
        picture, field = view.picture, session.unit_field
        has_terms = isinstance(picture, LinePicture) and picture.contributions is not None
        return has_terms and field is not None and field.run_id == session.run_id

    qtbot.waitUntil(is_there, timeout=PATIENCE)
    terms = view.picture.contributions
    assert terms.terms.shape[0] == 4
    inputs = session.snapshot.dataset.input_map(terms.x[:, np.newaxis].astype(np.float64))
    answers = session.snapshot.network.predict(inputs)[:, 0]
    np.testing.assert_allclose(terms.terms.sum(axis=0) + terms.bias, answers, atol=1e-4)
    assert mlp.ACTIVATIONS["sigmoid"].name == session.snapshot.network.activation_names[0]
    assert not view.grab().isNull()
