"""Numbers on edges, placed so that none covers another or a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.stepping.chip_lines import ARROW, WEIGHT, ChipLine
from mlp_gui.views.network.stepping.chip_places import Wanted, are_too_many, find_places
from mlp_gui.views.network.stepping.chip_sizes import LINE_GAP, NAME_GAP, fitting_size
from mlp_gui.views.network.stepping.style import draw_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mlp_gui.views.network.stepping.chip_sizes import ChipSize, ChipText
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.style import StepStyle

ALL_UP_TO = 16
"""Networks with at most so many weights show each one's number."""

MOST_CURRENT = 12
MOST_PICTURES = 8
"""So many pictures have their chips kept."""

BETWEEN = 4.0
"""Pixels between chips that stand one under the other."""


LOWEST = 1.25
"""Height of a line in the lowest chip, in heights of its type."""


class Wish(NamedTuple):
    """A chip that wants a place: what it says of an edge, whether the step is about it, and where the edge begins."""

    edge: int
    lines: tuple[ChipLine, ...]
    current: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class EdgeChip:
    """The numbers of one weight on its edge.

    Attributes
    ----------
    edge : int
        Where it stands.
    rect : QRectF
        Of the whole chip, canvas pixels.
    lines : tuple of ChipText
        From the top, all in type of the same size but for one that would not fit.
    current : bool
        Whether the step is about it.
    name : str
        Of the unit or input where the edge begins; empty where the place alone tells it.
    """

    edge: int
    rect: QRectF
    lines: tuple[ChipText, ...]
    current: bool
    name: str = ""


def place_chips(
    layout: StepLayout, wanted: Iterable[Wish], obstacles: list[QRectF], style: StepStyle
) -> list[EdgeChip]:
    """Find a place for each chip: on its own edge; where a gap is too full for that, all of it one under the other.

    The current ones choose first. All chips of a gap have the same type: smaller in a narrow or full gap, and only in
    the smallest type do they lose digits. Where the way of another chip's edge runs behind one, all of the gap have
    names. What even so has no height says only its last line; a chip that still finds no place is left out.
    """
    gaps: dict[int, list[Wish]] = {}
    for wish in sorted(wanted, key=_current_first):
        gaps.setdefault(int(layout.curves.gap[wish.edge]), []).append(wish)
    return [chip for wishes in gaps.values() for chip in _in_one_gap(layout, wishes, obstacles, style)]


