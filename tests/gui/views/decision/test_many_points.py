"""Of a million points a few thousand are drawn, and no other one costs the window anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

import mlp_core as mlp
from mlp_gui.look.theme import ColourMap
from mlp_gui.views.decision.marks import MOST_DRAWN, SampleColours, draw_samples
from mlp_gui.views.decision.output_scale import OutputScale
from mlp_gui.views.decision.placed import placed_rows

if TYPE_CHECKING:
    import pytest
    from PySide6.QtGui import QColor

    from tests.gui.views.decision.conftest import Stage


def test_colours_are_looked_up_for_points_that_are_drawn(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A regression's 40,000 points: each that is drawn has its value's colour, and the others have none yet."""
    values = np.linspace(-1.0, 1.0, 40_000)
    points = np.column_stack((values, values))
    dataset = mlp.Dataset.from_arrays(points, values, task="regression")
    network = mlp.Network([2, 1], hidden=(), output="identity", rng=1)
    stage.show_run(dataset, network)
    theme, scale = stage.theme_controller.theme, OutputScale.of(stage.session.snapshot)
    asked: list[float] = []
    colour_of = ColourMap.colour

    def counted(colours: ColourMap, value: float) -> QColor:
        asked.append(value)
        return colour_of(colours, value)

    monkeypatch.setattr(ColourMap, "colour", counted)
    colours = SampleColours(dataset, theme, scale)
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_samples(painter, dataset, ("train",), np.arange(40_000), points, colours, 3.0)
    painter.end()
    assert 0 < len(asked) <= 2 * MOST_DRAWN
    assert len(colours) == 40_000
    assert colours[39_999] == theme.weight_map.colour(scale.place(1.0))
    assert colours[:2] == [colours[0], colours[1]]


def test_as_many_are_placed_as_are_drawn(stage: Stage) -> None:
    """Of 40,000 points of a plane evenly some of each part; the others are found by the cursor all the same."""
    points = np.random.default_rng(5).normal(size=(40_000, 2))
    order = np.random.default_rng(6).permutation(40_000)
    split = mlp.Split(np.sort(order[:28_000]), np.sort(order[28_000:30_000]), np.sort(order[30_000:]))
    dataset = mlp.Dataset.from_arrays(points, points[:, 0], task="regression", split=split)
    stage.show_run(dataset, mlp.Network([2, 1], hidden=(), output="identity", rng=1))
    rows = placed_rows(dataset)
    assert [np.isin(rows, part).sum() for part in (split.train, split.validation, split.test)] == [2800, 200, 1000]
    picture = stage.view.picture
    for sample in (int(rows[17]), int(np.setdiff1d(np.arange(40_000), rows)[17])):
        place = picture.sample_position(sample)
        assert place is None or (place - picture.frame.position(*points[sample])).manhattanLength() < 0.01
    nearest = picture.sample_near(picture.sample_position(int(rows[17])))
    assert nearest in rows
    few = mlp.Dataset.from_arrays(points[:500], points[:500, 0], task="regression")
    np.testing.assert_array_equal(placed_rows(few), np.arange(500))
