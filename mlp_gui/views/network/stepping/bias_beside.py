"""The bias that a line is about, beside a card that has no room for one below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

import mlp_core as mlp
from mlp_gui.views.network.stepping.card_painting import bias_text, is_bias_current
from mlp_gui.views.network.stepping.chip_lines import lines_of
from mlp_gui.views.network.stepping.chip_sizes import AIR, PADDING, fitting_size
from mlp_gui.views.network.stepping.edge_chips import EdgeChip

if TYPE_CHECKING:
    from mlp_gui.views.network.stepping.chip_sizes import ChipText
    from mlp_gui.views.network.stepping.shown import StepShown

BESIDE = 8.0
"""Between a card and its bias, pixels."""

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
    lines = _lines(shown, (before if is_before else behind) - BESIDE)
    size = fitting_size((), _PLENTY, style)
    width, height = size.box(lines)
    left = card.left() - BESIDE - width if is_before else card.right() + BESIDE
    top = min(max(card.center().y() - height / 2, layout.content.top()), layout.content.bottom() - height)
    return [EdgeChip(-1, QRectF(round(left), round(top), round(width), height), lines, current=True)]


def _lines(shown: StepShown, room: float) -> tuple[ChipText, ...]:
    """Return what is said of the bias in some room: old and new number below one another where they need that."""
    travel, style = shown.travel, shown.style
    place = (travel.layer, travel.unit)
    inner = room - AIR - PADDING * style.tight.pixelSize()
    said = bias_text(shown, *place, style.tight, inner)
    is_updated = shown.step is not None and shown.step.phase is mlp.Phase.UPDATE
    if is_updated and said.text != bias_text(shown, *place, style.tight, _PLENTY).text:
        lines = lines_of(shown.numbers, (*place, -1), "weight", style.theme, shown.step, shown.notation)
        size = fitting_size(lines, room + AIR, style)
        return tuple(size.write(line, style) for line in lines)
    return (said,)
