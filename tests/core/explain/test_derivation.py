"""Derivations: every line names its rule, and the last one is what the network computes."""

from __future__ import annotations

import math
import re

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
