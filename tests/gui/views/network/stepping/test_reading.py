"""What the canvas says: letters and signs of each notation, the card of what is hovered, old and new weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.views.network.card import DELAY_MS
from mlp_gui.views.network.stepping.card_painting import loss_rows, unit_rows
from mlp_gui.views.network.stepping.letters import LETTERS
from mlp_gui.views.network.stepping.loss_cards import loss_card

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from mlp_gui.views.network.card import Card
    from mlp_gui.views.network.stepping.shown import StepShown
    from tests.gui.views.network.stepping.conftest import StepStage

Kind = mlp.Kind
_PLAIN = {"𝑧": "z", "𝑦": "y", "ℎ": "h", "𝑎": "a", "𝑓": "f", "𝑡": "t", "𝑐": "c", "𝑦̂": r"\hat{y}", "𝐿": "L", "𝐸": "E"}


def shown_of(stage: StepStage) -> StepShown:
    """Return what is on the canvas."""
    assert stage.canvas.shown is not None
    return stage.canvas.shown


def bare(latex: str) -> str:
    """Return a symbol without its indices and layer."""
    return re.sub(r"[_^](\{[^{}]*\}|.)", "", latex)


@pytest.mark.parametrize("notation", list(LETTERS))
def test_letters_are_those_of_the_equations(stage: StepStage, notation: str) -> None:
    """Sums, activations, targets and losses are called on the cards as the core writes them."""
    symbols, letters = mlp.NOTATIONS[notation].symbols(stage.trace), LETTERS[notation]
    assert _PLAIN[letters.total] == bare(symbols.sum_variable(0, 0))
    assert _PLAIN[letters.hidden] == bare(symbols.activation(0, 0))
    assert _PLAIN[letters.output] == bare(symbols.activation(1, 0))
    assert _PLAIN[letters.target] == bare(symbols.target(0)).partition("(")[0]


@pytest.mark.parametrize("notation", list(LETTERS))
def test_error_signals_have_the_sign_of_the_notation(stage: StepStage, notation: str) -> None:
    """Hand-out 001 has minus the derivative; the cards, the chips and the card of a unit follow."""
    stage.stepping.set_notation(notation)
    stage.stepping.to_end()
    sign = -1.0 if notation == "lab" else 1.0
    sample = shown_of(stage).numbers.sample
    expected = sign * float(stage.trace.deltas[0][sample, 1])
    assert unit_rows(shown_of(stage), 0, 1, "full")[-1].value.quantity.value == expected
    signal = float(stage.trace.network.weights[1][0, 1] * stage.trace.deltas[1][sample, 0])
    assert shown_of(stage).numbers.signal(1, 0, 1).quantity.value == pytest.approx(sign * signal)


def test_the_loss_shows_answer_target_and_cost(stage: StepStage) -> None:
    """In the letters of the notation; in a batch, one sample's cost is not called what all of them cost."""
    stage.stepping.to_end()
    stage.stepping.set_sample(2)
    assert [row.symbol for row in loss_rows(shown_of(stage))] == ["𝑧", "𝑡", "𝐸₃"]
    stage.stepping.set_notation("lab")
    assert [row.symbol for row in loss_rows(shown_of(stage))] == ["𝑦", "𝑐", "Err₃"]
    stage.stepping.set_sample(None)
    assert [row.symbol for row in loss_rows(shown_of(stage))] == ["𝑦", "𝑐", "Err"]


@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_the_loss_of_a_class_shows_its_answer_and_target(make_step_stage: Callable[..., StepStage], l2: float) -> None:
    """Of several outputs the one that should be 1, on the card and when the pointer is over it; with a penalty too."""
    stage = make_step_stage(4, example="blobs", l2=l2)
    stage.stepping.set_motion(False)
    stage.stepping.to_end()
    stage.stepping.set_sample(1)
    unit = int(stage.trace.targets[1].argmax())
    answer, target, loss = loss_rows(shown_of(stage))[:3]
    assert (answer.symbol, answer.below) == ("𝑧", str(unit + 1))
    assert answer.value.quantity.value == stage.trace.activations[-1][1, unit]
    assert (target.symbol, target.below, target.value.quantity.value) == ("𝑡", str(unit + 1), 1.0)
    assert loss.symbol == "𝐸₂"
    card = loss_card(shown_of(stage), "loss")
    assert card is not None
    index = "₁₂₃₄"[unit]
    assert card.rows[0].label == f"output 𝑧{index}"
    assert card.rows[1].label.startswith(f"target 𝑡{index}, output")


