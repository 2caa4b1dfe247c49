"""The picture of one line of a training step: everything but the pulses that run over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

import mlp_core as mlp
from mlp_gui.look.numbers import compact
from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.edges import EdgeLook, EdgePainter, mark_edge, style_edges
from mlp_gui.views.network.level_of_detail import pooled_matrix
from mlp_gui.views.network.stepping import cards
from mlp_gui.views.network.stepping.edge_chips import (
    ALL_UP_TO,
    MOST_CURRENT,
    EdgeChip,
    lines_of,
    paint_chip,
    place_chips,
    weight_of,
)
from mlp_gui.views.network.stepping.numbers import LETTERS, HeldScales, StepNumbers
from mlp_gui.views.network.stepping.style import StepStyle, draw_frame, short, sign_colour

if TYPE_CHECKING:
    from mlp_gui.views.network.heat import ColumnFill, ValueScale
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.travel import Travel

Kind = mlp.Kind
VEIL = 0.55
"""How far the other edges of a larger network step back behind those of the step."""

MOST_MARKED = 300
"""With more edges than this only those of the step carry dots of their error signals."""


@dataclass(slots=True)
class StepShown:
    """All that the picture is painted from; arrays and lists are not changed once they are here.

    Attributes
    ----------
    layout, numbers, style, travel : StepLayout, StepNumbers, StepStyle, Travel
        Geometry, numbers, look, and what the step is about.
    step : Step or None
        What is done or under way.
    held : HeldScales
        Scales that hold still.
    scales : tuple of ValueScale
        Of the activations of each layer.
    fills : list of ColumnFill
        Heat maps of each layer, or empty.
    titles, labels : tuple of str
        Of the columns; of the inputs.
    notation, edge_shows, unit_shows : str
        Options of the step-through.
    dashed : bool
        Whether negative edges are dashed.
    chips : list of EdgeChip
        Filled while painting, for the pointer.
    """

    layout: StepLayout
    numbers: StepNumbers
    style: StepStyle
    travel: Travel
    step: mlp.Step | None
    held: HeldScales
    scales: tuple[ValueScale, ...]
    fills: list[ColumnFill]
    titles: tuple[str, ...]
    labels: tuple[str, ...]
    notation: str
    edge_shows: str
    unit_shows: str
    dashed: bool
    chips: list[EdgeChip] = field(default_factory=list)


def unit_letter(sizes: tuple[int, ...], layer: int, unit: int) -> str:
    """Return what a unit is called: P, Q and R in the lab's 2-2-1 network, elsewhere its number."""
    if sizes[1:] == (2, 1):
        return "PQR"[unit + 2 * layer]
    return str(unit + 1)


