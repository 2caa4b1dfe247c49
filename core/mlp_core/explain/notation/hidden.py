r"""Hand-out 002: h and z in the hidden units, y and ŷ at the end, and the mean over the samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.notation.hidden_rules import HiddenRules
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


def _known(writer: Writer, delta: Quantity) -> None:
    """Write what the layer above has computed: of a linear output by its answer, as the hand-out has it."""
    letters = writer.symbols
    assert isinstance(letters, Hidden)
    by_answer = letters.activation_error(delta.layer, delta.unit, delta.sample)
    writer.value(delta, by_answer if letters.is_linear and delta.layer == letters.last else None)


def _through(writer: Writer, product: Quantity) -> None:
    """Write what is known of the unit above, and the weight down to this unit."""
    trace = writer.trace
    _known(writer, trace.quantity(Kind.DELTA, product.layer, product.unit, -1, product.sample))
    writer.times()
    writer.value(trace.quantity(Kind.WEIGHT, product.layer, product.unit, product.input))


def _delta_product(writer: Writer) -> None:
    _through(writer, writer.step.makes)
    writer.end_with_result()


def _delta_sum(writer: Writer) -> None:
    writer.result()
    writer.total(writer.step.reads, lambda product: _through(writer, product))


def _hidden_delta(writer: Writer) -> None:
    """Write the chain in the hand-out's order: what comes from above, then z (1 - z)."""
    writer.result()
    chain_to_sum(writer, writer.step.makes, _through)


def _weight_gradient(writer: Writer) -> None:
    delta, source = writer.step.reads
    _to_gradient(writer, delta)
    writer.value(source)


def _bias_gradient(writer: Writer) -> None:
    """Write the chain of the weight on a leading 1: its last factor is 1."""
    (delta,) = writer.step.reads
    letters = writer.symbols
    assert isinstance(letters, Hidden)
    _to_gradient(writer, delta)
    ends_linear = letters.is_linear and 0 < delta.layer == letters.last
    of = (letters.activation if ends_linear else letters.pre_activation)(delta.layer, delta.unit)
    writer.one(derivative(of, letters.bias(delta.layer, delta.unit)))


def _to_gradient(writer: Writer, delta: Quantity) -> None:
    """Write the chain in full as far as the layer above, as the hand-out does; of one layer both its factors."""
    letters = writer.symbols
    assert isinstance(letters, Hidden)
    place = (delta.layer, delta.unit, -1, delta.sample)
    writer.result()
    if delta.layer < letters.last:
        chain_to_sum(writer, delta, _through)
    elif delta.layer or letters.is_softmax:
        _known(writer, delta)
    elif not writer.trace.fused:
        writer.value(writer.trace.quantity(Kind.LOSS_SLOPE, *place))
        writer.times()
        writer.value(writer.trace.quantity(Kind.ACTIVATION_SLOPE, *place))
    else:
        by_answer = letters.activation_error(delta.layer, delta.unit, delta.sample)
        writer.value(delta, f"{by_answer} {letters.slope(delta.layer, delta.unit)}")
    writer.times()


class Hidden(Symbols):
    """Every error signal is a derivative in full; weights have the unit and then its input, 0 for the bias."""

    sample_letter = "k"
    rate_letter = r"\alpha"
    target_first = True
    subtracts_rule = True
    lines: ClassVar[Mapping[Operation, Line]] = {
        Operation.DELTA_PRODUCT: _delta_product,
        Operation.DELTA_SUM: _delta_sum,
        Operation.HIDDEN_DELTA: _hidden_delta,
        Operation.WEIGHT_GRADIENT: _weight_gradient,
        Operation.BIAS_GRADIENT: _bias_gradient,
    }
    rules: ClassVar[Mapping[Operation, str]] = {
        Operation.REDUCE_LOSS: r"L = \frac{1}{n} \sum_{k=1}^{n} L_k",
        Operation.REDUCE: r"\frac{\partial L}{\partial w} = \frac{1}{n} \sum_{k=1}^{n} \frac{\partial L_k}{\partial w}",
        Operation.UPDATE: (r"w_{\mathrm{new}} = w_{\mathrm{old}} - \alpha \frac{\partial L}{\partial w}"),
    }
    sigmoid_rules: ClassVar[frozenset[Operation]] = Symbols.sigmoid_rules | {Operation.ACTIVATE}

    def rule_of_layer(self, operation: Operation, layer: int) -> str:
        """Return the rule of this layer's lines, with their factors."""
        if layer < 0 or operation in self.rules:
            return super().rule_of_layer(operation, layer)
        return HiddenRules(tuple(self.sizes), self.is_softmax, self.is_linear).rule(operation, layer)

    @property
    def is_linear(self) -> bool:
        """Whether the output answers its sum."""
        return self.trace.network.activation_names[-1] == "identity"

    @property
    def is_softmax(self) -> bool:
        """Whether an output depends on all sums."""
        return self.trace.network.activations[-1].output_only

    def weight(self, layer: int, unit: int, source: int) -> str:
        """Return w with the unit, where there are several, and its input."""
        return self._weight(layer, unit, source + 1)

    def bias(self, layer: int, unit: int) -> str:
        """Return w of input 0, which is always 1."""
        return self._weight(layer, unit, 0)

    def pre_activation(self, layer: int, unit: int) -> str:
        """Return h."""
        return "h" + self._unit(layer, unit)

    def activation(self, layer: int, unit: int) -> str:
        """Return x, z or y with a hat."""
        if layer < 0:
            return f"x_{{{unit + 1}}}"
        if layer == self.last:
            return r"\hat{y}" + (f"_{{{unit + 1}}}" if self.sizes[-1] > 1 else "")
        return "z" + self._unit(layer, unit)

    def target(self, unit: int) -> str:
        """Return y."""
        return f"y_{{{unit + 1}}}" if self.sizes[-1] > 1 else "y"

    def slope(self, layer: int, unit: int) -> str:
        """Return the activation by the sum."""
        return rf"\frac{{\partial {self.activation(layer, unit)}}}{{\partial {self.pre_activation(layer, unit)}}}"

    def new_parameter(self, quantity: Quantity) -> str:
        """Return w new."""
        return self._aged("new", quantity)

    def old_parameter(self, quantity: Quantity) -> str:
        """Return w old."""
        return self._aged("old", quantity)

    def _aged(self, age: str, quantity: Quantity) -> str:
        lower, _, upper = self.parameter(quantity).partition("}^")
        return lower.removesuffix("}") + rf",\mathrm{{{age}}}}}" + (f"^{upper}" if upper else "")

    def _weight(self, layer: int, unit: int, source: int) -> str:
        index = digits(unit + 1, source) if self.sizes[layer + 1] > 1 else str(source)
        return f"w_{{{index}}}" + (f"^{{({layer + 1})}}" if self.last else "")

    def _unit(self, layer: int, unit: int) -> str:
        lower = f"_{{{unit + 1}}}" if self.sizes[layer + 1] > 1 else ""
        # With one hidden layer h and z can only be there, or h at the output.
        return lower + (f"^{{({layer + 1})}}" if self.last > 1 or (self.last and layer == self.last) else "")


NOTATION = Notation(
    "hidden",
    "Hidden h, z",
    "h and z in hidden units, ŷ at the output; errors averaged over the samples.",
    "002",
    Hidden,
)
