"""The examples of the menu do what their lesson says, in their own settings."""

from __future__ import annotations

import numpy as np
import pytest

from mlp_core.analysis.decision_grid import decision_grid
from mlp_core.analysis.plane_slice import PlaneSlice, plane_ranges
from mlp_core.data.encoding import decision_threshold, decode_classes
from mlp_core.examples import DEFAULT_EXAMPLE, EXAMPLE_SUMMARIES, EXAMPLES
from mlp_core.learning.metrics import variance_kept
from mlp_core.threads import one_blas_thread

TITLES = [
    "XOR",
    "Circle",
    "Spiral",
    "Moons",
    "Three blobs",
    "Regression plane",
    "Sine",
    "Sum of sigmoids",
    "Iris flowers",
    "Wines",
    "House prices",
    "Handwritten digits",
    "Digits through two units",
    "Smallest perceptron",
    "Two weights",
    "AND by the perceptron rule",
    "XOR by the perceptron rule",
    "XOR by hand: steps",
    "XOR by hand: sigmoids",
    "XOR by hand: half-planes",
    "Gradient by hand",
    "One unit with a penalty",
    "Chain of three units",
    "XOR, step by step",
]
CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])


def _accuracy(trainer, part):
    experiment_loss = trainer.config.loss
    output = trainer.network.activation_names[-1]
    outputs = trainer.network.predict(trainer.dataset.inputs[part])
    classes = decode_classes(outputs, decision_threshold(output, experiment_loss))
    return np.mean(classes == trainer.dataset.labels[part])


def _r2(trainer, part):
    values = trainer.dataset.values[part]
    residual = np.square(trainer.network.predict(trainer.dataset.inputs[part]) - values).sum()
    return 1.0 - residual / np.square(values - values.mean()).sum()


def _kept(trainer, part):
    inputs = trainer.dataset.inputs[part]
    return variance_kept(trainer.network.predict(inputs), inputs)


def _epochs_until(trainer, score, goal, most):
    while score(trainer, trainer.dataset.train) < goal:
        assert trainer.epoch < most, f"only {score(trainer, trainer.dataset.train):.4f} after {most} epochs"
        trainer.run_epoch()
    return trainer.epoch


