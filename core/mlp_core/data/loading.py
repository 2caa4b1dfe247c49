"""From a configuration to a dataset: every field checked, points drawn, moved by noise, parted and normalised."""

from __future__ import annotations

from numbers import Integral, Real
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.data.dataset import COMPRESSION, Dataset
from mlp_core.data.features import FEATURES, MOST_IN_FORMULAS, InputMap
from mlp_core.data.kinds import kind_of, source_of
from mlp_core.data.missing import fill_missing
from mlp_core.data.painting import paint, painted_rows
from mlp_core.data.preprocessing import NORMALISATIONS
from mlp_core.data.sample_names import SampleNames
from mlp_core.data.split import split_points
from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_core.data.dataset import Range
    from mlp_core.data.features import Feature
    from mlp_core.data.generators.clean import CleanPoints
    from mlp_core.data.registry import DatasetKind
    from mlp_core.experiment import DataConfig

# One seed, three streams: what is drawn in one never shifts the draws of another.
_POINT_STREAM, _NOISE_STREAM, _SPLIT_STREAM = range(3)

_MOST_LISTED = 20


def load_dataset(config: DataConfig) -> Dataset:
    """Make the dataset that a configuration describes; the same configuration always gives the same arrays.

    Of a table a share of its rows is drawn; gaps, and the values of a regression, are then filled and normalised by
    what the training part alone says.

    Noise moves points and their labels go with them. Another noise moves the same points by more or less along
    the same directions, more points come on top of the ones that there are, and the seed alone decides all.

    Parameters
    ----------
    config : DataConfig
        What to draw. Gates round `n_samples` to a multiple of their corners.

    Raises
    ------
    ArgumentError
        If a field is unknown or out of range; the message names the field, its value and what is allowed.
    DataError
        If painting leaves no training point.
    """
    kind = _checked_kind(config)
    source = source_of(config)
    features = _checked_features(config, kind)
    n_points = kind.rounded_size(config.n_samples)
    clean = kind.generate(n_points, _stream(config.seed, _POINT_STREAM))
    points, targets = clean.points, clean.targets
    noise_rng = _stream(config.seed, _NOISE_STREAM)
    if kind.noise_moves_values:
        targets = targets + config.noise * noise_rng.standard_normal(n_points)
    elif config.noise > 0.0:
        points = points + config.noise * noise_rng.standard_normal(points.shape)
    split = split_points(
        n_points,
        config.train_share,
        config.validation_share,
        _stream(config.seed, _SPLIT_STREAM),
        clean.labels,
    )
    if config.painted is not None:
        points, targets, split = paint(config.painted, points, targets, split, source.n_classes)
    if kind.missing != "drop":
        points = fill_missing(points, split.train, kind.missing, kind.one_hot)
    normalisation = NORMALISATIONS[config.normalisation]
    plain_map = InputMap(features, kind.n_inputs)
    shift, scale = normalisation.fit(plain_map(points[split.train]))
    value_units = (0.0, 1.0)
    if kind.normalises_values:
        values = np.asarray(targets, np.float64)
        value_shift, value_scale = normalisation.fit(values[split.train][:, np.newaxis])
        value_units = float(value_shift[0]), float(value_scale[0])
        targets = (values - value_units[0]) / value_units[1]
    return Dataset.from_arrays(
        points,
        None if kind.task == COMPRESSION and not source.n_classes else targets,
        task=kind.task,
        n_classes=kind.n_classes or None,
        split=split,
        input_map=InputMap(features, kind.n_inputs, shift, scale),
        domain=_drawn_range(kind, value_units),
        class_names=source.class_names,
        point_names=kind.point_names,
        value_units=value_units,
        painting=config.painted,
        sample_names=_sample_names(config, clean),
    )


def _sample_names(config: DataConfig, clean: CleanPoints) -> SampleNames:
    """Return what the points are called, after points were painted or erased."""
    numbers = clean.numbers
    if numbers is None or config.table is None:
        return SampleNames()
    if config.painted is not None:
        rows = painted_rows(config.painted, numbers.size)
        numbers = np.where(rows >= 0, numbers[rows], 0)
    return SampleNames(config.table.table.name, numbers)


def _drawn_range(kind: DatasetKind, value_units: tuple[float, float]) -> tuple[Range, Range] | None:
    """Return the range to draw, whose second part is that of the values where there is one coordinate.

    None leaves it to the points: with more than two coordinates a view chooses the two that it shows, and their range.
    """
    if kind.n_inputs > MOST_IN_FORMULAS:
        return None
    if not kind.normalises_values or kind.n_inputs > 1:
        return kind.domain
    shift, scale = value_units
    across, (low, high) = kind.domain
    return across, ((low - shift) / scale, (high - shift) / scale)


def _checked_kind(config: DataConfig) -> DatasetKind:
    kind = kind_of(config)
    _known("normalisation", config.normalisation, NORMALISATIONS)
    _check_integer("n_samples", config.n_samples, *kind.sizes)
    _check_integer("seed", config.seed, 0, None)
    _check_number("noise", config.noise, *kind.noise_range)
    _check_number("train_share", config.train_share, 0.0, 1.0)
    _check_number("validation_share", config.validation_share, 0.0, 1.0)
    return kind


def _checked_features(config: DataConfig, kind: DatasetKind) -> list[Feature]:
    names = config.features
    offered = kind.features
    if isinstance(names, str) or not names:
        raise ArgumentError(f"features is {names!r}; it must be one or more names of {_listing(offered)}.")
    for name in names:
        if name in FEATURES and name not in offered:
            count = "one coordinate" if kind.n_inputs == 1 else f"{kind.n_inputs} coordinates"
            raise ArgumentError(
                f"features has {name!r}; {kind.title} has {count}, so it must be of {_listing(offered)}."
            )
    if len(set(names)) < len(names):
        raise ArgumentError(f"features is {tuple(names)!r}; each name may stand there once.")
    return [offered[_known("features", name, offered)] for name in names]


def _known(field: str, value: object, allowed: Iterable[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise ArgumentError(f"{field} has {value!r}; it must be one of {_listing(allowed)}.")
    return value


def _check_integer(field: str, value: object, low: int, high: int | None) -> None:
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or value < low or (high is not None and value > high):  # type: ignore[operator]
        limits = f"from {low} to {high}" if high is not None else f"of at least {low}"
        raise ArgumentError(f"{field} is {value!r}; it must be a whole number {limits}.")


def _check_number(field: str, value: object, low: float, high: float) -> None:
    # A NaN fails the comparison, as it should.
    if not isinstance(value, Real) or isinstance(value, bool) or not low <= float(value) <= high:
        raise ArgumentError(f"{field} is {value!r}; it must be a number from {low:g} to {high:g}.")


def _listing(names: Iterable[str]) -> str:
    listed = list(names)
    more = f", ... ({len(listed)} in all)" if len(listed) > _MOST_LISTED else ""
    return ", ".join(listed[:_MOST_LISTED]) + more


def _stream(seed: int, stream: int) -> np.random.Generator:
    return np.random.default_rng((int(seed), stream))
