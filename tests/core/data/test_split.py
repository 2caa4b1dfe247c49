"""The three parts: sizes, classes in proportion, stability under dragged shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlp_core.data.split import part_sizes, split_points
from mlp_core.errors import ArgumentError


@given(
    n_points=st.integers(1, 200),
    train=st.floats(0.01, 1.0),
    rest=st.floats(0.0, 1.0),
    seed=st.integers(0, 10_000),
    n_classes=st.integers(1, 5),
)
def test_parts_are_disjoint_and_cover_all_points(n_points, train, rest, seed, n_classes):
    """Whatever the shares, every point is in exactly one part and the training part is never empty."""
    labels = np.random.default_rng(seed).integers(0, n_classes, n_points)
    validation = min((1.0 - train) * rest, 0.99)
    split = split_points(n_points, train, validation, np.random.default_rng(seed), labels)
    parts = np.concatenate((split.train, split.validation, split.test))
    assert split.train.size > 0
    np.testing.assert_array_equal(np.sort(parts), np.arange(n_points))


@given(sizes=st.lists(st.integers(5, 60), min_size=2, max_size=4), seed=st.integers(0, 1000))
def test_classes_keep_their_proportions(sizes, seed):
    """Each part has each class in its share, up to one point at each end."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    split = split_points(labels.size, 0.6, 0.2, np.random.default_rng(seed), labels)
    for part, share in ((split.train, 0.6), (split.validation, 0.2), (split.test, 0.2)):
        counts = np.bincount(labels[part], minlength=len(sizes))
        assert np.all(np.abs(counts - share * np.array(sizes)) <= 2.0)


def test_equal_classes_are_split_equally():
    """With shares that fit, the classes come out exactly even."""
    labels = np.arange(100) % 2
    split = split_points(100, 0.7, 0.1, np.random.default_rng(3), labels)
    assert [np.bincount(labels[part]).tolist() for part in (split.train, split.validation, split.test)] == [
        [35, 35],
        [5, 5],
        [10, 10],
    ]


def test_a_larger_training_share_only_adds_points():
    """Dragging the share never reshuffles what is already in the training part."""
    labels = np.arange(60) % 3
    small, large = (split_points(60, share, 0.0, np.random.default_rng(8), labels) for share in (0.4, 0.7))
    assert set(small.train) < set(large.train)


def test_the_seed_decides_the_parts():
    """The same generator gives the same parts, another one others."""
    first, again, other = (split_points(50, 0.5, 0.0, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.train, again.train)
    assert not np.array_equal(first.train, other.train)


@pytest.mark.parametrize(
    ("n_points", "shares", "expected"),
    [
        (4, (1.0, 0.0), (4, 0, 0)),
        (4, (0.9, 0.0), (3, 0, 1)),
        (4, (0.9, 0.05), (2, 1, 1)),
        (2, (0.5, 0.0), (1, 0, 1)),
        (1, (0.1, 0.1), (1, 0, 0)),
        (2, (0.1, 0.4), (1, 0, 1)),
        (200, (0.7, 0.1), (140, 20, 40)),
        (10, (0.7, 0.3), (7, 3, 0)),
    ],
)
def test_small_parts_keep_a_point_where_they_can(n_points, shares, expected):
    """A part with a share is not rounded away while there are points; the training part comes first."""
    assert part_sizes(n_points, *shares) == expected


@pytest.mark.parametrize(
    ("train", "validation", "field"),
    [
        (0.0, 0.0, "train_share is 0.0"),
        (1.1, 0.0, "train_share is 1.1"),
        (float("nan"), 0.0, "train_share is nan"),
        (0.5, -0.1, "validation_share is -0.1"),
        (0.5, 1.0, "validation_share is 1.0"),
        (0.8, 0.3, "at most 0.2"),
    ],
)
def test_impossible_shares_are_refused(train, validation, field):
    """The message names the share, its value and its limit."""
    with pytest.raises(ArgumentError, match=field):
        split_points(10, train, validation, np.random.default_rng(0))
