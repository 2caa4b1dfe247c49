"""Where everything stands: columns, tiles and bias chips from the numbers of rows and the size of the canvas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.views.network.header_rows import FULL, HeaderRows, header_rows
from mlp_gui.views.network.level_of_detail import is_pooled
from mlp_gui.views.network.pixel_bands import BAND_GAP, band_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.level_of_detail import Group
    from mlp_gui.views.network.pixel_bands import Shape

LEGEND_HEIGHT = 90.0
COMPACT_LEGEND_HEIGHT = 56.0
COMPACT_BELOW = 560.0
"""Canvases lower than this, pixels at 100 %, get a low legend, with small titles."""
LEAST_ROOM = 96.0
"""Where less than this would be left between header and legend, in pixels at 100 %, there is no legend."""

INPUT_TILE, UNIT_TILE, OUTPUT_TILE = 44.0, 60.0, 112.0
TILES = {"input": INPUT_TILE, "hidden": UNIT_TILE, "output": OUTPUT_TILE, "pooled": UNIT_TILE}
CHIP_WIDTH, CHIP_HEIGHT, CHIP_GAP, TIGHT_CHIP_GAP = 58.0, 18.0, 6.0, 4.0
SLIM_WIDTH, SLIM_HEIGHT, SLIM_GAP, SLIM_AIR = 44.0, 14.0, 3.0, 3.0
"""A chip that may be wider than its tile; the last is the least distance of two in neighbouring columns."""
DOT_SIZE, DOT_GAP = 8.0, 3.0
SMALLEST_TILE_WITH_CHIP, SMALLEST_TILE_WITH_SLIM, SMALLEST_TILE_WITH_DOT, SMALLEST_TILE = 30.0, 18.0, 15.0, 8.0
INPUT_PITCH, UNIT_PITCH = 62.0, 124.0
MOST_COLUMN_PITCH = 320.0
COLUMN_GAPS = (36.0, 24.0, 14.0)
"""What stays free between two columns for their edges; less only where tiles would otherwise become too small."""
LEGIBLE_OUTPUT, LEGIBLE_SQUEEZED, SMALLEST_SQUEEZED = 56.0, 32.0, 20.0
"""Tiles do not shrink below the last for the width: then the whole network is shown smaller."""
USUAL_WIDTH, USUAL_HEIGHT, MOST_GROWTH = 802.0, 718.0, 1.6
"""On larger canvases tiles grow with the canvas, up to so many times."""

FIRST_GAP_SHARE = 1.2
"""The inputs stand off a little further, as their tiles are smaller."""

PICTURE, MOST_PICTURE = 176.0, (0.24, 0.6)
"""Side of the picture that inputs are, pixels, and the most of the canvas's width, and of the room for columns."""

_RowShape = tuple[float, float, str]
"""Side of a tile, distance of rows, and how biases are shown."""

Rect = tuple[float, float, float, float]
"""Left, top, width, height in scene pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column of tiles.

    Attributes
    ----------
    x : float
        Centre.
    rows : ndarray, shape (n_rows,), float64
        Centres of the tiles, from the top.
    tile : float
        Side of a tile; of a band of a picture its height.
    bias : str
        How biases are shown: "chip", "slim", "dot" or "none".
    groups : tuple of (start, stop)
        Units that each row stands for.
    scale : float
        Type scale that chips grow with.
    along : int
        Pixels side by side, where tiles are bands of a picture; else 0.
    wide : float
        Width of such a band; 0 for tiles that are squares.
    """

    x: float
    rows: np.ndarray
    tile: float
    bias: str
    groups: tuple[Group, ...]
    scale: float = 1.0
    along: int = 0
    wide: float = 0.0

    @property
    def breadth(self) -> float:
        """Width of a tile."""
        return self.wide or self.tile

    @property
    def left(self) -> float:
        """Left edge of the tiles."""
        return self.x - self.breadth / 2

    @property
    def right(self) -> float:
        """Right edge of the tiles."""
        return self.x + self.breadth / 2

    @property
    def reach(self) -> float:
        """How far tiles and biases reach to either side of the centre."""
        return (
            max(self.breadth, _bias_measures(self.bias, self.tile, self.scale)[0] if self.bias != "none" else 0.0) / 2
        )

    def tile_rect(self, row: int) -> Rect:
        """Return the tile of `row`."""
        return (self.left, float(self.rows[row]) - self.tile / 2, self.breadth, self.tile)

    def bias_rect(self, row: int) -> Rect | None:
        """Return the chip or dot under the tile of `row`, or None where there is none."""
        if self.bias == "none":
            return None
        width, height, gap = _bias_measures(self.bias, self.tile, self.scale)
        return (self.x - width / 2, float(self.rows[row]) + self.tile / 2 + gap, width, height)

    def row_of(self, unit: int) -> int:
        """Return the row that shows `unit`, or -1."""
        return next((row for row, (start, stop) in enumerate(self.groups) if start <= unit < stop), -1)

    def is_single(self, row: int) -> bool:
        """Tell whether `row` stands for one unit."""
        start, stop = self.groups[row]
        return stop - start == 1


