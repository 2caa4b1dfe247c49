"""How each kind of line is written, forward, back and in the gradients; notations put their own in place of some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.explain.notation.functions import (
    ACTIVATION_FORMULAS,
    LOSS_FORMULAS,
    LOSS_SLOPE_FORMULAS,
    SLOPE_FORMULAS,
    difference,
)
from mlp_core.explain.notation.optimizer_lines import OPTIMIZER_LINES
from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity

    Line = Callable[[Writer], None]


def below(writer: Writer, layer: int, unit: int, sample: int) -> Quantity:
    """Return what a layer reads from one of its inputs."""
    return writer.trace.quantity(Kind.ACTIVATION if layer else Kind.INPUT, layer - 1, unit, -1, sample)


def _read(writer: Writer) -> None:
    writer.result()
    writer.pieces.pop()


def _multiply_weight(writer: Writer) -> None:
    weight, source = writer.step.reads
    writer.value(weight)
    writer.times()
    writer.value(source)
    writer.end_with_result()


def _add_bias(writer: Writer) -> None:
    writer.value(writer.step.reads[0])


def weighted_input(writer: Writer, product: Quantity) -> None:
    """Write weight times input, or the bias."""
    kind = Kind.WEIGHT if product.input >= 0 else Kind.BIAS
    writer.value(writer.trace.quantity(kind, product.layer, product.unit, product.input))
    if product.input >= 0:
        writer.times()
        writer.value(below(writer, product.layer, product.input, product.sample))


def _sum(writer: Writer) -> None:
    writer.result()
    writer.total(writer.step.reads, lambda product: weighted_input(writer, product))


def _activate(writer: Writer) -> None:
    writer.result()
    ACTIVATION_FORMULAS[writer.trace.network.activation_names[writer.step.layer]](writer)


def _loss_of_output(writer: Writer) -> None:
    writer.result()
    LOSS_FORMULAS[writer.trace.config.loss](writer)


def _loss_of_sample(writer: Writer) -> None:
    half = len(writer.step.reads) // 2
    writer.result()
    writer.operator(r"\mathbf{1}", "[")
    for place, part in enumerate((writer.step.reads[:half], writer.step.reads[half:])):
        if place:
            writer.operator(r"\ne")
        writer.operator(r"\arg\max", "(")
        for unit, quantity in enumerate(part):
            if unit:
                writer.operator(",")
            writer.value(quantity)
        writer.operator(")")
    writer.operator("]")


def _plain_sum(writer: Writer) -> None:
    writer.result()
    writer.total(writer.step.reads, lambda part: writer.value(part, remainder=writer.step.makes.value))


def _compare(writer: Writer) -> None:
    answer, target = writer.step.reads
    if writer.symbols.marks_mistakes:
        writer.value(target)
        writer.times()
        writer.operator(r"\mathbf{1}", "[")
        writer.value(target)
        writer.operator(r"\ne")
        writer.value(answer)
        writer.operator("]")
        writer.end_with_result()
        return
    flipped = writer.symbols.flips_error
    difference(writer, *((answer, target) if flipped else (target, answer)))
    writer.end_with_result(flipped=flipped)


def reduced(writer: Writer, parts: Sequence[Quantity], write: Callable[[Quantity], None]) -> None:
    """Write the sum or the mean of what the samples give; the batch size comes last where it is the mean."""
    if parts[-1].kind is not Kind.BATCH_SIZE:
        writer.total(parts, write)
        return
    writer.value(parts[-1], wrap=r"\frac{1}{#}", number_wrap=r"\tfrac{1}{#}")
    writer.times()
    writer.operator("(")
    writer.total(parts[:-1], write)
    writer.operator(")")


def _reduce(writer: Writer) -> None:
    writer.result()
    reduced(writer, writer.step.reads, lambda part: writer.value(part, remainder=writer.step.makes.value))


def _reduce_corrections(writer: Writer) -> None:
    flipped = writer.symbols.flips_error
    reduced(
        writer, writer.step.reads, lambda part: writer.value(part, flipped=flipped, remainder=writer.step.makes.value)
    )
    writer.end_with_result(flipped=flipped)


def _reduce_any(writer: Writer) -> None:
    if writer.step.makes.kind is Kind.CORRECTION:
        _reduce_corrections(writer)
    else:
        _reduce(writer)


def penalised(writer: Writer) -> tuple[list[Quantity], list[Quantity]]:
    """Return the coefficients of a line about the penalty, and what comes behind them."""
    kinds = (Kind.L1, Kind.L2, Kind.L1_SLOPE, Kind.L2_SLOPE)
    reads = writer.step.reads
    return [each for each in reads if each.kind in kinds], [each for each in reads if each.kind not in kinds]


def _penalise(writer: Writer) -> None:
    coefficients, weights = penalised(writer)
    writer.result()
    for place, coefficient in enumerate(coefficients):
        if place:
            writer.operator("+")
        writer.value(coefficient)
        writer.times()
        if coefficient.kind is Kind.L2:
            writer.constant(r"\frac{1}{2}")
            writer.times()
        writer.operator("(")
        if coefficient.kind is Kind.L2:
            writer.total(weights, writer.squared)
        else:
            writer.total(weights, lambda weight: writer.value(weight, wrap="|#|"))
        writer.operator(")")


def _start_backward(writer: Writer) -> None:
    writer.result()
    writer.constant("1")


def _branch(writer: Writer) -> None:
    slope, coefficient = writer.step.reads
    writer.result()
    writer.value(slope)
    writer.times()
    writer.value(coefficient)


def _loss_slope(writer: Writer) -> None:
    writer.result()
    LOSS_SLOPE_FORMULAS[writer.trace.config.loss](writer)


def _activation_slope(writer: Writer) -> None:
    writer.result()
    SLOPE_FORMULAS[writer.trace.network.activation_names[writer.step.layer]](writer)


def _output_delta(writer: Writer) -> None:
    error, slope = writer.step.reads
    writer.result()
    writer.value(error)
    writer.times()
    writer.value(slope)


def output_delta_fused(writer: Writer) -> None:
    """Write y - t, or t - y where the error signal has the other sign; with a steep sigmoid, beta times that."""
    answer, target, *beta = writer.step.reads
    flipped = writer.symbols.flips_delta
    writer.result(flipped=flipped)
    if beta:
        writer.value(beta[0])
        writer.times()
        writer.operator("(")
    difference(writer, *((target, answer) if flipped else (answer, target)))
    if beta:
        writer.operator(")")


def output_delta_softmax(writer: Writer) -> None:
    """Write y_k (s_k - (s_1 y_1 + ...)), where s are the loss's slopes."""
    half, unit = len(writer.step.reads) // 2, writer.step.unit
    slopes, answers = writer.step.reads[:half], writer.step.reads[half:]
    flipped = writer.symbols.flips_delta
    writer.result(flipped=flipped)
    if flipped:
        writer.operator("{-}")
    writer.value(answers[unit])
    writer.times()
    writer.operator("(")
    writer.value(slopes[unit])
    writer.operator("-", "(")
    for place, (slope, answer) in enumerate(zip(slopes, answers, strict=True)):
        if place:
            writer.operator("+")
        writer.value(slope)
        writer.times()
        writer.value(answer)
    writer.operator(")", ")")


