"""The letters of a notation: what every number of a training step is called; the notations say where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.steps import Step
    from mlp_core.explain.trace import Trace

_FIXED = {
    Kind.BETA: r"\beta",
    Kind.MOMENTUM: r"\mu",
    Kind.BETA_1: r"\beta_1",
    Kind.BETA_2: r"\beta_2",
    Kind.RHO: r"\rho",
    Kind.EPSILON: r"\varepsilon",
    Kind.WEIGHT_DECAY: r"\lambda_{w}",
    Kind.BATCH_SIZE: "n",
    Kind.STEP_NUMBER: "t",
    Kind.VELOCITY_BEFORE: "v_{t-1}",
    Kind.VELOCITY: "v_{t}",
    Kind.LOOK_AHEAD: r"\tilde{v}_{t}",
    Kind.FIRST_MOMENT_BEFORE: "m_{t-1}",
    Kind.FIRST_MOMENT: "m_{t}",
    Kind.SECOND_MOMENT_BEFORE: "v_{t-1}",
    Kind.SECOND_MOMENT: "v_{t}",
    Kind.CORRECTED_FIRST_MOMENT: r"\hat{m}_{t}",
    Kind.CORRECTED_SECOND_MOMENT: r"\hat{v}_{t}",
    Kind.SQUARED_SUM_BEFORE: "s_{t-1}",
    Kind.SQUARED_SUM: "s_{t}",
    Kind.DIRECTION: "d_{t}",
}
"""What no hand-out has a letter for: the optimizers' moments, in those of their papers."""

_GRADIENTS = frozenset((Operation.WEIGHT_GRADIENT, Operation.BIAS_GRADIENT))
LONGEST_SUM = 2
"""Terms that have room as a factor of a gradient."""


def fraction(upper: str, lower: str) -> str:
    """Return a fraction."""
    return rf"\frac{{{upper}}}{{{lower}}}"


def derivative(of: str, by: str) -> str:
    """Return a partial derivative."""
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"


def digits(*numbers: int) -> str:
    """Return indices counted from 1, with commas only where they would run into each other."""
    texts = [str(number) for number in numbers]
    return (",".join(texts)) if any(len(text) > 1 for text in texts) and len(texts) > 1 else "".join(texts)


