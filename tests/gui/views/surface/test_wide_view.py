"""What a wide view has room for: facts beside the pictures; and what the switch offers of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from mlp_gui.look.numbers import compact, signed

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage

PATIENCE = 20_000


def _told(stage: Stage) -> dict[str, str]:
    return {fact.name: fact.value for fact in stage.view.facts.facts}


def test_facts_stand_beside_the_pictures_and_take_nothing_from_them(stage: Stage) -> None:
    """In a wide view where the network is, both losses and the slope are told in place of the line below."""
    view, picture = stage.view, stage.settle()
    view.resize(1600, 460)
    stage.qtbot.waitUntil(lambda: view.facts.isVisible() and view.map.width() < 800, timeout=PATIENCE)
    assert view.map.x() > view.relief.x()
    assert not view.grab().isNull()
    drawn = view.map.picture
    assert drawn is not None
    assert drawn.frame.plot.height() > 0.85 * view.map.height()
    told = _told(stage)
    assert picture.slope is not None
    assert told["Training loss, summed"] == compact(picture.true_loss, 4)
    assert told["on the plane"] == compact(picture.plane_loss, 4)
    assert told["w₁₁⁽¹⁾"] == signed(float(picture.here[0]), 4)
    assert told["its length"] == compact(float(np.hypot.reduce(picture.slope)), 4)
    view.resize(372, 460)
    stage.qtbot.waitUntil(lambda: not view.facts.isVisible(), timeout=PATIENCE)
    assert "on the plane" in view.foot


def test_facts_read_out_the_point_below_the_pointer(stage: Stage) -> None:
    """Its coordinates and its loss follow the pointer, and an invitation stands where it points at nothing."""
    view = stage.view
    stage.settle()
    view.resize(1600, 460)
    stage.qtbot.waitUntil(view.facts.isVisible, timeout=PATIENCE)
    view.grab()
    assert "Point at a picture to read it out." in _told(stage)
    drawn = view.map.picture
    assert drawn is not None
    QTest.mouseMove(view.map, QPoint(2, 2))
    QTest.mouseMove(view.map, drawn.frame.plot.center().toPoint())
    assert "summed loss" in _told(stage)
    view.facts.grab()


@pytest.mark.parametrize("kind", ["line", "between"])
def test_of_a_line_the_switch_offers_the_curve(stage: Stage, kind: str) -> None:
    """A line has no relief: in place of a switch that does nothing there is one for curve and error measures."""
    view, switch = stage.view, stage.view.title_controls()[0]
    view.title_controls()[0].show()
    assert not switch.of_planes.isHidden()
    assert switch.of_lines.isHidden()
    stage.train(3)
    stage.settle()
    stage.session.surface.choose_kind(kind)
    stage.qtbot.waitUntil(view.curve.isVisible, timeout=PATIENCE)
    assert switch.of_planes.isHidden()
    button = switch.of_lines.findChild(QAbstractButton, "segment_measures")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    stage.qtbot.waitUntil(view.measures.isVisible, timeout=PATIENCE)
    QTest.mouseClick(switch.of_lines.findChild(QAbstractButton, "segment_curve"), Qt.MouseButton.LeftButton)
    stage.qtbot.waitUntil(view.curve.isVisible, timeout=PATIENCE)
    stage.session.surface.choose_kind("parameters")
    assert switch.of_lines.isHidden()
    assert not switch.of_planes.isHidden()


def test_both_are_offered_where_both_can_be_read(stage: Stage) -> None:
    """In a small view the map stands alone, and the switch says so; what was chosen comes back with the room."""
    view, switch = stage.view, stage.view.title_controls()[0]
    stage.settle()
    switch.chosen.emit("both")
    both = switch.of_planes.findChild(QAbstractButton, "segment_both")
    view.resize(900, 460)
    stage.qtbot.waitUntil(lambda: view.relief.isVisible() and view.map.isVisible(), timeout=PATIENCE)
    assert both.isEnabled()
    view.resize(320, 300)
    stage.qtbot.waitUntil(lambda: not view.relief.isVisible(), timeout=PATIENCE)
    assert view.map.isVisible()
    assert both.isEnabled()
    assert "in a window of its own" in both.toolTip()
    view.resize(900, 460)
    stage.qtbot.waitUntil(view.relief.isVisible, timeout=PATIENCE)
    assert both.isChecked()
