"""A plane through the space of many inputs: two of them run, the others stay where they are held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.data.features import InputMap

    Array = npt.NDArray[np.floating[Any]]
    Doubles = npt.NDArray[np.float64]
    Range = tuple[float, float]

_MARGIN = 0.1


class PlaneSlice:
    """Turns points of the plane into network inputs, as an `InputMap` of two coordinates does.

    Parameters
    ----------
    input_map : InputMap
        Of the dataset, with at least two coordinates.
    axes : (int, int)
        Which coordinates run: across and up, counted from 0.
    held : array_like, shape (n_coordinates,)
        Where the others stay.

    Attributes
    ----------
    n_coordinates : int
        2.
    n_inputs : int
        Of the network.

    Raises
    ------
    ArgumentError
        If the two are not two of the coordinates.
    ShapeError
        If `held` does not have the coordinates.
    """

    n_coordinates = 2

    def __init__(self, input_map: InputMap, axes: tuple[int, int], held: npt.ArrayLike) -> None:
        count = input_map.n_coordinates
        if axes[0] == axes[1] or not all(0 <= axis < count for axis in axes):
            raise ArgumentError(f"axes is {axes}; it needs two different coordinates from 0 to {count - 1}.")
        self.axes = axes
        self.held = np.array(held, np.float64)
        if self.held.shape != (count,):
            raise ShapeError(f"held has shape {self.held.shape}; it needs ({count},).")
        self._input_map = input_map
        self.n_inputs = input_map.n_inputs

    def points(self, places: npt.ArrayLike) -> Array:
        """Return the raw points of places in the plane: (n, 2) to (n, n_coordinates), float64."""
        array = np.asarray(places, np.float64)
        if array.ndim != 2 or array.shape[1] != 2:
            raise ShapeError(f"places has shape {array.shape}; it needs (n_places, 2).")
        points = np.tile(self.held, (len(array), 1))
        points[:, self.axes] = array
        return points

    def __call__(self, places: npt.ArrayLike) -> Array:
        """Return the network inputs of places in the plane: (n, 2) to (n, n_inputs)."""
        return self._input_map(self.points(places))

    def fill(self, coordinates: Array, out: Array) -> None:
        """Write the inputs of many places into `out`, row by row, as `InputMap.fill` does.

        Parameters
        ----------
        coordinates : ndarray, shape (2, n_points)
            One row for each running coordinate.
        out : ndarray, shape (n_inputs, n_points)
            Overwritten.
        """
        points = np.empty((len(self.held), coordinates.shape[1]), coordinates.dtype)
        points[:] = self.held[:, np.newaxis]
        points[self.axes, :] = coordinates
        self._input_map.fill(points, out)

    def cut(self, normals: Doubles, offsets: Doubles) -> tuple[Doubles, Doubles]:
        """Return where hyperplanes normal . point + offset = 0 cut the plane: normals (n, 2) and offsets (n,)."""
        rest = self.held.copy()
        rest[list(self.axes)] = 0.0
        return normals[:, list(self.axes)], np.asarray(offsets + normals @ rest, np.float64)


def plane_ranges(points: Array, axes: tuple[int, int]) -> tuple[Range, Range]:
    """Return what to draw of two coordinates of points, shape (n_points, n_coordinates): their range, with a margin."""
    ranges = []
    for axis in axes:
        low, high = float(points[:, axis].min()), float(points[:, axis].max())
        margin = _MARGIN * (high - low) or 1.0
        ranges.append((low - margin, high + margin))
    return ranges[0], ranges[1]
