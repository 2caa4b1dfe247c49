"""Each notation against the formulas of its own hand-out, quoted here."""

from __future__ import annotations

import math

import pytest

import mlp_core as mlp
from mlp_core import Kind, Operation


def trace_of(sizes: list[int], *, n_samples: int = 1, output: str = "sigmoid", **settings: object) -> mlp.Trace:
    """Return a step of a sigmoid network on fixed numbers."""
    network = mlp.Network(sizes, hidden="sigmoid", output=output, rng=5)
    inputs = [[0.5 - 0.75 * place + row for place in range(sizes[0])] for row in range(n_samples)]
    targets = [[1.0] + [0.0] * (sizes[-1] - 1)] * n_samples
    return mlp.trace_step(network, inputs, targets, mlp.TrainingConfig(learning_rate=0.5, **settings))


def told(trace: mlp.Trace, notation: str, kind: Kind, *place: int) -> mlp.Explanation:
    """Return the line that makes a quantity."""
    sample = "each" if trace.n_samples > 1 else None
    steps = trace.steps("term", sample)
    return mlp.explain(steps[steps.locate(trace.quantity(kind, *place))], notation)


def test_000_one_unit() -> None:
    r"""000: z = wx + b, y = \sigma(z), \bar{z} = \bar{y} \sigma'(z), \bar{w} = \bar{z} x, \bar{b} = \bar{z}."""
    trace = trace_of([1, 1])
    symbols = {
        (Kind.PRE_ACTIVATION, 0, 0, -1, 0): r"z = w \cdot x + b",
        (Kind.ACTIVATION, 0, 0, -1, 0): r"y = \sigma ( z )",
        (Kind.LOSS, 0, 0, -1, 0): r"L = \frac{1}{2} ( y - t )^{2}",
        (Kind.LOSS_SLOPE, 0, 0, -1, 0): r"\bar{y} = y - t",
        (Kind.DELTA, 0, 0, -1, 0): r"\bar{z} = \bar{y} \cdot \sigma'(z)",
        (Kind.WEIGHT_GRADIENT, 0, 0, 0, 0): r"\bar{w} = \bar{z} \cdot x",
        (Kind.BIAS_GRADIENT, 0, 0, -1, 0): r"\bar{b} = \bar{z}",
    }
    assert {place: told(trace, "error_signals", *place).latex for place in symbols} == symbols


def test_000_regularised() -> None:
    r"""000: \bar{L}_{reg} = 1, \bar{R} = \bar{L}_{reg} \cdot \lambda, \bar{w} = \bar{z} \cdot x + \bar{R} \cdot w."""
    trace = trace_of([1, 1], l2=0.1)
    steps = {step.operation: mlp.explain(step, "error_signals").latex for step in trace.steps()}
    assert steps[Operation.START_BACKWARD] == r"\bar{L}_{\mathrm{reg}} = 1"
    assert steps[Operation.L2_SLOPE] == r"\bar{R} = \bar{L}_{\mathrm{reg}} \cdot \lambda"
    assert steps[Operation.ADD_PENALTY] == r"L_{\mathrm{reg}} = L + \lambda R"
    assert steps[Operation.PENALTY_GRADIENT] == r"\bar{R} \cdot w"
    assert steps[Operation.ADD_PENALTY_GRADIENT] == r"\bar{w} = \bar{z} \cdot x + \bar{R} \cdot w"


def test_000_two_layers() -> None:
    r"""000: \bar{h}_i = \sum_k \bar{y}_k w_{ki}, \bar{z}_i = \bar{h}_i \sigma'(z_i), \bar{w}_{ij} = \bar{z}_i x_j."""
    trace = trace_of([2, 2, 2])
    assert told(trace, "error_signals", Kind.DELTA_SUM, 0, 0, -1, 0).latex == (
        r"\bar{h}_{1}^{(1)} = \bar{z}_{1}^{(2)} \cdot w_{11}^{(2)} + \bar{z}_{2}^{(2)} \cdot w_{21}^{(2)}"
    )
    assert told(trace, "error_signals", Kind.DELTA, 0, 0, -1, 0).latex == (
        r"\bar{z}_{1}^{(1)} = \bar{h}_{1}^{(1)} \cdot \sigma'(z_{1}^{(1)})"
    )
    assert told(trace, "error_signals", Kind.WEIGHT_GRADIENT, 0, 0, 1, 0).latex == (
        r"\bar{w}_{12}^{(1)} = \bar{z}_{1}^{(1)} \cdot x_{2}"
    )


