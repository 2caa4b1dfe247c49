"""What the numbers of a training step are called when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_core import Quantity, Step, Trace

Kind = mlp.Kind

_WORDS: Final = {
    Kind.INPUT: "{unit}",
    Kind.TARGET: "the target of {unit}",
    Kind.PRE_ACTIVATION: "the pre-activation of {unit}",
    Kind.ACTIVATION: "the activation of {unit}",
    Kind.OBJECTIVE: "the loss plus the penalty",
    Kind.OBJECTIVE_SLOPE: "the slope of loss plus penalty by itself",
    Kind.L2_SLOPE: "the slope by half the sum of squared weights",
    Kind.L1_SLOPE: "the slope by the sum of the weights' sizes",
    Kind.LOSS_SLOPE: "the slope of the loss at {unit}",
    Kind.ACTIVATION_SLOPE: "the slope of the activation function of {unit}",
    Kind.DELTA_PRODUCT: "the error that comes back from {unit} to {source}",
    Kind.DELTA_SUM: "all error that comes back to {unit}",
    Kind.DELTA: "the error signal of {unit}",
    Kind.MISTAKE: "the mistake of {unit}: 1, 0 or −1",
    Kind.ERROR: "the error of {unit}, target minus answer",
    Kind.CORRECTION: "the correction of {parameter}",
    Kind.WEIGHT_GRADIENT: "the gradient of {parameter}",
    Kind.BIAS_GRADIENT: "the gradient of {parameter}",
    Kind.PENALTY_GRADIENT: "the gradient of the penalty by {parameter}",
    Kind.OBJECTIVE_GRADIENT: "the gradient of {parameter}, with the penalty",
    Kind.SQUARED_SUM: "the sum of squared gradients of {parameter}",
    Kind.LOOK_AHEAD: "the look-ahead of {parameter}",
    Kind.DECAYED_PARAMETER: "the decayed value of {parameter}",
    Kind.PARAMETER_AFTER: "the new value of {parameter}",
}
"""What a number is called; any other by its kind's own name."""


def words_of(step: Step) -> str:
    """Return what a line makes, in the field's terms: "the pre-activation of hidden unit 2, for sample 3"."""
    made, trace = step.makes, step.trace
    unit = trace.unit_name(made.layer, made.unit)
    if made.kind is Kind.LOSS:
        text = _loss_words(made, trace, unit)
    elif made.kind is Kind.PENALTY:
        text = f"the penalty on the weights into {unit}" if made.layer >= 0 else "the penalty"
    elif made.kind is Kind.PRODUCT:
        text = _product_words(made, trace, unit)
    else:
        plain = f"the {made.kind.value.replace('_', ' ')} of {{parameter}}"
        source = trace.unit_name(made.layer - 1, made.input)
        parameter = trace.parameter_name(made.layer, made.unit, made.input)
        text = _WORDS.get(made.kind, plain).format(unit=unit, source=source, parameter=parameter)
    if trace.n_samples == 1:
        return text
    if made.sample >= 0:
        return f"{text}{for_sample(step)}"
    return f"{text}, over the batch" if step.phase is mlp.Phase.GRADIENT and made.unit >= 0 else text


def for_sample(step: Step) -> str:
    """Return which sample a number is of, as ", for sample 3" or ", for row 17"; "" for one of the batch's."""
    sample = step.makes.sample
    return f", for {step.trace.sample_name(sample)}" if sample >= 0 and step.trace.n_samples > 1 else ""


def _product_words(made: Quantity, trace: Trace, unit: str) -> str:
    """Return what is added up in a sum: a weight times a value, or the bias."""
    if made.input < 0:
        return f"added to the sum of {unit} by its bias"
    source = trace.unit_name(made.layer - 1, made.input)
    return f"weight times value from {source} into {unit}"


def _loss_words(made: Quantity, trace: Trace, unit: str) -> str:
    if made.unit >= 0 and trace.sizes[-1] > 1:
        return f"the loss of {unit}"
    is_of_batch = made.sample < 0 and trace.n_samples > 1
    return f"the {trace.config.reduction} of all losses of the batch" if is_of_batch else "the loss"
