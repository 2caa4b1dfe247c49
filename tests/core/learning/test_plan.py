"""The compiled step against a textbook's backpropagation, written out here in plain NumPy."""

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.learning.plan import GradientPlan, Objective
from mlp_core.learning.stepper import Stepper
from mlp_core.learning.tape import BatchTape
from mlp_core.network.losses import LOSSES

PHI = {
    "tanh": (np.tanh, lambda z: 1.0 - np.tanh(z) ** 2),
    "relu": (lambda z: np.where(z > 0.0, z, 0.0), lambda z: (z > 0.0).astype(float)),
    "sigmoid": (lambda z: 1.0 / (1.0 + np.exp(-z)), lambda z: np.exp(-z) / (1.0 + np.exp(-z)) ** 2),
    "identity": (lambda z: z, np.ones_like),
    "sine": (np.sin, np.cos),
}


def textbook_step(
    weights: list[np.ndarray], biases: list[np.ndarray], names: list[str], x: np.ndarray, t: np.ndarray, rate: float
) -> None:
    """Take one step of gradient descent on the mean of 1/2 (y - t)^2, in place."""
    sums, outputs = [], [x]
    for w, b, name in zip(weights, biases, names, strict=True):
        sums.append(outputs[-1] @ w.T + b)
        outputs.append(PHI[name][0](sums[-1]))
    delta = (outputs[-1] - t) * PHI[names[-1]][1](sums[-1]) / len(x)
    for layer in reversed(range(len(weights))):
        w_gradient, b_gradient = delta.T @ outputs[layer], delta.sum(axis=0)
        if layer:
            delta = (delta @ weights[layer]) * PHI[names[layer - 1]][1](sums[layer - 1])
        weights[layer] -= rate * w_gradient
        biases[layer] -= rate * b_gradient


@pytest.mark.parametrize(
    "names", [["tanh"], ["tanh", "tanh", "tanh"], ["relu", "sine", "sigmoid"], ["identity", "tanh"]]
)
def test_epochs_are_those_of_the_textbook(names: list[str], rng: np.random.Generator) -> None:
    """Three epochs of shuffled batches, the short one included, end at the same weights."""
    sizes = [*(3, 5, 4)[: len(names)], 2]
    x, t = rng.normal(size=(23, 3)), rng.normal(size=(23, 2))
    network = mlp.Network(sizes, hidden=names[:-1], output=names[-1], rng=4)
    weights, biases = [w.copy() for w in network.weights], [b.copy() for b in network.biases]
    dataset = mlp.Dataset.from_arrays(x, t, task="regression")
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(learning_rate=0.2, batch_size=5), rng=8)
    orders = np.random.default_rng(8)
    for _ in range(3):
        trainer.run_epoch()
        order = orders.permutation(23)
        for start in range(0, 23, 5):
            batch = order[start : start + 5]
            textbook_step(weights, biases, names, x[batch], t[batch], 0.2)
    for ours, theirs in zip((*network.weights, *network.biases), (*weights, *biases), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-13)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_every_batch_has_the_gradient_of_its_own_samples(reduction: str, rng: np.random.Generator) -> None:
    """Full or short, a batch's gradient is that of `loss_and_gradient` on its samples, penalties included."""
    network = mlp.Network([2, 4, 1], output="sigmoid", rng=1)
    dataset = mlp.Dataset.from_arrays(rng.normal(size=(11, 2)), np.arange(11) % 2)
    config = mlp.TrainingConfig(
        loss="binary_cross_entropy", reduction=reduction, batch_size=4, l1=0.01, l2=0.1, learning_rate=0.05
    )
    trainer = mlp.Trainer(network, dataset, config, rng=2)
    order = np.random.default_rng(2).permutation(11)
    for start in range(0, 11, 4):
        batch = order[start : start + 4]
        _, expected = mlp.loss_and_gradient(
            network, dataset.inputs[batch], dataset.labels[batch, None], config.loss, 0.01, 0.1, reduction
        )
        trainer.step()
        np.testing.assert_allclose(trainer.last_gradient, expected, atol=1e-14)


