"""What stands behind a learning rule's step: the chain of the loss where it descends one, else its own factors."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from mlp_core.explain.chain_factors import FactorWriter
from mlp_core.explain.chain_lines import numbers_of, symbols_of
from mlp_core.explain.chain_parts import ChainSum, Equation, Factor, FactorGroup, ParameterChain
from mlp_core.explain.chain_paths import largest_places
from mlp_core.explain.explaining import find_notation
from mlp_core.explain.numbers_in_latex import number_in_latex
from mlp_core.explain.quantity import Kind
from mlp_core.network.losses import LOSSES

if TYPE_CHECKING:
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.trace import Trace

    Place = tuple[int, int, int]
    """Layer, unit and source of a parameter."""

_BELONGS = {"identity": "squared_error", "sigmoid": "binary_cross_entropy"}
"""Output activations of the delta rule, and the one loss that the rule then descends."""


def descended_slope(trace: Trace) -> float | None:
    """Return what a learning rule's y - t is multiplied by in the derivative of the network's loss by an output's sum.

    Returns
    -------
    float or None
        1 of the delta rule for a linear output with the squared error; the steepness for a sigmoid with binary
        cross-entropy. None where no constant makes the rule's step one of gradient descent on the loss: of a sigmoid
        with the squared error the rule leaves out the slope y (1 - y), other losses send back something else than
        y - t, and the perceptron rule's answers are flat in every weight.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, 4.3.6: an output and the loss that belongs to it.
    """
    output = trace.network.activation_names[-1]
    if trace.rule != "delta" or _BELONGS.get(output) != trace.config.loss:
        return None
    return float(getattr(trace.network.activations[-1], "beta", 1.0))


def as_descent(trace: Trace) -> Trace | None:
    """Return a learning rule's step as the one of gradient descent that it is, but for a constant; None for none."""
    slope = descended_slope(trace)
    if slope is None:
        return None
    (deltas,) = trace.deltas
    gradient = slope * trace.gradient
    config = replace(trace.config, optimizer="sgd")
    return replace(trace, config=config, deltas=(slope * deltas,), loss_gradient=gradient, gradient=gradient)


def slope_of_loss(trace: Trace, index: int) -> float:
    """Return the derivative of the network's loss, with its penalty, by a parameter, whatever takes the step.

    Parameters
    ----------
    trace : Trace
        Of gradient descent, or of a learning rule: where that descends no loss, 0 for answers that are flat.
    index : int
        Of the parameter, in the flat layout.
    """
    slope = descended_slope(trace) if trace.rule is not None else 1.0
    if slope is not None:
        return slope * float(trace.gradient[index])
    unit, source = divmod(index, trace.sizes[0] + 1)
    slopes = trace.activation_errors[0][:, unit] * trace.activation_slopes[0][:, unit]
    total = float(slopes.sum() if source == trace.sizes[0] else slopes @ trace.inputs[:, source])
    return total / trace.n_samples if trace.config.reduction == "mean" else total


def reason_without_chain(trace: Trace) -> str:
    """Return why a learning rule's step is no derivative of the network's loss, as a sentence for a student."""
    if trace.rule == "perceptron":
        return (
            "The perceptron rule descends no loss: its answers are flat in every weight, so there is no derivative. "
            "It corrects by what the input was, and only on a mistake."
        )
    loss, right = _named(trace.config.loss), _named(_BELONGS[trace.network.activation_names[-1]])
    if trace.config.loss == "squared_error":
        return f"The delta rule leaves out the sigmoid's slope: a step down the {right}, and not down the {loss}."
    return f"The delta rule corrects by the error itself: a step down the {right}, and not down the {loss}."


