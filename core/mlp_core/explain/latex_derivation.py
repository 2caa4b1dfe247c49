"""Writes a derivation for LaTeX, no wider than a page: lines aligned at their first equals signs, with the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.explain.latex_document import in_plain_text
from mlp_core.explain.latex_rows import ROW, broken, rows_at_relations, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_core.explain.derivation import DerivationLine

_EQUALS = " = "
_BETWEEN = 3.0
"""Room between a line and its rule, in digits."""
_LETTER_OF_WORDS = 0.92
_ROW_END = " \\\\\n"
_ROW_END_ALIGNED = f"{_ROW_END}&"


def aligned_derivation(lines: Iterable[DerivationLine]) -> str:
    r"""Return an `aligned` environment with the lines of a derivation.

    Parameters
    ----------
    lines : iterable of DerivationLine
        Each with an equals sign.

    Returns
    -------
    str
        The rules stand in a column behind the lines, where the page is wide enough for both; else each stands below its
        line, which then has the page for itself and goes on in further rows where that does not do.
    """
    told = [(*line.latex.split(_EQUALS, 1), in_plain_text(line.rule)) for line in lines]
    margin = max(width_of(left) for left, _, _ in told)
    widest_rule = max(len(rule) for _, _, rule in told) * _LETTER_OF_WORDS
    room = ROW - margin - _BETWEEN - widest_rule
    beside = [(left, rows_at_relations(f"= {right}", room), rule) for left, right, rule in told]
    if all(width_of(row) <= room for _, rows, _ in beside for row in rows):
        written = [
            _ROW_END_ALIGNED.join((rf"{left} &{rows[0]} && \text{{{rule}}}", *rows[1:])) for left, rows, rule in beside
        ]
    else:
        written = [
            f"{left} &{_over_the_page(right, ROW - margin)}{_ROW_END_ALIGNED}{_below(rule)}"
            for left, right, rule in told
        ]
    return "\\begin{aligned}\n" + _ROW_END.join(written) + "\n\\end{aligned}"


def _over_the_page(right: str, room: float) -> str:
    return _ROW_END_ALIGNED.join(broken(row, room) for row in rows_at_relations(f"= {right}", room))


def _below(rule: str) -> str:
    return rf"\quad \text{{{rule}}}"