@pytest.mark.parametrize("optimizer", ["sgd", "nesterov", "adam", "adamw"])
@pytest.mark.parametrize(
    ("hidden", "output", "loss"),
    [
        ("tanh", "tanh", "squared_error"),
        ("silu", "sigmoid", "binary_cross_entropy"),
        ("relu", "softmax", "categorical_cross_entropy"),
        ("sine", "softmax", "squared_error"),
        ("elu", "identity", "hinge"),
    ],
)
def test_side_by_side_is_one_by_one(optimizer: str, hidden: str, output: str, loss: str) -> None:
    """Networks trained together end where each ends alone."""
    rng = np.random.default_rng(1)
    classes = 3 if output == "softmax" else 2
    dataset = mlp.Dataset.from_arrays(rng.normal(size=(13, 2)), np.arange(13) % classes)
    sizes = [2, 5, 3, dataset.n_outputs]
    config = mlp.TrainingConfig(
        loss=loss, optimizer=optimizer, batch_size=4, learning_rate=0.02, l2=0.01, schedule="cosine", schedule_epochs=9
    )
    networks = [mlp.Network(sizes, hidden=hidden, output=output, rng=seed) for seed in range(3)]
    stack = mlp.StackTrainer(networks, dataset, config, rng=5)
    stack.run_steps(7)
    stack.run_epoch()
    stack.run_steps(30)
    for network, together, loss_together in zip(networks, stack.networks, stack.losses(), strict=True):
        alone = mlp.Trainer(network, dataset, config, rng=5)
        alone.run_steps(stack.step_count)
        np.testing.assert_allclose(together.parameters, network.parameters, atol=1e-11)
        assert loss_together == pytest.approx(alone.metrics_now().losses[0], rel=1e-9)
    assert (stack.epoch, stack.batch) == (alone.epoch, alone.batch)
    assert stack.divergences == (None, None, None)


def test_one_of_a_stack_may_diverge() -> None:
    """It drops out with its last finite parameters; the others learn on as if nothing had been."""
    dataset = mlp.Dataset.from_arrays([[1.0], [2.0]], [1.0, 2.0], task="regression")
    networks = [mlp.Network([1, 1, 1], hidden="identity", output="identity", rng=seed) for seed in range(3)]
    networks[1].set_parameters([1e3, 0.0, 1e3, 0.0])
    config = mlp.TrainingConfig(learning_rate=0.01, batch_size=2)
    stack = mlp.StackTrainer(networks, dataset, config, rng=1)
    stack.run_steps(300)
    assert [fate is None for fate in stack.divergences] == [True, False, True]
    assert np.isfinite(stack.networks[1].parameters).all()
    assert stack.step_count == 300
    alone = mlp.Trainer(networks[2], dataset, config, rng=1)
    alone.run_steps(300)
    np.testing.assert_allclose(stack.networks[2].parameters, networks[2].parameters, rtol=1e-9)


def test_a_stack_without_hope_says_so() -> None:
    """Where even zeros give no finite gradient, training stops instead of trying for ever."""
    dataset = mlp.Dataset.from_arrays([[1e200]], [1e200], task="regression")
    networks = [mlp.Network([1, 1], output="identity", rng=seed) for seed in range(2)]
    stack = mlp.StackTrainer(networks, dataset, mlp.TrainingConfig(), rng=1)
    with pytest.raises(mlp.DivergenceError):
        stack.run_steps(1)


def test_what_a_stack_refuses() -> None:
    """Networks must be alike, fit the data, and use no rule for single ones."""
    dataset = mlp.load_dataset(mlp.DataConfig())
    network = mlp.Network([2, 1], output="sigmoid")
    with pytest.raises(mlp.ArgumentError, match="empty"):
        mlp.StackTrainer([], dataset, mlp.TrainingConfig())
    with pytest.raises(mlp.ShapeError, match=r"networks\[1\]"):
        mlp.StackTrainer([network, mlp.Network([2, 2, 1])], dataset, mlp.TrainingConfig())
    with pytest.raises(mlp.ArgumentError, match="rule"):
        mlp.StackTrainer([network], dataset, mlp.TrainingConfig(optimizer="delta"))
    with pytest.raises(mlp.ArgumentError, match="count"):
        mlp.StackTrainer([network], dataset, mlp.TrainingConfig()).run_steps(-1)


