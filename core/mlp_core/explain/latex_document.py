"""Writes told lines as a LaTeX document of its own: a sentence, the symbols and the numbers of each, phase by phase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlp_core.explain.notation.pieces import Explanation
    from mlp_core.explain.steps import Phase, Step

_RELATIONS = (r"\mathrel{:=}", r"\leftarrow", "=")
_MOST_LETTERS = 64
"""Of a row of mathematics between the margins of the page."""
_COMMAND = re.compile(r"\\[A-Za-z]+|\\.|[{}^_\s]")
_SIGN = re.compile(r" (?=[+-] )")

_PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
\usepackage[margin=25mm]{geometry}
\setlength{\parindent}{0pt}
\allowdisplaybreaks
\begin{document}
"""

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
    "∂": r"$\partial$",
    "δ": r"$\delta$",
    "ŷ": r"$\hat{y}$",
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
}


def in_plain_text(words: str) -> str:
    """Return words as LaTeX sets them: what it would read as a command stands for itself.

    Letters beyond ASCII that are no symbols of the equations stay as they are.
    """
    return "".join(_SPECIAL.get(letter, letter) for letter in words)


def aligned(latex: str, numbers: str) -> str:
    """Return a line in symbols, and below it the same in numbers, aligned at its first relation.

    Parameters
    ----------
    latex, numbers : str
        As an `Explanation` has them.

    Returns
    -------
    str
        Rows for amsmath's `aligned` or `align*`, long ones broken before signs.
    """
    latex, numbers = latex.strip(), numbers.strip()
    for relation in _RELATIONS:
        left, found, right = latex.partition(relation)
        if found and right.strip():
            return f"{_broken(f'{left}&{relation}{right}')} \\\\\n&= {_broken(numbers)}"
        if found:
            return _broken(f"{left}&{relation} {numbers}")
    # A line without a left side, as a product is, or one number that is read.
    return _broken(f"{latex} &= {numbers}")


def latex_document(
    told: Iterable[tuple[Step, Explanation]], *, title: str, subtitle: str = "", left_out: int = 0
) -> str:
    r"""Return a document that compiles by itself with the packages amsmath, amssymb and geometry.

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
    parts = [_PREAMBLE, f"\\section*{{{in_plain_text(title)}}}\n"]
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
    return "".join(parts)


def _line(number: int, explanation: Explanation) -> Iterator[str]:
    yield f"\n\\textbf{{{number}.}} {in_plain_text(explanation.sentence)}\n"
    yield f"\\begin{{align*}}\n{aligned(explanation.latex, explanation.numbers)}\n\\end{{align*}}\n"


def _broken(row: str) -> str:
    """Return a row of mathematics in several where it is wider than a page, each but the first with its sign in front.

    It is broken outside of braces only, before a plus or minus.
    """
    rows, reached = [""], 0
    for part in _at_signs(row):
        letters = len(_COMMAND.sub("", part))
        if reached and reached + letters > _MOST_LETTERS:
            rows.append(part)
            reached = letters
        else:
            rows[-1] = f"{rows[-1]} {part}" if rows[-1] else part
            reached += letters
    return " \\\\\n&\\quad ".join(rows)


def _at_signs(row: str) -> Iterator[str]:
    """Yield a row piece by piece, cut before the signs that no braces hold."""
    held = ""
    for part in _SIGN.split(row):
        held = f"{held} {part}" if held else part
        if held.count("{") == held.count("}") and held.count(r"\left") == held.count(r"\right"):
            yield held
            held = ""
    if held:
        yield held
