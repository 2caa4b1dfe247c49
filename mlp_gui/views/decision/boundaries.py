"""Boundaries: lines over the plane where the answer changes, traced between the grid's points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_gui.look.contours import trace_levels
from mlp_gui.views.axes import linear_ticks, polyline_segments, tick_text
from mlp_gui.views.decision.crowding import crowded_cells, is_crowded

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.views.decision.output_scale import OutputScale


_LEAST_LABELLED = 12
_LEAST_ROOM = 0.12
"""Points of a line that gets a label, and the part of the plane's width that a label keeps for itself."""
_IN_A_CROWD = 0.2
"""Worth of a place that a label would hide points at."""


@dataclass(frozen=True, slots=True, eq=False)
class LevelLine:
    """All pieces of one level.

    Attributes
    ----------
    text : str
        The level's number, or "" where the line speaks for itself.
    is_strong : bool
        True for the boundary, False for one level of several.
    segments : ndarray, shape (n, 4), float64
        Pieces x, y, x, y in coordinates of the data.
    label_at : tuple of float, or None
        Where the number stands: on the longest piece, far from the other numbers.
    """

    text: str
    is_strong: bool
    segments: np.ndarray
    label_at: tuple[float, float] | None = None


def threshold_boundary(grid: mlp.DecisionGrid, threshold: float) -> tuple[LevelLine, ...]:
    """Return where a single output crosses the threshold."""
    lines = _trace(grid, grid.output[0], (threshold,))[0]
    return (LevelLine("", True, _joined(lines)),)


def class_boundaries(grid: mlp.DecisionGrid) -> tuple[LevelLine, ...]:
    """Return where the highest of several outputs changes.

    Each class but the last is traced where its lead over the best class after it is zero; what another, earlier
    class wins is left out by taking that class's lead where it is smaller, so that each boundary is drawn once.
    """
    outputs = grid.output
    lines: list[np.ndarray] = []
    best_before = np.full(outputs.shape[1:], -np.inf, dtype=np.float32)
    for index in range(len(outputs) - 1):
        best_after = outputs[index + 1 :].max(axis=0)
        lead = outputs[index] - best_after
        traced = _trace(grid, lead, (0.0,))[0]
        if index:
            rest = np.maximum(outputs[index], best_after) - best_before
            traced = [_kept(grid, line, rest) for line in traced]
        lines.extend(traced)
        best_before = np.maximum(best_before, outputs[index])
    return (LevelLine("", True, _joined(lines)),)


def value_levels(grid: mlp.DecisionGrid, scale: OutputScale, points: np.ndarray | None = None) -> tuple[LevelLine, ...]:
    """Return some five level lines at values that are round in the user's own units, each with its number.

    Parameters
    ----------
    points : ndarray, shape (n_points, 2), optional
        What is drawn over the plane: numbers stand beside them, where their line leads anywhere else.
    """
    assert grid.y is not None, "a line has no levels"
    ends = (np.array((grid.x[at], grid.y[at]), dtype=np.float64) for at in (0, -1))
    cells = None if points is None else crowded_cells(points, *ends)
    low, high = scale.in_units(scale.low), scale.in_units(scale.high)
    levels, step = linear_ticks(low, high, 7)
    values = [float(level) for level in levels if low < level < high]
    inside = [(value - scale.unit_shift) / scale.unit_scale for value in values]
    found: list[LevelLine] = []
    taken: list[np.ndarray] = []
    for value, lines in zip(values, _trace(grid, grid.output[0], tuple(inside)), strict=True):
        at = _label_place(grid, max(lines, key=len, default=None), taken, cells)
        found.append(LevelLine(tick_text(value, step), False, _joined(lines), at))
    return tuple(found)


def _label_place(
    grid: mlp.DecisionGrid, line: np.ndarray | None, taken: list[np.ndarray], cells: np.ndarray | None
) -> tuple[float, float] | None:
    """Return the point of a line that is farthest from labels placed before, away from points; None if none is free."""
    assert grid.y is not None
    if line is None or len(line) < _LEAST_LABELLED:
        return None
    low = np.array((grid.x[0], grid.y[0]), dtype=np.float64)
    span = np.array((grid.x[-1], grid.y[-1]), dtype=np.float64) - low
    candidates = line[:: max(len(line) // 24, 1)]
    places = (candidates - low) / span
    edge = np.minimum(places, 1.0 - places).min(axis=1)
    room = np.minimum(edge * 2.0, 0.3)
    for other in taken:
        room = np.minimum(room, np.hypot(*((places - other) * (1.0, 1.6)).T))
    crowding = 1.0 if cells is None else np.where(is_crowded(cells, places), _IN_A_CROWD, 1.0)
    best = int(np.argmax(np.where(room < _LEAST_ROOM, -1.0, room * crowding)))
    if room[best] < _LEAST_ROOM:
        return None
    taken.append(places[best])
    return float(candidates[best, 0]), float(candidates[best, 1])


def _trace(grid: mlp.DecisionGrid, values: np.ndarray, levels: tuple[float, ...]) -> list[list[np.ndarray]]:
    """Return for each level its lines, each of shape (n_points, 2)."""
    assert grid.y is not None, "a line has no levels"
    return trace_levels(grid.x, grid.y, values, levels)


def _kept(grid: mlp.DecisionGrid, line: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Return the line with nan where an earlier class is higher than both that meet there."""
    assert grid.y is not None
    column = np.rint((line[:, 0] - grid.x[0]) / (grid.x[1] - grid.x[0])).astype(np.intp)
    row = np.rint((line[:, 1] - grid.y[0]) / (grid.y[1] - grid.y[0])).astype(np.intp)
    return np.where((rest[row, column] >= 0.0)[:, np.newaxis], line, np.nan)


def _joined(lines: list[np.ndarray]) -> np.ndarray:
    pieces = [polyline_segments(line[:, 0], line[:, 1]) for line in lines]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))
