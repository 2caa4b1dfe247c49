"""Where the cards of the step mode stand: columns of inputs and layers, and the loss at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from mlp_gui.views.network.curves import EdgeCurves, curves_between
from mlp_gui.views.network.layout import Column
from mlp_gui.views.network.mosaic import field_at, field_place
from mlp_gui.views.network.stepping.bands import ROOMY, Bands
from mlp_gui.views.network.stepping.forms import (
    BELOW_PICTURE,
    DESK,
    FOLDED_LOSS,
    LEAST_GAP,
    SLIM,
    CardForm,
    FormSet,
    choose_forms,
    is_folded,
)
from mlp_gui.views.network.stepping.open_gap import CLOSED, Wanted, widened
from mlp_gui.views.network.stepping.room import margin_of, room_for_cards, room_for_columns
from mlp_gui.views.network.stepping.standing import Space, Standing, find_standing, have_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.level_of_detail import Group
    from mlp_gui.views.network.pixel_bands import Shape
    from mlp_gui.views.network.stepping.penalty_nodes import PenaltyNodes

MOST_PITCH = 180.0
MOST_AIR, NARROW_AIR = 46.0, 34.0
"""Between two cards of few, and between two without a name."""


@dataclass(frozen=True, slots=True, eq=False)
class CardColumn(Column):
    """A column of cards, which are wider than high.

    Attributes
    ----------
    form : CardForm
        How the cards are drawn.
    size : (width, height)
        Of a card, pixels.
    """

    form: CardForm = DESK.loss
    size: tuple[float, float] = (0.0, 0.0)

    @property
    def left(self) -> float:
        """Left edge of the cards."""
        return self.x - self.size[0] / 2

    @property
    def right(self) -> float:
        """Right edge of the cards."""
        return self.x + self.size[0] / 2

    def card(self, row: int) -> QRectF:
        """Return the card of `row`."""
        width, height = self.size
        return QRectF(self.x - width / 2, float(self.rows[row]) - height / 2, width, height)

    def unit_at(self, row: int, point: QPointF) -> int:
        """Return the unit whose card is at a point, or whose field in a card of many; -1 where there is none."""
        card = self.card(row)
        if not card.contains(point):
            return -1
        start, stop = self.groups[row]
        if self.form.name != "mosaic":
            return start if self.is_single(row) else -1
        x, y = (point.x() - card.left()) / card.width(), (point.y() - card.top()) / card.height()
        place = field_at(x, y, stop - start, self.along)
        return start + place if place >= 0 else -1

    def place_of(self, unit: int) -> QRectF | None:
        """Return the card of a unit, or its field in a card of many; None for one that is not shown."""
        row = self.row_of(unit)
        if row < 0:
            return None
        card, (start, stop) = self.card(row), self.groups[row]
        if self.form.name != "mosaic":
            return card
        left, top, width, height = field_place(unit - start, stop - start, self.along)
        corner = card.topLeft() + QPointF(left * card.width(), top * card.height())
        return QRectF(corner, QSizeF(width * card.width(), height * card.height()))

    def bias_chip(self, row: int) -> QRectF | None:
        """Return the bias under the card of `row`, where the form has room for one."""
        if not self.form.below:
            return None
        width, height = self.form.bias
        top = round(self.card(row).bottom() + (self.form.below - height) * self.scale)
        return QRectF(self.x - width * self.scale / 2, top, width * self.scale, height * self.scale)


@dataclass(frozen=True, slots=True, eq=False)
class StepLayout:
    """All cards and edges, in canvas pixels.

    Attributes
    ----------
    width, height : float
        Canvas.
    scale : float
        Type scale.
    bands : Bands
        Heights above and below the cards.
    columns : tuple of CardColumn
        Inputs first; the loss is not among them.
    loss : QRectF
        The card of the loss.
    curves : EdgeCurves
        Of the weights.
    has_names : bool
        Whether there is room for the names of the outputs behind their cards.
    is_page : bool
        Whether it is at some units of a large network, the others being in groups above and below.
    nodes : PenaltyNodes or None
        The branch of a penalty.
    is_folded : bool
        Whether columns have given up their numbers for those that the step is about; edges elsewhere have none either.
    """

    width: float
    height: float
    scale: float
    bands: Bands
    columns: tuple[CardColumn, ...]
    loss: QRectF
    curves: EdgeCurves
    has_names: bool = False
    is_page: bool = False
    nodes: PenaltyNodes | None = None
    is_folded: bool = False

    @property
    def content(self) -> QRectF:
        """Between titles and legend."""
        titles, legend = self.bands.titles * self.scale, self.bands.legend * self.scale
        return QRectF(0.0, titles, self.width, self.height - titles - legend)

    def stands_as(self, other: StepLayout) -> bool:
        """Tell whether every card of another layout on the same canvas stands where it does here, and is as large."""
        if (self.loss, self.has_names, self.is_folded) != (other.loss, other.has_names, other.is_folded):
            return False
        return self.bands == other.bands and _places(self) == _places(other)

    def edge(self, layer: int, unit: int, source: int) -> int:
        """Return the edge of a weight, or of the bundle that it is in; -1 where there is none."""
        if not 0 <= layer < len(self.columns) - 1:
            return -1
        target, row = self.columns[layer + 1].row_of(unit), self.columns[layer].row_of(source)
        return self.curves.index(layer, target, row) if target >= 0 and row >= 0 else -1

    def is_single(self, edge: int) -> bool:
        """Tell whether an edge stands for one weight."""
        gap = int(self.curves.gap[edge])
        target, source = int(self.curves.target[edge]), int(self.curves.source[edge])
        return self.columns[gap + 1].is_single(target) and self.columns[gap].is_single(source)

    def loss_line(self, row: int) -> tuple[QPointF, QPointF]:
        """Return both ends of the line from an output to the loss."""
        card = self.columns[-1].card(row)
        y = min(max(card.center().y(), self.loss.top() + 10.0), self.loss.bottom() - 10.0)
        return QPointF(card.right(), card.center().y()), QPointF(self.loss.left(), y)


def arrange_cards(
    groups: Sequence[tuple[Group, ...]],
    width: float,
    height: float,
    scale: float,
    bands: Bands = ROOMY,
    names: float = 0.0,
    forms: FormSet = DESK,
    picture: Shape | None = None,
    opened: tuple[int, Wanted] = (CLOSED, Wanted()),
    in_play: Sequence[int] = (),
) -> StepLayout:
    """Place the cards on a canvas.

    Parameters
    ----------
    groups : sequence of tuples of (start, stop)
        Rows of each column, inputs first.
    width, height : float
        Canvas, pixels.
    scale : float
        Type scale.
    bands : Bands
        Heights above and below the cards.
    names : float
        Room for the names of the outputs behind their cards; given up where it would cost the units their numbers.
    forms : FormSet
        How large cards can be.
    picture : (rows, columns), optional
        Of the inputs, where they are pixels.
    opened : (gap, width)
        Which gap has numbers, and how wide it is where the others can give it the room. Where there is room for all to
        be as wide they are, whichever is open, if need be between narrower cards: then none moves from step to step.
    in_play : sequence of int
        See `choose_forms`.
    """
    room = room_for_cards(height, scale, bands)
    loss_form = forms.loss if groups[-1] == ((0, 1),) else forms.loss_of_many
    margin = margin_of(scale, forms)
    counts, columns_room = [len(rows) for rows in groups], room_for_columns(width, scale, forms)
    mosaics = [index for index, rows in enumerate(groups) if all(stop - start > 1 for start, stop in rows)]
    chosen = choose_forms(counts, columns_room, room, scale, forms, mosaics, picture)
    space = Space.on(width, loss_form.width * scale, margin, scale, forms, is_single=counts[-1] == 1)
    standing = find_standing(chosen, space, opened[1], names, mosaics)
    folded = False
    if standing is None:
        if opened[0] == CLOSED and have_numbers(chosen, mosaics):
            in_play = ()  # no gap has numbers that need room: every unit keeps its own
        chosen = choose_forms(counts, columns_room, room, scale, forms, mosaics, picture, in_play)
        folded = is_folded(chosen, in_play)
        if folded:
            names, space = 0.0, replace(space, loss=min(FOLDED_LOSS, loss_form.width) * scale)
        if names:
            beside = choose_forms(counts, columns_room - names, room, scale, forms, mosaics, picture, in_play)
            if beside == chosen or (chosen[-1].is_small and not _has_lost_numbers(beside, chosen)):
                chosen = beside
            else:
                names = 0.0
        left, gaps = space.evenly(chosen, names)
        gaps = widened(gaps, opened[0], opened[1].roomy, LEAST_GAP * scale)
        standing = Standing(chosen, names, left, gaps, space.loss)
    chosen, names, left, gaps, loss_width = standing
    widths = [form.width * scale for form in chosen]
    middle = bands.titles * scale + 4.0 + room / 2
    columns: list[CardColumn] = []
    for form, rows, wide, after in zip(chosen, groups, widths, gaps, strict=True):
        is_picture = picture is not None and not columns and 0 in mosaics
        centre = middle - (_above_its_card(form, rows, room, scale) if is_picture else 0.0)
        columns.append(_column(form, rows, left + wide / 2, centre, room, scale))
        left += wide + after
    if picture is not None and 0 in mosaics:
        columns[0] = replace(columns[0], along=picture[1])
    loss_height = min(loss_form.height * scale, room)
    left += names
    loss = QRectF(round(left), round(middle - loss_height / 2), round(loss_width), round(loss_height))
    if chosen[-1].below:
        loss.translate(0.0, -chosen[-1].below * scale / 2)
    curves = _curves(columns)
    return StepLayout(width, height, scale, bands, tuple(columns), loss, curves, bool(names), is_folded=folded)


def can_stand(sizes: Sequence[int], width: float, height: float, scale: float, bands: Bands, wanted: Wanted) -> bool:
    """Tell whether all units of a network have cards at a desk that stand for a whole training step.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, then the units of each layer.
    width, height, scale, bands
        See `arrange_cards`.
    wanted : Wanted
        How wide gaps have to be for numbers.
    """
    room = room_for_cards(height, scale, bands)
    chosen = choose_forms(sizes, room_for_columns(width, scale), room, scale)
    loss = DESK.loss if sizes[-1] == 1 else DESK.loss_of_many
    space = Space.on(width, loss.width * scale, margin_of(scale), scale, DESK, is_single=sizes[-1] == 1)
    return find_standing(chosen, space, wanted, 0.0, ()) is not None


def _above_its_card(form: CardForm, rows: tuple[Group, ...], room: float, scale: float) -> float:
    """Return how far a picture stands above the middle, so that the card of one of its pixels has room below."""
    below = BELOW_PICTURE * scale
    return below / 2 if len(rows) * (form.height + form.gap) * scale + below <= room else 0.0


def _has_lost_numbers(forms: tuple[CardForm, ...], others: tuple[CardForm, ...]) -> bool:
    """Tell whether some column has one number or none, that could have more."""
    return any(form.name in ("line", "dot") and form != other for form, other in zip(forms, others, strict=True))


def _column(form: CardForm, rows: tuple[Group, ...], x: float, middle: float, room: float, scale: float) -> CardColumn:
    count, high, below = len(rows), form.height * scale, form.below * scale
    if count * (high + form.gap * scale) > room + form.gap * scale:
        high = max(room / count - 1.0, 2.0)
    loose = (room - high - below) / (count - 1) if count > 1 else 0.0
    air = form.gap if form.name == "mosaic" else NARROW_AIR if form.name in SLIM else MOST_AIR
    widest = high + below + air * scale
    pitch = min(loose, widest, MOST_PITCH * scale)
    first = middle - ((count - 1) * pitch + below) / 2
    centres = np.round(first + pitch * np.arange(count))
    size = (round(form.width * scale), round(high))
    return CardColumn(round(x), centres, high, "none", rows, scale, form=form, size=size)


def _curves(columns: list[CardColumn]) -> EdgeCurves:
    return curves_between(columns, range(len(columns[0].rows)))


def _places(layout: StepLayout) -> list[tuple[object, ...]]:
    """Return all that tells the columns of a canvas from those of another layout of it."""
    return [(column.form, column.x, column.size, column.groups, column.along) for column in layout.columns]
