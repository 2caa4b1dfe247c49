"""How large a card is: from all numbers with a heat map down to a coloured dot, as there is room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mlp_gui.views.network.pixel_bands import BAND_GAP, band_count, band_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.pixel_bands import Shape

BIAS = (138.0, 20.0)
"""Width and height of the bias of a unit, pixels at 100 %."""

SLIM = frozenset(("grid", "twin", "side", "line", "dot", "mosaic"))
"""Forms without a name: columns of them may stand closer."""

NAMELESS = SLIM | {"trio", "pair"}
"""Forms without room for a name of several letters."""


@dataclass(frozen=True, slots=True)
class CardForm:
    """One way to draw a unit.

    Attributes
    ----------
    name : str
        "full" (with a heat map), "rows", "trio" (three numbers), "pair" (two), "grid" (two, and a third beside them),
        "twin" (two, one under the other), "side" (two on one line), "line" (one), "dot", or "mosaic" (of many units).
    width, height : float
        Of the card, pixels at 100 %.
    below : float
        Room for the bias under it.
    gap : float
        Least distance to the next.
    bias : (width, height)
        Of its bias, pixels at 100 %.
    """

    name: str
    width: float
    height: float
    below: float
    gap: float
    bias: tuple[float, float] = BIAS

    @property
    def is_small(self) -> bool:
        """Whether there is no room for a name of several letters."""
        return self.name in NAMELESS


@dataclass(frozen=True, slots=True)
class FormSet:
    """All forms that go together: for type of one size.

    Attributes
    ----------
    units, inputs : tuple of CardForm
        The largest first; `DOT` last.
    loss, loss_of_many : CardForm
        Of the loss of a single output, and of several.
    close, named, least : CardForm
        The smallest of the units' forms that is roomy, the smallest with a name, and the smallest with a number.
    gap, gap_of_small : float
        Least distance between columns, pixels at 100 %, and between those of small cards: an edge needs some way.
    slender : tuple of CardForm
        Of units, with as little air as can be: taken where that keeps all cards in their places.
    slender_input, slender_line, slender_loss : float
        Widths of an input whose name stands above its number, of one beside it, and of the loss, the same.
    """

    units: tuple[CardForm, ...]
    inputs: tuple[CardForm, ...]
    loss: CardForm
    loss_of_many: CardForm
    close: CardForm
    named: CardForm
    least: CardForm
    gap: float
    gap_of_small: float
    slender: tuple[CardForm, ...]
    slender_input: float
    slender_line: float
    slender_loss: float


FULL = CardForm("full", 162.0, 108.0, 24.0, 18.0)
CLOSE = CardForm("full", 162.0, 95.0, 23.0, 10.0)
SNUG = CardForm("full", 162.0, 83.0, 23.0, 8.0)
TIGHT = CardForm("full", 162.0, 72.0, 23.0, 6.0)
LOW = CardForm("full", 162.0, 62.0, 23.0, 5.0)
ROWS = CardForm("rows", 120.0, 76.0, 0.0, 8.0)
TRIO = CardForm("trio", 104.0, 48.0, 0.0, 6.0)
PAIR = CardForm("pair", 104.0, 38.0, 0.0, 6.0)
GRID = CardForm("grid", 142.0, 31.0, 0.0, 3.0)
TWIN = CardForm("twin", 90.0, 31.0, 0.0, 3.0)
SIDE = CardForm("side", 146.0, 20.0, 0.0, 3.0)
LINE = CardForm("line", 84.0, 20.0, 0.0, 3.0)
SLENDER = CardForm("twin", 77.0, 31.0, 0.0, 3.0)
SLENDER_LINE = CardForm("line", 77.0, 20.0, 0.0, 3.0)
TILE = CardForm("dot", 30.0, 26.0, 0.0, 3.0)
DOT = CardForm("dot", 14.0, 6.0, 0.0, 1.0)
"""Colours alone: of one that can still be pointed at, and of as many as there may be."""

MOSAIC = CardForm("mosaic", 46.0, 46.0, 0.0, 4.0)
LOW_MOSAIC = CardForm("mosaic", 30.0, 30.0, 0.0, 3.0)
"""Of many units each, shown as fields."""

ROUNDING: Final = 0.5
"""Pixels that do not count: a type scale may be the very one at which the cards just fit."""

POOR: Final = ("dot", "line")
"""Forms that tell at most one number of a unit."""

LEAST_GAP: Final = 22.0
"""What gaps keep where another one opens, pixels at 100 %: edges still have a way."""

FOLDED_LOSS: Final = 104.0
FOLDED_ROOM: Final = 82.0
"""Width of the loss beside columns of dots, and what it and its gap then leave to the columns, pixels at 100 %."""

PICTURE_SIDES = (152.0, 112.0, 72.0)
"""Of the picture that inputs are, whose bands are the cards, pixels at 100 %."""

BELOW_PICTURE: Final = 94.0
"""Room for the bar of its colours and the card of one of its pixels, pixels at 100 %."""

INPUT_FULL = CardForm("input", 92.0, 56.0, 0.0, 16.0)
INPUT_STACKED = CardForm("input", 92.0, 40.0, 0.0, 8.0)
INPUT_TWIN = CardForm("input", 88.0, 32.0, 0.0, 4.0)
INPUT_LINE = CardForm("input_line", 88.0, 26.0, 0.0, 5.0)
INPUT_LOW = CardForm("input_line", 88.0, 20.0, 0.0, 3.0)

LEGIBLE_GAP = 60.0
"""Between columns from which edges have room for numbers and what tells them apart, pixels at 100 %."""

DESK = FormSet(
    (FULL, CLOSE, SNUG, TIGHT, LOW, ROWS, TRIO, PAIR, GRID, TWIN, SIDE, LINE, TILE, DOT),
    (INPUT_FULL, INPUT_STACKED, INPUT_TWIN, INPUT_LINE, INPUT_LOW, TILE, DOT),
    CardForm("loss", 88.0, 108.0, 0.0, 0.0),
    CardForm("loss", 88.0, 68.0, 0.0, 0.0),
    close=CLOSE,
    named=PAIR,
    least=LINE,
    gap=53.0,
    gap_of_small=28.0,
    slender=(SLENDER, SLENDER_LINE),
    slender_input=66.0,
    slender_line=78.0,
    slender_loss=80.0,
)
"""For type that is read from a desk."""

LARGE_BIAS = (178.0, 25.0)
LARGE_CLOSE = CardForm("full", 200.0, 98.0, 28.0, 8.0, LARGE_BIAS)
LARGE_TIGHT = CardForm("full", 196.0, 70.0, 28.0, 6.0, LARGE_BIAS)
LARGE_ROWS = CardForm("trio", 140.0, 62.0, 0.0, 5.0)
LARGE_PAIR = CardForm("pair", 136.0, 47.0, 0.0, 5.0)
LARGE_LINE = CardForm("line", 110.0, 25.0, 0.0, 4.0)
LARGE_LOW = CardForm("line", 110.0, 22.0, 0.0, 3.0)
"""Ten of them, as of the digits, stand one above the other on what is left of 1280 x 720."""

LARGE_SIDE = CardForm("side", 212.0, 28.0, 0.0, 5.0)
FOLDED_SIDE = replace(LARGE_SIDE, width=232.0)
"""Where other columns give up their numbers there is room for letters that are not squeezed."""

CLASSROOM = FormSet(
    (
        CardForm("full", 200.0, 118.0, 29.0, 14.0, LARGE_BIAS),
        LARGE_CLOSE,
        CardForm("full", 200.0, 84.0, 28.0, 7.0, LARGE_BIAS),
        LARGE_TIGHT,
        LARGE_ROWS,
        LARGE_PAIR,
        LARGE_SIDE,
        CardForm("line", 124.0, 28.0, 0.0, 5.0),
        LARGE_LINE,
        LARGE_LOW,
        DOT,
    ),
    (
        CardForm("input", 124.0, 58.0, 0.0, 14.0),
        CardForm("input", 124.0, 44.0, 0.0, 6.0),
        CardForm("input_line", 122.0, 28.0, 0.0, 5.0),
        CardForm("input_line", 122.0, 25.0, 0.0, 4.0),
        CardForm("input_line", 122.0, 22.0, 0.0, 3.0),
        DOT,
    ),
    CardForm("loss", 144.0, 112.0, 0.0, 0.0),
    CardForm("loss", 116.0, 80.0, 0.0, 0.0),
    close=LARGE_CLOSE,
    named=LARGE_PAIR,
    least=LARGE_LOW,
    gap=60.0,
    gap_of_small=44.0,
    slender=(),
    slender_input=114.0,
    slender_line=114.0,
    slender_loss=FOLDED_LOSS,
)
"""For type that is read from the last row of a class."""


def choose_forms(
    counts: Sequence[int],
    width: float,
    height: float,
    scale: float,
    forms: FormSet = DESK,
    mosaics: Sequence[int] = (),
    picture: Shape | None = None,
    in_play: Sequence[int] = (),
) -> tuple[CardForm, ...]:
    """Return the form of each column's cards, inputs first: the largest with which all have room.

    Parameters
    ----------
    counts : sequence of int
        Rows of each column.
    width, height : float
        Room for all columns but that of the loss, pixels.
    scale : float
        Type scale.
    forms : FormSet
        Those that there are.
    mosaics : sequence of int
        Columns whose rows are many units each.
    picture : (rows, columns), optional
        Where the inputs are bands of a picture.
    in_play : sequence of int
        Columns that the step is about: where there is no room for all, they keep their numbers and the others give
        theirs up.
    """
    sets = [(MOSAIC, LOW_MOSAIC, DOT) if index in mosaics else forms.units for index in range(len(counts))]
    if 0 not in mosaics:
        sets[0] = forms.inputs
    elif picture is not None:
        sets[0] = (*_band_forms(picture, height, scale), DOT)
    chosen = [_first_fitting(each, count, height, scale) for each, count in zip(sets, counts, strict=True)]
    poor = POOR if forms is CLASSROOM else ("dot",)
    while _width(chosen, scale, forms) > width + ROUNDING:
        widest = max(chosen, key=_width_of)
        if widest == DOT:
            break
        chosen = [
            each[each.index(form) + 1] if form is widest else form for form, each in zip(chosen, sets, strict=True)
        ]
    if any(chosen[column].name in poor and column not in mosaics for column in in_play):
        sets = [_with_wider_side(each) for each in sets]
        fitting = [_first_fitting(each, count, height, scale) for each, count in zip(sets, counts, strict=True)]
        room = width + (FOLDED_ROOM if forms is CLASSROOM else 0.0) * scale
        folded = _folded(sets, fitting, room, scale, in_play, forms)
        if not any(folded[column] == DOT for column in in_play):
            return tuple(folded)
    return tuple(_without_a_lone_giant(chosen, width, scale))


def _with_wider_side(each: tuple[CardForm, ...]) -> tuple[CardForm, ...]:
    place = each.index(LARGE_SIDE) if LARGE_SIDE in each else len(each)
    return (*each[:place], FOLDED_SIDE, *each[place:]) if place < len(each) else each


def _folded(
    sets: Sequence[tuple[CardForm, ...]],
    fitting: Sequence[CardForm],
    width: float,
    scale: float,
    in_play: Sequence[int],
    forms: FormSet,
) -> list[CardForm]:
    """Return the forms with dots for all columns but those in play, which have the largest cards with room.

    A picture stays one, as small as it can be.
    """
    chosen = [form if column in in_play else DOT for column, form in enumerate(fitting)]
    if 0 not in in_play and sets[0][-2].name == "mosaic":
        chosen[0] = sets[0][-2]
    gaps = forms.gap * (len(in_play) - 1) + LEAST_GAP * (len(chosen) - len(in_play))
    while scale * (sum(form.width for form in chosen) + gaps) > width:
        widest = max((chosen[column] for column in in_play), key=_width_of)
        if widest == DOT:
            break
        chosen = [
            each[each.index(form) + 1] if form is widest else form for form, each in zip(chosen, sets, strict=True)
        ]
    return chosen


def is_folded(chosen: Sequence[CardForm], in_play: Sequence[int]) -> bool:
    """Tell whether columns that are not in play have given up their numbers for those that are."""
    others = [form for column, form in enumerate(chosen) if column not in in_play]
    if others and 0 not in in_play and others[0].name == "mosaic":
        others = others[1:]
    are_read = all(chosen[column].name not in ("dot", "mosaic") for column in in_play if column)
    return bool(in_play and others) and are_read and all(form == DOT for form in others)


def _band_forms(picture: Shape, room: float, scale: float) -> tuple[CardForm, ...]:
    """Return the forms of a picture's bands, whose pixels are whole ones on the screen; below one's card has room."""
    sizes = [band_size(picture, side * scale) for side in PICTURE_SIDES]
    left, count = room - BELOW_PICTURE * scale, band_count(picture)
    fitting = [size for size in sizes if count * (size[1] + BAND_GAP) <= left] or sizes[-1:]
    return tuple(CardForm("mosaic", width / scale, height / scale, 0.0, BAND_GAP / scale) for width, height in fitting)


def _without_a_lone_giant(chosen: list[CardForm], width: float, scale: float) -> list[CardForm]:
    """Return the forms with the only column that has heat maps like the others, where edges have little room."""
    full = [place for place, form in enumerate(chosen) if form.name == "full"]
    free = width - scale * sum(form.width for form in chosen)
    if len(full) != 1 or ROWS not in chosen or free >= LEGIBLE_GAP * scale * (len(chosen) - 1):
        return chosen
    return [ROWS if place in full else form for place, form in enumerate(chosen)]


def _first_fitting(forms: tuple[CardForm, ...], count: int, height: float, scale: float) -> CardForm:
    for form in forms:
        if scale * (count * (form.height + form.below) + (count - 1) * form.gap) <= height:
            return form
    return forms[-1]


def _width_of(form: CardForm) -> float:
    return form.width


def _width(chosen: list[CardForm], scale: float, forms: FormSet) -> float:
    gap = forms.gap_of_small if any(form.name in SLIM for form in chosen[1:]) else forms.gap
    return scale * (sum(form.width for form in chosen) + gap * (len(chosen) - 1))


def are_full(
    counts: Sequence[int], width: float, height: float, scale: float, least: CardForm, forms: FormSet = DESK
) -> bool:
    """Tell whether all units have room for a card at least as large as a form; see `choose_forms`."""
    large = forms.units[: forms.units.index(least) + 1]
    return all(form in large for form in choose_forms(counts, width, height, scale, forms)[1:])


def most_rows(height: float, scale: float, form: CardForm) -> int:
    """Return how many cards of a form stand one under the other."""
    return max(int((height + form.gap * scale) / ((form.height + form.gap) * scale)), 3)
