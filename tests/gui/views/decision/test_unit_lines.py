"""Units' lines as they are painted: the positive side of each, however many there are, and which layer's they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.unit_lines import LinesPicture, LinesRequest, UnitLine
from mlp_gui.training.unit_curves import compute_lines
from mlp_gui.views.axes import Frame, LinearScale, PlotStyle
from mlp_gui.views.decision.name_places import NamedLine, place_names
from mlp_gui.views.decision.plane import PlanePicture
from mlp_gui.views.decision.unit_lines import LinesLayer

if TYPE_CHECKING:
    from tests.gui.views.decision.conftest import Stage

PITCH = 30
HEIGHT = 300


def ink_beside(n_lines: int, layer: int, offset: int) -> np.ndarray:
    """Paint upright lines whose positive side is left; return which rows have ink so many pixels beside each line.

    Parameters
    ----------
    n_lines : int
        How many.
    layer : int
        Whose units' lines.
    offset : int
        Pixels to the right.

    Returns
    -------
    ndarray, shape (HEIGHT, n_lines), bool
    """
    style = PlotStyle.of(ThemeController())
    width = PITCH * (n_lines + 1)
    plot = QRectF(0.0, 0.0, width, HEIGHT)
    frame = Frame(plot, QRectF(), LinearScale(0.0, width, 0.0, width), LinearScale(0.0, HEIGHT, HEIGHT, 0.0))
    places = [PITCH * (unit + 1) + 0.5 for unit in range(n_lines)]
    lines = tuple(UnitLine(layer, unit, np.array([[x, 0.0, x, HEIGHT]])) for unit, x in enumerate(places))
    layers = LinesLayer(LinesPicture(LinesRequest(None, frozenset({layer})), lines), frame)
    image = QImage(width, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(0xFF808080)
    painter = QPainter(image)
    layers.paint_lines(painter, style, frozenset())
    painter.end()
    pixels = np.array([[image.pixel(int(x) + offset, y) & 0xFF for x in places] for y in range(HEIGHT)])
    ink = style.theme.ink.blue()
    return np.abs(pixels - 0x80) * np.sign(ink - 0x80) * np.sign(pixels - 0x80) > 40


@pytest.mark.parametrize("n_lines", [3, 40])
def test_the_positive_side_is_fringed_however_many_lines_there_are(qapp: object, n_lines: int) -> None:
    """Of 16 lines nobody could tell what is where; the other side stays bare."""
    assert ink_beside(n_lines, 0, -3).any(axis=0).all()
    assert not ink_beside(n_lines, 0, 4).any()


@pytest.mark.parametrize("n_lines", [3, 40])
def test_lines_of_deeper_layers_are_dashed(qapp: object, n_lines: int) -> None:
    """The first layer's are solid, the second's have gaps of a third, the third's are finer."""
    assert ink_beside(n_lines, 0, 0).all()
    for layer, breaks in ((1, HEIGHT // 9), (2, HEIGHT // 5)):
        rows = ink_beside(n_lines, layer, 0)
        assert rows.any(axis=0).all()
        assert np.abs(np.diff(rows.astype(int), axis=0)).sum(axis=0).min() > breaks


def test_names_keep_off_data_where_their_line_leads_anywhere_else() -> None:
    """Plates of ten units lay in the middle of the circle, on its points."""
    stations = np.column_stack((np.full(60, 150.0), np.arange(2.0, 300.0, 5.0)))
    asides = np.tile((-1.0, 0.0), (60, 1))
    line = NamedLine(stations, asides, np.array([[150.0, 150.0], [133.0, 150.0]]), (25.0, 15.0))
    across, up = np.meshgrid(np.arange(100.0, 200.0, 6.0), np.arange(80.0, 220.0, 6.0))
    points = np.column_stack((across.ravel(), up.ravel()))
    plot = QRectF(0.0, 0.0, 300.0, 300.0)
    home = place_names([line], np.empty((0, 2)), plot, [], np.empty((0, 2)))[0]
    assert abs(home.center().y() - 150.0) < 10.0
    plate = place_names([line], np.empty((0, 2)), plot, [], points)[0]
    assert plot.contains(plate)
    assert not any(plate.contains(QPointF(x, y)) for x, y in points.tolist())


def test_normals_end_in_the_plot(stage: Stage) -> None:
    """In a low plot of many inputs they went into the title above and the numbers below."""
    dataset = mlp.Dataset.from_arrays([[-1.0, -1.0], [1.0, 1.0]], [0, 1], domain=((-2.0, 2.0), (-2.0, 2.0)))
    network = mlp.Network([2, 2, 1], output="sigmoid", rng=1)
    network.set_weights([[[0.0, 1.0], [0.0, -1.0]], [[1.0, 1.0]]], [[-1.9, -1.9], [0.0]])
    snapshot = stage.show_run(dataset, network)
    lines = compute_lines(LinesRequest(snapshot, frozenset({0})))
    plot = QRectF(50.0, 50.0, 300.0, 60.0)
    frame = Frame(plot, QRectF(), LinearScale(-2.0, 2.0, 50.0, 350.0), LinearScale(-2.0, 2.0, 110.0, 50.0))
    image = QImage(400, 160, QImage.Format.Format_RGB32)
    image.fill(0xFF808080)
    painter = QPainter(image)
    LinesLayer(lines, frame).paint_names(painter, stage.view._style, frozenset(), [])
    painter.end()
    outside = [(x, y) for x in range(400) for y in range(160) if not plot.adjusted(-1, -1, 1, 1).contains(x, y)]
    assert {image.pixel(x, y) for x, y in outside} == {0xFF808080}


def test_the_legend_tells_which_layers_have_lines(stage: Stage) -> None:
    """One row for one layer, one for each of several, and none where the last hidden layer is gone."""
    dataset = mlp.Dataset.from_arrays([[-1.0, -1.0], [1.0, 1.0]], [0, 1])

    def told(hidden: tuple[int, ...], layers: set[int]) -> list[str]:
        network = mlp.Network([2, *hidden, 1], output="sigmoid", rng=1)
        snapshot = stage.show_run(dataset, network)
        picture = stage.view.picture
        assert isinstance(picture, PlanePicture)
        picture.set_lines(compute_lines(LinesRequest(snapshot, frozenset(layers))))
        return [row.text for row in picture._legend(stage.view._style).rows if row.kind == "fringed"]

    assert told((3, 2), {0}) == ["unit, 𝑧 = 0"]
    assert told((3, 2), {0, 1}) == ["layer 1, 𝑧 = 0", "layer 2, 𝑧 = 0"]
    assert told((3, 2, 2, 2), {0, 2, 3}) == ["layer 1, 𝑧 = 0", "layers 3–4, 𝑧 = 0"]
    assert told((), {0}) == []
