"""How the matrices are called in each of the five notations."""

from __future__ import annotations

from typing import Final

# Inputs, weights, biases, sum, activation, error signal, letter of the loss.
_LETTERS: Final = {
    "error_signals": ("𝐱", "𝐖", "𝐛", "𝐳", "𝐡", "𝐳̄", "𝐿"),
    "lab": ("𝐱", "𝐖", "𝐰₀", "𝐰·𝐲̃", "𝐲", "𝛅", "𝐸𝑟𝑟"),
    "hidden": ("𝐱", "𝐖", "𝐛", "𝐡", "𝐳", "∂𝐿/∂𝐡", "𝐿"),
    "chain": ("𝐱", "𝐖", "𝐛", "𝐚", "𝐟", "∂ℒ/∂𝐚", "ℒ"),
    "delta": ("𝐱", "𝐖", "𝐛", "𝐚", "𝐳", "𝛅", "𝐸"),
}

_SAID: Final = {
    "inputs": "input",
    "weights": "weight",
    "biases": "bias",
    "pre_activations": "pre-activation",
    "activations": "activation",
    "deltas": "error signal",
    "gradients": "gradient of the weight",
    "bias_gradients": "gradient of the bias",
}


def heading(name: str, notation: str, *, batch: bool, rule: bool) -> str:
    """Return the symbol over a table.

    Parameters
    ----------
    name : str
        One of `tables.COLUMNS`.
    notation : str
        One of `mlp_core.NOTATIONS`.
    batch : bool
        Whether rows are samples: the input is then a matrix, a capital letter.
    rule : bool
        Whether a learning rule takes the gradient's place.
    """
    x, w, b, z, a, delta, loss = _LETTERS[notation]
    if name == "gradients":
        return f"Δ{w}" if rule else f"∂{loss}/∂{w}"
    if name == "bias_gradients":
        return f"Δ{b}" if rule else f"∂{loss}/∂{b}"
    if name == "deltas" and rule:
        return "𝐭 − 𝐲"
    plain = {"inputs": "𝐗" if batch else x, "weights": w, "biases": b, "pre_activations": z, "activations": a}
    return plain.get(name, delta)


def said(name: str) -> str:
    """Return the name of a table's numbers in words."""
    return _SAID[name]
