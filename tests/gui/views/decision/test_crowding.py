"""Numbers of level lines keep off the points."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from mlp_gui.views.decision.boundaries import value_levels
from mlp_gui.views.decision.crowding import crowded_cells, is_crowded


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
