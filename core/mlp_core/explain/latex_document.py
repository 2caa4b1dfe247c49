"""Writes told lines as a LaTeX document of its own: a sentence, the symbols and the numbers of each, phase by phase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mlp_core.explain.latex_letters import preamble_for
from mlp_core.explain.latex_rows import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlp_core.explain.notation.pieces import Explanation
    from mlp_core.explain.steps import Phase, Step

_ROW_END = "\\\\\n"
_ROW_END_ON_ONE_PAGE = "\\\\*\n"
_MOST_KEPT_TOGETHER = 4
"""Ends of rows; a line with more of them may go on on the next page."""

_CLASS = "\\documentclass[11pt]{article}\n"
_PREAMBLE = r"""\usepackage{amsmath,amssymb}
\usepackage[margin=25mm]{geometry}
\setlength{\parindent}{0pt}
\allowdisplaybreaks
\begin{document}
"""

_GREEK: Final = ("alpha", "beta", "gamma", "epsilon", "eta", "theta", "lambda", "mu", "rho", "sigma", "Delta", "Sigma")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "−": "$-$",
    "·": r"$\cdot$",
    "×": r"$\times$",
    "…": r"\ldots{}",
    "–": "--",
    "→": r"$\rightarrow$",
    "<": "$<$",
    ">": "$>$",
    "|": "$|$",
    "∂": r"$\partial$",
    "δ": r"$\delta$",
    "ŷ": r"$\hat{y}$",
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    **{letter: f"$_{{{digit}}}$" for digit, letter in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{letter: f"$^{{{digit}}}$" for letter, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True)},
    **{letter: f"$\\{name}$" for letter, name in zip("αβγεηθλμρσΔΣ", _GREEK, strict=True)},
    **{letter: f"$\\{name}$" for letter, name in zip("≤≥≈≠∞", ("le", "ge", "approx", "neq", "infty"), strict=True)},
}
_OVER: Final = {"\u0304": "bar", "\u0302": "hat", "\u0303": "tilde"}
"""Signs that stand above the letter before them."""
_WITH_SIGN: Final = re.compile(f"(.)([{''.join(_OVER)}])|(.)", re.DOTALL)


def in_plain_text(words: str) -> str:
    """Return words as LaTeX sets them: what it would read as a command stands for itself.

    Letters beyond ASCII that are no symbols of the equations stay as they are: `preamble_for` makes them known.
    """
    return "".join(_set(*found.groups()) for found in _WITH_SIGN.finditer(words))


def _set(below: str | None, over: str | None, letter: str | None) -> str:
    if below is not None and over is not None:
        return f"$\\{_OVER[over]}{{{_SPECIAL.get(below, below).replace('$', '')}}}$"
    sign = letter or ""
    return " " if sign.isascii() and not sign.isprintable() else _SPECIAL.get(sign, sign)


def latex_document(
    told: Iterable[tuple[Step, Explanation]], *, title: str, subtitle: str = "", left_out: int = 0
) -> str:
    r"""Return a document that compiles by itself, with pdfLaTeX, XeLaTeX or LuaLaTeX, whatever it names.

    It takes the packages iftex, amsmath, amssymb and geometry, and but for pdfLaTeX fontspec.

    Parameters
    ----------
    told : iterable of (Step, Explanation)
        Lines in their order, at the grain of terms; each has the number that its place in the training step gives it.
    title, subtitle : str
        Plain words; the document escapes them, and the sentences.
    left_out : int
        How many lines more there are; a sentence at the end says so.

    Returns
    -------
    str
        From `\documentclass` to `\end{document}`.
    """
    parts = [f"\\section*{{{in_plain_text(title)}}}\n"]
    if subtitle:
        parts.append(f"{in_plain_text(subtitle)}\n")
    phase: Phase | None = None
    for step, explanation in told:
        if step.phase is not phase:
            phase = step.phase
            parts.append(f"\n\\subsection*{{{phase.value.capitalize()}}}\n")
        parts.extend(_line(step.index + 1, explanation))
    if left_out:
        lines = "One line more is" if left_out == 1 else f"{left_out} lines more are"
        parts.append(f"\n{lines} left out.\n")
    parts.append("\\end{document}\n")
    body = "".join(parts)
    return _CLASS + preamble_for(body) + _PREAMBLE + body


def _line(number: int, explanation: Explanation) -> Iterator[str]:
    yield f"\n\\textbf{{{number}.}} {in_plain_text(explanation.sentence)}\n"
    rows = aligned(explanation.latex, explanation.numbers)
    if rows.count(_ROW_END) <= _MOST_KEPT_TOGETHER:
        rows = rows.replace(_ROW_END, _ROW_END_ON_ONE_PAGE)
    yield f"\\begin{{align*}}\n{rows}\n\\end{{align*}}\n"
