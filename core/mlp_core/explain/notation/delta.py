"""Hand-out 004: a, z and delta with indices, for networks of any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlp_core.explain.notation.notation import Notation
from mlp_core.explain.notation.symbols import Symbols, digits
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlp_core.explain.notation.lines import Line
    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity


def _output_delta(writer: Writer) -> None:
    """Write (z - t) f'(a) for the squared error, the loss's slope times f'(a) for any other."""
    error, slope = writer.step.reads
    symbols, layer, unit = writer.symbols, writer.step.layer, writer.step.unit
    is_square = writer.trace.config.loss == "squared_error"
    writer.result()
    writer.value(error, f"({symbols.activation(layer, unit)} - {symbols.target(unit)})" if is_square else None)
    writer.times()
    z = symbols.activation(layer, unit)
    writer.value(slope, f"{z} (1 - {z})" if is_square and symbols.is_plain_sigmoid(layer) else None)


class Delta(Symbols):
    """Weights go from input to unit; the layer stands above."""

    loss_letter = "E"
    subtracts_rule = True
    weight_first = True
    lines: ClassVar[Mapping[Operation, Line]] = {Operation.OUTPUT_DELTA: _output_delta}
    rules: ClassVar[Mapping[Operation, str]] = {
        Operation.MULTIPLY_WEIGHT: r"a_j = \sum_{i} w_{ij} z_i",
        Operation.ADD_BIAS: r"a_j = \sum_{i} w_{ij} z_i",
        Operation.SUM: r"a_j = \sum_{i} w_{ij} z_i",
        Operation.ACTIVATE: r"z_j = f(a_j)",
        Operation.LOSS_OF_OUTPUT: r"E = \frac{1}{2} (z_k - t_k)^{2}",
        Operation.REDUCE_LOSS: (r"E(\mathbf{X}) = \frac{1}{2} \sum_{\mathbf{x}_n \in \mathbf{X}} (y_n - t_n)^{2}"),
        Operation.ACTIVATION_SLOPE: r"\sigma'(a) = \sigma(a) (1 - \sigma(a))",
        Operation.OUTPUT_DELTA: r"\delta_k = (z_k - t_k) z_k (1 - z_k)",
        Operation.OUTPUT_DELTA_FUSED: r"\delta_k = z_k - t_k",
        Operation.DELTA_PRODUCT: r"\delta_j = f'(a_j) \sum_{k} w_{jk} \delta_k",
        Operation.DELTA_SUM: r"\frac{\partial E}{\partial z_j} = \sum_{k} w_{jk} \delta_k",
        Operation.HIDDEN_DELTA: r"\delta_j = f'(a_j) \sum_{k} w_{jk} \delta_k",
        Operation.WEIGHT_GRADIENT: r"\frac{\partial E}{\partial w_{ij}} = \delta_j z_i",
        Operation.BIAS_GRADIENT: r"\frac{\partial E}{\partial w_{0j}} = \delta_j",
        Operation.UPDATE: r"\mathbf{w}_{t+1} = \mathbf{w}_t - \eta \nabla E(\mathbf{x})",
    }
    square_rules: ClassVar[frozenset[Operation]] = Symbols.square_rules | {
        Operation.OUTPUT_DELTA,
        Operation.REDUCE_LOSS,
    }
    rule_reduction: ClassVar[str] = "sum"
    sigmoid_rules: ClassVar[frozenset[Operation]] = Symbols.sigmoid_rules | {Operation.OUTPUT_DELTA}

    def weight(self, layer: int, unit: int, source: int) -> str:
        """Return w with the input and then the unit."""
        return f"w_{{{digits(source + 1, unit + 1)}}}{self._layer(layer)}"

    def bias(self, layer: int, unit: int) -> str:
        """Return w from input 0, which is always 1."""
        return f"w_{{{digits(0, unit + 1)}}}{self._layer(layer)}"

    def pre_activation(self, layer: int, unit: int) -> str:
        """Return a."""
        return f"a_{{{unit + 1}}}{self._layer(layer)}"

    def activation(self, layer: int, unit: int) -> str:
        """Return x or z."""
        return f"z_{{{unit + 1}}}{self._layer(layer)}" if layer >= 0 else f"x_{{{unit + 1}}}"

    def target(self, unit: int) -> str:
        """Return t."""
        return f"t_{{{unit + 1}}}" if self.sizes[-1] > 1 else "t"

    def delta(self, layer: int, unit: int, sample: int) -> str:  # noqa: ARG002
        """Return delta, which is of one sample by its definition."""
        return rf"\delta_{{{unit + 1}}}{self._layer(layer)}"

    def slope_letter(self, layer: int) -> str:  # noqa: ARG002
        """Return f, which the hand-out has for any function."""
        return "f"

    def new_parameter(self, quantity: Quantity) -> str:
        """Return w of time t + 1."""
        return self._at_time("t+1", quantity)

    def old_parameter(self, quantity: Quantity) -> str:
        """Return w of time t."""
        return self._at_time("t", quantity)

    def _at_time(self, time: str, quantity: Quantity) -> str:
        lower, _, upper = self.parameter(quantity).partition("}^")
        return lower.removesuffix("}") + rf",\,{time}}}" + (f"^{upper}" if upper else "")

    def _layer(self, layer: int) -> str:
        return f"^{{({layer + 1})}}" if self.last else ""


NOTATION = Notation(
    "delta",
    "Delta δ",
    "a, z and δ with indices, for networks of any depth.",
    "004",
    Delta,
)
