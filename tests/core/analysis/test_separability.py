"""Whether one unit can do it: the gates, points in one place, hulls that touch, and what is not decided."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
GATES = {
    "and": ([0, 0, 0, 1], True),
    "or": ([0, 1, 1, 1], True),
    "nand": ([1, 1, 1, 0], True),
    "nor": ([1, 0, 0, 0], True),
    "xor": ([0, 1, 1, 0], False),
    "xnor": ([1, 0, 0, 1], False),
}


@pytest.mark.parametrize("gate", GATES)
def test_gates(gate: str) -> None:
    """One perceptron does AND, OR and their opposites, and neither XOR nor its opposite."""
    labels, expected = GATES[gate]
    assert mlp.linearly_separable(CORNERS, labels) is expected


def test_one_place_with_two_classes() -> None:
    """Nothing tells two equal points apart."""
    points = [[0.25, 3.0], [0.25, 3.0], [7.0, 1.0]]
    assert mlp.linearly_separable(points, [0, 1, 1]) is False
    assert mlp.linearly_separable(points, [0, 0, 1]) is True


def test_a_point_on_the_other_class_s_edge_or_just_beside_it() -> None:
    """Decided in whole numbers: the smallest step beside the edge is enough."""
    above = float(np.nextafter(0.5, 1.0))
    for middle, expected in ((0.5, False), (above, True)):
        assert mlp.linearly_separable([[0.0, 0.0], [1.0, 1.0], [0.5, middle]], [0, 0, 1]) is expected


def test_a_product_of_the_inputs_makes_xor_separable() -> None:
    """What counts is what the unit reads."""
    with_product = np.column_stack((CORNERS, CORNERS[:, 0] * CORNERS[:, 1]))
    assert mlp.linearly_separable(with_product, [0, 1, 1, 0]) is True


@pytest.mark.parametrize("n_inputs", [1, 2, 4])
def test_it_agrees_with_a_unit_that_made_the_classes(n_inputs: int) -> None:
    """What a unit tells apart is separable; a point of one class among the others is not."""
    rng = np.random.default_rng(n_inputs)
    points = rng.normal(size=(40, n_inputs))
    labels = (points @ rng.normal(size=n_inputs) > 0.1).astype(int)
    assert mlp.linearly_separable(points, labels) is True
    inside = points[labels == 0].mean(axis=0)
    assert mlp.linearly_separable(np.vstack((points, inside)), np.append(labels, 1)) is False


def test_of_many_points_only_the_no_is_certain() -> None:
    """Some that cannot be separated are enough; some that can are not."""
    rng = np.random.default_rng(0)
    points = rng.uniform(-1.0, 1.0, size=(500, 2))
    assert mlp.linearly_separable(points, points[:, 0] * points[:, 1] > 0.0) is False
    assert mlp.linearly_separable(points, points[:, 0] > 0.0) is None


def test_what_is_not_decided() -> None:
    """One class, three classes, numbers that are none, very many inputs; labels that do not fit are refused."""
    assert mlp.linearly_separable(CORNERS, [1, 1, 1, 1]) is None
    assert mlp.linearly_separable(CORNERS, [0, 1, 2, 0]) is None
    assert mlp.linearly_separable([[np.nan], [1.0]], [0, 1]) is None
    assert mlp.linearly_separable(np.zeros((2, 5)), [0, 1]) is None
    with pytest.raises(mlp.ShapeError):
        mlp.linearly_separable(CORNERS, [0, 1])
