"""Writes the factors of a chain: each partial derivative as a symbol, what it is here, and its number."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.explain.chain_parts import ChainSum, Factor, FactorGroup, Term
from mlp_core.explain.notation.symbols import derivative
from mlp_core.explain.numbers_in_latex import number_in_latex
from mlp_core.explain.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mlp_core.explain.notation.symbols import Symbols
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.trace import Trace


class FactorWriter:
    """Writes factors of one trace in one notation.

    Parameters
    ----------
    trace : Trace
        The numbers.
    symbols : Symbols
        The letters.
    decimals : int
        Digits after the point.
    fractions : bool
        Write fractions where they are exact.
    """

    def __init__(self, trace: Trace, symbols: Symbols, decimals: int, *, fractions: bool) -> None:
        self._trace = trace
        self._symbols = symbols
        self._decimals = decimals
        self._fractions = fractions
        self._last = len(trace.sizes) - 2
        # Past dL/dy, or with a matrix of slopes, the output's delta is one factor.
        self._has_split_output = not (trace.fused or trace.network.activations[-1].output_only)

    def number(self, value: float) -> str:
        """Return a number as LaTeX."""
        return number_in_latex(value, self._decimals, fractions=self._fractions)

    def factor(self, symbol: str, name: str, quantity: Quantity) -> Factor:
        """Return a factor that is a number of the trace; inputs and mistakes are written whole, as in their lines."""
        is_whole = quantity.kind in (Kind.INPUT, Kind.MISTAKE) and quantity.value.is_integer()
        number = number_in_latex(quantity.value, short=True) if is_whole else self.number(quantity.value)
        return Factor(symbol, name, number, quantity.value, quantity)

    def made(self, symbol: str, value: float) -> Factor:
        """Return a factor that is no number of the trace."""
        return Factor(symbol, "", self.number(value), value)

    def sum_of(
        self, left: Factor, scale: Factor | None, terms: Sequence[Term], values: np.ndarray, places: Sequence[int]
    ) -> ChainSum:
        """Return a sum of `values`, of which the terms at some places are written out."""
        count = values.size - len(places)
        if not count:
            return ChainSum(left, scale, tuple(terms))
        rest = float(np.delete(values, places).sum())
        return ChainSum(left, scale, tuple(terms), self.made(r"\cdots", rest), count)

    def over_samples(
        self, left: Factor, factors: Iterable[Factor], values: np.ndarray, places: Sequence[int]
    ) -> ChainSum:
        """Return what the samples of a batch add up to, or their mean; some of them are written out."""
        n_samples, scale = self._trace.n_samples, None
        if self._trace.config.reduction == "mean":
            scale = Factor(r"\frac{1}{n}", f"n = {n_samples}", rf"\frac{{1}}{{{n_samples}}}", 1.0 / n_samples)
        terms = [Term((FactorGroup((factor,)),), factor.value) for factor in factors]
        return self.sum_of(left, scale, terms, values, places)

    def derivative_of(self, gradient: Quantity) -> Factor:
        """Return the derivative of a sample's own loss by a parameter."""
        symbols = self._symbols
        return self.factor(derivative(symbols.loss(gradient.sample), symbols.parameter(gradient)), "", gradient)

    def of_output(self, unit: int, sample: int) -> Iterator[Factor]:
        """Yield the loss by the output, and the output by its sum; or both at once."""
        trace, symbols, last = self._trace, self._symbols, self._last
        difference = f"{symbols.activation(last, unit)} - {symbols.target(unit)}"
        if not self._has_split_output:
            symbol = derivative(symbols.loss(sample), symbols.sum_variable(last, unit))
            is_steep = getattr(trace.network.activations[last], "beta", 1.0) != 1.0
            name = (rf"\beta ({difference})" if is_steep else difference) if trace.fused else ""
            yield self.factor(symbol, name, trace.quantity(Kind.DELTA, last, unit, -1, sample))
            return
        symbol = derivative(symbols.loss(sample), symbols.variable(last, unit))
        name = difference if trace.config.loss == "squared_error" else ""
        yield self.factor(symbol, name, trace.quantity(Kind.LOSS_SLOPE, last, unit, -1, sample))
        yield self.slope(last, unit, sample)

    def slope(self, layer: int, unit: int, sample: int) -> Factor:
        """Return an activation by its sum."""
        symbols = self._symbols
        symbol = derivative(symbols.variable(layer, unit), symbols.sum_variable(layer, unit))
        name = f"{symbols.slope_letter(layer)}'({symbols.sum_variable(layer, unit)})"
        return self.factor(symbol, name, self._trace.quantity(Kind.ACTIVATION_SLOPE, layer, unit, -1, sample))

    def passage(self, layer: int, unit: int, source: int) -> Factor:
        """Return a unit's sum by an activation that it reads: the weight."""
        symbols = self._symbols
        symbol = derivative(symbols.sum_variable(layer, unit), symbols.variable(layer - 1, source))
        weight = self._trace.quantity(Kind.WEIGHT, layer, unit, source)
        return self.factor(symbol, symbols.symbol(weight), weight)

    def read(self, layer: int, unit: int, source: int, sample: int) -> Factor:
        """Return a unit's sum by the parameter: what the weight reads, 1 for a bias."""
        trace, symbols = self._trace, self._symbols
        above = symbols.sum_variable(layer, unit)
        if source < 0:
            return Factor(derivative(above, symbols.bias(layer, unit)), "", "1", 1.0)
        kind = Kind.ACTIVATION if layer else Kind.INPUT
        read = trace.quantity(kind, layer - 1, source, -1, sample)
        return self.factor(derivative(above, symbols.weight(layer, unit, source)), symbols.symbol(read), read)

    def by_sum(self, layer: int, unit: int, sample: int) -> Factor:
        """Return the loss by a unit's sum, which that unit has computed."""
        symbols = self._symbols
        symbol = derivative(symbols.loss(sample), symbols.sum_variable(layer, unit))
        return self.factor(symbol, "", self._trace.quantity(Kind.DELTA, layer, unit, -1, sample))

    def by_activation(self, layer: int, unit: int, sample: int) -> Factor:
        """Return the loss by an activation that several units read."""
        symbols = self._symbols
        symbol = derivative(symbols.loss(sample), symbols.variable(layer, unit))
        return self.factor(symbol, "", self._trace.quantity(Kind.DELTA_SUM, layer, unit, -1, sample))

    def along(self, units: Sequence[tuple[int, int]], sample: int) -> list[Factor]:
        """Return the factors from the loss to the sum of the last of some units, each read by the one before it."""
        factors = list(self.of_output(units[0][1], sample))
        for (upper_layer, upper), (layer, unit) in pairwise(units):
            factors.append(self.passage(upper_layer, upper, unit))
            factors.append(self.slope(layer, unit, sample))
        return factors

    def reused(self, factors: Sequence[Factor], layer: int, unit: int, sample: int) -> FactorGroup:
        """Return factors that make the error signal of a unit, titled with it."""
        delta = self._trace.quantity(Kind.DELTA, layer, unit, -1, sample)
        symbol = self._symbols.delta(layer, unit, sample)
        return FactorGroup(tuple(factors), delta, f"-{symbol}" if self._symbols.flips_delta else symbol)
