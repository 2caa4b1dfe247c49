"""On a small canvas, as in a film, everything stays within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.views.network.stepping.bias_beside import _apart, bias_beside
from mlp_gui.views.network.stepping.penalty_nodes import slope_chips

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage


@pytest.mark.parametrize("size", [(640, 410), (358, 410)])
@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_no_number_is_cut(make_step_stage: Callable[..., StepStage], size: tuple[int, int], l2: float) -> None:
    """By layer and by term, in every phase: numbers on edges, biases beside cards, and what the penalty sends back."""
    stage = make_step_stage(2, size=size, l2=l2)
    stage.stepping.set_motion(False)
    walk = stage.stepping.walk
    assert walk is not None
    for grain in ("layer", "term"):
        stage.stepping.set_granularity(grain)
        last_of = {(step.phase, step.layer, step.operation): step for step in walk.sequence(grain)}
        for step in last_of.values():
            stage.stepping.go_to(step.last)
            stage.paint()
            shown = stage.canvas.shown
            assert shown is not None
            canvas = QRectF(stage.canvas.rect())
            for chip in (*shown.chips, *bias_beside(shown), *slope_chips(shown)):
                assert canvas.contains(chip.rect)


@pytest.mark.parametrize(
    ("hidden", "size"), [(2, (500, 300)), (2, (560, 330)), (2, (640, 410)), (4, (741, 356)), (4, (741, 299))]
)
def test_a_bias_beside_its_card_hides_no_weight(
    make_step_stage: Callable[..., StepStage], hidden: int, size: tuple[int, int]
) -> None:
    """Old and new, it stands above or below the numbers of the edges where they have the middle, and touches none."""
    stage = make_step_stage(hidden, size=size, l2=0.01 if hidden == 4 else 0.0)
    stage.stepping.set_motion(False)
    walk = stage.stepping.walk
    assert walk is not None
    seen = 0
    for step in walk.sequence("term"):
        if step.operation != "bias" and step.phase is not mlp.Phase.UPDATE:
            continue
        stage.stepping.go_to(step.last)
        stage.paint()
        shown = stage.canvas.shown
        assert shown is not None
        for chip in bias_beside(shown):
            seen += 1
            around = chip.rect.adjusted(-2.5, 0.0, 2.5, 0.0)
            assert not any(around.intersects(other.rect) for other in shown.chips)
    assert seen


@pytest.mark.parametrize("beside", [60.5, 62.0, -60.5])
def test_a_bias_keeps_off_what_stands_beside_it(beside: float) -> None:
    """A number that it does not lie on, but would touch at its side, has it stand a little higher or lower."""
    wanted, content = QRectF(100.0, 100.0, 60.0, 20.0), QRectF(0.0, 0.0, 400.0, 300.0)
    other = wanted.translated(beside, 4.0)
    assert _apart(wanted, [wanted.translated(70.0, 4.0)], content) == wanted
    found = _apart(wanted, [other], content)
    assert found.left() == wanted.left()
    assert found.bottom() < other.top() or found.top() > other.bottom()


def test_lists_leave_the_bar_of_the_edges_its_room(make_step_stage: Callable[..., StepStage]) -> None:
    """The legend's first bar stands beside the lists, which are narrower there."""
    stage = make_step_stage(2, size=(370, 360))
    lists = [stage.canvas.findChild(QWidget, name) for name in ("edge_shows", "unit_shows")]
    assert all(each is not None and each.x() >= 24 + 112 for each in lists)
    assert all(each is not None and each.geometry().right() < 370 for each in lists)
