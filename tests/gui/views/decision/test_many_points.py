"""Of a million points a few thousand are drawn, and no other one costs the window anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

import mlp_core as mlp
from mlp_gui.look.theme import ColourMap
from mlp_gui.views.decision.marks import MOST_DRAWN, SampleColours, draw_samples
from mlp_gui.views.decision.output_scale import OutputScale

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
