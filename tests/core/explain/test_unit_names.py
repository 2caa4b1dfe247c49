"""Units have one name, and notations symbols that can be written as plain text."""

from __future__ import annotations

import pytest

import mlp_core as mlp


@pytest.mark.parametrize(
    ("sizes", "layer", "unit", "name"),
    [
        ((2, 2, 1), 0, 1, "unit Q"),
        ((2, 2, 1), 1, 0, "unit R"),
        ((2, 2, 1), -1, 1, "input 2"),
        ((3, 2, 1), 0, 1, "hidden unit 2"),
        ((3, 2, 1), 1, 0, "the output"),
        ((2, 4, 3, 2), 1, 2, "unit 3 of layer 2"),
        ((2, 4, 3, 2), 2, 1, "output 2"),
    ],
)
def test_a_unit_is_called_by_its_letter_or_its_place(sizes: tuple[int, ...], layer: int, unit: int, name: str) -> None:
    """Letters belong to the network of hand-out 001, in whatever notation."""
    assert mlp.unit_name(sizes, layer, unit) == name


@pytest.mark.parametrize(
    ("example", "name"), [("hand_xor_steps", "h₂"), ("hand_xor_half_planes", "p₂"), ("xor_steps", "Q")]
)
def test_an_example_calls_its_units_as_its_hand_out_does(example: str, name: str) -> None:
    """A step tells of p2 where the hand-out does, and a network that the letters do not fit goes without."""
    experiment = mlp.EXAMPLES[example]
    trace = mlp.trace_next(experiment.build()[2])
    assert trace.unit_name(0, 1) == f"unit {name}"
    wider = experiment.with_network(hidden_sizes=(3,), weights=None, biases=None)
    assert mlp.trace_next(wider.build()[2]).unit_name(0, 1) == "hidden unit 2"


def test_every_notation_tells_of_the_same_unit() -> None:
    """The sentence calls it P, whether its symbol is y_P or z_1."""
    trace = mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])
    lines = trace.steps("term", 3)
    total = lines[lines.locate(mlp.Quantity(mlp.Kind.PRE_ACTIVATION, 0.0, 0, 0, -1, 3))]
    assert len({mlp.explain(total, notation).sentence for notation in mlp.NOTATIONS}) == 1
    assert "nit P" in mlp.explain(total, "delta").sentence
    assert mlp.parameter_name(trace.sizes, 1, 0, 1) == "the weight from unit Q to unit R"
    assert mlp.parameter_name(trace.sizes, 1, 0, -1) == "the bias of unit R"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("w_{12}^{(1)}", "w₁₂⁽¹⁾"),
        ("w_{1Q}", "w₁Q"),
        ("f_{1,2}", "f₁,₂"),
        (r"\hat{y}", "ŷ"),
        ("x_{1}", "x₁"),
        ("y", "y"),
    ],
)
def test_symbols_are_written_as_plain_text(latex: str, text: str) -> None:
    """Indices lowered, layers raised; a hat is a combining one, which any font puts over its letter."""
    assert mlp.plain_symbol(latex).replace("y\u0302", "ŷ") == text


def test_no_symbol_of_any_notation_leaves_latex_behind() -> None:
    """Of weights, biases and activations, in a small network and in a deep one of several outputs."""
    for example in (mlp.EXAMPLES["xor_steps"], mlp.EXAMPLES["spiral"], mlp.EXAMPLES["blobs"]):
        trace = mlp.trace_next(example.build()[2])
        last = len(trace.sizes) - 2
        for notation in mlp.NOTATIONS.values():
            symbols = notation.symbols(trace)
            for latex in (symbols.weight(0, 1, 0), symbols.bias(last, 0), symbols.activation(last, 0)):
                assert not set(mlp.plain_symbol(latex)) & set("\\{}^_"), latex
