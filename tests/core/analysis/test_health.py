"""Dead and saturated units, vanished and exploded gradients: made on purpose, and found and named."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.analysis.health import find_illness
from mlp_core.analysis.vital_signs import MOST_VALUES, evenly, vital_signs

CONFIG = mlp.TrainingConfig(loss="binary_cross_entropy")


def _dataset(n_points: int = 40) -> mlp.Dataset:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(n_points, 2))
    return mlp.Dataset.from_arrays(points, (points[:, 0] > 0).astype(int))


def _kinds(network: mlp.Network, dataset: mlp.Dataset) -> list[tuple[str, int, int]]:
    found = find_illness(vital_signs(network, dataset, CONFIG))
    return [(each.kind, each.layer, each.unit) for each in found]


def test_a_network_that_learns_as_it_should_has_nothing() -> None:
    """Xavier's first weights on normal data are well."""
    network = mlp.Network([2, 4, 1], "tanh", "sigmoid", initializer="xavier_uniform", rng=1)
    assert _kinds(network, _dataset()) == []


def test_a_rectifier_that_is_never_above_zero_is_dead() -> None:
    """A bias of -100 holds it at 0 for every sample; its neighbours are well."""
    network = mlp.Network([2, 3, 1], "relu", "sigmoid", initializer="he_uniform", rng=1)
    network.biases[0][1] = -100.0
    assert _kinds(network, _dataset()) == [("dead", 0, 1)]


def test_large_weights_saturate_a_sigmoid_but_no_output() -> None:
    """A thousand times x is 0 or 1 almost everywhere; that the output is sure of itself is no illness."""
    network = mlp.Network([2, 2, 1], "sigmoid", "sigmoid", rng=3)
    network.weights[0][0] = 1000.0, 1000.0
    network.weights[1][:] *= 100.0
    assert ("saturated", 0, 0) in _kinds(network, _dataset())
    assert not [kind for kind, layer, _ in _kinds(network, _dataset()) if layer == 1 and kind == "saturated"]


def test_the_gradient_vanishes_through_many_sigmoids() -> None:
    """Each multiplies by at most a quarter, and by a small weight: the classical cure was another activation."""
    network = mlp.Network([2, *[4] * 6, 1], "sigmoid", "sigmoid", initializer="xavier_uniform", rng=2)
    found = find_illness(vital_signs(network, _dataset(), CONFIG))
    assert [each.layer for each in found if each.kind == "vanishing"][:2] == [0, 1]
    assert "times smaller than that of the output layer" in found[0].sentence


def test_the_gradient_explodes_through_large_linear_layers() -> None:
    """Weights of 30 in linear layers multiply what comes back by 30 each."""
    network = mlp.Network([2, 1, 1, 1], "identity", "identity", rng=2)
    network.set_weights([[[1.0, 0.0]], [[1e-3]], [[1e5]]], [[0.0], [0.0], [0.0]])
    dataset = _dataset()
    found = find_illness(vital_signs(network, dataset, mlp.TrainingConfig(loss="squared_error")))
    assert ("exploding", 1) in [(each.kind, each.layer) for each in found]


def test_the_gradients_are_those_of_the_loss() -> None:
    """What is shown of a layer is the gradient of the mean loss by its weights, each in its place."""
    network, dataset = mlp.Network([2, 3, 1], "tanh", "sigmoid", rng=5), _dataset()
    signs = vital_signs(network, dataset, CONFIG)
    targets = mlp.encode_targets(dataset, "sigmoid", CONFIG.loss)
    _, gradient = mlp.loss_and_gradient(network, dataset.inputs, targets, CONFIG.loss)
    by_weights, _ = network.unflatten(gradient)
    for layer, each in enumerate(signs):
        assert each.gradients == pytest.approx(by_weights[layer].reshape(-1))
        assert each.weights == pytest.approx(network.weights[layer].reshape(-1))
        assert each.gradient_size == pytest.approx(np.sqrt(np.mean(by_weights[layer] ** 2)))


