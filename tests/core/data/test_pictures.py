"""Points that are pictures, known by their names, and weights put where the points are that they read."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.data.pictures import picture_shape, weight_pictures


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        ([f"row {row}, column {column}" for row in range(1, 9) for column in range(1, 9)], (8, 8)),
        ([f"{row}x{column}" for row in range(1, 29) for column in range(1, 29)], (28, 28)),
        ([f"pixel_{row}_{column}" for row in range(4) for column in range(6)], (4, 6)),
        ([f"pixel{number}" for number in range(784)], (28, 28)),
        ([f"pixel{number}" for number in range(24)], None),
        ([f"{column}x{row}" for row in range(4) for column in range(6)], None),
        (["x1", "x2"], None),
        ([f"x{number}" for number in range(1, 65)], None),
    ],
)
def test_the_names_tell_whether_points_are_pictures(names: list[str], shape: tuple[int, int] | None) -> None:
    """Row by row, or counted through a square; what merely has a square number of coordinates is no picture."""
    assert picture_shape(tuple(names)) == shape


def test_each_weight_stands_where_its_point_is() -> None:
    """Unit 3's weight to the input that reads row 2, column 5 is there; a place that is not read is empty."""
    experiment = mlp.EXAMPLES["digits"]
    features = tuple(name for name in experiment.data.features if name != "x20")
    dataset, network, _ = experiment.with_data(features=features).build()
    pictures = weight_pictures(network, dataset)
    assert pictures is not None
    assert pictures.shape == (network.sizes[1], 8, 8)
    column = dataset.input_names.index("x13")  # row 2, column 5
    assert pictures[2, 1, 4] == network.weights[0][2, column]
    assert np.isnan(pictures[:, 2, 3]).all()
    assert np.isfinite(pictures).sum() == network.weights[0].size


def test_points_of_the_plane_are_no_pictures() -> None:
    """There is nothing to show of a network for two inputs."""
    dataset, network, _ = mlp.EXAMPLES["moons"].build()
    assert weight_pictures(network, dataset) is None
