"""Each output of several classes says beside it, in colour and in words, which class it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF

import mlp_core as mlp
from mlp_gui.look import DARK, LIGHT
from mlp_gui.views.network.side_names import _input_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from mlp_gui.look import Theme
    from tests.gui.views.network.conftest import Stage


def colours_beside(stage: Stage, row: int) -> set[str]:
    """Return the names of the colours between an output's tile and the canvas's right edge."""
    image: QImage = stage.view.grab().toImage()
    tile = stage.scene.layout.columns[-1].tile_rect(row)
    left, top = stage.scene.camera.to_canvas(tile[0] + tile[2] + 4.0, tile[1])
    _, bottom = stage.scene.camera.to_canvas(tile[0], tile[1] + tile[3])
    assert left + 20 < image.width()
    return {
        image.pixelColor(x, y).name()
        for x in range(round(left), image.width())
        for y in range(round(top), round(bottom))
    }


@pytest.mark.parametrize("dataset", ["blobs", "spiral3", "blobs5"])
@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_output_has_the_colour_of_its_class(make_stage: Callable[..., Stage], dataset: str, theme: Theme) -> None:
    """The dot is the one that the class's points have, and no other class's."""
    stage = make_stage((4,), "moons")
    stage.session.choose_dataset(dataset)
    stage.theme_controller.set_mode(theme.name)
    stage.learn()
    n_classes = stage.scene.structure.layers[-1].size
    for row in range(n_classes):
        others = {theme.classes[c].name() for c in range(n_classes) if c != row}
        seen = colours_beside(stage, row)
        assert theme.classes[row].name() in seen
        assert not others & seen
        assert len(seen) > 20, "the name is there too, with its smooth edges"


def test_two_classes_have_one_output_and_no_names(make_stage: Callable[..., Stage]) -> None:
    """An output between two classes stands for both, so nothing is written beside it."""
    stage = make_stage((4,), "moons")
    stage.learn()
    assert colours_beside(stage, 0) == {LIGHT.canvas.name()}


@pytest.mark.parametrize("size", [(802, 718), (420, 480)])
def test_names_stay_on_the_canvas(make_stage: Callable[..., Stage], size: tuple[int, int]) -> None:
    """However small the canvas is, the fitted picture ends with its names."""
    stage = make_stage((4, 4), "blobs")
    stage.learn()
    stage.view.resize(*size)
    left, _, width, _ = stage.scene.camera.rect_to_canvas(stage.scene.layout.bounds)
    assert left + width <= stage.view.width()
    image = stage.view.grab().toImage()
    edge = {image.pixelColor(image.width() - 3, y).name() for y in range(120, round(size[1] - 130))}
    assert edge == {LIGHT.canvas.name()}


def test_names_move_with_the_picture(make_stage: Callable[..., Stage]) -> None:
    """Panned out of the canvas, the names are gone with their units."""
    stage = make_stage((4,), "blobs")
    stage.learn()
    stage.scene.pan(-200.0, 0.0)
    stage.view.move_camera()
    column = stage.scene.layout.columns[-1]
    x, y = stage.scene.camera.to_canvas(column.right + 16.5, float(column.rows[0]))
    place = QPointF(x, y).toPoint()
    assert stage.view.grab().toImage().pixelColor(place) == LIGHT.classes[0]


def test_names_of_features_are_set_as_mathematics_and_those_of_columns_as_words(stage: Stage) -> None:
    """The sine of an input is no word, though it begins with letters: all features have type of one size."""
    style = stage.view._shown.style
    features = [mlp.FEATURES[name].label for name in ("x1", "x1_x2", "sin_x1")]
    assert {_input_font(label, style).pixelSize() for label in features} == {style.maths.pixelSize()}
    assert _input_font("sepal length (cm)", style) == style.caption
