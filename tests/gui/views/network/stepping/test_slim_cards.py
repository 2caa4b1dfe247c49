"""Cards where there is little room: every unit keeps its pre-activation and its activation, and nothing lies on it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.views.network.stepping.bands import COMPACT, FLAT
from mlp_gui.views.network.stepping.card_painting import unit_rows
from mlp_gui.views.network.stepping.forms import CLASSROOM, DESK, choose_forms
from mlp_gui.views.network.stepping.layout import StepLayout, arrange_cards
from mlp_gui.views.network.stepping.mosaic_cards import shown_kind
from mlp_gui.views.network.stepping.room import (
    choose_bands,
    largest_scale,
    room_for_cards,
    room_for_columns,
    rows_shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.stepping.forms import FormSet
    from tests.gui.views.network.stepping.conftest import StepStage

WITH_BOTH = {"full", "rows", "trio", "grid", "pair", "twin", "side"}
"""Forms that have pre-activation and activation."""


def layout_of(sizes: tuple[int, ...], width: float, height: float, scale: float, forms: FormSet) -> StepLayout:
    """Lay out a network of these column sizes."""
    groups = [tuple((unit, unit + 1) for unit in range(count)) for count in sizes]
    return arrange_cards(groups, width, height, scale, FLAT if forms is CLASSROOM else COMPACT, forms=forms)


@pytest.mark.parametrize("size", [(741, 356), (834, 427)])
def test_eight_units_have_both_their_numbers(make_step_stage: Callable[..., StepStage], size: tuple[int, int]) -> None:
    """On what windows of 1280x800 and 1440x900 leave; with the error signals, the factors of the gradients."""
    stage = make_step_stage(8, 8, size=size)
    stage.stepping.set_motion(False)
    wanted = {
        mlp.Phase.FORWARD: {mlp.Kind.PRE_ACTIVATION, mlp.Kind.ACTIVATION},
        mlp.Phase.GRADIENT: {mlp.Kind.ACTIVATION, mlp.Kind.DELTA},
    }
    for phase, kinds in wanted.items():
        stage.go_to(phase, 0)
        stage.paint()
        shown = stage.canvas.shown
        assert shown is not None
        for layer, column in enumerate(shown.layout.columns[1:]):
            for unit in range(len(column.rows)):
                rows = unit_rows(shown, layer, unit, column.form.name)
                assert kinds <= {row.value.quantity.kind for row in rows}


@pytest.mark.parametrize("size", [(741.0, 356.0), (834.0, 427.0)])
@pytest.mark.parametrize("sizes", [(2, 8, 8, 3), (4, 8, 8, 3), (7, 8, 8, 8, 4)])
def test_cards_of_wide_networks_stand_apart(sizes: tuple[int, ...], size: tuple[float, float]) -> None:
    """Every layer has cards with both numbers, none of which touches another."""
    layout = layout_of(sizes, *size, 1.0, DESK)
    assert {column.form.name for column in layout.columns[1:]} <= WITH_BOTH
    cards = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
    assert not any(one.intersects(other) for one, other in combinations([*cards, layout.loss], 2))
    assert all(layout.content.contains(card) for card in cards)


@pytest.mark.parametrize(("size", "scale", "forms"), [((741.0, 356.0), 1.0, DESK), ((1280.0, 403.0), 1.2, CLASSROOM)])
def test_a_bias_lies_on_no_card(size: tuple[float, float], scale: float, forms: FormSet) -> None:
    """Also before a class, where everything is large, a bias stands under its card."""
    layout = layout_of((2, 2, 1), *size, scale, forms)
    cards = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
    biases = [column.bias_chip(row) for column in layout.columns[1:] for row in range(len(column.rows))]
    assert all(bias is not None for bias in biases)
    assert not any(bias.intersects(card) for bias in biases if bias is not None for card in cards)


def test_numbers_of_crossing_edges_say_where_they_begin(make_step_stage: Callable[..., StepStage]) -> None:
    """Two edges that cross pass behind one another's numbers; those that do not need no names."""
    stage = make_step_stage(2, size=(741, 356))
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    curves = shown.layout.curves
    names = {(int(curves.gap[chip.edge]), int(curves.source[chip.edge])): chip.name for chip in shown.chips}
    assert names == {(0, 0): shown.labels[0], (0, 1): shown.labels[1], (1, 0): "", (1, 1): ""}


def test_a_large_layer_is_stepped_as_mosaics_of_its_units(make_step_stage: Callable[..., StepStage]) -> None:
    """At the grain of layers: activations once they are known, error signals as they come back, nothing before."""
    stage = make_step_stage(128, 4, size=(741, 356))
    stage.stepping.set_motion(False)
    stage.stepping.set_granularity("layer")
    told = {}
    for phase in (mlp.Phase.INPUT, mlp.Phase.LOSS, mlp.Phase.UPDATE):
        stage.go_to(phase, 0)
        stage.paint()
        shown = stage.canvas.shown
        assert shown is not None
        told[phase] = shown_kind(shown, 0, 127)
    assert told == {
        mlp.Phase.INPUT: None,
        mlp.Phase.LOSS: mlp.Kind.ACTIVATION,
        mlp.Phase.UPDATE: mlp.Kind.DELTA,
    }


@pytest.mark.parametrize("size", [(741.0, 356.0), (834.0, 427.0), (1381.0, 640.0)])
@pytest.mark.parametrize("sizes", [(2, 128, 128, 1), (2, *(256,) * 8, 1), (784, 256, 128, 10)])
def test_large_layers_have_eight_mosaics_that_stand_apart(sizes: tuple[int, ...], size: tuple[float, float]) -> None:
    """Few enough to follow the bundles between them, and every other column keeps a place of its own."""
    groups = rows_shown(sizes, size[1] - 81.0, 1.0, None)
    layout = arrange_cards(groups, *size, 1.0, COMPACT)
    forms = [column.form.name for column in layout.columns]
    assert [name == "mosaic" for name in forms] == [count > 16 for count in sizes]
    assert {len(column.rows) for column, count in zip(layout.columns, sizes, strict=True) if count > 16} == {8}
    cards = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
    assert not any(one.intersects(other) for one, other in combinations([*cards, layout.loss], 2))


@pytest.mark.parametrize("sizes", [(4, 8, 8, 3), (2, 8, 8, 1), (4, 6, 3)])
@pytest.mark.parametrize("size", [(741.0, 330.0), (741.0, 356.0), (834.0, 427.0)])
def test_inputs_keep_their_numbers_in_the_largest_type_that_fits(
    sizes: tuple[int, ...], size: tuple[float, float]
) -> None:
    """Where cards just fit, that is enough."""
    width, height = size
    scale = largest_scale(sizes, width, height)
    room = room_for_cards(height, scale, choose_bands(sizes, width, height, scale))
    forms = choose_forms(sizes, room_for_columns(width, scale), room, scale)
    assert "dot" not in {form.name for form in forms}
