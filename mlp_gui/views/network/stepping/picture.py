"""The picture of one line of a training step: everything but the pulses that run over it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.edges import EdgeLook, mark_edge, style_edges
from mlp_gui.views.network.stepping.bias_beside import bias_beside
from mlp_gui.views.network.stepping.card_painting import cards_one_by_one
from mlp_gui.views.network.stepping.chip_lines import ChipLine, lines_of, loss_slope_mark, name_of, weight_of
from mlp_gui.views.network.stepping.chip_sizes import fitting_size
from mlp_gui.views.network.stepping.class_names import paint_class_names
from mlp_gui.views.network.stepping.edge_chips import (
    ALL_UP_TO,
    MOST_CURRENT,
    EdgeChip,
    KeptChips,
    Wish,
    paint_chip,
)
from mlp_gui.views.network.stepping.edge_layers import EdgePictures, EdgeTask
from mlp_gui.views.network.stepping.signal_dots import SignalDots, dotted_pen
from mlp_gui.views.network.stepping.sprites import NoSprites, Sprites
from mlp_gui.views.network.stepping.style import sign_colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.views.network.stepping.edge_layers import EdgeLayers, GapKey
    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.style import StepStyle

HINTS: Final = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform

LEAST_WAY, ABOVE = 40.0, 4.0
"""The number of a shorter line to the loss stands above the card where it ends, pixels at 100 %; and how far."""

VEIL = 0.55
"""How far the other edges of a larger network step back behind those of the step."""


class Pictures:
    """What is kept from one line to the next: edges, dots and cards.

    Parameters
    ----------
    edges : EdgeLayers or None
        Has many edges painted elsewhere, and tells when they are there; None to wait for them.
    sprites : Sprites
        Cards.
    """

    def __init__(self, edges: EdgeLayers | None, sprites: Sprites) -> None:
        self._layers = edges
        self.edges = EdgePictures() if edges is None else edges.pictures
        self.dots = SignalDots()
        self.chips = KeptChips()
        self.sprites = sprites

    def make(self, task: EdgeTask) -> Iterator[None]:
        """Paint the edges of a task that are missing, a part at a time."""
        return self.edges.paint_missing(task) if self._layers is None else self._layers.make(task)

    def has_all(self, task: EdgeTask) -> bool:
        """Tell whether the edges of a task are there, all with their own numbers."""
        return not self.edges.missing(task)

    def put_down_gap(self, painter: QPainter, task: EdgeTask, key: GapKey) -> None:  # noqa: ARG002
        """Put the edges of a gap in their place, as far as they are there."""
        picture = self.edges.of(key)
        if picture is not None:
            painter.drawImage(picture.corner, picture.image)

    def put_down_edges(self, painter: QPainter, task: EdgeTask, some: np.ndarray, clip: QRectF) -> None:
        """Paint some edges over the others."""
        style = style_edges(task.values, task.largest)
        self.edges.painter(task.curves).paint(painter, style, task.look, clip, some)

    def put_down_dots(self, painter: QPainter, shown: StepShown, ratio: float) -> None:
        """Put what has travelled back in its place."""
        for dots in self.dots.pictures(shown, ratio):
            painter.drawImage(dots.corner, dots.image)


def paint_step(painter: QPainter, shown: StepShown, ratio: float, pictures: Pictures | None = None) -> None:
    """Paint columns, edges, cards and chips, in canvas pixels.

    Parameters
    ----------
    painter : QPainter
        On the canvas, or on anything else.
    shown : StepShown
        What to paint; gets its chips.
    ratio : float
        Device pixels of a canvas pixel.
    pictures : Pictures, optional
        What is kept from one line to the next; without, nothing is kept, and all texts are painted as texts.
    """
    painter.setRenderHints(HINTS)
    for _ in paint_in_parts(painter, shown, ratio, pictures or Pictures(None, NoSprites())):
        pass


def paint_in_parts(painter: QPainter, shown: StepShown, ratio: float, pictures: Pictures) -> Iterator[None]:
    """Paint what `paint_step` does in parts of a few milliseconds, so that other things can be done between them.

    The painter may end between two parts, and begin again with `HINTS` on the same picture.
    """
    pictures.sprites.begin((shown.style, shown.style.decimals), ratio)
    yield from _paint_edges(painter, shown, pictures, ratio)
    _paint_titles(painter, shown)
    _paint_loss_lines(painter, shown)
    paint_class_names(painter, shown)
    yield
    yield from cards_one_by_one(painter, shown, pictures.sprites)
    yield
    yield from _paint_chips(painter, shown, pictures)


def edge_task(shown: StepShown, ratio: float) -> EdgeTask:
    """Return what the edges of a picture are painted from."""
    look = EdgeLook(
        shown.style.theme,
        errors=shown.edge_shows == "gradient",
        dashed=shown.dashed,
        ratio=ratio,
        antialiased=len(shown.layout.curves) <= 2000,
    )
    return EdgeTask(shown.layout.curves, shown.edge_values, shown.full_width, look)


def _paint_titles(painter: QPainter, shown: StepShown) -> None:
    titles = shown.layout.bands.titles
    if not titles:
        return
    y = 0.55 * titles * shown.style.scale
    columns = [(column.x, column.size[0]) for column in shown.layout.columns]
    columns.append((shown.layout.loss.center().x(), shown.layout.loss.width()))
    centres = [x for x, _ in columns]
    room = min(after - before for before, after in pairwise(centres)) - 8.0
    for (x, width), title in zip(columns, shown.titles, strict=True):
        metrics = QFontMetricsF(shown.style.canvas.caption)
        short = title.replace("Hidden ", "H")
        fitting = (one for one in (title, short, short.partition(",")[0]) if metrics.horizontalAdvance(one) <= room)
        text = metrics.elidedText(next(fitting, title), Qt.TextElideMode.ElideRight, max(width, room))
        half = metrics.horizontalAdvance(text) / 2 + 4.0
        within = QPointF(min(max(x, half), shown.layout.width - half), y)
        draw_text(painter, within, text, shown.style.canvas.caption, shown.style.theme.text2)


def _paint_edges(painter: QPainter, shown: StepShown, pictures: Pictures, ratio: float) -> Iterator[None]:
    layout, edges = shown.layout, shown.travel.edges
    task = edge_task(shown, ratio)
    yield from pictures.make(task)
    shown.has_all_edges = pictures.has_all(task)
    moving = np.bincount(layout.curves.gap[edges], minlength=len(layout.columns) - 1)
    few = len(layout.curves) <= ALL_UP_TO or not len(edges)
    whole = moving == np.diff(layout.curves.starts)
    for key in task.gaps():
        painter.setOpacity(1.0 if few or whole[key.gap] else 1.0 - VEIL)
        pictures.put_down_gap(painter, task, key)
    painter.setOpacity(1.0)
    alone = edges[~whole[layout.curves.gap[edges]]]
    if not few and len(alone):
        clip = QRectF(0.0, 0.0, layout.width, layout.height)
        pictures.put_down_edges(painter, task, alone, clip)
    yield
    if len(edges) <= MOST_CURRENT:
        style = style_edges(task.values, task.largest)
        for edge in edges.tolist():
            share, value = float(style.shares[edge]), float(style.values[edge])
            mark_edge(painter, layout.curves, Camera(), edge, share, value, task.look)
            yield
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pictures.put_down_dots(painter, shown, ratio)


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
            painter.setPen(dotted_pen(colour))
            painter.drawLine(start, end)


def _paint_chips(painter: QPainter, shown: StepShown, pictures: Pictures) -> Iterator[None]:
    """Place the numbers on edges and paint them."""
    shown.chips = _placed_chips(shown, pictures)
    yield
    for chip in shown.chips:
        paint_chip(painter, chip, shown.style)
        yield
    _paint_slopes(painter, shown)
    for chip in bias_beside(shown):
        paint_chip(painter, chip, shown.style)


def _placed_chips(shown: StepShown, pictures: Pictures) -> list[EdgeChip]:
    layout, style, numbers = shown.layout, shown.style, shown.numbers
    current = set(shown.travel.edges.tolist())
    if len(current) > MOST_CURRENT:
        current = set()
    shows_all = len(layout.curves) <= ALL_UP_TO and not layout.is_folded
    edges = range(len(layout.curves)) if shows_all else sorted(current)
    told = (shown.edge_shows, style.theme, shown.step, shown.notation)
    wishes = [
        Wish(edge, lines_of(numbers, weight_of(layout, edge), *told), edge in current, name_of(shown, edge))
        for edge in edges
        if layout.is_single(edge)
    ]
    return pictures.chips.place(layout, wishes, _obstacles(layout), style)


def _obstacles(layout: StepLayout) -> list[QRectF]:
    """Return what chips must not lie on: cards, titles and legend."""
    content = layout.content
    cards = [column.card(row) for column in layout.columns for row in range(len(column.rows))]
    above = QRectF(0.0, content.top() - layout.height, layout.width, layout.height)
    return [*cards, above, above.translated(0.0, content.height() + layout.height)]


def _paint_slopes(painter: QPainter, shown: StepShown) -> None:
    """Write what the loss sends back to a single output beside its line; of a short line above the output's card."""
    numbers, layout, style = shown.numbers, shown.layout, shown.style
    if numbers.trace.sizes[-1] != 1 or numbers.sample < 0 or numbers.trace.rule is not None:
        return
    slope = numbers.loss_slope(0)
    if slope.is_known:
        colour = sign_colour(slope.quantity.value, style.theme, error=True)
        line = ChipLine(slope.quantity.value, colour, loss_slope_mark(numbers, shown.notation))
        paint_chip(painter, _slope_chip(layout, line, style), style)


def _slope_chip(layout: StepLayout, line: ChipLine, style: StepStyle) -> EdgeChip:
    start, end = layout.loss_line(0)
    length, card = end.x() - start.x(), layout.columns[-1].card(0)
    is_long = length > LEAST_WAY * style.scale
    size = fitting_size((line,), length if is_long else length + card.width(), style)
    if is_long and line.mark and not size.has_marks:
        is_long, size = False, fitting_size((line,), length + card.width(), style)
    said = size.write(line, style)
    width, height = size.box((said,))
    rect = QRectF(0.0, 0.0, round(width), height)
    if is_long:
        rect.moveCenter(QPointF(round((start.x() + end.x()) / 2), round(start.y() - 0.8 * height)))
    else:
        rect.moveBottomRight(QPointF(round(end.x() - ABOVE), round(card.top() - ABOVE)))
    return EdgeChip(-1, rect, (said,), current=False)
