"""How the matrices are called in each of the five notations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.views.matrices.barred import BAR

if TYPE_CHECKING:
    from mlp_gui.views.matrices.tables import Table

# Inputs, weights, biases, sum, activation, error signal, letter of the loss.
_LETTERS: Final = {
    "error_signals": ("𝐱", "𝐖", "𝐛", "𝐳", "𝐡", "𝐳̄", "𝐿"),
    "lab": ("𝐱", "𝐖", "𝐰₀", "𝐳", "𝐲", "𝛅", "𝐸𝑟𝑟"),
    "hidden": ("𝐱", "𝐖", "𝐰₀", "𝐡", "𝐳", "∂𝐿/∂𝐡", "𝐿"),
    "chain": ("𝐱", "𝐖", "𝐛", "𝐚", "𝐟", "∂ℒ/∂𝐚", "ℒ"),
    "delta": ("𝐱", "𝐖", "𝐰₀", "𝐚", "𝐳", "𝛅", "𝐸"),
}

# Target and answer of a learning rule.
_COMPARED: Final = {
    "error_signals": ("𝐭", "𝐲"),
    "lab": ("𝐜(𝐱)", "𝐲"),
    "hidden": ("𝐲", "𝐲̂"),
    "chain": ("𝐲", "𝐲̂"),
    "delta": ("𝐭", "𝐳"),
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
    "batch_gradients": "gradient of the weight, of the batch",
    "batch_bias_gradients": "gradient of the bias, of the batch",
    "objective_gradients": "gradient of the weight, with the penalty",
    "new_weights": "new weight",
    "new_biases": "new bias",
}
_BEHIND: Final = {"new_weights": "new", "new_biases": "new", "objective_gradients": "reg"}
_SUBSCRIPTS: Final = str.maketrans("0123456789sk", "₀₁₂₃₄₅₆₇₈₉ₛₖ")


def heading(table: Table, trace: mlp.Trace, notation: str) -> tuple[str, str, str]:
    """Return what stands over a table: its symbol, its layer as an exponent, and a word behind them.

    Parameters
    ----------
    notation : str
        One of `mlp_core.NOTATIONS`.
    """
    x, w, b, z, a, delta, loss = _LETTERS[notation]
    name, layer = table.name, f"({table.layer + 1})"
    sample = _sample_of(table, trace, notation)
    whose = loss + sample
    # A bar names no loss: the sample stands behind it, as a restriction.
    restriction = f"|{sample}" if sample and notation == "error_signals" else ""
    if name.endswith("gradients"):
        letter = b if "bias" in name else w
        if trace.rule is not None:
            return _correction(table, trace, notation), "", ""
        if notation == "error_signals":
            return f"{letter}{BAR}{restriction}", layer, _BEHIND.get(name, "")
        return f"∂{whose}/∂{letter}", layer, _BEHIND.get(name, "")
    if name == "inputs":
        return ("𝐗" if table.by_samples else x), "", ""
    if name == "deltas":
        if trace.rule is not None:
            return _error(trace, notation), "", ""
        return delta.replace(f"∂{loss}/", f"∂{whose}/") + restriction, layer, ""
    if name == "activations" and table.layer == len(trace.sizes) - 2:
        # The output has a letter of its own in most notations.
        a = _COMPARED[notation][1]
    letters = {"weights": w, "biases": b, "pre_activations": z, "activations": a, "new_weights": w, "new_biases": b}
    return letters[name], layer, _BEHIND.get(name, "")


def _sample_of(table: Table, trace: mlp.Trace, notation: str) -> str:
    """Return the index of a table's sample, a letter where its rows are samples; "" where the batch has only one."""
    if trace.n_samples == 1 or not (table.by_samples or table.sample >= 0):
        return ""
    number = mlp.NOTATIONS[notation].symbols.sample_letter if table.by_samples else str(table.sample + 1)
    return number.translate(_SUBSCRIPTS)


def _error(trace: mlp.Trace, notation: str) -> str:
    """Return what a learning rule finds by comparing, as the notation's equations write it."""
    target, answer = _COMPARED[notation]
    symbols = mlp.NOTATIONS[notation].symbols(trace)
    if symbols.marks_mistakes:
        return f"{target}·𝟏[{target} ≠ {answer}]"
    return f"{answer} − {target}" if symbols.flips_error else f"{target} − {answer}"


def _correction(table: Table, trace: mlp.Trace, notation: str) -> str:
    """Return what a learning rule adds or subtracts, as the notation's equations write it: the error times the input.

    A change would be another number: it has the learning rate too.
    """
    error, is_of_weights = _error(trace, notation), "bias" not in table.name
    is_product = "·" in error
    if is_of_weights:
        error = f"{error}·{_LETTERS[notation][0]}" if is_product else f"({error}){_LETTERS[notation][0]}"
    elif trace.n_samples > 1 and not is_product:
        error = f"({error})"
    if trace.n_samples == 1:
        return error
    if table.sample < 0:
        return f"¹⁄ₙ∑{error}" if trace.config.reduction == "mean" else f"∑{error}"
    sample = str(table.sample + 1).translate(_SUBSCRIPTS)
    return f"[{error}]{sample}" if is_of_weights or is_product else f"{error}{sample}"


def said(name: str, trace: mlp.Trace) -> str:
    """Return the name of a table's numbers in words."""
    if trace.rule is None:
        return _SAID[name]
    return _SAID[name].replace("gradient", "correction").replace("error signal", "error")