def paint_step(painter: QPainter, shown: StepShown, ratio: float) -> None:
    """Paint columns, edges, cards and chips, in canvas pixels."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    _paint_edges(painter, shown, ratio)
    _paint_titles(painter, shown)
    _paint_loss_lines(painter, shown)
    _paint_inputs(painter, shown)
    _paint_units(painter, shown)
    _paint_loss(painter, shown)
    _paint_chips(painter, shown)


def _paint_titles(painter: QPainter, shown: StepShown) -> None:
    y = 22.0 * shown.style.scale
    columns = [(column.x, column.size[0]) for column in shown.layout.columns]
    columns.append((shown.layout.loss.center().x(), shown.layout.loss.width()))
    centres = [x for x, _ in columns]
    room = min(after - before for before, after in pairwise(centres)) - 8.0
    for (x, width), title in zip(columns, shown.titles, strict=True):
        metrics = QFontMetricsF(shown.style.canvas.caption)
        text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(width, room))
        draw_text(painter, QPointF(x, y), text, shown.style.canvas.caption, shown.style.theme.text2)


def edge_values(shown: StepShown) -> tuple[np.ndarray, float]:
    """Return what edges show, and the size of full width."""
    trace, groups = shown.numbers.trace, [column.groups for column in shown.layout.columns]
    if shown.edge_shows == "weight":
        parts = trace.network.weights
    elif shown.edge_shows == "gradient":
        parts = trace.weight_gradients
    else:
        parts = trace.network.unflatten(trace.parameters_after - trace.parameters_before)[0]
    pooled = [pooled_matrix(part, groups[k + 1], groups[k]).ravel() for k, part in enumerate(parts)]
    values = np.concatenate(pooled)
    if shown.edge_shows != "weight":
        known = shown.numbers.gradient if shown.edge_shows == "gradient" else shown.numbers.change
        for gap in range(len(groups) - 1):
            own = np.flatnonzero(shown.layout.curves.gap == gap)
            few = len(values) <= MOST_MARKED
            for edge in own.tolist() if few else own[-1:].tolist():
                if not known(*weight_of(shown.layout, edge)).is_known:
                    values[edge if few else own] = 0.0
    return values, shown.held.of(shown.edge_shows)


def _paint_edges(painter: QPainter, shown: StepShown, ratio: float) -> None:
    layout, theme = shown.layout, shown.style.theme
    values, largest = edge_values(shown)
    look = EdgeLook(
        theme,
        errors=shown.edge_shows == "gradient",
        dashed=shown.dashed,
        ratio=ratio,
        antialiased=len(values) <= 2000,
    )
    style = style_edges(values, largest)
    clip = QRectF(0.0, 0.0, layout.width, layout.height)
    EdgePainter(layout.curves, Camera()).paint(painter, style, look, clip)
    if len(values) > ALL_UP_TO and len(shown.travel.edges):
        veil = QColor(theme.canvas)
        veil.setAlphaF(VEIL)
        painter.fillRect(clip, veil)
        EdgePainter(layout.curves, Camera()).paint(painter, style, look, clip, shown.travel.edges)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if len(shown.travel.edges) <= MOST_CURRENT:
        for edge in shown.travel.edges.tolist():
            share, value = float(style.shares[edge]), float(style.values[edge])
            mark_edge(painter, layout.curves, Camera(), edge, share, value, look)
    _paint_dots(painter, shown)


def _paint_dots(painter: QPainter, shown: StepShown) -> None:
    """Leave the error signals that have travelled as dots on their edges."""
    layout, numbers = shown.layout, shown.numbers
    if numbers.sample < 0 or numbers.trace.rule is not None:
        return
    few = len(layout.curves) <= MOST_MARKED
    edges = np.flatnonzero(layout.curves.gap > 0) if few else shown.travel.edges
    for edge in edges.tolist()[:MOST_MARKED]:
        if int(layout.curves.gap[edge]) == 0 or not layout.is_single(edge):
            continue
        signal = numbers.signal(*weight_of(layout, edge))
        if signal.is_known:
            colour = sign_colour(signal.quantity.value, shown.style.theme, error=True)
            pen = QPen(colour, 2.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.1, 3.4])
            painter.setPen(pen)
            painter.drawPolyline([QPointF(*point) for point in layout.curves.points[edge].tolist()])


def _paint_loss_lines(painter: QPainter, shown: StepShown) -> None:
    layout, theme, numbers = shown.layout, shown.style.theme, shown.numbers
    column = layout.columns[-1]
    for row, (unit, _) in enumerate(column.groups):
        start, end = layout.loss_line(row)
        painter.setPen(QPen(theme.line2, 1.5))
        painter.drawLine(start, end)
        if not column.is_single(row) or numbers.sample < 0 or numbers.trace.rule is not None:
            continue
        slope = numbers.loss_slope(unit)
        if slope.is_known:
            colour = sign_colour(slope.quantity.value, theme, error=True)
            pen = QPen(colour, 2.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.1, 3.4])
            painter.setPen(pen)
            painter.drawLine(start, end)


def _paint_inputs(painter: QPainter, shown: StepShown) -> None:
    column, numbers, style = shown.layout.columns[0], shown.numbers, shown.style
    for row, (start, stop) in enumerate(column.groups):
        current = shown.travel.layer == -1 and shown.travel.unit in (-1, start)
        if stop - start > 1 and column.form.name != "dot":
            cards.paint_group(painter, column.card(row), stop - start, style)
            continue
        value = numbers.of_unit(Kind.INPUT, -1, start)
        if column.form.name == "dot":
            place = value.quantity.value / (shown.held.of("activation") or 1.0) if value.is_known else 0.0
            cards.paint_dot(painter, column.card(row), style.theme.weight_map.colour(place), style, current=current)
        else:
            cards.paint_input(painter, column.card(row), shown.labels[start], value, style, current=current)


_ROWS = {
    "full": ("sum", "activation", "delta"),
    "rows": ("sum", "activation", "delta"),
    "pair": ("activation", "delta"),
    "line": ("activation",),
}
_KINDS = {"sum": Kind.PRE_ACTIVATION, "activation": Kind.ACTIVATION, "delta": Kind.DELTA}


def unit_rows(shown: StepShown, layer: int, unit: int, form: str) -> list[cards.Row]:
    """Return the rows of a unit's card that its form has room for and that are asked for."""
    numbers = shown.numbers
    total, answer, error = LETTERS.get(shown.notation, LETTERS["delta"])
    has_delta = numbers.trace.rule is None
    phase = None if shown.step is None else shown.step.phase
    backward = phase in (mlp.Phase.BACKWARD, mlp.Phase.GRADIENT, mlp.Phase.UPDATE)
    names = _ROWS[form]
    if form == "line" and backward and has_delta:
        names = ("delta",)
    if shown.unit_shows != "all":
        names = (shown.unit_shows if has_delta or shown.unit_shows != "delta" else "activation",)
    if "bias" in names:
        return [cards.Row("𝑏", numbers.weight(layer, unit, -1))]
    symbols = {"sum": total, "activation": answer, "delta": error}
    return [
        cards.Row(symbols[name], numbers.of_unit(_KINDS[name], layer, unit))
        for name in names
        if has_delta or name != "delta"
    ]


