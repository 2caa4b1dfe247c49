"""From a configuration to a dataset: every field checked, points drawn, moved by noise, parted and normalised."""

from __future__ import annotations

from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.dataset import Dataset
from mlp_core.data.features import FEATURES, InputMap
from mlp_core.data.painting import paint
from mlp_core.data.preprocessing import NORMALISATIONS
from mlp_core.data.registry import DATASETS
from mlp_core.data.split import split_points
from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_core.data.registry import DatasetKind
    from mlp_core.experiment import DataConfig

# One seed, three streams: what is drawn in one never shifts the draws of another.
_POINT_STREAM, _NOISE_STREAM, _SPLIT_STREAM = range(3)


def load_dataset(config: DataConfig) -> Dataset:
    """Make the dataset that a configuration describes; the same configuration always gives the same arrays.

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
    features = _checked_features(config, kind)
    n_points = kind.rounded_size(config.n_samples)
    clean = kind.generate(n_points, _stream(config.seed, _POINT_STREAM))
    points, targets = clean.points, clean.targets
    noise_rng = _stream(config.seed, _NOISE_STREAM)
    if kind.noise_moves_values:
        targets = targets + config.noise * noise_rng.standard_normal(n_points)
    else:
        points = points + config.noise * noise_rng.standard_normal(points.shape)
    split = split_points(
        n_points,
        config.train_share,
        config.validation_share,
        _stream(config.seed, _SPLIT_STREAM),
        clean.labels,
    )
    if config.painted is not None:
        points, targets, split = paint(config.painted, points, targets, split, kind.n_classes)
    plain_map = InputMap(features, kind.n_inputs)
    shift, scale = NORMALISATIONS[config.normalisation].fit(plain_map(points[split.train]))
    return Dataset.from_arrays(
        points,
        targets,
        task=kind.task,
        n_classes=kind.n_classes or None,
        split=split,
        input_map=InputMap(features, kind.n_inputs, shift, scale),
        domain=kind.domain,
        painting=config.painted,
    )


def _checked_kind(config: DataConfig) -> DatasetKind:
    kind = DATASETS[_known("name", config.name, DATASETS)]
    _known("normalisation", config.normalisation, NORMALISATIONS)
    _check_integer("n_samples", config.n_samples, *kind.sizes)
    _check_integer("seed", config.seed, 0, None)
    _check_number("noise", config.noise, *kind.noise_range)
    _check_number("train_share", config.train_share, 0.0, 1.0)
    _check_number("validation_share", config.validation_share, 0.0, 1.0)
    return kind


def _checked_features(config: DataConfig, kind: DatasetKind) -> list[Any]:
    names = config.features
    if isinstance(names, str) or not names:
        raise ArgumentError(f"features is {names!r}; it must be one or more names of {_listing(FEATURES)}.")
    features = [FEATURES[_known("features", name, FEATURES)] for name in names]
    if len(set(names)) < len(names):
        raise ArgumentError(f"features is {tuple(names)!r}; each name may stand there once.")
    for feature in features:
        if max(feature.inputs) >= kind.n_inputs:
            fitting = [name for name, other in FEATURES.items() if max(other.inputs) < kind.n_inputs]
            raise ArgumentError(
                f"features has {feature.name!r}; {kind.title} has one coordinate, so it must be of {_listing(fitting)}."
            )
    return features


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
    return ", ".join(names)


def _stream(seed: int, stream: int) -> np.random.Generator:
    return np.random.default_rng((int(seed), stream))
