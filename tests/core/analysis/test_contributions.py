"""Contributions: the terms of an output's sum, which they add up to."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


@pytest.mark.parametrize("output", [0, 1])
def test_contributions_and_bias_add_up_to_the_sum(output: int) -> None:
    """At every point, for each output of a deep network."""
    network = mlp.Network([1, 5, 7, 2], hidden="tanh", output="identity", rng=4)
    network.set_parameters(np.random.default_rng(4).normal(size=network.parameter_count))
    sums, activations = network.forward(np.linspace(-3.0, 3.0, 30)[:, np.newaxis])
    terms, bias = mlp.unit_contributions(network, activations[-2].T, output)
    assert terms.shape == (7, 30)
    np.testing.assert_allclose(terms.sum(axis=0) + bias, sums[-1][:, output], rtol=1e-12, atol=1e-12)


def test_each_contribution_is_weight_times_activation_over_a_plane_too() -> None:
    """Activations of any number of axes keep them."""
    network = mlp.Network([2, 3, 1], hidden="sigmoid", output="identity", rng=1)
    grid = mlp.decision_grid(network, mlp.InputMap.identity(2), (-1.0, 1.0), (-1.0, 1.0), resolution=4)
    terms, bias = mlp.unit_contributions(network, grid.layers[0])
    assert terms.dtype == np.float32
    np.testing.assert_allclose(terms.sum(axis=0) + bias, grid.output[0], atol=1e-6)


def test_what_does_not_fit_is_refused() -> None:
    """Another output than there is, another layer than the last hidden one."""
    network = mlp.Network([1, 3, 1], rng=1)
    with pytest.raises(mlp.ArgumentError, match="outputs 0 to 0"):
        mlp.unit_contributions(network, np.zeros((3, 5)), 1)
    with pytest.raises(mlp.ShapeError, match="4 units; the output has 3"):
        mlp.unit_contributions(network, np.zeros((4, 5)))
