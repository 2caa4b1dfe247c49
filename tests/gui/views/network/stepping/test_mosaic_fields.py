"""Fields of a card of many units: each can be pointed at, and has the card that a unit of its own would have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.stepping.hover_card import card_of
from mlp_gui.views.network.stepping.pointing import mark_at, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage


def _with_layers(make_step_stage: Callable[..., StepStage]) -> StepStage:
    """Return 2-40-1 at layer grain, the hidden layer being done."""
    stage = make_step_stage(40)
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("layer")
    while stage.stepping.step is None or stage.stepping.step.phase is not mlp.Phase.FORWARD:
        stage.stepping.forward()
    return stage


def test_each_field_is_its_units_place(make_step_stage: Callable[..., StepStage]) -> None:
    """What stands under the middle of a unit's field is that unit; no two fields overlap."""
    stage = _with_layers(make_step_stage)
    assert stage.canvas.shown is not None
    layout = stage.canvas.shown.layout
    assert layout.columns[1].form.name == "mosaic"
    fields = []
    for unit in range(40):
        field = place_of(layout, Mark("unit", layer=0, unit=unit))
        assert field is not None
        assert mark_at(layout, [], field.center()) == Mark("unit", layer=0, unit=unit)
        assert not any(field.adjusted(0.1, 0.1, -0.1, -0.1).intersects(other) for other in fields)
        fields.append(field)


def test_a_field_has_the_numbers_of_the_trace(make_step_stage: Callable[..., StepStage]) -> None:
    """Its card says the unit's sum and activation, as every unit's."""
    stage = _with_layers(make_step_stage)
    shown, walk = stage.canvas.shown, stage.stepping.walk
    assert shown is not None
    assert walk is not None
    card = card_of(shown, Mark("unit", layer=0, unit=23))
    assert card is not None
    sample = walk.sample
    assert card.rows[0].text == signed(stage.trace.pre_activations[0][sample, 23], 4)
    assert card.rows[1].text == signed(stage.trace.activations[0][sample, 23], 4)
    assert card.rows[2].text == "not yet", "its error signal"
