"""The step mode of the network view, by what it shows and what gestures on it do."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.stepping.card_painting import unit_rows
from mlp_gui.views.network.stepping.layout import arrange_cards
from mlp_gui.views.network.stepping.pulses import eased
from mlp_gui.views.network.stepping.room import rows_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.stepping.shown import StepShown
    from tests.gui.views.network.stepping.conftest import StepStage


def shown_of(stage: StepStage) -> StepShown:
    """Return what is on the canvas."""
    assert stage.canvas.shown is not None
    return stage.canvas.shown


def test_it_covers_the_view_in_step_mode_only(stage: StepStage) -> None:
    """Leaving the step mode brings the explore mode back; a new size is followed."""
    assert stage.canvas.isVisible()
    stage.view.resize(700, 500)
    assert stage.canvas.size() == stage.view.size()
    stage.stepping.set_active(False)
    assert not stage.canvas.isVisible()


def test_cards_show_the_numbers_of_the_trace_as_they_become_known(stage: StepStage) -> None:
    """At each line of the step, each number is that of the trace or is held back."""
    walk, trace = stage.stepping.walk, stage.trace
    assert walk is not None
    for position in range(walk.end + 1):
        stage.stepping.go_to(position)
        for layer, size in enumerate(trace.sizes[1:]):
            for unit in range(size):
                values = [row.value for row in unit_rows(shown_of(stage), layer, unit, "full")]
                sample = walk.sample
                expected = [part[layer][sample, unit] for part in (trace.pre_activations, trace.activations)]
                expected.append(trace.deltas[layer][sample, unit])
                assert [value.quantity.value for value in values] == expected
                assert [value.is_known for value in values] == [
                    walk.is_known(value.quantity, position) for value in values
                ]


def test_a_card_asks_for_the_number_that_is_to_be_predicted(stage: StepStage) -> None:
    """A question mark stands in its place, and "next" where no answer is wanted."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    states = [row.value.state for row in unit_rows(shown_of(stage), 0, 0, "full")]
    assert states == ["next", "later", "later"]
    stage.stepping.set_predict(True)
    while stage.stepping.awaiting is None or stage.stepping.awaiting.kind is not mlp.Kind.PRE_ACTIVATION:
        stage.stepping.reveal()
        stage.stepping.forward()
    states = [row.value.state for row in unit_rows(shown_of(stage), 0, 0, "full")]
    assert states == ["asked", "next", "later"]


