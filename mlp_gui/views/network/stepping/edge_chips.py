"""Numbers on edges, placed so that none covers another or a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

import mlp_core as mlp
from mlp_gui.views.network.canvas_style import draw_text
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
_PLACES = (0.3, 0.42, 0.2, 0.55, 0.66, 0.76, 0.5, 0.36, 0.6, 0.25, 0.7, 0.82)
_ASIDE = (0.0, -0.5, 0.5)


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
    """Find a free place on its edge for each chip; one that finds none is left out.

    The current ones choose first. Where one of a gap that is hardly wider than they are finds none, all of that gap
    stand one under the other.
    """
    chips = list(wanted)
    placed = _placed(layout, sorted(chips, key=_current_first), obstacles, style)
    found = {chip.edge for chip in placed}
    for gap in {int(layout.curves.gap[edge]) for edge, _, _ in chips if edge not in found}:
        own = [_sized(layout, chip, style) for chip in chips if int(layout.curves.gap[chip[0]]) == gap]
        if any(_is_narrow(layout, chip.edge, chip.rect.width()) for chip in own):
            placed = [chip for chip in placed if int(layout.curves.gap[chip.edge]) != gap] + _stacked(layout, own)
    return placed


def _placed(
    layout: StepLayout,
    chips: list[tuple[int, tuple[ChipText, ...], bool]],
    obstacles: list[QRectF],
    style: StepStyle,
) -> list[EdgeChip]:
    placed: list[EdgeChip] = []
    taken = list(obstacles)
    for chip in chips:
        sized = _sized(layout, chip, style)
        rect = _free_place(layout, sized.edge, (sized.rect.width(), sized.rect.height()), taken)
        if rect is None:
            continue
        taken.append(rect.adjusted(-3.0, -2.0, 3.0, 2.0))
        placed.append(replace(sized, rect=rect))
    return placed


def _sized(layout: StepLayout, chip: tuple[int, tuple[ChipText, ...], bool], style: StepStyle) -> EdgeChip:
    """Return a chip in the middle of its edge."""
    edge, lines, current = chip
    widest = max(QFontMetricsF(style.tight).horizontalAdvance(line.text) for line in lines)
    width, height = widest + PADDING * style.scale, 20.0 * style.scale * len(lines) + 2.0 * (len(lines) - 1)
    x, y = layout.curves.points[edge].mean(axis=0).tolist()
    return EdgeChip(edge, QRectF(x - width / 2, y - height / 2, width, height), lines, current)


def _is_narrow(layout: StepLayout, edge: int, width: float) -> bool:
    """Tell whether a chip is about as wide as the gap that its edge crosses."""
    points = layout.curves.points[edge]
    return float(points[-1, 0] - points[0, 0]) < 1.3 * width


def _stacked(layout: StepLayout, chips: list[EdgeChip]) -> list[EdgeChip]:
    """Stand chips one under the other, in the order of their edges' middles and each as near to its own as they let it.

    Chips that would overlap form a pile, whose middle is the mean of what they want.
    """
    ordered = sorted(chips, key=_middle)
    piles: list[list[EdgeChip]] = []
    for chip in ordered:
        piles.append([chip])
        while len(piles) > 1 and _span(piles[-2])[1] > _span(piles[-1])[0]:
            piles[-2:] = [piles[-2] + piles[-1]]
    stacked = []
    for pile in piles:
        top, bottom = _span(pile)
        y = max(min(top, layout.content.bottom() - (bottom - top)), layout.content.top())
        for chip in pile:
            height = chip.rect.height()
            stacked.append(
                replace(chip, rect=QRectF(round(chip.rect.left()), round(y), round(chip.rect.width()), height))
            )
            y += height + 4.0
    return stacked


def _middle(chip: EdgeChip) -> tuple[float, int]:
    return (chip.rect.center().y(), chip.edge)


def _span(pile: list[EdgeChip]) -> tuple[float, float]:
    """Return the top and bottom of a pile around the mean of its chips' own middles."""
    height = sum(chip.rect.height() + 4.0 for chip in pile)
    middle = sum(chip.rect.center().y() for chip in pile) / len(pile)
    return middle - height / 2, middle + height / 2


def _current_first(item: tuple[int, tuple[ChipText, ...], bool]) -> tuple[bool, int]:
    return (not item[2], item[0])


def _free_place(layout: StepLayout, edge: int, size: tuple[float, float], taken: list[QRectF]) -> QRectF | None:
    points = layout.curves.points[edge]
    width, height = size
    low, high = float(points[0, 0]) + width / 2 + 4.0, float(points[-1, 0]) - width / 2 - 4.0
    others = np.flatnonzero(layout.curves.gap == layout.curves.gap[edge])
    if len(others) > ALL_UP_TO:
        others = others[:0]
    best, least = None, None
    for share, aside in product(_PLACES, _ASIDE):
        if high > low:
            x = low + (high - low) * share
            y = float(np.interp(x, points[:, 0], points[:, 1]))
        else:
            # As wide as the gap, it may stand wherever its edge passes behind it.
            x = float(points[:, 0].mean())
            y = float(np.interp(share * (len(points) - 1), np.arange(len(points)), points[:, 1]))
        top = y - height / 2 + aside * height
        rect = QRectF(round(x - width / 2), round(top), round(width), round(height))
        if any(rect.intersects(other) for other in taken):
            continue
        crossed = 2.0 * abs(aside)
        for other in others.tolist():
            if other != edge:
                way = layout.curves.points[other]
                crossed += abs(float(np.interp(x, way[:, 0], way[:, 1])) - rect.center().y()) < height / 2 + 2.0
        if least is None or crossed < least:
            best, least = rect, crossed
        if not least:
            break
    return best


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
