"""Where each kind of number stands in a trace."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.explain.quantity import Kind
from mlp_core.learning.optimizer import epsilon_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_core.explain.trace import Trace

    Value = Callable[[Trace, int, int, int, int], Any]
    """`value(trace, layer, unit, input, sample)`."""


def _input(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.inputs[sample, unit]


def _target(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.targets[sample, unit]


def _parameter(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.parameters_before[trace.index(layer, unit, source)]


def _product(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    weight = _parameter(trace, layer, unit, source, sample)
    return weight if source < 0 else weight * trace.below(layer)[sample, source]


def _loss(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    if sample < 0:
        return trace.loss
    return trace.sample_losses[sample] if unit < 0 else trace.output_losses[sample, unit]


def _penalty(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    if layer < 0:
        return trace.penalty
    weights = trace.network.weights[layer][unit].astype(np.float64, copy=False)
    return trace.config.l1 * np.abs(weights).sum() + 0.5 * trace.config.l2 * np.square(weights).sum()


def _objective(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.objective


def _one(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return 1.0


def _delta_product(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    return _parameter(trace, layer, unit, source, sample) * trace.deltas[layer][sample, unit]


def _error(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    # 0 minus, and not a mere change of sign, so that no mistake is 0 and not -0.
    return 0.0 - trace.deltas[layer][sample, unit]


def _correction(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    if sample < 0:
        return 0.0 - trace.gradient[trace.index(layer, unit, source)]
    error = _error(trace, layer, unit, source, sample)
    return error if source < 0 else error * trace.below(layer)[sample, source]


def _loss_gradient(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    if sample < 0:
        return trace.loss_gradient[trace.index(layer, unit, source)]
    delta = trace.deltas[layer][sample, unit]
    return delta if source < 0 else delta * trace.below(layer)[sample, source]


def _penalty_gradient(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    weight = _parameter(trace, layer, unit, source, sample)
    return trace.config.l2 * weight + trace.config.l1 * np.sign(weight)


def _gradient(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.gradient[trace.index(layer, unit, source)]


def _beta(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return getattr(trace.network.activations[layer], "beta", 1.0)


def _learning_rate(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.learning_rate


def _epsilon(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return epsilon_of(trace.config)


def _step_number(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.state_after.step_count


def _batch_size(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.n_samples


def _look_ahead(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    index = trace.index(layer, unit, source)
    return trace.gradient[index] + trace.config.momentum * trace.state_after.slots["velocity"][index]


def _corrected_first(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    moment = trace.state_after.slots["first_moment"][trace.index(layer, unit, source)]
    return float(moment) / (1.0 - trace.config.beta_1**trace.state_after.step_count)


def _corrected_second(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    moment = trace.state_after.slots["second_moment"][trace.index(layer, unit, source)]
    return float(moment) / (1.0 - trace.config.beta_2**trace.state_after.step_count)


def _direction(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    index, slots = trace.index(layer, unit, source), trace.state_after.slots
    if "first_moment" in slots:
        upper = _corrected_first(trace, layer, unit, source, sample)
        square = _corrected_second(trace, layer, unit, source, sample)
    else:
        upper = float(trace.gradient[index])
        square = float(slots["squared_sum" if "squared_sum" in slots else "second_moment"][index])
    return upper / (math.sqrt(square) + epsilon_of(trace.config))


def _decayed(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    return _parameter(trace, layer, unit, source, sample) * (1.0 - trace.learning_rate * trace.config.weight_decay)


def _after(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
    return trace.parameters_after[trace.index(layer, unit, source)]


def _change(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:
    return _after(trace, layer, unit, source, sample) - _parameter(trace, layer, unit, source, sample)


def _of_unit(name: str) -> Value:
    """Return the value that stands in one of the trace's tuples of arrays (n_samples, n_units)."""

    def value(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
        return getattr(trace, name)[layer][sample, unit]

    return value


def _setting(name: str) -> Value:
    """Return the value that is a field of the configuration."""

    def value(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
        return getattr(trace.config, name)

    return value


def _slot(name: str, *, after: bool) -> Value:
    """Return the value that is one of the optimizer's moments, before or after the step."""

    def value(trace: Trace, layer: int, unit: int, source: int, sample: int) -> Any:  # noqa: ARG001
        state = trace.state_after if after else trace.state_before
        return state.slots[name][trace.index(layer, unit, source)]

    return value


VALUES: dict[Kind, Value] = {
    Kind.INPUT: _input,
    Kind.TARGET: _target,
    Kind.WEIGHT: _parameter,
    Kind.BIAS: _parameter,
    Kind.PRODUCT: _product,
    Kind.PRE_ACTIVATION: _of_unit("pre_activations"),
    Kind.ACTIVATION: _of_unit("activations"),
    Kind.LOSS: _loss,
    Kind.PENALTY: _penalty,
    Kind.OBJECTIVE: _objective,
    Kind.OBJECTIVE_SLOPE: _one,
    Kind.L2_SLOPE: _setting("l2"),
    Kind.L1_SLOPE: _setting("l1"),
    Kind.LOSS_SLOPE: _of_unit("activation_errors"),
    Kind.ACTIVATION_SLOPE: _of_unit("activation_slopes"),
    Kind.DELTA_PRODUCT: _delta_product,
    Kind.DELTA_SUM: _of_unit("activation_errors"),
    Kind.DELTA: _of_unit("deltas"),
    Kind.MISTAKE: _error,
    Kind.ERROR: _error,
    Kind.CORRECTION: _correction,
    Kind.WEIGHT_GRADIENT: _loss_gradient,
    Kind.BIAS_GRADIENT: _loss_gradient,
    Kind.PENALTY_GRADIENT: _penalty_gradient,
    Kind.OBJECTIVE_GRADIENT: _gradient,
    Kind.L1: _setting("l1"),
    Kind.L2: _setting("l2"),
    Kind.BETA: _beta,
    Kind.LEARNING_RATE: _learning_rate,
    Kind.MOMENTUM: _setting("momentum"),
    Kind.BETA_1: _setting("beta_1"),
    Kind.BETA_2: _setting("beta_2"),
    Kind.RHO: _setting("rho"),
    Kind.EPSILON: _epsilon,
    Kind.WEIGHT_DECAY: _setting("weight_decay"),
    Kind.STEP_NUMBER: _step_number,
    Kind.BATCH_SIZE: _batch_size,
    Kind.VELOCITY_BEFORE: _slot("velocity", after=False),
    Kind.VELOCITY: _slot("velocity", after=True),
    Kind.LOOK_AHEAD: _look_ahead,
    Kind.FIRST_MOMENT_BEFORE: _slot("first_moment", after=False),
    Kind.FIRST_MOMENT: _slot("first_moment", after=True),
    Kind.SECOND_MOMENT_BEFORE: _slot("second_moment", after=False),
    Kind.SECOND_MOMENT: _slot("second_moment", after=True),
    Kind.CORRECTED_FIRST_MOMENT: _corrected_first,
    Kind.CORRECTED_SECOND_MOMENT: _corrected_second,
    Kind.SQUARED_SUM_BEFORE: _slot("squared_sum", after=False),
    Kind.SQUARED_SUM: _slot("squared_sum", after=True),
    Kind.DIRECTION: _direction,
    Kind.DECAYED_PARAMETER: _decayed,
    Kind.CHANGE: _change,
    Kind.PARAMETER_AFTER: _after,
}
"""How to read each kind of number off a trace."""
