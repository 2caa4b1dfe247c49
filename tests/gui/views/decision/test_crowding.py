"""Numbers of level lines keep off the points."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from mlp_gui.look import ThemeController
from mlp_gui.views.axes import Frame, LinearScale, PlotStyle
from mlp_gui.views.decision.boundaries import LevelLine, value_levels
from mlp_gui.views.decision.crowding import crowded_cells, is_crowded
from mlp_gui.views.decision.level_plates import level_plates


def test_numbers_stand_beside_a_row_of_points() -> None:
    """Each level line crosses it, and each has room elsewhere; without points they stand where they stood."""
    axis = np.linspace(0.0, 1.0, 65, dtype=np.float32)
    grid = SimpleNamespace(x=axis, y=axis, output=np.tile(axis, (1, 65, 1)))
    scale = SimpleNamespace(low=0.0, high=1.0, in_units=float, unit_shift=0.0, unit_scale=1.0)
    points = np.column_stack((np.linspace(0.0, 1.0, 200), np.full(200, 0.5)))
    beside = [level.label_at[1] for level in value_levels(grid, scale, points) if level.label_at is not None]
    assert len(beside) >= 3
    assert min(abs(height - 0.5) for height in beside) > 0.04
    free = [level.label_at for level in value_levels(grid, scale) if level.label_at is not None]
    everywhere = np.random.default_rng(1).random((4000, 2))
    assert [level.label_at for level in value_levels(grid, scale, everywhere) if level.label_at is not None] == free


def test_a_point_crowds_its_cell_and_those_beside_it() -> None:
    """And nothing farther away, nor where it lies beyond the plane."""
    corners = np.zeros(2), np.ones(2)
    places = np.array([(0.5, 0.5), (0.54, 0.5), (0.8, 0.5), (0.0, 0.0)])
    assert is_crowded(crowded_cells(np.array([(0.51, 0.51)]), *corners), places).tolist() == [True, True, False, False]
    assert not crowded_cells(np.array([(1.4, -0.2)]), *corners).any()


def test_a_number_goes_along_its_line_until_it_hides_no_point(qapp: object) -> None:
    """50,000 lay on the houses at the lower edge; where points are everywhere it stays in its place."""
    style = PlotStyle.of(ThemeController())
    plot = QRectF(0.0, 0.0, 300.0, 300.0)
    frame = Frame(plot, QRectF(), LinearScale(0.0, 300.0, 0.0, 300.0), LinearScale(0.0, 300.0, 300.0, 0.0))
    heights = np.linspace(0.0, 300.0, 101)
    upright = np.full(100, 80.0)
    level = LevelLine("50,000", False, np.column_stack((upright, heights[:-1], upright, heights[1:])), (80.0, 150.0))
    row = np.column_stack((np.arange(0.0, 300.0, 8.0), np.full(38, 152.0)))
    ((_, plate),) = level_plates((level,), style, frame, row)
    assert plate.center().x() == 80.0
    assert 5.0 < abs(plate.center().y() - 152.0) < 40.0
    assert not any(plate.contains(QPointF(x, y)) for x, y in row.tolist())
    everywhere = np.stack(np.meshgrid(np.arange(0.0, 300.0, 8.0), np.arange(0.0, 300.0, 8.0)), axis=-1).reshape(-1, 2)
    ((_, plate),) = level_plates((level,), style, frame, everywhere)
    assert plate.center() == QPointF(80.0, 150.0)
