"""The numbers on edges find places, however little room there is."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from mlp_gui.look.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage


@pytest.mark.parametrize("size", [(741, 280), (741, 356), (901, 380), (901, 460), (1061, 580), (1381, 640)])
def test_every_number_of_a_small_network_finds_a_place(
    make_step_stage: Callable[..., StepStage], size: tuple[int, int]
) -> None:
    """At every line, down to the canvas that a question leaves: no number covers another or lies outside."""
    stage = make_step_stage(2, size=size)
    stage.stepping.set_motion(False)
    assert stage.stepping.walk is not None
    for position in range(0, stage.stepping.walk.end + 1, 3):
        stage.stepping.go_to(position)
        stage.paint()
        shown = stage.canvas.shown
        assert shown is not None
        assert len(shown.chips) == len(shown.layout.curves), stage.stepping.step
        rects = [chip.rect for chip in shown.chips]
        assert not any(one.intersects(other) for one, other in combinations(rects, 2))
        assert all(shown.layout.content.contains(rect) for rect in rects)


def test_a_gap_too_full_for_old_and_new_says_the_new_ones(make_step_stage: Callable[..., StepStage]) -> None:
    """Rather a number for each of fifteen weights than two for some."""
    stage = make_step_stage(5, size=(741, 330))
    stage.stepping.set_motion(False)
    stage.stepping.to_end()
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    first = [chip for chip in shown.chips if shown.layout.curves.gap[chip.edge] == 0]
    assert len(first) == 10
    after = stage.trace.network.unflatten(stage.trace.parameters_after)[0][0]
    new = {edge: float(after[edge // 2, edge % 2]) for edge in range(10)}
    for chip in first:
        assert parse_number(chip.lines[-1].text.removeprefix("→ ")) == pytest.approx(new[chip.edge], abs=0.05)
    assert not any(one.rect.intersects(other.rect) for one, other in combinations(shown.chips, 2))
