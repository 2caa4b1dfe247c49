"""A trace is the training step itself: bit for bit the trainer's, and the numbers of automatic differentiation."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIMIZERS = [name for name, entry in mlp.OPTIMIZERS.items() if entry.rule is None]
RULES = [name for name, entry in mlp.OPTIMIZERS.items() if entry.rule is not None]


def assert_next_steps_are_traced(trainer: mlp.Trainer, count: int) -> None:
    """Trace each step before it is taken, and compare every bit."""
    for _ in range(count):
        before = trainer.network.parameters.copy()
        trace = mlp.trace_next(trainer)
        assert trainer.network.parameters.tobytes() == before.tobytes() == trace.parameters_before.tobytes()
        trainer.step()
        assert trace.parameters_after.tobytes() == trainer.network.parameters.tobytes()
        assert trace.gradient.tobytes() == trainer.last_gradient.tobytes()
        slots = trainer.checkpoint().slots
        assert set(slots) == set(trace.state_after.slots)
        for name, array in trace.state_after.slots.items():
            assert array.tobytes() == slots[name].tobytes()
        assert trace.state_after.step_count == trainer.step_count


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("penalties", [{}, {"l2": 0.01}, {"l1": 0.003, "l2": 0.02}])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_step_bit_for_bit(optimizer: str, penalties: dict[str, float], reduction: str, dtype: str) -> None:
    """Over two epochs with a short batch each, every traced step is the step that the trainer then takes."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="blobs", n_samples=23, noise=0.4, train_share=1.0))
    network = mlp.Network([2, 5, 4, 3], hidden=["tanh", "relu"], output="softmax", rng=3, dtype=dtype)
    config = mlp.TrainingConfig(
        loss="categorical_cross_entropy",
        optimizer=optimizer,
        batch_size=5,
        learning_rate=0.02,
        schedule="cosine",
        schedule_epochs=3,
        reduction=reduction,
        **penalties,
    )
    assert_next_steps_are_traced(mlp.Trainer(network, dataset, config, rng=8), 12)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_every_step_of_a_rule_bit_for_bit(rule: str, reduction: str) -> None:
    """The learning rules are traced as they are trained."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="gaussian", n_samples=23, noise=0.8))
    output = "sign" if rule == "perceptron" else "sigmoid"
    network = mlp.Network([2, 1], hidden=(), output=output, rng=1)
    config = mlp.TrainingConfig(optimizer=rule, batch_size=4, reduction=reduction)
    assert_next_steps_are_traced(mlp.Trainer(network, dataset, config, rng=2), 9)


@pytest.mark.parametrize("name", list(mlp.EXAMPLES))
def test_the_examples_bit_for_bit(name: str) -> None:
    """Every example of the menu is traced as it trains."""
    _, _, trainer = mlp.EXAMPLES[name].build()
    assert_next_steps_are_traced(trainer, 5)


@pytest.mark.parametrize("optimizer", ["adam", "momentum"])
def test_large_networks_and_upkeep_bit_for_bit(optimizer: str) -> None:
    """The large networks' way, and the upkeep every 128 steps with moments that are too small to matter."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="circle", n_samples=90, noise=0.1))
    network = mlp.Network([2, 64, 64, 1], hidden="relu", output="sigmoid", rng=3, dtype="float32")
    config = mlp.TrainingConfig(loss="binary_cross_entropy", optimizer=optimizer, batch_size=32, learning_rate=1e-3)
    trainer = mlp.Trainer(network, dataset, config, rng=1)
    trainer.run_steps(126)
    assert_next_steps_are_traced(trainer, 5)


