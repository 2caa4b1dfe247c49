"""The chain rule of one weight or bias, written in full with numbers, and checked by a central difference."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.explain.central_difference import central_difference, relative_difference
from mlp_core.explain.chain_factors import FactorWriter
from mlp_core.explain.chain_lines import numbers_of, symbols_of
from mlp_core.explain.chain_parts import ChainSum, Factor, FactorGroup, ParameterChain, Path, Term
from mlp_core.explain.chain_paths import largest_places, path_count, strongest_paths
from mlp_core.explain.explaining import find_notation
from mlp_core.explain.notation.symbols import derivative
from mlp_core.explain.numbers_in_latex import in_brackets
from mlp_core.explain.quantity import Kind
from mlp_core.explain.rule_chain import RuleChain

if TYPE_CHECKING:
    from mlp_core.explain.notation.symbols import Symbols
    from mlp_core.explain.trace import Trace

MOST_PATHS = 64
"""Paths from the loss to a parameter that are written out one by one."""

MOST_TERMS = 4
"""Terms of a sum that are written out; one more where only that one would be left out."""


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
    most_terms: int = MOST_TERMS,
    most_paths: int = MOST_PATHS,
) -> ParameterChain:
    """Return the chain rule of one parameter.

    Parameters
    ----------
    trace : Trace
        The step.
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
    most_terms : int
        Of a sum, how many of its largest terms are written out.
    most_paths : int
        How many ways are written out.

    Raises
    ------
    ArgumentError
        If there is no such parameter, sample or notation.

    Notes
    -----
    A learning rule whose step descends the network's loss has the loss's chain too, and beside it what the rule makes
    of it. Of any other the factors of its own step are told, and why there is no derivative.
    """
    _check(trace, layer, unit, source, sample)
    rule = None if trace.rule is None else RuleChain(trace, notation, decimals, fractions=fractions)
    descent = trace if rule is None else rule.descent
    if descent is None:
        assert rule is not None
        return rule.of_step((layer, unit, source), sample, most_terms)
    symbols = find_notation(notation).symbols(descent)
    write = FactorWriter(descent, symbols, decimals, fractions=fractions)
    build = _Builder(descent, symbols, write, most_terms)
    central = central_difference(descent, trace.index(layer, unit, source), sample)
    if sample is None:
        chain = build.of_batch(layer, unit, source, central)
    else:
        chain = build.of_sample((layer, unit, source), sample, central, most_paths)
    return (
        chain if rule is None else replace(chain, correction=rule.correction((layer, unit, source), sample, chain.left))
    )


def _check(trace: Trace, layer: int, unit: int, source: int, sample: int | None) -> None:
    sizes = trace.sizes
    inside = 0 <= layer < len(sizes) - 1
    if not (inside and 0 <= unit < sizes[layer + 1] and -1 <= source < sizes[layer]):
        raise ArgumentError(f"there is no parameter (layer {layer}, unit {unit}, input {source}) in {sizes}.")
    if sample is not None and not 0 <= sample < trace.n_samples:
        raise ArgumentError(f"sample is {sample}; the batch has {trace.n_samples}.")


class _Builder:
    """Puts chains together.

    Parameters
    ----------
    trace : Trace
        The numbers.
    symbols : Symbols
        The letters.
    write : FactorWriter
        Writes the factors.
    most_terms : int
        As in `parameter_chain`.
    """

    def __init__(self, trace: Trace, symbols: Symbols, write: FactorWriter, most_terms: int) -> None:
        self._trace = trace
        self._symbols = symbols
        self._write = write
        self._most_terms = most_terms
        self._last = len(trace.sizes) - 2

    def of_sample(self, place: tuple[int, int, int], sample: int, central: float, most_paths: int) -> ParameterChain:
        """Return the chain of a sample's own loss."""
        (layer, unit, source), write = place, self._write
        kind = Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT
        left = write.derivative_of(self._trace.quantity(kind, layer, unit, source, sample))
        groups: list[FactorGroup] = []
        sums: tuple[ChainSum, ...] = ()
        if layer == self._last:
            own = list(write.of_output(unit, sample))
        elif path_count(self._trace, layer) == 1:
            above = [(upper, 0) for upper in range(self._last, layer, -1)]
            groups.append(write.reused(write.along(above, sample), layer + 1, 0, sample))
            own = [write.passage(layer + 1, 0, unit), write.slope(layer, unit, sample)]
        else:
            sums = (self._over_uppers(layer, unit, sample),)
            own = [sums[0].left, write.slope(layer, unit, sample)]
        groups.append(FactorGroup((*own, write.read(layer, unit, source, sample))))
        value = math.prod(factor.value for group in groups for factor in group.factors)
        paths, count = self._paths(place, sample, most_paths), path_count(self._trace, layer)
        has_rest = 0 < len(paths) < count
        return ParameterChain(
            left,
            tuple(groups),
            sums,
            paths,
            count,
            write.made(r"\cdots", value - math.fsum(path.value for path in paths)) if has_rest else None,
            None,
            value,
            central,
            relative_difference(value, central),
            f"{left.symbol} = {symbols_of(groups, sums)}",
            f"{numbers_of(groups, sums)} = {left.number}",
        )

    def of_batch(self, layer: int, unit: int, source: int, central: float) -> ParameterChain:
        """Return the reduced derivative of all samples, and the penalty's part."""
        trace, symbols, write = self._trace, self._symbols, self._write
        kind = Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT
        loss_part = trace.quantity(kind, layer, unit, source)
        of_sample = derivative(f"{symbols.loss_letter}_{symbols.sample_letter}", symbols.parameter(loss_part))
        mean = r"\frac{1}{n} " if trace.config.reduction == "mean" else ""
        group = FactorGroup((write.factor(rf"{mean}\sum_{symbols.sample_letter} {of_sample}", "", loss_part),))
        sums = self._over_samples(group.factors[0], layer, unit, source)
        penalty = None
        if source >= 0 and trace.is_penalised:
            part = trace.quantity(Kind.PENALTY_GRADIENT, layer, unit, source)
            penalty = write.factor(symbols.symbol(part), "", part)
        value = float(trace.gradient[trace.index(layer, unit, source)])
        loss = symbols.objective() if penalty is not None else symbols.loss_letter
        whole = trace.quantity(Kind.OBJECTIVE_GRADIENT, layer, unit, source) if penalty is not None else loss_part
        left = write.factor(derivative(loss, symbols.parameter(loss_part)), "", whole)
        symbol, number = group.factors[0].symbol, numbers_of([group], sums, is_term=penalty is not None)
        if penalty is not None:
            symbol, number = f"{symbol} + {penalty.symbol}", f"{number} + {in_brackets(penalty.number)}"
        return ParameterChain(
            left,
            (group,),
            sums,
            (),
            path_count(trace, layer),
            None,
            penalty,
            value,
            central,
            relative_difference(value, central),
            f"{left.symbol} = {symbol}",
            f"{number} = {left.number}",
        )

    # Sums.

    def _over_uppers(self, layer: int, unit: int, sample: int) -> ChainSum:
        """Return the loss by an activation that several units read: what each of them has computed, times its weight.

        Right below the output what it has computed is written in full.
        """
        trace, write, upper_layer = self._trace, self._write, layer + 1
        values = trace.deltas[upper_layer][sample] * trace.network.weights[upper_layer][:, unit]
        places = largest_places(values, self._most_terms)
        terms = []
        for upper in places:
            known = list(write.of_output(upper, sample)) if upper_layer == self._last else []
            group = write.reused(known or [write.by_sum(upper_layer, upper, sample)], upper_layer, upper, sample)
            terms.append(Term((group, FactorGroup((write.passage(upper_layer, upper, unit),))), float(values[upper])))
        return write.sum_of(write.by_activation(layer, unit, sample), None, terms, values, places)

    def _over_samples(self, left: Factor, layer: int, unit: int, source: int) -> tuple[ChainSum, ...]:
        """Return the derivatives of the batch's samples; nothing where there is only one."""
        trace, write = self._trace, self._write
        if trace.n_samples == 1:
            return ()
        values = trace.deltas[layer][:, unit] * (trace.below(layer)[:, source] if source >= 0 else 1.0)
        kind = Kind.BIAS_GRADIENT if source < 0 else Kind.WEIGHT_GRADIENT
        places = largest_places(values, self._most_terms)
        gradients = (write.derivative_of(trace.quantity(kind, layer, unit, source, sample)) for sample in places)
        return (write.over_samples(left, gradients, values, places),)

    # Paths.

    def _paths(self, place: tuple[int, int, int], sample: int, most: int) -> tuple[Path, ...]:
        layer, unit, source = place
        if most < 1:
            return ()
        read = self._write.read(layer, unit, source, sample)
        paths = []
        for units in strongest_paths(self._trace, layer, unit, sample, most):
            known = tuple(self._write.of_output(units[0][1], sample))
            way = self._write.along(units, sample)[len(known) :]
            groups = (self._write.reused(known, *units[0], sample), FactorGroup((*way, read)))
            value = math.prod(factor.value for group in groups for factor in group.factors)
            paths.append(Path(units, groups, value, self._write.number(value)))
        return tuple(paths)
