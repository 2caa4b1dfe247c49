"""The gap that a step is in opens, so that what runs along its edges can be read in a network of full columns."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.views.network.stepping.bands import FLAT
from mlp_gui.views.network.stepping.chip_lines import weight_of
from mlp_gui.views.network.stepping.forms import CLASSROOM
from mlp_gui.views.network.stepping.layout import arrange_cards
from mlp_gui.views.network.stepping.open_gap import CLOSED, Wanted, open_gap_of, widened
from mlp_gui.views.network.stepping.room import room_for_cards

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.stepping.layout import StepLayout
    from tests.gui.views.network.stepping.conftest import StepStage

SIZE = (742, 405)
"""Of the canvas in step mode, in a window of 1280 by 800."""


def _gaps(layout: StepLayout) -> list[float]:
    return [after.left - before.right for before, after in pairwise(layout.columns)]


def _at_unit(stage: StepStage, phase: mlp.Phase, layer: int, unit: int) -> mlp.Step:
    """Stand at the end of a unit of a phase."""
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("unit")
    assert stage.stepping.walk is not None
    steps = stage.stepping.walk.sequence("unit")
    step = next(each for each in steps if (each.phase, each.layer, each.unit) == (phase, layer, unit))
    stage.stepping.go_to(step.last)
    stage.paint()
    return step


@pytest.mark.parametrize(
    ("gaps", "opened", "expected"),
    [
        ([40.0, 40.0, 40.0, 20.0], 1, [30.0, 60.0, 30.0, 20.0]),
        ([40.0, 40.0, 40.0, 20.0], CLOSED, [40.0, 40.0, 40.0, 20.0]),
        ([80.0, 40.0], 0, [80.0, 40.0]),
        ([21.0, 21.0], 0, [22.0, 20.0]),
    ],
)
def test_the_others_give_what_they_can(gaps: list[float], opened: int, expected: list[float]) -> None:
    """One gap gets the width that it wants, or what the others have above 20 pixels; a wide one stays as it is."""
    assert widened(gaps, opened, 60.0, 20.0) == pytest.approx(expected)


def test_columns_stand_evenly_where_nothing_is_read(make_step_stage: Callable[..., StepStage]) -> None:
    """Where a step is about the loss, no gap is wider than the others."""
    stage = make_step_stage(8, 8, 8, 8, size=SIZE)
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("unit")
    stage.go_to(mlp.Phase.LOSS, 0)
    assert stage.canvas.shown is not None
    gaps = _gaps(stage.canvas.shown.layout)
    assert max(gaps) - min(gaps) <= 2.0, "but for whole pixels"


@pytest.mark.parametrize(
    ("phase", "layer", "gap"),
    [(mlp.Phase.FORWARD, 1, 1), (mlp.Phase.BACKWARD, 1, 2), (mlp.Phase.GRADIENT, 2, 2), (mlp.Phase.UPDATE, 1, 1)],
)
def test_every_number_of_the_unit_is_read(
    make_step_stage: Callable[..., StepStage], phase: mlp.Phase, layer: int, gap: int
) -> None:
    """Eight numbers with four decimals, each with its own name, in no one's way, in the widest gap of all."""
    stage = make_step_stage(8, 8, 8, 8, size=SIZE)
    step = _at_unit(stage, phase, layer, 3)
    shown = stage.canvas.shown
    assert shown is not None
    assert open_gap_of(step, 4) == gap
    gaps = _gaps(shown.layout)
    assert gaps[gap] == max(gaps) > 1.5 * sorted(gaps)[-2]
    assert len(shown.chips) == 8
    assert len({chip.name for chip in shown.chips}) == 8
    assert all(len(chip.lines[-1].text.rpartition(".")[2]) == 4 for chip in shown.chips)
    cards = [column.card(row) for column in shown.layout.columns for row in range(len(column.rows))]
    for chip in shown.chips:
        assert not any(chip.rect.intersects(card) for card in cards)
    assert not any(one.rect.intersects(other.rect) for one, other in combinations(shown.chips, 2))