def test_after_live_changes_bit_for_bit() -> None:
    """A changed batch size that waits for the next epoch, another optimizer, and a weight set by hand."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="moons", n_samples=30, noise=0.1))
    network = mlp.Network([2, 4, 1], output="sigmoid", rng=3)
    config = mlp.TrainingConfig(optimizer="adam", batch_size=8, schedule="step", schedule_epochs=1)
    trainer = mlp.Trainer(network, dataset, config, rng=1)
    trainer.run_steps(2)
    trainer.configure(replace(config, batch_size=4, learning_rate=0.05))
    assert_next_steps_are_traced(trainer, 4)
    trainer.configure(replace(trainer.config, optimizer="nesterov", batch_size=100, l2=0.1))
    trainer.set_parameters([1], [0.5])
    assert_next_steps_are_traced(trainer, 12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    ("sizes", "hidden", "output", "loss"),
    [
        ((2, 1), (), "identity", "squared_error"),
        ((2, 2, 1), "sigmoid", "sigmoid", "squared_error"),
        ((3, 4, 5, 2), ("tanh", "softplus"), "identity", "absolute_error"),
        ((2, 8, 8, 1), ("relu", "elu"), "sigmoid", "binary_cross_entropy"),
        ((4, 6, 3), ("silu",), "softmax", "categorical_cross_entropy"),
        ((4, 6, 3), ("leaky_relu",), "softmax", "squared_error"),
        ((1, 3, 3, 3, 3, 1), "tanh", "tanh", "hinge"),
        ((2, 5, 4), ("sine",), "sigmoid", "binary_cross_entropy"),
    ],
)
def test_every_number_against_autograd(
    sizes: tuple[int, ...], hidden: str | tuple[str, ...], output: str, loss: str, seed: int
) -> None:
    """Sums, activations, dL/dy, dL/dz of each sample's own loss, and reduced gradients with penalties."""
    torch = pytest.importorskip("torch")
    functions = torch.nn.functional
    rng = np.random.default_rng(seed)
    network = mlp.Network(sizes, hidden=hidden, output=output, rng=seed)
    network.set_parameters(rng.normal(scale=0.7, size=network.parameter_count))
    x = rng.normal(size=(6, sizes[0]))
    t = np.eye(sizes[-1])[rng.integers(sizes[-1], size=6)] if sizes[-1] > 1 else rng.integers(2, size=(6, 1)) * 1.0
    t = 2 * t - 1 if loss == "hinge" else t
    l1, l2 = 0.01, 0.1
    trace = mlp.trace_step(network, x, t, mlp.TrainingConfig(loss=loss, l1=l1, l2=l2))

    named = {"identity": lambda z: z, "sine": torch.sin, "softmax": lambda z: torch.softmax(z, 1)}
    weights = [torch.tensor(each, requires_grad=True) for each in network.weights]
    biases = [torch.tensor(each, requires_grad=True) for each in network.biases]
    y, target = torch.tensor(x), torch.tensor(t)
    zs, ys = [], []
    for weight, bias, name in zip(weights, biases, network.activation_names, strict=True):
        z = y @ weight.T + bias
        y = named[name](z) if name in named else getattr(functions, name)(z)
        for each, kept in ((z, zs), (y, ys)):
            each.retain_grad()
            kept.append(each)
    terms = {
        "squared_error": lambda: (y - target) ** 2 / 2,
        "absolute_error": (y - target).abs,
        "hinge": lambda: torch.relu(1 - target * y),
        "binary_cross_entropy": lambda: -(target * y.log() + (1 - target) * (1 - y).log()),
        "categorical_cross_entropy": lambda: -(target * y.log()),
    }[loss]()
    terms.sum().backward(retain_graph=True)
    for layer, (z, a) in enumerate(zip(zs, ys, strict=True)):
        np.testing.assert_allclose(trace.pre_activations[layer], z.detach(), rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(trace.activations[layer], a.detach(), rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(trace.deltas[layer], z.grad, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(trace.activation_errors[layer], a.grad, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(trace.output_losses, terms.detach(), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(trace.sample_losses, terms.detach().sum(1), rtol=1e-10)
    assert trace.loss == pytest.approx(float(terms.detach().sum()) / 6)

    for tensor in (*weights, *biases):
        tensor.grad = None
    penalty = sum(l1 * w.abs().sum() + l2 * (w**2).sum() / 2 for w in weights)
    assert trace.penalty == pytest.approx(float(penalty.detach()))
    (terms.sum() / 6 + penalty).backward()
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        np.testing.assert_allclose(trace.weight_gradients[layer], weight.grad, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(trace.bias_gradients[layer], bias.grad, rtol=1e-9, atol=1e-12)


def test_it_cannot_change(make_trace: Callable[..., mlp.Trace]) -> None:
    """All arrays are read-only, and neither network nor state handed in is shared."""
    trace = make_trace("fused", optimizer="adam")
    arrays = [trace.inputs, trace.targets, trace.samples, trace.gradient, trace.loss_gradient, trace.parameters_after]
    arrays += [trace.parameters_before, trace.sample_losses, trace.output_losses, *trace.state_after.slots.values()]
    arrays += [*trace.pre_activations, *trace.activations, *trace.deltas, *trace.activation_errors]
    arrays += [*trace.activation_slopes, *trace.weight_gradients, *trace.bias_gradients, trace.network.weights[0]]
    for array in arrays:
        assert not array.flags.writeable
    with pytest.raises(FrozenInstanceError):
        trace.loss = 0.0


def test_samples_can_be_chosen() -> None:
    """Any samples of the dataset can be the traced batch, with the trainer's weights, moments and rate."""
    dataset, network, trainer = mlp.EXAMPLES["moons"].build()
    trainer.run_steps(10)
    trace = mlp.trace_next(trainer, [5, 2])
    assert trace.samples.tolist() == [5, 2]
    np.testing.assert_array_equal(trace.inputs, dataset.inputs[[5, 2]])
    np.testing.assert_array_equal(trace.activations[-1], network.predict(dataset.inputs[[5, 2]]))
    assert trace.state_before.step_count == 10
    with pytest.raises(mlp.ArgumentError, match="samples"):
        mlp.trace_next(trainer, [100_000])


def test_bad_arguments_are_named() -> None:
    """Errors name the argument; a step that would diverge raises as in training."""
    network = mlp.Network([2, 2, 1], rng=1)
    config = mlp.TrainingConfig()
    with pytest.raises(mlp.ShapeError, match="inputs"):
        mlp.trace_step(network, [[1.0]], [[1.0]], config)
    with pytest.raises(mlp.ShapeError, match="targets"):
        mlp.trace_step(network, [[1.0, 2.0]], [[1.0, 2.0]], config)
    with pytest.raises(mlp.ShapeError, match="velocity"):
        mlp.trace_step(network, [[1.0, 2.0]], [[1.0]], config, {"velocity": [1.0]})
    with pytest.raises(mlp.ArgumentError, match="perceptron rule"):
        mlp.trace_step(network, [[1.0, 2.0]], [[1.0]], replace(config, optimizer="perceptron"))
    linear = mlp.Network([1, 1], hidden=(), output="identity", initializer="zeros")
    linear.set_weights([[[1e200]]], [[0.0]])
    with pytest.raises(mlp.DivergenceError):
        mlp.trace_step(linear, [[1e200]], [[1.0]], config)
