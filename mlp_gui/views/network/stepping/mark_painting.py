"""The marks of the one cursor on the step mode's picture: what is selected in ink, what is hovered in yellow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.look.pixel_ratio import is_for_picture
from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.edges import EdgeLook, mark_edge, style_edges
from mlp_gui.views.network.marks import draw_ring
from mlp_gui.views.network.stepping.card_painting import paint_bias
from mlp_gui.views.network.stepping.edge_chips import paint_chip
from mlp_gui.views.network.stepping.pointing import edge_of, is_field, place_of
from mlp_gui.views.network.stepping.selection import draw_selection

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.state.cursor import Cursor, Mark
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.sprites import Sprites

FIELD_CORNER = 1.0
"""Radius of the border of a unit's field in a card of many: a field is square."""


def paint_marks(painter: QPainter, shown: StepShown, cursor: Cursor, sprites: Sprites) -> None:
    """Paint what is selected and what is hovered; a picture that is taken has no pointer."""
    for mark, selected in ((cursor.selected, True), (cursor.hovered, False)):
        if mark is None or (is_for_picture() and not selected):
            continue
        place = place_of(shown.layout, mark)
        edge = edge_of(shown.layout, mark)
        if place is not None:
            border = draw_selection if selected else draw_ring
            corner = FIELD_CORNER if is_field(shown.layout, mark) else min(10.0, place.height() / 2)
            border(painter, place, shown.style.theme, corner)
            _paint_bias_over(painter, shown, mark, sprites)
        elif edge >= 0:
            _paint_marked_edge(painter, shown, edge, selected=selected)


def _paint_marked_edge(painter: QPainter, shown: StepShown, edge: int, *, selected: bool) -> None:
    """Paint a hovered edge in yellow, or an ink border around the number of a selected one."""
    chip = next((chip for chip in shown.chips if chip.edge == edge), None)
    if selected and chip is not None:
        height = chip.rect.height() / len(chip.lines)
        draw_selection(painter, chip.rect, shown.style.theme, height / 2)
        return
    style = style_edges(shown.edge_values, shown.full_width)
    look = EdgeLook(shown.style.theme, errors=shown.edge_shows == "gradient", dashed=shown.dashed)
    share, value = float(style.shares[edge]), float(style.values[edge])
    mark_edge(painter, shown.layout.curves, Camera(), edge, share, value, look)
    for each in shown.chips:
        paint_chip(painter, each, shown.style)


def _paint_bias_over(painter: QPainter, shown: StepShown, mark: Mark, sprites: Sprites) -> None:
    """Paint the bias of a ringed card again: the ring goes behind it."""
    if mark.kind != "unit":
        return
    column = shown.layout.columns[mark.layer + 1]
    row = column.row_of(mark.unit)
    chip = column.bias_chip(row) if row >= 0 and column.is_single(row) else None
    if chip is not None:
        paint_bias(painter, shown, mark.layer, mark.unit, chip, sprites)
