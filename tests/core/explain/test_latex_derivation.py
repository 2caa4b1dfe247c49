"""A derivation for LaTeX: every line with its rule, and no row wider than a page, whatever is derived."""

from __future__ import annotations

import re

import pytest

import mlp_core as mlp
from mlp_core.explain.latex_derivation import aligned_derivation
from mlp_core.explain.latex_rows import ROW, rows_at_relations, width_of

_RULE = re.compile(r"\\text\{([A-Z][^{}]*)\}$")
LETTER = 0.8
"""Digits that a letter of a rule is wide at least."""


def rows_of(derivation: mlp.Derivation) -> list[str]:
    """Return the rows of the environment."""
    latex = aligned_derivation(derivation.lines)
    begin, *rows, end = latex.split("\n")
    assert (begin, end) == (r"\begin{aligned}", r"\end{aligned}")
    return [row.removesuffix(r" \\") for row in rows]


@pytest.mark.parametrize("notation", list(mlp.NOTATIONS))
def test_no_derivation_is_wider_than_a_page(notation: str) -> None:
    """Left sides, the widest row and the widest rule beside it; all rules are there, and braces close in each row."""
    for loss in mlp.LOSSES:
        for activation in (*mlp.ACTIVATIONS, mlp.Sigmoid(2.0)):
            derivation = mlp.derive(loss, activation, notation)
            rows = rows_of(derivation)
            rules = [found[1] for row in rows if (found := _RULE.search(row))]
            assert rules == [line.rule.replace("−", "$-$") for line in derivation.lines]
            sides = [row.split("&", 1) for row in rows]
            assert all(row.count("{") == row.count("}") for row in rows)
            assert all(row.count("[") == row.count("]") for row in rows)
            right = max(width_of(side.partition("&&")[0]) for _, side in sides if not side.startswith(r"\quad \text"))
            beside = [
                len(rule)
                for row, rule in zip((row for row in rows if _RULE.search(row)), rules, strict=True)
                if "&&" in row
            ]
            width = max(width_of(left) for left, _ in sides) + right + LETTER * max(beside, default=0)
            assert width <= ROW, (loss, activation)


def test_rules_stand_beside_their_lines_where_there_is_room() -> None:
    """Else each is below its line, as all of one derivation are alike."""
    narrow = rows_of(mlp.derive("binary_cross_entropy", "sigmoid", "delta"))
    assert len(narrow) == len(mlp.derive("binary_cross_entropy", "sigmoid", "delta").lines)
    assert all(" && " in row for row in narrow)
    wide = rows_of(mlp.derive("perceptron", "softmax", "lab"))
    assert not any("&&" in row for row in wide)
    assert [row.startswith(r"&\quad \text{") for row in wide] == [False, True] * (len(wide) // 2)


def test_a_row_goes_on_at_an_equals_sign_outside_of_brackets() -> None:
    """A condition holds together."""
    row = r"= \sum_k y_k (\mathbf{1}[j = k] - y_j) = \frac{a = b}{2} = 3"
    assert rows_at_relations(row, 200.0) == [row]
    assert rows_at_relations(row, 10.0) == [
        r"= \sum_k y_k (\mathbf{1}[j = k] - y_j)",
        r"= \frac{a = b}{2}",
        "= 3",
    ]
