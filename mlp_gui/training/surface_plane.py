"""One picture of the loss surface: which plane, how much of it, the losses over it, and what lies on it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_core.surface.error_measures import MEASURES, error_surfaces
from mlp_gui.state.moments import epoch_of
from mlp_gui.state.race_trails import lies_on, near_trails, project_trails, with_trails
from mlp_gui.state.surface_picture import FINE, NOW, Reading, SurfacePicture
from mlp_gui.training.surface_effort import effort_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.moments import Moment
    from mlp_gui.state.race_trails import ProjectedTrail
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.state.surface_picture import SurfaceRequest

FEWEST_POINTS: Final = 3
"""Of a path that has main directions."""

_LEAST_HALF: Final = {"parameters": 4.0, "line": 4.0, "random": 1.0, "trajectory": 1e-3}
_OF_A_RACE: Final = 1 / 16
"""Share of the least length that is enough where racers' ways are to be told apart."""
_BETWEEN: Final = (0.5, 0.75)
"""Middle and half length of the line between two moments, which lie at 0 and 1."""
_LARGEST: Final = 1e30
"""Weights beyond have no distances any more that a number could hold."""
_FAR: Final = 1e4
"""Moments of the path with a weight so far from where it is now are left out."""
_FINEST: Final = 1e-5
"""Least half length of an axis beside what its coordinates are, so that float32 can tell them apart."""
_MARGIN: Final = 1.2
_ROUND: Final = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0)


def compute_picture(
    request: SurfaceRequest,
    resolution: int,
    cancelled: Callable[[], bool] | None = None,
    known: SurfacePicture | None = None,
) -> SurfacePicture:
    """Compute what is asked for.

    Parameters
    ----------
    request : SurfaceRequest
        What is to be shown.
    resolution : int
        Points along each axis of a plane; a line has more, which cost less. See `effort_for`.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.
    known : SurfacePicture, optional
        The last one: of a plane that stays where it was, its losses are not computed again.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    mlp_core.MlpError
        If there is nothing to show; the message says why.
    """
    snapshot, plane = request.snapshot, request.plane
    points, epochs, jumps = _way(request)
    if np.abs(points[-1]).max() > _LARGEST:
        raise mlp.ArgumentError(f"A weight or bias lies beyond {_LARGEST:.0e}: too far to draw a surface there.")
    axes = _axes(request, points)
    path = axes.project(points)
    here = path[-1]
    trails = project_trails(axes, request.trails)
    near = near_trails(request.trails)
    everybody = np.concatenate((*(each.points for each in trails if each.trail.place in near), path))
    centre, half = _window(request, everybody)
    half = max(half, _FINEST * max(abs(middle) for middle in centre))
    effort = effort_for(request, resolution)
    n_points, some = effort.n_points, effort.some
    is_known = known is not None and len(known.grid.a) >= n_points and (some is not None or not known.n_estimated)
    if known is None or not is_known or not _has_same_losses(known, request, axes, centre, half):
        known = None
    a, b = (np.linspace(middle - half, middle + half, n_points) for middle in (centre[0], centre[-1]))
    if known is None:
        # Losses beyond float32, of a run that diverges, are numbers all the same: a line costs little in float64.
        dtype = "float64" if axes.count == 1 else "float32"
        grid = _surface(snapshot, plane.part, dtype, some).grid(axes, a, b if axes.count > 1 else None, cancelled)
    else:
        grid = known.grid
    foot = axes.parameters_at(*here.tolist())
    # However the heights are estimated, the numbers at the current point are the true ones.
    exact = _surface(snapshot, plane.part, "float64")
    readings = _loss_readings(exact, grid, points[-1], foot, cancelled)
    no_measures = ""
    if plane.has_measures:
        try:
            readings |= _measure_readings(request, grid, foot, known, some, cancelled)
        except mlp.ArgumentError as error:
            no_measures = str(error)
    training = snapshot.experiment.training
    return SurfacePicture(
        request=request,
        grid=grid,
        centre=centre,
        half=half,
        here=here,
        distance=_distance(request, axes, points[-1:]),
        readings=readings,
        path=path,
        path_epochs=epochs,
        path_jumps=jumps,
        path_is_on=lies_on(axes, points),
        has_penalty=bool(training.l1 or training.l2),
        is_fine=resolution >= FINE,
        n_estimated=effort.n_estimated if known is None else known.n_estimated,
        n_samples=effort.n_samples,
        no_measures=no_measures,
        trails=_with_end_losses(trails, exact, axes, cancelled),
    )


