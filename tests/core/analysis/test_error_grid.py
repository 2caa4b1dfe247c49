"""The map of an autoencoder's error over a plane: at each place what a sample there would be off by."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


def _error_at(network: mlp.Network, dataset: mlp.Dataset, point: np.ndarray) -> float:
    inputs = dataset.input_map(point[np.newaxis])
    return float(np.sqrt(np.mean(np.square(network.predict(inputs) - inputs))))


def test_each_place_of_the_plane_has_its_error() -> None:
    """With features and normalisation, from the inputs that the grid holds: as a sample that lies there."""
    experiment = mlp.as_compression(
        mlp.EXAMPLES["circle"].with_data(features=("x1", "x2", "x1_squared"), normalisation="z_score")
    )
    dataset, network, _ = experiment.build()
    grid = mlp.decision_grid(network, dataset.input_map, *dataset.domain, resolution=9)
    errors = mlp.error_grid(grid, dataset.input_map).output
    assert errors.shape == (1, 9, 9)
    for row, column in ((0, 0), (4, 4), (8, 2)):
        point = np.array([grid.x[column], grid.y[row]])
        assert errors[0, row, column] == pytest.approx(_error_at(network, dataset, point), rel=1e-4)


def test_a_plane_through_many_inputs_has_its_errors_too() -> None:
    """From outputs alone: the inputs are made of the places."""
    dataset, network, _ = mlp.as_compression(mlp.EXAMPLES["iris"]).build()
    through = mlp.PlaneSlice(dataset.input_map, (2, 3), dataset.points.mean(axis=0))
    ranges = mlp.plane_ranges(dataset.points, (2, 3))
    grid = mlp.decision_grid(network, through, *ranges, resolution=7, output_only=True)
    errors = mlp.error_grid(grid, through).output
    point = through.points([[grid.x[5], grid.y[1]]])[0]
    assert errors[0, 1, 5] == pytest.approx(_error_at(network, dataset, point), rel=1e-4)
