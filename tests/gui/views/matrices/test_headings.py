"""What stands over the matrices is what the numbers below it are, in the letters of the notation."""

from __future__ import annotations

import pytest

import mlp_core as mlp
from mlp_gui.views.matrices.symbols import heading
from mlp_gui.views.matrices.tables import Table, tables_of
from tests.gui.views.equations.stages import trace_of

NOTATIONS = tuple(mlp.NOTATIONS)
MISTAKES = {
    "error_signals": "𝐭·𝟏[𝐭 ≠ 𝐲]",
    "lab": "𝐜(𝐱)·𝟏[𝐜(𝐱) ≠ 𝐲]",
    "hidden": "𝐲·𝟏[𝐲 ≠ 𝐲̂]",
    "chain": "𝐲·𝟏[𝐲 ≠ 𝐲̂]",
    "delta": "𝐭·𝟏[𝐭 ≠ 𝐳]",
}
ERRORS = {"error_signals": "𝐭 − 𝐲", "lab": "𝐜(𝐱) − 𝐲", "hidden": "𝐲̂ − 𝐲", "chain": "𝐲 − 𝐲̂", "delta": "𝐳 − 𝐭"}


def rule_trace(optimizer: str, output: str, target: float) -> mlp.Trace:
    """Return a step of a learning rule whose answer on (0, 0) is +1."""
    network = mlp.Network([2, 1], hidden=(), output=output, rng=1)
    network.set_weights([[[0.5, 0.5]]], [[1.0]])
    loss = "perceptron" if optimizer == "perceptron" else "squared_error"
    config = mlp.TrainingConfig(optimizer=optimizer, loss=loss, learning_rate=1.0)
    return mlp.trace_step(network, [[0.0, 0.0]], [[target]], config)


def errors_of(trace: mlp.Trace, notation: str) -> Table:
    """Return the table of what a rule finds by comparing, signed as the notation signs it."""
    flips = mlp.NOTATIONS[notation].symbols(trace).flips_error
    return next(table for table in tables_of(trace, 0, flips=flips) if table.name == "deltas")


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_mistake_is_the_target_and_not_a_difference(notation: str) -> None:
    """Answer +1, target -1: the correction is -1, where the difference would be -2."""
    trace = rule_trace("perceptron", "sign", -1.0)
    table = errors_of(trace, notation)
    assert heading(table, trace, notation) == (MISTAKES[notation], "", "")
    assert table.values.tolist() == [[-1.0]]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(("optimizer", "output"), [("delta", "identity"), ("perceptron", "step")])
def test_a_difference_has_the_notation_s_letters_and_sign(notation: str, optimizer: str, output: str) -> None:
    """The number below is the heading's difference of target and answer, and the equation's own."""
    trace = rule_trace(optimizer, output, 0.0)
    table = errors_of(trace, notation)
    assert heading(table, trace, notation) == (ERRORS[notation], "", "")
    compare = next(step for step in trace.steps() if step.operation is mlp.Operation.COMPARE)
    told = mlp.explain(compare, notation).pieces[-1].quantity
    assert told is not None
    assert table.values.tolist() == [[told.value]]


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_bias_has_the_letter_of_the_equations(notation: str) -> None:
    """In three of the hand-outs it is the weight on a leading 1."""
    trace = trace_of((2, 2, 1))
    table = next(table for table in tables_of(trace, 0) if table.name == "biases")
    is_weight = mlp.NOTATIONS[notation].symbols(trace).bias(0, 0).startswith("w")
    assert heading(table, trace, notation)[0] == ("𝐰₀" if is_weight else "𝐛")


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_correction_is_called_what_it_is(notation: str) -> None:
    """The error times the input, as the equations have it, and no change, which has the learning rate too."""
    trace = rule_trace("delta", "identity", 0.0)
    headings = {table.name: heading(table, trace, notation)[0] for table in tables_of(trace, 0)}
    assert headings["gradients"] == f"({ERRORS[notation]})𝐱"
    assert headings["bias_gradients"] == ERRORS[notation]
    network, config = trace.network, trace.config
    batch = mlp.trace_step(network, [[0.0, 1.0], [1.0, 1.0]], [[0.0], [1.0]], config)
    headings = {table.name: heading(table, batch, notation)[0] for table in tables_of(batch, 1)}
    assert headings["gradients"] == f"[({ERRORS[notation]})𝐱]₂"
    assert headings["batch_gradients"] == f"¹⁄ₙ∑({ERRORS[notation]})𝐱"
    assert headings["batch_bias_gradients"] == f"¹⁄ₙ∑({ERRORS[notation]})"


@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_derivatives_of_one_sample_s_loss_have_its_number(notation: str) -> None:
    """In a batch, the gradient of a sample and that of the batch are not called the same."""
    trace = trace_of((2, 2, 1))
    tables = {(table.name, table.layer): table for table in tables_of(trace, 1)}
    of_sample = heading(tables["gradients", 0], trace, notation)[0]
    of_batch = heading(tables["batch_gradients", 0], trace, notation)[0]
    if notation != "error_signals":
        assert of_sample == of_batch.replace("/", "₂/", 1)
    if notation in ("hidden", "chain"):
        assert "₂/∂" in heading(tables["deltas", 0], trace, notation)[0]
        rows = {(table.name, table.layer): table for table in tables_of(trace, None)}
        index = "ₖ" if notation == "hidden" else "ₛ"
        assert f"{index}/∂" in heading(rows["deltas", 0], trace, notation)[0]
    if notation == "error_signals":
        assert (of_sample, of_batch) == ("𝐖̄|₂", "𝐖̄")
        assert heading(tables["bias_gradients", 0], trace, notation) == ("𝐛̄|₂", "(1)", "")
        assert heading(tables["deltas", 0], trace, notation) == ("𝐳̄|₂", "(1)", "")
        assert heading(tables["deltas", 1], trace_of((2, 2, 1), 1), notation)[0] == "𝐳̄"


@pytest.mark.parametrize(
    ("notation", "hidden", "output"),
    [
        ("error_signals", "𝐡", "𝐲"),
        ("lab", "𝐲", "𝐲"),
        ("hidden", "𝐳", "𝐲̂"),
        ("chain", "𝐟", "𝐲̂"),
        ("delta", "𝐳", "𝐳"),
    ],
)
def test_the_output_has_its_own_letter(notation: str, hidden: str, output: str) -> None:
    """As on the graph's cards and in the equations."""
    trace = trace_of((2, 2, 1))
    tables = [table for table in tables_of(trace, 0) if table.name == "activations"]
    assert [heading(table, trace, notation)[0] for table in tables] == [hidden, output]
