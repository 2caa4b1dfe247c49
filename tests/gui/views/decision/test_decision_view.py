"""The decision view: colours, lines, points and read-outs say what the network answers."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import close_left, fit_frame, linear_ticks, tick_count, tick_text
from mlp_gui.views.decision.legend import LEAST_PITCH, Legend, LegendRow
from mlp_gui.views.decision.level_plates import level_plates
from mlp_gui.views.decision.line import LinePicture
from mlp_gui.views.decision.marks import PARTS, draw_mark
from mlp_gui.views.decision.plane import PlanePicture
from mlp_gui.views.decision.region import class_tints, region_table
from mlp_gui.views.decision.slice import SlicePicture
from tests.gui.views.decision.hands import hover

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.decision.conftest import Stage

Run = tuple[mlp.Dataset, mlp.Network]


def rgb(pixel: int) -> tuple[int, int, int]:
    """Return red, green and blue of a pixel."""
    return (pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255


def close(one: tuple[int, ...], other: tuple[int, ...], tolerance: int = 4) -> bool:
    """Tell whether two colours look the same."""
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def test_says_what_it_waits_for_before_the_first_snapshot(stage: Stage) -> None:
    """An empty view is never blank."""
    assert stage.view.picture is None
    assert "as soon as" in stage.view.message
    assert stage.view.objectName() == "decision_view"
    assert stage.view.accessibleName()
    assert not stage.view.grab().isNull()


def test_colours_each_side_by_its_output(stage: Stage, half_plane: Run) -> None:
    """Saturated outputs take the ends of the region's colours, blue for class 1."""
    stage.show_run(*half_plane)
    table = region_table(stage.theme_controller.theme)
    assert close(stage.colour_at(-2.0, 1.0), rgb(int(table[0])))
    assert close(stage.colour_at(2.0, 1.0), rgb(int(table[255])))


def test_draws_the_boundary_where_the_output_crosses_a_half(stage: Stage, half_plane: Run) -> None:
    """The line is ink, stands at x1 = 0, and can be switched off."""
    stage.show_run(*half_plane)
    picture = stage.view.picture
    assert isinstance(picture, PlanePicture)
    segments = np.concatenate([level.segments for level in picture.levels])
    assert np.allclose(segments[:, 0::2], 0.0, atol=1e-6)
    assert segments[:, 1::2].min() == pytest.approx(-6.0)
    assert segments[:, 1::2].max() == pytest.approx(6.0)
    assert sum(stage.colour_at(0.0, 1.0)) < 200
    stage.preferences.set_value("show_boundary", False)
    assert sum(stage.colour_at(0.0, 1.0)) > 400


def test_confidence_fades_where_classes_are_hard(stage: Stage, half_plane: Run) -> None:
    """Close to the boundary the confidence is pale and the class is not."""
    dataset, network = half_plane
    network.set_weights([[[1.0, 0.0]]], [[0.0]])
    stage.show_run(dataset, network)
    strong = rgb(int(region_table(stage.theme_controller.theme)[255]))
    assert not close(stage.colour_at(0.6, 1.0), strong, 30)
    control = stage.view.title_controls()[0]
    stage.preferences.set_value("region_mode", "classes")
    assert control.value == "classes"
    assert close(stage.colour_at(0.6, 1.0), strong)


def test_the_switch_is_remembered(stage: Stage, half_plane: Run) -> None:
    """The title bar's control writes the preference."""
    stage.show_run(*half_plane)
    control = stage.view.title_controls()[0]
    control.chosen.emit("classes")
    assert stage.preferences.region_mode == "classes"


def test_a_point_is_drawn_in_its_class_colour(stage: Stage, half_plane: Run) -> None:
    """Training points are filled, test points hollow, validation points can be told from both."""
    stage.show_run(*half_plane)
    classes = stage.theme_controller.theme.classes
    assert close(stage.colour_at(-4.0, -4.0), classes[0].getRgb()[:3], 12)
    assert close(stage.colour_at(4.0, 4.0), (255, 255, 255), 12)
    assert close(stage.colour_at(-4.0, 4.0), classes[0].getRgb()[:3], 12)


