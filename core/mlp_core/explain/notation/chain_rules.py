"""The rules of hand-out 003: derivatives as chains from the loss down to a weight, with the letters of any unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlp_core.explain.notation.symbols import LONGEST_SUM, derivative
from mlp_core.explain.steps import Operation

MOST_LAYERS: Final = 4
"""A chain of more layers has no room in a line."""

_LOSS: Final = r"\mathcal{L}"
_ANSWER: Final = r"\hat{y}"
_PARAMETERS: Final = {Operation.WEIGHT_GRADIENT: "w", Operation.BIAS_GRADIENT: "b"}


@dataclass(frozen=True, slots=True)
class ChainRules:
    """Writes rules with the factors of their lines; only layers of several units have a letter for the unit.

    Attributes
    ----------
    sizes : tuple of int
        Units of each layer, the inputs first.
    is_split : bool
        Whether the loss by the output's sum is a product of two factors, and not one difference.
    is_softmax : bool
        Whether an output depends on all sums.
    """

    sizes: tuple[int, ...]
    is_split: bool
    is_softmax: bool

    def rule(self, operation: Operation, layer: int) -> str:
        """Return the rule behind a line, or "" where it is none of a chain.

        Parameters
        ----------
        operation : Operation
            What kind of line.
        layer : int
            Layer that it is about, from 0; written from 1.
        """
        own, loss_by_sum = self._function(layer), derivative(_LOSS, self._sum(layer))
        if operation is Operation.SUM:
            return f"a_{layer + 1} = {_nested(layer + 1)}"
        answer, target = self._with_unit(_ANSWER), self._with_unit("y")
        if operation is Operation.LOSS_SLOPE:
            return f"{derivative(_LOSS, own)} = -({target} - {answer})"
        if operation is Operation.LOSS_OF_OUTPUT:
            loss = self._with_unit(r"\ell") if self.sizes[-1] > 1 else _LOSS
            return rf"{loss} = \frac{{1}}{{2}} ({target} - {answer})^{{2}}"
        if operation is Operation.OUTPUT_DELTA:
            return f"{loss_by_sum} = {self._of_output()}"
        if operation is Operation.OUTPUT_DELTA_FUSED:
            ways = "" if self.is_softmax else f"{derivative(_LOSS, own)} {self._slope(layer)} = "
            return f"{loss_by_sum} = {ways}{answer} - {target}"
        if operation in (Operation.DELTA_PRODUCT, Operation.DELTA_SUM):
            return f"{derivative(_LOSS, own)} = {self._from_above(layer)}"
        if operation is Operation.HIDDEN_DELTA:
            return f"{loss_by_sum} = {self._to_sum(layer)}"
        if operation not in _PARAMETERS:
            return ""
        parameter = self._parameter(_PARAMETERS[operation], layer)
        whole = self._to_sum(layer, is_short=True)
        return f"{derivative(_LOSS, parameter)} = {whole} {derivative(self._sum(layer), parameter)}"

    def _to_sum(self, layer: int, *, is_short: bool = False) -> str:
        """Return the factors down to a layer's sum, those boxed that the layer above has already computed."""
        if layer == self._last:
            return self._of_output()
        above = self._from_above(layer)
        if is_short and self.sizes[layer + 2] > LONGEST_SUM:
            above = derivative(_LOSS, self._function(layer))
        elif self.sizes[layer + 2] > 1:
            above = rf"\left( {above} \right)"
        return f"{above} {self._slope(layer)}"

    def _from_above(self, layer: int) -> str:
        """Return the factors down to what a hidden layer answers, as a sum where several units read it."""
        every = r"\sum_k " if self.sizes[layer + 2] > 1 else ""
        return rf"{every}\boxed{{{self._known(layer + 1)}}} {self._passage(layer + 1)}"

    def _known(self, layer: int) -> str:
        """Return the factors down to the sum of the layer above: in short where several ways lead there."""
        if layer == self._last:
            return self._of_output()
        if any(size > 1 for size in self.sizes[layer + 1 :]):
            return derivative(_LOSS, self._sum(layer, "k"))
        chain = self._of_output()
        for upper in range(self._last, layer, -1):
            chain += f" {self._passage(upper)} {self._slope(upper - 1)}"
        return chain

    def _of_output(self) -> str:
        if not self.is_split:
            return derivative(_LOSS, self._sum(self._last))
        return f"{derivative(_LOSS, self._function(self._last))} {self._slope(self._last)}"

    def _passage(self, layer: int) -> str:
        """Return a layer's sum by what it reads of the layer below, which the rule is about."""
        return derivative(self._sum(layer, "k"), self._function(layer - 1))

    def _slope(self, layer: int) -> str:
        return derivative(self._function(layer), self._sum(layer))

    def _parameter(self, letter: str, layer: int) -> str:
        source = self._unit_letter(layer - 1) if layer == self._last else "i"
        several = self._unit_letter(layer) * (self.sizes[layer + 1] > 1)
        several += source * (letter == "w" and self.sizes[layer] > 1)
        return _indexed(letter, f"{layer + 1}", several)

    def _sum(self, layer: int, letter: str = "") -> str:
        return _indexed("a", f"{layer + 1}", (letter or self._unit_letter(layer)) * (self.sizes[layer + 1] > 1))

    def _function(self, layer: int) -> str:
        return _indexed("f", f"{layer + 1}", self._unit_letter(layer) * (self.sizes[layer + 1] > 1))

    def _with_unit(self, letter: str) -> str:
        return f"{letter}_{self._unit_letter(self._last)}" if self.sizes[-1] > 1 else letter

    def _unit_letter(self, layer: int) -> str:
        """Return k for the outputs, j for a hidden unit, i for an input; the only layer's are j."""
        if layer < 0:
            return "i"
        return "k" if layer == self._last and layer else "j"

    @property
    def _last(self) -> int:
        return len(self.sizes) - 2


def _nested(number: int) -> str:
    """Return the sum of a layer, with all that it is made of, as the hand-out nests it."""
    below = "x" if number == 1 else f"f_{number - 1}({_nested(number - 1)})"
    return rf"w_{number} \cdot {below} + b_{number}"


def _indexed(letter: str, layer: str, several: str) -> str:
    return f"{letter}_{{{layer},{several}}}" if several else f"{letter}_{layer}"