def _with_end_losses(
    trails: tuple[ProjectedTrail, ...],
    surface: mlp.LossSurface,
    axes: mlp.SurfaceAxes,
    cancelled: Callable[[], bool] | None,
) -> tuple[ProjectedTrail, ...]:
    """Return the ways with the plane's loss where each ends: off the grid, its third digit would be wrong."""
    measured = []
    for each in trails:
        if cancelled is not None and cancelled():
            raise mlp.Cancelled("The loss surface is no longer wanted.")
        foot = axes.parameters_at(*each.points[-1].tolist())
        has_loss = not each.trail.is_lost and bool(np.isfinite(foot).all())
        measured.append(replace(each, end_loss=sum(surface.at(foot))) if has_loss else each)
    return tuple(measured)


def _distance(request: SurfaceRequest, axes: mlp.SurfaceAxes, point: np.ndarray) -> float:
    """Return how far the current point, shape (1, n_parameters), lies from the plane; 0.0 where that is rounding."""
    if not _may_be_off(request, axes) or lies_on(axes, point):
        return 0.0
    return float(axes.distances(point)[0])


def _may_be_off(request: SurfaceRequest, axes: mlp.SurfaceAxes) -> bool:
    """Whether the current point may lie beside the plane: where that stays, or leads from one old moment to another."""
    if axes is request.base:
        return True
    return request.ends is not None and NOW not in (request.ends[0].key, request.ends[1].key)


def _loss_readings(
    surface: mlp.LossSurface,
    grid: mlp.LossGrid,
    point: np.ndarray,
    foot: np.ndarray,
    cancelled: Callable[[], bool] | None,
) -> dict[str, Reading]:
    """Return the loss, the penalty, and both together, at a point of parameter space and at its foot on the plane."""
    true, on_plane = surface.at(point), surface.at(foot)
    slopes: list[np.ndarray | None]
    try:
        slopes = [_finite(grid.axes.directions @ gradient) for gradient in surface.gradients_at(foot, cancelled)]
    except mlp.ArgumentError:
        slopes = [None, None]
    both = None if slopes[0] is None or slopes[1] is None else slopes[0] + slopes[1]
    return {
        "total": Reading(grid.total, sum(true), sum(on_plane), both),
        "loss": Reading(grid.loss, true[0], on_plane[0], slopes[0]),
        "penalty": Reading(grid.penalty, true[1], on_plane[1], slopes[1]),
    }


def _measure_readings(
    request: SurfaceRequest,
    grid: mlp.LossGrid,
    foot: np.ndarray,
    known: SurfacePicture | None,
    some: np.ndarray | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, Reading]:
    """Return the three error measures; what is known of them over a plane that stays is not computed again."""
    snapshot, part = request.snapshot, request.plane.part
    point = np.asarray(snapshot.network.parameters, np.float64)
    quick = error_surfaces(snapshot.network, snapshot.dataset, part, "float32", some)
    exact = error_surfaces(snapshot.network, snapshot.dataset, part)
    readings = {}
    for name in MEASURES:
        if known is not None and name in known.readings:
            values = known.readings[name].values
        else:
            values = quick[name].grid(grid.axes, grid.a, grid.b, cancelled).loss
        on_plane = exact[name].at(foot)[0]
        try:
            gradient = exact[name].gradients_at(foot, cancelled)[0]
        except mlp.ArgumentError:
            slope = None
        else:
            # No measure is below 0: there none of the slopes at a kink leads down.
            slope = _finite(grid.axes.directions @ gradient) if on_plane > 0.0 else np.zeros(grid.axes.count)
        readings[name] = Reading(values, exact[name].at(point)[0], on_plane, slope)
    return readings


def _finite(slope: np.ndarray) -> np.ndarray | None:
    return slope if np.isfinite(slope).all() else None


