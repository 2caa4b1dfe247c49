"""The axes of the loss surface: chosen from lists, picked in the network, drawn by a die."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox

from mlp_gui.state.cursor import Mark

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage

Left = Qt.MouseButton.LeftButton


def _choose(box: QComboBox, value: str) -> None:
    """Choose an item by keyboard."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(value)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == value


def test_axes_are_chosen_from_lists(stage: Stage) -> None:
    """Every parameter by its name; the drawing has the names at its axes."""
    first, second = stage.view.controls.axes
    assert first.count() == 9
    for box, index in ((first, 6), (second, 8)):
        box.setCurrentIndex(index)
        box.activated.emit(index)  # what Qt sends when the list is clicked
    assert stage.settle().axes.indices == (6, 8)
    assert (first.shown_text, second.shown_text) == ("w₁₁⁽²⁾", "w₀₁⁽²⁾")


def test_axes_are_picked_in_the_network(stage: Stage) -> None:
    """Pick, then two clicks on edges; the button shows that it is on."""
    controls = stage.view.controls
    QTest.mouseClick(controls.pick, Left)
    assert controls.pick.isChecked()
    assert "make it axis 1" in stage.view.foot
    stage.session.cursor.set_selected(Mark("weight", layer=1, unit=0, input=0))
    assert "make it axis 2" in stage.view.foot
    stage.session.cursor.set_selected(Mark("weight", layer=1, unit=0, input=1))
    stage.qtbot.waitUntil(lambda: stage.picture.axes.indices == (6, 7), timeout=20_000)
    QTest.mouseClick(controls.pick, Left)
    stage.session.cursor.set_selected(Mark("weight", layer=0, unit=0, input=0))
    assert stage.settle().axes.indices == (6, 7)
    assert "true" in stage.view.foot
    assert not stage.session.surface.picking.is_on


def test_the_die_draws_other_directions(stage: Stage) -> None:
    """Seeds belong to random planes only."""
    controls = stage.view.controls
    assert not controls.seed.isVisible()
    _choose(controls.kind, "random")
    before = stage.settle()
    assert controls.seed.isVisible()
    assert not controls.axes[0].isVisible()
    QTest.mouseClick(controls.seed.dice, Left)
    after = stage.settle()
    assert not np.array_equal(before.axes.directions, after.axes.directions)


def test_with_much_room_the_kinds_of_axes_stand_side_by_side(stage: Stage) -> None:
    """Each one click away; in a narrower view they are a list."""
    controls = stage.view.controls
    assert controls.kind.isVisible()
    assert not controls.kinds.isVisible()
    stage.view.resize(1600, 600)
    stage.qtbot.waitUntil(controls.kinds.isVisible, timeout=20_000)
    assert not controls.kind.isVisible()
    QTest.mouseClick(controls.kinds.findChild(QAbstractButton, "segment_random"), Left)
    assert stage.settle().axes.kind == "random"
    assert controls.kind.value == "random"