def test_001_symbols() -> None:
    r"""001: Err = 1/2 (c(x) - y_R)^2, \delta_O := (c(x) - y_R) (y_R (1 - y_R)), w_O := w_O + \eta \delta_O y."""
    trace = trace_of([2, 2, 1])
    symbols = {
        (Kind.ACTIVATION, 0, 0, -1, 0): r"y_{P} = \sigma ( \mathbf{w}_{P} \cdot \tilde{\mathbf{x}} )",
        (Kind.ACTIVATION, 1, 0, -1, 0): r"y_{R} = \sigma ( \mathbf{w}_{R} \cdot \tilde{\mathbf{y}}_H )",
        (Kind.LOSS, 1, 0, -1, 0): r"Err = \frac{1}{2} ( c(\mathbf{x}) - y_{R} )^{2}",
        (Kind.LOSS_SLOPE, 1, 0, -1, 0): r"\frac{\partial Err}{\partial y_{R}} = {-} ( c(\mathbf{x}) - y_{R} )",
        (Kind.DELTA, 1, 0, -1, 0): r"\delta_{R} = (c(\mathbf{x}) - y_{R}) \cdot (y_{R} \odot (1 - y_{R}))",
        (Kind.DELTA, 0, 1, -1, 0): r"\delta_{Q} = \delta_{R} \cdot w_{QR} \cdot (y_{Q} \odot (1 - y_{Q}))",
        (Kind.WEIGHT_GRADIENT, 1, 0, 1, 0): r"\frac{\partial Err}{\partial w_{QR}} = {-} \delta_{R} \cdot y_{Q}",
        (Kind.PARAMETER_AFTER, 0, 0, 0): (
            r"w_{1P}^{(t+1)} \mathrel{:=} w_{1P}^{(t)} + \eta \cdot \delta_{P} \cdot x_{1}"
        ),
        (Kind.PARAMETER_AFTER, 1, 0, -1): r"w_{0R}^{(t+1)} \mathrel{:=} w_{0R}^{(t)} + \eta \cdot \delta_{R}",
    }
    assert {place: told(trace, "lab", *place).latex for place in symbols} == symbols


def test_001_signs() -> None:
    """001's delta is minus dErr/dz with the same digits, its gradient is the trace's own, and so is the new weight."""
    trace = trace_of([2, 2, 1])
    for step in trace.steps():
        shown = mlp.explain(step, "lab", decimals=6)
        result = next(piece for piece in shown.pieces if piece.role is mlp.Role.RESULT) if shown.pieces[1:] else None
        flips = step.operation in (
            Operation.OUTPUT_DELTA, Operation.HIDDEN_DELTA, Operation.DELTA_PRODUCT, Operation.DELTA_SUM,
        )  # fmt: skip
        if result is not None and result.quantity is not None:
            assert result.quantity.value == (-step.makes.value if flips else step.makes.value)
    update = told(trace, "lab", Kind.PARAMETER_AFTER, 1, 0, 0)
    delta = told(trace, "lab", Kind.DELTA, 1, 0, -1, 0).pieces[0].quantity
    assert delta is not None
    assert delta.value * trace.activations[0][0, 0] == pytest.approx(update.pieces[-1].quantity.value)
    assert update.pieces[3].symbol_latex == "+"


@pytest.mark.parametrize(("reduction", "before"), [("sum", ""), ("mean", r"\frac{1}{n} ")])
def test_001_of_a_batch(reduction: str, before: str) -> None:
    r"""001: the error is that of all samples, so w + \eta \sum \delta y, with the number that is added."""
    trace = trace_of([2, 2, 1], n_samples=3, reduction=reduction)
    line = told(trace, "lab", Kind.PARAMETER_AFTER, 1, 0, 0)
    assert line.latex == (
        r"w_{PR}^{(t+1)} \mathrel{:=} w_{PR}^{(t)} + \eta \cdot " + before + r"\sum \delta_{R} \cdot y_{P}"
    )
    gradient = trace.quantity(Kind.WEIGHT_GRADIENT, 1, 0, 0).value
    assert line.pieces[-1].quantity is not None
    assert line.pieces[-1].quantity.value == -gradient


