"""Points that are pictures: found by the names of their coordinates, and put into rows and columns."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mlp_core.data.dataset import Dataset
    from mlp_core.network.network import Network

    Array = NDArray[np.floating[Any]]

LEAST_PIXELS: Final = 16
"""Places that a picture has at least."""

_PLACES: Final = (
    re.compile(r"row (\d+), column (\d+)"),
    re.compile(r"(?:pixel|px|p)?_?(\d+)[x_](\d+)", re.IGNORECASE),
)
"""Names that tell row and column."""
_NUMBERED: Final = re.compile(r"(?:pixel|px)_?(\d+)", re.IGNORECASE)
"""Names that count through the rows of a square."""


@lru_cache(maxsize=64)
def picture_shape(point_names: tuple[str, ...]) -> tuple[int, int] | None:
    """Return rows and columns of the pictures that points with these coordinates are; None where they are none.

    The names have to tell it: "row 1, column 1", "1x1", "pixel_0_0" for each place, row by row, or "pixel0", "pixel1"
    and so on for those of a square.

    Parameters
    ----------
    point_names : tuple of str
        As of `Dataset.point_names`.
    """
    if len(point_names) < LEAST_PIXELS:
        return None
    for pattern in _PLACES:
        found = [pattern.fullmatch(name) for name in point_names]
        if all(found):
            places = np.array([[int(each[1]), int(each[2])] for each in found if each is not None])
            return _shape_of(places - places[0])
    counted = [_NUMBERED.fullmatch(name) for name in point_names]
    if all(counted):
        numbers = [int(each[1]) for each in counted if each is not None]
        side = math.isqrt(len(numbers))
        if side * side == len(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return side, side
    return None


def _shape_of(places: NDArray[np.int64]) -> tuple[int, int] | None:
    rows, columns = (int(each) + 1 for each in places.max(axis=0))
    expected = np.indices((rows, columns)).reshape(2, -1).T
    return (rows, columns) if np.array_equal(places, expected) else None


def weight_pictures(network: Network, dataset: Dataset) -> Array | None:
    """Return the weights of the first layer's units as pictures, each weight at the place of the point that it reads.

    Parameters
    ----------
    network : Network
        Whose first layer it is.
    dataset : Dataset
        Knows which input reads which coordinate.

    Returns
    -------
    ndarray, shape (n_units, n_rows, n_columns), or None
        nan at places that are not read; None where the points are no pictures.
    """
    return pictures_of(network.weights[0], dataset)


def pictures_of(values: Array, dataset: Dataset) -> Array | None:
    """Return numbers that belong to the network's inputs as pictures, each at the place of its point.

    Parameters
    ----------
    values : ndarray, shape (n, n_inputs)
        A number for each input: a weight, or a reconstruction.
    dataset : Dataset
        Knows which input reads which coordinate.

    Returns
    -------
    ndarray, shape (n, n_rows, n_columns), or None
        nan at places that are not read; None where the points are no pictures.
    """
    shape = picture_shape(dataset.point_names)
    features = dataset.input_map.features
    if shape is None or not all(feature.is_coordinate for feature in features):
        return None
    pictures = np.full((len(values), dataset.n_coordinates), np.nan)
    pictures[:, [feature.inputs[0] for feature in features]] = values
    return pictures.reshape(-1, *shape)
