"""The units' lines in the whole window: switched on in the menu, marked from the network view and back, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from mlp_gui.state.cursor import Mark
from tests.gui.program.hands import choose_example

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.decision import DecisionView


def choose_in_menu(program: Program, text: str) -> None:
    """Open the region's menu as its button does, go down to the entry with the arrow keys, and press Return."""
    view = program.window.contents.decision.widget()
    button = program.window.findChild(QToolButton, "region_menu_button")
    assert button.isVisible()
    menu = button.menu()
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    for _ in range(12):
        if menu.activeAction() is not None and menu.activeAction().text().startswith(text):
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction().text().startswith(text)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()
    assert view.isVisible()


def wait_for_lines(view: DecisionView, qtbot: QtBot) -> None:
    """Wait until lines are drawn."""
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.lines_layer is not None, timeout=20_000)


def middle_of(view: DecisionView, index: int) -> QPoint:
    """Return the pixel in the middle of a line."""
    ends = view.picture.lines_layer._segments[index].reshape(2, 2)
    return QPointF(*ends.mean(axis=0)).toPoint()


def test_lines_are_switched_on_and_off_in_the_menu(program: Program, qtbot: QtBot) -> None:
    """Nothing is computed before; four units have four lines; off, they are gone."""
    view = program.window.contents.decision.widget()
    lines = program.session.regions.lines
    assert lines.request() is None
    choose_in_menu(program, "Hidden 1")
    wait_for_lines(view, qtbot)
    assert len(view.picture.lines_layer.lines) == 4
    choose_in_menu(program, "Hidden 1")
    assert view.picture.lines_layer is None
    assert lines.request() is None


def test_one_cursor_for_units_and_their_lines(program: Program, qtbot: QtBot) -> None:
    """A unit selected in the network has its line marked; a line that is pointed at marks its unit."""
    choose_example(program, "hand_xor_half_planes", qtbot)
    view, cursor = program.window.contents.decision.widget(), program.session.cursor
    wait_for_lines(view, qtbot)
    before = view.grab().toImage()
    cursor.set_selected(Mark("unit", layer=0, unit=1))
    assert view.grab().toImage() != before
    cursor.set_selected(None)
    QTest.mouseMove(view, QPoint(2, 2))
    QTest.mouseMove(view, middle_of(view, 0))
    assert cursor.hovered == Mark("unit", layer=0, unit=0)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle_of(view, 0))
    assert cursor.selected == Mark("unit", layer=0, unit=0)


def test_networks_made_by_hand_show_their_lines_at_once(program: Program, qtbot: QtBot) -> None:
    """As on the hand-outs; the next example, which trains, shows none again."""
    choose_example(program, "hand_xor_steps", qtbot)
    view = program.window.contents.decision.widget()
    wait_for_lines(view, qtbot)
    assert len(view.picture.lines_layer.lines) == 2
    choose_example(program, "circle", qtbot)
    qtbot.waitUntil(lambda: view.picture.dataset is program.session.snapshot.dataset, timeout=20_000)
    assert view.picture.lines_layer is None


@pytest.mark.parametrize("example", ["hand_xor_steps", "hand_xor_sigmoids", "hand_xor_half_planes"])
def test_names_stand_at_their_own_lines_and_clear_of_samples(program: Program, qtbot: QtBot, example: str) -> None:
    """In 004's XOR each unit's name stood nearer to the other's line; in 001's one lay on the point (1, 1)."""
    view = program.window.contents.decision.widget()
    choose_example(program, example, qtbot)
    wait_for_lines(view, qtbot)
    picture = view.picture
    for side in (100, 160, 260, 520):
        picture.table = None
        picture.lay_out(QSizeF(side + 160.0, side + 40.0), view._style, True)
        samples = picture.sample_boxes(picture.frame.plot.width())
        layer = picture.lines_layer
        plates = layer.name_plates(view._style, frozenset(), samples)
        assert (len(samples), len(plates)) == (4, 2)
        for unit, plate in enumerate(plates):
            own, other = (_distance_to(layer._segments[number], plate.center()) for number in (unit, 1 - unit))
            assert own < 0.8 * other
            assert picture.frame.plot.contains(plate)
            assert not any(plate.intersects(sample) for sample in samples)
        assert not plates[0].intersects(plates[1])


def _distance_to(segments: np.ndarray, place: QPointF) -> float:
    """Return the distance of a pixel from a straight line."""
    (left, top), (right, bottom) = segments.reshape(2, 2)
    across = (right - left) * (place.y() - top) - (bottom - top) * (place.x() - left)
    return abs(across) / np.hypot(right - left, bottom - top)


def test_lines_follow_the_training_and_the_weights_set_by_hand(program: Program, qtbot: QtBot) -> None:
    """A newer moment has newer lines; those of its own weights at rest."""
    session = program.session
    session.regions.lines.set_layer(0, True)
    view = program.window.contents.decision.widget()
    wait_for_lines(view, qtbot)
    first = session.regions.lines.picture
    session.step_epoch()
    qtbot.waitUntil(
        lambda: (
            session.regions.lines.picture is not first
            and session.regions.lines.picture.request.snapshot is session.snapshot
        ),
        timeout=20_000,
    )
    session.set_parameter(0, 0.0)
    qtbot.waitUntil(lambda: session.regions.lines.picture.request.snapshot.network.parameters[0] == 0.0, timeout=20_000)
    line = session.regions.lines.picture.lines[0]
    x, y = line.segments[0, 0::2], line.segments[0, 1::2]
    assert abs(y[0] - y[1]) < 1e-9 < abs(x[0] - x[1])


def test_nothing_is_computed_for_a_hidden_view(program: Program, qtbot: QtBot) -> None:
    """With the dock closed there is nothing wanted."""
    session = program.session
    session.regions.lines.set_layer(0, True)
    wait_for_lines(program.window.contents.decision.widget(), qtbot)
    program.window.contents.decision.close()
    assert session.regions.lines.request() is None
