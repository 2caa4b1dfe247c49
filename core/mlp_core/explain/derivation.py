"""Derivations: line by line from the loss and the activation to dL/dz, each line naming the rule that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.network.activations import find_activation
from mlp_core.network.losses import find_loss

if TYPE_CHECKING:
    from mlp_core.network.activation import Activation
    from mlp_core.network.losses import Loss


@dataclass(frozen=True, slots=True)
class DerivationLine:
    """One line.

    Attributes
    ----------
    latex : str
        What holds.
    rule : str
        Name of the rule that makes it from the lines before.
    """

    latex: str
    rule: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derivation.

    Attributes
    ----------
    title : str
        What is derived.
    lines : tuple of DerivationLine
        From the definitions to the result.
    """

    title: str
    lines: tuple[DerivationLine, ...]


_DY = r"\frac{\partial L}{\partial y}"
_DZ = r"\frac{\partial L}{\partial z}"
_SLOPE = r"\frac{d y}{d z}"
_JACOBIAN = r"\frac{\partial y_k}{\partial z_j}"

_ACTIVATIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "identity": (
        (r"y = z", "Definition of the linear unit"),
        (rf"{_SLOPE} = 1", "Derivative of a power"),
    ),
    "sigmoid": (
        (r"y = \sigma(z) = \frac{1}{1 + e^{{-}z}} = (1 + e^{{-}z})^{{-}1}", "Definition of the sigmoid"),
        (rf"{_SLOPE} = {{-}}1 (1 + e^{{{{-}}z}})^{{{{-}}2}} \cdot \frac{{d}}{{d z}} (1 + e^{{{{-}}z}})", "Chain rule"),
        (rf"{_SLOPE} = {{-}}1 (1 + e^{{{{-}}z}})^{{{{-}}2}} \cdot e^{{{{-}}z}} \cdot ({{-}}1)", "Derivative of exp"),
        (rf"{_SLOPE} = \frac{{e^{{{{-}}z}}}}{{(1 + e^{{{{-}}z}})^{{2}}}}", "Collecting factors"),
        (r"1 - y = \frac{1 + e^{{-}z} - 1}{1 + e^{{-}z}} = \frac{e^{{-}z}}{1 + e^{{-}z}}", "Common denominator"),
        (rf"{_SLOPE} = y (1 - y)", "Substitution"),
    ),
    "tanh": (
        (r"y = \tanh z = \frac{e^{z} - e^{{-}z}}{e^{z} + e^{{-}z}}", "Definition of the hyperbolic tangent"),
        (
            _SLOPE + r" = \frac{(e^{z} + e^{{-}z})^{2} - (e^{z} - e^{{-}z})^{2}}{(e^{z} + e^{{-}z})^{2}}",
            "Quotient rule",
        ),
        (rf"{_SLOPE} = 1 - \left( \frac{{e^{{z}} - e^{{{{-}}z}}}}{{e^{{z}} + e^{{{{-}}z}}}} \right)^{{2}}", "Dividing"),
        (rf"{_SLOPE} = 1 - y^{{2}}", "Substitution"),
    ),
    "relu": (
        (r"y = \max(0, z)", "Definition of the rectified linear unit"),
        (r"y = z \text{ for } z > 0, \quad y = 0 \text{ for } z \le 0", "Cases"),
        (rf"{_SLOPE} = \mathbf{{1}}[z > 0]", "Derivative of each case, taken as 0 at the kink"),
    ),
    "leaky_relu": (
        (r"y = \max(0.01 z, z)", "Definition of the leaky rectified linear unit"),
        (r"y = z \text{ for } z > 0, \quad y = 0.01 z \text{ for } z \le 0", "Cases"),
        (
            rf"{_SLOPE} = 0.01 + 0.99 \, \mathbf{{1}}[z > 0]",
            "Derivative of each case, taken from the left at the kink",
        ),
    ),
    "elu": (
        (r"y = z \text{ for } z > 0, \quad y = e^{z} - 1 \text{ for } z \le 0", "Definition of the ELU"),
        (rf"{_SLOPE} = 1 \text{{ for }} z > 0, \quad {_SLOPE} = e^{{z}} \text{{ for }} z \le 0", "Derivative of exp"),
        (rf"{_SLOPE} = \min(y, 0) + 1", "Substitution"),
    ),
    "softplus": (
        (r"y = \log(1 + e^{z})", "Definition of softplus"),
        (rf"{_SLOPE} = \frac{{1}}{{1 + e^{{z}}}} \cdot e^{{z}}", "Chain rule, derivative of log"),
        (rf"{_SLOPE} = \frac{{1}}{{1 + e^{{{{-}}z}}}} = \sigma(z)", "Dividing by e to the z"),
        (rf"{_SLOPE} = 1 - e^{{{{-}}y}}", "Substitution"),
    ),
    "silu": (
        (r"y = z \, \sigma(z)", "Definition of the SiLU"),
        (rf"{_SLOPE} = \sigma(z) + z \, \sigma'(z)", "Product rule"),
        (rf"{_SLOPE} = \sigma(z) + z \, \sigma(z) (1 - \sigma(z))", "Derivative of the sigmoid"),
        (rf"{_SLOPE} = \sigma(z) + y (1 - \sigma(z))", "Substitution"),
    ),
    "sine": (
        (r"y = \sin z", "Definition of the unit"),
        (rf"{_SLOPE} = \cos z", "Derivative of sine"),
    ),
    "softmax": (
        (r"y_k = \frac{e^{z_k}}{\sum_i e^{z_i}}", "Definition of softmax"),
        (
            _JACOBIAN
            + r" = \frac{\mathbf{1}[j = k] \, e^{z_k} \sum_i e^{z_i} - e^{z_k} e^{z_j}}{(\sum_i e^{z_i})^{2}}",
            "Quotient rule",
        ),
        (_JACOBIAN + r" = y_k (\mathbf{1}[j = k] - y_j)", "Substitution"),
    ),
}
_ACTIVATIONS |= {
    name: (
        (definition, "Definition of the step"),
        (rf"{_SLOPE} = 0", "Derivative of a constant, on either side of the jump"),
    )
    for name, definition in (
        ("step", r"y = \mathbf{1}[z > 0]"),
        ("step_inclusive", r"y = \mathbf{1}[z \ge 0]"),
        ("sign", r"y = 2 \cdot \mathbf{1}[z \ge 0] - 1"),
    )
}
"""Lines of each activation, to its derivative."""

