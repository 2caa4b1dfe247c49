"""Numbers on the graph are read on a small window too, with the decimals that are chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.network.stepping.style import LEAST_AT_A_DESK, LEAST_INDEX

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage, Written

LOW = (741, 299)
"""Of the canvas in step mode, in a window of 1280 by 720."""


def go_through(stage: StepStage, *grains: str) -> None:
    """Have every phase of every layer painted."""
    stage.stepping.set_motion(False)
    walk = stage.stepping.walk
    assert walk is not None
    for grain in grains:
        stage.stepping.set_granularity(grain)
        last_of = {(step.phase, step.layer, step.operation): step for step in walk.sequence(grain)}
        for step in last_of.values():
            stage.stepping.go_to(step.last)
            stage.paint()


@pytest.mark.parametrize(("hidden", "l2"), [((2,), 0.0), ((2,), 0.01), ((8, 8), 0.0), ((8, 8, 8), 0.0)])
def test_no_letters_are_too_small(
    make_step_stage: Callable[..., StepStage], written: Written, hidden: tuple[int, ...], l2: float
) -> None:
    """In cards, on edges, beside the loss and in the legend; an index below a symbol may be a little smaller."""
    stage = make_step_stage(*hidden, size=LOW, l2=l2)
    go_through(stage, "phase", "layer", "unit", "term")
    assert {pixels for pixels, text in written if pixels < LEAST_AT_A_DESK} <= {LEAST_INDEX, LEAST_INDEX + 1}
    assert all(text.isdecimal() or text == "reg" for pixels, text in written if pixels < LEAST_AT_A_DESK)


@pytest.mark.parametrize(("hidden", "l2"), [((2,), 0.0), ((2,), 0.01)])
def test_every_number_has_the_chosen_decimals(
    make_step_stage: Callable[..., StepStage], written: Written, hidden: tuple[int, ...], l2: float
) -> None:
    """Sums, activations, weights, slopes, the penalty's too: the same quantity is written alike wherever it stands."""
    stage = make_step_stage(*hidden, size=LOW, l2=l2)
    go_through(stage, "unit", "term")
    legend = legend_of(stage)
    numbers = {text for _, text in written if "." in text and "×" not in text} - legend
    assert numbers
    assert {len(decimals) for text in numbers for decimals in re.findall(r"\.(\d+)", text)} == {4}


@pytest.mark.parametrize(("hidden", "example"), [((8,), "wine"), ((8, 8, 8), "iris")])
def test_small_cards_have_the_chosen_decimals(
    make_step_stage: Callable[..., StepStage], written: Written, hidden: tuple[int, ...], example: str
) -> None:
    """On what a window of 1280 by 800 leaves, where a card's numbers stand beside each other, or it is slender."""
    stage = make_step_stage(*hidden, size=(741, 356), example=example)
    go_through(stage, "layer", "unit")
    numbers = {text for _, text in written if "." in text and "×" not in text} - legend_of(stage)
    assert numbers
    assert not [text for text in numbers if len(text.rpartition(".")[2]) != 4]


def legend_of(stage: StepStage) -> set[str]:
    """Return the numbers at the ends of the legend's bars."""
    held = stage.canvas.shown.held if stage.canvas.shown is not None else None
    assert held is not None
    ends = {f"{held.of(name):g}" for name in ("weight", "delta")}
    return {sign + end for sign in ("−", "+", "±", "") for end in ends}
