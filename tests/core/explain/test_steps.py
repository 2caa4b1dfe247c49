"""The lines of a training step: each makes the stated function of what it reads, in an order in which it can."""

from __future__ import annotations

import math
from collections import Counter
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core import Kind, Operation, Phase

from .conftest import CASES, DESCENTS

if TYPE_CHECKING:
    from collections.abc import Callable

PHASES = list(Phase)
GIVEN = {
    Kind.WEIGHT, Kind.BIAS, Kind.L1, Kind.L2, Kind.BETA, Kind.LEARNING_RATE, Kind.MOMENTUM, Kind.BETA_1, Kind.BETA_2,
    Kind.RHO, Kind.EPSILON, Kind.WEIGHT_DECAY, Kind.STEP_NUMBER, Kind.BATCH_SIZE, Kind.VELOCITY_BEFORE,
    Kind.FIRST_MOMENT_BEFORE, Kind.SECOND_MOMENT_BEFORE, Kind.SQUARED_SUM_BEFORE,
}  # fmt: skip


def identity(quantity: mlp.Quantity) -> tuple[object, ...]:
    """Return what a quantity is, without its value."""
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def reduced(step: mlp.Step, v: list[float]) -> float:
    """Return the sum, or the mean where the batch size is read."""
    if step.reads[-1].kind is Kind.BATCH_SIZE:
        assert v[-1] == len(v) - 1
        return sum(v[:-1]) / v[-1]
    return sum(v)


def activated(step: mlp.Step, v: list[float]) -> float:
    """Return the activation of the sums that are read."""
    activation = step.trace.network.activations[step.layer]
    return float(activation(np.array(v))[step.unit if activation.output_only else 0])


def output_loss(step: mlp.Step, v: list[float]) -> float:
    """Return the loss of one output from its formula."""
    y, t = v
    return {
        "squared_error": lambda: (y - t) ** 2 / 2,
        "absolute_error": lambda: abs(y - t),
        "hinge": lambda: max(0.0, 1 - t * y),
        "binary_cross_entropy": lambda: -t * math.log(y) - (1 - t) * math.log(1 - y),
        "categorical_cross_entropy": lambda: -t * math.log(y),
    }[step.trace.config.loss]()


def loss_slope(step: mlp.Step, v: list[float]) -> float:
    """Return dL/dy of one output from its formula."""
    y, t = v
    return {
        "squared_error": lambda: y - t,
        "absolute_error": lambda: float(np.sign(y - t)),
        "hinge": lambda: -t if t * y < 1 else 0.0,
        "categorical_cross_entropy": lambda: -t / y,
        "zero_one": lambda: 0.0,
    }[step.trace.config.loss]()


