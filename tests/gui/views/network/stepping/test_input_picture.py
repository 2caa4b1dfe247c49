"""Inputs that are a picture, stepped unit by unit: it stays, its pixels get the unit's numbers, one is in play."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.stepping.hover_card import card_of
from mlp_gui.views.network.stepping.input_picture import card_place, pixel_in_play, pixel_rows, told_pixels

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.stepping.shown import StepShown
    from tests.gui.views.network.stepping.conftest import StepStage

UNIT, PIXEL, SAMPLE = 20, 13, 3
Kind, Operation = mlp.Kind, mlp.Operation


@pytest.fixture
def digits(make_step_stage: Callable[..., StepStage]) -> StepStage:
    """Return the digits with 32 hidden units, at one of the batch."""
    stage = make_step_stage(32, size=(741, 356), example="digits")
    stage.stepping.set_motion(False)
    stage.stepping.set_sample(SAMPLE)
    return stage


def _shown_at(stage: StepStage, grain: str, kind: mlp.Kind) -> StepShown:
    """Stand at the step that makes a number of the unit, and of the pixel where the grain is that fine."""
    stage.stepping.set_granularity(grain)
    walk = stage.stepping.walk
    assert walk is not None
    sample = SAMPLE if kind in (Kind.PRODUCT, Kind.WEIGHT_GRADIENT) else -1
    place = walk.terms.locate(mlp.Quantity(kind, 0.0, 0, UNIT, PIXEL, sample))
    steps = walk.sequence(grain)
    stage.stepping.go_to(steps[steps.at(place)].last)
    stage.paint()
    assert stage.canvas.shown is not None
    return stage.canvas.shown


def test_the_picture_stays_where_the_view_goes_to_a_unit(digits: StepStage) -> None:
    """At the grains of units and terms as at that of layers: the same bands, while the units are single cards."""
    places = {}
    for grain in ("layer", "unit", "term"):
        layout = _shown_at(digits, grain, Kind.PRODUCT).layout
        assert all(stop - start == 8 for start, stop in layout.columns[0].groups)
        assert layout.columns[1].is_single(layout.columns[1].row_of(UNIT)) is (grain != "layer")
        places[grain] = [layout.columns[0].card(row).height() for row in range(8)]
    assert places["layer"] == places["unit"] == places["term"]


def test_products_come_into_the_picture_pixel_by_pixel(digits: StepStage) -> None:
    """A term has those up to its own, a unit all of them; nothing later is shown, and a layer has the picture alone."""
    trace = digits.trace
    products = trace.network.weights[0][UNIT] * trace.inputs[SAMPLE]
    told = told_pixels(_shown_at(digits, "term", Kind.PRODUCT))
    assert told is not None
    assert np.array_equal(told.values, products)
    assert np.array_equal(told.known, np.arange(64) <= PIXEL)
    assert told.largest >= np.abs(products).max()
    whole = told_pixels(_shown_at(digits, "unit", Kind.PRODUCT))
    assert whole is not None
    assert whole.known.all()
    assert told_pixels(_shown_at(digits, "layer", Kind.PRODUCT)) is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.PRODUCT, (Kind.INPUT, Kind.WEIGHT, Kind.PRODUCT)),
        (Kind.WEIGHT_GRADIENT, (Kind.INPUT, Kind.DELTA, Kind.WEIGHT_GRADIENT)),
        (Kind.PARAMETER_AFTER, (Kind.WEIGHT, Kind.PARAMETER_AFTER)),
    ],
)
def test_the_pixel_in_play_has_its_numbers_in_a_card(
    digits: StepStage, kind: mlp.Kind, expected: tuple[mlp.Kind, ...]
) -> None:
    """Below the picture: what is multiplied, and what comes of it, as the trace has them."""
    shown = _shown_at(digits, "term", kind)
    assert pixel_in_play(shown) == PIXEL
    rows = pixel_rows(shown, PIXEL)
    assert tuple(row.value.quantity.kind for row in rows) == expected
    assert all(row.value.is_known for row in rows)
    assert rows[-1].value.quantity.value == shown.step.makes.value if shown.step is not None else False
    place = card_place(shown)
    assert place is not None
    assert shown.layout.content.contains(place)
    assert not any(place.intersects(shown.layout.columns[0].card(row)) for row in range(8))
    assert place.right() < shown.layout.columns[1].left


def test_pointing_at_any_pixel_tells_its_numbers(digits: StepStage) -> None:
    """Not only at the one in play: its value, its weight to the unit, and their product."""
    shown = _shown_at(digits, "unit", Kind.PRODUCT)
    card = card_of(shown, Mark("input", input=30))
    assert card is not None
    told = {row.label: row.text for row in card.rows}
    trace = digits.trace
    assert told["weight × input"].endswith(f"{abs(trace.network.weights[0][UNIT, 30] * trace.inputs[SAMPLE, 30]):.4f}")
    assert any(label.startswith("weight to") for label in told)


def test_a_deep_network_shows_the_numbers_of_its_unit(make_step_stage: Callable[..., StepStage]) -> None:
    """Where seven columns leave no room for any number, those that the step is not about give theirs up."""
    stage = make_step_stage(64, 32, 2, 32, 64, size=(834, 387), example="digits_autoencoder")
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("unit")
    walk = stage.stepping.walk
    assert walk is not None
    for step in walk.sequence("unit"):
        if step.phase is mlp.Phase.FORWARD and step.unit == 0:
            stage.stepping.go_to(step.last)
            shown = stage.canvas.shown
            assert shown is not None
            assert shown.layout.columns[step.layer + 1].form.name not in ("dot", "mosaic")
            assert shown.layout.columns[0].form.name == "mosaic"
