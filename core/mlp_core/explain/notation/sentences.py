"""Says each kind of line in one plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_core.explain.steps import Step

    Sentence = Callable[["Teller"], str]


class Teller:
    """Names what a step is about.

    Parameters
    ----------
    step : Step
        The line.
    flips_delta : bool
        Whether error signals have the other sign than the loss's derivative.
    """

    def __init__(self, step: Step, *, flips_delta: bool = False) -> None:
        self.step = step
        self.trace = step.trace
        self.minus = "minus " if flips_delta else ""

    def unit(self, layer: int | None = None, unit: int | None = None) -> str:
        """Return a unit's name, by default the step's own."""
        layer = self.step.layer if layer is None else layer
        unit = self.step.unit if unit is None else unit
        return self.trace.unit_name(layer, unit)

    @property
    def source(self) -> str:
        """The unit or input below."""
        return self.unit(self.step.layer - 1, self.step.input)

    @property
    def parameter(self) -> str:
        """The weight or bias."""
        return self.trace.parameter_name(self.step.layer, self.step.unit, self.step.input)

    @property
    def sample(self) -> str:
        """The sample, where there are several."""
        is_one_of_many = self.trace.n_samples > 1 and self.step.sample >= 0
        return f" of {self.trace.sample_name(self.step.sample)}" if is_one_of_many else ""

    @property
    def activation(self) -> str:
        """The activation's name."""
        title = self.trace.network.activations[self.step.layer].title.split(" (")[0]
        return title.lower() if title.istitle() else title

    @property
    def error(self) -> str:
        """What dL/dz is called."""
        return "the error signal"

    @property
    def mean(self) -> str:
        """How samples are reduced."""
        return "averaged" if self.trace.config.reduction == "mean" else "added up"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _activate(teller: Teller) -> str:
    name = teller.trace.network.activation_names[teller.step.layer]
    if name == "softmax":
        return f"Softmax turns all sums into probabilities; this is that of {teller.unit()}."
    if name == "identity":
        return f"{_capital(teller.unit())} is linear: it passes its sum on as it is."
    return f"The sum of {teller.unit()} goes through its activation function, {teller.activation}."


def _compare(teller: Teller) -> str:
    if teller.trace.rule == "delta":
        return f"How far {teller.unit()} is from its target."
    if teller.step.makes.value:
        return f"{_capital(teller.unit())} and its target differ: a mistake, so the weights are corrected."
    return f"{_capital(teller.unit())} answers as it should: nothing is corrected."


def _correct(teller: Teller) -> str:
    if not teller.step.makes.value:
        return f"Nothing to correct in {teller.parameter}."
    if teller.step.input < 0:
        return f"The correction of {teller.parameter} is the error itself, for a bias reads a constant 1."
    return f"The correction of {teller.parameter} is the error times what the weight reads."


def _reduce(teller: Teller) -> str:
    what = "corrections" if teller.step.makes.kind is Kind.CORRECTION else "gradients"
    return f"All {what} of {teller.parameter} are {teller.mean}."


def _activation_slope(teller: Teller) -> str:
    return f"The slope of the activation function, {teller.activation}, at the sum of {teller.unit()}."


def _fused(teller: Teller) -> str:
    kind = "Softmax" if teller.trace.network.activations[-1].output_only else "Sigmoid"
    difference = "target minus answer" if teller.minus else "answer minus target"
    return f"{kind} and cross-entropy together leave only {difference}."


def _hidden_delta(teller: Teller) -> str:
    return f"{_capital(teller.error)} of {teller.unit()}: what comes back, times its own slope."


def _bias_gradient(teller: Teller) -> str:
    whole = "minus the unit's error signal" if teller.minus else "the unit's error signal itself"
    return f"The gradient of {teller.parameter} is {whole}."


def _delta_product(teller: Teller) -> str:
    upper = teller.unit(teller.step.layer + 1, teller.step.term)
    if upper == "the output":
        return f"{_capital(teller.unit())} takes its share of the output's error: weight times error signal."
    return f"From {upper} back to {teller.unit()}: weight times error signal."


def _update(teller: Teller) -> str:
    optimizer = teller.trace.config.optimizer
    what = {
        "momentum": "against the velocity",
        "nesterov": "against the velocity, looking ahead",
        "perceptron": "by the correction",
        "delta": "by the correction",
    }.get(optimizer, "against its gradient")
    if optimizer in ("rmsprop", "adagrad", "adam", "adamw"):
        what = "against the direction"
    return f"{_capital(teller.parameter)} moves {what}, by the learning rate."


