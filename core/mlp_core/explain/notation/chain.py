r"""Hand-out 003: a and f, and every derivative as its whole chain, with the factors already computed in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.notation.chain_rules import ChainRules
from mlp_core.explain.notation.lines import chain_to_sum
from mlp_core.explain.notation.notation import Notation
from mlp_core.explain.notation.symbols import Symbols, derivative, digits
from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlp_core.explain.notation.lines import Line
    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.steps import Step


def _delta_product(writer: Writer) -> None:
    _through(writer, writer.step.makes)
    writer.end_with_result()


def _through(writer: Writer, product: Quantity) -> None:
    """Write what is known of the unit above, boxed, and the way down to this unit: the weight."""
    symbols, trace = _letters(writer), writer.trace
    upper = trace.quantity(Kind.DELTA, product.layer, product.unit, -1, product.sample)
    writer.reused(upper, symbols.chain_of_unit(product.layer, product.unit, product.sample))
    writer.times()
    weight = trace.quantity(Kind.WEIGHT, product.layer, product.unit, product.input)
    writer.value(weight, symbols.passage(product.layer, product.unit, product.input))


def _delta_sum(writer: Writer) -> None:
    writer.result()
    writer.total(writer.step.reads, lambda product: _through(writer, product))


def _hidden_delta(writer: Writer) -> None:
    writer.result()
    _to_sum(writer, writer.step.makes)


def _to_sum(writer: Writer, delta: Quantity) -> None:
    """Write the chain down to a unit's sum; boxed is what the layer above has computed, as for its own weights."""
    symbols, trace = _letters(writer), writer.trace
    if delta.layer < symbols.last:
        chain_to_sum(writer, delta, _through)
    elif symbols.is_split:
        place = (delta.layer, delta.unit, -1, delta.sample)
        writer.value(trace.quantity(Kind.LOSS_SLOPE, *place))
        writer.times()
        writer.value(trace.quantity(Kind.ACTIVATION_SLOPE, *place))
    else:
        writer.value(delta)


def _weight_gradient(writer: Writer) -> None:
    delta, source = writer.step.reads
    symbols = _letters(writer)
    writer.result()
    _to_sum(writer, delta)
    writer.times()
    pre_activation = symbols.pre_activation(delta.layer, delta.unit)
    writer.value(source, derivative(pre_activation, symbols.parameter(writer.step.makes)))


def _bias_gradient(writer: Writer) -> None:
    (delta,) = writer.step.reads
    symbols = _letters(writer)
    writer.result()
    _to_sum(writer, delta)
    writer.times()
    symbol = derivative(symbols.pre_activation(delta.layer, delta.unit), symbols.bias(delta.layer, delta.unit))
    writer.one(symbol)


def _letters(writer: Writer) -> Chain:
    assert isinstance(writer.symbols, Chain)
    return writer.symbols