@dataclass(frozen=True, slots=True, eq=False)
class NetworkLayout:
    """The whole picture, in scene pixels, which are canvas pixels while it is fitted and has room.

    Attributes
    ----------
    width, height : float
        Canvas.
    header, legend : float
        Heights of the bands at the top and the bottom that stay in place.
    columns : tuple of Column
        Inputs first.
    bounds : (left, top, width, height)
        Around all tiles, chips and input labels.
    rows : HeaderRows
        Lines of the header.
    """

    width: float
    height: float
    header: float
    legend: float
    columns: tuple[Column, ...]
    bounds: Rect
    rows: HeaderRows = FULL

    @property
    def content(self) -> Rect:
        """The part of the canvas between header and legend."""
        return (0.0, self.header, self.width, self.height - self.header - self.legend)


def arrange(
    groups: Sequence[tuple[Group, ...]],
    width: float,
    height: float,
    scale: float = 1.0,
    label_width: float = 46.0,
    names_width: float = 0.0,
    picture: Shape | None = None,
) -> NetworkLayout:
    """Place the columns on a canvas.

    Parameters
    ----------
    groups : sequence of tuples of (start, stop)
        Rows of each column, inputs first, output last.
    width, height : float
        Canvas, pixels.
    scale : float
        Type scale: chips and the bands of text grow with it.
    label_width : float
        Room for the names of the inputs, pixels.
    names_width : float
        Room for what the outputs stand for, pixels; 0 where they are named by the layer's title alone.
    picture : (rows, columns), optional
        Where the rows of the first column are bands of a picture.

    Returns
    -------
    NetworkLayout
    """
    rows_above = header_rows(height, scale)
    header = rows_above.height * scale
    legend = (LEGEND_HEIGHT if height >= COMPACT_BELOW * scale else COMPACT_LEGEND_HEIGHT) * scale
    if height - header - legend < LEAST_ROOM:
        legend = 0.0
    room = max(height - header - legend - 8.0, 40.0)
    last = len(groups) - 1
    growth = min(max(min(width / USUAL_WIDTH, height / USUAL_HEIGHT), 1.0), MOST_GROWTH)
    left, right = _sides(width, label_width, names_width)
    roles = ["pooled" if is_pooled(rows) else _role(index, last) for index, rows in enumerate(groups)]
    side = min(PICTURE * growth, MOST_PICTURE[0] * width, MOST_PICTURE[1] * room)
    shapes = [_rows(len(rows), room, role, scale, growth) for rows, role in zip(groups, roles, strict=True)]
    band = _band(picture, side, shapes)
    if sum(_breadths(shapes, band, scale)) + last * COLUMN_GAPS[1] > right - left:
        widest = _widest_tile(
            [band or shapes[0][0], *(tile for tile, _, _ in shapes[1:])], right - left, CHIP_WIDTH * scale
        )
        shapes = [_rows(len(rows), room, role, scale, 1.0, widest) for rows, role in zip(groups, roles, strict=True)]
        band = _band(picture, min(side, widest), shapes)
    centres = _column_centres(left, right, _breadths(shapes, band, scale), growth)
    middle = header + 4.0 + room / 2
    columns = []
    for index, ((tile, pitch, bias), rows) in enumerate(zip(shapes, groups, strict=True)):
        below = _below(bias, tile, scale)
        first = float(round(middle - ((len(rows) - 1) * pitch + below) / 2)) + (tile % 2) / 2
        centres_of_rows = first + pitch * np.arange(len(rows))
        columns.append(Column(centres[index], centres_of_rows, tile, bias, tuple(rows), scale))
    if picture is not None:
        columns[0] = replace(columns[0], along=picture[1], wide=band)
    columns = _without_touching_biases(columns)
    bounds = _bounds(columns, label_width, names_width)
    return NetworkLayout(width, height, header, legend, tuple(columns), bounds, rows_above)