def test_held_out_points_can_be_hidden(stage: Stage, half_plane: Run) -> None:
    """Without test points the region shows through, and nothing is found there."""
    stage.show_run(*half_plane)
    stage.preferences.set_value("show_test_points", False)
    table = region_table(stage.theme_controller.theme)
    assert close(stage.colour_at(4.0, 4.0), rgb(int(table[255])))
    picture = stage.view.picture
    assert picture is not None
    assert picture.frame is not None
    assert picture.sample_near(picture.frame.position(4.0, 4.0)) == -1


def test_points_outside_of_the_plane_are_marked_at_its_edge(stage: Stage, half_plane: Run, qtbot: QtBot) -> None:
    """An arrow head in the class's colour, which is pointed at like any point; the margin stays untouched."""
    stage.show_run(*half_plane)
    theme = stage.theme_controller.theme
    picture = stage.view.picture
    assert picture is not None
    assert picture.outside.tolist() == [4]
    at = picture.sample_position(4)
    assert at is not None
    assert 0.0 < at.x() - picture.frame.plot.left() < 6.0
    assert close(stage.colour_at(-7.5, 0.9), theme.panel.getRgb()[:3])
    inside = stage.view.grab().toImage().pixelColor((at + QPointF(4.0, 0.0)).toPoint()).getRgb()[:3]
    assert close(inside, theme.classes[0].getRgb()[:3], 25)
    hover(stage, qtbot, at)
    assert stage.session.cursor.hovered == Mark("sample", sample=4)
    assert stage.view.readout.point.tolist() == [-9.0, 0.0]


def test_no_point_of_the_noisy_hills_is_lost(stage: Stage) -> None:
    """With all their noise more than a tenth lies outside of the plane: each has its mark, and the legend says so."""
    config = dataclasses.replace(mlp.DATASETS["multi_gaussian"].defaults, noise=1.5)
    dataset = mlp.load_dataset(config)
    stage.show_run(dataset, mlp.Network([2, 3, 1], output="identity", rng=1))
    picture = stage.view.picture
    assert picture is not None
    low, high = np.transpose(dataset.domain)
    is_outside = ((dataset.points < low) | (dataset.points > high)).any(axis=1)
    assert is_outside.mean() > 0.05
    assert set(picture.outside.tolist()) <= set(np.flatnonzero(is_outside).tolist())
    plot = picture.frame.plot.adjusted(-8, -8, 8, 8)
    assert all(plot.contains(picture.sample_position(row)) for row in range(dataset.n_points))
    assert "outside" in [row.kind for row in picture._legend(stage.view._style).rows]


def test_three_classes_take_the_colour_of_the_surest(stage: Stage, three_classes: Run) -> None:
    """Deep inside a class the ground is its tint, in confidence and in classes."""
    stage.show_run(*three_classes, loss="categorical_cross_entropy")
    tints = class_tints(stage.theme_controller.theme, 3)
    for mode in ("confidence", "classes"):
        stage.preferences.set_value("region_mode", mode)
        for point, tint in zip(((0.0, 4.0), (-4.0, -2.0), (4.0, -2.0)), tints, strict=True):
            assert close(stage.colour_at(*point), tuple(int(c) for c in tint)), mode


def test_boundaries_of_three_classes_meet_once(stage: Stage, three_classes: Run) -> None:
    """The three rays between the classes are traced, each once, and none of their continuations."""
    stage.show_run(*three_classes, loss="categorical_cross_entropy")
    picture = stage.view.picture
    assert isinstance(picture, PlanePicture)
    segments = picture.levels[0].segments
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    ray = 6.0 / np.cos(np.deg2rad(30.0))
    assert lengths.sum() == pytest.approx(6.0 + 2.0 * ray, rel=0.05)


