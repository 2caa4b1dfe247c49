"""Numbers on edges, placed so that none covers another or a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

import mlp_core as mlp
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.stepping.chip_places import Wanted, find_places
from mlp_gui.views.network.stepping.style import draw_frame, short, sign_colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QColor

    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.numbers import StepNumbers
    from mlp_gui.views.network.stepping.style import StepStyle

ALL_UP_TO = 16
"""Networks with at most so many weights show each one's number."""

MOST_CURRENT = 12
PADDING = 14.0
BETWEEN = 4.0
"""Pixels between chips that stand one under the other."""


@dataclass(frozen=True, slots=True)
class ChipText:
    """One line of a chip: what it says, and its colour."""

    text: str
    colour: QColor


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
        From the top.
    current : bool
        Whether the step is about it.
    """

    edge: int
    rect: QRectF
    lines: tuple[ChipText, ...]
    current: bool


def weight_of(layout: StepLayout, edge: int) -> tuple[int, int, int]:
    """Return layer, unit and source of a single weight's edge."""
    curves = layout.curves
    gap = int(curves.gap[edge])
    columns = layout.columns
    return (
        gap,
        columns[gap + 1].groups[int(curves.target[edge])][0],
        columns[gap].groups[int(curves.source[edge])][0],
    )


def lines_of(
    numbers: StepNumbers, layout: StepLayout, edge: int, shows: str, style: StepStyle, step: mlp.Step | None
) -> tuple[ChipText, ...]:
    """Return what the chip of an edge says: the weight, and what the phase has made of it."""
    place, theme = weight_of(layout, edge), style.theme
    most = _digits_with_room(layout, edge, style)
    decimals = min(most, 2)
    phase = None if step is None else step.phase
    weight = numbers.weight(*place).quantity
    before = numbers.before(*place)
    lines = [ChipText(short(before.value, decimals), sign_colour(before.value, theme))]
    if shows == "update":
        change = numbers.change(*place)
        text = short(change.quantity.value, most) if change.is_known else "–"
        return (ChipText(text, sign_colour(change.quantity.value, theme)),)
    gradient = numbers.gradient(*place)
    if shows == "gradient" or (phase is mlp.Phase.GRADIENT and gradient.is_known):
        text = short(gradient.quantity.value, most) if gradient.is_known else "–"
        return (ChipText(text, sign_colour(gradient.quantity.value, theme, error=True)),)
    if phase is mlp.Phase.UPDATE and weight.kind is mlp.Kind.PARAMETER_AFTER:
        fits = _digits_with_room(layout, edge, style, "→ ")
        old, new = short(before.value, fits), short(weight.value, fits)
        return (ChipText(old, theme.text3), ChipText(f"→ {new}", sign_colour(weight.value, theme)))
    if phase is mlp.Phase.BACKWARD and place[0] > 0:
        signal = numbers.signal(*place)
        if signal.is_known and numbers.sample >= 0:
            value = signal.quantity.value
            lines.append(ChipText(short(value, most), sign_colour(value, theme, error=True)))
    return tuple(lines)


def _digits_with_room(layout: StepLayout, edge: int, style: StepStyle, mark: str = "") -> int:
    """Return how many decimals a chip can have, behind a mark, between the cards at the ends of its edge."""
    metrics, points = QFontMetricsF(style.tight), layout.curves.points[edge]
    room = float(points[-1, 0] - points[0, 0]) - PADDING * style.scale - 6.0
    fitting = (
        digits
        for digits in range(style.decimals, 0, -1)
        if metrics.horizontalAdvance(f"{mark}+0.{'0' * digits}") <= room
    )
    return next(fitting, 1)