def _band(picture: Shape | None, side: float, shapes: list[_RowShape]) -> float:
    """Put the bands of a picture in the place of the first column's tiles; return their width, 0 without a picture."""
    if picture is None:
        return 0.0
    width, height = band_size(picture, side)
    shapes[0] = (height, height + BAND_GAP, "none")
    return width


def _breadths(shapes: Sequence[_RowShape], band: float, scale: float) -> list[float]:
    """Return how wide each column is, the first one's tiles being bands where these have a width."""
    breadths = [_breadth(tile, bias, scale) for tile, _, bias in shapes]
    return [band or breadths[0], *breadths[1:]]


def _role(index: int, last: int) -> str:
    return "input" if index == 0 else "output" if index == last else "hidden"


def _without_touching_biases(columns: list[Column]) -> list[Column]:
    """Return the columns with dots in place of slim chips where those of neighbours would touch."""
    close = any(a.x + a.reach + SLIM_AIR > b.x - b.reach for a, b in pairwise(columns))
    if not close:
        return columns
    return [replace(column, bias="dot") if column.bias == "slim" else column for column in columns]


def _bias_measures(bias: str, tile: float, scale: float) -> tuple[float, float, float]:
    if bias == "chip":
        return CHIP_WIDTH * scale, CHIP_HEIGHT * scale, CHIP_GAP if tile >= UNIT_TILE else TIGHT_CHIP_GAP
    if bias == "slim":
        return SLIM_WIDTH * scale, SLIM_HEIGHT * scale, SLIM_GAP
    return DOT_SIZE, DOT_SIZE, DOT_GAP


def _below(bias: str, tile: float, scale: float) -> float:
    """Return what hangs under a tile, in pixels."""
    if bias == "none":
        return 0.0
    _, height, gap = _bias_measures(bias, tile, scale)
    return height + gap


def _breadth(tile: float, bias: str, scale: float) -> float:
    """Return how wide a column is with its chips; slim ones may stand out over the ends of edges."""
    return max(tile, CHIP_WIDTH * scale) if bias == "chip" else tile


def _widest_tile(tiles: Sequence[float], room: float, chip: float) -> float:
    """Return the size that larger tiles shrink to, so that all stand side by side in `room` pixels."""
    roomy, closer, tight = (_level(tiles, room - (len(tiles) - 1) * gap) for gap in COLUMN_GAPS)
    if roomy < chip <= closer:
        return chip
    # Where only inputs and outputs are cut, edges make room for them sooner.
    largest = max(tiles[1:-1], default=0.0)
    for level in (roomy, closer):
        if level >= (LEGIBLE_OUTPUT if level > largest else LEGIBLE_SQUEEZED):
            return level
    return max(tight if tight <= largest else min(tight, LEGIBLE_OUTPUT), SMALLEST_SQUEEZED)


def _level(tiles: Sequence[float], room: float) -> float:
    """Return the even number that larger sizes have to be cut to, for their sum to be within `room`."""
    for place, tile in enumerate(sorted(tiles)):
        share = room / (len(tiles) - place)
        if tile >= share:
            return 2.0 * float(np.floor(share / 2.0))
        room -= tile
    return max(tiles)


