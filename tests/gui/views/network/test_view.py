"""What the network view draws, of every example, at every size and theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

import mlp_core as mlp
from mlp_gui.look import LIGHT
from mlp_gui.state.cursor import Mark
from mlp_gui.state.snapshot import Views
from mlp_gui.views.network.canvas_style import rectangle
from mlp_gui.views.network.structure import of_experiment

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFont
    from pytestqt.qtbot import QtBot

    from tests.gui.views.network.conftest import Stage


def header_text(stage: Stage) -> str:
    """Return the third lines of the header."""
    from mlp_gui.views.network.header import _third_line

    style = stage.view._shown.style
    columns = range(len(stage.scene.layout.columns))
    return " ".join(_third_line(stage.scene, column, 120.0, style) for column in columns)


def test_the_initial_state(stage: Stage) -> None:
    """All seven features stand at the left, two of them on, and the network is described for screen readers."""
    structure = stage.scene.structure
    assert len(structure.inputs) == 7
    assert [item.name for item in structure.inputs if item.on] == ["x1", "x2"]
    assert [layer.title for layer in structure.layers] == ["Hidden 1", "Hidden 2", "Output"]
    assert stage.view.objectName() == "network_view"
    assert stage.view.accessibleName()
    assert stage.view._shown.frame is not None
    assert all(fill is not None and fill.images for fill in stage.view._shown.fills)


def test_outputs_are_named_by_their_class(make_stage: Callable[..., Stage]) -> None:
    """Of several classes each output says which one it answers for; a single output needs no name but its own."""
    blobs = make_stage(data="blobs", hidden=(3,))
    blobs.learn()
    snapshot = blobs.session.snapshot
    names = [blobs.scene.structure.unit_title(1, unit) for unit in range(3)]
    assert names == [f"Output, {name}" for name in snapshot.dataset.class_names]
    assert blobs.scene.structure == of_experiment(blobs.session.experiment)
    assert make_stage(data="xor", hidden=(3,)).scene.structure.unit_title(1, 0) == "Output"


def test_biases_stand_on_the_veil_of_a_hovered_tile(make_stage: Callable[..., Stage]) -> None:
    """Chips that are wider than their tiles look the same from end to end while an input or an output is hovered."""
    stage = make_stage(hidden=(8,), data="iris")
    stage.learn()
    column = stage.scene.layout.columns[1]
    assert column.bias_rect(0)[2] > column.tile + 8, "the chips reach out of their column"
    plain = stage.pixels()
    for mark in (Mark("input", input=0), Mark("unit", layer=1, unit=0)):
        stage.session.cursor.set_hovered(mark)
        hovered = stage.pixels()
        assert (hovered != plain).any()
        for row in range(len(column.rows)):
            chip = rectangle(stage.scene.camera.rect_to_canvas(column.bias_rect(row)))
            # Without the border, whose edges are smoothed.
            left, top, right, bottom = chip.adjusted(3, 3, -3, -3).toAlignedRect().getCoords()
            np.testing.assert_array_equal(hovered[top:bottom, left:right], plain[top:bottom, left:right])


def test_weights_that_are_not_finite_do_not_break_the_picture(stage: Stage) -> None:
    """Numbers that overflowed are drawn somehow, and the card says what they are."""
    dataset, network, trainer = stage.session.experiment.build()
    network.weights[0][:] = np.inf
    network.weights[1][0, 0] = np.nan
    network.biases[1][:] = 1e300
    stage.show(dataset, trainer, with_field=False)
    stage.pixels()
    QTest.mouseMove(stage.view, stage.edge(0, 0, 0))
    stage.view.show_card()
    assert stage.view._card.rows[0].text == "+∞"
    stage.view.hide_card()


def test_a_new_theme_repaints_everything(stage: Stage) -> None:
    """Dark and light differ all over, and back in light everything is as before."""
    light = stage.pixels()
    stage.theme_controller.set_mode("dark")
    dark = stage.pixels()
    assert np.mean(dark[..., :3]) < 90 < np.mean(light[..., :3])
    stage.theme_controller.set_mode("light")
    assert np.array_equal(light, stage.pixels())


def test_negative_edges_are_dashed_where_asked(stage: Stage) -> None:
    """The preference "patterns" changes the picture, and back."""
    plain = stage.pixels()
    stage.preferences.set_value("patterns", True)
    assert not np.array_equal(plain, stage.pixels())
    stage.preferences.set_value("patterns", False)
    assert np.array_equal(plain, stage.pixels())


def test_units_can_show_numbers_instead_of_maps(stage: Stage) -> None:
    """Without "show_unit_maps" every unit shows its activation, the features keep their pictures, and back."""
    maps = stage.pixels()
    stage.preferences.set_value("show_unit_maps", False)
    fills = stage.view._shown.fills
    assert all(
        fill.values is not None and len(fill.values) == size for fill, size in zip(fills[1:], (4, 3, 1), strict=True)
    )
    assert len(fills[0].images) == 7
    assert not np.array_equal(maps, stage.pixels())
    stage.preferences.set_value("show_unit_maps", True)
    assert np.array_equal(maps, stage.pixels())


def test_gradients_can_be_shown_on_the_edges(stage: Stage) -> None:
    """The preference "show_gradients" shows gradients in the colours of error signals, and the legend says so."""
    stage.preferences.set_value("show_gradients", True)
    assert stage.view._shown.legend.errors
    assert stage.view._shown.frame.largest == pytest.approx(
        max(np.abs(part).max() for part in stage.session.snapshot.network.unflatten(stage.session.snapshot.gradient)[0])
    )


def test_new_weights_reach_the_picture(stage: Stage) -> None:
    """A newer moment changes the picture, and hidden the view does no work until it is shown."""
    before = stage.pixels()
    stage.learn(5)
    after = stage.pixels()
    assert not np.array_equal(before, after)
    stage.view.hide()
    frame = stage.view._shown.frame
    stage.learn(9)
    assert stage.view._shown.frame is frame
    stage.view.show()
    assert stage.view._shown.frame is not frame


def test_a_moment_of_the_curves_is_passed_over(stage: Stage) -> None:
    """Edges keep their colours until the next moment for pictures: painting them is most of a frame."""
    before = stage.pixels()
    assert stage.session.snapshot is not None
    other = mlp.Network(stage.session.snapshot.network.sizes, hidden="tanh", output="sigmoid", rng=99).frozen_copy()
    of_curves = replace(stage.session.snapshot, network=other, views=Views.CURVES)
    stage.session.receive_snapshot(of_curves)
    assert np.array_equal(stage.pixels(), before)
    stage.session.receive_snapshot(replace(of_curves, views=Views.PICTURES))
    assert not np.array_equal(stage.pixels(), before)


def test_one_raw_input_draws_curves(make_stage: Callable[..., Stage]) -> None:
    """With one raw input the three features that fit it are shown, and every unit's curve along the line."""
    stage = make_stage((6,), "sine")
    stage.learn(3)
    assert [item.name for item in stage.scene.structure.inputs] == ["x1", "x1_squared", "sin_x1"]
    assert all(fill.curves is not None for fill in stage.view._shown.fills)
    stage.pixels()


