"""Weights turned by hand in step mode: what is undone at once, and what the card says of the loss."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.state.commands import ChangeParameter
from mlp_gui.state.cursor import Mark
from mlp_gui.state.requests import SetParameters
from mlp_gui.views.network.stepping.hover_card import card_of
from mlp_gui.views.network.stepping.knobs import Knob
from mlp_gui.views.network.stepping.pointing import mark_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage


def trace_with(stage: StepStage, index: int, value: float) -> mlp.Trace:
    """Return the trace that the worker makes when a parameter has been set."""
    stage.trainer.set_parameters([index], [value])
    return mlp.trace_next(stage.trainer)


def notch(stage: StepStage, point: QPointF, angle: int = 120) -> None:
    """Turn the wheel by one notch over a point of the canvas."""
    event = QWheelEvent(
        point,
        stage.canvas.mapToGlobal(point),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(stage.canvas, event)


def test_dragging_a_number_turns_the_weight_as_one_step_of_undo(stage: StepStage) -> None:
    """Up is more; the whole drag is undone at once."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    asked: list[object] = []
    stage.session.request_posted.connect(asked.append)
    point = stage.chip(1, 0, 1).toPoint()
    stage.press(point)
    for rise in (5, 15, 30):
        QTest.mouseMove(stage.canvas, point - QPoint(0, rise))
    stage.release(point - QPoint(0, 30))
    assert len(asked) == 3
    assert stage.session.undo_stack.count() == 1
    stage.session.undo_stack.undo()
    index = stage.trace.index(1, 0, 1)
    assert isinstance(asked[-1], SetParameters)
    assert asked[-1].values == (float(stage.trace.parameters_before[index]),)


def test_notches_on_one_number_are_one_step_of_undo_and_on_another_a_second(stage: StepStage) -> None:
    """A row of notches is one gesture, until the pointer goes on to another number."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    for _ in range(3):
        notch(stage, stage.chip(0, 1, 0))
    assert stage.session.undo_stack.count() == 1
    notch(stage, stage.chip(1, 0, 1))
    assert stage.session.undo_stack.count() == 2


def test_the_card_tells_prediction_and_actual_change_as_soon_as_the_worker_has_it(stage: StepStage) -> None:
    """The prediction is there at once, the loss with the next trace (G5)."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    index = stage.trace.index(1, 0, 1)
    point = stage.chip(1, 0, 1).toPoint()
    stage.press(point)
    QTest.mouseMove(stage.canvas, point - QPoint(0, 20))
    card = stage.canvas.card
    assert card is not None
    texts = {row.label: row.text for row in card.rows}
    assert texts["actual Δ loss"] == texts["difference"] == "…"
    command = stage.session.undo_stack.command(0)
    assert isinstance(command, ChangeParameter)
    after = trace_with(stage, index, command.after)
    stage.stepping.receive_trace(stage.session.run_id, after)
    card = stage.canvas.card
    assert card is not None
    texts = {row.label: row.text for row in card.rows}
    assert texts["actual Δ loss"] == signed(after.objective - stage.trace.objective, 6)
    stage.release(point)


def test_the_difference_of_prediction_and_loss_grows_with_the_square_of_the_change(stage: StepStage) -> None:
    """Ten times as far, the gradient is wrong by about a hundred times as much (G5)."""
    index = stage.trace.index(1, 0, 0)
    knob = Knob(stage.trace, index)
    effects = [knob.effect(value, trace_with(stage, index, value)) for value in (knob.start + 0.001, knob.start + 0.01)]
    small, large = effects
    assert small.actual is not None
    assert small.difference is not None
    assert large.difference is not None
    assert small.predicted == pytest.approx(small.actual, rel=0.05)
    assert large.difference / small.difference == pytest.approx(100.0, rel=0.1)


def test_the_card_of_a_knob_keeps_away_from_the_pointer(stage: StepStage) -> None:
    """Whichever number is turned, what that does is not written over it."""
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    for place in ((0, 0, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1)):
        point = stage.chip(*place)
        stage.press(point.toPoint())
        plain = stage.canvas.grab().toImage()
        assert stage.canvas.card is not None
        assert not stage.canvas.card_rect().contains(point)
        stage.release(point.toPoint())
        QTest.mouseMove(stage.canvas, point.toPoint() + QPoint(0, 1))
        assert stage.canvas.grab().toImage() != plain


def test_a_trace_of_another_moment_says_nothing_of_a_turn(stage: StepStage) -> None:
    """What the worker has of before the turn is not taken for its effect."""
    knob = Knob(stage.trace, stage.trace.index(1, 0, 0))
    assert knob.effect(knob.start + 0.01, stage.trace).actual is None


def test_a_network_that_has_shrunk_meanwhile_says_nothing_of_a_turn(stage: StepStage) -> None:
    """The weight that is held may not be there any more."""
    knob = Knob(stage.trace, stage.trace.network.parameters.size - 1)
    experiment = mlp.EXAMPLES["xor_steps"]
    smaller = replace(experiment, network=replace(experiment.network, hidden_sizes=(1,), hidden_activations=("tanh",)))
    now = mlp.trace_next(smaller.build()[2])
    assert knob.effect(knob.start + 0.01, now).actual is None


def test_in_a_dense_network_alt_turns_what_has_no_number_beside_it(make_step_stage: Callable[..., StepStage]) -> None:
    """A weight by its edge, a bias by its unit's card; the cards of both say so."""
    stage = make_step_stage(8, 8, size=(760, 420))
    stage.go_to(mlp.Phase.FORWARD, 0)
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    edge_index = shown.layout.edge(2, 0, 1)
    assert all(chip.edge != edge_index for chip in shown.chips)
    edge = shown.layout.curves.points[edge_index]
    places = {
        Mark("weight", layer=2, unit=0, input=1): (QPointF(*edge[len(edge) // 2]).toPoint(), (2, 0, 1)),
        Mark("unit", layer=1, unit=3): (shown.layout.columns[2].card(3).center().toPoint(), (1, 3, -1)),
    }
    for mark, (point, place) in places.items():
        assert mark_at(shown.layout, shown.chips, QPointF(point)) == mark
        card = card_of(shown, mark)
        assert card is not None
        assert card.hint.startswith("Alt+drag to turn")
        asked: list[object] = []
        stage.session.request_posted.connect(asked.append)
        QTest.mouseMove(stage.canvas, point)
        QTest.mousePress(stage.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, point)
        QTest.mouseMove(stage.canvas, point - QPoint(0, 20))
        stage.release(point - QPoint(0, 20))
        (request,) = asked
        assert isinstance(request, SetParameters)
        assert list(request.indices) == [stage.trace.index(*place)]
        stage.session.request_posted.disconnect(asked.append)


def test_a_learning_rule_predicts_by_the_slope_of_the_loss_and_not_by_its_correction() -> None:
    """A sigmoid with the squared error: the delta rule leaves its slope out, and the loss does not."""
    network = mlp.Network([1, 1], hidden=(), output="sigmoid", rng=1)
    config = mlp.TrainingConfig(loss="squared_error", optimizer="delta")
    trace = mlp.trace_step(network, [[1.0]], [[1.0]], config)
    network.set_parameters([float(network.parameters[0]) + 1e-4, float(network.parameters[1])])
    turned = mlp.trace_step(network, [[1.0]], [[1.0]], config)
    effect = Knob(trace, 0).effect(float(network.parameters[0]), turned)
    assert effect.actual is not None
    assert effect.predicted == pytest.approx(effect.actual, rel=1e-3)