SENTENCES: dict[Operation, Sentence] = {
    Operation.READ_INPUT: lambda teller: f"The network reads {teller.unit()}{teller.sample}.",
    Operation.READ_TARGET: lambda teller: (
        f"What {teller.unit(len(teller.trace.sizes) - 2)} should answer"
        + (f" for {teller.trace.sample_name(teller.step.sample)}." if teller.trace.n_samples > 1 else ".")
    ),
    Operation.MULTIPLY_WEIGHT: lambda teller: f"{_capital(teller.unit())} weighs {teller.source}: weight times value.",
    Operation.ADD_BIAS: lambda teller: f"The bias of {teller.unit()} joins its sum, as a weight on a constant 1.",
    Operation.SUM: lambda teller: f"{_capital(teller.unit())} adds up its weighted inputs and its bias.",
    Operation.ACTIVATE: _activate,
    Operation.LOSS_OF_OUTPUT: lambda teller: (
        f"How wrong {teller.unit()} is{teller.sample and ' for this sample'}: "
        f"{teller.trace.loss_function.title.lower()}."
    ),
    Operation.LOSS_OF_SAMPLE: lambda _: "One if the highest output is not the right class, zero if it is.",
    Operation.SUM_LOSS: lambda _: "The losses of all outputs add up to the loss of the sample.",
    Operation.COMPARE: _compare,
    Operation.REDUCE_LOSS: lambda teller: (
        f"The loss of the batch: the {teller.trace.config.reduction} of its {teller.trace.n_samples} samples' losses."
    ),
    Operation.PENALISE: lambda teller: f"The penalty on the weights into {teller.unit()}.",
    Operation.SUM_PENALTY: lambda _: "The penalties of all units add up.",
    Operation.ADD_PENALTY: lambda _: "What is descended is the loss plus the penalty.",
    Operation.START_BACKWARD: lambda _: "The way back starts at the regularised loss: by itself it changes one to one.",
    Operation.L2_SLOPE: lambda _: "The way back branches to the penalty on squares, whose slope is its coefficient.",
    Operation.L1_SLOPE: lambda _: "The way back branches to the penalty on sizes, whose slope is its coefficient.",
    Operation.LOSS_SLOPE: lambda teller: f"How the loss changes with the answer of {teller.unit()}.",
    Operation.ACTIVATION_SLOPE: _activation_slope,
    Operation.OUTPUT_DELTA: lambda teller: (
        f"{_capital(teller.error)} of {teller.unit()}: {teller.minus}the loss's slope times the activation's."
    ),
    Operation.OUTPUT_DELTA_FUSED: _fused,
    Operation.OUTPUT_DELTA_SOFTMAX: lambda teller: (
        f"{_capital(teller.error)} of {teller.unit()}: through softmax every answer depends on every sum."
    ),
    Operation.DELTA_PRODUCT: _delta_product,
    Operation.DELTA_SUM: lambda teller: f"All error that comes back to {teller.unit()}, over each of its connections.",
    Operation.HIDDEN_DELTA: _hidden_delta,
    Operation.WEIGHT_GRADIENT: lambda teller: (
        f"The gradient of {teller.parameter}: {teller.minus}error signal times what the weight reads."
    ),
    Operation.BIAS_GRADIENT: _bias_gradient,
    Operation.CORRECT: _correct,
    Operation.REDUCE: _reduce,
    Operation.PENALTY_GRADIENT: lambda teller: f"The penalty pulls {teller.parameter} towards zero.",
    Operation.ADD_PENALTY_GRADIENT: lambda teller: f"Loss and penalty together pull at {teller.parameter}.",
    Operation.DECAY: lambda teller: f"AdamW first lets {teller.parameter} decay a little.",
    Operation.VELOCITY: lambda teller: f"The velocity of {teller.parameter} mostly stays and adds the gradient.",
    Operation.LOOK_AHEAD: lambda teller: f"Nesterov looks ahead along the velocity of {teller.parameter}.",
    Operation.FIRST_MOMENT: lambda teller: f"The running mean of the gradient of {teller.parameter}.",
    Operation.SECOND_MOMENT: lambda teller: f"The running mean of the squared gradient of {teller.parameter}.",
    Operation.CORRECT_FIRST_MOMENT: lambda _: "The running mean started at zero; this corrects it.",
    Operation.CORRECT_SECOND_MOMENT: lambda _: "The running mean of squares started at zero; this corrects it.",
    Operation.SQUARED_SUM: lambda teller: f"All squared gradients so far of {teller.parameter}.",
    Operation.ADAPT: lambda teller: f"The direction of {teller.parameter}, divided by the size of its gradients.",
    Operation.UPDATE: _update,
}
"""One sentence for each kind of line."""
