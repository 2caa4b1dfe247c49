"""What stands under a point of the step mode's canvas, as marks that all views understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.stepping.chip_lines import weight_of

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, QRectF

    from mlp_gui.views.network.stepping.edge_chips import EdgeChip
    from mlp_gui.views.network.stepping.layout import StepLayout

EDGE_REACH = 6.0


def mark_at(layout: StepLayout, chips: list[EdgeChip], point: QPointF) -> Mark | None:
    """Return what is under a point: the number on an edge, a bias, a card or a field of one, or the nearest edge."""
    chip = next((one for one in reversed(chips) if one.rect.contains(point)), None)
    if chip is not None:
        return _weight_mark(layout, chip.edge)
    for index, column in enumerate(layout.columns):
        for row, (unit, stop) in enumerate(column.groups):
            bias = column.bias_chip(row) if stop - unit == 1 else None
            if bias is not None and bias.contains(point):
                return Mark("bias", layer=index - 1, unit=unit)
            found = column.unit_at(row, point)
            if found >= 0:
                return Mark("unit", layer=index - 1, unit=found) if index else Mark("input", input=found)
    edge = layout.curves.nearest(point.x(), point.y(), EDGE_REACH)
    return _weight_mark(layout, edge) if edge >= 0 and layout.is_single(edge) else None


def _weight_mark(layout: StepLayout, edge: int) -> Mark:
    layer, unit, source = weight_of(layout, edge)
    return Mark("weight", layer=layer, unit=unit, input=source)


def is_knob(layout: StepLayout, chips: list[EdgeChip], point: QPointF) -> bool:
    """Tell whether a point is on a number that can be turned: an edge's chip or a bias."""
    if any(chip.rect.contains(point) for chip in chips):
        return True
    mark = mark_at(layout, [], point)
    return mark is not None and mark.kind == "bias"


def knob_of(layout: StepLayout, mark: Mark | None) -> Mark | None:
    """Return the weight or bias that is turned where a mark is: at a unit whose bias stands nowhere, that bias."""
    if mark is None or mark.kind in ("weight", "bias"):
        return mark
    return Mark("bias", layer=mark.layer, unit=mark.unit) if lacks_bias(layout, mark) else None


def lacks_bias(layout: StepLayout, mark: Mark) -> bool:
    """Tell whether a mark is of a unit whose bias has no room beside its card."""
    if mark.kind != "unit" or not 0 <= mark.layer + 1 < len(layout.columns):
        return False
    column = layout.columns[mark.layer + 1]
    row = column.row_of(mark.unit)
    return row < 0 or column.bias_chip(row) is None


def place_of(layout: StepLayout, mark: Mark) -> QRectF | None:
    """Return where the card or bias of a mark stands; None for what has no card here."""
    index = 0 if mark.kind == "input" else mark.layer + 1
    if mark.kind not in ("input", "unit", "bias") or not 0 <= index < len(layout.columns):
        return None
    column = layout.columns[index]
    unit = mark.input if mark.kind == "input" else mark.unit
    row = column.row_of(unit)
    bias = column.bias_chip(row) if mark.kind == "bias" and row >= 0 else None
    return column.place_of(unit) if bias is None else bias


def is_field(layout: StepLayout, mark: Mark) -> bool:
    """Tell whether a unit or an input that is shown has only a field in a card of many."""
    index = 0 if mark.kind == "input" else mark.layer + 1
    return layout.columns[index].form.name == "mosaic"


def edge_of(layout: StepLayout, mark: Mark | None) -> int:
    """Return the edge of a marked weight, or -1."""
    return layout.edge(mark.layer, mark.unit, mark.input) if mark is not None and mark.kind == "weight" else -1
