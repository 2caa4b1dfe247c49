"""A function of several cases tells why one applies, in symbols and in numbers, and never within the arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.views.equations import EquationsView
    from tests.gui.views.equations.stages import Stage

SINCE = r"\text{ since }"


def lines_with_cases(stage: Stage[EquationsView], activation: str, notation: str) -> Iterator[mlp.Step]:
    """Go to each line that says why its case applies; the hidden unit's sum is negative."""
    network = mlp.Network([1, 1, 1], hidden=activation, output="sigmoid", rng=1)
    network.set_parameters([-0.5, 0.1, 1.0, 0.0])
    config = mlp.TrainingConfig(loss="squared_error", optimizer="sgd", learning_rate=0.1)
    lines = stage.show_trace(mlp.trace_step(network, [[1.0]], [[1.0]], config))
    stage.session.stepping.set_notation(notation)
    for line in lines:
        if any(piece.role is mlp.Role.NOTE for piece in mlp.explain(line, notation=notation).pieces):
            stage.go_to(line.index)
            yield line


@pytest.mark.parametrize("notation", ["delta", "error_signals", "lab", "hidden", "chain"])
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu"])
def test_the_numbers_say_why_too(stage: Stage[EquationsView], activation: str, notation: str) -> None:
    """Below "since z ≤ 0" stands "since" again, the number of z, and what it is compared with."""
    found = 0
    for _ in lines_with_cases(stage, activation, notation):
        numbers = [column.number.latex for column in stage.view.canvas.page.grid.columns if column.number is not None]
        assert numbers[numbers.index(SINCE) :] == [SINCE, "{-}0.4000", r"\le", "0"]
        found += 1
    assert found == 1 + (activation == "elu")


def test_the_line_before_says_why_behind_its_result(stage: Stage[EquationsView]) -> None:
    """Each of its forms that tells the case ends with "since z = −0.4 ≤ 0", behind what the line makes."""
    for line in lines_with_cases(stage, "elu", "delta"):
        stage.go_to(line.index + 1)
        narration = stage.view.canvas.narration
        told = [form for form in narration.previous if SINCE in form]
        assert told, line
        for form in told:
            before, behind = form[: form.index(SINCE)], form[form.index(SINCE) + 1 :]
            assert before[-2:] == ("=", mlp.explain(line, notation="delta").pieces[0].number_latex)
            assert behind[1:] == ("=", "{-}0.4000", r"\le", "0")


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_the_line_before_says_a_constant_once(stage: Stage[EquationsView], notation: str) -> None:
    """The slope of a linear output is 1: not "= 1 = 1 = 1.0000"."""
    stage.session.stepping.set_notation(notation)
    network = mlp.Network([2, 2, 1], output="identity", rng=5)
    lines = stage.show_trace(mlp.trace_step(network, [[0.5, 1.0]], [[0.2]], mlp.TrainingConfig(loss="squared_error")))
    slope = next(line for line in lines if line.operation is mlp.Operation.ACTIVATION_SLOPE)
    stage.go_to(slope.index + 1)
    narration = stage.view.canvas.narration
    assert narration is not None
    assert narration.previous[0][1:] == ("=", "1", "=", "1.0000")
