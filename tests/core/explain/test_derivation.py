"""Derivations: every line names its rule, and the last one is what the network computes."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

import mlp_core as mlp

from .notation.reading import compute

Z, T = 0.7, 0.3


def last_value(derivation: mlp.Derivation, y: float, z: float, t: float) -> float:
    """Return the last line's right side for one output."""
    right = derivation.lines[-1].latex.rpartition(" = ")[2]
    right = right.replace(r"\left(", "(").replace(r"\right)", ")").replace(r"\,", r" \cdot ")
    right = right.replace(r"\min(", "-max(-").replace(r"\cos z", f"\\cos({z!r})").replace(r"\beta", "2.5")
    right = re.sub(r"(?<![\\a-z])([tyz])(?= [tyz(])", r"\1 \\cdot", right)
    for letter, value in (("y", y), ("z", z), ("t", t)):
        right = re.sub(rf"(?<![\\a-z]){letter}(?![a-z])", f"({value!r})", right)
    return compute(right)


@pytest.mark.parametrize("loss", list(mlp.LOSSES))
@pytest.mark.parametrize("activation", [*mlp.ACTIVATIONS])
def test_every_pair_has_lines_with_rules(loss: str, activation: str) -> None:
    """From the definitions to dL/dz; every line says which rule makes it."""
    lines = mlp.derive(loss, activation).lines
    assert lines[0].rule.startswith("Definition")
    assert all(re.fullmatch(r"[A-Z][^$\\]+", line.rule) for line in lines)
    assert lines[-1].latex.startswith((r"\frac{\partial L}{\partial z} = ", r"\frac{\partial L}{\partial z_j} = "))


@pytest.mark.parametrize("loss", ["squared_error", "binary_cross_entropy", "categorical_cross_entropy"])
@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "softplus", "silu", "sine"])
def test_last_line_is_the_delta(loss: str, activation: str) -> None:
    """The formula at the end gives the trace's dL/dz."""
    network = mlp.Network([1, 1], output=activation)
    network.set_weights([[[1.0]]], [[0.0]])
    trace = mlp.trace_step(network, [[Z]], [[T]], mlp.TrainingConfig(loss=loss))
    y = float(trace.activations[0][0, 0])
    if 0.0 < y < 1.0:
        wanted = float(trace.deltas[0][0, 0])
        assert last_value(mlp.derive(loss, activation), y, Z, T) == pytest.approx(wanted, rel=1e-12)


def test_fused_pairs_end_with_the_difference() -> None:
    """E3 and E4: all that is left is y - t; 003 prints it as dL/dp, the right left side is dL/dz."""
    assert mlp.derive("binary_cross_entropy", "sigmoid").lines[-1].latex == r"\frac{\partial L}{\partial z} = y - t"
    softmax = mlp.derive("categorical_cross_entropy", "softmax").lines
    assert softmax[-1].latex == r"\frac{\partial L}{\partial z_j} = y_j - t_j"
    assert softmax[-1].rule == "Targets sum to 1"


