"""Planes and lines through parameter space: two parameters, random directions, the way a run went, between two moments.

Sources: random directions as Li et al. 2018 (arXiv:1712.09913), normalised here unit by unit; hand-out 003 for the loss
over one and two weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.network import Network

    Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceAxes:
    """A plane or a line through parameter space: origin + a direction_1 + b direction_2. All arrays are read-only.

    Attributes
    ----------
    kind : str
        "parameters", "random", "trajectory" or "between".
    origin : ndarray, shape (n_parameters,), float64
        The point with coordinates 0.
    directions : ndarray, shape (n_axes, n_parameters), float64
        One or two, independent of one another.
    indices : tuple of int
        For "parameters" the parameters that are varied; the coordinates are then their values.
    explained : tuple of float
        For "trajectory" the share of the path's variance along each direction.
    """

    kind: str
    origin: Array
    directions: Array
    indices: tuple[int, ...] = ()
    explained: tuple[float, ...] = ()

    @property
    def count(self) -> int:
        """1 for a line, 2 for a plane."""
        return len(self.directions)

    def parameters_at(self, *coordinates: float) -> Array:
        """Return the parameters at a point, shape (n_parameters,).

        Raises
        ------
        ArgumentError
            If there are not as many coordinates as axes.
        """
        if len(coordinates) != self.count:
            raise ArgumentError(f"coordinates has {len(coordinates)} numbers; these axes need {self.count}.")
        point = self.origin.copy()
        for coordinate, direction in zip(coordinates, self.directions, strict=True):
            point += coordinate * direction
        return point

    def project(self, path: npt.ArrayLike) -> Array:
        """Return the coordinates of the nearest points of the plane.

        Parameters
        ----------
        path : array_like, shape (n_points, n_parameters)
            Points of parameter space.

        Returns
        -------
        ndarray, shape (n_points, n_axes), float64

        Raises
        ------
        ShapeError
            If the points have another number of parameters.
        """
        offsets = _checked_path(path, len(self.origin)) - self.origin
        gram = self.directions @ self.directions.T
        coordinates: Array = np.asarray(np.linalg.solve(gram, self.directions @ offsets.T), np.float64).T
        return coordinates

    def distances(self, path: npt.ArrayLike) -> Array:
        """Return how far points lie from the plane, shape (n_points,); 0 in it, up to rounding."""
        points = _checked_path(path, len(self.origin))
        nearest = self.origin + self.project(points) @ self.directions
        distances: Array = np.asarray(np.linalg.norm(points - nearest, axis=1), np.float64)
        return distances


def parameter_axes(network: Network, first: int, second: int | None = None) -> SurfaceAxes:
    """Return the axes of one or two parameters, all others staying as they are; coordinates are their values.

    Parameters
    ----------
    network : Network
        Gives the other parameters.
    first, second : int
        Indices in `network.parameters`; without a second it is a line.

    Raises
    ------
    ArgumentError
        If an index is no parameter, or both are the same.
    """
    indices = (first,) if second is None else (first, second)
    for index in indices:
        network.locate(index)
    if len(set(indices)) < len(indices):
        raise ArgumentError(f"first and second are both {first}; a plane needs two different parameters.")
    origin = network.parameters.astype(np.float64)
    origin[list(indices)] = 0.0
    directions = np.zeros((len(indices), len(origin)))
    directions[range(len(indices)), indices] = 1.0
    return _axes("parameters", origin, directions, indices=indices)


def random_axes(network: Network, seed: int = 0) -> SurfaceAxes:
    """Return two random directions through the network's parameters, normalised unit by unit.

    The weights and the bias of a unit are drawn from a normal distribution and scaled to the length that the unit's own
    have, so that a step along an axis means as much to every unit. Where all parameters are 0, the length is 1.

    Parameters
    ----------
    network : Network
        The point with coordinates 0.
    seed : int
        Another one draws another plane.
    """
    origin = network.parameters.astype(np.float64)
    directions = np.random.default_rng(seed).standard_normal((2, len(origin)))
    is_zero = not origin.any()
    for drawn, own in zip(network.layout.blocks(directions), network.layout.blocks(origin), strict=True):
        lengths = np.ones((len(own), 1)) if is_zero else np.linalg.norm(own, axis=-1, keepdims=True)
        np.multiply(drawn, lengths / np.linalg.norm(drawn, axis=-1, keepdims=True), out=drawn)
    return _axes("random", origin, directions)


def trajectory_axes(path: npt.ArrayLike) -> SurfaceAxes:
    """Return the plane of a path's first two principal components, through its last point.

    Parameters
    ----------
    path : array_like, shape (n_points, n_parameters)
        Parameters along the way, at least three.

    Raises
    ------
    ShapeError
        If it is no such table.
    ArgumentError
        If the path does not span a plane.
    """
    points = np.asarray(path, np.float64)
    if points.ndim != 2 or len(points) < 3:
        raise ShapeError(f"path has shape {points.shape}; it needs at least 3 points (n_points, n_parameters).")
    centred = points - points.mean(axis=0)
    lengths, components = _principal(centred)
    if len(lengths) < 2 or not lengths[1] > 1e-12 * lengths[0]:
        raise ArgumentError("The path lies on a line so far: train on, or choose other axes.")
    # The sign of a component is nobody's choice: one rule keeps pictures from flipping.
    largest = np.abs(components[:2]).argmax(axis=1)
    directions = components[:2] * np.copysign(1.0, components[[0, 1], largest])[:, np.newaxis]
    variances = lengths**2 / (lengths**2).sum()
    return _axes("trajectory", points[-1], directions, explained=(float(variances[0]), float(variances[1])))


def _principal(centred: Array) -> tuple[Array, Array]:
    """Return all singular values of a table, and its first right singular vectors, two at least where there are two.

    A path of few points through many parameters is as long as its triangular factor, which takes a third of the time.
    """
    n_points, n_parameters = centred.shape
    if n_parameters <= n_points:
        _, lengths, components = np.linalg.svd(centred, full_matrices=False)
        return lengths, components
    triangle = np.asarray(np.linalg.qr(centred.T, mode="r"))
    rows, lengths, _ = np.linalg.svd(triangle.T)
    first, second = rows[:, :2].T @ centred
    # Beside the first the second may be small: what rounding left of the one in the other goes.
    first /= np.linalg.norm(first) or 1.0
    second -= (second @ first) * first
    return lengths, np.stack((first, second / (np.linalg.norm(second) or 1.0)))


def line_between(start: npt.ArrayLike, end: npt.ArrayLike) -> SurfaceAxes:
    """Return the line from one point (coordinate 0) to another (coordinate 1).

    Raises
    ------
    ShapeError
        If the points are not of one length.
    ArgumentError
        If they are the same.
    """
    origin, last = np.asarray(start, np.float64), np.asarray(end, np.float64)
    if origin.ndim != 1 or origin.shape != last.shape:
        raise ShapeError(f"start has shape {origin.shape}, end {last.shape}; both need (n_parameters,).")
    if (origin == last).all():
        raise ArgumentError("start and end are the same point: there is no line between them.")
    return _axes("between", origin, (last - origin)[np.newaxis])


def _axes(kind: str, origin: Array, directions: Array, **more: Any) -> SurfaceAxes:
    origin, directions = origin.copy(), np.ascontiguousarray(directions)
    for array in (origin, directions):
        array.flags.writeable = False
    return SurfaceAxes(kind, origin, directions, **more)


def _checked_path(path: npt.ArrayLike, n_parameters: int) -> Array:
    points = np.asarray(path, np.float64)
    if points.ndim != 2 or points.shape[1] != n_parameters:
        raise ShapeError(f"path has shape {points.shape}; it needs (n_points, {n_parameters}).")
    return points
