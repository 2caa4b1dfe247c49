r"""Hand-out 000: z and h or y, and a bar for every error signal; the regularised loss branches through R."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.notation.notation import Notation
from mlp_core.explain.notation.symbols import Symbols, digits
from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlp_core.explain.notation.lines import Line
    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity


def _hidden_delta(writer: Writer) -> None:
    """Write the error signal at h, which the line before has made, times the slope."""
    error, slope = writer.step.reads
    writer.result()
    writer.value(error)
    writer.times()
    writer.value(slope)


def _weight_gradient(writer: Writer) -> None:
    """Write w-bar = z-bar x; with a penalty as the loss's own part, for w-bar is the sum with the penalty's part."""
    delta, source = writer.step.reads
    letters = writer.symbols
    assert isinstance(letters, ErrorSignals)
    is_part = writer.trace.is_penalised
    writer.result(letters.part_of_loss(writer.step.makes) if is_part else None)
    writer.value(delta)
    writer.times()
    writer.value(source, letters.read_by(delta, letters.symbol(source)) if is_part else None)


class ErrorSignals(Symbols):
    r"""Bars: \bar{v} is the loss's derivative by v."""

    dot = r"\cdot"
    relation = r"\leftarrow"
    lines: ClassVar[Mapping[Operation, Line]] = {
        Operation.HIDDEN_DELTA: _hidden_delta,
        Operation.WEIGHT_GRADIENT: _weight_gradient,
    }
    rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"z_i = \sum_j w_{ij} \cdot x_j + b_i",
        Operation.ACTIVATE: r"y = \sigma(z)",
        Operation.LOSS_OF_OUTPUT: r"L = \frac{1}{2} (y - t)^{2}",
        Operation.ADD_PENALTY: r"L_{\mathrm{reg}} = L + \lambda R",
        Operation.START_BACKWARD: (
            r"\bar{L}_{\mathrm{reg}} = \frac{\partial L_{\mathrm{reg}}}{\partial L_{\mathrm{reg}}} = 1"
        ),
        Operation.L2_SLOPE: r"\bar{R} = \bar{L}_{\mathrm{reg}} \cdot \lambda",
        Operation.L1_SLOPE: r"\bar{R} = \bar{L}_{\mathrm{reg}} \cdot \lambda",
        Operation.LOSS_SLOPE: r"\bar{y}_k = \bar{L} (y_k - t_k)",
        Operation.OUTPUT_DELTA: r"\bar{z} = \bar{y} \cdot \sigma'(z)",
        Operation.OUTPUT_DELTA_FUSED: r"\bar{z}_k = \bar{L} (y_k - t_k)",
        Operation.DELTA_PRODUCT: r"\bar{h}_i = \sum_k \bar{z}_k w_{ki}",
        Operation.DELTA_SUM: r"\bar{h}_i = \sum_k \bar{z}_k w_{ki}",
        Operation.HIDDEN_DELTA: r"\bar{z}_i = \bar{h}_i \cdot \sigma'(z_i)",
        Operation.WEIGHT_GRADIENT: r"\bar{w}_{ij} = \bar{z}_i \cdot x_j",
        Operation.BIAS_GRADIENT: r"\bar{b}_i = \bar{z}_i",
        Operation.ADD_PENALTY_GRADIENT: r"\bar{w} = \bar{z} \cdot x + \bar{R} \cdot w",
        Operation.UPDATE: r"w \leftarrow w - \eta \cdot \bar{w}",
    }
    hidden_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"z_i = \sum_j w_{ij}^{(1)} \cdot x_j + b_i^{(1)}",
        Operation.ACTIVATE: r"h_i = \sigma(z_i)",
        Operation.DELTA_PRODUCT: r"\bar{h}_i = \sum_k \bar{z}_k w_{ki}^{(2)}",
        Operation.DELTA_SUM: r"\bar{h}_i = \sum_k \bar{z}_k w_{ki}^{(2)}",
        Operation.WEIGHT_GRADIENT: r"\bar{w}_{ij}^{(1)} = \bar{z}_i \cdot x_j",
        Operation.BIAS_GRADIENT: r"\bar{b}_i^{(1)} = \bar{z}_i",
    }
    output_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"z_k = \sum_i w_{ki}^{(2)} \cdot h_i + b_k^{(2)}",
        Operation.ACTIVATE: r"y_k = \sigma(z_k)",
        Operation.OUTPUT_DELTA: r"\bar{z}_k = \bar{y}_k \cdot \sigma'(z_k)",
        Operation.WEIGHT_GRADIENT: r"\bar{w}_{ki}^{(2)} = \bar{z}_k \cdot h_i",
        Operation.BIAS_GRADIENT: r"\bar{b}_k^{(2)} = \bar{z}_k",
    }
    single_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: "z = wx + b",
        Operation.WEIGHT_GRADIENT: r"\bar{w} = \bar{z} \cdot x",
        Operation.BIAS_GRADIENT: r"\bar{b} = \bar{z}",
    }

    def rule_of_layer(self, operation: Operation, layer: int) -> str:
        """Return the rule, with phi for any other activation than sigma; that of a penalised weight has both parts."""
        if operation is Operation.WEIGHT_GRADIENT and self.trace.is_penalised:
            operation = Operation.ADD_PENALTY_GRADIENT
        rule = super().rule_of_layer(operation, layer)
        name = self.trace.network.activation_names[layer] if layer >= 0 else "sigmoid"
        if name == "softmax" and operation is Operation.ACTIVATE:
            return ""
        return rule if name == "sigmoid" else rule.replace(r"\sigma", r"\phi")

    def weight(self, layer: int, unit: int, source: int) -> str:
        """Return w with the unit and then its input, as W of M rows has it."""
        below = self.sizes[layer] > 1
        indices = [unit + 1] * (self.sizes[layer + 1] > 1 or below) + [source + 1] * below
        if len(indices) == 2 and self.sizes[layer + 1] == 1:
            indices = indices[1:]
        return f"w{self._place(layer, *indices)}"

    def bias(self, layer: int, unit: int) -> str:
        """Return b."""
        return f"b{self._unit(layer, unit)}"

    def pre_activation(self, layer: int, unit: int) -> str:
        """Return z."""
        return f"z{self._unit(layer, unit)}"

    def activation(self, layer: int, unit: int) -> str:
        """Return x, h or y."""
        return self._activation("{}", layer, unit)

    def target(self, unit: int) -> str:
        """Return t."""
        return f"t_{{{unit + 1}}}" if self.sizes[-1] > 1 else "t"

    def delta(self, layer: int, unit: int, sample: int) -> str:
        """Return z with a bar."""
        return rf"\bar{{z}}{self._unit(layer, unit)}{self._at(sample)}"

    def slope_letter(self, layer: int) -> str:
        """Return sigma of a sigmoid, phi of any other."""
        return r"\sigma" if self.trace.network.activation_names[layer] == "sigmoid" else r"\phi"

    def activation_error(self, layer: int, unit: int, sample: int) -> str:
        """Return h or y with a bar."""
        return self._activation(r"\bar{{{}}}", layer, unit) + self._at(sample)

    def gradient(self, quantity: Quantity) -> str:
        """Return w or b with a bar; with a penalty, the loss's own part of it in full."""
        letter = "b" if quantity.input < 0 else "w"
        if self.trace.is_penalised and quantity.kind is Kind.WEIGHT_GRADIENT:
            below = self.activation(quantity.layer - 1, quantity.input)
            delta = self.delta(quantity.layer, quantity.unit, quantity.sample)
            product = rf"{delta} \cdot {self.read_by(quantity, below)}"
            if quantity.sample >= 0:
                return product
            mean = r"\frac{1}{n} " if self.trace.config.reduction == "mean" else ""
            return rf"{mean}\sum {product}"
        return rf"\bar{{{letter}}}{self.parameter(quantity)[1:]}{self._at(quantity.sample)}"

    def part_of_loss(self, quantity: Quantity) -> str:
        """Return the derivative of a sample's loss without the penalty, for which the hand-out has no bar."""
        return super().gradient(quantity)

    def read_by(self, quantity: Quantity, source: str) -> str:
        """Return what a sample's product reads, with the sample behind: products of several stand in one sum."""
        return source + self._at(quantity.sample)

    def penalty_slope(self, power: int) -> str:
        """Return R with a bar."""
        return rf"\bar{{R}}{self.penalty_part(power)[1:]}"

    def penalty_factor(self, power: int) -> str:
        """Return R with a bar: the weight's penalty comes through R."""
        return self.penalty_slope(power)

    def objective_slope(self) -> str:
        """Return the regularised loss with a bar."""
        return r"\bar{L}_{\mathrm{reg}}"

    def _at(self, sample: int) -> str:
        """Return the sample behind a bar, as a restriction: the hand-out has no letter for it."""
        return f"|_{{{sample + 1}}}" if sample >= 0 and self.trace.n_samples > 1 else ""

    def _activation(self, dress: str, layer: int, unit: int) -> str:
        if layer < 0:
            return dress.format("x") + (f"_{{{unit + 1}}}" if self.sizes[0] > 1 else "")
        if layer == self.last:
            return dress.format("y") + (f"_{{{unit + 1}}}" if self.sizes[-1] > 1 else "")
        return dress.format("h") + self._unit(layer, unit)

    def _unit(self, layer: int, unit: int) -> str:
        return self._place(layer, *[unit + 1] * (self.sizes[layer + 1] > 1))

    def _place(self, layer: int, *indices: int) -> str:
        lower = f"_{{{digits(*indices)}}}" if indices else ""
        return lower + (f"^{{({layer + 1})}}" if self.last else "")


NOTATION = Notation(
    "error_signals",
    "Error signals z̄",
    "Bars for error signals, z and y; the penalty branches through R.",
    "000",
    ErrorSignals,
)
