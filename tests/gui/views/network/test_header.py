"""The controls above the columns: all of them can be reached in a deep network, and none lies on another."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from mlp_gui.views.network.header_titles import column_titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.conftest import Stage

CANVASES = [(642, 618, 1.0), (515, 583, 1.2)]
"""What a window of 1280x800 leaves, at 100 % and at 120 % text."""


def open_deep(make_stage: Callable[..., Stage], layers: int, width: int, height: int, scale: float) -> Stage:
    """Show so many layers of 8 units on a canvas."""
    stage = make_stage(hidden=(8,) * layers)
    stage.theme_controller.set_scale(scale)
    stage.view.resize(width, height)
    stage.learn()
    return stage


@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("layers", [5, 8])
def test_every_control_of_a_deep_network_can_be_reached(
    make_stage: Callable[..., Stage], layers: int, canvas: tuple[int, int, float]
) -> None:
    """Pointing at a layer brings all its buttons, which stand on the canvas, apart from one another."""
    stage = open_deep(make_stage, layers, *canvas)
    for layer in range(layers):
        QTest.mouseMove(stage.view, stage.tile(layer + 1, 3))
        keys = {button.key for button in stage.view.all_buttons()}
        wanted = {("fewer_units", layer), ("more_units", layer), ("remove_layer", layer)}
        assert wanted | {("add_layer", layer), ("add_layer", layer + 1)} <= keys
        rects = [button.rect.adjusted(0.5, 0.5, -0.5, -0.5) for button in stage.view.all_buttons()]
        assert not any(a.intersects(b) for a, b in itertools.combinations(rects, 2))
        assert all(stage.view.rect().toRectF().contains(rect) for rect in rects)


@pytest.mark.parametrize("canvas", CANVASES)
def test_titles_of_a_deep_network_stand_apart(make_stage: Callable[..., Stage], canvas: tuple[int, int, float]) -> None:
    """Titles become short before they touch, and every column has one."""
    stage = open_deep(make_stage, 8, *canvas)
    scene, style = stage.scene, stage.view._shown.style
    xs = [scene.camera.to_canvas(column.x, 0.0)[0] for column in scene.layout.columns]
    titles = column_titles(scene.structure, xs, style, has_crosses=False)
    assert titles[1:-1] == [f"H{number}" for number in range(1, 9)]
    halves = [QFontMetricsF(style.title).horizontalAdvance(title) / 2 for title in titles]
    ends = [(x - half, x + half) for x, half in zip(xs, halves, strict=True)]
    assert all(a[1] < b[0] for a, b in itertools.pairwise(ends))


def test_the_pointer_goes_from_a_unit_up_to_its_layers_buttons(make_stage: Callable[..., Stage]) -> None:
    """The bar stays while the pointer is on it, also over other columns, and its buttons do what they say."""
    stage = open_deep(make_stage, 6, *CANVASES[0])
    QTest.mouseMove(stage.view, stage.tile(2, 0))
    target = stage.button("more_units", 1)
    QTest.mouseMove(stage.view, QPoint(stage.tile(2, 0).x(), target.y()))
    stage.click(stage.button("more_units", 1))
    assert stage.session.experiment.network.hidden_sizes == (8, 9, 8, 8, 8, 8)
    QTest.mouseMove(stage.view, stage.tile(5, 0))
    stage.click(stage.button("add_layer", 5))
    assert len(stage.session.experiment.network.hidden_sizes) == 7
    QTest.mouseMove(stage.view, stage.tile(1, 0))
    stage.click(stage.button("remove_layer", 0))
    assert stage.session.experiment.network.hidden_sizes[0] == 9


@pytest.mark.parametrize(("hidden", "bias"), [((4, 3), "chip"), ((8, 8), "slim"), ((8,) * 8, "slim")])
def test_biases_of_eight_units_have_their_numbers(
    make_stage: Callable[..., Stage], hidden: tuple[int, ...], bias: str
) -> None:
    """Where a chip has no room there is a slim one, of which neighbours do not touch either."""
    stage = make_stage(hidden=hidden)
    stage.view.resize(642, 618)
    stage.learn()
    columns = stage.scene.layout.columns
    assert {column.bias for column in columns[1:-1]} == {bias}
    assert all(a.x + a.reach < b.x - b.reach for a, b in itertools.pairwise(columns))


def test_the_network_has_more_room_than_its_header_at_any_text_size(make_stage: Callable[..., Stage]) -> None:
    """Letters of 250 % on what is left of a small window grow only as far as the network keeps its room."""
    stage = open_deep(make_stage, 2, 459, 355, 2.5)
    layout = stage.scene.layout
    assert layout.content[3] >= layout.header
    assert 1.0 < stage.view._shown.style.scale < 2.5
    assert all(stage.view.rect().toRectF().contains(button.rect) for button in stage.view.all_buttons())


def test_the_card_of_a_first_unit_leaves_the_buttons_free(make_stage: Callable[..., Stage]) -> None:
    """The way from a unit up to the buttons of its layer is not covered by what the unit says."""
    stage = open_deep(make_stage, 6, *CANVASES[0])
    QTest.mouseMove(stage.view, stage.tile(3, 0))
    stage.view.show_card()
    card = stage.view._card_rect()
    assert not card.isEmpty()
    assert not any(card.intersects(button.rect) for button in stage.view.all_buttons())