def halves(v: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the first half and the second half."""
    middle = len(v) // 2
    return np.array(v[:middle]), np.array(v[middle:])


def sample_loss(step: mlp.Step, v: list[float]) -> float:
    """Return the zero-one loss of all outputs."""
    y, t = halves(v)
    return float(y.argmax() != t.argmax())


def compared(step: mlp.Step, v: list[float]) -> float:
    """Return what a rule makes of an answer and a target."""
    y, t = v
    if step.makes.kind is Kind.ERROR:
        return t - y
    # For targets -1 and +1 that is t on a mistake.
    return float(t > 0) - float(y > 0)


def penalty_of_unit(step: mlp.Step, v: list[float]) -> float:
    """Return l2 / 2 sum w^2 + l1 sum |w|."""
    coefficients = {q.kind: q.value for q in step.reads if q.kind in (Kind.L1, Kind.L2)}
    w = np.array([q.value for q in step.reads if q.kind is Kind.WEIGHT])
    return coefficients.get(Kind.L2, 0) * (w**2).sum() / 2 + coefficients.get(Kind.L1, 0) * np.abs(w).sum()


def penalty_gradient(step: mlp.Step, v: list[float]) -> float:
    """Return l2 w + l1 sign w."""
    slopes = {q.kind: q.value for q in step.reads[:-1]}
    return slopes.get(Kind.L2_SLOPE, 0) * v[-1] + slopes.get(Kind.L1_SLOPE, 0) * np.sign(v[-1])


def softmax_delta(step: mlp.Step, v: list[float]) -> float:
    """Return y_k (s_k - sum s_j y_j)."""
    s, y = halves(v)
    return y[step.unit] * (s[step.unit] - (s * y).sum())


def slope_of_activation(step: mlp.Step, v: list[float]) -> float:
    """Return f'(z)."""
    return float(step.trace.network.activations[step.layer].slope(v[0]))


def updated(step: mlp.Step, v: list[float]) -> float:
    """Return the parameter minus rate times the move; plus for a rule's correction."""
    p, rate, move = v
    return p + rate * move if step.reads[2].kind is Kind.CORRECTION else p - rate * move


STATED: dict[Operation, Callable[[mlp.Step, list[float]], float]] = {
    Operation.MULTIPLY_WEIGHT: lambda step, v: v[0] * v[1],
    Operation.ADD_BIAS: lambda step, v: v[0],
    Operation.SUM: lambda step, v: math.fsum(v),
    Operation.ACTIVATE: activated,
    Operation.LOSS_OF_OUTPUT: output_loss,
    Operation.LOSS_OF_SAMPLE: sample_loss,
    Operation.SUM_LOSS: lambda step, v: math.fsum(v),
    Operation.COMPARE: compared,
    Operation.REDUCE_LOSS: reduced,
    Operation.PENALISE: penalty_of_unit,
    Operation.SUM_PENALTY: lambda step, v: math.fsum(v),
    Operation.ADD_PENALTY: lambda step, v: v[0] + v[1],
    Operation.START_BACKWARD: lambda step, v: 1.0,
    Operation.L2_SLOPE: lambda step, v: v[0] * v[1],
    Operation.L1_SLOPE: lambda step, v: v[0] * v[1],
    Operation.LOSS_SLOPE: loss_slope,
    Operation.ACTIVATION_SLOPE: slope_of_activation,
    Operation.OUTPUT_DELTA: lambda step, v: v[0] * v[1],
    Operation.OUTPUT_DELTA_FUSED: lambda step, v: (v[0] - v[1]) * (v[2] if len(v) == 3 else 1.0),
    Operation.OUTPUT_DELTA_SOFTMAX: softmax_delta,
    Operation.DELTA_PRODUCT: lambda step, v: v[0] * v[1],
    Operation.DELTA_SUM: lambda step, v: math.fsum(v),
    Operation.HIDDEN_DELTA: lambda step, v: v[0] * v[1],
    Operation.WEIGHT_GRADIENT: lambda step, v: v[0] * v[1],
    Operation.BIAS_GRADIENT: lambda step, v: v[0],
    Operation.CORRECT: lambda step, v: math.prod(v),
    Operation.REDUCE: reduced,
    Operation.PENALTY_GRADIENT: penalty_gradient,
    Operation.ADD_PENALTY_GRADIENT: lambda step, v: v[0] + v[1],
    Operation.DECAY: lambda step, v: v[0] - v[1] * v[2] * v[0],
    Operation.VELOCITY: lambda step, v: v[0] * v[1] + v[2],
    Operation.LOOK_AHEAD: lambda step, v: v[0] + v[1] * v[2],
    Operation.FIRST_MOMENT: lambda step, v: v[0] * v[1] + (1 - v[0]) * v[2],
    Operation.SECOND_MOMENT: lambda step, v: v[0] * v[1] + (1 - v[0]) * v[2] ** 2,
    Operation.CORRECT_FIRST_MOMENT: lambda step, v: v[0] / (1 - v[1] ** v[2]),
    Operation.CORRECT_SECOND_MOMENT: lambda step, v: v[0] / (1 - v[1] ** v[2]),
    Operation.SQUARED_SUM: lambda step, v: v[0] + v[1] ** 2,
    Operation.ADAPT: lambda step, v: v[0] / (math.sqrt(v[1]) + v[2]),
    Operation.UPDATE: updated,
}


def assert_consistent(steps: mlp.StepSequence) -> None:
    """Hold each line to its formula, and its reads to what was made before."""
    made: dict[tuple[object, ...], float] = {}
    for index, step in enumerate(steps):
        assert (step.index, step.first, step.last, step.granularity) == (index, index, index, "term")
        for read in step.reads:
            assert read.kind in GIVEN or made[identity(read)] == read.value, (step.operation, read)
        assert identity(step.makes) not in made, step
        made[identity(step.makes)] = step.makes.value
        if step.operation in STATED:
            stated = STATED[step.operation](step, [read.value for read in step.reads])
            assert step.makes.value == pytest.approx(stated, rel=1e-9, abs=1e-12), step
    after = {key[1:4]: value for key, value in made.items() if key[0] is Kind.PARAMETER_AFTER}
    network = steps.trace.network
    places = [network.locate(index) for index in range(network.parameter_count)]
    values = [after[layer, unit, -1 if source is None else source] for layer, unit, source in places]
    assert values == steps.trace.parameters_after.tolist()


@pytest.mark.parametrize("case", CASES)
def test_every_line_makes_what_it_states(make_trace: Callable[..., mlp.Trace], case: str) -> None:
    """One sample, and sample after sample: all is made of what was made before, and every parameter is updated."""
    assert_consistent(make_trace(case, n_samples=1).steps("term"))
    assert_consistent(make_trace(case, n_samples=4).steps("term", "each"))


@pytest.mark.parametrize("optimizer", DESCENTS)
def test_every_optimizer_in_lines(make_trace: Callable[..., mlp.Trace], optimizer: str) -> None:
    """Velocity, moments, their corrections and the decay, all from the state before the step."""
    for case in ("fused", "sigmoid"):
        assert_consistent(make_trace(case, n_samples=1, optimizer=optimizer).steps("term"))
        assert_consistent(make_trace(case, n_samples=3, optimizer=optimizer, reduction="sum").steps("term", "each"))


def test_the_phases_come_in_their_order(make_trace: Callable[..., mlp.Trace]) -> None:
    """A sample goes through the six phases once, those of the batch in their places; the batch alone through three."""
    trace = make_trace("softmax")
    assert [step.phase for step in trace.steps("phase", 1)] == PHASES
    assert [step.phase for step in trace.steps("phase")] == [Phase.LOSS, Phase.GRADIENT, Phase.UPDATE]
    each = [step.phase for step in trace.steps("phase", "each")]
    assert each == [*PHASES[:5], *PHASES[:5], *PHASES[:5], Phase.LOSS, Phase.GRADIENT, Phase.UPDATE]
    alone = make_trace("softmax", n_samples=1)
    assert [step.phase for step in alone.steps("phase")] == PHASES
    rule = make_trace("perceptron", n_samples=1)
    assert [step.phase for step in rule.steps("phase")] == [p for p in PHASES if p is not Phase.BACKWARD]
    operations = [step.operation for step in rule.steps("unit")]
    assert operations[-3:] == [Operation.COMPARE, Operation.CORRECT, Operation.UPDATE]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("sample", [None, 0, 2, "each"])
def test_granularities_fit_together(make_trace: Callable[..., mlp.Trace], case: str, sample: int | str | None) -> None:
    """Coarser steps span the finer ones without gap or overlap, and each ends as its last line does."""
    trace = make_trace(case)
    terms = trace.steps("term", sample)
    boundaries: dict[str, set[int]] = {}
    for granularity in ("phase", "layer", "unit", "term"):
        steps = trace.steps(granularity, sample)
        spans = [(step.first, step.last) for step in steps]
        assert [first for first, _ in spans] == [0, *(last + 1 for _, last in spans[:-1])]
        assert spans[-1][1] == len(terms) - 1
        boundaries[granularity] = {last for _, last in spans}
        for place, step in enumerate(steps):
            line = terms[step.last]
            assert (step.makes, step.operation, step.phase) == (line.makes, line.operation, line.phase)
            assert steps.at(step.first) == steps.at(step.last) == place
            inner = terms[step.first : step.last + 1]
            assert {each.phase for each in inner} == {step.phase}
    assert boundaries["phase"] <= boundaries["layer"] <= boundaries["unit"] <= boundaries["term"]
    for step in terms:
        assert step.index in boundaries[step.closes]
        coarser = {"phase": None, "layer": "phase", "unit": "layer", "term": "unit"}[step.closes]
        assert coarser is None or step.index not in boundaries[coarser]


@pytest.mark.parametrize("case", CASES)
def test_every_number_is_found_again(make_trace: Callable[..., mlp.Trace], case: str) -> None:
    """`locate` finds the line that makes any quantity, whatever its value."""
    trace = make_trace(case, optimizer=CASES[case][4].get("optimizer", "adamw"))
    for sample in (1, "each"):
        steps = trace.steps("term", sample)
        for step in steps:
            assert steps.locate(step.makes) == step.index
    units = trace.steps("unit", 1)
    step = trace.steps("term", 1)[7]
    place = units.locate(step.makes)
    assert units[place].first <= 7 <= units[place].last
    with pytest.raises(mlp.ArgumentError, match="no step"):
        trace.locate(mlp.Quantity(Kind.DELTA, 0.0, 9, 0), sample=1)


def test_units_and_weights_are_found(make_trace: Callable[..., mlp.Trace]) -> None:
    """A view can go to a unit or to a weight in any phase."""
    trace = make_trace("fused", n_samples=1)
    steps = trace.steps()
    first = steps[steps.locate((1, 0))]
    assert (first.operation, first.layer, first.unit, first.term) == (Operation.MULTIPLY_WEIGHT, 1, 0, 0)
    backward = steps[steps.locate((0, 2), Phase.BACKWARD)]
    assert (backward.operation, backward.layer, backward.unit) == (Operation.DELTA_PRODUCT, 0, 2)
    gradient = steps[steps.locate((0, 2, 1), Phase.GRADIENT)]
    assert (gradient.operation, gradient.layer, gradient.unit, gradient.input) == (Operation.WEIGHT_GRADIENT, 0, 2, 1)
    bias = steps[steps.locate((0, 2, -1), Phase.UPDATE)]
    assert (bias.makes.kind, bias.unit, bias.input) == (Kind.PARAMETER_AFTER, 2, -1)
    with pytest.raises(mlp.ArgumentError):
        steps.locate((0, 99))


def test_the_terms_of_sums_are_numbered(make_trace: Callable[..., mlp.Trace]) -> None:
    """Products and the bias are the terms of a pre-activation, delta products those of a hidden delta."""
    trace = make_trace("softmax", n_samples=1)
    products = [s for s in trace.steps() if s.phase is Phase.FORWARD and s.layer == 1 and s.unit == 2]
    assert [s.term for s in products] == [0, 1, 2, 3, 4, 5, -1, -1]
    deltas = [s for s in trace.steps() if s.phase is Phase.BACKWARD and s.layer == 0 and s.unit == 4]
    assert [s.operation.name for s in deltas[3:]] == ["DELTA_SUM", "ACTIVATION_SLOPE", "HIDDEN_DELTA"]
    assert [s.term for s in deltas] == [0, 1, 2, -1, -1, -1]


def test_a_batch_of_one_needs_no_reduction(make_trace: Callable[..., mlp.Trace]) -> None:
    """With one sample nothing is summed over samples; with three every parameter is."""
    count = Counter(step.operation for step in make_trace("sigmoid", n_samples=1).steps())
    assert count[Operation.REDUCE] == count[Operation.REDUCE_LOSS] == 0
    trace = make_trace("sigmoid")
    for sample in (None, 0, "each"):
        count = Counter(step.operation for step in trace.steps("term", sample))
        assert (count[Operation.REDUCE], count[Operation.REDUCE_LOSS], count[Operation.UPDATE]) == (9, 1, 9)


def test_it_is_a_sequence(make_trace: Callable[..., mlp.Trace]) -> None:
    """Indices from the end, slices and errors as with a tuple; bad names are refused."""
    steps = make_trace("sigmoid", n_samples=1).steps("unit")
    assert steps[-1] == steps[len(steps) - 1]
    assert steps[2:4] == (steps[2], steps[3])
    assert steps[3] in steps
    with pytest.raises(IndexError):
        steps[len(steps)]
    trace = make_trace("sigmoid")
    with pytest.raises(mlp.ArgumentError, match="granularity"):
        trace.steps("word")
    with pytest.raises(mlp.ArgumentError, match="sample"):
        trace.steps("term", 3)
    with pytest.raises(mlp.ArgumentError, match="term_index"):
        trace.steps("unit").at(10_000)


def test_large_networks_cost_nothing_to_step_through() -> None:
    """Two million lines of a 784-256-128-10 network with Adam are at hand in milliseconds, and none is made before."""
    rng = np.random.default_rng(0)
    network = mlp.Network([784, 256, 128, 10], hidden="relu", output="softmax", rng=1, dtype="float32")
    config = mlp.TrainingConfig(loss="categorical_cross_entropy", optimizer="adam")
    trace = mlp.trace_step(network, rng.random((8, 784)), np.eye(10)[:8], config)
    times = []
    for _ in range(5):
        started = perf_counter()
        steps = trace.steps("term", 3)
        for place in (0, 900, len(steps) // 2, len(steps) - 1):
            step = steps[place]
        layer = trace.steps("layer", 3)
        for place in range(len(layer)):
            assert layer[place].last < len(steps)
        assert steps.locate(step.makes) == step.index
        times.append(perf_counter() - started)
    assert len(steps) > 2_000_000
    assert min(times) < 0.05


@pytest.mark.parametrize("case", CASES)
def test_a_line_names_what_it_reads_and_makes_without_computing_it(
    make_trace: Callable[..., mlp.Trace], case: str
) -> None:
    """The names are those of the line's numbers, one for one."""
    lines = make_trace(case).steps("term", 0)
    for line in lines:
        reads, makes = lines.names(line.index)
        assert list(map(identity, (*reads, makes))) == list(map(identity, (*line.reads, line.makes)))