_SLOPES = {
    "identity": "1",
    "sigmoid": r"y (1 - y)",
    "tanh": r"(1 - y^{2})",
    "relu": r"\mathbf{1}[z > 0]",
    "leaky_relu": r"(0.01 + 0.99 \, \mathbf{1}[z > 0])",
    "elu": r"(\min(y, 0) + 1)",
    "softplus": r"(1 - e^{{-}y})",
    "silu": r"(\sigma(z) + y (1 - \sigma(z)))",
    "sine": r"\cos z",
    "step": "0",
    "step_inclusive": "0",
    "sign": "0",
}

_LOSSES: dict[str, tuple[tuple[str, str], ...]] = {
    "squared_error": (
        (r"L = \frac{1}{2} (y - t)^{2}", "Definition of the squared error"),
        (
            rf"{_DY} = \frac{{1}}{{2}} \cdot 2 (y - t) \cdot \frac{{\partial}}{{\partial y}} (y - t)",
            "Chain rule",
        ),
        (rf"{_DY} = y - t", "Derivative of a sum"),
    ),
    "absolute_error": (
        (r"L = |y - t|", "Definition of the absolute error"),
        (
            rf"{_DY} = \operatorname{{sign}}(y - t)",
            "Derivative of the absolute value, taken as 0 at the kink",
        ),
    ),
    "binary_cross_entropy": (
        (r"L = {-}t \log y - (1 - t) \log(1 - y)", "Definition of the binary cross-entropy"),
        (rf"{_DY} = {{-}}\frac{{t}}{{y}} + \frac{{1 - t}}{{1 - y}}", "Derivative of log, chain rule"),
        (rf"{_DY} = \frac{{{{-}}t (1 - y) + (1 - t) y}}{{y (1 - y)}}", "Common denominator"),
        (rf"{_DY} = \frac{{y - t}}{{y (1 - y)}}", "Expanding"),
    ),
    "categorical_cross_entropy": (
        (r"L = {-}\sum_k t_k \log y_k", "Definition of the cross-entropy"),
        (
            r"\frac{\partial L}{\partial y_k} = {-}\frac{t_k}{y_k}",
            "Derivative of log",
        ),
    ),
    "hinge": (
        (r"L = \max(0, 1 - t y)", "Definition of the hinge loss"),
        (r"L = 1 - t y \text{ for } t y < 1, \quad L = 0 \text{ for } t y \ge 1", "Cases"),
        (rf"{_DY} = {{-}}t \, \mathbf{{1}}[t y < 1]", "Derivative of each case, taken as 0 at the kink"),
    ),
    "perceptron": (
        (r"L = \max(0, {-}t y)", "Definition of the perceptron loss"),
        (r"L = {-}t y \text{ for } t y \le 0, \quad L = 0 \text{ for } t y > 0", "Cases"),
        (rf"{_DY} = {{-}}t \, \mathbf{{1}}[t y \le 0]", "Derivative of each case, taken from the left at the kink"),
    ),
    "zero_one": (
        (r"L = \mathbf{1}[\text{wrong class}]", "Definition of the zero-one loss"),
        (rf"{_DY} = 0", "Derivative of a constant, on either side of the jump"),
    ),
}
"""Lines of each loss, to dL/dy of one output."""