HAND_OUTS = {
    "error_signals": (
        r"L = \frac{1}{2} (y - t)^{2}",
        r"\bar{y} = \frac{d L}{d y}",
        r"\bar{y} = y - t",
        r"\bar{z} = \bar{y} \cdot \frac{d y}{d z} = \bar{y} \cdot \sigma'(z)",
    ),
    "lab": (
        r"Err = \frac{1}{2} (c(\mathbf{x}) - y_{R})^{2}",
        r"\frac{\partial Err}{\partial y_{R}} = {-}(c(\mathbf{x}) - y_{R})",
        r"\frac{\partial y_{R}}{\partial z_{R}} = y_{R} (1 - y_{R})",
        r"\delta_{R} = {-}\frac{\partial Err}{\partial z_{R}} = (c(\mathbf{x}) - y_{R}) \cdot y_{R} (1 - y_{R})",
    ),
    "hidden": (
        r"L = \frac{1}{2} (y - \hat{y})^{2}",
        r"\frac{\partial L}{\partial \hat{y}} = \hat{y} - y",
        r"\frac{\partial \hat{y}}{\partial h} = \hat{y} (1 - \hat{y})",
        r"\frac{\partial L}{\partial h} = (\hat{y} - y) \cdot \hat{y} (1 - \hat{y})",
    ),
    "chain": (
        r"\mathcal{L} = \frac{1}{2} (y - \hat{y})^{2}",
        r"\frac{\partial \mathcal{L}}{\partial \hat{y}} = {-}(y - \hat{y})",
        r"\frac{\partial \mathcal{L}}{\partial a} = {-}(y - \hat{y}) \cdot \hat{y} (1 - \hat{y})",
    ),
    "delta": (
        r"E = \frac{1}{2} (z - t)^{2}",
        r"\frac{\partial E}{\partial a} = (z - t) \cdot z (1 - z)",
        r"\delta = \frac{\partial E}{\partial a} = (z - t) \cdot z (1 - z)",
    ),
}
CROSS_ENTROPY = {
    "error_signals": r"\bar{z} = y - t",
    "lab": r"\delta_{R} = {-}\frac{\partial Err}{\partial z_{R}} = c(\mathbf{x}) - y_{R}",
    "hidden": r"\frac{\partial L}{\partial h} = \hat{y} - y",
    "chain": r"\frac{\partial \mathcal{L}}{\partial a} = \hat{y} - y",
    "delta": r"\delta = \frac{\partial E}{\partial a} = z - t",
}
# The only letters that a notation has in the derivation of an output.
ALPHABETS = {
    "error_signals": "L y z t",
    "lab": "E y z c",
    "hidden": r"L \hat{y} h y",
    "chain": r"\mathcal{L} \hat{y} a y",
    "delta": "E z a t",
}


@pytest.mark.parametrize("notation", list(HAND_OUTS))
def test_lines_are_the_hand_outs_own(notation: str) -> None:
    """B5 and its like: the squared error behind a sigmoid, as the notation's hand-out writes it."""
    lines = [line.latex for line in mlp.derive("squared_error", "sigmoid", notation).lines]
    assert [line for line in lines if line in HAND_OUTS[notation]] == list(HAND_OUTS[notation])


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_the_output_is_called_as_in_a_step(notation: str) -> None:
    """One number, one letter: the equations of a step stand beside the derivation."""
    network = mlp.Network([2, 2, 1], hidden="sigmoid", output="sigmoid", rng=0)
    trace = mlp.trace_step(network, [[0.0, 1.0]], [[1.0]], mlp.TrainingConfig(loss="squared_error"))
    symbols = mlp.NOTATIONS[notation].symbols(trace)
    written = mlp.derive_loss("squared_error", notation).lines[0].latex
    for symbol in (symbols.activation(1, 0), symbols.target(0)):
        letter = re.split("[_^]", symbol)[0]
        assert letter in written, (symbol, written)


@pytest.mark.parametrize("notation", list(CROSS_ENTROPY))
def test_cross_entropy_ends_with_a_difference_in_every_notation(notation: str) -> None:
    """E3: 002 has dL/dy-hat = -y/y-hat + (1 - y)/(1 - y-hat) before it; what is left by the sum is the difference."""
    derivation = mlp.derive("binary_cross_entropy", "sigmoid", notation)
    assert derivation.lines[-1].latex == CROSS_ENTROPY[notation]
    slope = r"\frac{\partial L}{\partial \hat{y}} = {-}\frac{y}{\hat{y}} + \frac{1 - y}{1 - \hat{y}}"
    assert notation != "hidden" or slope in [line.latex for line in derivation.lines]


