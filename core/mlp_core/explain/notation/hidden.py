r"""Hand-out 002: h and z in the hidden units, y and ŷ at the end, and the mean over the samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.notation.lines import summed_deltas
from mlp_core.explain.notation.notation import Notation
from mlp_core.explain.notation.symbols import Symbols, digits
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlp_core.explain.notation.lines import Line
    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity


def _hidden_delta(writer: Writer) -> None:
    """Write the chain in the hand-out's order: what comes from above, then z (1 - z)."""
    writer.result()
    summed_deltas(writer)
    writer.times()
    writer.value(writer.step.reads[1])


class Hidden(Symbols):
    """Every error signal is a derivative in full; weights have the unit and then its input, 0 for the bias."""

    sample_letter = "k"
    rate_letter = r"\alpha"
    function_letter = "g"
    target_first = True
    subtracts_rule = True
    lines: ClassVar[Mapping[Operation, Line]] = {Operation.HIDDEN_DELTA: _hidden_delta}
    rules: ClassVar[Mapping[Operation, str]] = {
        Operation.LOSS_OF_OUTPUT: r"L = \frac{1}{2} (y - \hat{y})^{2}",
        Operation.REDUCE_LOSS: r"L = \frac{1}{n} \sum_{k=1}^{n} L_k",
        Operation.LOSS_SLOPE: r"\frac{\partial L}{\partial \hat{y}} = (\hat{y} - y)",
        Operation.OUTPUT_DELTA: (
            r"\frac{\partial L}{\partial h} = \frac{\partial L}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial h}"
        ),
        Operation.OUTPUT_DELTA_FUSED: (
            r"\frac{\partial L}{\partial h} = "
            r"\frac{\partial L}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial h} = \hat{y} - y"
        ),
        Operation.REDUCE: r"\frac{\partial L}{\partial w} = \frac{1}{n} \sum_{k=1}^{n} \frac{\partial L_k}{\partial w}",
        Operation.UPDATE: (r"w_{\mathrm{new}} = w_{\mathrm{old}} - \alpha \frac{\partial L}{\partial w}"),
    }
    hidden_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"h_j = \sum_{i=0}^{p} w_{ji}^{(1)} x_i",
        Operation.ACTIVATE: r"z_j = \sigma(h_j) = \frac{1}{1 + \exp(-h_j)}",
        Operation.ACTIVATION_SLOPE: r"\frac{\partial z_j}{\partial h_j} = z_j (1 - z_j)",
        Operation.HIDDEN_DELTA: (
            r"\frac{\partial L}{\partial h_j} = "
            r"\frac{\partial L}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial z_j} "
            r"\frac{\partial z_j}{\partial h_j}"
        ),
        Operation.WEIGHT_GRADIENT: (
            r"\frac{\partial L}{\partial w_{ji}^{(1)}} = "
            r"\frac{\partial L}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial z_j} "
            r"\frac{\partial z_j}{\partial h_j} \frac{\partial h_j}{\partial w_{ji}^{(1)}}"
        ),
    }
    output_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"h = \sum_{j=0}^{d} w_j^{(2)} z_j",
        Operation.ACTIVATE: r"\hat{y} = \sigma(h) = \frac{1}{1 + \exp(-h)}",
        Operation.ACTIVATION_SLOPE: r"\frac{\partial \hat{y}}{\partial h} = \hat{y} (1 - \hat{y})",
        Operation.WEIGHT_GRADIENT: (
            r"\frac{\partial L}{\partial w_j^{(2)}} = "
            r"\frac{\partial L}{\partial \hat{y}} \frac{\partial \hat{y}}{\partial w_j^{(2)}}"
        ),
    }
    single_rules: ClassVar[Mapping[Operation, str]] = {
        Operation.SUM: r"h = \sum_{i=0}^{n} w_i x_i",
        Operation.ACTIVATE: r"\hat{y} = \sigma(h) = \frac{1}{1 + \exp(-h)}",
        Operation.ACTIVATION_SLOPE: r"\frac{\partial \hat{y}}{\partial h} = \hat{y} (1 - \hat{y})",
        Operation.WEIGHT_GRADIENT: (
            r"\frac{\partial L}{\partial w_i} = \frac{\partial L}{\partial \hat{y}} "
            r"\frac{\partial \hat{y}}{\partial h} \frac{\partial h}{\partial w_i}"
        ),
    }
    sigmoid_rules: ClassVar[frozenset[Operation]] = Symbols.sigmoid_rules | {Operation.ACTIVATE}

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