_ERRORS = {
    "squared_error": "(y - t)",
    "absolute_error": r"\operatorname{sign}(y - t)",
    "binary_cross_entropy": r"\frac{y - t}{y (1 - y)}",
    "categorical_cross_entropy": r"\left( {-}\frac{t}{y} \right)",
    "hinge": r"({-}t \, \mathbf{1}[t y < 1])",
    "perceptron": r"({-}t \, \mathbf{1}[t y \le 0])",
    "zero_one": "0",
}

_SOFTMAX_ERRORS = {
    "squared_error": "(y_k - t_k)",
    "absolute_error": r"\operatorname{sign}(y_k - t_k)",
    "binary_cross_entropy": r"\frac{y_k - t_k}{y_k (1 - y_k)}",
    "hinge": r"({-}t_k \, \mathbf{1}[t_k y_k < 1])",
    "perceptron": r"({-}t_k \, \mathbf{1}[t_k y_k \le 0])",
    "zero_one": "0",
}

_THROUGH_SOFTMAX = (
    r"\frac{\partial L}{\partial z_j} = \sum_k \frac{\partial L}{\partial y_k} \frac{\partial y_k}{\partial z_j}",
    "Chain rule over all outputs",
)


def derive(loss: str | Loss, activation: str | Activation) -> Derivation:
    """Return the derivation of dL/dz for an output unit with this loss and activation.

    Parameters
    ----------
    loss : str or Loss
        A name of `LOSSES`.
    activation : str or Activation
        A name of `ACTIVATIONS`.

    Returns
    -------
    Derivation
        The loss's lines, the activation's, and those that join them; the last line is dL/dz.

    Raises
    ------
    ArgumentError
        If there is no such loss or activation.
    """
    loss, activation = find_loss(loss), find_activation(activation)
    beta = getattr(activation, "beta", 1.0)
    lines = (*_LOSSES[loss.name], *_activation_lines(activation.name, beta), *_join(loss.name, activation.name, beta))
    title = f"{loss.title} and {activation.title}"
    return Derivation(title, tuple(DerivationLine(latex, rule) for latex, rule in lines))


def derive_activation(activation: str | Activation) -> Derivation:
    """Return the derivation of an activation's derivative.

    Parameters
    ----------
    activation : str or Activation
        A name of `ACTIVATIONS`.

    Raises
    ------
    ArgumentError
        If there is no such activation.
    """
    activation = find_activation(activation)
    lines = _activation_lines(activation.name, getattr(activation, "beta", 1.0))
    return Derivation(activation.title, tuple(DerivationLine(latex, rule) for latex, rule in lines))


