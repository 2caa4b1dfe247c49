"""The line between two moments: chosen from lists, marked by a button, drawn with both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mlp_gui.views.surface.readout import loss_at

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage


@pytest.fixture
def between(stage: Stage) -> Stage:
    """Return the stage with the line from the start to now."""
    stage.train(8)
    stage.session.surface.choose_kind("between")
    stage.settle()
    return stage


def test_it_leads_from_the_start_to_now(between: Stage) -> None:
    """Drawn as a curve with both ends in sight, the current point at 1; no step is drawn along it."""
    curve = between.view.curve
    assert curve.isVisible()
    assert [choice.value for choice in between.view.controls.moments.ends] == ["start", "now"]
    picture, frame = between.picture, curve.picture.frame
    assert picture.here == pytest.approx([1.0])
    for place in (0.0, 1.0):
        assert frame.x.low < place < frame.x.high
    assert loss_at(picture, 1.0) == pytest.approx(picture.true_loss, rel=1e-2)
    assert curve.picture.next_value is None
    assert curve.picture.tangent is not None


def test_a_marked_moment_can_be_either_end(between: Stage) -> None:
    """The button marks the moment of now; it is in both lists, and stays when the run goes on."""
    controls = between.view.controls.moments
    assert controls.isVisible()
    QTest.mouseClick(controls.mark, Qt.MouseButton.LeftButton)
    assert [choice.count() for choice in controls.ends] == [3, 3]
    between.train(8)
    key = between.session.surface.moments.marked[0].key
    box = controls.ends[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.value == key
    picture = between.settle()
    assert picture.request.ends[0].epoch == 8.0
    assert "epoch 8" in box.shown_text


def test_a_click_on_the_line_takes_the_weights_between(between: Stage) -> None:
    """Half way, every parameter is the mean of both ends."""
    drawn, (start, end) = between.view.curve.picture, between.picture.request.ends
    place = drawn.frame.position(0.5, 0.5).toPoint()
    share = drawn.frame.x.value(place.x())
    with between.qtbot.waitSignal(between.session.snapshot_changed):
        QTest.mouseClick(between.view.curve, Qt.MouseButton.LeftButton, pos=place)
    expected = start.parameters + share * (end.parameters - start.parameters)
    assert between.session.snapshot.network.parameters == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_other_axes_have_no_moments(between: Stage) -> None:
    """The lists are there for this line alone."""
    between.session.surface.choose_kind("random")
    between.settle()
    assert not between.view.controls.moments.isVisible()