class KeptChips:
    """The chips of the last few pictures: of one that was painted ahead, or is painted again, none is sought."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], list[EdgeChip]] = {}

    def place(
        self, layout: StepLayout, wanted: Sequence[Wish], obstacles: list[QRectF], style: StepStyle
    ) -> list[EdgeChip]:
        """Return what `place_chips` does."""
        key = (layout, style, style.decimals, tuple(map(_look, wanted)))
        found = self._kept.pop(key, None)
        if found is None:
            found = place_chips(layout, wanted, obstacles, style)
        self._kept[key] = found
        while len(self._kept) > MOST_PICTURES:
            del self._kept[next(iter(self._kept))]
        return found


def _look(wish: Wish) -> tuple[object, ...]:
    """Return all that is seen of a chip; colours are told by their numbers."""
    lines = tuple((line.value, line.mark, line.colour.rgba(), line.is_asked, line.is_gradient) for line in wish.lines)
    return wish.edge, wish.current, wish.name, lines


def _in_one_gap(layout: StepLayout, wishes: list[Wish], obstacles: list[QRectF], style: StepStyle) -> list[EdgeChip]:
    """Return the chips of a gap, with names where the places do not tell them apart."""
    nameless = [wish._replace(name="") for wish in wishes]
    found = _in_gap(layout, nameless, obstacles, style, small=False)
    if len(found) == len(wishes) and _are_apart(layout, found):
        return found
    for names in (wishes, nameless):
        last_lines = [_last_line(wish) for wish in names]
        for choice, small in ((names, False), (names, True), (last_lines, False), (last_lines, True)):
            found = _in_gap(layout, choice, obstacles, style, small=small)
            if len(found) == len(wishes):
                return found
    bare = [wish._replace(lines=(replace(wish.lines[-1], mark=""),), name="") for wish in wishes]
    return max(found, _in_gap(layout, bare, obstacles, style, small=True), key=len)


def _last_line(wish: Wish) -> Wish:
    """Return a chip with its last line alone; of a product the name of what is read tells it: "wz₁"."""
    last = wish.lines[-1]
    if wish.name and last.mark.startswith(WEIGHT):
        return wish._replace(lines=(replace(last, mark=""),), name=WEIGHT + wish.name)
    return wish._replace(lines=(last,))


def _are_apart(layout: StepLayout, chips: list[EdgeChip]) -> bool:
    """Tell whether behind each chip, but for its own, no edge runs that has a chip too."""
    ways = {chip.edge: layout.curves.points[chip.edge] for chip in chips}
    for chip in chips:
        left, right, top, bottom = chip.rect.left(), chip.rect.right(), chip.rect.top(), chip.rect.bottom()
        for edge, way in ways.items():
            heights = np.interp(np.linspace(left, right, 5), way[:, 0], way[:, 1])
            if edge != chip.edge and bool(np.any((heights > top) & (heights < bottom))):
                return False
    return True


def _in_gap(
    layout: StepLayout, wishes: list[Wish], obstacles: list[QRectF], style: StepStyle, *, small: bool
) -> list[EdgeChip]:
    """Return those chips of a gap that find a place, there: on their edges, or else one under the other."""
    lines = [line for wish in wishes for line in wish.lines]
    size = fitting_size(lines, _room(layout, wishes), style, names=[wish.name for wish in wishes], small=small)
    is_small = size.decimals < style.decimals or size.font.pixelSize() < min(style.least, style.tight.pixelSize())
    if (is_small or not size.has_marks) and any(wish.name for wish in wishes):
        return []  # a name is worth less than a digit, than what the number is, and than type that is read well
    if not size.has_marks:
        wishes = [_headed(wishes[0], style), *wishes[1:]]
    chips = [_sized(layout, wish, size, style) for wish in wishes]
    if small:
        chips = _lowered(layout, chips, size.font.pixelSize())
    sizes = [Wanted(chip.edge, chip.rect.width(), chip.rect.height()) for chip in chips]
    can_stack = sum(size.height + BETWEEN for size in sizes) <= layout.content.height()
    if are_too_many(layout, sizes):
        return _stacked(layout, chips) if can_stack else []
    places = find_places(layout, int(layout.curves.gap[chips[0].edge]), sizes, obstacles)
    if None in places and can_stack:
        return _stacked(layout, chips)
    return [replace(chip, rect=rect) for chip, rect in zip(chips, places, strict=True) if rect is not None]


def _lowered(layout: StepLayout, chips: list[EdgeChip], pixels: int) -> list[EdgeChip]:
    """Return chips as low as they have to be to stand one under the other, where letters of a size still fit in."""
    height = float(int(layout.content.height() / len(chips) - BETWEEN))
    lines = max(len(chip.lines) for chip in chips)
    if height < lines * (LOWEST * pixels + LINE_GAP):
        return chips
    return [replace(chip, rect=QRectF(chip.rect.topLeft(), _low(chip, height, lines))) for chip in chips]


def _low(chip: EdgeChip, height: float, lines: int) -> QSizeF:
    """Return the size of a chip with its share of a height that is for so many lines."""
    return QSizeF(chip.rect.width(), min(chip.rect.height(), height * len(chip.lines) / lines))


def _headed(wish: Wish, style: StepStyle) -> Wish:
    """Return a chip with the mark of its number above it, which holds for the whole gap; an arrow is not missed."""
    mark = next((line.mark for line in wish.lines if line.value is not None and line.mark != ARROW), "")
    return wish._replace(lines=(ChipLine(None, style.theme.text2, mark.strip()), *wish.lines)) if mark else wish


def _room(layout: StepLayout, wishes: list[Wish]) -> float:
    """Return the way between the cards at the ends of a gap's edges, pixels."""
    points = layout.curves.points
    return min(float(points[wish.edge, -1, 0] - points[wish.edge, 0, 0]) for wish in wishes)


