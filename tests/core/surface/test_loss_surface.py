"""The loss over planes and lines: every grid point is the loss of the network with those parameters."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.surface.error_measures import error_surfaces
from mlp_core.surface.sweep import MOST_SAMPLES

CASES = [
    ("tanh", "tanh", "squared_error", 1),
    ("relu", "sigmoid", "binary_cross_entropy", 2),
    ("sigmoid", "softmax", "categorical_cross_entropy", 3),
    (["tanh", "sine", "elu"], "identity", "absolute_error", 1),
]


def _problem(
    hidden: object, output: str, loss: str, n_outputs: int, n_samples: int = 11
) -> tuple[mlp.Network, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    sizes = [2, *([3] * (len(hidden) if isinstance(hidden, list) else 2)), n_outputs]
    network = mlp.Network(sizes, hidden, output, rng=2)  # type: ignore[arg-type]
    network.set_parameters(network.parameters + 0.3 * rng.normal(size=network.parameter_count))
    targets = rng.random((n_samples, n_outputs))
    if loss == "categorical_cross_entropy":
        targets = np.eye(n_outputs)[rng.integers(0, n_outputs, n_samples)]
    return network, rng.normal(size=(n_samples, 2)), targets


def _assert_true(surface: mlp.LossSurface, axes: mlp.SurfaceAxes) -> None:
    a, b = np.array([-1.3, 0.0, 0.4, 2.0]), np.array([-0.7, 0.0, 1.1])
    grid = surface.grid(axes, a, b if axes.count == 2 else None)
    for place in np.ndindex(grid.loss.shape):
        point = (a[place[-1]],) if axes.count == 1 else (a[place[1]], b[place[0]])
        loss, penalty = surface.at(axes.parameters_at(*point))
        assert grid.loss[place] == pytest.approx(loss, rel=1e-12)
        assert grid.penalty[place] == pytest.approx(penalty, rel=1e-12)
        assert grid.total[place] == pytest.approx(loss + penalty, rel=1e-12)


@pytest.mark.parametrize("case", CASES, ids=[case[2] for case in CASES])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_every_point_is_the_loss_of_the_network_there(case: tuple[object, str, str, int], reduction: str) -> None:
    """Random planes, planes of a path, lines, and every pair of layers that two parameters can be in."""
    network, inputs, targets = _problem(*case)
    surface = mlp.LossSurface(network, inputs, targets, case[2], l1=0.01, l2=0.03, reduction=reduction)
    path = network.parameters + np.random.default_rng(1).normal(size=(9, network.parameter_count))
    _assert_true(surface, mlp.random_axes(network, 7))
    _assert_true(surface, mlp.trajectory_axes(path))
    _assert_true(surface, mlp.line_between(path[0], path[1]))
    layers = range(network.layer_count)
    chosen = [network.weight_index(layer, 0, 1) for layer in layers]
    biases = [network.bias_index(layer, min(1, network.sizes[layer + 1] - 1)) for layer in layers]
    for first in chosen:
        _assert_true(surface, mlp.parameter_axes(network, first))
        for second in {*chosen, *biases} - {first}:
            _assert_true(surface, mlp.parameter_axes(network, first, second))


def test_the_loss_of_a_part_is_the_trainers() -> None:
    """Train, validation and test, as the trainer measures them."""
    dataset, network, trainer = mlp.EXAMPLES["circle"].build()
    trainer.run_steps(20)
    evaluation = trainer.metrics_now()
    for part, expected in zip(("train", "validation", "test"), evaluation.losses, strict=True):
        if np.isnan(expected):
            with pytest.raises(mlp.ArgumentError, match="no points"):
                mlp.LossSurface.of_part(network, dataset, trainer.config, part)
            continue
        surface = mlp.LossSurface.of_part(network, dataset, trainer.config, part)
        assert surface.at(trainer.network.parameters)[0] == pytest.approx(expected, rel=1e-12)


def test_many_samples_are_taken_block_by_block() -> None:
    """More samples than a block holds give the same loss, to rounding."""
    network, inputs, targets = _problem("tanh", "tanh", "squared_error", 1, n_samples=MOST_SAMPLES + 37)
    surface = mlp.LossSurface(network, inputs, targets)
    _assert_true(surface, mlp.random_axes(network))
    _assert_true(surface, mlp.parameter_axes(network, 0, 5))


def test_float32_is_close_enough_for_a_picture() -> None:
    """Within a ten-thousandth."""
    network, inputs, targets = _problem("tanh", "sigmoid", "binary_cross_entropy", 2)
    axes, a = mlp.random_axes(network), np.linspace(-1, 1, 9)
    exact = mlp.LossSurface(network, inputs, targets, "binary_cross_entropy").grid(axes, a, a)
    quick = mlp.LossSurface(network, inputs, targets, "binary_cross_entropy", dtype="float32").grid(axes, a, a)
    assert quick.loss == pytest.approx(exact.loss, rel=1e-4)


def test_loss_on_plane_starts_from_the_network() -> None:
    """The middle of the plane is the network itself, and rows go along the second direction."""
    network, inputs, targets = _problem("tanh", "tanh", "squared_error", 1)
    first, second = np.random.default_rng(0).normal(size=(2, network.parameter_count))
    losses = mlp.loss_on_plane(network, inputs, targets, "squared_error", first, second, [-1.0, 0.0], [0.0, 1.0, 2.0])
    assert losses.shape == (3, 2)
    for row, b in enumerate([0.0, 1.0, 2.0]):
        moved = network.with_parameters(network.parameters - first + b * second)
        assert losses[row, 0] == pytest.approx(mlp.loss_and_gradient(moved, inputs, targets)[0], rel=1e-12)
    assert losses[0, 1] == pytest.approx(mlp.loss_and_gradient(network, inputs, targets)[0], rel=1e-12)


@pytest.mark.parametrize("kind", ["random", "parameters"])
def test_it_can_be_cancelled_between_chunks(kind: str) -> None:
    """A true answer ends it at the next chunk."""
    network, inputs, targets = _problem("tanh", "tanh", "squared_error", 1)
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    a = np.linspace(-1, 1, 300)
    axes = mlp.random_axes(network) if kind == "random" else mlp.parameter_axes(network, 0, 3)
    with pytest.raises(mlp.Cancelled):
        mlp.LossSurface(network, inputs, targets).grid(axes, a, a, cancelled)
    assert len(asked) == 3


@pytest.mark.parametrize("kind", ["random", "parameters"])
def test_its_memory_does_not_grow_with_the_grid_or_the_data(kind: str) -> None:
    """A grid 16 times as large, and data 10 times as many, take no more room than the answers themselves."""
    sizes = []
    for n_points, n_samples in ((60, 4 * MOST_SAMPLES), (240, 4 * MOST_SAMPLES), (60, 40 * MOST_SAMPLES)):
        network, inputs, targets = _problem("tanh", "tanh", "squared_error", 1, n_samples=n_samples)
        axes = mlp.random_axes(network) if kind == "random" else mlp.parameter_axes(network, 0, 3)
        surface = mlp.LossSurface(network, inputs, targets, dtype="float32")
        a = np.linspace(-1, 1, n_points)
        asked = []

        def is_enough(asked: list[bool] = asked) -> bool:
            asked.append(True)
            return len(asked) > 20

        tracemalloc.start()
        with pytest.raises(mlp.Cancelled):
            surface.grid(axes, a, a, is_enough)
        sizes.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    answers = 8 * 240**2
    assert sizes[1] < sizes[0] + 12 * answers
    # The data are there once more in the network's precision; what is computed from them is not.
    assert sizes[2] < sizes[0] + 36 * MOST_SAMPLES * 4 * 4 * 1.5


def test_its_memory_does_not_grow_with_the_network_times_the_grid() -> None:
    """Of a large network and few samples, only so many points have their parameters at once."""
    network = mlp.Network([2, 300, 300, 1], "tanh", "tanh", rng=0)
    surface = mlp.LossSurface(network, np.zeros((2, 2)), np.zeros((2, 1)), dtype="float32")
    axes = mlp.random_axes(network)
    tracemalloc.start()
    surface.grid(axes, np.linspace(-1, 1, 10), np.linspace(-1, 1, 10))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 40 << 20


@pytest.mark.parametrize("penalty", [{}, {"l1": 0.02}, {"l2": 0.05}])
def test_its_gradient_is_that_of_the_losses(penalty: dict[str, float]) -> None:
    """Loss and penalty apart, against central differences."""
    network, inputs, targets = _problem("tanh", "sigmoid", "binary_cross_entropy", 2)
    surface = mlp.LossSurface(network, inputs, targets, "binary_cross_entropy", **penalty)
    point = network.parameters + 0.05
    gradients = surface.gradients_at(point)
    for index in range(0, len(point), 3):
        step = np.zeros(len(point))
        step[index] = 1e-6
        ends = [surface.at(point + sign * step) for sign in (1.0, -1.0)]
        for part in (0, 1):
            assert gradients[part][index] == pytest.approx((ends[0][part] - ends[1][part]) / 2e-6, abs=1e-7)


def test_a_gradient_that_is_no_longer_wanted_ends() -> None:
    """As a grid does."""
    network, inputs, targets = _problem("tanh", "tanh", "squared_error", 1)
    with pytest.raises(mlp.Cancelled):
        mlp.LossSurface(network, inputs, targets).gradients_at(network.parameters, lambda: True)


def test_a_loss_out_of_bounds_is_infinite_not_an_error() -> None:
    """Far away sums overflow, which the picture caps."""
    network, inputs, targets = _problem("identity", "identity", "squared_error", 1)
    grid = mlp.LossSurface(network, inputs, targets).grid(mlp.random_axes(network), [0.0, 1e200], [0.0])
    assert np.isfinite(grid.loss[0, 0])
    assert not np.isfinite(grid.loss[0, 1])


def test_what_does_not_fit_is_refused() -> None:
    """The message names it."""
    network, inputs, targets = _problem("tanh", "tanh", "squared_error", 1)
    surface = mlp.LossSurface(network, inputs, targets)
    with pytest.raises(mlp.ShapeError, match="left out"):
        surface.grid(mlp.random_axes(network), [0.0])
    with pytest.raises(mlp.ArgumentError, match="not finite"):
        surface.grid(mlp.random_axes(network), [np.nan], [0.0])
    with pytest.raises(mlp.ShapeError, match="as many"):
        mlp.LossSurface(network, inputs, targets[:3])
    with pytest.raises(mlp.ArgumentError, match="float16"):
        mlp.LossSurface(network, inputs, targets, dtype="float16")
    with pytest.raises(mlp.ArgumentError, match="training"):
        mlp.LossSurface.of_part(network, mlp.EXAMPLES["xor"].build()[1], mlp.TrainingConfig(), "training")


def test_the_three_error_measures_over_the_same_weights() -> None:
    """Counted anew sample by sample on AND with one unit."""
    dataset, network, _ = mlp.EXAMPLES["and_perceptron"].build()
    axes = mlp.parameter_axes(network, 0, 1)
    a, b = [-1.0, 0.5, 2.0], [1.0, 3.0]
    grids = mlp.error_measures(network, dataset, axes, a, b)
    targets = np.where(dataset.labels == 1, 1.0, -1.0)
    for row, column in np.ndindex(2, 3):
        moved = network.with_parameters(axes.parameters_at(a[column], b[row]))
        z = (dataset.inputs @ moved.weights[0].T + moved.biases[0])[:, 0]
        y = moved.predict(dataset.inputs)[:, 0]
        assert grids["perceptron"].loss[row, column] == pytest.approx(np.maximum(-targets * z, 0.0).sum())
        assert grids["zero_one"].loss[row, column] == ((y > 0.0) != (targets > 0.0)).sum()
        assert grids["squared_error"].loss[row, column] == pytest.approx(0.5 * ((y - targets) ** 2).sum())


@pytest.mark.parametrize("part", ["train", "test"])
def test_the_error_measures_of_a_part(part: str) -> None:
    """Of one part of the data alone; in float32 as in float64; the perceptron error is that of the sum."""
    dataset, network, _ = mlp.EXAMPLES["xor"].build()
    rows = getattr(dataset, part)
    surfaces = error_surfaces(network, dataset, part)
    outputs = network.predict(dataset.inputs[rows])[:, 0]
    sums = np.log(outputs / (1.0 - outputs))
    is_one = dataset.labels[rows] == 1
    expected = {
        "zero_one": float(((outputs > 0.5) != is_one).sum()),
        "perceptron": float(np.maximum(np.where(is_one, -sums, sums), 0.0).sum()),
        "squared_error": float(0.5 * np.square(outputs - is_one).sum()),
    }
    quick = error_surfaces(network, dataset, part, "float32")
    axes = mlp.parameter_axes(network, 0, 1)
    here = axes.project(network.parameters[np.newaxis])[0]
    for name, value in expected.items():
        assert surfaces[name].at(network.parameters)[0] == pytest.approx(value, rel=1e-9)
        assert quick[name].grid(axes, here[:1], here[1:]).loss[0, 0] == pytest.approx(value, rel=1e-4)


def test_error_measures_need_two_classes_and_one_output() -> None:
    """Three classes are another task."""
    dataset, network, _ = mlp.EXAMPLES["blobs"].build()
    with pytest.raises(mlp.ArgumentError, match="two classes"):
        mlp.error_measures(network, dataset, mlp.parameter_axes(network, 0, 1), [0.0], [0.0])
