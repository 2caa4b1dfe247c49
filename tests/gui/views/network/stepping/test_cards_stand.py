"""Where there is room for the numbers of every gap at once, no card moves while a training step is gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.network.stepping.open_gap import all_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage


@pytest.mark.parametrize(
    ("gaps", "spare", "expected"),
    [
        ([80.0, 95.0, 50.0], 0.0, ([90.0, 95.0, 40.0], 0.0)),
        ([80.0, 80.0, 50.0], 12.0, ([90.0, 90.0, 42.0], 12.0)),
        ([100.0, 90.0, 30.0], 12.0, ([100.0, 90.0, 30.0], 0.0)),
        ([80.0, 80.0, 50.0], 4.0, None),
    ],
)
def test_what_all_gaps_take(gaps: list[float], spare: float, expected: tuple[list[float], float] | None) -> None:
    """First what is beside the columns, then what the way to the loss can give; wide gaps cost nothing."""
    assert all_open(gaps, 90.0, 40.0, spare) == expected


@pytest.mark.parametrize(
    ("hidden", "example", "size"),
    [
        ((2,), "xor", (741, 356)),
        ((2,), "xor", (742, 405)),
        ((8, 8), "iris", (760, 356)),
        ((8, 8), "iris", (1000, 520)),
        ((8, 8, 8), "iris", (860, 427)),
    ],
)
def test_columns_stand_for_a_whole_training_step(
    make_step_stage: Callable[..., StepStage], hidden: tuple[int, ...], example: str, size: tuple[int, int]
) -> None:
    """Unit by unit and term by term, at each line every column and the loss are where they were at the first."""
    stage = make_step_stage(*hidden, size=size, example=example)
    stage.stepping.set_motion(False)
    assert stage.stepping.walk is not None
    places: set[tuple[float, ...]] = set()
    for grain in ("unit", "term"):
        stage.stepping.set_granularity(grain)
        for step in stage.stepping.walk.sequence(grain):
            stage.stepping.go_to(step.last)
            shown = stage.canvas.shown
            assert shown is not None
            layout = shown.layout
            lefts = [float(column.left) for column in layout.columns]
            places.add((*lefts, layout.loss.left()))
    assert len(places) == 1
    assert min(min(each) for each in places) >= 0.0
    assert layout.loss.right() <= layout.width