def _way(request: SurfaceRequest) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the path, shape (n_points, n_parameters), its epochs and its jumps; the current point is the last.

    What lies very far away, where a hand has put a weight, is left out: beside it the rest would be one point.
    """
    snapshot = request.snapshot
    current = snapshot.network.parameters
    points = [point.parameters for point in request.path]
    epochs = [point.epoch for point in request.path]
    jumps = [point.is_jump for point in request.path]
    if not points or not np.array_equal(points[-1], current):
        points.append(current)
        epochs.append(epoch_of(snapshot))
        jumps.append(True)
    way = np.array(points, np.float64)
    with np.errstate(over="ignore"):
        is_near = np.abs(way - way[-1]).max(axis=1) <= _FAR
    return way[is_near], np.array(epochs)[is_near], np.array(jumps)[is_near]


def _axes(request: SurfaceRequest, points: np.ndarray) -> mlp.SurfaceAxes:
    plane, network, base = request.plane, request.snapshot.network, request.base
    if base is not None and not plane.follows:
        return base
    if request.ends is not None:
        return _line_between(*request.ends)
    if plane.kind == "line":
        return mlp.parameter_axes(network, plane.first)
    if plane.kind == "parameters":
        return mlp.parameter_axes(network, plane.first, plane.second)
    if plane.kind == "random":
        return mlp.random_axes(network, plane.seed) if base is None else _moved_to(base, points[-1])
    points = with_trails(points, request.trails)
    if len(points) < FEWEST_POINTS:
        raise mlp.ArgumentError("The path has no main directions yet: train on, or choose other axes.")
    return mlp.trajectory_axes(points)


def _line_between(start: Moment, end: Moment) -> mlp.SurfaceAxes:
    if np.array_equal(start.parameters, end.parameters):
        raise mlp.ArgumentError("Both moments have the same weights so far: train on, or choose others.")
    return mlp.line_between(start.parameters, end.parameters)


def _moved_to(axes: mlp.SurfaceAxes, point: np.ndarray) -> mlp.SurfaceAxes:
    """Return the same axes through a point, whose coordinates stay what they were in the old plane."""
    origin = point - axes.project(point[np.newaxis])[0] @ axes.directions
    return mlp.SurfaceAxes(axes.kind, origin, axes.directions, axes.indices, axes.explained)


def _window(request: SurfaceRequest, path: np.ndarray) -> tuple[tuple[float, ...], float]:
    """Return the middle of what is shown, and half the length of each axis."""
    plane, here = request.plane, path[-1]
    middle = tuple(here.tolist())
    if not plane.follows and request.centre is not None and request.half is not None:
        return request.centre, plane.half or request.half
    if request.ends is not None:
        return (_BETWEEN[0],), plane.half or _BETWEEN[1]
    if plane.half is not None:
        return middle, plane.half
    if plane.kind == "trajectory" or request.trails:
        low, high = path.min(axis=0), path.max(axis=0)
        middle = tuple(((low + high) / 2.0).tolist())
        extent = float((high - low).max()) / 2.0
    else:
        extent = float(np.abs(path - here).max())
    least = _LEAST_HALF[plane.kind] * (_OF_A_RACE if request.trails else 1.0)
    return middle, _roomy(max(_MARGIN * extent, least))


def _roomy(length: float) -> float:
    """Return the next round number: what grows a little need not change the axes each time."""
    magnitude = 10.0 ** math.floor(math.log10(length))
    return next(factor for factor in _ROUND if factor * magnitude >= length * (1.0 - 1e-9)) * magnitude


def _has_same_losses(
    known: SurfacePicture, request: SurfaceRequest, axes: mlp.SurfaceAxes, centre: tuple[float, ...], half: float
) -> bool:
    before, now = known.snapshot, request.snapshot
    one, other = before.experiment.training, now.experiment.training
    return (
        (known.axes, known.centre, known.half, known.plane.part) == (axes, centre, half, request.plane.part)
        and before.dataset is now.dataset
        and (one.loss, one.l1, one.l2, one.reduction) == (other.loss, other.l1, other.l2, other.reduction)
    )


def _surface(snapshot: Snapshot, part: str, dtype: str, some: np.ndarray | None = None) -> mlp.LossSurface:
    training = snapshot.experiment.training
    return mlp.LossSurface.of_part(snapshot.network, snapshot.dataset, training, part, dtype, some)
