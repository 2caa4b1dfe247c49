"""What each line of a training step reads and makes, one small function for each kind of line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlp_core.explain.quantity import Kind, Quantity
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_core.explain.trace import Trace

    Line = tuple[tuple[Quantity, ...], Quantity]
    Formula = Callable[[Trace, "Place"], Line]


class Place(NamedTuple):
    """Where a line stands.

    Attributes
    ----------
    layer, unit : int
        Unit that it is about; layer -1 for inputs.
    term : int
        Index of the term, -1 where there is none.
    sample : int
        Row of the batch, -1 for the whole batch.
    """

    layer: int
    unit: int
    term: int
    sample: int


def parameter(trace: Trace, at: Place) -> Quantity:
    """Return the weight of that term, or the bias."""
    return trace.quantity(Kind.BIAS if at.term < 0 else Kind.WEIGHT, at.layer, at.unit, at.term)


def loss_of_sample(trace: Trace, sample: int) -> Quantity:
    """Return the loss of a sample: with one output, that output's."""
    if trace.sizes[-1] == 1:
        return trace.quantity(Kind.LOSS, _last(trace), 0, -1, sample)
    return trace.quantity(Kind.LOSS, -1, -1, -1, sample)


def _last(trace: Trace) -> int:
    return len(trace.sizes) - 2


def _below(trace: Trace, at: Place) -> Quantity:
    kind = Kind.ACTIVATION if at.layer else Kind.INPUT
    return trace.quantity(kind, at.layer - 1, at.term, -1, at.sample)


def _of_outputs(trace: Trace, kind: Kind, sample: int) -> tuple[Quantity, ...]:
    return tuple(trace.quantity(kind, _last(trace), unit, -1, sample) for unit in range(trace.sizes[-1]))


def _batch_size(trace: Trace) -> tuple[Quantity, ...]:
    return (trace.quantity(Kind.BATCH_SIZE),) if trace.config.reduction == "mean" else ()


def _coefficients(trace: Trace, l2: Kind, l1: Kind) -> tuple[Quantity, ...]:
    pairs = ((l2, trace.config.l2), (l1, trace.config.l1))
    return tuple(trace.quantity(kind) for kind, coefficient in pairs if coefficient)


def _read_input(trace: Trace, at: Place) -> Line:
    return (), trace.quantity(Kind.INPUT, -1, at.unit, -1, at.sample)


def _read_target(trace: Trace, at: Place) -> Line:
    return (), trace.quantity(Kind.TARGET, _last(trace), at.unit, -1, at.sample)


def _multiply_weight(trace: Trace, at: Place) -> Line:
    made = trace.quantity(Kind.PRODUCT, at.layer, at.unit, at.term, at.sample)
    return (parameter(trace, at), _below(trace, at)), made


def _add_bias(trace: Trace, at: Place) -> Line:
    made = trace.quantity(Kind.PRODUCT, at.layer, at.unit, -1, at.sample)
    return (trace.quantity(Kind.BIAS, at.layer, at.unit),), made


def _sum(trace: Trace, at: Place) -> Line:
    sources = (*range(trace.sizes[at.layer]), -1)
    reads = tuple(trace.quantity(Kind.PRODUCT, at.layer, at.unit, source, at.sample) for source in sources)
    return reads, trace.quantity(Kind.PRE_ACTIVATION, at.layer, at.unit, -1, at.sample)


def _activate(trace: Trace, at: Place) -> Line:
    whole_layer = trace.network.activations[at.layer].output_only
    units = range(trace.sizes[at.layer + 1]) if whole_layer else (at.unit,)
    reads = tuple(trace.quantity(Kind.PRE_ACTIVATION, at.layer, unit, -1, at.sample) for unit in units)
    return reads, trace.quantity(Kind.ACTIVATION, at.layer, at.unit, -1, at.sample)


def _answer_and_target(trace: Trace, at: Place) -> tuple[Quantity, ...]:
    last = _last(trace)
    kinds = (Kind.ACTIVATION, Kind.TARGET)
    return tuple(trace.quantity(kind, last, at.unit, -1, at.sample) for kind in kinds)


