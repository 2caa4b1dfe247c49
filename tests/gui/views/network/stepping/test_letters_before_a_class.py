"""Presenting at 1280x720: what the graph writes is read from the last row, and what is not is one gesture away."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_core.explain.numbers_in_latex import wants_power
from mlp_gui.lecture.presented_type import LEAST, least_letters
from mlp_gui.views.network.stepping.writing import NO_ROOM, number_texts, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage, Written

CANVAS = (1280, 403)
"""What the equations and the transport leave of 1280x720."""
SCALE = 1.2


def _present(stage: StepStage) -> None:
    stage.stepping.set_motion(False)
    stage.session.presentation.start()
    stage.theme_controller.set_scale(SCALE, least_letters(SCALE))


@pytest.mark.parametrize("hidden", [(2,), (8, 8), (8, 8, 8)])
def test_the_last_row_reads_all_of_the_graph(
    make_step_stage: Callable[..., StepStage], written: Written, hidden: tuple[int, ...]
) -> None:
    """In each phase and each layer, at every grain from phase to term: weights, cards, biases old and new."""
    stage = make_step_stage(*hidden, size=CANVAS)
    _present(stage)
    walk = stage.stepping.walk
    assert walk is not None
    for grain in ("phase", "layer", "unit", "term"):
        stage.stepping.set_granularity(grain)
        last_of = {(step.phase, step.layer): step for step in walk.sequence(grain)}
        for step in last_of.values():
            stage.stepping.go_to(step.last)
            stage.paint()
    assert written
    assert not [(pixels, text) for pixels, text in written if pixels < LEAST]


def test_a_bias_that_moves_is_told_in_full(make_step_stage: Callable[..., StepStage], written: Written) -> None:
    """Old above new where they do not fit side by side, with every decimal that is chosen."""
    stage = make_step_stage(8, 8, 8, size=CANVAS)
    _present(stage)
    stage.stepping.set_granularity("term")
    walk = stage.stepping.walk
    assert walk is not None
    is_moved = [
        step
        for step in walk.terms
        if step.phase is mlp.Phase.UPDATE and step.makes.kind is mlp.Kind.PARAMETER_AFTER and step.makes.input < 0
    ]
    for step in (*is_moved[:2], *is_moved[-8:-4], is_moved[-2]):
        written.clear()
        stage.stepping.go_to(step.last)
        stage.paint()
        texts = [text for _, text in written]
        assert NO_ROOM not in texts
        ways = number_texts(step.makes.value, stage.stepping.decimals)
        # What the decimals leave less than two digits of may have a power of ten, which has digits however small it is.
        allowed = ways if wants_power(step.makes.value, stage.stepping.decimals) else ways[:1]
        assert {text.rpartition("→")[2].strip() for text in texts} & set(allowed)


def test_all_ten_digits_have_their_numbers(make_step_stage: Callable[..., StepStage], written: Written) -> None:
    """In the cards of the outputs, and on the edges to all of them while an error signal comes back."""
    stage = make_step_stage(40, size=CANVAS, example="digits")
    _present(stage)
    stage.stepping.set_granularity("unit")
    walk = stage.stepping.walk
    assert walk is not None
    backward = (step for step in walk.sequence("unit") if step.phase is mlp.Phase.BACKWARD and step.layer == 0)
    stage.stepping.go_to(next(backward).last)
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    assert shown.layout.columns[-1].form.name == "line"
    assert len(shown.chips) == 10
    boxes = [chip.rect for chip in shown.chips]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert all(shown.layout.content.contains(box) for box in boxes)
    assert not [(pixels, text) for pixels, text in written if pixels < LEAST]


def test_a_number_without_room_is_not_written_too_small(stage: StepStage) -> None:
    """At a desk it gets smaller until it fits; before a class it gives way to a sign that there is one."""
    font = stage.theme_controller.font(20)
    assert write(["+0.1234", "+0.1"], font, 20.0, 10).text == "+0.1"
    said = write(["+0.1234", "+0.1"], font, 20.0, 20, LEAST)
    assert said.text == NO_ROOM
    assert said.font.pixelSize() >= LEAST
