"""What stands in one column of an equation: a symbol, its number below, and how far the step-through is with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mlp_gui.views.paper import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_core import Quantity

_RELATIONS: Final = frozenset(("=", ":=", r"\mathrel{:=}", r"\coloneqq", r"\leftarrow", r"\gets", r"\approx"))
_COMPARISONS: Final = frozenset(("<", ">", r"\le", r"\ge", r"\ne"))
_SIGNS: Final = frozenset(("+", "-", "{-}", r"\pm", r"+ \cdots"))
_DOTS: Final = frozenset((r"\cdot", r"\times", r"\,"))
_OPENING: Final = frozenset(("(", "[", r"\Big(", r"\Big["))
_CLOSING: Final = frozenset((")", "]", r"\Big)", r"\Big]"))


_FRACTION: Final = r"\frac{"


class Shape(Enum):
    """What a column is, with its distance on either side in em."""

    RELATION = ("relation", 0.34)
    COMPARISON = ("comparison", 0.22)
    """Belongs to what stands before and behind; no line breaks here."""
    SIGN = ("sign", 0.26)
    DOT = ("dot", 0.16)
    COMMA = ("comma", 0.2)
    """Close to what it stands behind."""
    OPENING = ("opening", 0.0)
    CLOSING = ("closing", 0.0)
    ATTACHED = ("attached", 0.0)
    """An exponent of what stands before."""
    VALUE = ("value", 0.05)
    GAP = ("gap", 0.26)
    """Terms that are left out."""

    def __init__(self, label: str, space: float) -> None:
        self.label = label
        self.space = space

    @property
    def clings(self) -> bool:
        """Whether nothing comes between it and what stands before."""
        return self in (Shape.ATTACHED, Shape.COMMA)


@dataclass(frozen=True, slots=True)
class Entry:
    """One column.

    Attributes
    ----------
    symbol : str
        LaTeX above, "" for nothing.
    number : str
        LaTeX below, "" for nothing.
    quantity : Quantity or None
        The number itself, or None where it is an operator or a constant.
    standing : Standing
        Whether the number can be shown.
    is_current : bool
        Whether it belongs to the term that the step-through is at.
    is_reused : bool
        Whether it was computed for another line already.
    left_out : int
        Of a gap: how many terms it stands for.
    """

    symbol: str
    number: str = ""
    quantity: Quantity | None = None
    standing: Standing = Standing.KNOWN
    is_current: bool = False
    is_reused: bool = False
    left_out: int = 0

    @property
    def shape(self) -> Shape:
        """What the column is."""
        if self.left_out:
            return Shape.GAP
        return _shape_of(self.symbol or self.number)

    @property
    def shows_number(self) -> bool:
        """Whether the number below is drawn, and not a box in its place."""
        return bool(self.number) and self.standing is Standing.KNOWN


_SHAPES: Final = (
    (Shape.RELATION, _RELATIONS),
    (Shape.COMPARISON, _COMPARISONS),
    (Shape.SIGN, _SIGNS),
    (Shape.DOT, _DOTS),
    (Shape.COMMA, frozenset((",",))),
    (Shape.OPENING, _OPENING),
    (Shape.CLOSING, _CLOSING),
)


@lru_cache(maxsize=4096)
def _shape_of(text: str) -> Shape:
    """Return what a LaTeX text is; asked for each column at each size that is tried."""
    text = text.strip()
    if text.startswith("{}^"):
        return Shape.ATTACHED
    for shape, texts in _SHAPES:
        if text in texts:
            return shape
    return Shape.VALUE


def with_grown_brackets(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Let brackets around fractions be as high as these, in either row."""
    result = list(entries)
    opened: list[int] = []
    for place, entry in enumerate(entries):
        if entry.shape is Shape.OPENING:
            opened.append(place)
        elif entry.shape is Shape.CLOSING and opened:
            first = opened.pop()
            inside = entries[first + 1 : place]
            high = (
                any(_FRACTION in each.symbol for each in inside),
                any(_FRACTION in each.number for each in inside),
            )
            for end in (first, place):
                symbol, number = result[end].symbol, result[end].number
                result[end] = replace(
                    result[end],
                    symbol=rf"\Big{symbol}" if high[0] and symbol else symbol,
                    number=rf"\Big{number}" if high[1] and number else number,
                )
    return tuple(result)


def split_terms(entries: Sequence[Entry], *, inside: bool = False) -> list[tuple[Entry, ...]]:
    """Cut an equation where a line may break: before each relation, sign or gap that no bracket holds together.

    A sign that nothing stands before, and one right behind a relation, belongs to its term.

    Parameters
    ----------
    inside : bool
        Break inside the outermost brackets too, as a sum in brackets may be wider than a page.
    """
    parts: list[list[Entry]] = [[]]
    depth = 0
    for entry in entries:
        shape = entry.shape
        breaks = shape in (Shape.RELATION, Shape.SIGN, Shape.GAP)
        is_free = depth <= inside and not (parts[-1] and parts[-1][-1].shape in (Shape.RELATION, Shape.OPENING))
        if breaks and is_free and parts[-1]:
            parts.append([])
        depth += (shape is Shape.OPENING) - (shape is Shape.CLOSING)
        parts[-1].append(entry)
    return [tuple(part) for part in parts if part]


def condensed(entries: Sequence[Entry], most: int, *, inside: bool = False) -> tuple[Entry, ...]:
    """Leave terms of a long sum out, so that at most `most` stay.

    The first terms, the current one with its neighbours, and the last one stay; a gap takes the place of each run of
    two or more that goes. What stands before the first relation counts as one. What comes right behind a relation, and
    the current term, are never left out.

    Parameters
    ----------
    inside : bool
        Of a sum in brackets too.
    """
    terms = split_terms(entries, inside=inside)
    if len(terms) <= most:
        return tuple(entries)
    current = next((place for place, term in enumerate(terms) if any(entry.is_current for entry in term)), 0)
    relations = [place for place, term in enumerate(terms) if term[0].shape is Shape.RELATION]
    kept = {0, len(terms) - 1, current, *relations}
    for place in (1, current - 1, current + 1, *range(2, len(terms))):
        if len(kept) >= most:
            break
        if 0 <= place < len(terms):
            kept.add(place)
    result: list[Entry] = []
    gone = 0
    for place, term in enumerate(terms):
        if place in kept:
            result.extend(_gap(terms[place - gone : place]))
            result.extend(term)
            gone = 0
        else:
            gone += 1
    return tuple(result)


def _gap(terms: list[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """Return what stands for terms that are left out; a single one is not worth a gap."""
    if len(terms) <= 1:
        return terms[0] if terms else ()
    count = sum(term[0].left_out or 1 for term in terms)
    return (Entry(f"+{count}", left_out=count),)