def derive_loss(loss: str | Loss) -> Derivation:
    """Return the derivation of dL/dy.

    Parameters
    ----------
    loss : str or Loss
        A name of `LOSSES`.

    Raises
    ------
    ArgumentError
        If there is no such loss.
    """
    loss = find_loss(loss)
    return Derivation(loss.title, tuple(DerivationLine(latex, rule) for latex, rule in _LOSSES[loss.name]))


def _activation_lines(name: str, beta: float) -> tuple[tuple[str, str], ...]:
    if name not in _ACTIVATIONS:
        raise ArgumentError(f"there is no derivation of {name}.")
    if name != "sigmoid" or beta == 1.0:
        return _ACTIVATIONS[name]
    steep = r"(1 + e^{{-}\beta z})"
    return (
        (rf"y = \frac{{1}}{{1 + e^{{{{-}}\beta z}}}} = {steep}^{{{{-}}1}}", "Definition of the sigmoid with slope"),
        (
            rf"{_SLOPE} = {{-}}1 {steep}^{{{{-}}2}} \cdot e^{{{{-}}\beta z}} \cdot ({{-}}\beta)",
            "Chain rule, twice",
        ),
        (r"1 - y = \frac{e^{{-}\beta z}}{1 + e^{{-}\beta z}}", "Common denominator"),
        (rf"{_SLOPE} = \beta \, y (1 - y)", "Substitution"),
    )


def _join(loss: str, activation: str, beta: float) -> tuple[tuple[str, str], ...]:
    if activation == "softmax":
        return _join_softmax(loss)
    error, slope = _ERRORS[loss], _SLOPES[activation]
    if activation == "sigmoid" and beta != 1.0:
        slope = r"\beta \, y (1 - y)"
    lines = [
        (rf"{_DZ} = {_DY} \cdot {_SLOPE}", "Chain rule"),
        (rf"{_DZ} = {error} \cdot {slope}", "Substitution"),
    ]
    if "0" in (error, slope):
        lines.append((rf"{_DZ} = 0", "A factor of 0"))
    elif slope == "1":
        lines.append((rf"{_DZ} = {_bare(error)}", "A factor of 1"))
    elif loss == "binary_cross_entropy" and activation == "sigmoid":
        lines.append((rf"{_DZ} = " + ("y - t" if beta == 1.0 else r"\beta (y - t)"), "Cancelling y (1 − y)"))
    elif loss == "categorical_cross_entropy" and activation == "sigmoid":
        factor = "" if beta == 1.0 else r"\beta \, "
        lines.append((rf"{_DZ} = {{-}}{factor}t (1 - y)", "Cancelling y"))
    return tuple(lines)


def _join_softmax(loss: str) -> tuple[tuple[str, str], ...]:
    left = r"\frac{\partial L}{\partial z_j} = "
    if loss == "categorical_cross_entropy":
        return (
            _THROUGH_SOFTMAX,
            (left + r"{-}\sum_k \frac{t_k}{y_k} \, y_k (\mathbf{1}[j = k] - y_j)", "Substitution"),
            (left + r"{-}\sum_k t_k \, \mathbf{1}[j = k] + y_j \sum_k t_k", "Cancelling y"),
            (left + r"y_j - t_j", "Targets sum to 1"),
        )
    if loss == "zero_one":
        return (_THROUGH_SOFTMAX, (left + "0", "A factor of 0"))
    error = _SOFTMAX_ERRORS[loss]
    other = _bare(error.replace("_k", "_j"))
    return (
        _THROUGH_SOFTMAX,
        (left + rf"\sum_k {error} \, y_k (\mathbf{{1}}[j = k] - y_j)", "Substitution"),
        (left + rf"y_j \, \Big( {other} - \sum_k {error} \, y_k \Big)", "Taking y out"),
    )


def _bare(error: str) -> str:
    """Return an error without the brackets around all of it."""
    for left, right in ((r"\left( ", r" \right)"), ("(", ")")):
        if error.startswith(left) and error.endswith(right):
            return error.removeprefix(left).removesuffix(right)
    return error
