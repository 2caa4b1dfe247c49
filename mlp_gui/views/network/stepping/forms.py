"""How large a card is: from all numbers with a heat map down to a coloured dot, as there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class CardForm:
    """One way to draw a unit.

    Attributes
    ----------
    name : str
        "full", "rows", "pair", "line" or "dot".
    width, height : float
        Of the card, pixels at 100 %.
    below : float
        Room for the bias under it.
    gap : float
        Least distance to the next.
    """

    name: str
    width: float
    height: float
    below: float
    gap: float

    @property
    def straddles(self) -> bool:
        """Whether the bias stands on the lower edge of the card rather than under it, to save height."""
        return 0.0 < self.below < FULL.below


FULL = CardForm("full", 162.0, 108.0, 24.0, 18.0)
CLOSE = CardForm("full", 162.0, 106.0, 12.0, 10.0)
SNUG = CardForm("full", 162.0, 94.0, 12.0, 8.0)
TIGHT = CardForm("full", 162.0, 84.0, 11.0, 6.0)
LOW = CardForm("full", 162.0, 74.0, 11.0, 5.0)
ROWS = CardForm("rows", 130.0, 80.0, 0.0, 10.0)
WIDE_PAIR = CardForm("pair", 128.0, 50.0, 0.0, 6.0)
PAIR = CardForm("pair", 106.0, 38.0, 0.0, 6.0)
WIDE_LINE = CardForm("line", 106.0, 20.0, 0.0, 4.0)
LINE = CardForm("line", 84.0, 20.0, 0.0, 4.0)
DOT = CardForm("dot", 14.0, 6.0, 0.0, 1.0)
SMALL_FORMS = (WIDE_PAIR, PAIR, WIDE_LINE, LINE)
"""Without room for a name of several letters."""

UNIT_FORMS = (FULL, CLOSE, SNUG, TIGHT, LOW, ROWS, WIDE_PAIR, PAIR, WIDE_LINE, LINE, DOT)

INPUT_FULL = CardForm("input", 92.0, 56.0, 0.0, 16.0)
INPUT_LINE = CardForm("input_line", 88.0, 26.0, 0.0, 5.0)
INPUT_LOW = CardForm("input_line", 88.0, 20.0, 0.0, 3.0)
INPUT_FORMS = (INPUT_FULL, INPUT_LINE, INPUT_LOW, DOT)

LOSS = CardForm("loss", 88.0, 108.0, 0.0, 0.0)
LEAST_GAP, LEAST_GAP_OF_SMALL = 46.0, 28.0
"""Least distance between columns, pixels at 100 %, and between those of small cards: an edge needs some way."""


def choose_forms(counts: Sequence[int], width: float, height: float, scale: float) -> tuple[CardForm, ...]:
    """Return the form of each column's cards, inputs first: the largest with which all have room.

    Parameters
    ----------
    counts : sequence of int
        Rows of each column.
    width, height : float
        Room for all columns but that of the loss, pixels.
    scale : float
        Type scale.
    """
    chosen = [_first_fitting(INPUT_FORMS, counts[0], height, scale)]
    chosen += [_first_fitting(UNIT_FORMS, count, height, scale) for count in counts[1:]]
    while _width(chosen, scale) > width:
        widest = max(chosen, key=_width_of)
        forms = UNIT_FORMS if widest in UNIT_FORMS else INPUT_FORMS
        if widest == DOT:
            break
        smaller = forms[forms.index(widest) + 1]
        chosen = [smaller if form is widest else form for form in chosen]
    return tuple(chosen)


def _first_fitting(forms: tuple[CardForm, ...], count: int, height: float, scale: float) -> CardForm:
    for form in forms:
        if scale * (count * (form.height + form.below) + (count - 1) * form.gap) <= height:
            return form
    return forms[-1]


def _width_of(form: CardForm) -> float:
    return form.width


def _width(chosen: list[CardForm], scale: float) -> float:
    gap = LEAST_GAP if max(form.width for form in chosen[1:]) > LINE.width else LEAST_GAP_OF_SMALL
    return scale * (sum(form.width for form in chosen) + gap * (len(chosen) - 1))


def are_full(counts: Sequence[int], width: float, height: float, scale: float, least: CardForm) -> bool:
    """Tell whether all units have room for a card at least as large as a form; see `choose_forms`."""
    large = UNIT_FORMS[: UNIT_FORMS.index(least) + 1]
    return all(form in large for form in choose_forms(counts, width, height, scale)[1:])


def most_rows(height: float, scale: float) -> int:
    """Return how many cards with a legible number stand one under the other."""
    return max(int((height + LINE.gap * scale) / ((LINE.height + LINE.gap) * scale)), 3)
