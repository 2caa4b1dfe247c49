"""Datasets by name: reproducible, stable under the sliders, checked field by field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mlp_core.data.loading import load_dataset
from mlp_core.data.registry import DATASETS
from mlp_core.errors import ArgumentError
from mlp_core.experiment import DataConfig

NAMES = [name for name, kind in DATASETS.items() if kind.noise_range[1] > 0.0]


def test_every_promised_dataset_is_there():
    """The menu has the gates first, then clouds and curves, then what is for regression."""
    promised = "and or nand not xor gaussian circle xor_clouds spiral spiral3 moons blobs blobs4 blobs5 plane"
    assert [*promised.split(), "multi_gaussian", "sine", "step", "parabola", "absolute", "proportional"] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_describes_what_is_loaded(name):
    """What the registry says of a dataset is true of the arrays."""
    kind = DATASETS[name]
    dataset = load_dataset(kind.defaults)
    assert kind.title
    assert kind.summary.endswith(".")
    assert dataset.points.shape == (kind.default_size, kind.n_inputs)
    assert (dataset.task, dataset.n_classes) == (kind.task, kind.n_classes)
    assert dataset.domain == kind.domain
    if dataset.is_classification:
        np.testing.assert_array_equal(np.unique(dataset.labels[dataset.train]), np.arange(kind.n_classes))
        assert dataset.values.shape == (kind.default_size, 0)
    else:
        assert dataset.values.shape == (kind.default_size, 1)


@pytest.mark.parametrize("name", NAMES)
def test_the_default_points_lie_in_the_plot(name):
    """Nothing that is learned from is hidden outside the suggested range."""
    dataset = load_dataset(DATASETS[name].defaults)
    (x_low, x_high), (y_low, y_high) = dataset.domain
    assert np.all((dataset.points[:, 0] >= x_low) & (dataset.points[:, 0] <= x_high))
    heights = dataset.points[:, 1] if dataset.n_coordinates == 2 else dataset.values
    assert np.all((heights >= y_low) & (heights <= y_high))
    if dataset.n_coordinates == 2:
        assert x_high - x_low == y_high - y_low


@pytest.mark.parametrize("name", NAMES)
def test_the_same_configuration_gives_the_same_arrays(name):
    """A configuration is the whole story: no hidden state, and another seed is another draw."""
    kind = DATASETS[name]
    config = replace(kind.defaults, noise=kind.noise_range[1] / 2.0, train_share=0.6)
    first, again = load_dataset(config), load_dataset(config)
    for array in ("points", "labels", "values", "inputs", "train", "validation", "test"):
        np.testing.assert_array_equal(getattr(first, array), getattr(again, array))
    other = load_dataset(replace(config, seed=2))
    moved = other.values if kind.noise_moves_values else other.points
    assert not np.array_equal(moved, first.values if kind.noise_moves_values else first.points)


@pytest.mark.parametrize("name", NAMES)
def test_noise_moves_points_along_and_keeps_the_rest(name):
    """The noise slider morphs the cloud: twice the noise moves each point twice as far, and labels stay."""
    kind = DATASETS[name]
    noise = kind.noise_range[1] / 2.0
    clean, some, more = (load_dataset(replace(kind.defaults, noise=factor * noise)) for factor in (0.0, 1.0, 2.0))
    np.testing.assert_array_equal(some.labels, clean.labels)
    np.testing.assert_array_equal(some.train, clean.train)
    if kind.noise_moves_values:
        np.testing.assert_array_equal(some.points, clean.points)
        base, once, twice = clean.values, some.values, more.values
    else:
        np.testing.assert_array_equal(some.values, clean.values)
        base, once, twice = clean.points, some.points, more.points
    np.testing.assert_allclose(twice - base, 2.0 * (once - base), atol=1e-12)
    assert np.all(once != base)


@pytest.mark.parametrize("name", NAMES)
def test_more_points_come_on_top(name):
    """The size slider adds points and leaves the ones that are there."""
    kind = DATASETS[name]
    few, many = (load_dataset(replace(kind.defaults, n_samples=n, noise=0.1)) for n in (24, 48))
    np.testing.assert_array_equal(many.points[:24], few.points)
    np.testing.assert_array_equal(many.labels[: few.labels.size], few.labels)
    np.testing.assert_array_equal(many.values[:24], few.values)


@pytest.mark.parametrize(
    ("name", "points", "labels"),
    [
        ("and", [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]),
        ("or", [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 1]),
        ("nand", [[0, 0], [0, 1], [1, 0], [1, 1]], [1, 1, 1, 0]),
        ("xor", [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]),
        ("not", [[0], [1]], [1, 0]),
    ],
)
def test_gates_have_their_truth_tables(name, points, labels):
    """X1 of the hand-outs: the corners and what the gate says there."""
    dataset = load_dataset(DATASETS[name].defaults)
    np.testing.assert_array_equal(dataset.points, points)
    np.testing.assert_array_equal(dataset.labels, labels)


def test_a_gate_has_each_corner_equally_often():
    """Sizes are rounded to a multiple of the corners."""
    dataset = load_dataset(replace(DATASETS["xor"].defaults, n_samples=41))
    assert np.unique(dataset.points, axis=0, return_counts=True)[1].tolist() == [10, 10, 10, 10]


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("circle", lambda x: np.hypot(x[:, 0], x[:, 1]) < 3.0),
        ("xor_clouds", lambda x: x[:, 0] * x[:, 1] < 0.0),
        ("gaussian", None),
        ("blobs", None),
    ],
)
def test_clean_clouds_are_where_their_class_is(name, truth):
    """Without noise, the class can be told from the place."""
    dataset = load_dataset(replace(DATASETS[name].defaults, noise=0.0, n_samples=1000))
    if truth is not None:
        np.testing.assert_array_equal(truth(dataset.points), dataset.labels == 1)
    else:
        centres = np.array([dataset.points[dataset.labels == k].mean(axis=0) for k in range(dataset.n_classes)])
        nearest = np.square(dataset.points[:, None] - centres).sum(axis=2).argmin(axis=1)
        assert np.mean(nearest == dataset.labels) > 0.985


@pytest.mark.parametrize("name", ["spiral", "spiral3"])
def test_the_arms_of_a_spiral_are_the_same_curve_turned(name):
    """Turned back by its share of a turn, every arm lies on the first one."""
    dataset = load_dataset(replace(DATASETS[name].defaults, noise=0.0, n_samples=999))
    turned = np.arctan2(dataset.points[:, 0], dataset.points[:, 1]) - 2.0 * np.pi * dataset.labels / dataset.n_classes
    radius = np.hypot(*dataset.points.T)
    turns = (1.25 if name == "spiral" else 0.8) * (radius - 0.4) / 4.6
    np.testing.assert_allclose(np.exp(1j * turned), np.exp(2j * np.pi * turns), atol=1e-9)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("sine", np.sin),
        ("step", lambda x: (x > 0).astype(float)),
        ("parabola", np.square),
        ("absolute", np.abs),
        ("proportional", np.positive),
    ],
)
def test_clean_lines_follow_their_function(name, function):
    """One-input regression is the function itself when there is no noise."""
    dataset = load_dataset(replace(DATASETS[name].defaults, noise=0.0))
    np.testing.assert_allclose(dataset.values, function(dataset.points))


def test_the_plane_is_linear_and_the_hills_take_turns():
    """Plane values follow one linear formula; the hills stand where they are said to be."""
    dataset = load_dataset(replace(DATASETS["plane"].defaults, noise=0.0))
    design = np.column_stack((dataset.points, np.ones(dataset.n_points)))
    residual = np.linalg.lstsq(design, dataset.values, rcond=None)[1]
    assert residual.max(initial=0.0) < 1e-20
    hills = load_dataset(replace(DATASETS["multi_gaussian"].defaults, noise=0.0, n_samples=2000))
    near = np.hypot(hills.points[:, 0], hills.points[:, 1] - 2.5) < 0.4
    assert near.any()
    assert np.all(hills.values[near] < -0.8)


@pytest.mark.parametrize("normalisation", ["z_score", "min_max"])
def test_normalisation_looks_at_the_training_part_alone(normalisation):
    """G8: what the test part looks like never reaches the inputs' scale."""
    config = replace(DATASETS["circle"].defaults, features=("x1", "x1_squared"), normalisation=normalisation)
    dataset = load_dataset(config)
    train = dataset.inputs[dataset.train]
    if normalisation == "z_score":
        np.testing.assert_allclose(train.mean(axis=0), 0.0, atol=1e-12)
        np.testing.assert_allclose(train.std(axis=0), 1.0, rtol=1e-12)
    else:
        np.testing.assert_allclose(train.min(axis=0), 0.0, atol=1e-12)
        np.testing.assert_allclose(train.max(axis=0), 1.0, rtol=1e-12)
    np.testing.assert_array_equal(dataset.input_map(dataset.points), dataset.inputs)
    assert np.ptp(dataset.points[:, 0]) > 8.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "xorr"}, "name has 'xorr'; it must be one of and, or,"),
        ({"name": 3}, "name has 3"),
        ({"n_samples": 19}, "n_samples is 19; it must be a whole number from 20 to 2000"),
        ({"n_samples": 2001}, "n_samples is 2001"),
        ({"n_samples": 50.0}, "n_samples is 50.0"),
        ({"n_samples": True}, "n_samples is True"),
        ({"noise": -0.1}, "noise is -0.1; it must be a number from 0 to 1.5"),
        ({"noise": 9.0}, "noise is 9.0"),
        ({"noise": float("nan")}, "noise is nan"),
        ({"noise": "much"}, "noise is 'much'"),
        ({"train_share": 0.0}, "train_share is 0.0"),
        ({"train_share": 1.5}, "train_share is 1.5"),
        ({"validation_share": -0.5}, "validation_share is -0.5"),
        ({"train_share": 0.7, "validation_share": 0.4}, "validation_share is 0.4"),
        ({"seed": -1}, "seed is -1; it must be a whole number of at least 0"),
        ({"seed": 1.5}, "seed is 1.5"),
        ({"features": ()}, r"features is \(\)"),
        ({"features": "x1"}, "features is 'x1'"),
        ({"features": ("x1", "x3")}, "features has 'x3'; it must be one of x1, x2"),
        ({"features": ("x1", "x1")}, "each name may stand there once"),
        ({"name": "sine", "features": ("x1", "x2")}, "features has 'x2'; Sine has one coordinate"),
        ({"normalisation": "log"}, "normalisation has 'log'; it must be one of none, z_score, min_max"),
    ],
)
def test_every_field_is_checked_by_name(changes, message):
    """The message names the field, its value and what is allowed, so that a form can point at it."""
    config = replace(DATASETS["circle"].defaults, **changes)
    with pytest.raises(ArgumentError, match=message):
        load_dataset(config)


def test_the_default_configuration_is_the_xor_gate():
    """An experiment that says nothing of its data has the four corners, all of them training."""
    dataset = load_dataset(DataConfig())
    assert dataset.points.shape == (4, 2)
    assert dataset.train.size == 4