def _loss_of_output(trace: Trace, at: Place) -> Line:
    return _answer_and_target(trace, at), trace.quantity(Kind.LOSS, at.layer, at.unit, -1, at.sample)


def _loss_of_sample(trace: Trace, at: Place) -> Line:
    reads = (*_of_outputs(trace, Kind.ACTIVATION, at.sample), *_of_outputs(trace, Kind.TARGET, at.sample))
    return reads, loss_of_sample(trace, at.sample)


def _sum_loss(trace: Trace, at: Place) -> Line:
    return _of_outputs(trace, Kind.LOSS, at.sample), loss_of_sample(trace, at.sample)


def _compare(trace: Trace, at: Place) -> Line:
    kind = Kind.MISTAKE if trace.rule == "perceptron" else Kind.ERROR
    return _answer_and_target(trace, at), trace.quantity(kind, at.layer, at.unit, -1, at.sample)


def _reduce_loss(trace: Trace, at: Place) -> Line:  # noqa: ARG001
    losses = tuple(loss_of_sample(trace, sample) for sample in range(trace.n_samples))
    return (*losses, *_batch_size(trace)), trace.quantity(Kind.LOSS)


def _penalise(trace: Trace, at: Place) -> Line:
    sources = range(trace.sizes[at.layer])
    weights = tuple(trace.quantity(Kind.WEIGHT, at.layer, at.unit, source) for source in sources)
    return (*_coefficients(trace, Kind.L2, Kind.L1), *weights), trace.quantity(Kind.PENALTY, at.layer, at.unit)


def _sum_penalty(trace: Trace, at: Place) -> Line:  # noqa: ARG001
    reads = tuple(
        trace.quantity(Kind.PENALTY, layer, unit) for layer, size in enumerate(trace.sizes[1:]) for unit in range(size)
    )
    return reads, trace.quantity(Kind.PENALTY)


def _add_penalty(trace: Trace, at: Place) -> Line:  # noqa: ARG001
    loss = trace.quantity(Kind.LOSS) if trace.n_samples > 1 else loss_of_sample(trace, 0)
    return (loss, trace.quantity(Kind.PENALTY)), trace.quantity(Kind.OBJECTIVE)


def _start_backward(trace: Trace, at: Place) -> Line:  # noqa: ARG001
    return (), trace.quantity(Kind.OBJECTIVE_SLOPE)


def _l2_slope(trace: Trace, at: Place) -> Line:  # noqa: ARG001
    return (trace.quantity(Kind.OBJECTIVE_SLOPE), trace.quantity(Kind.L2)), trace.quantity(Kind.L2_SLOPE)


def _l1_slope(trace: Trace, at: Place) -> Line:  # noqa: ARG001
    return (trace.quantity(Kind.OBJECTIVE_SLOPE), trace.quantity(Kind.L1)), trace.quantity(Kind.L1_SLOPE)


def _unit(trace: Trace, kind: Kind, at: Place) -> Quantity:
    return trace.quantity(kind, at.layer, at.unit, -1, at.sample)


def _loss_slope(trace: Trace, at: Place) -> Line:
    return _answer_and_target(trace, at), _unit(trace, Kind.LOSS_SLOPE, at)


def _activation_slope(trace: Trace, at: Place) -> Line:
    reads = (_unit(trace, Kind.PRE_ACTIVATION, at), _unit(trace, Kind.ACTIVATION, at))
    return reads, _unit(trace, Kind.ACTIVATION_SLOPE, at)


def _output_delta(trace: Trace, at: Place) -> Line:
    reads = (_unit(trace, Kind.LOSS_SLOPE, at), _unit(trace, Kind.ACTIVATION_SLOPE, at))
    return reads, _unit(trace, Kind.DELTA, at)


def _output_delta_fused(trace: Trace, at: Place) -> Line:
    beta = trace.quantity(Kind.BETA, at.layer)
    reads = _answer_and_target(trace, at)
    return (reads if beta.value == 1.0 else (*reads, beta)), _unit(trace, Kind.DELTA, at)