class RuleChain:
    """Writes what a learning rule's step is made of.

    Parameters
    ----------
    trace : Trace
        Of a step of a learning rule.
    notation : str
        A name of `NOTATIONS`.
    decimals : int
        Digits after the point.
    fractions : bool
        Write fractions where they are exact.

    Attributes
    ----------
    descent : Trace or None
        The step as one of gradient descent, see `as_descent`.
    """

    def __init__(self, trace: Trace, notation: str, decimals: int, *, fractions: bool) -> None:
        self.descent = as_descent(trace)
        self._trace = trace
        self._symbols = find_notation(notation).symbols(trace)
        self._write = FactorWriter(trace, self._symbols, decimals, fractions=fractions)
        self._sign = -1.0 if self._symbols.flips_error else 1.0

    def correction(self, place: Place, sample: int | None, left: Factor) -> Equation:
        """Return what the rule adds, or subtracts in notations that do, by the loss's derivative `left`."""
        slope = descended_slope(self._trace) or 1.0
        sign = "" if self._sign < 0.0 else "-"
        write, factor = self._write, -self._sign / slope
        corrected = self._correction(place, sample)
        if slope == 1.0:
            # Minus the derivative is no number of the trace but the correction itself.
            quantity = corrected.quantity if sign else left.quantity
            signed = Factor(sign + left.symbol, "", write.number(factor * left.value), factor * left.value, quantity)
            return Equation(corrected, (signed,))
        one = Factor(rf"{sign}\frac{{1}}{{\beta}}", rf"\beta = {slope:g}", write.number(factor), factor)
        return Equation(corrected, (one, left))

    def of_step(self, place: Place, sample: int | None, most_terms: int) -> ParameterChain:
        """Return the rule's own step: what it adds, and what that is made of."""
        trace, write = self._trace, self._write
        is_alone = trace.n_samples == 1
        if sample is not None and not is_alone:
            left, groups = self._correction(place, sample), [FactorGroup(self._corrected(place, sample))]
        else:
            rate = trace.quantity(Kind.LEARNING_RATE)
            symbol, value = self._symbols.symbol(rate), self._sign * rate.value
            scale = Factor(("-" if self._sign < 0.0 else "") + symbol, "", number_in_latex(value, short=True), value)
            change = trace.quantity(Kind.CHANGE, *place)
            left = write.factor(self._symbols.symbol(change), "", change)
            whole = self._corrected(place, 0) if is_alone else (self._correction(place, None),)
            groups = [FactorGroup((scale,)), FactorGroup(whole)]
        sums = () if sample is not None or is_alone else (self._over_samples(groups[-1].factors[0], place, most_terms),)
        return ParameterChain(
            left=left,
            groups=tuple(groups),
            sums=sums,
            paths=(),
            path_count=1,
            path_rest=None,
            penalty=None,
            value=left.value,
            central=math.nan,
            relative_difference=math.nan,
            latex=f"{left.symbol} = {symbols_of(groups, ())}",
            numbers=f"{numbers_of(groups, sums)} = {left.number}",
            reason=reason_without_chain(trace),
        )

    def _corrected(self, place: Place, sample: int) -> tuple[Factor, ...]:
        """Return the factors of a sample's correction: how wrong the output was, and what the weight reads."""
        (layer, unit, source), trace, symbols = place, self._trace, self._symbols
        kind = Kind.MISTAKE if trace.rule == "perceptron" else Kind.ERROR
        error = self._signed(symbols.answer_error(unit), trace.quantity(kind, layer, unit, -1, sample))
        if source < 0:
            return (error,)
        read = trace.quantity(Kind.INPUT, -1, source, -1, sample)
        return error, self._write.factor(symbols.symbol(read), "", read)

    def _correction(self, place: Place, sample: int | None) -> Factor:
        """Return what a sample, or without one the batch, adds or subtracts before the rate."""
        row = 0 if self._trace.n_samples == 1 else -1 if sample is None else sample
        quantity = self._trace.quantity(Kind.CORRECTION, *place, row)
        return self._signed(self._symbols.symbol(quantity), quantity)

    def _signed(self, symbol: str, quantity: Quantity) -> Factor:
        """Return a number with the sign that the notation gives it; 0 stays without one."""
        return self._write.factor(symbol, "", replace(quantity, value=0.0 + self._sign * quantity.value))

    def _over_samples(self, left: Factor, place: Place, most_terms: int) -> ChainSum:
        (layer, unit, source), trace = place, self._trace
        values = -self._sign * trace.deltas[layer][:, unit] * (trace.inputs[:, source] if source >= 0 else 1.0)
        places = largest_places(values, most_terms)
        return self._write.over_samples(left, (self._correction(place, each) for each in places), values, places)


def _named(loss: str) -> str:
    """Return what a loss is called in a sentence: "squared error", "hinge loss"."""
    title = LOSSES[loss].title.lower()
    return title if title.endswith(("error", "entropy")) else f"{title} loss"
