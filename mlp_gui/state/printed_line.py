"""What the numbers of a line make as they are printed: a class computes with those, rounded as they are."""

from __future__ import annotations

import ast
import math
import operator
import re
from typing import TYPE_CHECKING, Final

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 2000
"""Letters of a line that is worked out: nobody adds longer ones by hand."""
_EXACT: Final = 15
_RELATIVE: Final = 1e-6
_TEXTS: Final = (
    (r"\left", ""),
    (r"\right", ""),
    (r"\cdot", "*"),
    ("{-}", "-"),
    (r"\sigma", "sigma"),
    (r"\operatorname{sign}", "sign"),
    ("[", "("),
    ("]", ")"),
)
_PATTERNS: Final = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"\\boxed\{([^{}]*)\}", r"(\1)"),
        (r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))"),
        (r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)"),
        (r"\be\^\{([^{}]*)\}", r"exp(\1)"),
        (r"\^\{([^{}]*)\}", r"**(\1)"),
    )
)
_DEEPEST: Final = 4
_OPERATORS: Final[dict[type[ast.AST], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z))


def _sign(z: float) -> float:
    return math.copysign(1.0, z) if z else 0.0


_FUNCTIONS: Final[dict[str, Callable[..., float]]] = {
    "sigma": _sigmoid,
    "sign": _sign,
    "sin": math.sin,
    "cos": math.cos,
    "max": max,
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "sqrt": math.sqrt,
    "abs": abs,
}


def printed_value(step: mlp.Step, explanation: mlp.Explanation, notation: str, value: float) -> float | None:
    """Return what the printed numbers of a line make; None where that is not plain arithmetic.

    Parameters
    ----------
    step : Step
        The line.
    explanation : Explanation
        It, as it is printed.
    notation : str
        In which it is.
    value : float
        What it truly makes: a line that does not make that when all its decimals are written is not read rightly.
    """
    if len(explanation.numbers) > LONGEST:
        return None
    exact = _work_out(mlp.explain(step, notation, decimals=_EXACT).numbers)
    if exact is None or not math.isclose(exact, value, rel_tol=_RELATIVE, abs_tol=10.0 ** (1 - _EXACT)):
        return None
    return _work_out(explanation.numbers)


def _work_out(numbers: str) -> float | None:
    """Return the value of what stands before the last equals sign of a line in LaTeX."""
    text = numbers.rpartition(" = ")[0]
    for latex, written in _TEXTS:
        text = text.replace(latex, written)
    for _ in range(_DEEPEST):
        for pattern, written in _PATTERNS:
            text = pattern.sub(written, text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text).replace("\\", "")
    text = re.sub(r"\)\s*\(", ")*(", text)
    text = re.sub(r"(\d)\s*\(", r"\1*(", text)
    try:
        value = _value(ast.parse(text.strip(), mode="eval").body)
    except (ValueError, SyntaxError, ArithmeticError):
        return None
    return value if math.isfinite(value) else None


def _value(node: ast.expr) -> float:
    """Return the value of plain arithmetic.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        function, n_arguments = _FUNCTIONS.get(node.func.id), 2 if node.func.id == "max" else 1
        if function is not None and len(node.args) == n_arguments:
            return function(*map(_value, node.args))
    raise ValueError("This is no plain arithmetic.")
