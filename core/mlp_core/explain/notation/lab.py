"""Hand-out 001: units P, Q, R, delta with the other sign, and therefore an update with a plus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.notation.lines import summed_deltas, weighted_delta, weighted_input
from mlp_core.explain.notation.notation import Notation
from mlp_core.explain.notation.symbols import Symbols, digits
from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation
from mlp_core.explain.unit_names import LETTERED, unit_letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlp_core.explain.notation.lines import Line
    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.trace import Trace


def _sum(writer: Writer) -> None:
    """Write what the hand-out has no letter for with the letter of the other views: z = w x = ..."""
    symbols, layer, unit = writer.symbols, writer.step.layer, writer.step.unit
    writer.result(f"{symbols.sum_variable(layer, unit)} = {symbols.pre_activation(layer, unit)}")
    # The hand-out begins with the bias, which is the weight on the leading 1.
    *products, bias = writer.step.reads
    writer.total((bias, *products), lambda product: weighted_input(writer, product))


def _output_delta(writer: Writer) -> None:
    """Write delta = (c(x) - y) y (1 - y): minus the loss's slope, times the activation's."""
    error, slope = writer.step.reads
    symbols = writer.symbols
    last, unit = writer.step.layer, writer.step.unit
    writer.result(flipped=True)
    if writer.trace.config.loss == "squared_error":
        minus_slope = f"({symbols.target(unit)} - {symbols.activation(last, unit)})"
    else:
        minus_slope = f"(-{symbols.symbol(error)})"
    writer.value(error, minus_slope, flipped=True)
    writer.times()
    _slope(writer, slope)


def _delta_sum(writer: Writer) -> None:
    """Write minus the loss's derivative by a hidden activation: the sum of delta times weight."""
    made = writer.step.makes
    writer.result("-" + writer.symbols.symbol(made), flipped=True)
    writer.total(writer.step.reads, lambda product: weighted_delta(writer, product))


def _hidden_delta(writer: Writer) -> None:
    writer.result(flipped=True)
    summed_deltas(writer, writer.step.reads[0])
    writer.times()
    _slope(writer, writer.step.reads[1])


def _slope(writer: Writer, slope: Quantity) -> None:
    """Write the slope as the hand-out has it in a delta: y (1 - y)."""
    assert isinstance(writer.symbols, Lab)
    writer.value(slope, writer.symbols.slope_in_full(slope.layer, slope.unit))


def _weight_gradient(writer: Writer) -> None:
    delta, source = writer.step.reads
    writer.result()
    writer.operator("{-}")
    writer.value(delta, flipped=True)
    writer.times()
    writer.value(source)


def _bias_gradient(writer: Writer) -> None:
    writer.result()
    writer.operator("{-}")
    writer.value(writer.step.reads[0], flipped=True)


def _update(writer: Writer) -> None:
    """Write w := w + eta delta y; behind a velocity or moment, which hold derivatives, with the minus they need."""
    before, rate, move = writer.step.reads
    symbols = writer.symbols
    ascends = move.kind in (Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.OBJECTIVE_GRADIENT)
    writer.result(relation=symbols.relation)
    after = writer.step.makes.value
    symbol = None if before.kind is Kind.DECAYED_PARAMETER else symbols.old_parameter(before)
    writer.value(before, symbol, remainder=after)
    writer.operator("+" if ascends or move.kind is Kind.CORRECTION else "-")
    writer.value(rate)
    writer.times()
    if not ascends:
        writer.value(move, remainder=after)
    elif move.kind is Kind.OBJECTIVE_GRADIENT:
        writer.value(move, f"(-{symbols.symbol(move)})", flipped=True, remainder=after)
    else:
        delta = symbols.delta(move.layer, move.unit, move.sample)
        below = rf" \cdot {symbols.activation(move.layer - 1, move.input)}" if move.input >= 0 else ""
        writer.value(move, _reduction(writer.trace) + delta + below, flipped=True, remainder=after)


