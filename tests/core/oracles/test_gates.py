"""The gates and XOR of the hand-outs: truth tables, by hand and learned (U6, X1 to X4, G1)."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TABLES = {
    "and": [0, 0, 0, 1],
    "or": [0, 1, 1, 1],
    "nand": [1, 1, 1, 0],
    "xor": [0, 1, 1, 0],
}


def _gate(name: str) -> mlp.Dataset:
    """Return the four points (NOT: two) of a gate, all in the training part."""
    defaults = mlp.DATASETS[name].defaults
    return mlp.load_dataset(mlp.DataConfig(name=name, n_samples=defaults.n_samples, features=defaults.features))


def _table(dataset: mlp.Dataset) -> dict[tuple[float, ...], int]:
    return {tuple(map(float, point)): int(label) for point, label in zip(dataset.points, dataset.labels, strict=True)}


def _learn(dataset: mlp.Dataset, output: str, epochs: int) -> tuple[mlp.Network, mlp.Trainer]:
    network = mlp.Network([dataset.n_inputs, 1], hidden=(), output=output, initializer="zeros", rng=1)
    config = mlp.TrainingConfig(optimizer="perceptron", loss="perceptron", learning_rate=1.0, batch_size=1)
    trainer = mlp.Trainer(network, dataset, config, rng=4)
    for _ in range(epochs):
        trainer.run_epoch()
    return network, trainer


def _answers(network: mlp.Network, points: np.ndarray) -> list[int]:
    return [int(answer > 0) for answer in network.predict(points)[:, 0]]


def test_counts_of_the_3_4_2_network() -> None:
    """U6: 6 neurons, 20 weights, 26 parameters."""
    network = mlp.Network([3, 4, 2], hidden="sigmoid", output="sigmoid", rng=1)
    assert (network.unit_count, network.weight_count, network.parameter_count) == (6, 20, 26)


@pytest.mark.parametrize("name", TABLES)
def test_gate_data_are_the_truth_tables(name: str) -> None:
    """X1: the dataset of a gate is its truth table."""
    expected = {tuple(map(float, corner)): value for corner, value in zip(CORNERS, TABLES[name], strict=True)}
    assert _table(_gate(name)) == expected


def test_not_reads_one_input() -> None:
    """X1: NOT has two points on one axis."""
    assert _table(_gate("not")) == {(0.0,): 1, (1.0,): 0}


@pytest.mark.parametrize("output", ["step", "sign"])
@pytest.mark.parametrize("name", ["and", "or", "nand", "not"])
def test_one_perceptron_learns_the_separable_gates(name: str, output: str) -> None:
    """X1: the perceptron rule from w = 0 comes to rest on the truth table, in either coding."""
    dataset = _gate(name)
    network, trainer = _learn(dataset, output, epochs=30)
    assert _answers(network, dataset.inputs) == list(dataset.labels)
    at_rest = network.parameters.copy()
    trainer.run_epoch()
    np.testing.assert_array_equal(network.parameters, at_rest)


@pytest.mark.parametrize("output", ["step", "sign"])
def test_one_perceptron_never_learns_xor(output: str) -> None:
    """X1: on XOR the rule never comes to rest, and never has all four right."""
    dataset = _gate("xor")
    network, trainer = _learn(dataset, output, epochs=100)
    for _ in range(20):
        before = network.parameters.copy()
        trainer.run_epoch()
        assert not np.array_equal(before, network.parameters) or _answers(network, dataset.inputs) != list(
            dataset.labels
        )
        assert _answers(network, dataset.inputs) != list(dataset.labels)


@pytest.mark.parametrize("example", ["hand_xor_steps", "hand_xor_sigmoids", "hand_xor_half_planes"])
def test_the_hand_made_networks_are_xor(example: str) -> None:
    """X2, X3, X4: each network made by hand answers the truth table of XOR."""
    _, network, _ = mlp.EXAMPLES[example].build()
    np.testing.assert_allclose(network.predict(CORNERS)[:, 0], TABLES["xor"], atol=1e-4)


def test_xor_by_hand_has_the_hidden_units_of_the_hand_out() -> None:
    """X2: h1 is OR, h2 is AND, and y is h1 AND NOT h2."""
    _, network, _ = mlp.EXAMPLES["hand_xor_steps"].build()
    sums, values = network.forward(CORNERS)
    np.testing.assert_allclose(sums[0], CORNERS.sum(axis=1, keepdims=True) - [0.5, 1.5])
    np.testing.assert_array_equal(values[0][:, 0], TABLES["or"])
    np.testing.assert_array_equal(values[0][:, 1], TABLES["and"])
    np.testing.assert_allclose(sums[1][:, 0], values[0][:, 0] - values[0][:, 1] - 0.5)


def test_xor_by_sigmoids_has_its_twelve_evaluations() -> None:
    """X3: the twelve sigmoids of the hand-out are each within 1e-4 of the 0 or 1 that it prints."""
    _, network, _ = mlp.EXAMPLES["hand_xor_sigmoids"].build()
    _, values = network.forward(CORNERS)
    np.testing.assert_allclose(network.weights[0], [[20.0, 20.0], [-20.0, -20.0]])
    np.testing.assert_allclose(network.biases[0], [-10.0, 30.0])
    np.testing.assert_allclose(network.weights[1], [[20.0, 20.0]])
    np.testing.assert_allclose(network.biases[1], [-30.0])
    np.testing.assert_allclose(values[0], np.column_stack((TABLES["or"], TABLES["nand"])), atol=1e-4)
    np.testing.assert_allclose(values[1][:, 0], TABLES["xor"], atol=1e-4)


def test_xor_by_half_planes_has_the_table_of_the_slide() -> None:
    """X4: p1 and p2 are the two half-planes, o is their AND; with 2.5 as an earlier slide prints, (1, 1) goes wrong."""
    _, network, _ = mlp.EXAMPLES["hand_xor_half_planes"].build()
    _, values = network.forward(CORNERS)
    np.testing.assert_array_equal(values[0], [[0, 1], [1, 1], [1, 1], [1, 0]])
    np.testing.assert_array_equal(values[1][:, 0], TABLES["xor"])
    network.biases[0][1] = 2.5
    np.testing.assert_array_equal(network.predict(CORNERS)[:, 0], [0, 1, 1, 1])


@pytest.mark.parametrize("seed", range(5))
def test_the_perceptron_makes_no_more_mistakes_than_its_bound(seed: int) -> None:
    """G1: on data separated by a margin gamma within a radius R it makes at most (R / gamma)^2 mistakes."""
    rng = np.random.default_rng(seed)
    separator = rng.normal(size=3) * [1.0, 1.0, 0.2]
    separator /= np.linalg.norm(separator)
    points = rng.uniform(-1.0, 1.0, size=(400, 2))
    lifted = np.column_stack((points, np.ones(len(points))))
    distances = lifted @ separator
    wide = np.abs(distances) > 0.08
    points, lifted, distances = points[wide], lifted[wide], distances[wide]
    bound = (np.linalg.norm(lifted, axis=1).max() / np.abs(distances).min()) ** 2

    dataset = mlp.Dataset.from_arrays(points, (distances > 0).astype(np.int64), task="classification")
    network = mlp.Network([2, 1], hidden=(), output="sign", initializer="zeros", rng=1)
    config = mlp.TrainingConfig(optimizer="perceptron", loss="perceptron", learning_rate=1.0, batch_size=1)
    trainer = mlp.Trainer(network, dataset, config, rng=seed)
    mistakes, mistakes_before = 0, -1
    while mistakes != mistakes_before:
        mistakes_before = mistakes
        for _ in range(trainer.n_batches):
            before = network.parameters.copy()
            trainer.step()
            mistakes += not np.array_equal(before, network.parameters)
        assert mistakes <= bound
    assert mistakes > 0
    assert mlp.accuracy(network.predict(points), mlp.encode_targets(dataset, "sign", "perceptron"), 0.0) == 1.0
