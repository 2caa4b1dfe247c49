"""Derivations: line by line from the loss and the activation to dL/dz, each line naming the rule that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.explain.derivation_letters import Letters, letters_of
from mlp_core.explain.derivation_lines import (
    ACTIVATION_LINES,
    DY,
    DZ,
    ERRORS,
    EXPANDED_LINE,
    LOSS_LINES,
    SLOPE,
    SLOPES,
    SOFTMAX_ERRORS,
    STEEP_SIGMOID_LINES,
    STEEP_SLOPE,
    TARGET_FIRST_ERROR,
    TARGET_FIRST_LINES,
    THROUGH_SOFTMAX,
)
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


Lines = tuple[tuple[str, str], ...]


def derive(loss: str | Loss, activation: str | Activation, notation: str = "") -> Derivation:
    """Return the derivation of dL/dz for an output unit with this loss and activation.

    Parameters
    ----------
    loss : str or Loss
        A name of `LOSSES`.
    activation : str or Activation
        A name of `ACTIVATIONS`.
    notation : str
        A name of `NOTATIONS`; "" for plain L, y, z and t.

    Returns
    -------
    Derivation
        The loss's lines, the activation's, and those that join them; the last line is dL/dz, or the error signal that
        the notation makes of it.

    Raises
    ------
    ArgumentError
        If there is no such loss, activation or notation.
    """
    first, second, joined = derivation_parts(loss, activation, notation)
    title = f"{first.title} and {second.title}"
    return Derivation(title, (*first.lines, *second.lines, *joined.lines))


def derivation_parts(
    loss: str | Loss, activation: str | Activation, notation: str = ""
) -> tuple[Derivation, Derivation, Derivation]:
    """Return the parts of `derive`: the loss's lines, the activation's, and those that join them."""
    loss, activation = find_loss(loss), find_activation(activation)
    letters = letters_of(notation)
    joined = _join(loss.name, activation, letters)
    first = _loss_lines(loss.name, letters)
    if activation.name == "softmax" and letters.has_target_first_slope and loss.name == "squared_error":
        # Behind the softmax the difference stands as in its own derivative.
        first = (*first, EXPANDED_LINE)
    return (
        _told(loss.title, first, letters),
        _told(activation.title, _activation_lines(activation), letters),
        _told("Both together", joined, letters),
    )


def derive_activation(activation: str | Activation, notation: str = "", *, is_hidden: bool = False) -> Derivation:
    """Return the derivation of an activation's derivative.

    Parameters
    ----------
    activation : str or Activation
        A name of `ACTIVATIONS`.
    notation : str
        A name of `NOTATIONS`; "" for plain y and z.
    is_hidden : bool
        Whether it is a hidden unit's, for which most notations have other letters than for the output.

    Raises
    ------
    ArgumentError
        If there is no such activation or notation.
    """
    activation = find_activation(activation)
    return _told(activation.title, _activation_lines(activation), letters_of(notation, is_hidden=is_hidden))


def derive_loss(loss: str | Loss, notation: str = "") -> Derivation:
    """Return the derivation of dL/dy.

    Parameters
    ----------
    loss : str or Loss
        A name of `LOSSES`.
    notation : str
        A name of `NOTATIONS`; "" for plain L, y and t.

    Raises
    ------
    ArgumentError
        If there is no such loss or notation.
    """
    loss, letters = find_loss(loss), letters_of(notation)
    return _told(loss.title, _loss_lines(loss.name, letters), letters)


def _told(title: str, lines: Lines, letters: Letters) -> Derivation:
    return Derivation(title, tuple(DerivationLine(letters.written(latex), rule) for latex, rule in lines))


def _loss_lines(name: str, letters: Letters) -> Lines:
    lines = LOSS_LINES[name]
    if name == "squared_error" and letters.is_target_first:
        lines = TARGET_FIRST_LINES if letters.has_target_first_slope else (*TARGET_FIRST_LINES, EXPANDED_LINE)
    if not letters.has_bars:
        return lines
    # The bar is short for the derivative, which stands there in full once; with a straight d it stays one.
    left = lines[-1][0].partition(" = ")[0]
    in_full = left.replace(r"\partial", "d")
    return (lines[0], (f"{left} = {in_full}", "Definition of the error signal"), *lines[1:])


def _activation_lines(activation: Activation) -> Lines:
    if activation.name not in ACTIVATION_LINES:
        raise ArgumentError(f"there is no derivation of {activation.name}.")
    is_steep = activation.name == "sigmoid" and _beta(activation) != 1.0
    return STEEP_SIGMOID_LINES if is_steep else ACTIVATION_LINES[activation.name]


def _beta(activation: Activation) -> float:
    return float(getattr(activation, "beta", 1.0))


def _join(loss: str, activation: Activation, letters: Letters) -> Lines:
    is_softmax = activation.name == "softmax"
    lines = _join_softmax(loss) if is_softmax else _join_plain(loss, activation, letters)
    if not letters.error_signal:
        return lines
    left, _, result = lines[-1][0].rpartition(" = ")
    symbol = letters.error_signal + ("_j" if is_softmax else letters.unit)
    minus = "{-}" if letters.flips else ""
    signal = negated(result) if letters.flips else result
    return (*lines, (f"{symbol} = {minus}{left} = {signal}", "Definition of the error signal"))


def _join_plain(loss: str, activation: Activation, letters: Letters) -> Lines:
    name, beta = activation.name, _beta(activation)
    error, slope = ERRORS[loss], SLOPES[name]
    if loss == "squared_error" and letters.has_target_first_slope:
        error = TARGET_FIRST_ERROR
    if name == "sigmoid" and beta != 1.0:
        slope = STEEP_SLOPE
    function = r"\sigma" if name == "sigmoid" else r"\phi"
    shortly = rf" = {DY} \cdot {function}'(z)" if letters.has_bars else ""
    lines = [
        (rf"{DZ} = {DY} \cdot {SLOPE}{shortly}", "Chain rule"),
        (rf"{DZ} = {error} \cdot {slope}", "Substitution"),
    ]
    if "0" in (error, slope):
        lines.append((rf"{DZ} = 0", "A factor of 0"))
    elif slope == "1":
        lines.append((rf"{DZ} = {_bare(error)}", "A factor of 1"))
    elif loss == "binary_cross_entropy" and name == "sigmoid":
        lines.append((rf"{DZ} = " + ("y - t" if beta == 1.0 else r"\beta (y - t)"), "Cancelling"))
    elif loss == "categorical_cross_entropy" and name == "sigmoid":
        factor = "" if beta == 1.0 else r"\beta \, "
        lines.append((rf"{DZ} = {{-}}{factor}t (1 - y)", "Cancelling"))
    return tuple(lines)


def _join_softmax(loss: str) -> Lines:
    left = r"\frac{\partial L}{\partial z_j} = "
    if loss == "categorical_cross_entropy":
        return (
            THROUGH_SOFTMAX,
            (left + r"{-}\sum_k \frac{t_k}{y_k} \, y_k (\mathbf{1}[j = k] - y_j)", "Substitution"),
            (left + r"{-}\sum_k t_k \, \mathbf{1}[j = k] + y_j \sum_k t_k", "Cancelling"),
            (left + r"y_j - t_j", "Targets sum to 1"),
        )
    if loss == "zero_one":
        return (THROUGH_SOFTMAX, (left + "0", "A factor of 0"))
    error = SOFTMAX_ERRORS[loss]
    other = _bare(error.replace("_k", "_j"))
    return (
        THROUGH_SOFTMAX,
        (left + rf"\sum_k {error} \, y_k (\mathbf{{1}}[j = k] - y_j)", "Substitution"),
        (left + rf"y_j \, \Big( {other} - \sum_k {error} \, y_k \Big)", "Taking out what is common"),
    )


def negated(result: str) -> str:
    """Return minus a result of a derivation: a difference turned round, a sign dropped, or one put before it."""
    if result == "0":
        return result
    for old, new in (("{-}", ""), (r"\left( {-}", r"\left( "), ("({-}", "(")):
        if result.startswith(old):
            return new + result.removeprefix(old)
    for left, right in (("y - t", "t - y"), ("y_j - t_j", "t_j - y_j")):
        if result == left:
            return right
        if f"({left})" in result and not result.startswith(r"\operatorname"):
            return result.replace(f"({left})", f"({right})", 1)
    return "{-}" + result


def _bare(error: str) -> str:
    """Return an error without the brackets around all of it."""
    for left, right in ((r"\left( ", r" \right)"), ("(", ")")):
        if error.startswith(left) and error.endswith(right):
            return error.removeprefix(left).removesuffix(right)
    return error
