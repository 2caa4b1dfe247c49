"""The chain rule of one weight or bias, written in full with numbers, and checked by a central difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.explain.central_difference import central_difference, relative_difference
from mlp_core.explain.explaining import find_notation
from mlp_core.explain.notation.symbols import derivative
from mlp_core.explain.numbers_in_latex import in_brackets, number_in_latex
from mlp_core.explain.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_core.explain.notation.symbols import Symbols
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.trace import Trace

MOST_PATHS = 64
"""Paths from the loss to a parameter that are written out one by one."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a chain.

    Attributes
    ----------
    symbol : str
        LaTeX of the partial derivative.
    name : str
        LaTeX of what it is here, "" where there is no other name.
    number : str
        LaTeX of its value, a negative one without brackets.
    value : float
        The value itself.
    quantity : Quantity or None
        Which number of the trace it is; None for a constant 1.
    """

    symbol: str
    name: str
    number: str
    value: float
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """Factors that belong together.

    Attributes
    ----------
    factors : tuple of Factor
        In the order from the loss to the parameter.
    reused : Quantity or None
        The error signal that they make, which was computed for a layer above and is used again here.
    title : str
        LaTeX of that error signal, with a minus where the notation has it with the other sign; "" for a group that is
        new.
    """

    factors: tuple[Factor, ...]
    reused: Quantity | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """One way from the loss down to a parameter.

    Attributes
    ----------
    units : tuple of (int, int)
        Layer and unit, from the output down.
    factors : tuple of Factor
        From the loss to the parameter.
    value : float
        Their product.
    """

    units: tuple[tuple[int, int], ...]
    factors: tuple[Factor, ...]
    value: float


@dataclass(frozen=True, slots=True)
class ParameterChain:
    """The derivative of the loss by one weight or bias.

    Attributes
    ----------
    left : Factor
        The derivative itself.
    groups : tuple of FactorGroup
        Its factors; where several units lead up from the parameter's unit, one factor is their sum.
    paths : tuple of Path
        Every way on its own, where there are at most `MOST_PATHS`; their values add up to the derivative. Empty for a
        batch.
    path_count : int
        How many ways there are.
    penalty : Factor or None
        What the penalty adds, for the batch.
    value : float
        The derivative by the chain rule: product of all factors, and the penalty's part.
    central : float
        The same by a central difference of the loss itself.
    relative_difference : float
        |value - central| over the larger of the two; 0 where both are 0.
    latex, numbers : str
        The chain in symbols, and in numbers with what they make.
    """

    left: Factor
    groups: tuple[FactorGroup, ...]
    paths: tuple[Path, ...]
    path_count: int
    penalty: Factor | None
    value: float
    central: float
    relative_difference: float
    latex: str
    numbers: str


def parameter_chain(
    trace: Trace,
    layer: int,
    unit: int,
    source: int = -1,
    *,
    sample: int | None = 0,
    notation: str = "chain",
    decimals: int = 4,
    fractions: bool = False,
) -> ParameterChain:
    """Return the chain rule of one parameter.

    Parameters
    ----------
    trace : Trace
        Of a step of gradient descent.
    layer, unit, source : int
        The weight from `source`, or the bias where that is -1.
    sample : int or None
        A row of the batch: the derivative of that sample's own loss. None: of the batch's loss and penalty.
    notation : str
        A name of `NOTATIONS`.
    decimals : int
        Digits after the point.
    fractions : bool
        Write fractions where they are exact.

    Raises
    ------
    ArgumentError
        If there is no such parameter, sample or notation, or the step is that of a learning rule.
    """
    _check(trace, layer, unit, source, sample)
    symbols = find_notation(notation).symbols(trace)
    build = _Builder(trace, symbols, decimals, fractions=fractions)
    central = central_difference(trace, trace.index(layer, unit, source), sample)
    if sample is None:
        return build.of_batch(layer, unit, source, central)
    return build.of_sample(layer, unit, source, sample, central)


def _check(trace: Trace, layer: int, unit: int, source: int, sample: int | None) -> None:
    if trace.rule is not None:
        raise ArgumentError(f"The {trace.rule} rule corrects without a derivative: it has no chain.")
    sizes = trace.sizes
    inside = 0 <= layer < len(sizes) - 1
    if not (inside and 0 <= unit < sizes[layer + 1] and -1 <= source < sizes[layer]):
        raise ArgumentError(f"there is no parameter (layer {layer}, unit {unit}, input {source}) in {sizes}.")
    if sample is not None and not 0 <= sample < trace.n_samples:
        raise ArgumentError(f"sample is {sample}; the batch has {trace.n_samples}.")


class _Builder:
    """Writes factors.

    Parameters
    ----------
    trace : Trace
        The numbers.
    symbols : Symbols
        The letters.
    decimals, fractions
        As in `parameter_chain`.
    """

    def __init__(self, trace: Trace, symbols: Symbols, decimals: int, *, fractions: bool) -> None:
        self._trace = trace
        self._symbols = symbols
        self._decimals = decimals
        self._fractions = fractions
        self._last = len(trace.sizes) - 2
        # Past dL/dy, or with a matrix of slopes, the output's delta is one factor.
        self._has_split_output = not (trace.fused or trace.network.activations[-1].output_only)

    def of_sample(self, layer: int, unit: int, source: int, sample: int, central: float) -> ParameterChain:
        """Return the chain of a sample's own loss."""
        gradient = self._trace.quantity(
            Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT, layer, unit, source, sample
        )
        path = self._single_path(layer)
        groups = [self._known(path, sample)] if path else []
        own: list[Factor] = []
        if not path:
            if layer < self._last:
                own.append(self._sum_over_uppers(layer, unit, sample))
                own.append(self._slope(layer, unit, sample))
            else:
                own.extend(self._output_factors(unit, sample))
        else:
            upper_layer, upper = path[-1]
            own.append(self._passage(upper_layer, upper, unit))
            own.append(self._slope(layer, unit, sample))
        own.append(self._read(layer, unit, source, sample))
        groups.append(FactorGroup(tuple(own)))
        left = self._factor(self._left(gradient), "", gradient)
        factors = tuple(factor for group in groups for factor in group.factors)
        paths = self._paths(layer, unit, source, sample)
        value = math.prod(factor.value for factor in factors)
        return ParameterChain(
            left,
            tuple(groups),
            paths,
            math.prod(self._trace.sizes[layer + 2 :]),
            None,
            value,
            central,
            relative_difference(value, central),
            f"{left.symbol} = {self._symbols_of(groups)}",
            f"{self._numbers_of(factors)} = {left.number}",
        )

    def of_batch(self, layer: int, unit: int, source: int, central: float) -> ParameterChain:
        """Return the reduced derivative of all samples, and the penalty's part."""
        trace, symbols = self._trace, self._symbols
        index = trace.index(layer, unit, source)
        kind = Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT
        loss_part = trace.quantity(kind, layer, unit, source)
        of_sample = derivative(f"{symbols.loss_letter}_{symbols.sample_letter}", symbols.parameter(loss_part))
        mean = r"\frac{1}{n} " if trace.config.reduction == "mean" else ""
        group = FactorGroup((self._factor(rf"{mean}\sum_{symbols.sample_letter} {of_sample}", "", loss_part),))
        penalty = None
        if source >= 0 and trace.is_penalised:
            part = trace.quantity(Kind.PENALTY_GRADIENT, layer, unit, source)
            penalty = self._factor(symbols.symbol(part), "", part)
        value = float(trace.gradient[index])
        loss = symbols.objective() if penalty is not None else symbols.loss_letter
        whole = trace.quantity(Kind.OBJECTIVE_GRADIENT, layer, unit, source) if penalty is not None else loss_part
        left = self._factor(derivative(loss, symbols.parameter(loss_part)), "", whole)
        symbol, number = group.factors[0].symbol, group.factors[0].number
        if penalty is not None:
            symbol, number = f"{symbol} + {penalty.symbol}", f"{number} + {in_brackets(penalty.number)}"
        return ParameterChain(
            left,
            (group,),
            (),
            math.prod(trace.sizes[layer + 2 :]),
            penalty,
            value,
            central,
            relative_difference(value, central),
            f"{left.symbol} = {symbol}",
            f"{number} = {left.number}",
        )

    # Factors.

    def _factor(self, symbol: str, name: str, quantity: Quantity) -> Factor:
        return Factor(symbol, name, self._number(quantity.value), quantity.value, quantity)

    def _left(self, gradient: Quantity) -> str:
        symbols = self._symbols
        return derivative(symbols.loss(gradient.sample), symbols.parameter(gradient))

    def _number(self, value: float) -> str:
        return number_in_latex(value, self._decimals, fractions=self._fractions)

    def _output_factors(self, unit: int, sample: int) -> Iterator[Factor]:
        """Yield the loss by the output, and the output by its sum; or both at once."""
        trace, symbols, last = self._trace, self._symbols, self._last
        difference = f"{symbols.activation(last, unit)} - {symbols.target(unit)}"
        if not self._has_split_output:
            symbol = derivative(symbols.loss(sample), symbols.sum_variable(last, unit))
            name = difference if trace.fused else ""
            yield self._factor(symbol, name, trace.quantity(Kind.DELTA, last, unit, -1, sample))
            return
        symbol = derivative(symbols.loss(sample), symbols.variable(last, unit))
        name = difference if trace.config.loss == "squared_error" else ""
        yield self._factor(symbol, name, trace.quantity(Kind.LOSS_SLOPE, last, unit, -1, sample))
        yield self._slope(last, unit, sample)

    def _slope(self, layer: int, unit: int, sample: int) -> Factor:
        symbols = self._symbols
        symbol = derivative(symbols.variable(layer, unit), symbols.sum_variable(layer, unit))
        letter = r"\sigma" if self._trace.network.activation_names[layer] == "sigmoid" else "f"
        name = f"{letter}'({symbols.sum_variable(layer, unit)})"
        return self._factor(symbol, name, self._trace.quantity(Kind.ACTIVATION_SLOPE, layer, unit, -1, sample))

    def _passage(self, layer: int, unit: int, source: int) -> Factor:
        """Return a unit's sum by an activation that it reads: the weight."""
        symbols = self._symbols
        symbol = derivative(symbols.sum_variable(layer, unit), symbols.variable(layer - 1, source))
        weight = self._trace.quantity(Kind.WEIGHT, layer, unit, source)
        return self._factor(symbol, symbols.symbol(weight), weight)

    def _read(self, layer: int, unit: int, source: int, sample: int) -> Factor:
        """Return a unit's sum by the parameter: what the weight reads."""
        trace, symbols = self._trace, self._symbols
        above = symbols.sum_variable(layer, unit)
        if source < 0:
            return Factor(derivative(above, symbols.bias(layer, unit)), "", "1", 1.0)
        kind = Kind.ACTIVATION if layer else Kind.INPUT
        read = trace.quantity(kind, layer - 1, source, -1, sample)
        return self._factor(derivative(above, symbols.weight(layer, unit, source)), symbols.symbol(read), read)

    def _sum_over_uppers(self, layer: int, unit: int, sample: int) -> Factor:
        """Return the loss by an activation that several units read: the sum over them."""
        symbols = self._symbols
        letter, own = symbols.loss(sample), symbols.variable(layer, unit)
        terms = []
        uppers = range(self._trace.sizes[layer + 2])
        for upper in uppers:
            above = symbols.sum_variable(layer + 1, upper)
            terms.append(rf"\boxed{{{derivative(letter, above)}}} {derivative(above, own)}")
        quantity = self._trace.quantity(Kind.DELTA_SUM, layer, unit, -1, sample)
        if len(terms) > 4:
            terms = [*terms[:2], r"\cdots", terms[-1]]
        products = [self._trace.quantity(Kind.DELTA_PRODUCT, layer + 1, upper, unit, sample) for upper in uppers]
        name = " + ".join(map(symbols.symbol, products)) if len(products) <= 2 and not symbols.flips_delta else ""
        return self._factor(rf"\left( {' + '.join(terms)} \right)", name, quantity)

    # Paths.

    def _single_path(self, layer: int) -> list[tuple[int, int]]:
        """Return the units above from the output down, if there is only one way; nothing otherwise."""
        if layer == self._last or any(size > 1 for size in self._trace.sizes[layer + 2 :]):
            return []
        return [(upper, 0) for upper in range(self._last, layer, -1)]

    def _known(self, path: list[tuple[int, int]], sample: int) -> FactorGroup:
        """Return what the layer above has computed already: the factors down to its sum."""
        layer, unit = path[-1]
        factors = list(self._output_factors(path[0][1], sample))
        for (upper_layer, upper), (lower_layer, lower) in pairwise(path):
            factors.append(self._passage(upper_layer, upper, lower))
            factors.append(self._slope(lower_layer, lower, sample))
        delta = self._trace.quantity(Kind.DELTA, layer, unit, -1, sample)
        symbol = self._symbols.delta(layer, unit, sample)
        return FactorGroup(tuple(factors), delta, f"-{symbol}" if self._symbols.flips_delta else symbol)

    def _paths(self, layer: int, unit: int, source: int, sample: int) -> tuple[Path, ...]:
        above = self._trace.sizes[layer + 2 :]
        if math.prod(above) > MOST_PATHS:
            return ()
        read = self._read(layer, unit, source, sample)
        paths = []
        for uppers in product(*(range(size) for size in reversed(above))):
            units = [(self._last - place, upper) for place, upper in enumerate(uppers)] + [(layer, unit)]
            factors = list(self._output_factors(units[0][1], sample))
            for (upper_layer, upper), (lower_layer, lower) in pairwise(units):
                factors.append(self._passage(upper_layer, upper, lower))
                factors.append(self._slope(lower_layer, lower, sample))
            factors.append(read)
            paths.append(Path(tuple(units), tuple(factors), math.prod(factor.value for factor in factors)))
        return tuple(paths)

    # Lines.

    def _symbols_of(self, groups: list[FactorGroup]) -> str:
        parts = []
        for group in groups:
            text = " ".join(factor.symbol for factor in group.factors)
            parts.append(rf"\boxed{{{text}}}" if group.reused is not None else text)
        return " ".join(parts)

    def _numbers_of(self, factors: tuple[Factor, ...]) -> str:
        texts = [factor.number if not place else in_brackets(factor.number) for place, factor in enumerate(factors)]
        return r" \cdot ".join(texts)
