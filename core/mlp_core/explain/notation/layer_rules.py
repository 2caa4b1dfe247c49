"""Rules with derivatives factor by factor, for any unit of a layer of a network of any depth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from mlp_core.explain.notation.symbols import LONGEST_SUM, derivative
from mlp_core.explain.steps import Operation

_ANSWER = r"\hat{y}"
_PARAMETERS = {Operation.WEIGHT_GRADIENT: "w", Operation.BIAS_GRADIENT: "b"}


@dataclass(frozen=True, slots=True)
class LayerRules(ABC):
    """Writes rules with the factors of their lines; a notation says which letters they have.

    Attributes
    ----------
    sizes : tuple of int
        Units of each layer, the inputs first.
    is_softmax : bool
        Whether an output depends on all sums.
    """

    sizes: tuple[int, ...]
    is_softmax: bool

    loss_letter: ClassVar[str]

    def rule(self, operation: Operation, layer: int) -> str:
        """Return the rule behind a line, or "" where it is none of a layer.

        Parameters
        ----------
        operation : Operation
            What kind of line.
        layer : int
            Layer that it is about, from 0; written from 1.
        """
        answer, target = self._with_output(_ANSWER), self._with_output("y")
        by_answer, by_sum = self._loss_by(self._variable(layer)), self._loss_by(self._sum(layer))
        if operation is Operation.SUM:
            return self._weighted_sum(layer)
        if operation is Operation.LOSS_OF_OUTPUT:
            loss = self._with_output(r"\ell") if self.sizes[-1] > 1 else self.loss_letter
            return rf"{loss} = \frac{{1}}{{2}} ({target} - {answer})^{{2}}"
        if operation is Operation.LOSS_SLOPE:
            return f"{by_answer} = {self._loss_slope(target, answer)}"
        if operation is Operation.OUTPUT_DELTA:
            return f"{by_sum} = {by_answer} {self._slope(layer)}"
        if operation is Operation.OUTPUT_DELTA_FUSED:
            ways = "" if self.is_softmax else f"{by_answer} {self._slope(layer)} = "
            return f"{by_sum} = {ways}{answer} - {target}"
        if operation in (Operation.DELTA_PRODUCT, Operation.DELTA_SUM):
            return f"{by_answer} = {self._from_above(layer)}"
        if operation is Operation.HIDDEN_DELTA:
            return f"{by_sum} = {self._to_sum(layer)}"
        if operation in _PARAMETERS:
            parameter = self._parameter(_PARAMETERS[operation], layer)
            return f"{self._loss_by(parameter)} = {self._to_parameter(layer, parameter)}"
        return ""

    def _to_parameter(self, layer: int, parameter: str) -> str:
        return f"{self._to_sum(layer, is_short=True)} {derivative(self._sum(layer), parameter)}"

    def _to_sum(self, layer: int, *, is_short: bool = False) -> str:
        """Return the factors down to a layer's sum; in short a long sum of a gradient's by its name."""
        if layer == self._last:
            return self._of_output()
        above = self._from_above(layer)
        if is_short and self.sizes[layer + 2] > LONGEST_SUM:
            above = self._loss_by(self._variable(layer))
        elif self.sizes[layer + 2] > 1:
            above = rf"\left( {above} \right)"
        return f"{above} {self._slope(layer)}"

    def _slope(self, layer: int) -> str:
        return derivative(self._variable(layer), self._sum(layer))

    def _loss_by(self, variable: str) -> str:
        return derivative(self.loss_letter, variable)

    def _with_output(self, letter: str) -> str:
        """Return a letter of an output, with its index where there are several."""
        return f"{letter}_{self._unit(self._last)}" if self.sizes[-1] > 1 else letter

    @property
    def _last(self) -> int:
        return len(self.sizes) - 2

    @abstractmethod
    def _weighted_sum(self, layer: int) -> str:
        """Return the rule of a unit's sum."""

    @abstractmethod
    def _loss_slope(self, target: str, answer: str) -> str:
        """Return the squared error's derivative by an answer."""

    @abstractmethod
    def _of_output(self) -> str:
        """Return the factors down to the output's sum."""

    @abstractmethod
    def _from_above(self, layer: int) -> str:
        """Return the factors down to what a hidden layer answers, as a sum where several units read it."""

    @abstractmethod
    def _variable(self, layer: int) -> str:
        """Return what a unit answers, as it stands in a derivative."""

    @abstractmethod
    def _sum(self, layer: int, unit: str = "") -> str:
        """Return a unit's sum, of the unit that the rule is about or of another one."""

    @abstractmethod
    def _parameter(self, letter: str, layer: int) -> str:
        """Return a weight ("w") or a bias ("b") of a layer."""

    @abstractmethod
    def _unit(self, layer: int) -> str:
        """Return the index of the unit that the rule is about."""
