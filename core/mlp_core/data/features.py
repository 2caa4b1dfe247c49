"""What the network is given to read: features of the raw point, then normalised, as one callable."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Feature:
    """One number computed from a raw point.

    Attributes
    ----------
    name : str
        Key in `FEATURES`.
    title : str
        Plain text for a menu.
    label : str
        Unicode mathematics for the drawing, e.g. "𝑥₁²".
    summary : str
        One sentence for a tool-tip.
    inputs : tuple of int
        The raw coordinates that it reads, counted from 0.
    compute : callable (coordinates, out) -> None
        Writes the feature of `coordinates`, shape (n_coordinates, n_points), into `out`, shape (n_points,).
    is_coordinate : bool
        Whether it is just one of the coordinates.
    """

    name: str
    title: str
    label: str
    summary: str
    inputs: tuple[int, ...]
    compute: Callable[[Array, Array], None]
    is_coordinate: bool = False


def _copy(index: int, coordinates: Array, out: Array) -> None:
    np.copyto(out, coordinates[index])


def _square(index: int, coordinates: Array, out: Array) -> None:
    np.multiply(coordinates[index], coordinates[index], out=out)


def _sine(index: int, coordinates: Array, out: Array) -> None:
    np.sin(coordinates[index], out=out)


def _product(coordinates: Array, out: Array) -> None:
    np.multiply(coordinates[0], coordinates[1], out=out)


_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def coordinate(index: int) -> Feature:
    """Return the feature that is raw coordinate `index` (counted from 0) itself."""
    number = str(index + 1)

    return Feature(
        name=f"x{number}",
        title=f"x{number}",
        label="𝑥" + number.translate(_SUBSCRIPTS),
        summary=f"The point's coordinate x{number} as it is.",
        inputs=(index,),
        compute=partial(_copy, index),
        is_coordinate=True,
    )


_ALL = (
    coordinate(0),
    coordinate(1),
    Feature(
        name="x1_squared",
        title="x1 squared",
        label="𝑥₁²",
        summary="x1 times itself: the same on the left and on the right.",
        inputs=(0,),
        compute=partial(_square, 0),
    ),
    Feature(
        name="x2_squared",
        title="x2 squared",
        label="𝑥₂²",
        summary="x2 times itself: the same above and below.",
        inputs=(1,),
        compute=partial(_square, 1),
    ),
    Feature("x1_x2", "x1 times x2", "𝑥₁𝑥₂", "The product: positive where both signs agree.", (0, 1), _product),
    Feature("sin_x1", "sine of x1", "sin 𝑥₁", "A wave from left to right.", (0,), partial(_sine, 0)),
    Feature("sin_x2", "sine of x2", "sin 𝑥₂", "A wave from bottom to top.", (1,), partial(_sine, 1)),
)

FEATURES: dict[str, Feature] = {feature.name: feature for feature in _ALL}
"""The features of a point in the plane (or on the line), in the order in which they are shown."""

MOST_IN_FORMULAS = 2
"""Coordinates of which products and squares are offered; more are read as they are."""


@lru_cache(maxsize=64)
def offered_features(point_names: tuple[str, ...]) -> dict[str, Feature]:
    """Return what a network can be given to read of points with these coordinates, by name.

    Parameters
    ----------
    point_names : tuple of str
        Names of the raw coordinates: "x1", "x2", or those of a table's columns.

    Returns
    -------
    dict of str to Feature
        With one or two coordinates those of `FEATURES` that they have, with more the coordinates alone. The keys
        count, "x1", "x2", "x3", whatever the coordinates are called; titles and labels tell their names.
    """
    n_coordinates = len(point_names)
    if n_coordinates > MOST_IN_FORMULAS:
        offered = [coordinate(index) for index in range(n_coordinates)]
    else:
        offered = [feature for feature in _ALL if max(feature.inputs) < n_coordinates]
    return {feature.name: _called(feature, point_names) for feature in offered}


def _called(feature: Feature, point_names: tuple[str, ...]) -> Feature:
    """Return a feature that says the names of its coordinates."""
    if all(point_names[index] == f"x{index + 1}" for index in feature.inputs):
        return feature
    if feature.is_coordinate:
        name = point_names[feature.inputs[0]]
        return replace(feature, title=name, label=name, summary=f"{name} as it is.")
    spoken = {f"x{index + 1}": point_names[index] for index in feature.inputs}
    drawn = {_ALL[index].label: point_names[index] for index in feature.inputs}
    return replace(
        feature,
        title=_respelled(feature.title, spoken),
        label=_respelled(feature.label.replace("𝑥₁𝑥₂", "𝑥₁ · 𝑥₂"), drawn),
        summary=_respelled(feature.summary, spoken),
    )


def _respelled(text: str, names: dict[str, str]) -> str:
    """Return a text with every key replaced, all at once: a name may itself contain a key."""
    return re.sub("|".join(names), lambda found: names[found.group()], text)


class InputMap:
    """Raw points to network inputs: features, then `(feature - shift) / scale`.

    Parameters
    ----------
    features : iterable of Feature
        What the network reads, in that order.
    n_coordinates : int
        Raw coordinates of a point.
    shift, scale : array_like, shape (n_inputs,), optional
        Normalisation of each feature; none where left out.

    Attributes
    ----------
    is_normalised : bool
        Whether any feature is shifted or scaled.

    Raises
    ------
    ArgumentError
        If there is no feature, or one reads a coordinate that the points do not have.
    """

    __slots__ = ("_columns", "features", "is_normalised", "n_coordinates", "scale", "shift")

    def __init__(
        self,
        features: Iterable[Feature],
        n_coordinates: int,
        shift: ArrayLike | None = None,
        scale: ArrayLike | None = None,
    ) -> None:
        self.features = tuple(features)
        self.n_coordinates = n_coordinates
        if not self.features:
            raise ArgumentError("features is empty; the network needs at least one input.")
        for feature in self.features:
            if max(feature.inputs) >= n_coordinates:
                raise ArgumentError(
                    f"features has {feature.name!r}, which needs x{max(feature.inputs) + 1}; "
                    f"these points have {n_coordinates} coordinate{'s' if n_coordinates > 1 else ''}."
                )
        self.shift = self._normalisation(shift, 0.0)
        self.scale = self._normalisation(scale, 1.0)
        self.is_normalised = bool(np.any(self.shift != 0.0) or np.any(self.scale != 1.0))
        # Tables with hundreds of columns are picked in one step instead of column by column.
        self._columns = (
            np.array([feature.inputs[0] for feature in self.features])
            if all(feature.is_coordinate for feature in self.features)
            else None
        )

    @classmethod
    def identity(cls, n_coordinates: int) -> InputMap:
        """Return the map that hands every coordinate on as it is."""
        return cls((coordinate(index) for index in range(n_coordinates)), n_coordinates)

    @property
    def n_inputs(self) -> int:
        """Network inputs."""
        return len(self.features)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the features, in input order."""
        return tuple(feature.name for feature in self.features)

    @property
    def labels(self) -> tuple[str, ...]:
        """Unicode labels of the features, in input order."""
        return tuple(feature.label for feature in self.features)

    def __call__(self, points: ArrayLike) -> Array:
        """Return the network inputs of `points`.

        Parameters
        ----------
        points : array_like, shape (n_points, n_coordinates)
            Raw points; float32 stays float32, everything else becomes float64.

        Returns
        -------
        ndarray, shape (n_points, n_inputs), C-contiguous
            The inputs, in the dtype of the points.

        Raises
        ------
        ShapeError
            If `points` is not a matrix with one column per coordinate.
        """
        array = np.asarray(points)
        if array.dtype != np.float32:
            array = array.astype(np.float64, copy=False)
        if array.ndim != 2 or array.shape[1] != self.n_coordinates:
            raise ShapeError(f"points has shape {array.shape}; it needs (n_points, {self.n_coordinates}).")
        if self._columns is not None:
            inputs = np.take(array, self._columns, axis=1)
            self._normalise(inputs.T)
            return inputs
        rows = np.empty((self.n_inputs, array.shape[0]), array.dtype)
        self.fill(array.T, rows)
        return np.ascontiguousarray(rows.T)

    def fill(self, coordinates: Array, out: Array) -> None:
        """Write the inputs of many points into `out`, row by row, without allocating.

        Parameters
        ----------
        coordinates : ndarray, shape (n_coordinates, n_points)
            One row per raw coordinate.
        out : ndarray, shape (n_inputs, n_points)
            Overwritten; its dtype is the dtype of the arithmetic.
        """
        for feature, row in zip(self.features, out, strict=True):
            feature.compute(coordinates, row)
        self._normalise(out)

    def _normalise(self, rows: Array) -> None:
        if self.is_normalised:
            rows -= self.shift.astype(rows.dtype)[:, np.newaxis]
            rows /= self.scale.astype(rows.dtype)[:, np.newaxis]

    def _normalisation(self, values: ArrayLike | None, neutral: float) -> NDArray[np.float64]:
        array = np.full(self.n_inputs, neutral) if values is None else np.array(values, dtype=np.float64)
        if array.shape != (self.n_inputs,):
            raise ShapeError(f"shift and scale have shape {array.shape}; they need ({self.n_inputs},).")
        array.flags.writeable = False
        return array