def test_regression_colours_by_value_with_level_lines(stage: Stage) -> None:
    """The plane takes the value's colour, the lines carry round values, and classes are no choice."""
    points = [[-4.0, 0.0], [4.0, 0.0], [0.0, 3.0]]
    dataset = mlp.Dataset.from_arrays(points, [-1.0, 1.0, 0.0], task="regression", domain=((-6.0, 6.0), (-6.0, 6.0)))
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=1)
    network.set_weights([[[0.25, 0.0]]], [[0.0]])
    stage.show_run(dataset, network)
    table = region_table(stage.theme_controller.theme)
    assert close(stage.colour_at(-5.5, 2.0), rgb(int(table[0])), 6)
    assert close(stage.colour_at(3.2, 4.4), rgb(int(table[230])), 8)
    picture = stage.view.picture
    assert isinstance(picture, PlanePicture)
    levels = {level.text: level.segments for level in picture.levels if len(level.segments)}
    assert "0.5" in levels
    assert np.allclose(levels["0.5"][:, 0], 2.0, atol=1e-4)
    assert not stage.view.title_controls()[0].isEnabled()


def test_numbers_of_levels_never_touch(stage: Stage) -> None:
    """Where the plot is small some levels go without: seven of them lay over one another."""
    points = np.array([(-4.0, 0.0), (4.0, 0.0), (0.0, 3.0)])
    dataset = mlp.Dataset.from_arrays(points, [-1.0, 1.0, 0.0], task="regression", domain=((-6.0, 6.0), (-6.0, 6.0)))
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=1)
    network.set_weights([[[0.25, 0.1]]], [[0.0]])
    counts = []
    for side in (500, 240, 180):
        stage.view.resize(side, side)
        stage.show_run(dataset, network)
        picture = stage.view.picture
        assert isinstance(picture, PlanePicture)
        stage.view.grab()
        plates = [plate for _, plate in level_plates(picture.levels, stage.view._style, picture.frame)]
        assert not any(one.intersects(other) for one, other in itertools.combinations(plates, 2))
        assert all(picture.frame.plot.contains(plate) for plate in plates)
        counts.append(len(plates))
    assert counts[0] > counts[-1] > 0


def test_a_plane_that_its_width_keeps_small_takes_the_room_beside_it(stage: Stage, half_plane: Run) -> None:
    """The name of the axis that goes up stands between its numbers, which keep their room; a high dock was empty."""
    stage.show_run(*half_plane)
    picture, style = stage.view.picture, stage.view._style
    assert isinstance(picture, PlanePicture)
    for width in (260.0, 300.0, 372.0):
        size = QSizeF(width, 600.0)
        legend = picture._legend(style)
        usual = fit_frame(size, style, max(legend.width(style), style.px(62)), *picture.dataset.domain, equal=True)
        picture.lay_out(size, style, True)
        assert picture.frame is not None
        plot = picture.frame.plot
        assert plot.width() > usual.plot.width() + 6.0
        assert plot.left() >= (close_left(style, picture.dataset.domain[1], "𝑥₂", plot.height()) or 600.0)
        assert picture.frame.legend.right() <= width


def test_one_input_draws_the_answer_as_a_curve(stage: Stage, qtbot: QtBot) -> None:
    """The curve passes where predict says, and hovering reads it out."""
    points = np.linspace(-3.0, 3.0, 13)[:, np.newaxis]
    dataset = mlp.Dataset.from_arrays(points, np.sin(points[:, 0]), task="regression")
    network = mlp.Network([1, 2, 1], hidden="tanh", output="identity", rng=2)
    network.set_weights([[[1.0], [0.5]], [[0.6, -0.4]]], [[0.1, 0.0], [0.2]])
    stage.show_run(dataset, network)
    picture = stage.view.picture
    assert isinstance(picture, LinePicture)
    assert picture.frame is not None
    output = float(network.predict(np.array([[1.7]]))[0, 0])
    at = picture.frame.position(1.7, output)
    image = stage.view.grab().toImage()
    ink = stage.theme_controller.theme.ink.getRgb()[:3]
    column = [image.pixelColor(int(at.x()), int(at.y()) + dy).getRgb()[:3] for dy in range(-3, 4)]
    assert any(close(colour, ink, 40) for colour in column)
    hover(stage, qtbot, QPointF(at.x(), picture.frame.plot.center().y()))
    readout = stage.view.readout
    assert readout is not None
    assert readout.outputs == pytest.approx(network.predict(readout.point[np.newaxis])[0], abs=0.0)