def _current_first(wish: Wish) -> tuple[bool, int]:
    return (not wish.current, wish.edge)


def _sized(layout: StepLayout, wish: Wish, size: ChipSize, style: StepStyle) -> EdgeChip:
    """Return a chip in the middle of its edge."""
    texts = tuple(size.write(line, style) for line in wish.lines)
    width, height = size.box(texts)
    width += size.name_width(wish.name)
    x, y = layout.curves.points[wish.edge].mean(axis=0).tolist()
    return EdgeChip(wish.edge, QRectF(x - width / 2, y - height / 2, width, height), texts, wish.current, wish.name)


def _stacked(layout: StepLayout, chips: list[EdgeChip]) -> list[EdgeChip]:
    """Stand chips one under the other, those of one target together and beside it, in the order of their sources.

    Chips that would overlap form a pile, whose middle is the mean of what they want.
    """
    curves = layout.curves
    ends = {
        chip.edge: (float(curves.points[chip.edge, -1, 1]), float(curves.points[chip.edge, 0, 1])) for chip in chips
    }
    piles: list[list[EdgeChip]] = []
    for edge in sorted(ends, key=ends.__getitem__):
        chip = next(each for each in chips if each.edge == edge)
        column = layout.columns[int(curves.gap[edge]) + 1]
        rect = QRectF(chip.rect)
        rect.moveCenter(QPointF(rect.center().x(), column.card(int(curves.target[edge])).center().y()))
        if chip.name:
            rect.moveRight(column.left - 3.0)
        piles.append([replace(chip, rect=rect)])
        while len(piles) > 1 and _top(layout, piles[-2]) + _height(piles[-2]) > _top(layout, piles[-1]):
            piles[-2:] = [piles[-2] + piles[-1]]
    stacked = []
    for pile in piles:
        y = round(_top(layout, pile))
        for chip in pile:
            left, width, height = round(chip.rect.left()), round(chip.rect.width()), round(chip.rect.height())
            stacked.append(replace(chip, rect=QRectF(left, y, width, height)))
            y += round(chip.rect.height() + BETWEEN)
    return stacked


def _height(pile: list[EdgeChip]) -> float:
    return sum(chip.rect.height() + BETWEEN for chip in pile)


def _top(layout: StepLayout, pile: list[EdgeChip]) -> float:
    """Return where a pile begins: around the mean of its chips' own middles, but between titles and legend."""
    content, height = layout.content, _height(pile)
    top = sum(chip.rect.center().y() for chip in pile) / len(pile) - height / 2
    return max(min(top, content.bottom() - height), content.top())


def paint_chip(painter: QPainter, chip: EdgeChip, style: StepStyle) -> None:
    """Paint the numbers of an edge, one pill under the other: gradients dotted, the last of a current edge framed."""
    theme = style.theme
    height = (chip.rect.height() - LINE_GAP * (len(chip.lines) - 1)) / len(chip.lines)
    for place, line in enumerate(chip.lines):
        box = QRectF(chip.rect.left(), chip.rect.top() + place * (height + LINE_GAP), chip.rect.width(), height)
        framed = chip.current and place == len(chip.lines) - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.cursor_soft if line.is_asked else theme.panel)
        painter.drawRoundedRect(box, height / 2, height / 2)
        if line.is_asked:
            painter.setPen(QPen(theme.cursor_line, 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        elif framed:
            draw_frame(painter, box, height / 2, theme, current=True)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if line.is_gradient:
                painter.setPen(QPen(line.colour, 1.2, Qt.PenStyle.DotLine))
            else:
                painter.setPen(QPen(line.colour if place else theme.line2, 1.0))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        x = box.center().x()
        if chip.name and not place:
            metrics = QFontMetricsF(line.font)
            start = box.left() + 0.5 * NAME_GAP * line.font.pixelSize() + 2.0
            draw_text(painter, QPointF(start, box.center().y()), chip.name, line.font, theme.text3, "left")
            x += (metrics.horizontalAdvance(chip.name) + NAME_GAP * line.font.pixelSize()) / 2
        draw_text(painter, QPointF(x, box.center().y()), line.text, line.font, line.colour)