def place_chips(
    layout: StepLayout,
    wanted: Iterable[tuple[int, tuple[ChipText, ...], bool]],
    obstacles: list[QRectF],
    style: StepStyle,
) -> list[EdgeChip]:
    """Find a place for each chip: on its own edge; where a gap is too full for that, all of it one under the other.

    The current ones choose first. What a full gap has no height for says only its last line; a chip that even so finds
    no place is left out.
    """
    gaps: dict[int, list[EdgeChip]] = {}
    for chip in sorted(wanted, key=_current_first):
        gaps.setdefault(int(layout.curves.gap[chip[0]]), []).append(_sized(layout, chip, style))
    placed: list[EdgeChip] = []
    for chips in gaps.values():
        found = _in_gap(layout, chips, obstacles)
        if len(found) < len(chips):
            short_ones = [_sized(layout, (chip.edge, chip.lines[-1:], chip.current), style) for chip in chips]
            found = _in_gap(layout, short_ones, obstacles)
        placed += found
    return placed


def _in_gap(layout: StepLayout, chips: list[EdgeChip], obstacles: list[QRectF]) -> list[EdgeChip]:
    """Return those chips of a gap that find a place, there: on their edges, or else one under the other."""
    sizes = [Wanted(chip.edge, chip.rect.width(), chip.rect.height()) for chip in chips]
    places = find_places(layout, int(layout.curves.gap[chips[0].edge]), sizes, obstacles)
    if None in places and sum(size.height + BETWEEN for size in sizes) <= layout.content.height():
        return _stacked(layout, chips)
    return [replace(chip, rect=rect) for chip, rect in zip(chips, places, strict=True) if rect is not None]


def _current_first(item: tuple[int, tuple[ChipText, ...], bool]) -> tuple[bool, int]:
    return (not item[2], item[0])


def _sized(layout: StepLayout, chip: tuple[int, tuple[ChipText, ...], bool], style: StepStyle) -> EdgeChip:
    """Return a chip in the middle of its edge."""
    edge, lines, current = chip
    widest = max(QFontMetricsF(style.tight).horizontalAdvance(line.text) for line in lines)
    width, height = widest + PADDING * style.scale, 20.0 * style.scale * len(lines) + 2.0 * (len(lines) - 1)
    x, y = layout.curves.points[edge].mean(axis=0).tolist()
    return EdgeChip(edge, QRectF(x - width / 2, y - height / 2, width, height), lines, current)


def _stacked(layout: StepLayout, chips: list[EdgeChip]) -> list[EdgeChip]:
    """Stand chips one under the other, in the order of their edges' middles and each as near to its own as they let it.

    Chips that would overlap form a pile, whose middle is the mean of what they want.
    """
    piles: list[list[EdgeChip]] = []
    for chip in sorted(chips, key=_middle):
        piles.append([chip])
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


def _middle(chip: EdgeChip) -> tuple[float, int]:
    return (chip.rect.center().y(), chip.edge)


def _height(pile: list[EdgeChip]) -> float:
    return sum(chip.rect.height() + BETWEEN for chip in pile)


def _top(layout: StepLayout, pile: list[EdgeChip]) -> float:
    """Return where a pile begins: around the mean of its chips' own middles, but between titles and legend."""
    content, height = layout.content, _height(pile)
    top = sum(chip.rect.center().y() for chip in pile) / len(pile) - height / 2
    return max(min(top, content.bottom() - height), content.top())


def paint_chip(painter: QPainter, chip: EdgeChip, style: StepStyle) -> None:
    """Paint the numbers of an edge, one pill under the other; the last of a current edge is framed."""
    theme = style.theme
    height = (chip.rect.height() - 2.0 * (len(chip.lines) - 1)) / len(chip.lines)
    for place, line in enumerate(chip.lines):
        box = QRectF(chip.rect.left(), chip.rect.top() + place * (height + 2.0), chip.rect.width(), height)
        framed = chip.current and place == len(chip.lines) - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(box, height / 2, height / 2)
        if framed:
            draw_frame(painter, box, height / 2, theme, current=True)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(line.colour if place else theme.line2, 1.0))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
        draw_text(painter, QPointF(box.center().x(), box.center().y()), line.text, style.tight, line.colour)