def test_002_symbols() -> None:
    r"""002: h_j = \sum w_{ji} x_i, z_j = \sigma(h_j), dL/d\hat{y} = (\hat{y} - y), w_new = w_old - \alpha dL/dw."""
    trace = trace_of([2, 2, 1], n_samples=3)
    symbols = {
        (Kind.PRE_ACTIVATION, 0, 1, -1, 0): r"h_{2} = w_{21}^{(1)} x_{1} + w_{22}^{(1)} x_{2} + w_{20}^{(1)}",
        (Kind.ACTIVATION, 0, 1, -1, 0): r"z_{2} = \sigma ( h_{2} )",
        (Kind.LOSS, 1, 0, -1, 1): r"L_{2} = \frac{1}{2} ( y - \hat{y} )^{2}",
        (Kind.LOSS,): r"L = \frac{1}{n} ( L_{1} + L_{2} + L_{3} )",
        (Kind.LOSS_SLOPE, 1, 0, -1, 0): r"\frac{\partial L_{1}}{\partial \hat{y}} = \hat{y} - y",
        (Kind.ACTIVATION_SLOPE, 0, 0, -1, 0): r"\frac{\partial z_{1}}{\partial h_{1}} = z_{1} ( 1 - z_{1} )",
        (Kind.WEIGHT_GRADIENT, 1, 0, 0): (
            r"\frac{\partial L}{\partial w_{1}^{(2)}} = \frac{1}{n} ( \frac{\partial L_{1}}{\partial w_{1}^{(2)}} + "
            r"\frac{\partial L_{2}}{\partial w_{1}^{(2)}} + \frac{\partial L_{3}}{\partial w_{1}^{(2)}} )"
        ),
        (Kind.PARAMETER_AFTER, 1, 0, 0): (
            r"w_{1,\mathrm{new}}^{(2)} = w_{1,\mathrm{old}}^{(2)} - \alpha \frac{\partial L}{\partial w_{1}^{(2)}}"
        ),
    }
    assert {place: told(trace, "hidden", *place).latex for place in symbols} == symbols


def test_002_of_a_single_sample() -> None:
    r"""002: dL/d\hat{y} = \hat{y} - y, where L is the loss of the only sample."""
    trace = trace_of([2, 2, 1])
    assert told(trace, "hidden", Kind.LOSS_SLOPE, 1, 0, -1, 0).latex == (
        r"\frac{\partial L}{\partial \hat{y}} = \hat{y} - y"
    )


def test_002_errata() -> None:
    """002 prints the mean gradient with (y - y-hat); the mean of its own single-sample formula is shown."""
    trace = trace_of([2, 2, 1], n_samples=3, output="identity")
    errors = trace.activations[-1][:, 0] - trace.targets[:, 0]
    mean = float((errors * trace.activations[0][:, 1]).mean())
    assert told(trace, "hidden", Kind.WEIGHT_GRADIENT, 1, 0, 1).pieces[0].quantity.value == pytest.approx(mean)


def test_003_chain_of_1_1_1_1() -> None:
    r"""003: the factors down to df_2/da_2 of dL/dw_1 stand in a box: already computed, re-use."""
    trace = trace_of([1, 1, 1, 1])
    boxed = (
        r"\boxed{\frac{\partial \mathcal{L}}{\partial f_{3}} \frac{\partial f_{3}}{\partial a_{3}} "
        r"\frac{\partial a_{3}}{\partial f_{2}} \frac{\partial f_{2}}{\partial a_{2}}}"
    )
    rest = r"\frac{\partial a_{2}}{\partial f_{1}} \frac{\partial f_{1}}{\partial a_{1}}"
    chain = mlp.parameter_chain(trace, 0, 0, 0)
    assert chain.latex == (
        rf"\frac{{\partial \mathcal{{L}}}}{{\partial w_{{1}}}} = {boxed} {rest} "
        r"\frac{\partial a_{1}}{\partial w_{1}}"
    )
    line = told(trace, "chain", Kind.DELTA, 0, 0, -1, 0)
    assert line.latex == rf"\frac{{\partial \mathcal{{L}}}}{{\partial a_{{1}}}} = {boxed} {rest}"
    reused = [piece for piece in line.pieces if piece.role is mlp.Role.REUSED]
    assert [piece.quantity for piece in reused] == [trace.quantity(Kind.DELTA, 1, 0, -1, 0)]
    assert told(trace, "chain", Kind.PRE_ACTIVATION, 1, 0, -1, 0).latex == "a_{2} = w_{2} f_{1} + b_{2}"


def test_003_errata() -> None:
    """003 prints an eta in a gradient and a plus in its loop; there is no eta in any gradient, and a minus."""
    trace = trace_of([1, 1, 1, 1])
    assert r"\eta" not in told(trace, "chain", Kind.WEIGHT_GRADIENT, 2, 0, 0, 0).latex
    assert r"- \eta" in told(trace, "chain", Kind.PARAMETER_AFTER, 2, 0, 0).latex