class Symbols:
    """The letters of one notation for the network of one trace.

    Subclasses override what their hand-out writes otherwise.

    Parameters
    ----------
    trace : Trace
        Tells sizes and settings.

    Attributes
    ----------
    dot : str
        Between symbols that are multiplied.
    loss_letter, sample_letter, rate_letter : str
        Loss, index of any sample, and learning rate.
    flips_delta : bool
        Whether its error signal is minus the loss's derivative.
    target_first : bool
        Whether the squared error is that of target minus answer.
    slope_target_first : bool
        Whether its slope is written as minus that difference.
    weight_first : bool
        Whether a weight stands before the error signal that it passes down.
    subtracts_rule : bool
        Whether the learning rules subtract (y - t) x, instead of adding (t - y) x.
    relation : str
        Of an update.
    lines : mapping of Operation to Callable
        Lines that this notation writes in its own way.
    rules : mapping of Operation to str
        The hand-out's rule behind a line, for a unit of any layer.
    hidden_rules, output_rules, single_rules : mapping of Operation to str
        Those of one layer only, which come before: of the hidden and of the output layer where there is one hidden
        layer, as in the hand-outs' own networks, and of the only layer where there is none.
    square_rules, sigmoid_rules : frozenset of Operation
        Rules that hold for the squared error only, and for a sigmoid only.
    rule_reduction : str
        How the samples are reduced in the rule of the batch's loss.
    """

    dot: ClassVar[str] = ""
    loss_letter: ClassVar[str] = "L"
    sample_letter: ClassVar[str] = "s"
    rate_letter: ClassVar[str] = r"\eta"
    flips_delta: ClassVar[bool] = False
    target_first: ClassVar[bool] = False
    slope_target_first: ClassVar[bool] = False
    weight_first: ClassVar[bool] = False
    subtracts_rule: ClassVar[bool] = False
    relation: ClassVar[str] = "="
    lines: ClassVar[Mapping[Operation, Callable[[Writer], None]]] = {}
    rules: ClassVar[Mapping[Operation, str]] = {}
    hidden_rules: ClassVar[Mapping[Operation, str]] = {}
    output_rules: ClassVar[Mapping[Operation, str]] = {}
    single_rules: ClassVar[Mapping[Operation, str]] = {}
    square_rules: ClassVar[frozenset[Operation]] = frozenset({Operation.LOSS_OF_OUTPUT, Operation.LOSS_SLOPE})
    sigmoid_rules: ClassVar[frozenset[Operation]] = frozenset({Operation.ACTIVATION_SLOPE})
    rule_reduction: ClassVar[str] = "mean"

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.sizes = trace.sizes
        self.last = len(trace.sizes) - 2

    # What the hand-outs have letters for.

    def weight(self, layer: int, unit: int, source: int) -> str:
        """Return a weight's symbol."""
        raise NotImplementedError

    def bias(self, layer: int, unit: int) -> str:
        """Return a bias's symbol."""
        raise NotImplementedError

    def pre_activation(self, layer: int, unit: int) -> str:
        """Return the symbol of a unit's sum."""
        raise NotImplementedError

    def activation(self, layer: int, unit: int) -> str:
        """Return the symbol of a unit's activation; layer -1 for an input."""
        raise NotImplementedError

    def target(self, unit: int) -> str:
        """Return the symbol of an output's target."""
        raise NotImplementedError

    def delta(self, layer: int, unit: int, sample: int) -> str:
        """Return the symbol of a unit's error signal: the derivative of that sample's own loss."""
        return derivative(self.loss(sample), self.pre_activation(layer, unit))

    def activation_error(self, layer: int, unit: int, sample: int) -> str:
        """Return the symbol of the derivative of a sample's own loss by an activation."""
        return derivative(self.loss(sample), self.activation(layer, unit))

    def slope(self, layer: int, unit: int) -> str:
        """Return the symbol of the activation's derivative."""
        return f"{self.slope_letter(layer)}'({self.pre_activation(layer, unit)})"

    def slope_letter(self, layer: int) -> str:
        """Return the letter of a layer's activation function where it is derived."""
        return r"\sigma" if self.trace.network.activation_names[layer] == "sigmoid" else "f"

    def rule(self, step: Step) -> str:
        """Return the rule behind a line, or "" where the hand-out's does not hold for this network and its training."""
        operation, config = step.operation, self.trace.config
        holds = True
        if operation in self.square_rules:
            holds = config.loss == "squared_error"
        if operation in self.sigmoid_rules:
            holds = holds and self.is_plain_sigmoid(step.layer)
        elif operation is Operation.REDUCE_LOSS:
            holds = holds and config.reduction == self.rule_reduction
        elif operation is Operation.REDUCE:
            holds = config.reduction == self.rule_reduction and step.makes.kind is not Kind.CORRECTION
        elif operation is Operation.UPDATE:
            holds = config.optimizer == "sgd"
        elif operation is Operation.OUTPUT_DELTA_FUSED:
            holds = self.is_plain_sigmoid(step.layer) or self.trace.network.activation_names[step.layer] == "softmax"
        return self._of_a_sample(self.rule_of_layer(operation, step.layer), step) if holds else ""

    def rule_of_layer(self, operation: Operation, layer: int) -> str:
        """Return the hand-out's rule for a line in a layer of a network of this depth; "" where it has none."""
        special: Mapping[Operation, str] = {}
        if layer >= 0 and self.last < 2:
            special = self.single_rules if not self.last else self.output_rules if layer else self.hidden_rules
        return special.get(operation, self.rules.get(operation, ""))

    def _of_a_sample(self, rule: str, step: Step) -> str:
        """Return a rule with the sample's index at the loss, where the loss alone is that of several samples."""
        if step.sample < 0 or self.trace.n_samples == 1:
            return rule
        one = f"{self.loss_letter}_{self.sample_letter}"
        rule = rule.replace(rf"\partial {self.loss_letter}}}", rf"\partial {one}}}")
        return one + rule.removeprefix(self.loss_letter) if rule.startswith(f"{self.loss_letter} ") else rule

    def names_sum(self, operation: Operation, layer: int) -> bool:
        """Return whether a line has the loss by a unit's answer by its name, for it is a long sum told before."""
        return operation in _GRADIENTS and layer < self.last and self.sizes[layer + 2] > LONGEST_SUM

    def is_plain_sigmoid(self, layer: int) -> bool:
        """Return whether a layer has the sigmoid of steepness 1, whose derivative is y (1 - y)."""
        activation = self.trace.network.activations[layer]
        return activation.name == "sigmoid" and getattr(activation, "beta", 1.0) == 1.0

    def gradient(self, quantity: Quantity) -> str:
        """Return the symbol of the derivative by a weight or bias."""
        loss = self.loss_letter
        if quantity.kind is Kind.OBJECTIVE_GRADIENT:
            loss = self.objective()
        elif quantity.sample >= 0 and self.trace.n_samples > 1:
            loss = self.loss(quantity.sample)
        return derivative(loss, self.parameter(quantity))

    def loss(self, sample: int) -> str:
        """Return the symbol of a sample's loss; of the batch's where the sample is -1."""
        return f"{self.loss_letter}_{{{sample + 1}}}" if sample >= 0 and self.trace.n_samples > 1 else self.loss_letter

    def objective(self) -> str:
        """Return the symbol of loss plus penalty."""
        return rf"{self.loss_letter}_{{\mathrm{{reg}}}}"

    def new_parameter(self, quantity: Quantity) -> str:
        """Return the symbol of a weight or bias after the update."""
        return self.parameter(quantity)

    def old_parameter(self, quantity: Quantity) -> str:
        """Return the symbol of a weight or bias before the update."""
        return self.parameter(quantity)

    def variable(self, layer: int, unit: int) -> str:
        """Return an activation's symbol as it stands in a partial derivative."""
        return self.activation(layer, unit)

    def sum_variable(self, layer: int, unit: int) -> str:
        """Return the symbol of a unit's sum as it stands in a partial derivative."""
        return self.pre_activation(layer, unit)

    # The rest follows.

    def parameter(self, quantity: Quantity) -> str:
        """Return the symbol of the weight or bias that a quantity belongs to."""
        if quantity.input < 0:
            return self.bias(quantity.layer, quantity.unit)
        return self.weight(quantity.layer, quantity.unit, quantity.input)

    def penalty_part(self, power: int) -> str:
        """Return R of l2 (power 2) or l1 (power 1)."""
        return f"R_{power}" if self._has_both_penalties else "R"

    def penalty_rate(self, power: int) -> str:
        """Return lambda of l2 (power 2) or l1 (power 1)."""
        return rf"\lambda_{power}" if self._has_both_penalties else r"\lambda"

    def penalty(self) -> str:
        """Return the symbol of the whole penalty."""
        powers = [power for power, on in ((2, self.trace.config.l2), (1, self.trace.config.l1)) if on]
        return " + ".join(f"{self.penalty_rate(power)} {self.penalty_part(power)}" for power in powers)

    def penalty_slope(self, power: int) -> str:
        """Return the symbol of the objective's derivative by R."""
        return derivative(self.objective(), self.penalty_part(power))

    def penalty_factor(self, power: int) -> str:
        """Return what a weight is multiplied by in the penalty's gradient."""
        return self.penalty_rate(power)

    def objective_slope(self) -> str:
        """Return the symbol of the objective's derivative by itself."""
        return derivative(self.objective(), self.objective())

    @property
    def flips_error(self) -> bool:
        """Whether a learning rule's error is written y - t and subtracted; that of -1 and +1 is t and added."""
        return self.subtracts_rule and not self.marks_mistakes

    @property
    def marks_mistakes(self) -> bool:
        """Whether the perceptron rule has targets -1 and +1, and corrects by the target on a mistake."""
        return self.trace.rule == "perceptron" and self.trace.network.activation_names[-1] == "sign"

    def answer_error(self, unit: int) -> str:
        """Return the learning rules' error of an output, as this notation signs it."""
        answer, target = self.activation(self.last, unit), self.target(unit)
        if self.marks_mistakes:
            return rf"{target} \, \mathbf{{1}}[{target} \ne {answer}]"
        return f"({answer} - {target})" if self.flips_error else f"({target} - {answer})"

    def symbol(self, quantity: Quantity) -> str:
        """Return the symbol of any quantity."""
        kind, layer, unit = quantity.kind, quantity.layer, quantity.unit
        if kind in _FIXED:
            return _FIXED[kind]
        if kind is Kind.LEARNING_RATE:
            return self.rate_letter
        if kind in _OF_UNIT:
            return _OF_UNIT[kind](self, layer, unit)
        return _OTHERS[kind](self, quantity)

    @property
    def _has_both_penalties(self) -> bool:
        return self.trace.config.l1 > 0.0 and self.trace.config.l2 > 0.0

    def penalty_of(self, quantity: Quantity) -> str:
        """Return the symbol of a unit's penalty, or of the whole."""
        if quantity.layer < 0:
            return self.penalty()
        return rf"P_{{{digits(quantity.unit + 1)}}}^{{({quantity.layer + 1})}}"

    def loss_of(self, quantity: Quantity) -> str:
        """Return the symbol of a loss, of an output, a sample or the batch."""
        if quantity.unit >= 0 and self.sizes[-1] > 1:
            # The sample below, as at the sample's whole loss: above stands the layer.
            sample = f"{quantity.sample + 1}," if self.trace.n_samples > 1 else ""
            return rf"\ell_{{{sample}{quantity.unit + 1}}}"
        return self.loss(quantity.sample)

    def product(self, quantity: Quantity) -> str:
        """Return the symbol of weight times what it reads."""
        below = self.activation(quantity.layer - 1, quantity.input)
        return self.parameter(quantity) + (f" {self.dot} {below}" if quantity.input >= 0 else "")

    def delta_product(self, quantity: Quantity) -> str:
        """Return the symbol of weight times error signal."""
        factors = [self.parameter(quantity), self.delta(quantity.layer, quantity.unit, quantity.sample)]
        return f" {self.dot} ".join(factors if self.weight_first else factors[::-1])

    def correction(self, quantity: Quantity) -> str:
        """Return the symbol of what a learning rule adds or subtracts; of a sample of several with its number."""
        error = self.answer_error(quantity.unit)
        if quantity.input >= 0:
            error += f" {self.dot} {self.activation(quantity.layer - 1, quantity.input)}"
        if self.trace.n_samples == 1:
            return error
        if quantity.sample >= 0:
            is_bracketed = quantity.input < 0 and error.endswith(")")
            return f"{error if is_bracketed else f'[{error}]'}_{{{quantity.sample + 1}}}"
        return rf"\frac{{1}}{{n}} \sum {error}" if self.trace.config.reduction == "mean" else rf"\sum {error}"

    def penalty_gradient(self, quantity: Quantity) -> str:
        """Return the symbol of the penalty's derivative by a weight."""
        parts = []
        if self.trace.config.l2:
            parts.append(f"{self.penalty_factor(2)} {self.dot} {self.parameter(quantity)}")
        if self.trace.config.l1:
            parts.append(rf"{self.penalty_factor(1)} {self.dot} \operatorname{{sign}}({self.parameter(quantity)})")
        return " + ".join(parts)