def test_the_menu_has_its_order_titles_and_sentences():
    """Trained examples first, then perceptrons, then networks made by hand; the first one opens at the start."""
    assert [experiment.title for experiment in EXAMPLES.values()] == TITLES
    assert next(iter(EXAMPLES)) == DEFAULT_EXAMPLE == "xor"
    assert list(EXAMPLE_SUMMARIES) == list(EXAMPLES)
    assert all(summary.endswith(".") for summary in EXAMPLE_SUMMARIES.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_can_be_built_stepped_and_drawn(name):
    """Whatever the menu offers opens, takes a step and has its picture."""
    dataset, network, trainer = EXAMPLES[name].build()
    trainer.step()
    assert trainer.step_count == 1
    y_range = dataset.domain[1] if dataset.n_coordinates == 2 else None
    input_map, x_range = dataset.input_map, dataset.domain[0]
    if dataset.n_coordinates > 2:
        input_map = PlaneSlice(input_map, (0, 1), dataset.points.mean(axis=0))
        x_range, y_range = plane_ranges(dataset.points, (0, 1))
    grid = decision_grid(network, input_map, x_range, y_range, resolution=16)
    assert all(np.isfinite(layer).all() for layer in grid.layers)


@pytest.mark.parametrize(
    ("name", "goal", "most"),
    [
        ("xor", 0.99, 300),
        ("circle", 0.99, 200),
        ("spiral", 0.98, 200),
        ("moons", 0.99, 250),
        ("blobs", 0.99, 100),
    ],
)
def test_a_classification_example_learns_its_classes(name, goal, most):
    """In its own settings it reaches its promised training accuracy, and points that it never saw agree."""
    with one_blas_thread():
        dataset, _, trainer = EXAMPLES[name].build()
        _epochs_until(trainer, _accuracy, goal, most)
        assert dataset.test.size > 20
        assert _accuracy(trainer, dataset.test) > 0.93


@pytest.mark.parametrize(("name", "most"), [("plane", 200), ("sine", 300), ("bumps", 200)])
def test_a_regression_example_fits_its_values(name, most):
    """In its own settings it explains 98 % of the variance, of points that it never saw nearly as much."""
    with one_blas_thread():
        dataset, _, trainer = EXAMPLES[name].build()
        _epochs_until(trainer, _r2, 0.98, most)
        assert _r2(trainer, dataset.test) > 0.95


@pytest.mark.parametrize(
    ("name", "score", "goal", "epochs"),
    [
        ("iris", _accuracy, 0.95, 50),
        ("wine", _accuracy, 0.95, 50),
        ("digits", _accuracy, 0.97, 20),
        ("digits_autoencoder", _kept, 0.55, 50),
        ("housing", _r2, 0.6, 50),
    ],
)
def test_measured_data_are_told_of_what_was_never_seen(name, score, goal, epochs):
    """In its own settings the test part is met within so many epochs, which are a second or two, and stays so."""
    with one_blas_thread():
        dataset, _, trainer = EXAMPLES[name].build()
        for _ in range(epochs):
            trainer.run_epoch()
        assert score(trainer, dataset.test) >= goal
        for _ in range(epochs // 2):
            trainer.run_epoch()
        assert score(trainer, dataset.test) >= goal


@pytest.mark.parametrize("name", ["xor", "circle", "spiral", "moons", "blobs"])
def test_an_example_goes_on_being_right(name):
    """A window left alone for a while still shows a solved problem."""
    with one_blas_thread():
        dataset, _, trainer = EXAMPLES[name].build()
        for _ in range(400):
            trainer.run_epoch()
        assert _accuracy(trainer, dataset.train) >= 0.98


def test_the_smallest_perceptron_walks_down_its_curve():
    """Hand-out 003: the loss is (w - 1)^2, each step goes 0.6 of the way to 1, and the bias stays 0."""
    _, network, trainer = EXAMPLES["smallest_perceptron"].build()
    assert network.sizes == (1, 1)
    for expected in (-1.0, 0.2, 0.68, 0.872):
        weight = trainer.network.weights[0][0, 0]
        assert weight == pytest.approx(expected, abs=1e-12)
        assert trainer.metrics_now().losses[0] == pytest.approx((expected - 1.0) ** 2, abs=1e-12)
        assert abs(trainer.network.biases[0][0]) < 1e-15
        trainer.step()


def test_two_weights_find_the_bottom_of_their_bowl():
    """Noiseless values of a plane are met exactly, and the loss falls at every step."""
    _, _, trainer = EXAMPLES["two_weights"].build()
    losses = []
    for _ in range(60):
        losses.append(trainer.metrics_now().losses[0])
        trainer.step()
    assert (np.diff(losses) < 0.0).all()
    assert losses[-1] < 1e-2 * losses[0]


def test_the_spiral_is_the_promised_network():
    """Two hidden tanh layers of eight units, a sigmoid, cross-entropy and Adam."""
    experiment = EXAMPLES["spiral"]
    _, network, trainer = experiment.build()
    assert network.sizes == (2, 8, 8, 1)
    assert network.activation_names == ("tanh", "tanh", "sigmoid")
    assert (trainer.config.loss, trainer.config.optimizer) == ("binary_cross_entropy", "adam")


def test_the_perceptron_rule_finds_and():
    """G1: on separable points the mistakes end, and then nothing changes any more."""
    dataset, network, trainer = EXAMPLES["and_perceptron"].build()
    np.testing.assert_array_equal(network.parameters, 0.0)
    _epochs_until(trainer, _accuracy, 1.0, 30)
    settled = network.parameters.copy()
    trainer.run_epoch()
    np.testing.assert_array_equal(network.parameters, settled)
    assert _accuracy(trainer, dataset.train) == 1.0


def test_the_perceptron_rule_never_finds_xor():
    """X1: without a separating line some corner is always wrong, and the weights stay bounded."""
    dataset, network, trainer = EXAMPLES["xor_perceptron"].build()
    for _ in range(200):
        trainer.run_epoch()
        assert _accuracy(trainer, dataset.train) < 1.0
    assert np.abs(network.parameters).max() < 10.0


@pytest.mark.parametrize(
    ("name", "hidden", "tolerance"),
    [
        ("hand_xor_steps", [(0, 0), (1, 0), (1, 0), (1, 1)], 0.0),
        ("hand_xor_sigmoids", [(0, 1), (1, 1), (1, 1), (1, 0)], 1e-4),
        ("hand_xor_half_planes", [(0, 1), (1, 1), (1, 1), (1, 0)], 0.0),
    ],
)
def test_xor_by_hand_has_the_hand_out_s_table(name, hidden, tolerance):
    """X2, X3, X4: hidden units and output at the four corners are those of the hand-outs."""
    dataset, network, _ = EXAMPLES[name].build()
    np.testing.assert_array_equal(dataset.points, CORNERS)
    _, (units, output) = network.forward(dataset.inputs)
    np.testing.assert_allclose(units, hidden, atol=tolerance)
    np.testing.assert_allclose(output[:, 0], [0, 1, 1, 0], atol=tolerance)


def test_the_gradient_by_hand_is_the_hand_out_s():
    """B8: one step at x = (1, 1), t = 0 has the gradient (0.09, 0.09, 0.002, 0.002) by w0, w1, v0, v1."""
    dataset, network, trainer = EXAMPLES["hand_gradient"].build()
    np.testing.assert_array_equal(dataset.points[dataset.train], [[1.0]])
    np.testing.assert_array_equal(dataset.labels[dataset.train], [0])
    assert network.parameter_count == 4
    trainer.step()
    weights, biases = network.unflatten(trainer.last_gradient)
    (v1,), (w1,) = (layer.ravel() for layer in weights)
    (v0,), (w0,) = biases
    np.testing.assert_array_equal(np.round((w0, w1), 2), (0.09, 0.09))
    np.testing.assert_array_equal(np.round((v0, v1), 3), (0.002, 0.002))


def test_the_penalised_unit_has_the_hand_out_s_error_signals():
    """B1, B3: w-bar = z-bar x + R-bar w and b-bar = z-bar, with z-bar = (y - t) y (1 - y) and R-bar = lambda."""
    dataset, network, trainer = EXAMPLES["univariate"].build()
    ((x,),), (t,) = dataset.inputs[dataset.train], dataset.labels[dataset.train]
    w, b = network.weights[0].item(), network.biases[0].item()
    rate = EXAMPLES["univariate"].training.l2
    assert (network.sizes, rate > 0.0) == ((1, 1), True)
    y = 1.0 / (1.0 + np.exp(-(w * x + b)))
    error_signal = (y - t) * y * (1.0 - y)
    trainer.step()
    np.testing.assert_allclose(trainer.last_gradient, [error_signal * x + rate * w, error_signal], rtol=1e-12)
    np.testing.assert_array_equal(dataset.inputs[dataset.train], [[x]])


def test_the_deep_chain_multiplies_what_lies_on_its_way():
    """B7: dL/dw1 = dL/df3 df3/da3 da3/df2 df2/da2 da2/df1 df1/da1 da1/dw1, all of them numbers of one row."""
    dataset, network, trainer = EXAMPLES["deep_chain"].build()
    assert network.sizes == (1, 1, 1, 1)
    f = [dataset.inputs[dataset.train].item()]
    for weight, bias in zip(network.weights, network.biases, strict=True):
        f.append(1.0 / (1.0 + np.exp(-(weight.item() * f[-1] + bias.item()))))
    target = dataset.labels[dataset.train].item()
    wanted, factor = [], f[-1] - target
    for layer in (2, 1, 0):
        factor *= f[layer + 1] * (1.0 - f[layer + 1])
        wanted.append(factor * f[layer])
        factor *= network.weights[layer].item()
    trainer.step()
    gradients, _ = network.unflatten(trainer.last_gradient)
    np.testing.assert_allclose([gradient.item() for gradient in gradients], wanted[::-1], rtol=1e-12)