def test_of_other_outputs_the_loss_tells_of_the_worst(make_step_stage: Callable[..., StepStage]) -> None:
    """Where no target names a class it is the output that is furthest from its target: of a sample, or of them all."""
    stage = make_step_stage(4, example="blobs")
    stage.stepping.set_motion(False)
    stage.stepping.to_end()
    stage.stepping.set_sample(None)
    apart = abs(stage.trace.activations[-1] - stage.trace.targets).mean(axis=0)
    rows = loss_rows(shown_of(stage))
    assert [(row.symbol, row.below) for row in rows[:2]] == [
        ("𝑧", str(apart.argmax() + 1)),
        ("𝑡", str(apart.argmax() + 1)),
    ]
    assert rows[2].symbol == "𝐸"
    assert rows[0].value.quantity.value == pytest.approx(stage.trace.activations[-1][:, apart.argmax()].mean())


def hovered_card(stage: StepStage, qtbot: QtBot, layer: int, unit: int, source: int) -> Card:
    """Hover the number on an edge until its card comes."""
    stage.paint()
    QTest.mouseMove(stage.canvas, stage.chip(layer, unit, source).toPoint())
    qtbot.waitUntil(lambda: stage.canvas.card is not None, timeout=10 * DELAY_MS)
    card = stage.canvas.card
    assert card is not None
    return card


def test_hovering_a_weight_brings_its_card_and_tells_only_what_is_known(stage: StepStage, qtbot: QtBot) -> None:
    """Before the gradient phase there is no gradient; at the end there is, and the update."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    texts = {row.label: row.text for row in hovered_card(stage, qtbot, 0, 1, 0).rows}
    assert texts["weight"] == signed(float(stage.trace.network.weights[0][1, 0]), 4)
    assert texts["gradient"] == texts["update"] == "not yet"
    stage.stepping.to_end()
    card = stage.canvas.card
    assert card is not None
    assert card.title == "Weight w₁₂⁽¹⁾: 𝑥₁ → unit Q"
    texts = {row.label: row.text for row in card.rows}
    of_batch = f"gradient, {stage.trace.config.reduction} of {stage.trace.n_samples}"
    assert texts[of_batch] == signed(float(stage.trace.weight_gradients[0][1, 0]), 4)
    assert texts["new weight"].startswith(("+", "−"))


def test_the_card_goes_with_its_unit(make_step_stage: Callable[..., StepStage], qtbot: QtBot) -> None:
    """A network may have shrunk under the pointer: there is no card of a weight that it had."""
    stage = make_step_stage(4)
    stage.go_to(mlp.Phase.FORWARD, 0)
    hovered_card(stage, qtbot, 0, 3, 0)
    smaller = mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])
    stage.stepping.receive_trace(stage.session.run_id, smaller)
    assert shown_of(stage).numbers.trace is smaller
    assert stage.canvas.card is None
    stage.paint()


def test_edges_take_their_new_weights_in_the_update(make_step_stage: Callable[..., StepStage]) -> None:
    """In a network whose edges have no numbers, colour and width go from old to new."""
    stage = make_step_stage(8, 8)
    stage.stepping.set_motion(False)
    stage.go_to(mlp.Phase.UPDATE, 0)
    stage.stepping.back()
    old = shown_of(stage).edge_values
    stage.stepping.to_end()
    new = shown_of(stage).edge_values
    after = stage.trace.network.unflatten(stage.trace.parameters_after)[0]
    assert new.tolist() == [float(value) for matrix in after for value in matrix.ravel()]
    assert (old != new).any()


@pytest.mark.parametrize("shows", ["gradient", "update"])
def test_gradients_and_updates_are_nothing_before_they_are_known(stage: StepStage, shows: str) -> None:
    """The edges are thin in the forward phase, and have their numbers at the end."""
    stage.stepping.set_edge_shows(shows)
    stage.go_to(mlp.Phase.FORWARD, 3)
    assert not shown_of(stage).edge_values.any()
    stage.stepping.to_end()
    assert shown_of(stage).edge_values.all()


def test_scales_hold_still_while_one_steps(stage: StepStage) -> None:
    """What has the full width and colour is the same at every line."""
    walk = stage.stepping.walk
    assert walk is not None
    seen = set()
    for position in range(walk.end + 1):
        stage.stepping.go_to(position)
        held = shown_of(stage).held
        scales = tuple((scale.low, scale.high) for scale in shown_of(stage).scales)
        seen.add((held.of("weight"), held.of("delta"), held.of("gradient"), held.of("update"), scales))
    assert len(seen) == 1