_OF_UNIT: dict[Kind, Callable[[Symbols, int, int], str]] = {
    Kind.INPUT: lambda symbols, _, unit: symbols.activation(-1, unit),
    Kind.TARGET: lambda symbols, _, unit: symbols.target(unit),
    Kind.BIAS: lambda symbols, layer, unit: symbols.bias(layer, unit),
    Kind.PRE_ACTIVATION: lambda symbols, layer, unit: symbols.pre_activation(layer, unit),
    Kind.ACTIVATION: lambda symbols, layer, unit: symbols.activation(layer, unit),
    Kind.ACTIVATION_SLOPE: lambda symbols, layer, unit: symbols.slope(layer, unit),
    Kind.MISTAKE: lambda symbols, _, unit: symbols.answer_error(unit),
    Kind.ERROR: lambda symbols, _, unit: symbols.answer_error(unit),
    Kind.OBJECTIVE: lambda symbols, _, __: symbols.objective(),
    Kind.OBJECTIVE_SLOPE: lambda symbols, _, __: symbols.objective_slope(),
    Kind.L2_SLOPE: lambda symbols, _, __: symbols.penalty_slope(2),
    Kind.L1_SLOPE: lambda symbols, _, __: symbols.penalty_slope(1),
    Kind.L2: lambda symbols, _, __: symbols.penalty_rate(2),
    Kind.L1: lambda symbols, _, __: symbols.penalty_rate(1),
}