def weighted_delta(writer: Writer, product: Quantity) -> None:
    """Write weight and delta of the unit above, in the order of the notation."""
    symbols, trace = writer.symbols, writer.trace
    weight = trace.quantity(Kind.WEIGHT, product.layer, product.unit, product.input)
    delta = trace.quantity(Kind.DELTA, product.layer, product.unit, -1, product.sample)
    if symbols.weight_first:
        writer.value(weight)
        writer.times()
    writer.value(delta, flipped=symbols.flips_delta)
    if not symbols.weight_first:
        writer.times()
        writer.value(weight)


def _delta_product(writer: Writer) -> None:
    weighted_delta(writer, writer.step.makes)
    writer.end_with_result(flipped=writer.symbols.flips_delta)


def _delta_sum(writer: Writer) -> None:
    writer.result()
    writer.total(writer.step.reads, lambda product: weighted_delta(writer, product))


def _delta_products(writer: Writer, delta_sum: Quantity) -> list[Quantity]:
    """Return the products that a delta sum is made of."""
    uppers = range(writer.trace.sizes[delta_sum.layer + 2])
    place = (delta_sum.layer + 1, delta_sum.unit, delta_sum.sample)
    return [writer.trace.quantity(Kind.DELTA_PRODUCT, place[0], upper, place[1], place[2]) for upper in uppers]


