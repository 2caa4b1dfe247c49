"""The formulas of activations and losses, with numbers put in: which case applies, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.explain.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_core.explain.notation.writer import Writer
    from mlp_core.explain.quantity import Quantity

    Formula = Callable[[Writer], None]


def _beta(writer: Writer) -> Quantity | None:
    """Return the steepness of the step's layer where it is not 1."""
    beta = writer.trace.quantity(Kind.BETA, writer.step.layer)
    return beta if beta.value != 1.0 else None


def _sigmoid_of(writer: Writer, z: Quantity) -> None:
    writer.operator(r"\sigma", "(")
    beta = _beta(writer)
    if beta is not None:
        writer.value(beta)
        writer.times()
    writer.value(z)
    writer.operator(")")


def _function_of(name: str) -> Formula:
    def write(writer: Writer) -> None:
        writer.operator(name, "(")
        writer.value(writer.step.reads[0])
        writer.operator(")")

    return write


def _sigmoid(writer: Writer) -> None:
    _sigmoid_of(writer, writer.step.reads[0])


def _identity(writer: Writer) -> None:
    writer.value(writer.step.reads[0])


def _relu(writer: Writer) -> None:
    writer.operator(r"\max", "(")
    writer.constant("0")
    writer.operator(",")
    writer.value(writer.step.reads[0])
    writer.operator(")")


def _leaky_relu(writer: Writer) -> None:
    z = writer.step.reads[0]
    writer.operator(r"\max", "(")
    writer.constant("0.01")
    writer.times()
    writer.value(z)
    writer.operator(",")
    writer.value(z)
    writer.operator(")")


def _since(writer: Writer, quantity: Quantity, relation: str, bound: str = "0") -> None:
    writer.note(r"\text{ since }")
    writer.value(quantity)
    writer.note(relation, bound)


def _elu(writer: Writer) -> None:
    z = writer.step.reads[0]
    if z.value > 0.0:
        writer.value(z)
        _since(writer, z, ">")
        return
    writer.value(z, wrap="e^{#}")
    writer.operator("-")
    writer.constant("1")
    _since(writer, z, r"\le")


def _softplus(writer: Writer) -> None:
    writer.operator(r"\log", "(")
    writer.constant("1")
    writer.operator("+")
    writer.value(writer.step.reads[0], wrap="e^{#}")
    writer.operator(")")


def _silu(writer: Writer) -> None:
    z = writer.step.reads[0]
    writer.value(z)
    writer.times()
    _sigmoid_of(writer, z)


def _threshold(relation: str) -> Formula:
    def write(writer: Writer) -> None:
        writer.operator(r"\mathbf{1}", "[")
        writer.value(writer.step.reads[0])
        writer.operator(relation)
        writer.constant("0")
        writer.operator("]")

    return write


def _softmax(writer: Writer) -> None:
    writer.value(writer.step.reads[writer.step.unit], wrap="e^{#}")
    writer.operator("/", "(")
    writer.total(writer.step.reads, lambda z: writer.value(z, wrap="e^{#}"))
    writer.operator(")")


ACTIVATION_FORMULAS: dict[str, Formula] = {
    "identity": _identity,
    "sigmoid": _sigmoid,
    "tanh": _function_of(r"\tanh"),
    "relu": _relu,
    "leaky_relu": _leaky_relu,
    "elu": _elu,
    "softplus": _softplus,
    "silu": _silu,
    "sine": _function_of(r"\sin"),
    "step": _threshold(">"),
    "step_inclusive": _threshold(r"\ge"),
    "sign": _function_of(r"\operatorname{sign}"),
    "softmax": _softmax,
}
"""y = f(z) by the name of the activation."""


def _one_minus(writer: Writer, y: Quantity) -> None:
    writer.operator("(")
    writer.constant("1")
    writer.operator("-")
    writer.value(y, remainder=1.0 - y.value)
    writer.operator(")")


def _sigmoid_slope(writer: Writer) -> None:
    beta, y = _beta(writer), writer.step.reads[1]
    if beta is not None:
        writer.value(beta)
        writer.times()
    writer.value(y)
    writer.times()
    _one_minus(writer, y)


def _tanh_slope(writer: Writer) -> None:
    writer.constant("1")
    writer.operator("-")
    writer.squared(writer.step.reads[1], remainder=writer.step.makes.value)


def _side(below: str) -> Formula:
    """Return the slope of a function with a kink at 0: 1 above, `below` below."""

    def write(writer: Writer) -> None:
        z, slope = writer.step.reads[0], writer.step.makes.value
        writer.constant("1" if slope == 1.0 else below)
        _since(writer, z, ">" if slope == 1.0 else r"\le")

    return write


def _elu_slope(writer: Writer) -> None:
    z, y = writer.step.reads
    if z.value > 0.0:
        writer.constant("1")
        _since(writer, z, ">")
        return
    writer.value(y)
    writer.operator("+")
    writer.constant("1")
    _since(writer, z, r"\le")


def _softplus_slope(writer: Writer) -> None:
    writer.constant("1")
    writer.operator("-")
    writer.value(writer.step.reads[1], wrap="e^{{-}#}")


def _silu_slope(writer: Writer) -> None:
    z, y = writer.step.reads
    _sigmoid_of(writer, z)
    writer.operator("+")
    writer.value(y)
    writer.times()
    writer.operator("(")
    writer.constant("1")
    writer.operator("-")
    _sigmoid_of(writer, z)
    writer.operator(")")


def _constant(text: str) -> Formula:
    def write(writer: Writer) -> None:
        writer.constant(text)

    return write


