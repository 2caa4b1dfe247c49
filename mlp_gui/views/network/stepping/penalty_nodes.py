"""The branch of the graph that a penalty makes: all weights run into R, and loss and R into the regularised loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

import mlp_core as mlp
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.stepping import cards
from mlp_gui.views.network.stepping.chip_lines import ChipLine
from mlp_gui.views.network.stepping.chip_sizes import AIR, LINE_HEIGHT, fitting_size
from mlp_gui.views.network.stepping.edge_chips import EdgeChip, paint_chip
from mlp_gui.views.network.stepping.letters import letters_of
from mlp_gui.views.network.stepping.signal_dots import dotted_pen
from mlp_gui.views.network.stepping.style import sign_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.stepping.layout import CardColumn
    from mlp_gui.views.network.stepping.numbers import StepNumbers, Value
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.sprites import Sprites

Kind = mlp.Kind

ROW, GAP = 27.0, 16.0
"""Height of a row of the nodes, and the way between them, pixels at 100 %."""

WIRE = 0.22
"""Where the way between the nodes stands, as a share of their width: the number beside it needs the rest."""

LEAST_CHIP = 10.0
"""Where the way between the nodes is lower, it has no number, pixels at 100 %."""


@dataclass(frozen=True, slots=True, eq=False)
class PenaltyNodes:
    """Where the branch stands, canvas pixels.

    Attributes
    ----------
    objective, penalty : QRectF
        The regularised loss, below the loss; and R, below that.
    wires : dict of str to list of QPointF
        Forward: "weights" into R, "penalty" and "loss" into the regularised loss.
    """

    objective: QRectF
    penalty: QRectF
    wires: dict[str, list[QPointF]]


def place_nodes(
    columns: Sequence[CardColumn], loss: QRectF, content: QRectF, rows: int, scale: float
) -> tuple[QRectF, PenaltyNodes]:
    """Return where the loss stands with a penalty, and the nodes below it.

    Parameters
    ----------
    columns : sequence of CardColumn
        Inputs first.
    loss : QRectF
        Where it stands without.
    content : QRectF
        Between titles and legend.
    rows : int
        Numbers of the loss.
    scale : float
        Type scale.
    """
    row, gap = ROW * scale, GAP * scale
    heights = [row * max(rows, 1) + 10.0, row + 10.0, 2 * row + 6.0]
    room = content.height() - 14.0
    squeeze = min(1.0, (room - 2 * 10.0) / sum(heights))
    gap = min(gap, (room - squeeze * sum(heights)) / 2)
    heights = [round(squeeze * each) for each in heights]
    top = loss.center().y() - (sum(heights) + 2 * gap) / 2
    top = round(max(min(top, content.bottom() - 12.0 - sum(heights) - 2 * gap), content.top() + 2.0))
    rects = []
    for height in heights:
        rects.append(QRectF(loss.left(), top, loss.width(), height))
        top += round(height + gap)
    above, objective, penalty = rects
    floor, x = content.bottom() - 3.0, above.left() + WIRE * above.width()
    elbow = penalty.left() - 10.0 * scale
    first = (columns[0].right + columns[1].left) / 2
    level = penalty.center().y()
    weights = [QPointF(first, floor), QPointF(elbow, floor), QPointF(elbow, level), QPointF(penalty.left(), level)]
    wires = {
        "weights": weights,
        "penalty": [QPointF(x, penalty.top()), QPointF(x, objective.bottom())],
        "loss": [QPointF(x, above.bottom()), QPointF(x, objective.top())],
    }
    return above, PenaltyNodes(objective, penalty, wires)


def penalty_rows(shown: StepShown) -> list[cards.Row]:
    """Return what R says: how much it costs, and what of the regularised loss's slope comes back to it."""
    numbers = shown.numbers
    rate = "R̄" if shown.notation == "error_signals" else "𝜆"
    return [cards.Row("𝜆𝑅", numbers.of_batch(Kind.PENALTY)), cards.Row(rate, _slope(numbers))]


def objective_rows(shown: StepShown) -> list[cards.Row]:
    """Return what the regularised loss says."""
    return [cards.Row(letters_of(shown.notation).loss, shown.numbers.of_batch(Kind.OBJECTIVE), "reg")]


