"""Where each hidden unit's sum is zero: straight lines in the first layer, exactly, traced curves in deeper ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.look.contours import trace_levels
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.state.unit_lines import LinesPicture, UnitLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.unit_lines import LinesRequest

    Range = tuple[float, float]

COARSE: Final = 72
FINE: Final = 192
"""Grid points along each axis that curves are traced on, while training runs and at rest."""
WIDE: Final = 300
"""Inputs and units together of networks that keep to the coarse grid: what is kept of each point would be too much."""
MOST_UNITS: Final = 32
"""Units of a layer whose lines are shown: nobody can tell more apart. One that is pointed at has its line anyway."""

_HOME: Final = 0.32
"""Names stand near this part of the plane's width from its middle, all around: so they keep clear of each other."""
_INSIDE: Final = 0.06
"""Names keep this part of the plane's width away from its border."""
_FEW_POINTS: Final = 16
"""As many points names keep clear of; among more there is no clear place."""
_NAME_AT: Final = 0.12
_CLEAR: Final = 0.09
"""Parts of the plane's width: from the line to the name beside it, and from the name to the nearest point."""


def compute_lines(request: LinesRequest, cancelled: Callable[[], bool] | None = None) -> LinesPicture:
    """Compute the lines of all units that are wanted.

    Parameters
    ----------
    request : LinesRequest
        Of data with at least two raw inputs.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    snapshot = request.snapshot
    network = snapshot.network
    n_hidden = network.layer_count - 1
    wanted = {
        (layer, unit)
        for layer in range(n_hidden)
        if layer in request.layers
        for unit in range(min(network.sizes[layer + 1], MOST_UNITS))
    } | set(request.units)
    plane = _Plane(request)
    exact = mlp.first_layer_lines(network, snapshot.dataset.input_map)
    if exact is not None and request.shown is not None:
        exact = request.shown.through(snapshot.dataset.input_map).cut(*exact)
    traced = {pair for pair in wanted if pair[0] or exact is None}
    tracer = _Tracer(request, plane, cancelled) if traced else None
    lines: list[UnitLine] = []
    for layer, unit in sorted(wanted):
        home = _home(plane.ranges, unit, network.sizes[layer + 1], layer)
        if tracer is not None and (layer, unit) in traced:
            lines.append(tracer.line(layer, unit, home))
        elif exact is not None:
            lines.append(_straight_line(unit, exact[0][unit], float(exact[1][unit]), plane, home))
    return LinesPicture(request, tuple(lines))


class _Tracer:
    """Traces sums over one grid.

    Parameters
    ----------
    request : LinesRequest
        The moment.
    plane : _Plane
        Where names are placed.
    cancelled : callable, optional
        See `compute_lines`.
    """

    def __init__(self, request: LinesRequest, plane: _Plane, cancelled: Callable[[], bool] | None) -> None:
        snapshot = request.snapshot
        is_fine = snapshot.status is not RunStatus.RUNNING and sum(snapshot.network.sizes) <= WIDE
        resolution = FINE if is_fine else COARSE
        self._network = snapshot.network
        self._cancelled = cancelled
        x_range, y_range = plane.ranges
        self._grid = mlp.decision_grid(
            snapshot.network, plane.input_map, x_range, y_range, resolution=resolution, cancelled=cancelled
        )
        self._plane = plane
        self._layer = -1
        self._sums = np.empty((0, 0, 0), np.float32)

    def line(self, layer: int, unit: int, home: tuple[float, float]) -> UnitLine:
        """Return the curve of one unit; units are asked for layer by layer."""
        if self._cancelled is not None and self._cancelled():
            raise mlp.Cancelled("The units' lines are no longer wanted.")
        if layer != self._layer:
            self._layer, self._sums = layer, mlp.pre_activation_grid(self._network, self._grid, layer)
        x, y = self._grid.x, self._grid.y
        assert y is not None, "the plane has two axes"
        curves = trace_levels(x, y, self._sums[unit], (0.0,))[0]
        segments = [np.column_stack((curve[:-1], curve[1:])) for curve in curves]
        if not segments:
            return UnitLine(layer, unit, np.empty((0, 4)))
        joined = np.concatenate(segments)
        along = joined[:, 2:] - joined[:, :2]
        lengths = np.hypot(*along.T)
        joined = joined[lengths > 0.0]
        if not len(joined):
            return UnitLine(layer, unit, joined)
        along = along[lengths > 0.0] / lengths[lengths > 0.0, np.newaxis]
        anchor, direction = self._plane.anchor((joined[:, :2] + joined[:, 2:]) / 2.0, along, home)
        return UnitLine(layer, unit, joined, anchor, _left_of(direction))


def _straight_line(unit: int, normal: np.ndarray, offset: float, plane: _Plane, home: tuple[float, float]) -> UnitLine:
    ends = mlp.line_in_box(normal, offset, *plane.ranges)
    if ends is None:
        return UnitLine(0, unit, np.empty((0, 4)))
    along = ends[1] - ends[0]
    length = float(np.hypot(*along))
    margin = min(_INSIDE * plane.width / length, 0.5)
    nearest = min(max(float((np.asarray(home) - ends[0]) @ along) / length**2, margin), 1.0 - margin)
    # Nearest to home is where a moving line's name moves evenly; beside it, where there are points to keep clear of.
    places = np.concatenate(([nearest], np.linspace(margin, 1.0 - margin, 25)))
    along = along / length
    anchor, along = plane.anchor(
        ends[0] + places[:, np.newaxis] * length * along, np.tile(along, (len(places), 1)), home
    )
    return UnitLine(0, unit, ends.reshape(1, 4), anchor, _left_of(along))


class _Plane:
    """The plane that names are placed in.

    Parameters
    ----------
    request : LinesRequest
        Its data; names keep clear of their points where these are few.
    """

    def __init__(self, request: LinesRequest) -> None:
        dataset, shown = request.snapshot.dataset, request.shown
        self.ranges = dataset.domain if shown is None else shown.ranges
        self.input_map = dataset.input_map if shown is None else shown.through(dataset.input_map)
        self.width = self.ranges[0][1] - self.ranges[0][0]
        points = dataset.points[:, (0, 1) if shown is None else shown.axes]
        self._points = points if len(points) <= _FEW_POINTS else points[:0]

    def anchor(
        self, places: np.ndarray, along: np.ndarray, home: tuple[float, float]
    ) -> tuple[tuple[float, float], np.ndarray]:
        """Return the place that is nearest to home, off the border and clear of points, and the line's direction there.

        Parameters
        ----------
        places, along : ndarray, shapes (n, 2)
            Places on the line, and directions of length 1.
        home : tuple of float
            Where the name would stand best.
        """
        costs = np.hypot(*(places - home).T)
        for axis, (low, high) in enumerate(self.ranges):
            margin = 0.99 * _INSIDE * (high - low)
            costs[(places[:, axis] < low + margin) | (places[:, axis] > high - margin)] += 10.0 * self.width
        names = places + _NAME_AT * self.width * np.column_stack((-along[:, 1], along[:, 0]))
        for point in self._points:
            costs[np.hypot(*(names - point).T) < _CLEAR * self.width] += self.width
        best = int(np.argmin(costs))
        return (float(places[best, 0]), float(places[best, 1])), along[best]


def _left_of(along: np.ndarray) -> tuple[float, float]:
    return -float(along[1]), float(along[0])


def _home(ranges: tuple[Range, Range], unit: int, n_units: int, layer: int) -> tuple[float, float]:
    """Return where a unit's name would stand best: places all around the middle, another one for each unit."""
    turn = 2.0 * math.pi * (unit + 0.5 * (layer % 2)) / max(n_units, 1) + 0.6
    (left, right), (bottom, top) = ranges
    return (
        (left + right) / 2.0 + _HOME * (right - left) * math.cos(turn),
        (bottom + top) / 2.0 + _HOME * (top - bottom) * math.sin(turn),
    )
