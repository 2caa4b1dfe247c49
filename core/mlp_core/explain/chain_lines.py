"""A chain as one line of LaTeX: in symbols, and in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.explain.numbers_in_latex import in_brackets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_core.explain.chain_parts import ChainSum, FactorGroup


def symbols_of(groups: Sequence[FactorGroup], sums: Sequence[ChainSum]) -> str:
    """Return a product in symbols; a factor that is a sum stands there in brackets, what is used again in a box."""
    by_left = {id(each.left): each for each in sums}
    parts = []
    for group in groups:
        symbols = [
            rf"\left( {_terms_of(by_left[id(factor)])} \right)" if id(factor) in by_left else factor.symbol
            for factor in group.factors
        ]
        text = " ".join(symbols)
        parts.append(rf"\boxed{{{text}}}" if group.reused is not None else text)
    return " ".join(parts)


def _terms_of(whole: ChainSum) -> str:
    terms = [symbols_of(term.groups, ()) for term in whole.terms]
    return " + ".join(terms if whole.rest is None else [*terms, whole.rest.symbol])


def numbers_of(groups: Sequence[FactorGroup], sums: Sequence[ChainSum], *, is_term: bool = False) -> str:
    """Return a product in numbers, with negative ones in brackets behind an operator.

    Parameters
    ----------
    is_term : bool
        Whether more stands beside it, so that a sum needs its brackets.
    """
    by_left = {id(each.left): each for each in sums}
    factors = [factor for group in groups for factor in group.factors]
    texts = []
    for place, factor in enumerate(factors):
        whole = by_left.get(id(factor))
        if whole is None:
            texts.append(in_brackets(factor.number) if place else factor.number)
            continue
        terms = [numbers_of(term.groups, ()) for term in whole.terms]
        terms += [whole.rest.number] if whole.rest is not None else []
        text = " + ".join([terms[0], *map(in_brackets, terms[1:])])
        is_alone = len(factors) == 1 and not is_term and whole.scale is None
        text = text if is_alone else f"({text})"
        texts.append(text if whole.scale is None else rf"{whole.scale.number} \cdot {text}")
    return r" \cdot ".join(texts)