def test_softmax_has_the_indices_of_its_notation() -> None:
    """E4: p - y of 003 for each class; the laboratory's delta has the other sign."""
    chain = mlp.derive("categorical_cross_entropy", "softmax", "chain").lines[-1].latex
    assert chain == r"\frac{\partial \mathcal{L}}{\partial a_j} = \hat{y}_j - y_j"
    lab = mlp.derive("categorical_cross_entropy", "softmax", "lab").lines[-1].latex
    assert lab == r"\delta_j = {-}\frac{\partial Err}{\partial z_j} = c(\mathbf{x})_j - y_j"


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
@pytest.mark.parametrize("activation", [*mlp.ACTIVATIONS])
def test_no_plain_letter_is_left(notation: str, activation: str) -> None:
    """Whatever the loss: a line has the notation's letters for loss, output, sum and target, and no other ones."""
    wanted = set(ALPHABETS[notation].replace(r"\hat{y}", "y").split())
    for loss in mlp.LOSSES:
        for line in mlp.derive(loss, activation, notation).lines:
            plain = re.sub(r"\\text\{[^}]*\}|\\(?!mathcal)[a-zA-Z]+|mathbf", " ", line.latex)
            plain = plain.replace("Err", "E").replace(r"\mathcal{L}", "M").replace("c({x})", "c")
            letters = set(re.findall(r"(?<![a-zA-Z])[LEMyzthac](?![a-zA-Z])", plain))
            assert letters <= {each.replace(r"\mathcal{L}", "M") for each in wanted}, line.latex


@pytest.mark.parametrize("loss", list(mlp.LOSSES))
@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu", "silu"])
def test_the_laboratory_s_delta_is_minus_the_derivative(loss: str, activation: str) -> None:
    """001: the last line, computed, is minus the last line of the plain derivation."""
    y = float(mlp.ACTIVATIONS[activation](Z))
    wanted = -last_value(mlp.derive(loss, activation), y, Z, T)
    lab = mlp.derive(loss, activation, "lab").lines[-1]
    latex = lab.latex.replace(r"c(\mathbf{x})", "t").replace("_{R}", "")
    assert last_value(mlp.Derivation("", (replace(lab, latex=latex),)), y, Z, T) == pytest.approx(wanted)


def test_a_hidden_unit_has_letters_of_its_own() -> None:
    """The activation alone: h of 000, y_H of 001, z_j of h_j in 002, f of a in 003, z_j of a_j in 004."""
    results = {
        notation: mlp.derive_activation("sigmoid", notation, is_hidden=True).lines[-1].latex
        for notation in mlp.NOTATIONS
    }
    assert results == {
        "error_signals": r"\frac{d h}{d z} = h (1 - h)",
        "lab": r"\frac{\partial y_{H}}{\partial z_{H}} = y_{H} (1 - y_{H})",
        "hidden": r"\frac{\partial z_{j}}{\partial h_{j}} = z_{j} (1 - z_{j})",
        "chain": r"\frac{\partial f}{\partial a} = f (1 - f)",
        "delta": r"\frac{\partial z_{j}}{\partial a_{j}} = z_{j} (1 - z_{j})",
    }
    with pytest.raises(mlp.ArgumentError):
        mlp.derive_activation("sigmoid", "greek")


def test_sigmoid_ends_with_y_1_minus_y() -> None:
    """002 prints e^-h / ((1 + e^-h)(1 - e^-h)); right is z (1 - z), and with a slope beta in front (004)."""
    assert mlp.derive_activation("sigmoid").lines[-1].latex.endswith("= y (1 - y)")
    steep = mlp.derive("squared_error", mlp.Sigmoid(beta=2.5))
    y = 1.0 / (1.0 + math.exp(-2.5 * Z))
    wanted = (y - T) * 2.5 * y * (1 - y)
    assert last_value(steep, y, Z, T) == pytest.approx(wanted)


def test_losses_alone() -> None:
    """The loss's own lines end with dL/dy."""
    for name in mlp.LOSSES:
        assert r"{\partial y" in mlp.derive_loss(name).lines[-1].latex
    with pytest.raises(mlp.ArgumentError):
        mlp.derive("squared_error", "nothing")


def test_a_result_has_no_brackets_around_all_of_it() -> None:
    """What is alone on its side needs none, and what stands in others' does not have its own twice."""
    for loss in mlp.LOSSES:
        right = mlp.derive(loss, "identity").lines[-1].latex.partition(" = ")[2]
        assert not right.startswith(("(", r"\left("))
    taken_out = mlp.derive("squared_error", "softmax").lines[-1].latex
    assert taken_out.endswith(r"y_j \, \Big( y_j - t_j - \sum_k (y_k - t_k) \, y_k \Big)")
