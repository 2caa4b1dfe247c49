"""The worked numbers of the hand-outs, read off traces: B1, B3 to B9, G1, G2 and X3."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core import Kind, Operation, Phase

if TYPE_CHECKING:
    from collections.abc import Sequence


def sigmoid(z: float) -> float:
    """Return 1 / (1 + exp -z)."""
    return 1.0 / (1.0 + math.exp(-z))


def hand_network(
    weights: Sequence[object], biases: Sequence[object], hidden: str = "sigmoid", output: str = "sigmoid"
) -> mlp.Network:
    """Return a network with these weights and biases."""
    arrays = [np.array(each, float) for each in weights]
    network = mlp.Network([arrays[0].shape[1], *map(len, arrays)], hidden=hidden, output=output)
    network.set_weights(arrays, [np.array(each, float) for each in biases])
    return network


def made(trace: mlp.Trace, kind: Kind, *place: int) -> float:
    """Return the value that a line of the trace makes."""
    step = trace.steps()[trace.locate(trace.quantity(kind, *place))]
    assert step.makes.kind is kind
    return step.makes.value


def test_b1_one_unit() -> None:
    """B1: z = wx + b, y = sigma(z), L = 1/2 (y - t)^2, and the error signals of y, z, w and b."""
    trace = mlp.trace_step(hand_network([[[2.0]]], [[-1.0]]), [[1.5]], [[0.0]], mlp.TrainingConfig(learning_rate=0.5))
    y = sigmoid(2.0)
    z_bar = y * y * (1 - y)
    values = [(step.makes.kind, step.makes.value) for step in trace.steps()]
    expected = [
        (Kind.INPUT, 1.5),
        (Kind.TARGET, 0.0),
        (Kind.PRODUCT, 3.0),
        (Kind.PRODUCT, -1.0),
        (Kind.PRE_ACTIVATION, 2.0),
        (Kind.ACTIVATION, y),
        (Kind.LOSS, y * y / 2),
        (Kind.LOSS_SLOPE, y),
        (Kind.ACTIVATION_SLOPE, y * (1 - y)),
        (Kind.DELTA, z_bar),
        (Kind.WEIGHT_GRADIENT, z_bar * 1.5),
        (Kind.BIAS_GRADIENT, z_bar),
        (Kind.PARAMETER_AFTER, 2.0 - 0.5 * z_bar * 1.5),
        (Kind.PARAMETER_AFTER, -1.0 - 0.5 * z_bar),
    ]
    assert [kind for kind, _ in values] == [kind for kind, _ in expected]
    np.testing.assert_allclose([value for _, value in values], [value for _, value in expected], rtol=1e-14)


def test_b3_the_regularised_graph() -> None:
    """B3: the loss branches through R = w^2 / 2; backward order L_reg, R, L, y, z, w, b; w-bar = z-bar x + R-bar w."""
    config = mlp.TrainingConfig(l2=0.1, learning_rate=1.0)
    trace = mlp.trace_step(hand_network([[[2.0]]], [[-1.0]]), [[1.5]], [[1.0]], config)
    y = sigmoid(2.0)
    y_bar = y - 1.0
    z_bar = y_bar * y * (1 - y)
    assert trace.loss == pytest.approx(y_bar**2 / 2)
    assert trace.penalty == pytest.approx(0.1 * 2.0**2 / 2)
    assert made(trace, Kind.OBJECTIVE) == pytest.approx(y_bar**2 / 2 + 0.2)
    back = [step for step in trace.steps() if step.phase in (Phase.BACKWARD, Phase.GRADIENT)]
    assert [step.operation for step in back] == [
        Operation.START_BACKWARD,
        Operation.L2_SLOPE,
        Operation.LOSS_SLOPE,
        Operation.ACTIVATION_SLOPE,
        Operation.OUTPUT_DELTA,
        Operation.WEIGHT_GRADIENT,
        Operation.PENALTY_GRADIENT,
        Operation.ADD_PENALTY_GRADIENT,
        Operation.BIAS_GRADIENT,
    ]
    w_bar = z_bar * 1.5 + 0.1 * 2.0
    expected = [1.0, 0.1, y_bar, y * (1 - y), z_bar, z_bar * 1.5, 0.2, w_bar, z_bar]
    np.testing.assert_allclose([step.makes.value for step in back], expected, rtol=1e-13)
    kinds = {step.makes.kind for step in trace.steps() if step.phase is Phase.UPDATE}
    assert kinds == {Kind.PARAMETER_AFTER}
    np.testing.assert_allclose(trace.parameters_after, [2.0 - w_bar, -1.0 - z_bar])


def test_b4_two_layers_index_by_index() -> None:
    """B4: h_i-bar = sum_k y_k-bar w_ki, z_i-bar = h_i-bar sigma'(z_i), w_ij-bar = z_i-bar x_j."""
    first, second = [[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]], [[1.0, -2.0, 0.5], [0.25, 1.0, -1.0]]
    network = hand_network([first, second], [[0.1, -0.2, 0.3], [0.5, -0.5]], output="identity")
    x, t = [0.8, -0.4], [1.0, 0.0]
    trace = mlp.trace_step(network, [x], [t], mlp.TrainingConfig())
    h = [sigmoid(first[i][0] * x[0] + first[i][1] * x[1] + (0.1, -0.2, 0.3)[i]) for i in range(3)]
    y_bar = [sum(second[k][i] * h[i] for i in range(3)) + (0.5, -0.5)[k] - t[k] for k in range(2)]
    for k in range(2):
        assert made(trace, Kind.DELTA, 1, k, -1, 0) == pytest.approx(y_bar[k])
        for i in range(3):
            assert made(trace, Kind.WEIGHT_GRADIENT, 1, k, i, 0) == pytest.approx(y_bar[k] * h[i])
            assert made(trace, Kind.DELTA_PRODUCT, 1, k, i, 0) == pytest.approx(y_bar[k] * second[k][i])
    for i in range(3):
        h_bar = sum(y_bar[k] * second[k][i] for k in range(2))
        assert made(trace, Kind.DELTA_SUM, 0, i, -1, 0) == pytest.approx(h_bar)
        z_bar = h_bar * h[i] * (1 - h[i])
        assert made(trace, Kind.DELTA, 0, i, -1, 0) == pytest.approx(z_bar)
        for j in range(2):
            assert made(trace, Kind.WEIGHT_GRADIENT, 0, i, j, 0) == pytest.approx(z_bar * x[j])