@pytest.mark.parametrize("layer", [0, 1])
def test_a_unit_hovered_elsewhere_is_marked_on_the_line(stage: Stage, layer: int) -> None:
    """With one input, the curve of the unit under the pointer in the network turns yellow, and back."""
    points = np.linspace(-3.0, 3.0, 13)[:, np.newaxis]
    dataset = mlp.Dataset.from_arrays(points, np.sin(points[:, 0]), task="regression")
    network = mlp.Network([1, 2, 2, 1], hidden="tanh", output="identity", rng=2)
    stage.show_run(dataset, network)
    before = stage.view.grab().toImage()
    assert cursor_pixels(stage) == 0
    stage.session.cursor.set_hovered(Mark("unit", layer=layer, unit=1))
    assert cursor_pixels(stage) > 20
    stage.session.cursor.set_hovered(None)
    assert stage.view.grab().toImage() == before


def cursor_pixels(stage: Stage) -> int:
    """Return how many pixels of the view have the cursor's colour."""
    image = stage.view.grab().toImage()
    cursor = stage.theme_controller.theme.cursor
    return sum(image.pixelColor(x, y) == cursor for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_the_parts_can_be_told_apart_at_every_value(stage: Stage, theme: str, task: str) -> None:
    """Training, validation and test points look different for each class, and for values low, high and near zero."""
    stage.theme_controller.set_mode(theme)
    colours = stage.theme_controller.theme
    is_regression = task == "regression"
    fills = [colours.weight_map.colour(v) for v in (-1.0, -0.4, 0.0, 0.4, 1.0)] if is_regression else colours.classes
    for fill in fills:
        images = [mark_image(part, fill, is_regression, colours.panel) for part in PARTS]
        for one, other in itertools.combinations(images, 2):
            assert np.abs(one - other).max() > 30


def mark_image(part: str, fill: QColor, edged: bool, ground: QColor) -> np.ndarray:
    """Return the pixels of one mark."""
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, part, QPointF(10.0, 10.0), 2.7, fill, edged)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(20, 20, 4).astype(int)


def test_many_inputs_are_shown_on_a_plane(stage: Stage, rng: np.random.Generator) -> None:
    """Two of them run, and the picture is there to be filled."""
    dataset = mlp.Dataset.from_arrays(rng.normal(size=(20, 64)), rng.integers(0, 3, 20), n_classes=3)
    stage.show_run(dataset, mlp.Network([64, 4, 3], hidden="relu", output="softmax", rng=1))
    assert isinstance(stage.view.picture, SlicePicture)
    assert stage.view.picture.shown.title == "62 other inputs held at their mean"
    assert not stage.view.grab().isNull()


def test_a_field_that_is_not_finite_is_painted(stage: Stage, half_plane: Run) -> None:
    """Values that overflowed are drawn without a warning."""
    dataset, network = half_plane
    snapshot = stage.show_run(dataset, network)
    network.set_weights([[[1e200, 1e200]]], [[0.0]])
    moved = stage.move_network(network)
    with np.errstate(all="ignore"):
        stage.show_field(moved)
    assert snapshot.run_id == moved.run_id
    assert not stage.view.grab().isNull()


def test_the_theme_changes_every_colour(stage: Stage, half_plane: Run) -> None:
    """Switching to dark repaints ground, region and legend."""
    stage.show_run(*half_plane)
    stage.view.grab()
    stage.theme_controller.set_mode("dark")
    theme = stage.theme_controller.theme
    assert close(stage.colour_at(2.0, 1.0), rgb(int(region_table(theme)[255])))
    assert close(stage.view.grab().toImage().pixelColor(4, 4).getRgb()[:3], theme.panel.getRgb()[:3])


