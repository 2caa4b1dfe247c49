"""The rules of hand-out 003: derivatives as chains from the loss down to a weight, with the letters of any unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from mlp_core.explain.notation.layer_rules import LayerRules
from mlp_core.explain.notation.symbols import derivative

_MOST_NESTED: Final = 4
"""Layers of the hand-out's largest network, whose sums it nests."""


@dataclass(frozen=True, slots=True)
class ChainRules(LayerRules):
    """Boxes what the layer above has already computed; only layers of several units have a letter for the unit.

    Attributes
    ----------
    is_split : bool
        Whether the loss by the output's sum is a product of two factors, and not one difference.
    """

    is_split: bool

    loss_letter: ClassVar[str] = r"\mathcal{L}"

    def _weighted_sum(self, layer: int) -> str:
        """Return a sum with all that it is made of, as the hand-out nests it in its chain of single units."""
        if layer < _MOST_NESTED and all(size == 1 for size in self.sizes[: layer + 2]):
            return f"a_{layer + 1} = {_nested(layer + 1)}"
        source = self._source(layer)
        several = self.sizes[layer] > 1
        below = _indexed("f", f"{layer}", source * several) if layer else f"x_{source}" if several else "x"
        every = rf"\sum_{source} " if several else ""
        return rf"{self._sum(layer)} = {every}{self._parameter('w', layer)} {below} + {self._parameter('b', layer)}"

    def _loss_slope(self, target: str, answer: str) -> str:
        return f"-({target} - {answer})"

    def _of_output(self) -> str:
        if not self.is_split:
            return self._loss_by(self._sum(self._last))
        return f"{self._loss_by(self._variable(self._last))} {self._slope(self._last)}"

    def _from_above(self, layer: int) -> str:
        every = r"\sum_k " if self.sizes[layer + 2] > 1 else ""
        return rf"{every}\boxed{{{self._known(layer + 1)}}} {self._passage(layer + 1)}"

    def _known(self, layer: int) -> str:
        """Return the factors down to the sum of the layer above: in short where several ways lead there."""
        if layer == self._last:
            return self._of_output()
        if any(size > 1 for size in self.sizes[layer + 1 :]):
            return self._loss_by(self._sum(layer, "k"))
        chain = self._of_output()
        for upper in range(self._last, layer, -1):
            chain += f" {self._passage(upper)} {self._slope(upper - 1)}"
        return chain

    def _passage(self, layer: int) -> str:
        """Return a layer's sum by what it reads of the layer below, which the rule is about."""
        return derivative(self._sum(layer, "k"), self._variable(layer - 1))

    def _parameter(self, letter: str, layer: int) -> str:
        several = self._unit(layer) * (self.sizes[layer + 1] > 1)
        several += self._source(layer) * (letter == "w" and self.sizes[layer] > 1)
        return _indexed(letter, f"{layer + 1}", several)

    def _sum(self, layer: int, unit: str = "") -> str:
        return _indexed("a", f"{layer + 1}", (unit or self._unit(layer)) * (self.sizes[layer + 1] > 1))

    def _variable(self, layer: int) -> str:
        return _indexed("f", f"{layer + 1}", self._unit(layer) * (self.sizes[layer + 1] > 1))

    def _source(self, layer: int) -> str:
        """Return the letter of what a weight reads: j of a hidden unit below the outputs, i of anything else."""
        return self._unit(layer - 1) if layer == self._last else "i"

    def _unit(self, layer: int) -> str:
        """Return k for the outputs, j for a hidden unit, i for an input; the only layer's are j."""
        if layer < 0:
            return "i"
        return "k" if layer == self._last and layer else "j"


def _nested(number: int) -> str:
    """Return the sum of a layer, with all that it is made of."""
    below = "x" if number == 1 else f"f_{number - 1}({_nested(number - 1)})"
    return rf"w_{number} \cdot {below} + b_{number}"


def _indexed(letter: str, layer: str, several: str) -> str:
    return f"{letter}_{{{layer},{several}}}" if several else f"{letter}_{layer}"