def test_b5_the_xor_network() -> None:
    """B5: delta_O = (c - y_R) y_R (1 - y_R), delta_H = delta_O w_O y_H (1 - y_H), w += eta delta y, summed over D."""
    rng = np.random.default_rng(1)
    hidden, out = rng.normal(size=(2, 2)), rng.normal(size=(1, 2))
    hidden_bias, out_bias = rng.normal(size=2), rng.normal(size=1)
    network = hand_network([hidden, out], [hidden_bias, out_bias])
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    c = np.array([[0.0], [1.0], [1.0], [0.0]])
    eta = 0.7
    trace = mlp.trace_step(network, x, c, mlp.TrainingConfig(reduction="sum", learning_rate=eta))
    y_h = 1 / (1 + np.exp(-(x @ hidden.T + hidden_bias)))
    y_r = 1 / (1 + np.exp(-(y_h @ out.T + out_bias)))
    delta_o = (c - y_r) * y_r * (1 - y_r)
    delta_h = delta_o * out * y_h * (1 - y_h)
    assert trace.loss == pytest.approx(((c - y_r) ** 2).sum() / 2)
    # The lab's error signals have the opposite sign, and its update a plus.
    np.testing.assert_allclose(trace.deltas[1], -delta_o, atol=1e-15)
    np.testing.assert_allclose(trace.deltas[0], -delta_h, atol=1e-15)
    weights, biases = network.unflatten(trace.parameters_after)
    np.testing.assert_allclose(weights[1], out + eta * delta_o.T @ y_h, rtol=1e-12)
    np.testing.assert_allclose(biases[1], out_bias + eta * delta_o.sum(0), rtol=1e-12)
    np.testing.assert_allclose(weights[0], hidden + eta * delta_h.T @ x, rtol=1e-12)
    np.testing.assert_allclose(biases[0], hidden_bias + eta * delta_h.sum(0), rtol=1e-12)


