"""A linear network is one linear map (hand-outs 000 and 002)."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


def test_three_linear_layers_answer_as_their_product_does() -> None:
    """W3 W2 W1 x and what the biases add up to: the network's own output, to 1e-12."""
    rng = np.random.default_rng(0)
    network = mlp.Network([2, 4, 3, 2], "identity", "identity", rng=3)
    network.set_parameters(rng.normal(size=network.parameter_count))
    weights, biases = mlp.linear_collapse(network)
    assert weights == pytest.approx(network.weights[2] @ network.weights[1] @ network.weights[0], rel=1e-12)
    inputs = rng.normal(size=(20, 2))
    assert inputs @ weights.T + biases == pytest.approx(network.predict(inputs), rel=1e-12)


def test_the_output_may_bend_what_the_line_says() -> None:
    """A sigmoid after the last sum keeps the one decision line."""
    network = mlp.Network([2, 3, 1], "identity", "sigmoid", rng=1)
    weights, biases = mlp.linear_collapse(network)
    inputs = np.random.default_rng(1).normal(size=(20, 2))
    z = inputs @ weights.T + biases
    assert 1.0 / (1.0 + np.exp(-z)) == pytest.approx(network.predict(inputs), rel=1e-12)


def test_a_bent_hidden_layer_does_not_collapse() -> None:
    """The message names the layer and its activation."""
    with pytest.raises(mlp.ArgumentError, match="Hidden layer 2 has tanh"):
        mlp.linear_collapse(mlp.Network([2, 3, 3, 1], ["identity", "tanh"], "identity"))
