"""How a number is written in the room that it has: with all its decimals in smaller type before with fewer of them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

import mlp_core as mlp
from mlp_core.explain.numbers_in_latex import wants_power
from mlp_gui.look.numbers import compact, fixed, fixed_or_power, signed

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = frozenset((mlp.Kind.INPUT, mlp.Kind.TARGET, mlp.Kind.LOSS, mlp.Kind.PENALTY, mlp.Kind.OBJECTIVE))
"""What is given or a cost has no plus."""

TELLING = 3
"""So many digits that count are kept where any type has room for them."""

FEWEST_PX = 8
"""Type is never smaller, even where nothing fits."""

SQUEEZED = 0.85
"""How much smaller than read well a number is before it loses digits."""

NO_ROOM = "…"
"""Before a class stands for a number that would only fit in type too small to read: pointing at it tells it."""


class Written(NamedTuple):
    """A number, and the type in which it has room."""

    text: str
    font: QFont


def shrunk(font: QFont, text: str, room: float, least: int = FEWEST_PX) -> QFont:
    """Return the font, smaller where a text would not fit, but not smaller than `least` pixels."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width <= room:
        return font
    least = min(least, font.pixelSize())
    smaller = QFont(font)
    smaller.setPixelSize(max(int(font.pixelSize() * room / width), least))
    while smaller.pixelSize() > least and QFontMetricsF(smaller).horizontalAdvance(text) > room:
        smaller.setPixelSize(smaller.pixelSize() - 1)  # hinting has widened it
    return smaller


def column_font(font: QFont, decimals: int, room: float, squeezed: int) -> QFont:
    """Return the font in which numbers between -10 and 10 have room, so that those of a column look alike."""
    return shrunk(font, f"+0.{'0' * decimals}", room, squeezed)


def write(texts: Iterable[str], font: QFont, room: float, least: int, floor: int = FEWEST_PX) -> Written:
    """Return the first of some texts that has room, in smaller type where needed; else the last one, as small as it is.

    Before a class, where type has a floor that is read from the last row, `NO_ROOM` stands for what has no room in it.

    All decimals come first, even in squeezed type; then three digits that count, then what has room.

    Parameters
    ----------
    texts : iterable of str
        The same number in different ways: the best first.
    font : QFont
        As large as it should be.
    room : float
        Pixels.
    least : int
        Pixels of the smallest type that is read well.
    floor : int
        Pixels of the smallest type of all.
    """
    ways = list(texts)
    if QFontMetricsF(font).horizontalAdvance(ways[0]) <= room:
        return Written(ways[0], font)
    decimals, squeezed = _decimals(ways[0]), max(floor, int(SQUEEZED * least))
    whole = [text for text in ways if _decimals(text) == decimals]
    telling = [text for text in ways if _digits(text) >= TELLING]
    for some, smallest in (
        (whole, least),
        (whole, squeezed),
        (telling, least),
        (telling, squeezed),
        (ways, least),
    ):
        for text in some:
            fitting = shrunk(font, text, room, smallest)
            if QFontMetricsF(fitting).horizontalAdvance(text) <= room:
                return Written(text, fitting)
    tiny = shrunk(font, ways[-1], room, floor)
    has_room = floor <= FEWEST_PX or QFontMetricsF(tiny).horizontalAdvance(ways[-1]) <= room
    return Written(ways[-1] if has_room else NO_ROOM, tiny)


def _decimals(text: str) -> int:
    """Return how many digits a text has behind its last point."""
    return sum(each.isdecimal() for each in text.rpartition(".")[2]) if "." in text else 0


def _digits(text: str) -> int:
    """Return how many digits of a text's last number count: leading zeros and powers of ten do not."""
    mantissa = text.rpartition(" ")[2].partition("×")[0]
    return len("".join(each for each in mantissa if each in "0123456789").lstrip("0"))


def card_texts(quantity: mlp.Quantity, decimals: int) -> list[str]:
    """Return the ways to write a card's number: whole inputs, targets and costs without decimals."""
    value, plain = quantity.value, quantity.kind in PLAIN
    if plain and abs(value) < 1000.0 and value == round(value):
        return [fixed(value, 0)]
    return number_texts(value, decimals, plus=not plain)


def number_texts(value: float, decimals: int, *, plus: bool = True) -> list[str]:
    """Return the ways to write a number: fewer and fewer decimals, but never nothing but zeros."""
    return list(_number_texts(value, decimals, plus))


# The same numbers are written in each picture of a step, and in several sizes until they have room.
@lru_cache(maxsize=4096)
def _number_texts(value: float, decimals: int, plus: bool) -> tuple[str, ...]:
    sign = "+" if plus and value > 0.0 else ""
    if math.isfinite(value) and wants_power(value, decimals):
        return (fixed_or_power(value, decimals, with_sign=plus), *(sign + compact(value, digits) for digits in (2, 1)))
    write_fixed = signed if plus else fixed
    least = next((digits for digits in range(1, decimals) if abs(value) >= 0.5 * 10.0**-digits), decimals)
    texts = [write_fixed(value, digits) for digits in range(decimals, (least if value else 1) - 1, -1)]
    return (*texts, sign + compact(value, 2), sign + compact(value, 1))