@pytest.mark.parametrize("name", list(mlp.EXAMPLES))
def test_every_example_is_drawn(make_stage: Callable[..., Stage], name: str, qtbot: QtBot) -> None:
    """Every example shows its columns, its edges and a finite frame."""
    stage = make_stage(mlp.EXAMPLES[name].network.hidden_sizes, name)
    stage.session.open_example(name)
    stage.learn()
    stage.settle(qtbot)
    assert stage.scene.structure.network_sizes == stage.session.snapshot.network.sizes
    assert np.isfinite(stage.view._shown.frame.edge_values).all()
    stage.pixels()


def test_a_large_network_is_pooled_painted_and_opened(
    make_stage: Callable[..., Stage], qtbot: QtBot, rng: np.random.Generator
) -> None:
    """784-256-128-10 is pooled and painted in the background; a click opens a pooled row, Escape closes it."""
    stage = make_stage()
    inputs = rng.normal(size=(40, 784))
    dataset = mlp.Dataset.from_arrays(inputs, rng.integers(0, 10, 40), task="classification", n_classes=10)
    network = mlp.Network([784, 256, 128, 10], hidden="relu", output="softmax", rng=1)
    config = mlp.TrainingConfig(loss="categorical_cross_entropy", optimizer="adam", learning_rate=0.001)
    stage.show(dataset, mlp.Trainer(network, dataset, config, rng=1))
    first = stage.pixels()
    stage.settle(qtbot)
    assert not np.array_equal(first, stage.pixels())
    assert stage.scene.is_pooled
    assert [len(column.rows) for column in stage.scene.layout.columns] == [8, 8, 8, 10]
    assert "8 × 32 units" in header_text(stage)
    start, stop = stage.scene.groups[0][4]
    stage.click(stage.tile(0, 4))
    stage.settle(qtbot)
    assert stage.scene.opened == {0: (start, stop)}
    stage.view.setFocus()
    QTest.keyClick(stage.view, Qt.Key.Key_Escape)
    stage.settle(qtbot)
    assert stage.scene.opened == {}
    stage.view.show_matrix(0)
    assert stage.view._matrix.isVisible()
    QTest.keyClick(stage.view._matrix, Qt.Key.Key_Escape)
    assert not stage.view._matrix.isVisible()