def test_a_long_epoch_is_gathered_in_stretches(monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator) -> None:
    """An epoch that does not fit on the tape trains on the same batches in the same order."""
    x, t = rng.normal(size=(50, 2)), rng.normal(size=(50, 1))
    results = []
    for most in (1024, 3):
        monkeypatch.setattr("mlp_core.learning.tape._MOST_BATCHES", most)
        network = mlp.Network([2, 3, 1], rng=1)
        dataset = mlp.Dataset.from_arrays(x, t, task="regression")
        trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(batch_size=4), rng=3)
        trainer.run_steps(5)
        trainer.run_steps(31)
        results.append(network.parameters.copy())
    np.testing.assert_array_equal(*results)


def test_the_tape_hands_out_no_more_than_asked() -> None:
    """A window never reaches beyond the stretch, the full batches, or what was asked for."""

    class Recorder:
        def __init__(self, size: int) -> None:
            self.size = size

        def calls(self, inputs: np.ndarray, targets: np.ndarray) -> tuple[int, np.ndarray]:
            return self.size, inputs

    inputs = np.arange(14.0).reshape(7, 2)
    tape = BatchTape(inputs, inputs[:, :1], 3, Recorder)
    tape.set_order(np.arange(7)[::-1])
    assert tape.n_batches == 3
    assert [size for size, _ in tape.window(0, 1)] == [3]
    assert [size for size, _ in tape.window(0, 9)] == [3, 3]
    assert [size for size, _ in tape.window(2, 9)] == [1]
    np.testing.assert_array_equal(tape.window(1, 1)[0][1], inputs[[3, 2, 1]])
    np.testing.assert_array_equal(tape.window(2, 1)[0][1], inputs[[0]])


def test_a_step_allocates_nothing_that_stays(rng: np.random.Generator) -> None:
    """The parameters stay the array that the user holds."""
    network = mlp.Network([2, 3, 1], rng=1)
    held, weights = network.parameters, network.weights[0]
    before = weights.copy()
    data = np.column_stack((rng.normal(size=(6, 2)), np.ones(6))), rng.normal(size=(6, 1))
    stepper = Stepper(network.layout, network.activations, held, mlp.TrainingConfig(), data, 2)
    stepper.set_order(np.arange(6))
    stepper.run(0, 3, lambda steps: [0.1] * len(steps))
    assert network.parameters is held
    assert (weights != before).all()
    assert stepper.step_count == 3


@pytest.mark.parametrize(("output", "loss"), [("tanh", "squared_error"), ("sigmoid", "binary_cross_entropy")])
@pytest.mark.parametrize("hidden", ["tanh", "relu", "elu", "silu"])
def test_what_is_written_over_is_read_by_the_same_object(hidden: str, output: str, loss: str) -> None:
    """Two views of the same memory in one call would make NumPy look for overlaps, which doubles the time of a call."""
    network = mlp.Network((3, 4, 4, 2), hidden=hidden, output=output)
    gradient, objective = np.zeros_like(network.parameters), Objective(LOSSES[loss], l1=0.1, l2=0.1)
    plan = GradientPlan(network.layout, network.activations, network.parameters, objective, gradient, 8, 10)
    written_over = 0
    for function, arguments in plan.calls(np.ones((8, 4)), np.ones((8, 2))):
        if isinstance(function, np.ufunc):
            out = arguments[-1]
            sharing = [each for each in arguments[:-1] if isinstance(each, np.ndarray) and np.shares_memory(each, out)]
            assert all(each is out for each in sharing)
            written_over += len(sharing)
    assert written_over