def _rows(
    count: int, room: float, role: str, scale: float, growth: float, widest_tile: float | None = None
) -> tuple[float, float, str]:
    """Return the tile's side, the distance of rows and how biases are shown, for `count` rows in `room` pixels.

    With `widest_tile`, tiles are no wider than that, and a full chip is shown only where its tile is as wide.
    """
    preferred = 2.0 * round(growth * TILES[role] / 2.0)
    chips = True
    if widest_tile is not None:
        preferred = min(preferred, widest_tile)
        chips = widest_tile >= CHIP_WIDTH * scale
    regimes = (
        (("none", 5.0, 0.0),)
        if role == "pooled"
        else (("none", 8.0, SMALLEST_TILE_WITH_DOT), ("none", 3.0, 0.0))
        if role == "input"
        else (
            ("chip", 8.0, SMALLEST_TILE_WITH_CHIP),
            ("slim", 5.0, SMALLEST_TILE_WITH_SLIM),
            ("dot", 6.0, SMALLEST_TILE_WITH_DOT),
            ("none", 3.0, 0.0),
        )
    )
    for bias, gap, smallest in regimes:
        if bias == "chip" and not chips:
            continue
        below = _below(bias, 0.0, scale)
        tile = min(preferred, np.floor((room - count * below - (count - 1) * gap) / count))
        below = _below(bias, tile, scale)
        if tile >= smallest:
            break
    tile = float(max(tile, SMALLEST_TILE))
    tight = tile + below + gap
    loose = (room - tile - below) / (count - 1) if count > 1 else tight
    if role == "pooled":
        loose = tight
    widest = INPUT_PITCH * growth if role == "input" else max(UNIT_PITCH * growth, tile + below + 24.0)
    # Whole pixels keep tiles and chips crisp.
    return tile, float(np.floor(max(tight, min(widest, loose)))), bias


def _sides(width: float, label_width: float, names_width: float) -> tuple[float, float]:
    """Return where the tiles of the inputs begin, and where those of the outputs end."""
    margin = 24.0 if width < 640.0 else 46.0
    air = 20.0 if width >= 480.0 else 8.0
    left = max(margin + 6.0, air + label_width) + 8.0
    return left, width - max(margin, names_width + air if names_width else 0.0)


def _column_centres(left: float, right: float, breadths: Sequence[float], growth: float) -> list[float]:
    """Spread the columns; beyond the widest distance that reads well they stay together in the middle.

    Distances are alike, but where wide columns would come too close, their neighbours make room.
    """
    breadth = np.asarray(breadths)
    shares = np.ones(len(breadths) - 1)
    shares[0] = FIRST_GAP_SHARE
    least = (breadth[:-1] + breadth[1:]) / 2 + COLUMN_GAPS[-1]
    room = right - left - (breadth[0] + breadth[-1]) / 2
    free = np.ones(len(shares), dtype=bool)
    unit = room / shares.sum()
    while (close := free & (unit * shares < least)).any():
        free &= ~close
        unit = max(room - least[~free].sum(), 0.0) / shares[free].sum() if free.any() else 0.0
    unit = float(np.floor(min(unit, MOST_COLUMN_PITCH * growth)))
    pitches = np.maximum(unit * shares, least)
    start = float(round(left + breadth[0] / 2 + max(0.0, (room - pitches.sum()) / 2)))
    return [start, *(start + np.cumsum(pitches)).tolist()]


def _bounds(columns: Sequence[Column], label_width: float, names_width: float) -> Rect:
    halves = [column.reach for column in columns]
    lefts = [column.x - half for column, half in zip(columns, halves, strict=True)]
    lefts[0] -= label_width + 8.0
    rights = [column.x + half for column, half in zip(columns, halves, strict=True)]
    rights[-1] = max(rights[-1], columns[-1].right + names_width)
    tops = [float(column.rows[0]) - column.tile / 2 for column in columns]
    bottoms = [float(one.rows[-1]) + one.tile / 2 + _below(one.bias, one.tile, one.scale) for one in columns]
    left, top = min(lefts), min(tops)
    return (left, top, max(rights) - left, max(bottoms) - top)