_OTHERS: dict[Kind, Callable[[Symbols, Quantity], str]] = {
    Kind.LOSS_SLOPE: lambda symbols, made: symbols.activation_error(made.layer, made.unit, made.sample),
    Kind.DELTA_SUM: lambda symbols, made: symbols.activation_error(made.layer, made.unit, made.sample),
    Kind.DELTA: lambda symbols, made: symbols.delta(made.layer, made.unit, made.sample),
    Kind.WEIGHT: lambda symbols, quantity: symbols.parameter(quantity),
    Kind.PRODUCT: Symbols.product,
    Kind.LOSS: Symbols.loss_of,
    Kind.PENALTY: Symbols.penalty_of,
    Kind.DELTA_PRODUCT: Symbols.delta_product,
    Kind.CORRECTION: Symbols.correction,
    Kind.WEIGHT_GRADIENT: lambda symbols, quantity: symbols.gradient(quantity),
    Kind.BIAS_GRADIENT: lambda symbols, quantity: symbols.gradient(quantity),
    Kind.OBJECTIVE_GRADIENT: lambda symbols, quantity: symbols.gradient(quantity),
    Kind.PENALTY_GRADIENT: Symbols.penalty_gradient,
    Kind.DECAYED_PARAMETER: lambda _, __: r"\tilde{w}_{t}",
    Kind.CHANGE: lambda symbols, quantity: rf"\Delta {symbols.parameter(quantity)}",
    Kind.PARAMETER_AFTER: lambda symbols, quantity: symbols.new_parameter(quantity),
}
