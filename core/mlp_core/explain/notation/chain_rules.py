"""The rules of hand-out 003: a network of single units, its derivatives as chains from the loss down to a weight."""

from __future__ import annotations

from typing import Final

from mlp_core.explain.steps import Operation

MOST_LAYERS: Final = 4
"""A chain of more layers has no room in a line."""

_LOSS: Final = r"\mathcal{L}"
_ENDS: Final = {
    Operation.OUTPUT_DELTA: "w",
    Operation.HIDDEN_DELTA: "w",
    Operation.WEIGHT_GRADIENT: "w",
    Operation.BIAS_GRADIENT: "b",
}


def chain_rule(operation: Operation, layer: int, last: int) -> str:
    """Return the rule behind a line, or "" where it is none of a chain.

    Parameters
    ----------
    operation : Operation
        What kind of line.
    layer, last : int
        Layer that it is about, and the output's, from 0; they are written from 1.
    """
    number, top = layer + 1, last + 1
    if operation is Operation.SUM:
        return f"a_{number} = {_sum(number)}"
    if operation is Operation.OUTPUT_DELTA_FUSED:
        return rf"{_derivative(_LOSS, f'a_{top}')} = {_to_sum(top, top)} = \hat{{y}} - y"
    if operation not in _ENDS:
        return ""
    parameter = f"{_ENDS[operation]}_{number}"
    return f"{_derivative(_LOSS, parameter)} = {_whole_chain(number, top)} {_derivative(f'a_{number}', parameter)}"


def _sum(number: int) -> str:
    """Return the sum of a layer, with all that it is made of, as the hand-out nests it."""
    below = "x" if number == 1 else f"f_{number - 1}({_sum(number - 1)})"
    return rf"w_{number} \cdot {below} + b_{number}"


def _whole_chain(number: int, top: int) -> str:
    """Return the factors down to a layer's sum, those boxed that the layer above has already computed."""
    if number == top:
        return _to_sum(top, top)
    return rf"\boxed{{{_to_sum(top, number + 1)}}} {_passage(number)}"


def _to_sum(top: int, number: int) -> str:
    """Return the factors from the loss down to the sum of a layer."""
    factors = [_derivative(_LOSS, f"f_{top}"), _derivative(f"f_{top}", f"a_{top}")]
    factors += [_passage(below) for below in range(top - 1, number - 1, -1)]
    return " ".join(factors)


def _passage(number: int) -> str:
    """Return the factors from the sum of the layer above to that of a layer."""
    return f"{_derivative(f'a_{number + 1}', f'f_{number}')} {_derivative(f'f_{number}', f'a_{number}')}"


def _derivative(of: str, by: str) -> str:
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"
