"""Fifty steps of every optimizer, beside PyTorch's from the same start."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import mlp_core as mlp

torch = pytest.importorskip("torch")

RATES = {"sgd": 0.3, "momentum": 0.05, "nesterov": 0.05, "rmsprop": 0.01, "adagrad": 0.1, "adam": 0.02, "adamw": 0.02}
PEERS: dict[str, tuple[Any, dict[str, Any]]] = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "rmsprop": (torch.optim.RMSprop, {"alpha": 0.99, "eps": 1e-8}),
    "adagrad": (torch.optim.Adagrad, {"eps": 1e-10}),
    "adam": (torch.optim.Adam, {"betas": (0.9, 0.999), "eps": 1e-8}),
    "adamw": (torch.optim.AdamW, {"betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.05}),
}
SHAPES = [[2, 4, 2, 1], [5, 40, 30, 1]]
"""One small enough for the plan's packed path, one that takes the large one."""


def test_every_optimizer_is_compared() -> None:
    """A new optimizer needs its peer here; the two classical rules have tests of their own."""
    assert set(PEERS) | {"perceptron", "delta"} == set(mlp.OPTIMIZERS)


def _problem(sizes: list[int]) -> tuple[mlp.Network, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(21)
    inputs = rng.normal(size=(12, sizes[0]))
    targets = np.sin(inputs.sum(axis=1, keepdims=True)) / 2
    return mlp.Network(sizes, hidden="tanh", output="tanh", rng=rng), inputs, targets


def _peer_optimizer(name: str, peer: Any) -> Any:
    kind, options = PEERS[name]
    return kind([*peer.weights, *peer.biases], lr=RATES[name], **options)


@pytest.mark.parametrize("sizes", SHAPES, ids=["small", "large"])
@pytest.mark.parametrize("l2", [0.0, 0.01])
@pytest.mark.parametrize("name", PEERS)
def test_fifty_full_batches(torch_network: Any, name: str, l2: float, sizes: list[int]) -> None:
    """After every one of 50 steps the parameters agree to 1e-8."""
    network, inputs, targets = _problem(sizes)
    peer = torch_network(network)
    optimizer = _peer_optimizer(name, peer)
    config = mlp.TrainingConfig(
        loss="squared_error", optimizer=name, learning_rate=RATES[name], batch_size=12, l2=l2, weight_decay=0.05
    )
    trainer = mlp.Trainer(network, mlp.Dataset.from_arrays(inputs, targets, task="regression"), config, rng=1)
    for _ in range(50):
        trainer.step()
        optimizer.zero_grad()
        peer.loss(inputs, targets, "squared_error", l2=l2).backward()
        optimizer.step()
        np.testing.assert_allclose(network.parameters, peer.flat_parameters(), rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("name", PEERS)
def test_shuffled_batches_with_a_short_one_at_the_end(torch_network: Any, name: str, reduction: str) -> None:
    """Over the batches of the trainer's own order, 5, 5 and 2 samples, each scaled by its own size."""
    network, inputs, targets = _problem(SHAPES[0])
    peer = torch_network(network)
    optimizer = _peer_optimizer(name, peer)
    config = mlp.TrainingConfig(
        optimizer=name, learning_rate=RATES[name] / 4, batch_size=5, weight_decay=0.05, l1=0.002, reduction=reduction
    )
    for group in optimizer.param_groups:
        group["lr"] = RATES[name] / 4
    trainer = mlp.Trainer(network, mlp.Dataset.from_arrays(inputs, targets, task="regression"), config, rng=1)
    orders = set()
    for _ in range(17):
        trainer.step()
        order = trainer.checkpoint().order
        assert order is not None
        trainer.run_epoch()
        orders.add(tuple(order.tolist()))
        for batch in (order[:5], order[5:10], order[10:]):
            optimizer.zero_grad()
            peer.loss(inputs[batch], targets[batch], "squared_error", l1=0.002, reduction=reduction).backward()
            optimizer.step()
    np.testing.assert_allclose(network.parameters, peer.flat_parameters(), rtol=1e-8, atol=1e-8)
    assert trainer.epoch == 17
    assert len(orders) == 17
    assert {tuple(sorted(order)) for order in orders} == {tuple(range(12))}


def test_one_cycle_rates_reach_the_optimizer(torch_network: Any) -> None:
    """The scheduled rate is the one that the step takes."""
    network, inputs, targets = _problem(SHAPES[0])
    peer = torch_network(network)
    optimizer = torch.optim.SGD([*peer.weights, *peer.biases], lr=0.0)
    config = mlp.TrainingConfig(
        optimizer="sgd", learning_rate=0.4, batch_size=12, schedule="one_cycle", schedule_epochs=40
    )
    trainer = mlp.Trainer(network, mlp.Dataset.from_arrays(inputs, targets, task="regression"), config, rng=1)
    for step in range(50):
        rate = mlp.SCHEDULES["one_cycle"].rate(0.4, step, 1, 40)
        assert trainer.learning_rate == pytest.approx(rate, rel=1e-12)
        trainer.step()
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        peer.loss(inputs, targets, "squared_error").backward()
        optimizer.step()
    np.testing.assert_allclose(network.parameters, peer.flat_parameters(), rtol=1e-8, atol=1e-8)