def test_a_hidden_view_works_only_when_it_is_shown_again(stage: Stage, half_plane: Run) -> None:
    """What arrives while hidden costs nothing and is there at the next show."""
    stage.view.hide()
    stage.show_run(*half_plane)
    assert stage.view.picture is None
    stage.view.show()
    assert stage.view.picture is not None


def test_equal_lengths_on_both_axes(stage: Stage, half_plane: Run) -> None:
    """One unit of x1 is as long as one of x2, at any size, and the plot fits."""
    stage.show_run(*half_plane)
    for width, height in ((372, 272), (800, 668), (240, 500), (900, 200)):
        stage.view.resize(width, height)
        picture = stage.view.picture
        assert picture is not None
        frame = picture.frame
        assert frame is not None
        assert frame.plot.width() == pytest.approx(frame.plot.height(), abs=1.0)
        assert frame.plot.bottom() < height
        assert frame.legend.right() < width


def test_colours_have_numbers_in_a_low_legend_too(stage: Stage) -> None:
    """The bar gets lower, then lies in a line between its ends, and is left out only where there is no line for it."""
    style, colour = stage.view._style, stage.theme_controller.theme.text
    rows = tuple(LegendRow(part, part, colour) for part in ("train", "test", "line"))
    legend = Legend("output", ((1.0, "+1"), (0.5, "0"), (0.0, "−1")), rows)
    forms = [legend.bar_form(style, QRectF(0.0, 0.0, 110.0, style.px(height))) for height in range(200, 0, -1)]
    assert [form for form, _ in itertools.groupby(forms)] == ["upright", "lying", "none"]
    assert forms[200 - 100] == "upright"
    assert forms[200 - 75] == "lying"


def test_ten_classes_stand_beside_each_other_in_a_low_legend(stage: Stage) -> None:
    """Where rows have no room below each other, short names share lines; where they have, each has its own."""
    style = stage.view._style
    colour = style.theme.text
    classes = tuple(LegendRow("class", str(number), colour) for number in range(10))
    legend = Legend("", (), (*classes, LegendRow("train", "train", colour), LegendRow("line", "boundary", colour)))
    high = legend.lines(style, 90.0, legend.least_height(style))
    assert [len(line) for line in high] == [1] * 12
    low = legend.lines(style, 200.0, legend.least_height(style) / 2.0)
    assert [row for line in low for row in line] == list(legend.rows)
    assert len(low) * LEAST_PITCH <= legend.least_height(style) / 2.0
    assert {len(line) for line in low if line[0].kind != "class"} == {1}


def test_the_parts_share_a_line_in_a_low_legend(stage: Stage) -> None:
    """Of ten classes, two parts and a line every row has room: the parts stand beside each other, as classes do."""
    style = stage.view._style
    colour = style.theme.text
    rows = [LegendRow("class", str(number), colour) for number in range(10)]
    rows += [LegendRow(part, part, colour) for part in ("train", "test")]
    legend = Legend("error", (), (*rows, LegendRow("line", "level", colour)))
    together = style.px(2 * 20) + 2 * style.label_metrics.horizontalAdvance("train")
    low = legend.lines(style, together, legend.least_height(style) / 2.0)
    assert [row.text for row in low[-2]] == ["train", "test"]
    assert [row.text for row in low[-1]] == ["level"]


@pytest.mark.parametrize("height", [110, 180, 290, 420])
def test_the_name_of_an_axis_keeps_clear_of_its_numbers(stage: Stage, height: int) -> None:
    """Of few ticks some have more decimals than of many: "0.75" beside the name, where more would say "0.6"."""
    style = stage.view._style
    frame = fit_frame(QSizeF(372.0, float(height)), style, 80.0, (-0.1, 1.1), (-0.1, 1.1), equal=False)
    ticks, step = linear_ticks(-0.1, 1.1, tick_count(frame.plot.height(), style.px(44)))
    widest = max(style.tick_metrics.horizontalAdvance(tick_text(tick, step)) for tick in ticks.tolist())
    assert frame.plot.left() - style.px(8) - widest >= style.label_metrics.height()
