"""How a step moves on the canvas: layer after layer, values that appear, and the view that goes to a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.views.network.stepping import cards
from mlp_gui.views.network.stepping.flight import APPEAR, APPROACH, DURATION
from mlp_gui.views.network.stepping.pace import PLAYING_SHARE, pace_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.stepping.shown import StepShown
    from tests.gui.views.network.stepping.conftest import StepStage

Kind = mlp.Kind


def shown_of(stage: StepStage) -> StepShown:
    """Return what is on the canvas."""
    assert stage.canvas.shown is not None
    return stage.canvas.shown


def gaps_of_pulses(stage: StepStage) -> set[int]:
    """Return the gaps between columns in which pulses are under way."""
    columns = shown_of(stage).layout.columns
    middles = [pulse.points[:, 0].mean() for pulse in stage.canvas.flight.pulses]
    return {sum(column.x < middle for column in columns) - 1 for middle in middles}


def run_phase(stage: StepStage, phase: mlp.Phase) -> list[set[int]]:
    """Go forward through a phase at the grain of phases; return the gaps that pulses run through, leg by leg."""
    walk = stage.stepping.walk
    assert walk is not None
    stage.stepping.set_granularity("phase")
    stage.stepping.go_to(next(first for name, first, _ in walk.phases() if name is phase) - 1)
    stage.stepping.forward()
    seen = []
    while stage.canvas.flight.stage:
        if stage.canvas.flight.is_on:
            seen.append(gaps_of_pulses(stage))
        stage.pass_time(DURATION)
        stage.pass_time(APPEAR)
    return seen


def test_a_whole_forward_pass_goes_layer_by_layer(make_step_stage: Callable[..., StepStage]) -> None:
    """Pulses enter a layer when those before it have made what it reads."""
    assert run_phase(make_step_stage(3, 2), mlp.Phase.FORWARD) == [{0}, {1}, {2}]


def test_a_whole_backward_pass_goes_the_other_way(make_step_stage: Callable[..., StepStage]) -> None:
    """Error signals come from the loss first, and reach the first layer last."""
    assert run_phase(make_step_stage(3, 2), mlp.Phase.BACKWARD) == [{3}, {2}, {1}]


def test_a_layer_shows_its_numbers_before_the_next_one_sets_out(make_step_stage: Callable[..., StepStage]) -> None:
    """On arrival the first layer is known, the second is not."""
    stage = make_step_stage(2)
    stage.stepping.set_granularity("phase")
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.stepping.back()
    stage.stepping.forward()
    assert not shown_of(stage).numbers.of_unit(Kind.ACTIVATION, 0, 1).is_known
    stage.pass_time(DURATION)
    assert stage.canvas.flight.stage == "appear"
    assert shown_of(stage).numbers.of_unit(Kind.ACTIVATION, 0, 1).is_known
    assert not shown_of(stage).numbers.of_unit(Kind.PRE_ACTIVATION, 1, 0).is_known


def test_a_value_fades_in_when_its_pulse_has_arrived(make_step_stage: Callable[..., StepStage]) -> None:
    """Half of the 120 ms later the card is painted neither as before nor as it will be."""
    stage = make_step_stage(2)
    stage.stepping.set_granularity("layer")
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.stepping.to_start()
    stage.stepping.forward()
    stage.pass_time(APPEAR)
    stage.stepping.forward()
    card = shown_of(stage).layout.columns[1].card(0).toRect()
    before = stage.canvas.grab(card).toImage()
    stage.pass_time(DURATION)
    stage.pass_time(APPEAR / 2)
    between = stage.canvas.grab(card).toImage()
    stage.pass_time(APPEAR)
    after = stage.canvas.grab(card).toImage()
    assert before != between
    assert between != after
    assert not stage.canvas.flight.stage


def test_what_arrives_has_been_painted_ahead(
    make_step_stage: Callable[..., StepStage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While pulses run, a few cards a frame: the frame in which eight units appear paints none of them anew."""
    stage = make_step_stage(8, 8)
    stage.stepping.set_granularity("layer")
    stage.go_to(mlp.Phase.FORWARD, -1)
    painted: list[str] = []
    paint_unit = cards.paint_unit

    def noted(*args: object, **kwargs: object) -> None:
        painted.append(str(args[3]))
        paint_unit(*args, **kwargs)

    monkeypatch.setattr(cards, "paint_unit", noted)
    stage.stepping.forward()
    stage.paint()
    painted.clear()
    for _ in range(400):
        stage.pass_time(DURATION / 1000)
    assert len(painted) >= 8
    painted.clear()
    stage.pass_time(DURATION)
    stage.paint()
    assert stage.canvas.flight.stage == "appear"
    assert painted == []