def _slope(numbers: StepNumbers) -> Value:
    return numbers.of_batch(Kind.L2_SLOPE if numbers.trace.config.l2 else Kind.L1_SLOPE)


def paint_nodes(painter: QPainter, shown: StepShown, sprites: Sprites) -> None:
    """Paint wires and nodes, where there is a penalty."""
    nodes = shown.layout.nodes
    if nodes is None:
        return
    _paint_wires(painter, shown, nodes)
    for name, rect, rows in (
        ("objective", nodes.objective, objective_rows(shown)),
        ("penalty", nodes.penalty, penalty_rows(shown)),
    ):
        current = shown.travel.at == name
        with sprites.card(painter, rect, (name, tuple(rows), current)) as place:
            if place is not None:
                cards.paint_loss(*place, rows, shown.style, current=current)


def slope_chips(shown: StepShown) -> list[EdgeChip]:
    """Return what comes back from the regularised loss to R and to the loss, beside the wires where that is known."""
    nodes, style, numbers = shown.layout.nodes, shown.style, shown.numbers
    chips: list[EdgeChip] = []
    if nodes is None:
        return chips
    for name, value in (("penalty", _slope(numbers)), ("loss", numbers.of_batch(Kind.OBJECTIVE_SLOPE))):
        ends = nodes.wires[name]
        height = abs(ends[1].y() - ends[0].y()) - 3.0
        if not value.is_known or height < LEAST_CHIP * style.scale:
            continue
        line = ChipLine(value.quantity.value, sign_colour(value.quantity.value, style.theme, error=True))
        left = ends[0].x() + 6.0 * style.scale
        right = min(nodes.penalty.right() + 16.0 * style.scale, shown.layout.width - 2.0)
        said = fitting_size((line,), right - left + 2 * AIR, style, small=True).write(line, style)
        width = QFontMetricsF(said.font).horizontalAdvance(said.text) + 4.0 * style.scale
        height = min(height, round(LINE_HEIGHT * said.font.pixelSize()))
        middle = (ends[0].y() + ends[1].y()) / 2
        chips.append(EdgeChip(-1, QRectF(left, middle - height / 2, width, height), (said,), current=False))
    return chips


def _paint_wires(painter: QPainter, shown: StepShown, nodes: PenaltyNodes) -> None:
    layout, theme, scale = shown.layout, shown.style.theme, shown.style.scale
    slope = _slope(shown.numbers)
    start = shown.numbers.of_batch(Kind.OBJECTIVE_SLOPE)
    back = {"weights": slope, "penalty": slope, "loss": start}
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name, points in nodes.wires.items():
        painter.setPen(QPen(theme.line2, 1.5))
        painter.drawPolyline(points)
        if back[name].is_known:
            painter.setPen(dotted_pen(sign_colour(back[name].quantity.value, theme, error=True)))
            painter.drawPolyline(points)
        _paint_head(painter, points, shown)
    for chip in slope_chips(shown):
        paint_chip(painter, chip, shown.style)
    floor = nodes.wires["weights"][0].y()
    painter.setPen(QPen(theme.line2, 1.5))
    for before, after in zip(layout.columns[:-1], layout.columns[1:], strict=True):
        x = (before.right + after.left) / 2
        painter.drawLine(QPointF(x, floor), QPointF(x, floor - 9.0 * scale))
    column = layout.columns[-1]
    if column.card(len(column.rows) - 1).bottom() < floor - 20.0 * scale:
        config, at = shown.numbers.trace.config, nodes.wires["weights"][1] - QPointF(5.0, 10.0) * scale
        text = " ".join(text for text, rate in (("½∑𝑤²", config.l2), ("∑|𝑤|", config.l1)) if rate)
        draw_text(painter, at, text, shown.style.canvas.small, theme.text2, "right")


def _paint_head(painter: QPainter, points: list[QPointF], shown: StepShown) -> None:
    """Paint the head of an arrow at the end of a wire."""
    end, before, size = points[-1], points[-2], 4.0 * shown.style.scale
    along = QPointF(end - before)
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1.0)
    along = along * (size / length)
    aside = QPointF(-along.y(), along.x()) * 0.7
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shown.style.theme.line2)
    painter.drawPolygon(QPolygonF([end, end - along * 1.6 + aside, end - along * 1.6 - aside]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