def test_every_size_and_type_scale_paints(stage: Stage) -> None:
    """Small and large canvases and type scales are painted without a warning."""
    for width, height in ((320, 280), (560, 480), (1600, 1100)):
        stage.view.resize(width, height)
        for scale in (0.7, 1.0, 2.0):
            stage.theme_controller.set_scale(scale)
            stage.pixels()
    stage.theme_controller.set_scale(1.0)


@pytest.mark.parametrize("width", [320, 420, 560])
def test_the_legend_ends_before_the_zoom_buttons(stage: Stage, width: int) -> None:
    """On a narrow canvas fewer sample weights are shown, and none lies under the buttons."""
    stage.view.resize(width, 480)
    box = stage.view._shown.zoom[0].rect
    before = stage.view.grab(QRect(round(box.left()) - 14, round(box.top()) - 10, 8, 34)).toImage()
    colours = {before.pixelColor(x, y).name() for x in range(before.width()) for y in range(before.height())}
    assert colours == {LIGHT.canvas.name()}


@pytest.mark.parametrize("height", [480, 760])
def test_the_legend_has_titles_on_low_canvases_too(stage: Stage, monkeypatch: pytest.MonkeyPatch, height: int) -> None:
    """Weights, activations and biases are told apart, and each title stands within the legend."""
    titles: dict[str, tuple[float, int]] = {}

    def note(_painter: object, place: QPointF, text: str, font: QFont, *_rest: object) -> None:
        titles[text] = place.y(), font.pixelSize()

    monkeypatch.setattr("mlp_gui.views.network.legend.draw_text", note)
    stage.view.resize(700, height)
    stage.view.update_legend()
    stage.view.grab()
    top = stage.view.height() - stage.scene.layout.legend
    assert {"Weight", "Activation", "Bias"} <= set(titles)
    for title in ("Weight", "Activation", "Bias"):
        y, pixels = titles[title]
        assert pixels >= 11
        assert y - pixels / 2 >= top


def test_long_numbers_in_the_legend_do_not_run_together(stage: Stage) -> None:
    """Gradients of some thousandths take more room than weights: they stand further apart, with air between them."""
    stage.preferences.set_value("show_gradients", True)
    legend = replace(stage.view._shown.legend, weights=(0.003, 0.0015, 0.0005), largest=0.003)
    stage.view._shown.legend = legend
    stage.view.update_legend()
    top = round(stage.view.height() - stage.scene.layout.legend)
    image = stage.view.grab(QRect(0, top + 48, 335, 14)).toImage()
    ink = [any(image.pixelColor(x, y) != LIGHT.canvas for y in range(image.height())) for x in range(image.width())]
    runs = "".join("#" if one else " " for one in ink).split("     ")
    assert len([run for run in runs if "#" in run]) == 6