SLOPE_FORMULAS: dict[str, Formula] = {
    "identity": _constant("1"),
    "sigmoid": _sigmoid_slope,
    "tanh": _tanh_slope,
    "relu": _side("0"),
    "leaky_relu": _side("0.01"),
    "elu": _elu_slope,
    "softplus": _softplus_slope,
    "silu": _silu_slope,
    "sine": _function_of(r"\cos"),
    "step": _constant("0"),
    "step_inclusive": _constant("0"),
    "sign": _constant("0"),
}
"""f'(z) by the name of the activation; softmax has a matrix, and a line of its own."""


def difference(writer: Writer, first: Quantity, second: Quantity) -> None:
    """Write one quantity less another, so fine that something is left of them."""
    remainder = first.value - second.value
    writer.value(first, remainder=remainder)
    writer.operator("-")
    writer.value(second, remainder=remainder)


def _difference(writer: Writer, *, target_first: bool) -> None:
    answer, target = writer.step.reads[:2]
    difference(writer, *((target, answer) if target_first else (answer, target)))


def _squared_error(writer: Writer) -> None:
    writer.constant(r"\frac{1}{2}")
    writer.operator("(")
    _difference(writer, target_first=writer.symbols.target_first)
    writer.operator(")")
    writer.constant("{}^{2}")


def _absolute_error(writer: Writer) -> None:
    writer.operator("|")
    _difference(writer, target_first=writer.symbols.target_first)
    writer.operator("|")


def _hinge_of(margin: str) -> Formula:
    def write(writer: Writer) -> None:
        answer, target = writer.step.reads[:2]
        writer.operator(r"\max", "(")
        writer.constant("0")
        writer.operator(",")
        if margin:
            writer.constant(margin)
        writer.operator("-" if margin else "{-}")
        writer.value(target)
        writer.times()
        writer.value(answer)
        writer.operator(")")

    return write


def _zero_one(writer: Writer) -> None:
    answer, target = writer.step.reads[:2]
    threshold = "0" if (writer.trace.targets < 0.0).any() else "0.5"
    writer.operator(r"\mathbf{1}", "[", "(")
    writer.value(answer)
    writer.operator(">", threshold, ")", r"\ne", "(")
    writer.value(target)
    writer.operator(">", threshold, ")", "]")


def _log(writer: Writer, y: Quantity, *, of_rest: bool) -> None:
    writer.operator(r"\log")
    if of_rest:
        _one_minus(writer, y)
    else:
        writer.operator("(")
        writer.value(y)
        writer.operator(")")


def _binary_cross_entropy(writer: Writer) -> None:
    y, t = writer.step.reads[:2]
    writer.operator("{-}")
    if t.value in (0.0, 1.0):
        _log(writer, y, of_rest=t.value == 0.0)
        return
    writer.value(t)
    writer.times()
    _log(writer, y, of_rest=False)
    writer.operator("-")
    _one_minus(writer, t)
    writer.times()
    _log(writer, y, of_rest=True)


def _categorical_cross_entropy(writer: Writer) -> None:
    y, t = writer.step.reads[:2]
    writer.operator("{-}")
    writer.value(t)
    writer.times()
    _log(writer, y, of_rest=False)


LOSS_FORMULAS: dict[str, Formula] = {
    "squared_error": _squared_error,
    "absolute_error": _absolute_error,
    "binary_cross_entropy": _binary_cross_entropy,
    "categorical_cross_entropy": _categorical_cross_entropy,
    "hinge": _hinge_of("1"),
    "perceptron": _hinge_of(""),
    "zero_one": _zero_one,
}
"""The loss of one output by the name of the loss."""


def _squared_slope(writer: Writer) -> None:
    if writer.symbols.slope_target_first:
        writer.operator("{-}", "(")
        _difference(writer, target_first=True)
        writer.operator(")")
    else:
        _difference(writer, target_first=False)


def _absolute_slope(writer: Writer) -> None:
    writer.operator(r"\operatorname{sign}", "(")
    _difference(writer, target_first=False)
    writer.operator(")")


def _hinge_slope(bound: str, inside: str, outside: str) -> Formula:
    def write(writer: Writer) -> None:
        answer, target = writer.step.reads[:2]
        if writer.step.makes.value:
            writer.operator("{-}")
            writer.value(target)
        else:
            writer.constant("0")
        writer.note(r"\text{ since }")
        writer.value(target)
        writer.times()
        writer.value(answer)
        writer.note(inside if writer.step.makes.value else outside, bound)

    return write


def _binary_slope(writer: Writer) -> None:
    answer, target = writer.step.reads[:2]
    if not writer.step.makes.value and answer.value != target.value:
        writer.constant("0")
        writer.note(r"\text{ since the loss is clipped at }")
        writer.value(answer)
        return
    writer.operator("(")
    _difference(writer, target_first=False)
    writer.operator(")", "/", "(")
    writer.value(answer)
    writer.times()
    _one_minus(writer, answer)
    writer.operator(")")


def _categorical_slope(writer: Writer) -> None:
    answer, target = writer.step.reads[:2]
    if target.value and not writer.step.makes.value:
        writer.constant("0")
        writer.note(r"\text{ since the loss is clipped at }")
        writer.value(answer)
        return
    writer.operator("{-}")
    writer.value(target)
    writer.operator("/")
    writer.value(answer)


LOSS_SLOPE_FORMULAS: dict[str, Formula] = {
    "squared_error": _squared_slope,
    "absolute_error": _absolute_slope,
    "binary_cross_entropy": _binary_slope,
    "categorical_cross_entropy": _categorical_slope,
    "hinge": _hinge_slope("1", "<", r"\ge"),
    "perceptron": _hinge_slope("0", r"\le", ">"),
    "zero_one": _constant("0"),
}
"""dL/dy of one output by the name of the loss."""
