"""The network: its counts, its views of one array, its forward pass, and what it refuses."""

import numpy as np
import pytest

import mlp_core as mlp


@pytest.fixture
def network() -> mlp.Network:
    """Return a 3-4-2 network with biases that are not 0."""
    made = mlp.Network([3, 4, 2], hidden="tanh", output="sigmoid", rng=5)
    made.set_parameters(np.random.default_rng(1).normal(size=made.parameter_count))
    return made


def test_counts_of_the_hand_out(network: mlp.Network) -> None:
    """3-4-2 has 6 units, 20 weights, 26 parameters (U6)."""
    assert (network.unit_count, network.weight_count, network.parameter_count) == (6, 20, 26)
    assert (network.n_inputs, network.n_outputs, network.layer_count) == (3, 2, 2)
    assert network.activation_names == ("tanh", "sigmoid")


def test_weights_and_biases_are_views(network: mlp.Network) -> None:
    """A weight written through its view is the parameter: rows are units."""
    assert [weights.shape for weights in network.weights] == [(4, 3), (2, 4)]
    assert [biases.shape for biases in network.biases] == [(4,), (2,)]
    network.weights[1][0, 3] = 42.0
    network.biases[0][2] = -7.0
    assert network.parameters[network.weight_index(1, 0, 3)] == 42.0
    assert network.parameters[network.bias_index(0, 2)] == -7.0


def test_every_index_has_a_place(network: mlp.Network) -> None:
    """`locate` undoes `weight_index` and `bias_index` for every parameter."""
    for index in range(network.parameter_count):
        layer, unit, source = network.locate(index)
        back = network.bias_index(layer, unit) if source is None else network.weight_index(layer, unit, source)
        assert back == index
    weights, biases = network.unflatten(np.arange(26.0))
    assert sorted(np.concatenate([each.ravel() for each in (*weights, *biases)]).tolist()) == list(range(26))


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("weight_index", (2, 0, 0)),
        ("weight_index", (0, 4, 0)),
        ("weight_index", (0, 0, 3)),
        ("bias_index", (-1, 0)),
        ("locate", (26,)),
        ("locate", (-1,)),
        ("unflatten", (np.zeros(25),)),
    ],
)
def test_places_that_do_not_exist(network: mlp.Network, method: str, arguments: tuple[object, ...]) -> None:
    """A wrong layer, unit, input or index is refused, with what there is."""
    with pytest.raises(mlp.ArgumentError):
        getattr(network, method)(*arguments)


def test_forward_is_layers_of_weighted_sums(network: mlp.Network, rng: np.random.Generator) -> None:
    """Z = W a + b and a = phi(z), layer after layer; predict gives the last."""
    inputs = rng.normal(size=(5, 3))
    hidden = np.tanh(inputs @ network.weights[0].T + network.biases[0])
    logits = hidden @ network.weights[1].T + network.biases[1]
    pre_activations, activations = network.forward(inputs)
    np.testing.assert_allclose(activations[0], hidden, atol=1e-15)
    np.testing.assert_allclose(pre_activations[1], logits, atol=1e-14)
    np.testing.assert_allclose(network.predict(inputs), 1.0 / (1.0 + np.exp(-logits)), atol=1e-15)


def test_linear_network_collapses(rng: np.random.Generator) -> None:
    """Three linear layers are one linear map (U7)."""
    network = mlp.Network([3, 5, 4, 2], hidden="identity", output="identity", rng=2)
    inputs = rng.normal(size=(6, 3))
    product = network.weights[2] @ network.weights[1] @ network.weights[0]
    np.testing.assert_allclose(network.predict(inputs), inputs @ product.T, atol=1e-12)


def test_same_seed_same_weights() -> None:
    """A seed decides the first weights; float32 gets the same ones, rounded."""
    first, second = (mlp.Network([2, 8, 1], rng=3) for _ in range(2))
    other = mlp.Network([2, 8, 1], rng=4)
    narrow = mlp.Network([2, 8, 1], rng=3, dtype="float32")
    np.testing.assert_array_equal(first.parameters, second.parameters)
    assert (first.parameters != other.parameters).any()
    np.testing.assert_array_equal(narrow.parameters, first.parameters.astype(np.float32))
    assert narrow.predict([[1.0, 2.0]]).dtype == np.float32


def test_copies_are_their_own(network: mlp.Network) -> None:
    """A copy can be changed alone; a frozen one not at all."""
    twin, frozen = network.copy(), network.frozen_copy()
    before = network.parameters.copy()
    twin.weights[0][...] = 0.0
    network.biases[1][...] = 9.0
    np.testing.assert_array_equal(frozen.parameters, before)
    assert twin.biases[1][0] == before[network.bias_index(1, 0)]
    assert network.copy("float32").dtype == np.float32
    with pytest.raises(ValueError, match="read-only"):
        frozen.weights[0][0, 0] = 1.0


def test_weights_can_be_given_by_hand(network: mlp.Network) -> None:
    """Nested lists are weights too, layer by layer."""
    gate = mlp.Network([2, 1], output="step")
    gate.set_weights([[[1.0, 1.0]]], [[-1.5]])
    assert gate.predict([[0, 0], [0, 1], [1, 0], [1, 1]])[:, 0].tolist() == [0.0, 0.0, 0.0, 1.0]
    with pytest.raises(mlp.ShapeError, match="layers"):
        network.set_weights([np.zeros((4, 3))], [np.zeros(4)])
    with pytest.raises(mlp.ShapeError, match=r"weights\[1\]"):
        network.set_weights([np.zeros((4, 3)), np.zeros((2, 3))], [np.zeros(4), np.zeros(2)])
    with pytest.raises(mlp.ArgumentError, match="finite"):
        network.set_parameters(np.full(26, np.inf))
    with pytest.raises(mlp.ShapeError, match="vector"):
        network.set_parameters(np.zeros(25))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"sizes": [2]}, "sizes"),
        ({"sizes": [2, 0, 1]}, "sizes"),
        ({"sizes": [2, 2.5, 1]}, "sizes"),
        ({"hidden": "soft"}, "hidden"),
        ({"hidden": "softmax"}, "output layer only"),
        ({"hidden": ["tanh", "tanh"]}, "hidden"),
        ({"output": "nothing"}, "output"),
        ({"initializer": "magic"}, "initializer"),
        ({"rng": -1}, "rng"),
        ({"rng": 1.5}, "rng"),
        ({"dtype": "int32"}, "dtype"),
        ({"dtype": "no such"}, "dtype"),
    ],
)
def test_what_it_refuses(changes: dict[str, object], named: str) -> None:
    """Every argument is checked at the edge, and the error names it."""
    with pytest.raises(mlp.ArgumentError, match=named):
        mlp.Network(**{"sizes": [2, 3, 1], **changes})


@pytest.mark.parametrize("inputs", [np.zeros((4, 2)), np.zeros(3), np.zeros((2, 3, 1)), [[np.nan, 0.0, 0.0]]])
def test_inputs_that_do_not_fit(network: mlp.Network, inputs: object) -> None:
    """Samples of another shape, or not finite, are refused by name."""
    with pytest.raises(mlp.ArgumentError, match="inputs"):
        network.predict(inputs)
