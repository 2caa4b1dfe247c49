"""How the lines of an update are written: the optimizers' arithmetic, one weight at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity


def _one_minus(writer: Writer, quantity: Quantity) -> None:
    writer.operator("(")
    writer.constant("1")
    writer.operator("-")
    writer.value(quantity)
    writer.operator(")")


def _left_of(writer: Writer, one: Quantity, other: Quantity) -> float:
    """Return what is left where two terms of opposite signs are added; 0 where nothing is taken from either."""
    return writer.step.makes.value if one.value * other.value < 0.0 else 0.0


def _decay(writer: Writer) -> None:
    before, rate, decay = writer.step.reads
    writer.result()
    writer.value(before)
    writer.operator("-")
    for factor in (rate, decay):
        writer.value(factor)
        writer.times()
    writer.value(before)


def _velocity(writer: Writer) -> None:
    momentum, velocity, gradient = writer.step.reads
    left = _left_of(writer, velocity, gradient)
    writer.result()
    writer.value(momentum)
    writer.times()
    writer.value(velocity, remainder=left)
    writer.operator("+")
    writer.value(gradient, remainder=left)


def _look_ahead(writer: Writer) -> None:
    gradient, momentum, velocity = writer.step.reads
    left = _left_of(writer, velocity, gradient)
    writer.result()
    writer.value(gradient, remainder=left)
    writer.operator("+")
    writer.value(momentum)
    writer.times()
    writer.value(velocity, remainder=left)


def _first_moment(writer: Writer) -> None:
    beta, moment, gradient = writer.step.reads
    writer.result()
    left = _left_of(writer, moment, gradient)
    writer.value(beta)
    writer.times()
    writer.value(moment, remainder=left)
    writer.operator("+")
    _one_minus(writer, beta)
    writer.times()
    writer.value(gradient, remainder=left)


def _second_moment(writer: Writer) -> None:
    beta, moment, gradient = writer.step.reads
    writer.result()
    writer.value(beta)
    writer.times()
    writer.value(moment)
    writer.operator("+")
    _one_minus(writer, beta)
    writer.times()
    writer.squared(gradient)


def _correct_moment(writer: Writer) -> None:
    moment, beta, number = writer.step.reads
    writer.result()
    writer.value(moment)
    writer.operator("/", "(")
    writer.constant("1")
    writer.operator("-")
    writer.value(beta)
    writer.value(number, wrap="{}^{#}")
    writer.operator(")")


def _squared_sum(writer: Writer) -> None:
    total, gradient = writer.step.reads
    writer.result()
    writer.value(total)
    writer.operator("+")
    writer.squared(gradient)


def _adapt(writer: Writer) -> None:
    gradient, square, epsilon = writer.step.reads
    writer.result()
    writer.value(gradient)
    writer.operator("/", "(")
    writer.value(square, wrap=r"\sqrt{#}")
    writer.operator("+")
    writer.value(epsilon)
    writer.operator(")")


def _update(writer: Writer) -> None:
    before, rate, move = writer.step.reads
    symbols = writer.symbols
    is_rule = move.kind is Kind.CORRECTION
    flipped = is_rule and symbols.flips_error
    writer.result(relation=symbols.relation)
    after = writer.step.makes.value
    symbol = None if before.kind is Kind.DECAYED_PARAMETER else symbols.old_parameter(before)
    writer.value(before, symbol, remainder=after)
    writer.operator("+" if is_rule and not flipped else "-")
    writer.value(rate)
    writer.times()
    writer.value(move, flipped=flipped, remainder=after)


OPTIMIZER_LINES: dict[Operation, Callable[[Writer], None]] = {
    Operation.DECAY: _decay,
    Operation.VELOCITY: _velocity,
    Operation.LOOK_AHEAD: _look_ahead,
    Operation.FIRST_MOMENT: _first_moment,
    Operation.SECOND_MOMENT: _second_moment,
    Operation.CORRECT_FIRST_MOMENT: _correct_moment,
    Operation.CORRECT_SECOND_MOMENT: _correct_moment,
    Operation.SQUARED_SUM: _squared_sum,
    Operation.ADAPT: _adapt,
    Operation.UPDATE: _update,
}
"""How each kind of line of an update is written."""