def _reduction(trace: Trace) -> str:
    """Return what stands before a sample's part where all of a batch are meant: the hand-out's Err is their sum."""
    if trace.n_samples == 1:
        return ""
    return r"\frac{1}{n} \sum " if trace.config.reduction == "mean" else r"\sum "


_HIDDEN_DELTA = r"\delta_H \mathrel{:=} (\delta_O \cdot \mathbf{w}_O) \odot (\mathbf{y}_H \odot (1 - \mathbf{y}_H))"


class Lab(Symbols):
    """Letters for the units of a 2-2-1 network, indices for others; weights go from input to unit."""

    dot = r"\cdot"
    loss_letter = "Err"
    flips_delta = True
    target_first = True
    slope_target_first = True
    relation = r"\mathrel{:=}"
    lines: ClassVar[Mapping[Operation, Line]] = {
        Operation.SUM: _sum,
        Operation.OUTPUT_DELTA: _output_delta,
        Operation.DELTA_SUM: _delta_sum,
        Operation.HIDDEN_DELTA: _hidden_delta,
        Operation.WEIGHT_GRADIENT: _weight_gradient,
        Operation.BIAS_GRADIENT: _bias_gradient,
        Operation.UPDATE: _update,
    }
    rules: ClassVar[Mapping[Operation, str]] = {
        Operation.LOSS_OF_OUTPUT: r"Err = \frac{1}{2} (c(\mathbf{x}) - y_R)^{2}",
        Operation.REDUCE_LOSS: (
            r"Err(\mathbf{w}) = \frac{1}{2} \sum_{(\mathbf{x}, c(\mathbf{x})) \in D} (c(\mathbf{x}) - y_R)^{2}"
        ),
        Operation.LOSS_SLOPE: r"\frac{\partial Err}{\partial y_R} = -1 \cdot (c(\mathbf{x}) - y_R)",
        Operation.OUTPUT_DELTA: (r"\delta_O \mathrel{:=} (c(\mathbf{x}) - y_R) \odot (y_R \odot (1 - y_R))"),
        Operation.OUTPUT_DELTA_FUSED: r"\delta_O \mathrel{:=} c(\mathbf{x}) - y_R",
    }
    hidden_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"\mathbf{w}_H \cdot \tilde{\mathbf{x}}",
        Operation.ACTIVATE: r"\mathbf{y}_H = \sigma(\mathbf{w}_H \cdot \tilde{\mathbf{x}})",
        Operation.DELTA_PRODUCT: _HIDDEN_DELTA,
        Operation.HIDDEN_DELTA: _HIDDEN_DELTA,
        Operation.WEIGHT_GRADIENT: r"\frac{\partial Err}{\partial \mathbf{w}_H} = -\delta_H \cdot \tilde{\mathbf{x}}",
        Operation.UPDATE: (
            r"\mathbf{w}_H^{(t+1)} \mathrel{:=} \mathbf{w}_H^{(t)} + \eta \cdot \delta_H \cdot \tilde{\mathbf{x}}"
        ),
    }
    output_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"\mathbf{w}_O \cdot \tilde{\mathbf{y}}_H",
        Operation.ACTIVATE: r"y_R = \sigma(\mathbf{w}_O \cdot \tilde{\mathbf{y}}_H)",
        Operation.WEIGHT_GRADIENT: r"\frac{\partial Err}{\partial \mathbf{w}_O} = -\delta_O \cdot \tilde{\mathbf{y}}_H",
        Operation.UPDATE: (
            r"\mathbf{w}_O^{(t+1)} \mathrel{:=} \mathbf{w}_O^{(t)} + \eta \cdot \delta_O \cdot \tilde{\mathbf{y}}_H"
        ),
    }
    square_rules: ClassVar[frozenset[Operation]] = Symbols.square_rules | {
        Operation.OUTPUT_DELTA,
        Operation.REDUCE_LOSS,
    }
    sigmoid_rules: ClassVar[frozenset[Operation]] = Symbols.sigmoid_rules | {
        Operation.ACTIVATE,
        Operation.OUTPUT_DELTA,
        Operation.DELTA_PRODUCT,
        Operation.HIDDEN_DELTA,
    }
    rule_reduction: ClassVar[str] = "sum"

    @property
    def _has_letters(self) -> bool:
        return self.sizes == LETTERED and not self.trace.network.unit_names

    def weight(self, layer: int, unit: int, source: int) -> str:
        """Return w with the input and then the unit."""
        if self._has_letters:
            return f"w_{{{self._name(layer - 1, source)}{self._name(layer, unit)}}}"
        return f"w_{{{digits(source + 1, unit + 1)}}}{self._layer(layer)}"

    def bias(self, layer: int, unit: int) -> str:
        """Return w from input 0, which is always 1."""
        if self._has_letters:
            return f"w_{{0{self._name(layer, unit)}}}"
        return f"w_{{{digits(0, unit + 1)}}}{self._layer(layer)}"

    def pre_activation(self, layer: int, unit: int) -> str:
        """Return the unit's weights times what it reads with a leading 1."""
        layer_below = "" if self._has_letters or layer < 2 else self._layer(layer - 1)
        reads = r"\tilde{\mathbf{y}}" + ("_H" if self._has_letters else layer_below) if layer else r"\tilde{\mathbf{x}}"
        return rf"\mathbf{{w}}_{{{self._name(layer, unit)}}}{self._upper(layer)} \cdot {reads}"

    def activation(self, layer: int, unit: int) -> str:
        """Return x or y."""
        if layer < 0:
            return f"x_{{{unit + 1}}}"
        return f"y_{{{self._name(layer, unit)}}}{self._upper(layer)}"

    def target(self, unit: int) -> str:
        """Return c(x)."""
        return rf"c(\mathbf{{x}})_{{{unit + 1}}}" if self.sizes[-1] > 1 else r"c(\mathbf{x})"

    def delta(self, layer: int, unit: int, sample: int) -> str:  # noqa: ARG002
        """Return delta, which is of one sample by its definition."""
        return rf"\delta_{{{self._name(layer, unit)}}}{self._upper(layer)}"

    def slope_in_full(self, layer: int, unit: int) -> str:
        """Return y (1 - y) where that is the slope."""
        y = self.activation(layer, unit)
        return rf"({y} \odot (1 - {y}))" if self.is_plain_sigmoid(layer) else self.slope(layer, unit)

    def new_parameter(self, quantity: Quantity) -> str:
        """Return the weight of time t + 1."""
        return self._at_time("t+1", quantity)

    def old_parameter(self, quantity: Quantity) -> str:
        """Return the weight of time t."""
        return self._at_time("t", quantity)

    def _at_time(self, time: str, quantity: Quantity) -> str:
        symbol = self.parameter(quantity)
        # One superscript only: the layer's makes room for the time's.
        return f"({symbol})^{{({time})}}" if "^" in symbol else f"{symbol}^{{({time})}}"

    def sum_variable(self, layer: int, unit: int) -> str:
        """Return z, for which the hand-out has only the product that it is."""
        return rf"z_{{{self._name(layer, unit)}}}{self._upper(layer)}"

    def _name(self, layer: int, unit: int) -> str:
        letter = unit_letter(self.sizes, layer, unit) if self._has_letters else ""
        return letter or str(unit + 1)

    def _upper(self, layer: int) -> str:
        return "" if self._has_letters else self._layer(layer)

    def _layer(self, layer: int) -> str:
        return f"^{{({layer + 1})}}" if self.last else ""


NOTATION = Notation(
    "lab",
    "Lab δ, plus",
    "Units P, Q, R; δ is minus the derivative, so the update has a plus.",
    "001",
    Lab,
)
