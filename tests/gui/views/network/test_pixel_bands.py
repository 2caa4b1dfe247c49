"""Inputs that are pixels: the first column is the picture, cut into bands of whole rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage

from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.heat import nice_ceiling
from mlp_gui.views.network.pixel_bands import band_name, band_size, picture_bands

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.gui.views.network.conftest import Stage


@pytest.mark.parametrize(("shape", "count"), [((8, 8), 8), ((28, 28), 7), ((13, 5), 1), ((4, 9), 4), ((32, 32), 8)])
def test_bands_have_whole_rows_and_one_height(shape: tuple[int, int], count: int) -> None:
    """As many as divide the rows, at most eight; together they are the picture."""
    found = picture_bands(shape)
    assert len(found) == count
    assert {stop - start for start, stop in found} == {shape[0] // count * shape[1]}
    assert (found[0][0], found[-1][1]) == (0, shape[0] * shape[1])
    width, height = band_size(shape, 170.0)
    assert width / shape[1] == height * count / shape[0], "pixels are squares"
    assert width % shape[1] == 0.0


def test_bands_are_named_by_their_rows() -> None:
    """One row, or from one to another, counted from 1."""
    assert band_name(8, 16, 8) == "row 2"
    assert band_name(112, 224, 28) == "rows 5–8"


def test_the_picture_is_that_of_the_selected_sample(make_stage: Callable[..., Stage], qtbot: QtBot) -> None:
    """Each pixel of the digit has its colour at its row and column, upright."""
    stage = make_stage((40,), data="digits")
    snapshot = stage.learn()
    stage.session.cursor.set_selected(Mark("sample", sample=5))
    stage.settle(qtbot)
    column, fill = stage.scene.layout.columns[0], stage.view._shown.fills[0]
    assert fill is not None
    assert stage.scene.picture == (8, 8)
    assert (column.along, len(column.rows)) == (8, 8)
    pixels = np.array([[QImage(image).pixel(x, 0) for x in range(8)] for image in fill.images])
    values = snapshot.dataset.points[5].reshape(8, 8)
    colours, largest = stage.theme_controller.theme.weight_map, nice_ceiling(float(values.max()))
    darkest = np.unravel_index(np.argmax(values), values.shape)
    assert pixels[darkest] == colours.colour(values[darkest] / largest).rgb()
    assert len(np.unique(pixels[values == 0.0])) == 1


def test_an_opened_band_shows_its_pixels_one_by_one(make_stage: Callable[..., Stage]) -> None:
    """What is opened is no picture any more, until it is pooled again."""
    stage = make_stage((40,), data="digits")
    stage.learn()
    stage.click(stage.tile(0, 2))
    assert stage.scene.picture is None
    assert any(group == (16, 17) for group in stage.scene.groups[0])
    stage.click(stage.button("close_group", 0))
    assert stage.scene.picture == (8, 8)