def test_large_updates_are_called_restless() -> None:
    """A step of half a weight's size is said to be one; a hundredth is not."""
    network, dataset = mlp.Network([2, 3, 1], "tanh", "sigmoid", rng=5), _dataset()
    signs = vital_signs(network, dataset, CONFIG)
    sizes = [0.5 * signs[0].weight_size, 0.01 * signs[1].weight_size]
    assert [(each.kind, each.layer) for each in find_illness(signs, sizes)] == [("restless", 0)]
    assert "by 50 % of their size" in find_illness(signs, sizes)[0].sentence


def test_large_layers_are_thinned_evenly() -> None:
    """Of 784 x 256 weights 4,096 are kept, the first and the last among them."""
    assert evenly(np.arange(10), 4).tolist() == [0, 3, 6, 9]
    network = mlp.Network([300, 40, 1], "relu", "sigmoid", rng=1)
    rng = np.random.default_rng(1)
    dataset = mlp.Dataset.from_arrays(rng.normal(size=(600, 300)), rng.integers(0, 2, 600))
    signs = vital_signs(network, dataset, CONFIG)
    assert signs[0].weights.shape == signs[0].gradients.shape == (MOST_VALUES,)
    assert signs[0].weights[-1] == network.weights[0][-1, -1]


XOR = mlp.DataConfig("xor", n_samples=4)


def _found(network: mlp.NetworkConfig, training: mlp.TrainingConfig, n_epochs: int = 0) -> list[mlp.Finding]:
    """Return what is wrong after some epochs."""
    dataset, built, trainer = mlp.Experiment("", XOR, network, training).build()
    for _ in range(n_epochs):
        trainer.run_epoch()
    signs, standing = vital_signs(built, dataset, training), mlp.loss_standing(built, dataset, training)
    return list(find_illness(signs, (), standing))


def test_no_gradient_at_all_is_told() -> None:
    """A cross-entropy of answers far outside of 0 and 1 is flat: the loss is high and nothing can move."""
    network = mlp.NetworkConfig((2,), ("tanh",), "identity", initializer="zeros")
    dataset, built, _ = mlp.Experiment("", XOR, network, CONFIG).build()
    built.biases[-1][:] = 5.0
    found = find_illness(vital_signs(built, dataset, CONFIG), (), mlp.loss_standing(built, dataset, CONFIG))
    assert [(each.kind, each.layer) for each in found] == [("still", 1)]
    assert "0 in every layer while the loss is 18.02, and one constant answer has 0.6931" in found[0].sentence


def test_tiny_gradients_where_nothing_is_learned_are_told() -> None:
    """Six layers of sigmoids hang at the loss of a guess, though no layer's gradient is small beside the last one's."""
    network = mlp.NetworkConfig((4,) * 6, ("sigmoid",) * 6, "sigmoid", initializer="xavier_uniform")
    found = _found(network, mlp.TrainingConfig(loss="binary_cross_entropy", learning_rate=0.5), 3000)
    assert [each.kind for each in found if each.kind in ("still", "stuck")] == ["stuck"]
    assert "nothing has been learned" in found[0].sentence


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "squared_error", "hinge"])
def test_small_gradients_at_the_end_of_a_training_are_well(loss: str) -> None:
    """Whatever has learned all needs no gradient any more: be it small, or nothing as a hinge leaves it."""
    network = mlp.NetworkConfig((6,), ("tanh",), "tanh" if loss == "hinge" else "sigmoid")
    training = mlp.TrainingConfig(loss=loss, optimizer="adam", learning_rate=0.1)
    assert not [each for each in _found(network, training, 3000) if each.kind in ("still", "stuck")]


@pytest.mark.parametrize("name", mlp.EXAMPLES)
def test_no_example_stands_still_at_its_start(name: str) -> None:
    """Nor is a learning rule, which follows no gradient, told to have none."""
    experiment = mlp.EXAMPLES[name]
    dataset, network, _ = experiment.build()
    signs = vital_signs(network, dataset, experiment.training)
    found = find_illness(signs, (), mlp.loss_standing(network, dataset, experiment.training))
    assert [each for each in found if each.kind in ("still", "stuck")] == []
