"""Reads a line of numbers back and computes it, as a student with a calculator would."""

from __future__ import annotations

import math
import re

_TEXTS = (
    (r"\left", ""),
    (r"\right", ""),
    (r"\cdot", "*"),
    (r"{-}", "-"),
    (r"\sigma", "sigma"),
    (r"\operatorname{sign}", "sign"),
    (r"\arg\max", "argmax"),
    (r"\mathbf{1}", "one_if"),
    (r"\infty", "inf"),
    (r"\ne", "!="),
    (r"\le", "<="),
    (r"\ge", ">="),
    ("[", "("),
    ("]", ")"),
)
_NAMES = {
    "sigma": lambda z: 1.0 / (1.0 + math.exp(-z)),
    "sign": lambda z: (z >= 0) * 2.0 - 1.0,
    "argmax": lambda *values: values.index(max(values)),
    "one_if": float,
    "max": max,
    "log": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "abs": abs,
    "inf": math.inf,
}


def compute(numbers: str) -> float:
    """Return the value of a right side in LaTeX; what stands behind "since" is no arithmetic."""
    text = re.sub(r"\\text\{ since.*", "", numbers)
    for old, new in _TEXTS:
        text = text.replace(old, new)
    for _ in range(4):
        text = re.sub(r"\\boxed\{([^{}]*)\}", r"(\1)", text)
        text = re.sub(r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text)
        text = re.sub(r"\be\^\{([^{}]*)\}", r"exp(\1)", text)
        text = re.sub(r"\^\{([^{}]*)\}", r"**(\1)", text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    text = text.replace("\\", "")
    text = re.sub(r"\)\s*\(", ")*(", text)
    text = re.sub(r"(\d)\s*\(", r"\1*(", text)
    return float(eval(text, {"__builtins__": {}}, dict(_NAMES)))


def sides(numbers: str) -> tuple[str, str]:
    """Return what is computed, and what is said to come out; the first is "" where a number is only read."""
    left, _, right = numbers.rpartition(" = ")
    return left, right
