"""The rules of hand-out 002: derivatives factor by factor, with the letters of any unit of a layer."""

from __future__ import annotations

from dataclasses import dataclass

from mlp_core.explain.notation.symbols import LONGEST_SUM, derivative
from mlp_core.explain.steps import Operation


@dataclass(frozen=True, slots=True)
class HiddenRules:
    """Writes rules with the factors of their lines; k is the hand-out's sample, so that outputs have m.

    Attributes
    ----------
    sizes : tuple of int
        Units of each layer, the inputs first.
    is_linear : bool
        Whether the output answers its sum, as in the hand-out's network for regression.
    is_softmax : bool
        Whether an output depends on all sums.
    """

    sizes: tuple[int, ...]
    is_linear: bool
    is_softmax: bool

    def rule(self, operation: Operation, layer: int) -> str:
        """Return the rule behind a line, or "" where it is none of a layer.

        Parameters
        ----------
        operation : Operation
            What kind of line.
        layer : int
            Layer that it is about, from 0; written from 1.
        """
        own, summed = self._answer(layer), self._sum(layer)
        loss_by_sum, target = derivative("L", summed), self._with_output("y")
        if operation is Operation.SUM:
            return self._weighted_sum(layer)
        if operation is Operation.ACTIVATE:
            return rf"{own} = \sigma({summed}) = \frac{{1}}{{1 + \exp(-{summed})}}"
        if operation is Operation.ACTIVATION_SLOPE:
            return f"{derivative(own, summed)} = {own} (1 - {own})"
        if operation is Operation.LOSS_OF_OUTPUT:
            loss = self._with_output(r"\ell") if self.sizes[-1] > 1 else "L"
            return rf"{loss} = \frac{{1}}{{2}} ({target} - {own})^{{2}}"
        if operation is Operation.LOSS_SLOPE:
            return f"{derivative('L', own)} = ({own} - {target})"
        if operation is Operation.OUTPUT_DELTA:
            return f"{loss_by_sum} = {derivative('L', own)} {derivative(own, summed)}"
        if operation is Operation.OUTPUT_DELTA_FUSED:
            ways = "" if self.is_softmax else f"{derivative('L', own)} {derivative(own, summed)} = "
            return f"{loss_by_sum} = {ways}{own} - {target}"
        return self._backward(operation, layer)

    def _backward(self, operation: Operation, layer: int) -> str:
        """Return the rule of a line below the output's sum, or of a gradient."""
        own, summed = self._answer(layer), self._sum(layer)
        if operation in (Operation.DELTA_PRODUCT, Operation.DELTA_SUM):
            return f"{derivative('L', own)} = {self._from_above(layer)}"
        if operation is Operation.HIDDEN_DELTA:
            return f"{derivative('L', summed)} = {self._to_sum(layer)}"
        if operation is Operation.WEIGHT_GRADIENT:
            weight = self._weight(layer)
            of = own if layer == self._last and layer and self.is_linear else summed
            return f"{derivative('L', weight)} = {self._to_sum(layer, is_short=True)} {derivative(of, weight)}"
        if operation is Operation.BIAS_GRADIENT:
            return f"{derivative('L', self._weight(layer, '0'))} = {derivative('L', summed)}"
        return ""

    def _weighted_sum(self, layer: int) -> str:
        source = self._source(layer)
        end = "n" if not self._last else "d" if layer else "p"
        below = f"x_{source}" if not layer else self._of_layer("z", layer - 1, source)
        return rf"{self._sum(layer)} = \sum_{{{source}=0}}^{{{end}}} {self._weight(layer)} {below}"

    def _to_sum(self, layer: int, *, is_short: bool = False) -> str:
        """Return the factors down to a layer's sum."""
        summed = self._sum(layer)
        if layer < self._last:
            above = self._from_above(layer)
            if is_short and self.sizes[layer + 2] > LONGEST_SUM:
                above = derivative("L", self._answer(layer))
            elif self.sizes[layer + 2] > 1:
                above = rf"\left( {above} \right)"
            return f"{above} {derivative(self._answer(layer), summed)}"
        if layer or self.is_softmax:
            return self._known(layer)
        return f"{derivative('L', self._answer(layer))} {derivative(self._answer(layer), summed)}"

    def _from_above(self, layer: int) -> str:
        """Return the factors down to what a hidden layer answers, as a sum where several units read it."""
        upper = layer + 1
        every = r"\sum_m " if self.sizes[upper + 1] > 1 else ""
        above = self._answer(upper) if upper == self._last and self.is_linear else self._sum(upper, "m")
        return f"{every}{self._known(upper)} {derivative(above, self._answer(layer))}"

    def _known(self, layer: int) -> str:
        """Return the loss by a sum, of a linear output by its answer, as the hand-out has it."""
        is_linear = layer == self._last and self.is_linear
        return derivative("L", self._answer(layer) if is_linear else self._sum(layer, "m" if layer else ""))

    def _answer(self, layer: int) -> str:
        return self._with_output(r"\hat{y}") if layer == self._last else self._of_layer("z", layer, "j")

    def _with_output(self, letter: str) -> str:
        return f"{letter}_{self._unit(self._last)}" if self.sizes[-1] > 1 else letter

    def _sum(self, layer: int, unit: str = "") -> str:
        return self._of_layer("h", layer, unit or self._unit(layer))

    def _of_layer(self, letter: str, layer: int, unit: str) -> str:
        lower = f"_{unit}" if self.sizes[layer + 1] > 1 else ""
        # As in the lines: with one hidden layer its letters need no number.
        return f"{letter}{lower}" + (f"^{{({layer + 1})}}" if self._last > 1 or (self._last and layer) else "")

    def _weight(self, layer: int, source: str = "") -> str:
        index = (self._unit(layer) if self.sizes[layer + 1] > 1 else "") + (source or self._source(layer))
        lower = index if len(index) == 1 else f"{{{index}}}"
        return f"w_{lower}" + (f"^{{({layer + 1})}}" if self._last else "")

    def _source(self, layer: int) -> str:
        return "j" if layer and layer == self._last else "i"

    def _unit(self, layer: int) -> str:
        """Return m for the outputs, j for a hidden unit and for the only layer's."""
        return "m" if layer == self._last and layer else "j"

    @property
    def _last(self) -> int:
        return len(self.sizes) - 2
