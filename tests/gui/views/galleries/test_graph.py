"""The computation graph: values above, error signals below, each when the step-through has computed it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

import mlp_core as mlp
from mlp_gui.look.numbers import fixed_or_power
from mlp_gui.state.cursor import Mark
from mlp_gui.views.galleries import GraphView
from tests.gui.views.equations.stages import Stage, staged, trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mlp_gui.views.galleries.graph_story import Node

X, T, W, B, RATE = 1.0, 0.0, 1.5, -0.5, 0.1


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage[GraphView]]:
    """Return a shown graph of the dock's size."""
    with staged(GraphView, (605, 142), qtbot) as stage:
        yield stage


def unit_trace() -> mlp.Trace:
    """Return the step of hand-out 000: one unit with a penalty."""
    network = mlp.Network([1, 1], hidden=(), output="sigmoid", rng=1)
    network.set_weights([[[W]]], [[B]])
    config = mlp.TrainingConfig(loss="squared_error", l2=RATE, learning_rate=0.5)
    return mlp.trace_step(network, [[X]], [[T]], config)


def node_of(stage: Stage[GraphView], key: str) -> Node:
    """Return what a node shows."""
    stage.settle()
    return stage.view.canvas.place(key).node


def texts(stage: Stage[GraphView]) -> dict[str, tuple[str, str]]:
    """Return value and error signal of each node as they are written, "" for what is not shown."""
    stage.settle()
    story = stage.view.canvas.story
    assert story is not None
    return {
        node.key: (
            node.value.text if node.value.shows_number else "",
            node.error.text if node.error is not None and node.error.shows_number else "",
        )
        for node in story.nodes
    }


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_the_penalised_unit_is_the_hand_out_s(stage: Stage[GraphView], notation: str) -> None:
    """B1, B3: every value and every error signal, computed as a student would; inputs and targets have none."""
    stage.show_trace(unit_trace())
    stage.session.stepping.set_notation(notation)
    stage.session.stepping.to_end()
    y = 1.0 / (1.0 + np.exp(-(W * X + B)))
    loss, penalty, signal = 0.5 * (y - T) ** 2, 0.5 * W**2, (y - T) * y * (1.0 - y)
    wanted = {
        "x": (X, None),
        "w1": (W, signal * X + RATE * W),
        "b1": (B, signal),
        "z1": (W * X + B, signal),
        "y1": (y, y - T),
        "t": (T, None),
        "L": (loss, 1.0),
        "R2": (penalty, RATE),
        "L_reg": (loss + RATE * penalty, 1.0),
    }
    found = texts(stage)
    assert set(found) == set(wanted)
    for key, (value, error) in wanted.items():
        assert found[key][0] == fixed_or_power(value, 0 if key in "xt" else 4)
        assert found[key][1] == ("" if error is None else fixed_or_power(error, 4))


def test_error_signals_appear_in_the_hand_out_s_order(stage: Stage[GraphView]) -> None:
    """B3: L_reg, R, L, y, z, w, b, one after the other, and nothing before the values are there."""
    lines = stage.show_trace(unit_trace())
    order: list[str] = []
    for position in range(len(lines)):
        stage.go_to(position)
        found = texts(stage)
        new = [key for key, (_, error) in found.items() if error and key not in order]
        assert not new or all(value for value, _ in found.values())
        order += new
    assert order == ["L", "L_reg", "R2", "y1", "z1", "w1", "b1"]


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_the_chain_s_numbers_are_the_trace_s(stage: Stage[GraphView], notation: str) -> None:
    """B7: four numbers in a row and six parameters, each with the derivative that the trace has."""
    trace = trace_of((1, 1, 1, 1), 3)
    stage.show_trace(trace, 1)
    stage.session.stepping.set_notation(notation)
    stage.session.stepping.to_end()
    found = texts(stage)
    assert "L_reg" not in found
    for layer in range(3):
        delta = float(trace.deltas[layer][1, 0])
        weight, bias = found[f"w{layer + 1}"], found[f"b{layer + 1}"]
        assert weight[1] == fixed_or_power(delta * float(trace.below(layer)[1, 0]), 4)
        assert bias[1] == found[f"z{layer + 1}"][1] == fixed_or_power(delta, 4)
        assert found[f"y{layer + 1}"][0] == fixed_or_power(float(trace.activations[layer][1, 0]), 4)
        above = delta / float(trace.activation_slopes[layer][1, 0])
        assert found[f"y{layer + 1}"][1] == fixed_or_power(above, 4)