def _output_delta_softmax(trace: Trace, at: Place) -> Line:
    reads = (*_of_outputs(trace, Kind.LOSS_SLOPE, at.sample), *_of_outputs(trace, Kind.ACTIVATION, at.sample))
    return reads, _unit(trace, Kind.DELTA, at)


def _delta_product(trace: Trace, at: Place) -> Line:
    weight = trace.quantity(Kind.WEIGHT, at.layer + 1, at.term, at.unit)
    delta = trace.quantity(Kind.DELTA, at.layer + 1, at.term, -1, at.sample)
    return (weight, delta), trace.quantity(Kind.DELTA_PRODUCT, at.layer + 1, at.term, at.unit, at.sample)


def _delta_sum(trace: Trace, at: Place) -> Line:
    above, uppers = at.layer + 1, range(trace.sizes[at.layer + 2])
    reads = tuple(trace.quantity(Kind.DELTA_PRODUCT, above, upper, at.unit, at.sample) for upper in uppers)
    return reads, _unit(trace, Kind.DELTA_SUM, at)


def _hidden_delta(trace: Trace, at: Place) -> Line:
    reads = (_unit(trace, Kind.DELTA_SUM, at), _unit(trace, Kind.ACTIVATION_SLOPE, at))
    return reads, _unit(trace, Kind.DELTA, at)


def _weight_gradient(trace: Trace, at: Place) -> Line:
    reads = (_unit(trace, Kind.DELTA, at), _below(trace, at))
    return reads, trace.quantity(Kind.WEIGHT_GRADIENT, at.layer, at.unit, at.term, at.sample)


def _bias_gradient(trace: Trace, at: Place) -> Line:
    return (_unit(trace, Kind.DELTA, at),), _unit(trace, Kind.BIAS_GRADIENT, at)


def _correct(trace: Trace, at: Place) -> Line:
    error = _unit(trace, Kind.MISTAKE if trace.rule == "perceptron" else Kind.ERROR, at)
    made = trace.quantity(Kind.CORRECTION, at.layer, at.unit, at.term, at.sample)
    return ((error,) if at.term < 0 else (error, _below(trace, at))), made


def _reduce(trace: Trace, at: Place) -> Line:
    kind = Kind.CORRECTION
    if trace.rule is None:
        kind = Kind.BIAS_GRADIENT if at.term < 0 else Kind.WEIGHT_GRADIENT
    samples = range(trace.n_samples)
    parts = tuple(trace.quantity(kind, at.layer, at.unit, at.term, sample) for sample in samples)
    return (*parts, *_batch_size(trace)), trace.quantity(kind, at.layer, at.unit, at.term)


def _penalty_gradient(trace: Trace, at: Place) -> Line:
    reads = (*_coefficients(trace, Kind.L2_SLOPE, Kind.L1_SLOPE), parameter(trace, at))
    return reads, trace.quantity(Kind.PENALTY_GRADIENT, at.layer, at.unit, at.term)


def _add_penalty_gradient(trace: Trace, at: Place) -> Line:
    sample = -1 if trace.n_samples > 1 else 0
    gradient = trace.quantity(Kind.WEIGHT_GRADIENT, at.layer, at.unit, at.term, sample)
    penalty = trace.quantity(Kind.PENALTY_GRADIENT, at.layer, at.unit, at.term)
    return (gradient, penalty), trace.quantity(Kind.OBJECTIVE_GRADIENT, at.layer, at.unit, at.term)


def _own(trace: Trace, kind: Kind, at: Place) -> Quantity:
    """Return what the optimizer holds of a parameter."""
    return trace.quantity(kind, at.layer, at.unit, at.term)


def _gradient(trace: Trace, at: Place) -> Quantity:
    return trace.gradient_quantity(at.layer, at.unit, at.term)


