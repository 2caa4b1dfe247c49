"""The bias that a line is about, beside a card that has no room for one below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

import mlp_core as mlp
from mlp_gui.views.network.stepping.card_painting import bias_text, is_bias_current
from mlp_gui.views.network.stepping.chip_lines import ARROW, lines_of
from mlp_gui.views.network.stepping.chip_sizes import AIR, LEAST_PADDING, PADDING, fitting_size
from mlp_gui.views.network.stepping.edge_chips import EdgeChip
from mlp_gui.views.network.stepping.letters import letters_of, subscript

if TYPE_CHECKING:
    from mlp_gui.views.network.stepping.chip_sizes import ChipText
    from mlp_gui.views.network.stepping.shown import StepShown

BESIDE, LEAST_BESIDE = 8.0, 4.0
"""Between a card and its bias, where there is room and where there is little, pixels."""

LEAST_AIR = 2.0
"""The least between it and the card at its other side, pixels."""

SIDEWAYS = 3.0
"""The least between it and another number beside it, pixels."""

_PLENTY = 10_000.0


def bias_beside(shown: StepShown) -> list[EdgeChip]:
    """Return the chip of the current bias, at the side of its card that has more room; none where the card has it."""
    travel, layout, style = shown.travel, shown.layout, shown.style
    if travel.layer < 0 or travel.unit < 0 or not is_bias_current(shown, travel.layer, travel.unit):
        return []
    column = layout.columns[travel.layer + 1]
    row = column.row_of(travel.unit)
    if row < 0 or column.form.below or column.form.name in ("dot", "mosaic"):
        return []
    card = column.card(row)
    after = layout.columns[travel.layer + 2 :]
    behind = (after[0].left if after else layout.loss.left()) - card.right()
    before = card.left() - layout.columns[travel.layer].right
    is_before = before > behind and not any(layout.curves.gap[chip.edge] == travel.layer for chip in shown.chips)
    room = before if is_before else behind
    lines, padding, beside = _in_one_line(shown, room) or _below_one_another(shown, room)
    size, taken = fitting_size((), _PLENTY, style), [chip.rect for chip in shown.chips]
    whose = letters_of(shown.notation).bias + subscript(str(travel.unit + 1))
    last = lines[-1:]
    named = tuple(replace(line, text=line.text.removeprefix(ARROW)) for line in last)
    free: list[EdgeChip] = []
    # Where the numbers of the edges leave no room for the old one above the new one, the new one stands alone; where it
    # is away from its card it has a name.
    for said, name in ((lines, ""), (last, ""), (named, whose)):
        width, height = size.box(said)
        width += padding - PADDING * style.tight.pixelSize() + size.name_width(name)
        left = card.left() - beside - width if is_before else card.right() + beside
        wanted = QRectF(round(left), round(card.center().y() - height / 2), round(width), height)
        box = _apart(wanted, taken, layout.content)
        chip = EdgeChip(-1, box, said, current=True, name=name)
        if any(box.intersects(each) for each in taken) or (name and width > room - beside):
            free.append(chip)
        elif name or (box.top() < card.bottom() and box.bottom() > card.top()):
            return [chip]
        else:
            free.insert(0, chip)
    return free[:1]


def _apart(wanted: QRectF, taken: list[QRectF], content: QRectF) -> QRectF:
    """Return a box above or below where it is wanted, as near as there is room between others; there if there is none.

    The others are those that it would touch somewhere on its way up or down, or come too near to at their side.
    """
    highest, lowest = content.top(), content.bottom() - wanted.height()
    wider = [box.adjusted(-SIDEWAYS, 0.0, SIDEWAYS, 0.0) for box in taken]
    in_the_way = [box for box in wider if box.left() < wanted.right() and wanted.left() < box.right()]
    tops = [wanted.top(), highest, lowest]
    for box in in_the_way:
        tops += [box.top() - wanted.height() - LEAST_AIR, box.bottom() + LEAST_AIR]
    places = [wanted.translated(0.0, min(max(top, highest), lowest) - wanted.top()) for top in tops]
    free = [place for place in places if not any(place.intersects(box) for box in in_the_way)]
    return min(free or places[:1], key=lambda place: abs(place.top() - wanted.top()))


Beside = tuple[tuple["ChipText", ...], float, float]
"""Lines, room beside the numbers, and the distance to the card, pixels."""


def _in_one_line(shown: StepShown, room: float) -> Beside | None:
    """Return what is said of the bias in one line in some room; None where it would lose decimals even so."""
    travel, style = shown.travel, shown.style
    place, large = (travel.layer, travel.unit), style.tight.pixelSize()
    small = QFont(style.tight)
    small.setPixelSize(min(style.least, large))
    whole = bias_text(shown, *place, style.tight, _PLENTY).text
    needed = whole if "→" in whole else whole.rpartition(" ")[2]
    for font, share, beside, air in (
        (style.tight, PADDING, BESIDE, AIR),
        (small, LEAST_PADDING, LEAST_BESIDE, LEAST_AIR),
    ):
        padding = share * font.pixelSize()
        said = bias_text(shown, *place, font, room - beside - air - padding)
        if said.text.endswith(needed):
            return (said,), padding, beside
    return None


def _below_one_another(shown: StepShown, room: float) -> Beside:
    """Return the old number of a bias above the new one, and what else is said of it as short as it has to be."""
    travel, style = shown.travel, shown.style
    place = (travel.layer, travel.unit)
    if shown.step is not None and shown.step.phase is mlp.Phase.UPDATE:
        lines = lines_of(shown.numbers, (*place, -1), "weight", style.theme, shown.step, shown.notation)
        size = fitting_size(lines, room - LEAST_BESIDE - LEAST_AIR + 2 * AIR, style)
        return tuple(size.write(line, style) for line in lines), size.padding, LEAST_BESIDE
    padding = LEAST_PADDING * style.tight.pixelSize()
    return (bias_text(shown, *place, style.tight, room - LEAST_BESIDE - LEAST_AIR - padding),), padding, LEAST_BESIDE