def test_nothing_is_told_before_its_time(stage: Stage[GraphView]) -> None:
    """At each line a number is shown exactly if the step-through knows it."""
    lines = stage.show_trace(trace_of((1, 1, 1), 1))
    for position in range(-1, len(lines)):
        stage.go_to(position)
        story = stage.view.canvas.story
        assert story is not None
        for node in story.nodes:
            for shown in filter(None, (node.value, node.error)):
                assert shown.shows_number == stage.session.stepping.is_known(shown.quantity)
    assert all(value for value, _ in texts(stage).values())


def test_bars_stand_before_error_signals_in_their_notation(stage: Stage[GraphView]) -> None:
    """000 writes z-bar; the other notations have the number alone, in the colour of error signals."""
    stage.show_trace(unit_trace())
    stage.session.stepping.set_notation("error_signals")
    error = node_of(stage, "z1").error
    assert error is not None
    assert error.symbol == r"\bar{z}"
    stage.session.stepping.set_notation("delta")
    error = node_of(stage, "z1").error
    assert error is not None
    assert error.symbol == ""


def test_a_node_marks_its_weight_everywhere(stage: Stage[GraphView]) -> None:
    """Hovering w marks the edge, a click selects it, and the tip has all digits once they are known."""
    stage.show_trace(unit_trace())
    stage.settle()
    canvas = stage.view.canvas
    place = canvas.place("w1")
    stage.qtbot.mouseMove(canvas, place.box.center().toPoint())
    assert stage.session.cursor.hovered == Mark("weight", layer=0, unit=0, input=0)
    stage.qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place.box.center().toPoint())
    assert stage.session.cursor.selected == Mark("weight", layer=0, unit=0, input=0)
    assert "1.5" in canvas.text_at(place.value.center())
    assert "not yet" in canvas.text_at(place.error.center())


def test_wider_networks_are_sent_to_the_examples(stage: Stage[GraphView]) -> None:
    """What the graph is for is said where it cannot be drawn, and examples with these titles exist."""
    assert "Step through" in stage.view.message
    stage.show_trace(trace_of((2, 2, 1)))
    titles = {experiment.title for experiment in mlp.EXAMPLES.values()}
    named = stage.view.message.split("“")[1:]
    assert {each.partition("”")[0] for each in named} <= titles
    assert len(named) == 2


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(605, 142), (538, 130), (320, 200), (1200, 500)])
@pytest.mark.parametrize("notation", ["error_signals", "lab"])
def test_nothing_overlaps(stage: Stage[GraphView], notation: str, size: tuple[int, int], scale: float) -> None:
    """At every size nodes and their numbers stand clear of each other and on the page."""
    stage.theme_controller.set_scale(scale)
    stage.view.resize(*size)
    stage.session.stepping.set_notation(notation)
    for trace in (unit_trace(), trace_of((1, 1, 1, 1), 1)):
        stage.show_trace(trace)
        stage.session.stepping.to_end()
        stage.settle()
        page = stage.view.canvas.page
        assert page is not None
        for one, other in combinations(page.places, 2):
            assert not one.whole.adjusted(1, 1, -1, -1).intersects(other.whole.adjusted(1, 1, -1, -1))
        for place in page.places:
            assert place.whole.left() >= -1.0
            assert place.whole.right() <= stage.view.canvas.width() + 1.0
            assert place.whole.bottom() <= stage.view.canvas.height() + 1.0