@pytest.mark.parametrize("size", [SIZE, (838, 486), (1200, 760)])
def test_products_stand_where_they_ran(make_step_stage: Callable[..., StepStage], size: tuple[int, int]) -> None:
    """Forward, each edge into the unit ends with weight times what it reads; below the weight, where there is room."""
    stage = make_step_stage(8, 8, 8, size=size)
    _at_unit(stage, mlp.Phase.FORWARD, 2, 5)
    shown, walk = stage.canvas.shown, stage.stepping.walk
    assert shown is not None
    assert walk is not None
    assert walk.sample is not None
    for chip in shown.chips:
        layer, unit, source = weight_of(shown.layout, chip.edge)
        weight = float(stage.trace.network.weights[layer][unit, source])
        product = weight * float(stage.trace.activations[layer - 1][walk.sample, source])
        assert chip.lines[-1].text.removeprefix("𝑤𝑧 ") == signed(product, 4)
        if len(chip.lines) > 1 and chip.lines[0].text != "𝑤𝑧":
            assert chip.lines[0].text == signed(weight, 4)


@pytest.mark.parametrize("counts", [(2, 4, 1), (2, 8, 8, 1), (4, 6, 3)])
@pytest.mark.parametrize("width", [640.0, 720.0])
def test_before_a_class_what_the_step_is_about_keeps_its_numbers(counts: tuple[int, ...], width: float) -> None:
    """Beside a wide panel at 1280 by 720 the two columns of each step have numbers, whatever the others give up."""
    scale = 1.2
    room = room_for_cards(380.0, scale, FLAT)
    for gap in range(len(counts) - 1):
        groups = [tuple((unit, unit + 1) for unit in range(count)) for count in counts]
        opened = gap, Wanted(130.0, 130.0, 130.0)
        layout = arrange_cards(groups, width, 380.0, scale, FLAT, 0.0, CLASSROOM, None, opened, (gap, gap + 1))
        assert "dot" not in [layout.columns[gap].form.name, layout.columns[gap + 1].form.name]
        assert layout.columns[gap + 1].left - layout.columns[gap].right >= 60.0
        assert layout.columns[0].left >= 0.0
        assert layout.loss.right() <= width
        assert all(len(column.rows) * column.size[1] <= room for column in layout.columns)


def test_columns_slide_to_the_next_gap(make_step_stage: Callable[..., StepStage]) -> None:
    """With motion the way to another open gap takes a moment, and ends where the step is read."""
    stage = make_step_stage(8, 8, 8, 8, size=SIZE)
    _at_unit(stage, mlp.Phase.FORWARD, 0, 7)
    stage.stepping.set_motion(True)
    stage.stepping.forward()
    assert stage.canvas.flight.stage == "approach"
    stage.paint()
    stage.pass_time(0.1)
    stage.paint()
    stage.pass_time(5.0)
    assert stage.canvas.flight.stage == "fly"
    assert stage.canvas.shown is not None
    gaps = _gaps(stage.canvas.shown.layout)
    assert gaps[1] == max(gaps)


def test_nothing_slides_where_every_card_stays(make_step_stage: Callable[..., StepStage]) -> None:
    """From layer to layer no gap opens at a desk: pulses set out at once, over edges whose pictures are kept."""
    stage = make_step_stage(8, 8, 8, size=SIZE)
    stage.stepping.set_granularity("layer")
    stage.go_to(mlp.Phase.INPUT, 0)
    stage.paint()
    assert stage.canvas.shown is not None
    layout = stage.canvas.shown.layout
    for _ in range(6):
        stage.stepping.forward()
        stage.paint()
        assert stage.canvas.flight.stage != "approach"
        assert stage.canvas.shown.layout is layout
        while stage.canvas.flight.stage:
            stage.pass_time(5.0)


def test_a_question_stays_in_sight_when_the_view_has_come_to_it(make_step_stage: Callable[..., StepStage]) -> None:
    """Where the gap of the unit that is asked about opens first, its step is told then too, not the one before."""
    stage = make_step_stage(8, 8, 8, 8, size=SIZE)
    _at_unit(stage, mlp.Phase.FORWARD, 0, 7)
    stage.stepping.set_motion(True)
    stage.stepping.set_granularity("term")
    stage.stepping.set_predict(True)
    stage.stepping.forward()
    assert stage.stepping.question is not None
    assert stage.canvas.flight.stage == "approach"
    while stage.canvas.flight.stage:
        stage.paint()
        stage.pass_time(5.0)
    assert stage.canvas.shown is not None
    assert stage.canvas.shown.step == stage.stepping.awaited_step
    assert stage.canvas.shown.step != stage.stepping.step