def test_004_symbols_at_any_depth() -> None:
    r"""004: a_j = \sum w_{ij} z_i, \delta_k = (z_k - t_k) z_k (1 - z_k), \delta_j = f'(a_j) \sum_k w_{jk} \delta_k."""
    trace = trace_of([2, 3, 2, 2])
    symbols = {
        (Kind.PRE_ACTIVATION, 1, 0, -1, 0): (
            r"a_{1}^{(2)} = w_{11}^{(2)} z_{1}^{(1)} + w_{21}^{(2)} z_{2}^{(1)} + w_{31}^{(2)} z_{3}^{(1)} "
            r"+ w_{01}^{(2)}"
        ),
        (Kind.DELTA, 2, 1, -1, 0): r"\delta_{2}^{(3)} = (z_{2}^{(3)} - t_{2}) z_{2}^{(3)} (1 - z_{2}^{(3)})",
        (Kind.DELTA, 0, 2, -1, 0): (
            r"\delta_{3}^{(1)} = f'(a_{3}^{(1)}) ( w_{31}^{(2)} \delta_{1}^{(2)} + w_{32}^{(2)} \delta_{2}^{(2)} )"
        ),
        (Kind.WEIGHT_GRADIENT, 1, 0, 2, 0): (
            r"\frac{\partial E}{\partial w_{31}^{(2)}} = \delta_{1}^{(2)} z_{3}^{(1)}"
        ),
    }
    assert {place: told(trace, "delta", *place).latex for place in symbols} == symbols
    line = told(trace, "delta", Kind.DELTA, 0, 2, -1, 0)
    assert line.rule == r"\delta_j = f'(a_j) \sum_{k} w_{jk} \delta_k"


def test_perceptron_rule_of_003() -> None:
    r"""003: w_n = w_n + y x_n 1[y \ne \hat{y}]; 002 and 004 subtract (\hat{y} - y) x for 0 and 1."""
    network = mlp.Network([2, 1], output="sign", rng=1)
    config = mlp.TrainingConfig(optimizer="perceptron", loss="perceptron", learning_rate=1.0)
    trace = mlp.trace_step(network, [[1.0, 1.0]], [[-float(network.predict([[1.0, 1.0]])[0, 0])]], config)
    assert told(trace, "chain", Kind.PARAMETER_AFTER, 0, 0, 0).latex == (
        r"w_{1,1} = w_{1,1} + \eta y \, \mathbf{1}[y \ne \hat{y}]  x_{1}"
    )
    network = mlp.Network([2, 1], output="step", rng=1)
    trace = mlp.trace_step(network, [[1.0, 1.0]], [[1.0]], mlp.TrainingConfig(optimizer="perceptron"))
    assert "- \\eta (z_{1} - t)" in told(trace, "delta", Kind.PARAMETER_AFTER, 0, 0, 0).latex


def test_fractions_and_small_numbers() -> None:
    """Fractions where they are exact; what would round to zero keeps its digits."""
    network = mlp.Network([1, 1], output="identity")
    network.set_weights([[[0.5]]], [[0.25]])
    trace = mlp.trace_step(network, [[0.5]], [[0.0]], mlp.TrainingConfig(learning_rate=1e-6))
    line = told(trace, "delta", Kind.PRE_ACTIVATION, 0, 0, -1, 0)
    exact = mlp.explain(trace.steps()[trace.locate(trace.quantity(Kind.PRE_ACTIVATION, 0, 0, -1, 0))], fractions=True)
    assert line.numbers == r"0.5000 \cdot 0.5000 + 0.2500 = 0.5000"
    assert exact.numbers == r"\frac{1}{2} \cdot \frac{1}{2} + \frac{1}{4} = \frac{1}{2}"
    update = told(trace, "delta", Kind.PARAMETER_AFTER, 0, 0, 0)
    assert update.pieces[4].number_latex == "10^{{-}6}"
    assert math.isclose(update.pieces[-1].quantity.value, 0.25)


def test_wrong_arguments_say_what_is_needed() -> None:
    """An unknown notation or impossible decimals are refused in plain words."""
    step = trace_of([1, 1]).steps()[0]
    with pytest.raises(mlp.ArgumentError, match="error_signals, lab, hidden, chain, delta"):
        mlp.explain(step, "greek")
    with pytest.raises(mlp.ArgumentError, match="from 1 to 17"):
        mlp.explain(step, decimals=0)


def test_001_begins_a_sum_with_the_bias() -> None:
    """As its y_R does: sigma(w_0R + w_PR y_P + w_QR y_Q)."""
    trace = mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])
    lines = trace.steps("term", 0)
    total = lines[lines.locate(mlp.Quantity(mlp.Kind.PRE_ACTIVATION, 0.0, 1, 0, -1, 0))]
    right = mlp.explain(total, "lab").latex.rpartition(" = ")[2]
    assert right == r"w_{0R} + w_{PR} \cdot y_{P} + w_{QR} \cdot y_{Q}"