class Chain(Symbols):
    """Layers are the first index; units and inputs come behind a comma, where there are several."""

    loss_letter = r"\mathcal{L}"
    target_first = True
    slope_target_first = True
    lines: ClassVar[Mapping[Operation, Line]] = {
        Operation.DELTA_PRODUCT: _delta_product,
        Operation.DELTA_SUM: _delta_sum,
        Operation.HIDDEN_DELTA: _hidden_delta,
        Operation.WEIGHT_GRADIENT: _weight_gradient,
        Operation.BIAS_GRADIENT: _bias_gradient,
    }
    rules: ClassVar[Mapping[Operation, str]] = {
        Operation.ACTIVATION_SLOPE: r"\frac{d s(x)}{d x} = s(x) (1 - s(x))",
        Operation.UPDATE: r"w = w - \eta \nabla w",
    }

    def rule(self, step: Step) -> str:
        """Return the rule behind a line; of a correction the algorithm's with targets of -1 and +1, else the code's."""
        if step.operation is Operation.UPDATE and step.makes.input < 0:
            return super().rule(step).replace("w", "b")
        if step.operation is not Operation.CORRECT:
            return super().rule(step)
        error = r"y_n \, \mathbf{1}[y_n \ne \hat{y}] \," if self.marks_mistakes else r"(y_n - \hat{y})"
        # The hand-out has a rate of 1.
        rate = "" if self.trace.config.learning_rate == 1.0 else r"\eta \, "
        return f"w = w + {rate}{error} x_i"

    def rule_of_layer(self, operation: Operation, layer: int) -> str:
        """Return the rule of this layer's lines, with their factors."""
        if layer < 0:
            return super().rule_of_layer(operation, layer)
        rules = ChainRules(tuple(self.sizes), self.trace.network.activations[-1].output_only, self.is_split)
        return rules.rule(operation, layer) or super().rule_of_layer(operation, layer)

    def weight(self, layer: int, unit: int, source: int) -> str:
        """Return w."""
        several = [unit + 1] * (self.sizes[layer + 1] > 1) + [source + 1] * (self.sizes[layer] > 1)
        return f"w_{{{self._index(layer, *several)}}}"

    def bias(self, layer: int, unit: int) -> str:
        """Return b."""
        return f"b_{{{self._unit(layer, unit)}}}"

    def pre_activation(self, layer: int, unit: int) -> str:
        """Return a."""
        return f"a_{{{self._unit(layer, unit)}}}"

    def activation(self, layer: int, unit: int) -> str:
        """Return x, f or y with a hat."""
        if layer < 0:
            return f"x_{{{unit + 1}}}" if self.sizes[0] > 1 else "x"
        if layer == self.last:
            return r"\hat{y}" + (f"_{{{unit + 1}}}" if self.sizes[-1] > 1 else "")
        return self._function(layer, unit)

    def variable(self, layer: int, unit: int) -> str:
        """Return f, for the output too."""
        return self._function(layer, unit)

    def target(self, unit: int) -> str:
        """Return y."""
        return f"y_{{{unit + 1}}}" if self.sizes[-1] > 1 else "y"

    def activation_error(self, layer: int, unit: int, sample: int) -> str:
        """Return the sample's loss by f."""
        return derivative(self.loss(sample), self._function(layer, unit))

    def slope(self, layer: int, unit: int) -> str:
        """Return f by a."""
        return derivative(self._function(layer, unit), self.pre_activation(layer, unit))

    def chain_of_unit(self, layer: int, unit: int, sample: int) -> str:
        """Return a sample's loss by a unit's sum as the whole chain, or in short where several ways lead there."""
        if layer < self.last and any(size > 1 for size in self.sizes[layer + 1 :]):
            return self.delta(layer, unit, sample)
        output = 0 if layer < self.last else unit
        chain = self.delta(self.last, output, sample)
        if self.is_split:
            chain = f"{self.activation_error(self.last, output, sample)} {self.slope(self.last, output)}"
        for upper in range(self.last, layer, -1):
            chain += f" {self.passage(upper, 0, 0)} {self.slope(upper - 1, 0)}"
        return chain

    @property
    def is_split(self) -> bool:
        """Whether the loss by an output's sum is two factors; past the slopes, or through a softmax, it is one."""
        return not (self.trace.fused or self.trace.network.activations[-1].output_only)

    def passage(self, layer: int, unit: int, source: int) -> str:
        """Return a unit's sum by an activation that it reads."""
        return derivative(self.pre_activation(layer, unit), self._function(layer - 1, source))

    def gradient(self, quantity: Quantity) -> str:
        """Return the loss by the parameter; nabla for what the update reads, with a penalty the sum with its part."""
        is_part = quantity.kind is Kind.WEIGHT_GRADIENT and self.trace.is_penalised
        if quantity.sample < 0 and not is_part:
            return rf"\nabla {self.parameter(quantity)}"
        return super().gradient(quantity)

    def _function(self, layer: int, unit: int) -> str:
        return f"f_{{{self._unit(layer, unit)}}}"

    def _unit(self, layer: int, unit: int) -> str:
        return self._index(layer, *[unit + 1] * (self.sizes[layer + 1] > 1))

    def _index(self, layer: int, *several: int) -> str:
        return f"{layer + 1}" + (f",{digits(*several)}" if several else "")


NOTATION = Notation(
    "chain",
    "Chain ∂f/∂a",
    "Every derivative as its whole chain; factors that are known already stand in a box.",
    "003",
    Chain,
)
