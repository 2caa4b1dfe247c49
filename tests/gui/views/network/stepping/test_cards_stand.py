"""Where there is room for the numbers of every gap at once, no card moves while a training step is gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.lecture.presented_type import least_letters
from mlp_gui.views.network.stepping.card_painting import unit_rows
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
    ("hidden", "example", "size", "scale"),
    [
        ((2,), "xor", (741, 356), 1.0),
        ((2,), "xor", (742, 405), 1.0),
        ((2,), "xor", (741, 332), 1.5),
        ((8, 8), "iris", (760, 356), 1.0),
        ((8, 8), "iris", (1000, 520), 1.0),
        ((8, 8, 8), "iris", (741, 299), 1.0),
        ((8, 8, 8), "iris", (741, 356), 1.0),
        ((8, 8, 8), "iris", (741, 415), 1.5),
        ((8, 8, 8), "iris", (860, 427), 1.0),
        ((8, 8, 8), "xor", (741, 356), 1.0),
    ],
)
def test_columns_stand_for_a_whole_training_step(
    make_step_stage: Callable[..., StepStage],
    hidden: tuple[int, ...],
    example: str,
    size: tuple[int, int],
    scale: float,
) -> None:
    """At each grain, from the first line to the last, every column and the loss are where they were at the first."""
    stage = make_step_stage(*hidden, size=size, example=example)
    stage.theme_controller.set_scale(scale)
    stage.stepping.set_motion(False)
    assert stage.stepping.walk is not None
    places: set[tuple[float, ...]] = set()
    for grain in ("phase", "layer", "unit", "term"):
        stage.stepping.set_granularity(grain)
        first_of = {(step.phase, step.layer, step.operation): step for step in stage.stepping.walk.sequence(grain)}
        for position in (-1, *(step.last for step in first_of.values())):
            stage.stepping.go_to(position)
            shown = stage.canvas.shown
            assert shown is not None
            layout = shown.layout
            cards = [place for column in layout.columns for place in (float(column.left), *column.rows.tolist())]
            places.add((*cards, layout.loss.left()))
    assert len(places) == 1
    assert min(min(each) for each in places) >= 0.0
    assert layout.loss.right() <= layout.width


def test_other_decimals_have_all_cards_stand_anew(make_step_stage: Callable[..., StepStage]) -> None:
    """Lines that were shown with fewer decimals are not shown as they stood then."""
    stage = make_step_stage(2, size=(741, 299))
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("term")
    walk = stage.stepping.walk
    assert walk is not None
    lefts = []
    for decimals, positions in ((4, (-1, 0)), (6, (-1, 0, walk.end // 2, walk.end))):
        stage.stepping.set_decimals(decimals)
        for position in positions:
            stage.stepping.go_to(position)
            shown = stage.canvas.shown
            assert shown is not None
            lefts.append([column.left for column in shown.layout.columns])
    assert lefts[2] == lefts[3] == lefts[4] == lefts[5]


@pytest.mark.parametrize("example", ["iris", "xor"])
@pytest.mark.parametrize("hidden", [(8, 8), (8, 8, 8)])
def test_columns_stand_before_a_class(
    make_step_stage: Callable[..., StepStage], hidden: tuple[int, ...], example: str
) -> None:
    """On what is left of 1280 by 720 every unit keeps a number, and the newest one that there is."""
    stage = make_step_stage(*hidden, size=(1280, 403), example=example)
    stage.stepping.set_motion(False)
    stage.session.presentation.start()
    stage.theme_controller.set_scale(1.2, least_letters(1.2))
    assert stage.stepping.walk is not None
    places: set[tuple[float, ...]] = set()
    for grain in ("phase", "layer", "unit", "term"):
        stage.stepping.set_granularity(grain)
        last_of = {(step.phase, step.layer, step.operation): step for step in stage.stepping.walk.sequence(grain)}
        for step in last_of.values():
            stage.stepping.go_to(step.last)
            shown = stage.canvas.shown
            assert shown is not None
            places.add((*(float(column.left) for column in shown.layout.columns), shown.layout.loss.left()))
            assert "dot" not in {column.form.name for column in shown.layout.columns}
            if step.phase is mlp.Phase.FORWARD and step.layer == 1 and grain != "phase":
                (row,) = unit_rows(shown, 1, max(step.unit, 0), "line")
                is_done = grain != "term" or step.operation is mlp.Operation.ACTIVATE
                kind = mlp.Kind.ACTIVATION if is_done else mlp.Kind.PRE_ACTIVATION
                assert row.value.quantity.kind is kind
    assert len(places) == 1
