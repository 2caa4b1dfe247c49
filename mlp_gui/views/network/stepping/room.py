"""What a canvas of the step mode has room for: heights of its bands, size of its type, and the rows of each column."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mlp_gui.views.network.level_of_detail import MOST_KEPT, POOLED_ROWS, is_pooled, partition
from mlp_gui.views.network.pixel_bands import picture_bands
from mlp_gui.views.network.stepping.bands import BARE, COMPACT, FLAT, ROOMY, ROOMY_FROM, Bands
from mlp_gui.views.network.stepping.edge_chips import ALL_UP_TO
from mlp_gui.views.network.stepping.forms import (
    CLASSROOM,
    CLOSE,
    DESK,
    INPUT_LINE,
    LARGE_ROWS,
    LARGE_TIGHT,
    LEGIBLE_GAP,
    LOW,
    ROWS,
    TIGHT,
    TRIO,
    FormSet,
    are_full,
    most_rows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.level_of_detail import Group
    from mlp_gui.views.network.pixel_bands import Shape

MARGIN = 12.0
"""Between the edges of a canvas and its cards, pixels."""

HANDLES = 20.0
"""The same before a class, where the handles of what comes from the edges stand there, pixels at 100 %."""

BEFORE_LOSS = 64.0
"""Between the outputs and the loss, pixels at 100 %."""

FEWEST_NAMED = 5
"""Rows of a page from which on its units have names, rather than there being more of them."""

MOST_READ = 8
"""So many units of a layer have their numbers even in the largest type, which is then smaller on the canvas."""

MOST_ZOOM, ZOOM_AIR = 1.8, 60.0
"""How much larger cards become before a class, and by how much more than else columns are then apart."""

_AT_A_DESK = (
    (ROOMY, CLOSE), (COMPACT, CLOSE), (COMPACT, TIGHT), (COMPACT, LOW), (ROOMY, ROWS), (COMPACT, ROWS), (ROOMY, TRIO),
)  # fmt: skip
_BEFORE_A_CLASS = ((FLAT, LARGE_TIGHT), (BARE, LARGE_TIGHT), (FLAT, LARGE_ROWS), (BARE, LARGE_ROWS))
"""Bands, and the least form of the cards for which they are chosen: the best first."""


def room_for_cards(height: float, scale: float, bands: Bands) -> float:
    """Return the height of a column on a canvas, pixels."""
    return max(height - (bands.titles + bands.legend) * scale - 8.0, 40.0)


def margin_of(scale: float, forms: FormSet = DESK) -> float:
    """Return what the cards keep from the edges at their sides, pixels."""
    return HANDLES * scale if forms is CLASSROOM else MARGIN


def room_for_columns(width: float, scale: float, forms: FormSet = DESK) -> float:
    """Return the width for all columns but that of the loss, pixels."""
    return width - 2 * margin_of(scale, forms) - (forms.loss.width + BEFORE_LOSS) * scale


def choose_bands(sizes: Sequence[int], width: float, height: float, scale: float, forms: FormSet = DESK) -> Bands:
    """Return the roomiest bands with which all units have cards as large as can be, or those for the height.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, then the units of each layer.
    width, height : float
        Canvas, pixels.
    scale : float
        Type scale.
    forms : FormSet
        `DESK`, or `CLASSROOM`: rather than small cards, large type on a low canvas has no legend at all.
    """
    columns = room_for_columns(width, scale, forms)
    for bands, least in _BEFORE_A_CLASS if forms is CLASSROOM else _AT_A_DESK:
        if are_full(sizes, columns, room_for_cards(height, scale, bands), scale, least, forms):
            return bands
    if forms is CLASSROOM:
        return FLAT
    return ROOMY if height >= ROOMY_FROM * scale else COMPACT


def zoom_before_a_class(sizes: Sequence[int], width: float, height: float, scale: float) -> float:
    """Return how much larger everything can be with all units having full, well spaced cards; else 1."""
    for step in range(round(10 * MOST_ZOOM), 10, -1):
        zoomed = scale * step / 10
        room, columns = room_for_cards(height, zoomed, FLAT), room_for_columns(width, zoomed, CLASSROOM)
        columns -= ZOOM_AIR * zoomed * (len(sizes) - 1)
        if are_full(sizes, columns, room, zoomed, CLASSROOM.close, CLASSROOM):
            return step / 10
    return 1.0


def largest_scale(sizes: Sequence[int], width: float, height: float) -> float:
    """Return the largest type scale at which every input and unit of up to eight a layer has a number, at least 1.

    Where every weight has one too, gaps have room for it.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, then the units of each layer.
    width, height : float
        Canvas, pixels.
    """
    rows = min(max(sizes), MOST_READ)
    gap = LEGIBLE_GAP if sum(below * above for below, above in pairwise(sizes)) <= ALL_UP_TO else DESK.gap_of_small
    wide = INPUT_LINE.width + (len(sizes) - 1) * (DESK.least.width + gap) + DESK.loss.width + BEFORE_LOSS
    high = COMPACT.titles + COMPACT.legend + rows * (DESK.least.height + DESK.least.gap)
    return max(min((width - 2 * MARGIN) / wide, (height - 8.0) / high), 1.0)


def rows_shown(
    sizes: Sequence[int],
    height: float,
    scale: float,
    focus: tuple[int, int, int] | None,
    forms: FormSet = DESK,
    picture: Shape | None = None,
) -> tuple[tuple[Group, ...], ...]:
    """Choose the rows of each column.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, then the units of each layer.
    height : float
        Room for a column, pixels.
    scale : float
        Type scale.
    focus : (layer, unit, source), optional
        In a network that has no room for all its cards, the view goes to this unit and one that it reads; layer 0 is
        the first hidden one.
    forms : FormSet
        How large cards can be.
    picture : (rows, columns), optional
        Of the inputs, where they are pixels: where there is no room for their cards, whole rows are shown, also around
        a unit of the first layer.

    Returns
    -------
    tuple of tuples of (start, stop)
    """
    most = most_rows(height, scale, forms.least)
    if focus is None or max(sizes) <= most:
        rows = [partition(0, size, size if size <= max(most, MOST_KEPT) else POOLED_ROWS) for size in sizes]
        if picture is not None and is_pooled(rows[0]):
            rows[0] = picture_bands(picture)
        return tuple(rows)
    layer, unit, source = focus
    places = {layer + 1: unit, layer: max(source, 0)}
    named = most_rows(height, scale, forms.named)
    few = max(min((named if named >= FEWEST_NAMED else most) - 2, 7), 1)
    rows = [
        _around(size, places.get(column, 0), few) if size > most else partition(0, size, most)
        for column, size in enumerate(sizes)
    ]
    if picture is not None and sizes[0] > most:
        rows[0] = picture_bands(picture)
    return tuple(rows)


def _around(size: int, place: int, few: int) -> tuple[Group, ...]:
    """Return the page of `few` single units with a place, which holds still within it, and a group at either side."""
    start = min(place // few * few, size - few)
    stop = start + few
    before = ((0, start),) if start else ()
    after = ((stop, size),) if stop < size else ()
    return before + tuple((unit, unit + 1) for unit in range(start, stop)) + after
