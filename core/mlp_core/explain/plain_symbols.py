"""Symbols of a notation as plain text, for lists and cards that set no mathematics: "w₁₂⁽¹⁾"."""

from __future__ import annotations

import re
from typing import Final

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