def test_every_view_is_told_when_a_leg_arrives(make_step_stage: Callable[..., StepStage]) -> None:
    """What a layer makes has arrived for all views when its pulses have, and not when the step is asked for."""
    stage = make_step_stage(2)
    stepping, trace = stage.stepping, stage.trace
    hidden, output = (trace.quantity(Kind.ACTIVATION, layer, 0, -1, 0) for layer in (0, 1))
    stepping.set_granularity("phase")
    stage.go_to(mlp.Phase.FORWARD, -1)
    stepping.forward()
    assert stepping.is_known(output)
    arrived = [(stepping.has_arrived(hidden), stepping.has_arrived(output))]
    while stage.canvas.flight.stage:
        stage.pass_time(DURATION)
        arrived.append((stepping.has_arrived(hidden), stepping.has_arrived(output)))
        stage.pass_time(APPEAR)
    assert list(dict.fromkeys(arrived)) == [(False, False), (True, False), (True, True)]


def test_what_is_interrupted_has_arrived(make_step_stage: Callable[..., StepStage]) -> None:
    """A step back, a jump and the end of the step mode leave nothing under way."""
    stage = make_step_stage(2)
    stepping, arrival = stage.stepping, stage.stepping.arrival
    stepping.set_granularity("layer")
    for interrupt in (stepping.back, stepping.to_end, stage.canvas.hide):
        stage.go_to(mlp.Phase.FORWARD, -1)
        stepping.forward()
        assert arrival.is_under_way
        interrupt()
        assert not arrival.is_under_way
        assert arrival.line == stepping.position


@pytest.mark.parametrize("speed", [0.25, 1.0, 4.0, 16.0])
def test_slower_steps_move_slower_and_playing_leaves_time_for_the_next(speed: float) -> None:
    """Twice the time a step, twice the time a pulse, up to two seconds; while it plays all fits between two steps."""
    pace = pace_of(speed, 1, 0.0, goes=False)
    assert pace.fly == min(DURATION / speed, 2.0)
    legs = 5
    playing = pace_of(speed, legs, 1.0 / speed, goes=True)
    assert playing.approach + legs * (playing.fly + playing.appear) <= PLAYING_SHARE / speed + 1e-12


def test_motion_that_is_switched_off_on_the_way_leaves_the_step_done(make_step_stage: Callable[..., StepStage]) -> None:
    """The pulses are gone, and the numbers there."""
    stage = make_step_stage(2)
    stage.stepping.set_granularity("phase")
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.stepping.back()
    stage.stepping.forward()
    stage.stepping.set_motion(False)
    assert not stage.canvas.flight.stage
    assert shown_of(stage).numbers.position == stage.stepping.position


def test_the_view_of_a_large_network_goes_to_the_unit_and_then_the_pulses_set_out(
    make_step_stage: Callable[..., StepStage],
) -> None:
    """Where the next unit is not among those that are shown one by one, pulses wait until the view is there."""
    stage = make_step_stage(40, 40)
    stage.stepping.set_granularity("unit")
    stage.go_to(mlp.Phase.FORWARD, 0)
    while stage.canvas.flight.stage != "approach" or not stage.canvas.flight.is_on:
        while stage.canvas.flight.stage:
            stage.pass_time(DURATION)
        stage.canvas.grab()
        stage.stepping.forward()
    step, layout = stage.stepping.step, shown_of(stage).layout
    assert step is not None
    assert layout.is_page
    assert layout.columns[1].is_single(layout.columns[1].row_of(step.unit))
    stage.canvas.grab()
    stage.pass_time(APPROACH)
    assert stage.canvas.flight.stage == "fly"


def test_the_view_does_not_go_to_the_next_page_before_its_time(make_step_stage: Callable[..., StepStage]) -> None:
    """What the next step will need is painted ahead; the units that are shown stay, whatever else changes."""
    stage = make_step_stage(40, 40)
    stage.stepping.set_granularity("unit")
    stage.go_to(mlp.Phase.FORWARD, 0)
    pages = set()
    for shows in ("gradient", "weight") * 4 + ("gradient",):
        stage.stepping.forward()
        while stage.canvas.flight.stage:
            stage.canvas.grab()
            stage.pass_time(DURATION)
        layout = shown_of(stage).layout
        pages.add(layout)
        stage.stepping.set_edge_shows(shows)
        assert not stage.canvas.flight.stage
        assert shown_of(stage).layout is layout
    assert len(pages) > 1


def test_a_finer_grain_goes_to_the_unit_too(make_step_stage: Callable[..., StepStage]) -> None:
    """From a layer's step to that of its last unit the view zooms, though nothing else changes."""
    stage = make_step_stage(40, 40)
    stage.stepping.set_granularity("phase")
    stage.go_to(mlp.Phase.LOSS, 0)
    stage.stepping.back()
    stage.canvas.grab()
    stage.stepping.set_granularity("unit")
    assert stage.canvas.flight.stage == "approach"
    stage.canvas.grab()
    while stage.canvas.flight.stage:
        stage.pass_time(APPROACH)
    assert shown_of(stage).layout.is_page


def test_without_motion_the_view_jumps_to_the_unit(make_step_stage: Callable[..., StepStage]) -> None:
    """It stands there at once."""
    stage = make_step_stage(40, 40)
    stage.stepping.set_motion(False)
    stage.go_to(mlp.Phase.FORWARD, 0)
    assert shown_of(stage).layout.is_page
    assert not stage.canvas.flight.stage