def _decay(trace: Trace, at: Place) -> Line:
    settings = (trace.quantity(Kind.LEARNING_RATE), trace.quantity(Kind.WEIGHT_DECAY))
    return (parameter(trace, at), *settings), _own(trace, Kind.DECAYED_PARAMETER, at)


def _velocity(trace: Trace, at: Place) -> Line:
    reads = (trace.quantity(Kind.MOMENTUM), _own(trace, Kind.VELOCITY_BEFORE, at), _gradient(trace, at))
    return reads, _own(trace, Kind.VELOCITY, at)


def _look_ahead(trace: Trace, at: Place) -> Line:
    reads = (_gradient(trace, at), trace.quantity(Kind.MOMENTUM), _own(trace, Kind.VELOCITY, at))
    return reads, _own(trace, Kind.LOOK_AHEAD, at)


def _first_moment(trace: Trace, at: Place) -> Line:
    reads = (trace.quantity(Kind.BETA_1), _own(trace, Kind.FIRST_MOMENT_BEFORE, at), _gradient(trace, at))
    return reads, _own(trace, Kind.FIRST_MOMENT, at)


def _second_moment(trace: Trace, at: Place) -> Line:
    decay = trace.quantity(Kind.RHO if trace.config.optimizer == "rmsprop" else Kind.BETA_2)
    return (decay, _own(trace, Kind.SECOND_MOMENT_BEFORE, at), _gradient(trace, at)), _own(
        trace, Kind.SECOND_MOMENT, at
    )


def _correct_first_moment(trace: Trace, at: Place) -> Line:
    constants = (trace.quantity(Kind.BETA_1), trace.quantity(Kind.STEP_NUMBER))
    return (_own(trace, Kind.FIRST_MOMENT, at), *constants), _own(trace, Kind.CORRECTED_FIRST_MOMENT, at)


def _correct_second_moment(trace: Trace, at: Place) -> Line:
    constants = (trace.quantity(Kind.BETA_2), trace.quantity(Kind.STEP_NUMBER))
    return (_own(trace, Kind.SECOND_MOMENT, at), *constants), _own(trace, Kind.CORRECTED_SECOND_MOMENT, at)


def _squared_sum(trace: Trace, at: Place) -> Line:
    return (_own(trace, Kind.SQUARED_SUM_BEFORE, at), _gradient(trace, at)), _own(trace, Kind.SQUARED_SUM, at)


def _adapt(trace: Trace, at: Place) -> Line:
    if trace.config.optimizer in ("adam", "adamw"):
        parts = (_own(trace, Kind.CORRECTED_FIRST_MOMENT, at), _own(trace, Kind.CORRECTED_SECOND_MOMENT, at))
    else:
        square = Kind.SQUARED_SUM if trace.config.optimizer == "adagrad" else Kind.SECOND_MOMENT
        parts = (_gradient(trace, at), _own(trace, square, at))
    return (*parts, trace.quantity(Kind.EPSILON)), _own(trace, Kind.DIRECTION, at)


_MOVES = {"momentum": Kind.VELOCITY, "nesterov": Kind.LOOK_AHEAD}
_MOVES |= dict.fromkeys(("rmsprop", "adagrad", "adam", "adamw"), Kind.DIRECTION)


def _update(trace: Trace, at: Place) -> Line:
    optimizer = trace.config.optimizer
    before = _own(trace, Kind.DECAYED_PARAMETER, at) if optimizer == "adamw" else parameter(trace, at)
    move = _own(trace, _MOVES[optimizer], at) if optimizer in _MOVES else _gradient(trace, at)
    return (before, trace.quantity(Kind.LEARNING_RATE), move), _own(trace, Kind.PARAMETER_AFTER, at)


