"""A dataset: raw points, what they should give, their three parts, and what the network reads of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.features import InputMap, offered_features
from mlp_core.data.sample_names import SampleNames
from mlp_core.data.split import Split
from mlp_core.errors import ArgumentError, DataError, ShapeError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from mlp_core.data.features import Feature
    from mlp_core.data.painting import Painting

CLASSIFICATION = "classification"
REGRESSION = "regression"
COMPRESSION = "compression"

TASKS = (CLASSIFICATION, REGRESSION, COMPRESSION)

Range = tuple[float, float]

_PLOT_MARGIN = 0.1
_CHUNK = 65_536
"""Rows that are taken out at a time, which is faster than all at once."""


def _no_groups() -> NDArray[np.int64]:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Points to learn from, checked once and read-only from then on.

    Made by `mlp_core.load_dataset` or `Dataset.from_arrays`.

    Attributes
    ----------
    points : ndarray of float64, shape (n_points, n_coordinates)
        Raw coordinates, as the user sees them.
    labels : ndarray of int64, shape (n_points,)
        Class of each point, counted from 0; empty unless classes are learned.
    values : ndarray of float64, shape (n_points, n_values)
        What each point should give; of shape (n_points, 0) for classification, and `inputs` for compression.
    task : str
        "classification", "regression", or "compression", which gives the inputs back.
    n_classes : int
        Classes; 0 unless they are learned.
    class_names : tuple of str
        One name per class.
    split : Split
        Training, validation and test part.
    input_map : InputMap
        Turns points into network inputs.
    domain : ((float, float), (float, float))
        Range of x1 and of x2 to draw: a square. With one raw input, the range of x1 and that of the target.
    point_names : tuple of str
        Names of the raw coordinates.
    value_shift, value_scale : float
        A value in the user's own units is `value * value_scale + value_shift`: the values of a table are
        normalised as its inputs are, by the training part alone, and those of other data are as they were drawn.
    painting : Painting or None
        What a user painted, which is in these points; None for nothing.
    groups : ndarray of int64, shape (n_points,)
        What is known beside a compression: the class of each point, which nothing is learned from; otherwise empty.
    group_names : tuple of str
        One name per group.
    sample_names : SampleNames
        What the points are called.
    inputs : ndarray of float64, shape (n_points, n_inputs)
        `input_map(points)`.
    centre : ndarray of float64, shape (n_coordinates,)
        Mean of the training points.
    extent : ndarray of float64, shape (2, n_coordinates)
        The lowest and the highest value of each coordinate.
    """

    points: NDArray[np.float64]
    labels: NDArray[np.int64]
    values: NDArray[np.float64]
    task: str
    n_classes: int
    class_names: tuple[str, ...]
    split: Split
    input_map: InputMap
    domain: tuple[Range, Range]
    point_names: tuple[str, ...]
    painting: Painting | None = None
    value_shift: float = 0.0
    value_scale: float = 1.0
    groups: NDArray[np.int64] = field(default_factory=_no_groups)
    group_names: tuple[str, ...] = ()
    sample_names: SampleNames = field(default_factory=SampleNames)
    inputs: NDArray[np.float64] = field(init=False)
    centre: NDArray[np.float64] = field(init=False)
    extent: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inputs", self.input_map(self.points))
        # Here, where datasets are made, and not where they are drawn: they may have a million rows.
        object.__setattr__(self, "centre", _mean_of_rows(self.points, self.split.train))
        object.__setattr__(self, "extent", np.stack((self.points.min(axis=0), self.points.max(axis=0))))
        if self.is_compression:
            object.__setattr__(self, "values", self.inputs)
        parts = (self.split.train, self.split.validation, self.split.test)
        facts = (self.inputs, self.centre, self.extent)
        for array in (self.points, self.labels, self.values, self.groups, *facts, *parts):
            array.flags.writeable = False

    @classmethod
    def from_arrays(
        cls,
        points: ArrayLike,
        targets: ArrayLike | None,
        *,
        task: str = CLASSIFICATION,
        n_classes: int | None = None,
        split: Split | None = None,
        input_map: InputMap | None = None,
        domain: tuple[Range, Range] | None = None,
        painting: Painting | None = None,
        class_names: tuple[str, ...] = (),
        point_names: tuple[str, ...] = (),
        value_units: tuple[float, float] = (0.0, 1.0),
        sample_names: SampleNames | None = None,
    ) -> Dataset:
        """Make a dataset of arrays, which are copied.

        Parameters
        ----------
        points : array_like, shape (n_points, n_coordinates)
            Raw coordinates.
        targets : array_like, shape (n_points,) or (n_points, n_values), or None
            Class numbers 0, 1, ... for classification, values for regression; for compression the groups, or None.
        task : str
            "classification", "regression" or "compression".
        n_classes : int, optional
            At least 2; the highest label plus one where left out.
        split : Split, optional
            Parts; all points train where left out.
        input_map : InputMap, optional
            Points to inputs; the identity where left out.
        domain : ((float, float), (float, float)), optional
            Range to draw; that of the points with a margin where left out.
        painting : Painting, optional
            What was painted into these points.
        class_names, point_names : tuple of str, optional
            One for each class (or group) and coordinate; "class 0" and "x1" where left out.
        value_units : (float, float), optional
            `value_shift` and `value_scale`; the targets are given in units of the network.
        sample_names : SampleNames, optional
            What the points are called; by their places where left out.

        Raises
        ------
        ShapeError
            If an array's shape does not fit.
        DataError
            If a number is not finite, a label is not a class number, or the parts do not cover the points.
        ArgumentError
            If the task is unknown or `n_classes` is too small.
        """
        array = np.array(points, dtype=np.float64)
        if array.ndim != 2 or 0 in array.shape:
            raise ShapeError(f"points has shape {array.shape}; it needs (n_points, n_coordinates), both at least 1.")
        _check_finite("points", array)
        n_points, n_coordinates = array.shape
        labels = np.empty(0, np.int64)
        values = np.empty((n_points, 0))
        groups = _no_groups()
        count = 0
        if task not in TASKS:
            raise ArgumentError(f"task is {task!r}; it must be one of {', '.join(TASKS)}.")
        if task == CLASSIFICATION:
            labels = _class_numbers(targets, n_points)
            count = _class_count(labels, n_classes)
        elif task == REGRESSION:
            values = _value_matrix(targets, n_points)
        elif targets is not None:
            groups = _class_numbers(targets, n_points)
        names = class_names or tuple(f"class {index}" for index in range(count or int(groups.max(initial=-1)) + 1))
        if split is None:
            split = Split(np.arange(n_points), np.empty(0, np.int64), np.empty(0, np.int64))
        _check_split(split, n_points)
        return cls(
            points=array,
            labels=labels,
            values=values,
            task=task,
            n_classes=count,
            class_names=names if task == CLASSIFICATION else (),
            split=split,
            input_map=InputMap.identity(n_coordinates) if input_map is None else input_map,
            domain=_domain_of(array, {CLASSIFICATION: labels, REGRESSION: values}.get(task, array))
            if domain is None
            else domain,
            point_names=point_names or numbered_names(n_coordinates),
            value_shift=value_units[0],
            value_scale=value_units[1],
            painting=painting,
            groups=groups,
            group_names=names if groups.size else (),
            sample_names=SampleNames() if sample_names is None else sample_names,
        )

    @property
    def train(self) -> NDArray[np.int64]:
        """Indices of the training part; never empty."""
        return self.split.train

    @property
    def validation(self) -> NDArray[np.int64]:
        """Indices of the validation part; may be empty."""
        return self.split.validation

    @property
    def test(self) -> NDArray[np.int64]:
        """Indices of the test part; may be empty."""
        return self.split.test

    @property
    def is_classification(self) -> bool:
        """Whether classes are to be told apart; otherwise values are to be met."""
        return self.task == CLASSIFICATION

    @property
    def is_compression(self) -> bool:
        """Whether the values to be met are the inputs themselves."""
        return self.task == COMPRESSION

    @property
    def n_points(self) -> int:
        """Points in all."""
        return int(self.points.shape[0])

    @property
    def n_coordinates(self) -> int:
        """Raw coordinates of a point."""
        return int(self.points.shape[1])

    @property
    def n_inputs(self) -> int:
        """Inputs of a network for this dataset."""
        return self.input_map.n_inputs

    @property
    def n_outputs(self) -> int:
        """Outputs of a network for this dataset: 1 for two classes, one per class for more, one per value."""
        if self.is_classification:
            return 1 if self.n_classes == 2 else self.n_classes
        return int(self.values.shape[1])

    @property
    def features(self) -> dict[str, Feature]:
        """What a network could be given to read of these points, by name, read or not."""
        return offered_features(self.point_names)

    @property
    def output_units(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Shift and scale, shapes (n_outputs,), of values: in the user's own units one is `value * scale + shift`."""
        if self.is_compression:
            return self.input_map.shift, self.input_map.scale
        return np.full(self.n_outputs, self.value_shift), np.full(self.n_outputs, self.value_scale)

    @property
    def output_names(self) -> tuple[str, ...]:
        """What each of several outputs stands for: a class, or an input; empty where nothing is said of them."""
        return self.input_labels if self.is_compression else self.class_names

    def in_units(self, values: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
        """Return values of the network in the user's own units.

        Parameters
        ----------
        values : ndarray of float
            Of any shape; for compression its last axis is that of the outputs.
        """
        if self.is_compression:
            return values * self.input_map.scale + self.input_map.shift
        return values * self.value_scale + self.value_shift

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the network inputs."""
        return self.input_map.names

    @property
    def input_labels(self) -> tuple[str, ...]:
        """Unicode labels of the network inputs."""
        return self.input_map.labels


def numbered_names(n_coordinates: int) -> tuple[str, ...]:
    """Return "x1", "x2" and so on: coordinates that have no names of their own."""
    return tuple(f"x{index + 1}" for index in range(n_coordinates))


def _mean_of_rows(points: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    total = np.zeros(points.shape[1])
    for start in range(0, rows.size, _CHUNK):
        total += points[rows[start : start + _CHUNK]].sum(axis=0)
    return np.asarray(total / rows.size, np.float64)


def _check_finite(name: str, array: NDArray[np.floating[Any]]) -> None:
    if not np.isfinite(array).all():
        row, column = (int(index) for index in np.argwhere(~np.isfinite(array))[0])
        raise DataError(f"{name} has {array[row, column]} in row {row}, column {column}; every number must be finite.")


def _class_numbers(targets: ArrayLike | None, n_points: int) -> NDArray[np.int64]:
    raw = np.asarray(targets)
    if raw.shape != (n_points,):
        raise ShapeError(f"targets has shape {raw.shape}; class numbers for {n_points} points need ({n_points},).")
    labels = raw.astype(np.int64)
    if not np.array_equal(labels, raw) or labels.min() < 0:
        wrong = int(np.flatnonzero((labels != raw) | (labels < 0))[0])
        raise DataError(f"targets has {raw[wrong]} in row {wrong}; class numbers are 0, 1, 2 and so on.")
    return labels


def _class_count(labels: NDArray[np.int64], n_classes: int | None) -> int:
    needed = max(int(labels.max()) + 1, 2)
    if n_classes is None:
        return needed
    if n_classes < needed:
        raise ArgumentError(f"n_classes is {n_classes}; these labels need at least {needed}.")
    return n_classes


def _value_matrix(targets: ArrayLike | None, n_points: int) -> NDArray[np.float64]:
    values = np.array([] if targets is None else targets, dtype=np.float64)
    if values.ndim == 1:
        values = values[:, np.newaxis]
    if values.ndim != 2 or values.shape[0] != n_points or values.shape[1] == 0:
        raise ShapeError(f"targets has shape {values.shape}; values for {n_points} points need ({n_points}, n_values).")
    _check_finite("targets", values)
    return values


def _check_split(split: Split, n_points: int) -> None:
    if split.train.size == 0:
        raise DataError("The training part is empty; it needs at least one point.")
    indices = np.sort(np.concatenate((split.train, split.validation, split.test)))
    if not np.array_equal(indices, np.arange(n_points)):
        raise DataError(f"The parts must hold each of the {n_points} points exactly once; they hold {indices.size}.")


def _domain_of(points: NDArray[np.float64], targets: NDArray[Any]) -> tuple[Range, Range]:
    if points.shape[1] == 1:
        return _padded(points.min(), points.max()), _padded(targets.min(), targets.max())
    plane = points[:, :2]
    middle = (plane.min(axis=0) + plane.max(axis=0)) / 2.0
    half = float(np.ptp(plane, axis=0).max()) / 2.0
    first, second = (_padded(centre - half, centre + half) for centre in middle)
    return first, second


def _padded(low: float, high: float) -> Range:
    margin = _PLOT_MARGIN * (high - low) or 1.0
    return float(low - margin), float(high + margin)