def test_b6_sample_by_sample_then_the_mean() -> None:
    """B6: each sample gives (y-hat - y) z_j and (y-hat - y) v_j z_j (1 - z_j) x_i; the batch takes their mean."""
    first, second = np.array([[0.4, -0.6], [1.2, 0.3]]), np.array([[0.9, -1.1]])
    network = hand_network([first, second], [[0.0, 0.1], [0.2]], output="identity")
    x, y = np.array([[1.0, 2.0], [-0.5, 0.3], [0.7, -1.2]]), np.array([[1.0], [0.0], [-1.0]])
    trace = mlp.trace_step(network, x, y, mlp.TrainingConfig(learning_rate=0.1))
    total_out, total_hidden = 0.0, 0.0
    for k in range(3):
        z = [sigmoid(float(first[j] @ x[k]) + (0.0, 0.1)[j]) for j in range(2)]
        error = sum(second[0, j] * z[j] for j in range(2)) + 0.2 - y[k, 0]
        out, hidden = error * z[1], error * second[0, 1] * z[1] * (1 - z[1]) * x[k, 0]
        lines = trace.steps("term", k)
        assert lines[lines.locate(trace.quantity(Kind.WEIGHT_GRADIENT, 1, 0, 1, k))].makes.value == pytest.approx(out)
        found = lines[lines.locate(trace.quantity(Kind.WEIGHT_GRADIENT, 0, 1, 0, k))].makes.value
        assert found == pytest.approx(hidden)
        total_out, total_hidden = total_out + out, total_hidden + hidden
    mean = trace.steps()[trace.locate(trace.quantity(Kind.WEIGHT_GRADIENT, 1, 0, 1))]
    assert mean.operation is Operation.REDUCE
    assert [read.sample for read in mean.reads] == [0, 1, 2, -1]
    assert mean.makes.value == pytest.approx(total_out / 3)
    assert trace.weight_gradients[0][1, 0] == pytest.approx(total_hidden / 3)


def test_b7_the_deep_chain() -> None:
    """B7: in 1-1-1-1 the gradient of w1 is the product of the whole chain, whose factors the deltas reuse."""
    w, b, x, t = (0.8, -1.3, 0.6), (0.1, 0.2, -0.3), 0.9, 1.0
    network = hand_network([[[each]] for each in w], [[each] for each in b])
    trace = mlp.trace_step(network, [[x]], [[t]], mlp.TrainingConfig())
    f1 = sigmoid(w[0] * x + b[0])
    f2 = sigmoid(w[1] * f1 + b[1])
    f3 = sigmoid(w[2] * f2 + b[2])
    slopes = [f * (1 - f) for f in (f1, f2, f3)]
    whole = (f3 - t) * slopes[2] * w[2] * slopes[1] * w[1] * slopes[0] * x
    assert made(trace, Kind.WEIGHT_GRADIENT, 0, 0, 0, 0) == pytest.approx(whole)
    assert made(trace, Kind.DELTA, 2, 0, -1, 0) == pytest.approx((f3 - t) * slopes[2])
    assert made(trace, Kind.DELTA, 1, 0, -1, 0) == pytest.approx((f3 - t) * slopes[2] * w[2] * slopes[1])
    deltas = [s.makes for s in trace.steps() if s.makes.kind is Kind.DELTA]
    assert [quantity.layer for quantity in deltas] == [2, 1, 0]


def test_b8_the_worked_gradient() -> None:
    """B8: v0 = v1 = 2, w0 = w1 = 1, x = (1, 1), z0 = 1, t = 0 gives (0.09, 0.09, 0.002, 0.002) when rounded."""
    dataset, _, trainer = mlp.EXAMPLES["hand_gradient"].build()
    sample = int(np.flatnonzero(dataset.inputs[:, 0] == 1.0)[0])
    trace = mlp.trace_next(trainer, [sample])
    assert trace.targets.tolist() == [[0.0]]
    assert round(made(trace, Kind.BIAS_GRADIENT, 1, 0, -1, 0), 2) == 0.09
    assert round(made(trace, Kind.WEIGHT_GRADIENT, 1, 0, 0, 0), 2) == 0.09
    assert round(made(trace, Kind.BIAS_GRADIENT, 0, 0, -1, 0), 3) == 0.002
    assert round(made(trace, Kind.WEIGHT_GRADIENT, 0, 0, 0, 0), 3) == 0.002