def _paint_units(painter: QPainter, shown: StepShown) -> None:
    style, numbers = shown.style, shown.numbers
    for layer, column in enumerate(shown.layout.columns[1:]):
        for row, (start, stop) in enumerate(column.groups):
            rect, form = column.card(row), column.form.name
            current = shown.travel.layer == layer and shown.travel.unit in (-1, start)
            if stop - start > 1 and form != "dot":
                cards.paint_group(painter, rect, stop - start, style)
                continue
            activation = numbers.of_unit(Kind.ACTIVATION, layer, start)
            place = shown.scales[layer].place(activation.quantity.value) if activation.is_known else 0.0
            colour = style.theme.weight_map.colour(place)
            if form == "dot":
                cards.paint_dot(painter, rect, colour, style, current=current)
                continue
            picture: QImage | QColor = colour
            if form == "full" and layer < len(shown.fills) and shown.fills[layer].images:
                picture = shown.fills[layer].images[row]
            name = unit_letter(numbers.trace.sizes, layer, start)
            rows = unit_rows(shown, layer, start, form)
            cards.paint_unit(painter, rect, name, rows, picture, style, current=current)
            _paint_bias(painter, shown, layer, start, column.bias_chip(row))


def _paint_bias(painter: QPainter, shown: StepShown, layer: int, unit: int, chip: QRectF | None) -> None:
    if chip is None:
        return
    style, numbers = shown.style, shown.numbers
    step = shown.step
    value = numbers.weight(layer, unit, -1).quantity
    colour, text = sign_colour(value.value, style.theme), f"bias {short(value.value, min(style.decimals, 2))}"
    gradient = numbers.gradient(layer, unit, -1)
    if step is not None and step.phase is mlp.Phase.GRADIENT and gradient.is_known:
        colour = sign_colour(gradient.quantity.value, style.theme, error=True)
        text = f"bias {short(gradient.quantity.value, style.decimals)}"
    elif step is not None and step.phase is mlp.Phase.UPDATE and value.kind is Kind.PARAMETER_AFTER:
        before = numbers.before(layer, unit, -1).value
        digits = min(style.decimals, 3)
        text = f"{short(before, digits)} → {short(value.value, digits)}"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.theme.field)
    painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
    own = step is not None and step.makes.input < 0 and (step.makes.layer, step.makes.unit) == (layer, unit)
    kinds = (Kind.PRODUCT, Kind.BIAS_GRADIENT, Kind.PARAMETER_AFTER)
    current = own and step is not None and step.makes.kind in kinds and step.granularity == "term"
    draw_frame(painter, chip, chip.height() / 2, style.theme, current=current)
    draw_text(painter, chip.center(), text, style.tight, colour)


def _paint_loss(painter: QPainter, shown: StepShown) -> None:
    numbers, layout = shown.numbers, shown.layout
    last = len(layout.columns) - 2
    rows = [cards.Row("𝐸", numbers.loss())]
    if numbers.trace.sizes[-1] == 1:
        rows.insert(0, cards.Row("𝑡", numbers.of_unit(Kind.TARGET, last, 0)))
        answer = LETTERS.get(shown.notation, LETTERS["delta"])[1]
        rows.insert(0, cards.Row(answer, numbers.of_unit(Kind.ACTIVATION, last, 0)))
    cards.paint_loss(painter, layout.loss, rows, shown.style, current=shown.travel.at_loss)


def _paint_chips(painter: QPainter, shown: StepShown) -> None:
    layout, style = shown.layout, shown.style
    current = set(shown.travel.edges.tolist())
    if len(current) > MOST_CURRENT:
        current = set()
    edges = range(len(layout.curves)) if len(layout.curves) <= ALL_UP_TO else sorted(current)
    wanted = [
        (edge, lines_of(shown.numbers, layout, edge, shown.edge_shows, style, shown.step), edge in current)
        for edge in edges
        if layout.is_single(edge)
    ]
    obstacles = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
    shown.chips = place_chips(layout, wanted, obstacles, style)
    for chip in shown.chips:
        paint_chip(painter, chip, style)
    _paint_slopes(painter, shown)


def _paint_slopes(painter: QPainter, shown: StepShown) -> None:
    """Write what the loss sends back to a single output beside its line."""
    numbers, layout, style = shown.numbers, shown.layout, shown.style
    if numbers.trace.sizes[-1] != 1 or numbers.sample < 0 or numbers.trace.rule is not None:
        return
    slope = numbers.loss_slope(0)
    start, end = layout.loss_line(0)
    if slope.is_known and end.x() - start.x() > 50.0 * style.scale:
        middle = QPointF((start.x() + end.x()) / 2, start.y() - 14.0 * style.scale)
        colour = sign_colour(slope.quantity.value, style.theme, error=True)
        text = compact(slope.quantity.value, 3)
        draw_text(painter, middle, f"+{text}" if slope.quantity.value > 0 else text, style.tight, colour)
