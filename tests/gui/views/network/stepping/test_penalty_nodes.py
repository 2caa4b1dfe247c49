"""With a penalty the graph branches: R beside the loss, and both in the loss that is descended."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.views.network.card import Card
from mlp_gui.views.network.stepping.card_painting import loss_rows
from mlp_gui.views.network.stepping.penalty_nodes import objective_rows, penalty_rows, slope_chips

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.views.network.stepping.shown import StepShown
    from tests.gui.views.network.stepping.conftest import StepStage

Kind, Phase = mlp.Kind, mlp.Phase
NOTHING = Card("")


@pytest.fixture
def penalised(make_step_stage: Callable[..., StepStage]) -> StepStage:
    """Return 2-2-1 with l2, without motion."""
    stage = make_step_stage(2, l2=0.02)
    stage.stepping.set_motion(False)
    return stage


def shown_of(stage: StepStage) -> StepShown:
    """Return what is on the canvas, painted."""
    stage.paint()
    assert stage.canvas.shown is not None
    return stage.canvas.shown


def go_past(stage: StepStage, kind: mlp.Kind) -> None:
    """Stand at the last line that makes a kind of number."""
    walk = stage.stepping.walk
    assert walk is not None
    stage.stepping.go_to(max(place for place, line in enumerate(walk.terms) if line.makes.kind is kind))


@pytest.mark.parametrize("size", [(741, 280), (745, 360), (838, 486), (1381, 640)])
@pytest.mark.parametrize("hidden", [(2,), (8, 8)])
def test_loss_penalty_and_their_sum_stand_apart(
    make_step_stage: Callable[..., StepStage], hidden: tuple[int, ...], size: tuple[int, int]
) -> None:
    """Between titles and legend, none over another or over a unit."""
    stage = make_step_stage(*hidden, size=size, l2=0.02)
    layout = shown_of(stage).layout
    assert layout.nodes is not None
    own = [layout.loss, layout.nodes.objective, layout.nodes.penalty]
    cards = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
    assert all(layout.content.contains(rect) for rect in own)
    assert not any(one.intersects(other) for one, other in combinations([*own, *cards], 2))


def test_what_comes_back_to_r_stands_beside_its_wire(make_step_stage: Callable[..., StepStage]) -> None:
    """As on the line from the output to the loss, with all decimals, on no card, and only once it is known."""
    stage = make_step_stage(2, size=(745, 360), l2=0.02)
    stage.stepping.set_motion(False)
    stage.go_to(Phase.FORWARD, 0)
    assert slope_chips(shown_of(stage)) == []
    go_past(stage, Kind.L2_SLOPE)
    shown = shown_of(stage)
    chips, nodes = slope_chips(shown), shown.layout.nodes
    assert nodes is not None
    assert [chip.lines[0].text for chip in chips] == ["+0.0200", "+1.0000"]
    assert not any(chip.rect.intersects(card) for chip in chips for card in (nodes.objective, nodes.penalty))


def test_without_a_penalty_there_is_no_branch(stage: StepStage) -> None:
    """The loss is what is descended."""
    assert shown_of(stage).layout.nodes is None


def test_the_penalty_is_told_in_the_loss_phase(penalised: StepStage) -> None:
    """R after the weights of all units, then its sum with the loss of the batch; neither before."""
    trace = penalised.trace
    penalised.go_to(Phase.LOSS, 0)
    assert not penalty_rows(shown_of(penalised))[0].value.is_known
    go_past(penalised, Kind.PENALTY)
    assert penalty_rows(shown_of(penalised))[0].value.quantity.value == trace.penalty
    assert shown_of(penalised).travel.at == "penalty"
    assert not objective_rows(shown_of(penalised))[0].value.is_known
    go_past(penalised, Kind.OBJECTIVE)
    shown = shown_of(penalised)
    assert shown.travel.at == "objective"
    batch = loss_rows(shown)[-1].value.quantity.value
    assert objective_rows(shown)[0].value.quantity.value == batch + penalty_rows(shown)[0].value.quantity.value


def test_its_part_of_a_gradient_stands_on_the_edge_and_then_in_the_sum(penalised: StepStage) -> None:
    """Backward: what comes back to R, then the part of each weight under the loss's own, then both together."""
    walk = penalised.stepping.walk
    assert walk is not None
    go_past(penalised, Kind.L2_SLOPE)
    assert penalty_rows(shown_of(penalised))[1].value.quantity.value == 0.02
    place, line = next(
        (place, line) for place, line in enumerate(walk.terms) if line.makes.kind is Kind.PENALTY_GRADIENT
    )
    made = line.makes
    texts = []
    for position in (place, place + 1):
        penalised.stepping.go_to(position)
        shown = shown_of(penalised)
        edge = shown.layout.edge(made.layer, made.unit, made.input)
        texts.append([text.text for chip in shown.chips if chip.edge == edge for text in chip.lines])
    assert texts[0][-1].startswith("∂𝑅")
    assert texts[1][0].startswith("∂(𝐸+𝑅)")


def test_pulses_run_on_the_branch(make_step_stage: Callable[..., StepStage]) -> None:
    """Into R and on to the sum, and back from there to R."""
    stage = make_step_stage(2, l2=0.02)
    walk = stage.stepping.walk
    assert walk is not None
    counts = {}
    for kind in (Kind.PENALTY, Kind.OBJECTIVE, Kind.L2_SLOPE):
        line = next(place for place, line in enumerate(walk.terms) if line.makes.kind is kind)
        stage.stepping.go_to(line - 1)
        stage.stepping.forward()
        counts[kind] = len(stage.canvas.flight.pulses)
    assert counts == {Kind.PENALTY: 1, Kind.OBJECTIVE: 2, Kind.L2_SLOPE: 1}


def test_loss_penalty_and_sum_tell_their_numbers_on_hover(penalised: StepStage, qtbot: QtBot) -> None:
    """Each has a card with what it is made of; what is not reached yet is not told."""
    penalised.stepping.set_notation("error_signals")
    layout = shown_of(penalised).layout
    assert layout.nodes is not None
    places = {"Loss": layout.loss, "Regularised loss 𝐿 reg": layout.nodes.objective, "Penalty 𝑅": layout.nodes.penalty}
    told = {}
    for past in (Kind.ACTIVATION, Kind.L2_SLOPE):
        go_past(penalised, past)
        for title, place in places.items():
            QTest.mouseMove(penalised.canvas, place.center().toPoint())
            qtbot.waitUntil(lambda wanted=title: (penalised.canvas.card or NOTHING).title == wanted, timeout=20_000)
            told[past, title] = {row.label: row.text for row in penalised.canvas.card.rows}
            QTest.mouseMove(penalised.canvas, QPoint(2, 2))
            qtbot.waitUntil(lambda: penalised.canvas.card is None, timeout=20_000)
    objective = told[Kind.L2_SLOPE, "Regularised loss 𝐿 reg"]
    parts = [float(objective[label]) for label in ("loss 𝐿", "penalty 𝜆𝑅", "their sum 𝐿 reg")]
    assert parts[0] + parts[1] == pytest.approx(parts[2], abs=2e-4)
    assert told[Kind.L2_SLOPE, "Penalty 𝑅"]["𝜆 of ½∑𝑤²"] == "0.02"
    assert told[Kind.ACTIVATION, "Regularised loss 𝐿 reg"]["their sum 𝐿 reg"] == "not yet"