@pytest.mark.parametrize("seed", range(3))
def test_b9_the_general_recursion(seed: int) -> None:
    """B9: delta_j = f'(a_j) sum_k w_jk delta_k and dE/dw = delta z, at any depth."""
    rng = np.random.default_rng(seed)
    sizes = [2, *rng.integers(1, 6, size=4).tolist(), 2]
    network = mlp.Network(sizes, hidden="tanh", output="tanh", rng=seed)
    x, t = rng.normal(size=2), rng.normal(size=2)
    trace = mlp.trace_step(network, [x], [t], mlp.TrainingConfig())
    z = [x]
    for weights, biases in zip(network.weights, network.biases, strict=True):
        z.append(np.tanh(weights @ z[-1] + biases))
    delta = (z[-1] - t) * (1 - z[-1] ** 2)
    for layer in reversed(range(len(sizes) - 1)):
        np.testing.assert_allclose(trace.deltas[layer][0], delta, rtol=1e-10, atol=1e-15)
        np.testing.assert_allclose(trace.weight_gradients[layer], np.outer(delta, z[layer]), rtol=1e-10, atol=1e-15)
        delta = (1 - z[layer] ** 2) * (network.weights[layer].T @ delta)


def test_g1_predict_compare_correct() -> None:
    """G1: w0 = 0; a mistake adds t x to the weights and t to the bias, a right answer nothing."""
    network = hand_network([[[0.0, 0.0]]], [[0.0]], output="sign")
    config = mlp.TrainingConfig(loss="perceptron", optimizer="perceptron", learning_rate=1.0)
    trace = mlp.trace_step(network, [[2.0, -3.0]], [[-1.0]], config)
    # sign(0) = +1: a mistake.
    assert trace.activations[-1].tolist() == [[1.0]]
    assert made(trace, Kind.MISTAKE, 0, 0, -1, 0) == -1.0
    assert trace.parameters_after.tolist() == [-2.0, 3.0, -1.0]
    operations = [step.operation.name for step in trace.steps()]
    assert operations[2:] == [
        *["READ_TARGET", "MULTIPLY_WEIGHT", "MULTIPLY_WEIGHT", "ADD_BIAS", "SUM", "ACTIVATE"],
        "COMPARE",
        *["CORRECT"] * 3,
        *["UPDATE"] * 3,
    ]
    network.set_parameters(trace.parameters_after)
    right = mlp.trace_step(network, [[2.0, -3.0]], [[-1.0]], config)
    assert made(right, Kind.MISTAKE, 0, 0, -1, 0) == 0.0
    assert right.parameters_after.tolist() == [-2.0, 3.0, -1.0]


def test_g2_the_delta_rule() -> None:
    """G2: w += eta (t - y) x for a linear unit, and the same for a sigmoid."""
    config = mlp.TrainingConfig(optimizer="delta", learning_rate=0.1)
    trace = mlp.trace_step(hand_network([[[0.5, 0.25]]], [[0.0]], output="identity"), [[2.0, -1.0]], [[1.0]], config)
    assert made(trace, Kind.ERROR, 0, 0, -1, 0) == 0.25
    assert made(trace, Kind.CORRECTION, 0, 0, 1, 0) == -0.25
    np.testing.assert_allclose(trace.parameters_after, [0.55, 0.225, 0.025])
    trace = mlp.trace_step(hand_network([[[0.5, 0.25]]], [[0.0]]), [[2.0, -1.0]], [[1.0]], config)
    error = 1.0 - sigmoid(0.75)
    np.testing.assert_allclose(trace.parameters_after, [0.5 + 0.2 * error, 0.25 - 0.1 * error, 0.1 * error])


def test_x3_the_twelve_evaluations() -> None:
    """X3: the hidden units and the output of the XOR network made by hand, each within 1e-4 of 0 or 1."""
    network = hand_network([[[20.0, 20.0], [-20.0, -20.0]], [[20.0, 20.0]]], [[-10.0, 30.0], [-30.0]])
    x = [[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
    trace = mlp.trace_step(network, x, [[0.0], [0.0], [1.0], [1.0]], mlp.TrainingConfig())
    expected = {0: [(0, 1), (1, 0), (1, 1), (1, 1)], 1: [(0,), (0,), (1,), (1,)]}
    count = 0
    for sample in range(4):
        for step in trace.steps("unit", sample):
            if step.operation is Operation.ACTIVATE:
                assert step.makes.value == pytest.approx(expected[step.layer][sample][step.unit], abs=1e-4)
                count += 1
    assert count == 12
    assert made(trace, Kind.LOSS) < 1e-8