FORMULAS: dict[Operation, tuple[Formula, tuple[Kind, ...]]] = {
    Operation.READ_INPUT: (_read_input, (Kind.INPUT,)),
    Operation.READ_TARGET: (_read_target, (Kind.TARGET,)),
    Operation.MULTIPLY_WEIGHT: (_multiply_weight, (Kind.PRODUCT,)),
    Operation.ADD_BIAS: (_add_bias, (Kind.PRODUCT,)),
    Operation.SUM: (_sum, (Kind.PRE_ACTIVATION,)),
    Operation.ACTIVATE: (_activate, (Kind.ACTIVATION,)),
    Operation.LOSS_OF_OUTPUT: (_loss_of_output, (Kind.LOSS,)),
    Operation.LOSS_OF_SAMPLE: (_loss_of_sample, (Kind.LOSS,)),
    Operation.SUM_LOSS: (_sum_loss, (Kind.LOSS,)),
    Operation.COMPARE: (_compare, (Kind.MISTAKE, Kind.ERROR)),
    Operation.REDUCE_LOSS: (_reduce_loss, (Kind.LOSS,)),
    Operation.PENALISE: (_penalise, (Kind.PENALTY,)),
    Operation.SUM_PENALTY: (_sum_penalty, (Kind.PENALTY,)),
    Operation.ADD_PENALTY: (_add_penalty, (Kind.OBJECTIVE,)),
    Operation.START_BACKWARD: (_start_backward, (Kind.OBJECTIVE_SLOPE,)),
    Operation.L2_SLOPE: (_l2_slope, (Kind.L2_SLOPE,)),
    Operation.L1_SLOPE: (_l1_slope, (Kind.L1_SLOPE,)),
    Operation.LOSS_SLOPE: (_loss_slope, (Kind.LOSS_SLOPE,)),
    Operation.ACTIVATION_SLOPE: (_activation_slope, (Kind.ACTIVATION_SLOPE,)),
    Operation.OUTPUT_DELTA: (_output_delta, (Kind.DELTA,)),
    Operation.OUTPUT_DELTA_FUSED: (_output_delta_fused, (Kind.DELTA,)),
    Operation.OUTPUT_DELTA_SOFTMAX: (_output_delta_softmax, (Kind.DELTA,)),
    Operation.DELTA_PRODUCT: (_delta_product, (Kind.DELTA_PRODUCT,)),
    Operation.DELTA_SUM: (_delta_sum, (Kind.DELTA_SUM,)),
    Operation.HIDDEN_DELTA: (_hidden_delta, (Kind.DELTA,)),
    Operation.WEIGHT_GRADIENT: (_weight_gradient, (Kind.WEIGHT_GRADIENT,)),
    Operation.BIAS_GRADIENT: (_bias_gradient, (Kind.BIAS_GRADIENT,)),
    Operation.CORRECT: (_correct, (Kind.CORRECTION,)),
    Operation.REDUCE: (_reduce, (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.CORRECTION)),
    Operation.PENALTY_GRADIENT: (_penalty_gradient, (Kind.PENALTY_GRADIENT,)),
    Operation.ADD_PENALTY_GRADIENT: (_add_penalty_gradient, (Kind.OBJECTIVE_GRADIENT,)),
    Operation.DECAY: (_decay, (Kind.DECAYED_PARAMETER,)),
    Operation.VELOCITY: (_velocity, (Kind.VELOCITY,)),
    Operation.LOOK_AHEAD: (_look_ahead, (Kind.LOOK_AHEAD,)),
    Operation.FIRST_MOMENT: (_first_moment, (Kind.FIRST_MOMENT,)),
    Operation.SECOND_MOMENT: (_second_moment, (Kind.SECOND_MOMENT,)),
    Operation.CORRECT_FIRST_MOMENT: (_correct_first_moment, (Kind.CORRECTED_FIRST_MOMENT,)),
    Operation.CORRECT_SECOND_MOMENT: (_correct_second_moment, (Kind.CORRECTED_SECOND_MOMENT,)),
    Operation.SQUARED_SUM: (_squared_sum, (Kind.SQUARED_SUM,)),
    Operation.ADAPT: (_adapt, (Kind.DIRECTION,)),
    Operation.UPDATE: (_update, (Kind.PARAMETER_AFTER,)),
}
"""The formula of each operation, and the kinds of quantity that it can make."""
