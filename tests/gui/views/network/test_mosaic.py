"""Rows of many units show each of them."""

from __future__ import annotations

import numpy as np
import pytest

from mlp_gui.look.theme import LIGHT
from mlp_gui.views.network.heat import ValueScale, field_fill
from mlp_gui.views.network.mosaic import mosaics

GROUND = 0xFFEEEEEE


@pytest.mark.parametrize("count", [2, 7, 16, 98, 512])
@pytest.mark.parametrize("side", [12.0, 46.0, 120.0])
def test_every_unit_has_a_field_of_its_own(count: int, side: float) -> None:
    """Each unit's colour is there, in a square that is no larger than its tile unless pixels are too few."""
    colours = (0xFF000000 + 7 * np.arange(count, dtype=np.uint32)).reshape(count, 1, 1)
    board = mosaics(colours, [(0, count)], side, GROUND)[0]
    assert board.shape[0] == board.shape[1]
    assert set(np.unique(board).tolist()) - {GROUND} == set(colours.ravel().tolist())
    along = int(np.ceil(np.sqrt(count)))
    assert max(board.shape) <= max(side, along)


def test_units_stand_in_order_and_single_ones_fill_their_tile() -> None:
    """From the upper left row by row; a unit that was opened is shown as ever."""
    pixels = np.arange(5, dtype=np.uint32).reshape(5, 1, 1)
    first, single = mosaics(pixels, [(0, 4), (4, 5)], 2.0, GROUND)
    assert first.tolist() == [[0, 1], [2, 3]]
    assert single.tolist() == [[4]]


def test_units_that_differ_do_not_blend(rng: np.random.Generator) -> None:
    """Half of a group answers 1, half −1: their mean would be the neutral colour, which does not appear."""
    values = np.ones((16, 12, 12), np.float32)
    values[::2] = -1.0
    fill = field_fill(values, [(0, 16)], ValueScale(0.0, 1.0), LIGHT.weight_map, LIGHT.canvas, side=64.0)
    image = fill.images[0]
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    ends = {LIGHT.weight_map.colour(end).name() for end in (-1.0, 1.0)}
    assert seen == ends | {LIGHT.canvas.name()}