def test_a_small_network_shows_every_weight_then_gradients_then_old_and_new(stage: StepStage) -> None:
    """The numbers on the edges follow the phases."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    texts = {chip.lines[0].text for chip in shown_of(stage).chips}
    weights = [float(value) for matrix in stage.trace.network.weights for value in matrix.ravel()]
    assert texts == {signed(value, 4) for value in weights}
    stage.stepping.to_end()
    stage.paint()
    after = stage.trace.network.unflatten(stage.trace.parameters_after)[0]
    new = [float(value) for matrix in after for value in matrix.ravel()]
    assert {chip.lines[-1].text for chip in shown_of(stage).chips} == {f"→ {signed(value, 4)}" for value in new}


def test_a_pulse_carries_the_product_before_it_is_shown(make_step_stage: Callable[..., StepStage]) -> None:
    """While it is under way the canvas shows the line before; when it has landed, the line."""
    stage = make_step_stage(2)
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.stepping.back()
    stage.stepping.forward()
    assert stage.canvas.flight.is_on
    assert shown_of(stage).numbers.position == stage.stepping.position - 1
    stage.pass_time(0.2)
    assert 0.0 < stage.canvas.flight.progress < 1.0
    stage.pass_time(0.3)
    assert not stage.canvas.flight.is_on
    assert shown_of(stage).numbers.position == stage.stepping.position


def test_without_motion_and_backwards_steps_jump(stage: StepStage) -> None:
    """Nothing is under way, and the canvas stands where the step-through stands."""
    stage.go_to(mlp.Phase.FORWARD, 1)
    stage.stepping.set_motion(True)
    stage.canvas.flight.clock = stage.clock
    stage.stepping.back()
    assert not stage.canvas.flight.is_on
    stage.stepping.set_motion(False)
    stage.stepping.forward()
    assert not stage.canvas.flight.is_on
    assert shown_of(stage).numbers.position == stage.stepping.position


def test_error_signals_travel_back_along_the_same_edge(make_step_stage: Callable[..., StepStage]) -> None:
    """The pulse of a delta product starts where the forward one ended."""
    stage = make_step_stage(2)
    walk = stage.stepping.walk
    assert walk is not None
    line = next(step.index for step in walk.terms if step.operation is mlp.Operation.DELTA_PRODUCT)
    stage.stepping.go_to(line - 1)
    stage.stepping.forward()
    made = walk.terms[line].makes
    layout = shown_of(stage).layout
    points = layout.curves.points[layout.edge(made.layer, made.unit, made.input)]
    assert stage.canvas.flight.pulses[0].points[0].tolist() == points[-1].tolist()


@pytest.mark.parametrize("sizes", [(2, 2, 1), (4, 8, 8, 3), (7, 8, 8, 8, 4), (64, 64, 32, 10)])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_card_covers_another(sizes: tuple[int, ...], scale: float) -> None:
    """Cards shrink to smaller forms rather than overlap."""
    groups = rows_shown(sizes, 486.0 - 122.0 * scale, scale, None)
    layout = arrange_cards(groups, 838.0, 486.0, scale)
    cards = []
    for column in layout.columns:
        for row in range(len(column.rows)):
            card, chip = column.card(row), column.bias_chip(row)
            # A bias may stand on the lower edge of its own card, never on another.
            cards.append(card if chip is None else card.united(chip))
    assert not any(one.intersects(other) for one, other in combinations([*cards, layout.loss], 2))
    assert all(layout.content.adjusted(0, -1, 0, 1).contains(card) for card in cards)


@pytest.mark.parametrize("sizes", [(1, 1), (2, 2, 1), (7, 8, 8, 8, 8, 8, 8, 4), (64, 64, 32, 10)])
@pytest.mark.parametrize(("width", "height"), [(200.0, 160.0), (320.0, 280.0), (1600.0, 120.0)])
def test_a_small_canvas_gets_the_smallest_cards(sizes: tuple[int, ...], width: float, height: float) -> None:
    """Whatever the window is squeezed to, there is a layout."""
    layout = arrange_cards(rows_shown(sizes, height - 114.0, 1.0, (0, 0, 0)), width, height, 1.0)
    assert len(layout.columns) == len(sizes)


def test_a_large_network_goes_to_the_unit() -> None:
    """At unit and term grain the unit and what it reads are shown one by one, others in groups."""
    groups = rows_shown((64, 64, 32, 10), 364.0, 1.0, (1, 20, 30))
    assert (20, 21) in groups[2]
    assert (30, 31) in groups[1]
    assert all(
        column[0][0] == 0 and column[-1][1] == size for column, size in zip(groups, (64, 64, 32, 10), strict=True)
    )


def test_before_a_class_everything_is_as_large_as_there_is_room_for(make_step_stage: Callable[..., StepStage]) -> None:
    """Presenting on a wide canvas enlarges cards and letters, and keeps all numbers."""
    stage = make_step_stage(2, size=(1280, 430))
    stage.stepping.set_motion(False)
    usual = shown_of(stage)
    stage.session.presentation.start()
    stage.canvas.grab()
    stage.stepping.to_end()
    large = shown_of(stage)
    assert large.style.number.pixelSize() > usual.style.number.pixelSize()
    assert [column.form.name for column in large.layout.columns[1:]] == ["full", "full"]
    cards = [column.card(row) for column in large.layout.columns for row in range(len(column.rows))]
    assert not any(one.intersects(other) for one, other in combinations([*cards, large.layout.loss], 2))
    stage.session.presentation.stop()


@pytest.mark.parametrize("size", [(741, 356), (805, 450), (1120, 560)])
def test_the_smallest_network_has_full_cards_in_every_window(
    make_step_stage: Callable[..., StepStage], size: tuple[int, int]
) -> None:
    """At 1280 x 800, 1440 x 900 and 1920 x 1080: names, biases, and all numbers with four decimals."""
    stage = make_step_stage(2, size=size)
    stage.stepping.set_motion(False)
    stage.stepping.to_end()
    layout = shown_of(stage).layout
    assert [column.form.name for column in layout.columns[1:]] == ["full", "full"]
    assert all(column.bias_chip(row) is not None for column in layout.columns[1:] for row in range(len(column.rows)))
    assert layout.bands.legend > 0.0


def test_hovering_marks_the_weight_everywhere(stage: StepStage) -> None:
    """The number on an edge is its weight, in every view."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    QTest.mouseMove(stage.canvas, stage.chip(0, 1, 0).toPoint())
    assert stage.session.cursor.hovered == Mark("weight", layer=0, unit=1, input=0)
    card = shown_of(stage).layout.columns[1].card(0).center().toPoint()
    QTest.mouseMove(stage.canvas, card)
    assert stage.session.cursor.hovered == Mark("unit", layer=0, unit=0)


def test_what_another_view_marks_is_yellow_here(stage: StepStage) -> None:
    """A hovered term's unit has a ring."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    before = stage.canvas.grab().toImage()
    stage.session.cursor.set_hovered(Mark("unit", layer=1, unit=0))
    after = stage.canvas.grab().toImage()
    place = shown_of(stage).layout.columns[2].card(0)
    edge = QPoint(round(place.center().x()), round(place.top()) - 1)
    assert before.pixelColor(edge) != after.pixelColor(edge)


def test_what_is_selected_does_not_look_like_the_current_step(stage: StepStage) -> None:
    """A selected bias has an ink border and no yellow, a hovered one a yellow ring."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    cursor, theme = stage.session.cursor, shown_of(stage).style.theme
    chip = shown_of(stage).layout.columns[2].bias_chip(0)
    assert chip is not None
    around = chip.adjusted(-6.0, -6.0, 6.0, 6.0).toAlignedRect()

    def colours() -> set[str]:
        image = stage.canvas.grab(around).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    cursor.set_selected(Mark("bias", layer=1, unit=0))
    selected = colours()
    cursor.set_selected(None)
    cursor.set_hovered(Mark("bias", layer=1, unit=0))
    hovered = colours()
    assert theme.cursor.name() in hovered - selected
    assert theme.ink.name() in selected


def test_edges_and_units_show_what_is_chosen(stage: StepStage) -> None:
    """The lists at the corner ask the step-through."""
    choice = stage.canvas._choices.edges
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert stage.stepping.edge_shows == "gradient"
    stage.stepping.set_unit_shows("bias")
    bias = unit_rows(shown_of(stage), 0, 1, "full")
    assert [row.value.quantity.value for row in bias] == [float(stage.trace.network.biases[0][1])]


def test_pulses_start_and_end_slowly() -> None:
    """Half of the time is half of the way, and the ends are slower than the middle."""
    assert (eased(0.0), eased(0.5), eased(1.0)) == (0.0, 0.5, 1.0)
    assert eased(0.1) < 0.1
