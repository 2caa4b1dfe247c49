"""Symbols of a notation as plain text, for lists and cards that set no mathematics: "w₁₂⁽¹⁾"."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mlp_core.network.network import Network

_BELOW: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ABOVE: Final = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_HAT: Final = re.compile(r"\\hat\{(\w)\}")
_INDEX: Final = re.compile(r"_\{([^{}]*)\}")
_EXPONENT: Final = re.compile(r"\^\{([^{}]*)\}")


def plain_symbol(latex: str) -> str:
    r"""Return the symbol of an activation, weight or bias without LaTeX: "w₁₂⁽¹⁾" of "w_{12}^{(1)}", "ŷ" of "\hat{y}".

    Letters have no raised or lowered forms: the lab's "w_{1Q}" is "w₁Q".
    """
    text = _HAT.sub(lambda found: found[1] + "\N{COMBINING CIRCUMFLEX ACCENT}", latex)
    text = _INDEX.sub(lambda found: found[1].translate(_BELOW), text)
    return _EXPONENT.sub(lambda found: found[1].translate(_ABOVE), text)


def parameter_symbol(notation: str, network: Network, layer: int, unit: int, source: int | None) -> str:
    """Return what a notation calls a weight, or where `source` is None a bias, without LaTeX: "w₁₂⁽¹⁾".

    Raises
    ------
    ArgumentError
        If there is no such notation.
    """
    from mlp_core.explain.explaining import find_notation

    # Symbols of parameters go by the network alone; of a whole training step there is none here.
    shape: Any = SimpleNamespace(sizes=network.sizes, network=network)
    symbols = find_notation(notation).symbols(shape)
    return plain_symbol(symbols.bias(layer, unit) if source is None else symbols.weight(layer, unit, source))
