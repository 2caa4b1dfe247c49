"""The rules of hand-out 002: derivatives factor by factor, with the letters of any unit of a layer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mlp_core.explain.notation.layer_rules import LayerRules
from mlp_core.explain.notation.symbols import derivative
from mlp_core.explain.steps import Operation


@dataclass(frozen=True, slots=True)
class HiddenRules(LayerRules):
    """Has k for the hand-out's sample, so that outputs have m; a bias is the weight on a leading 1.

    Attributes
    ----------
    is_linear : bool
        Whether the output answers its sum, as in the hand-out's network for regression.
    """

    is_linear: bool

    loss_letter: ClassVar[str] = "L"

    def rule(self, operation: Operation, layer: int) -> str:
        """Return the rule behind a line, or "" where it is none of a layer."""
        own, summed = self._variable(layer), self._sum(layer)
        if operation is Operation.ACTIVATE:
            return rf"{own} = \sigma({summed}) = \frac{{1}}{{1 + \exp(-{summed})}}"
        if operation is Operation.ACTIVATION_SLOPE:
            return f"{derivative(own, summed)} = {own} (1 - {own})"
        return LayerRules.rule(self, operation, layer)

    def _weighted_sum(self, layer: int) -> str:
        source = self._source(layer)
        end = "n" if not self._last else "d" if layer else "p"
        below = f"x_{source}" if not layer else self._of_layer("z", layer - 1, source)
        return rf"{self._sum(layer)} = \sum_{{{source}=0}}^{{{end}}} {self._parameter('w', layer)} {below}"

    def _loss_slope(self, target: str, answer: str) -> str:
        return f"({answer} - {target})"

    def _of_output(self) -> str:
        if self._last or self.is_softmax:
            return self._known(self._last)
        return f"{self._loss_by(self._variable(0))} {self._slope(0)}"

    def _from_above(self, layer: int) -> str:
        upper = layer + 1
        every = r"\sum_m " if self.sizes[upper + 1] > 1 else ""
        above = self._variable(upper) if self._ends_linear(upper) else self._sum(upper, "m")
        return f"{every}{self._known(upper)} {derivative(above, self._variable(layer))}"

    def _to_parameter(self, layer: int, parameter: str) -> str:
        of = self._variable(layer) if layer and self._ends_linear(layer) else self._sum(layer)
        return f"{self._to_sum(layer, is_short=True)} {derivative(of, parameter)}"

    def _known(self, layer: int) -> str:
        """Return the loss by a sum, of a linear output by its answer, as the hand-out has it."""
        return self._loss_by(self._variable(layer) if self._ends_linear(layer) else self._sum(layer, "m" * (layer > 0)))

    def _ends_linear(self, layer: int) -> bool:
        return self.is_linear and layer == self._last

    def _variable(self, layer: int) -> str:
        return self._with_output(r"\hat{y}") if layer == self._last else self._of_layer("z", layer, "j")

    def _sum(self, layer: int, unit: str = "") -> str:
        return self._of_layer("h", layer, unit or self._unit(layer))

    def _of_layer(self, letter: str, layer: int, unit: str) -> str:
        lower = f"_{unit}" if self.sizes[layer + 1] > 1 else ""
        # As in the lines: with one hidden layer its letters need no number.
        return f"{letter}{lower}" + (f"^{{({layer + 1})}}" if self._last > 1 or (self._last and layer) else "")

    def _parameter(self, letter: str, layer: int) -> str:
        source = "0" if letter == "b" else self._source(layer)
        index = (self._unit(layer) if self.sizes[layer + 1] > 1 else "") + source
        lower = index if len(index) == 1 else f"{{{index}}}"
        return f"w_{lower}" + (f"^{{({layer + 1})}}" if self._last else "")

    def _source(self, layer: int) -> str:
        return "j" if layer and layer == self._last else "i"

    def _unit(self, layer: int) -> str:
        """Return m for the outputs, j for a hidden unit and for the only layer's."""
        return "m" if layer == self._last and layer else "j"
