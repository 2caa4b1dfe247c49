"""The bundled data are what they say, and a share of them is drawn by the seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn import datasets as sklearn_datasets

import mlp_core as mlp

MEASURED = ("iris", "wine", "housing", "digits")


@pytest.mark.parametrize("name", ["iris", "wine", "digits"])
def test_the_numbers_are_those_of_scikit_learn(name: str) -> None:
    """Every number and class of the copies is that of the peer's."""
    oracle = getattr(sklearn_datasets, f"load_{name}")()
    dataset = mlp.load_dataset(mlp.DATASETS[name].defaults)
    np.testing.assert_array_equal(dataset.points, oracle.data)
    np.testing.assert_array_equal(dataset.labels, oracle.target)
    if name == "iris":
        assert dataset.class_names == tuple(oracle.target_names)


def test_houses_have_their_prices() -> None:
    """The first house of the paper: 42,000 dollars, a lot of 5,850, three bedrooms, one bathroom, two storeys."""
    dataset = mlp.load_dataset(mlp.DATASETS["housing"].defaults)
    assert dataset.in_units(dataset.values)[0, 0] == pytest.approx(42_000.0)
    assert dataset.points[0, :4].tolist() == [5850.0, 3.0, 1.0, 2.0]
    assert dataset.values[dataset.train].std() == pytest.approx(1.0)


@pytest.mark.parametrize("name", MEASURED)
def test_a_kind_describes_what_is_loaded(name: str) -> None:
    """What the registry says of the data is true of the arrays, and each class is in every part."""
    kind = mlp.DATASETS[name]
    dataset = mlp.load_dataset(replace(kind.defaults, train_share=0.6, validation_share=0.2))
    assert dataset.points.shape == (kind.sizes[1], kind.n_inputs)
    assert (dataset.task, dataset.n_classes, dataset.n_outputs) == (kind.task, kind.n_classes, kind.n_outputs)
    assert dataset.point_names == kind.point_names
    assert dataset.input_names == tuple(kind.features) == kind.defaults.features
    assert dataset.input_labels == kind.point_names
    for part in (dataset.train, dataset.validation, dataset.test):
        assert part.size
        assert not kind.n_classes or len(set(dataset.labels[part])) == kind.n_classes


@pytest.mark.parametrize("name", MEASURED)
def test_a_share_is_drawn_by_the_seed(name: str) -> None:
    """Fewer points are some of them, more come on top, and another seed draws others."""
    defaults = mlp.DATASETS[name].defaults
    few, more, others = (
        {tuple(point) for point in mlp.load_dataset(replace(defaults, n_samples=size, seed=seed)).points}
        for size, seed in ((50, 1), (100, 1), (50, 2))
    )
    assert few < more
    assert few != others


def test_columns_can_be_left_out() -> None:
    """Two of four columns are two inputs of the network, under their names."""
    config = replace(mlp.DATASETS["iris"].defaults, features=("x3", "x4"))
    dataset = mlp.load_dataset(config)
    assert dataset.input_labels == ("petal length", "petal width")
    assert dataset.n_coordinates == 4