def summed_deltas(
    writer: Writer, delta_sum: Quantity, write: Callable[[Writer, Quantity], None] = weighted_delta
) -> None:
    """Write the sum of the delta products of a hidden unit, each by `write`, in brackets if there are several."""
    products = _delta_products(writer, delta_sum)
    if len(products) > 1:
        writer.operator("(")
    writer.total(products, lambda product: write(writer, product))
    if len(products) > 1:
        writer.operator(")")


def chain_to_sum(writer: Writer, delta: Quantity, write: Callable[[Writer, Quantity], None]) -> None:
    """Write the chain down to a hidden unit's sum: what comes from above, by its name where it is long, and the slope.

    Parameters
    ----------
    writer : Writer
        Writes the line.
    delta : Quantity
        The unit's error signal.
    write : Callable
        Writes one of the products that come from above.
    """
    place = (delta.layer, delta.unit, -1, delta.sample)
    delta_sum = writer.trace.quantity(Kind.DELTA_SUM, *place)
    if writer.symbols.names_sum(writer.step.operation, delta.layer):
        writer.value(delta_sum)
    else:
        summed_deltas(writer, delta_sum, write)
    writer.times()
    writer.value(writer.trace.quantity(Kind.ACTIVATION_SLOPE, *place))


def _hidden_delta(writer: Writer) -> None:
    writer.result()
    writer.value(writer.step.reads[1])
    writer.times()
    summed_deltas(writer, writer.step.reads[0])


def _weight_gradient(writer: Writer) -> None:
    delta, source = writer.step.reads
    writer.result()
    writer.value(delta)
    writer.times()
    writer.value(source)


def _bias_gradient(writer: Writer) -> None:
    writer.result()
    writer.value(writer.step.reads[0])


def _correct(writer: Writer) -> None:
    flipped = writer.symbols.flips_error
    error, *source = writer.step.reads
    if not source:
        # Of a bias the correction is the error itself.
        writer.result(flipped=flipped)
        writer.pieces.pop()
        return
    writer.value(error, flipped=flipped)
    writer.times()
    writer.value(source[0])
    writer.end_with_result(flipped=flipped)


def _penalty_gradient(writer: Writer) -> None:
    slopes, (weight,) = penalised(writer)
    for place, slope in enumerate(slopes):
        if place:
            writer.operator("+")
        is_square = slope.kind is Kind.L2_SLOPE
        writer.value(slope, writer.symbols.penalty_factor(2 if is_square else 1))
        writer.times()
        if is_square:
            writer.value(weight)
        else:
            writer.operator(r"\operatorname{sign}", "(")
            writer.value(weight)
            writer.operator(")")
    writer.end_with_result()


LINES: dict[Operation, Line] = {
    Operation.READ_INPUT: _read,
    Operation.READ_TARGET: _read,
    Operation.MULTIPLY_WEIGHT: _multiply_weight,
    Operation.ADD_BIAS: _add_bias,
    Operation.SUM: _sum,
    Operation.ACTIVATE: _activate,
    Operation.LOSS_OF_OUTPUT: _loss_of_output,
    Operation.LOSS_OF_SAMPLE: _loss_of_sample,
    Operation.SUM_LOSS: _plain_sum,
    Operation.COMPARE: _compare,
    Operation.REDUCE_LOSS: _reduce,
    Operation.PENALISE: _penalise,
    Operation.SUM_PENALTY: _plain_sum,
    Operation.ADD_PENALTY: _plain_sum,
    Operation.START_BACKWARD: _start_backward,
    Operation.L2_SLOPE: _branch,
    Operation.L1_SLOPE: _branch,
    Operation.LOSS_SLOPE: _loss_slope,
    Operation.ACTIVATION_SLOPE: _activation_slope,
    Operation.OUTPUT_DELTA: _output_delta,
    Operation.OUTPUT_DELTA_FUSED: output_delta_fused,
    Operation.OUTPUT_DELTA_SOFTMAX: output_delta_softmax,
    Operation.DELTA_PRODUCT: _delta_product,
    Operation.DELTA_SUM: _delta_sum,
    Operation.HIDDEN_DELTA: _hidden_delta,
    Operation.WEIGHT_GRADIENT: _weight_gradient,
    Operation.BIAS_GRADIENT: _bias_gradient,
    Operation.CORRECT: _correct,
    Operation.REDUCE: _reduce_any,
    Operation.PENALTY_GRADIENT: _penalty_gradient,
    Operation.ADD_PENALTY_GRADIENT: _plain_sum,
    **OPTIMIZER_LINES,
}
"""How each kind of line is written."""
