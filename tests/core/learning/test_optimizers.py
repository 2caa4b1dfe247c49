"""Every optimizer against its formula, small and large, in one dtype or the other, and the upkeep of its moments."""

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.learning.adam import Adam, AdamInRows
from mlp_core.learning.adam_in_pairs import AdamInPairs
from mlp_core.learning.optimizer import BLOCK, Optimizer

CONFIG = {
    "learning_rate": 0.03,
    "momentum": 0.8,
    "beta_1": 0.7,
    "beta_2": 0.95,
    "rho": 0.9,
    "weight_decay": 0.2,
}
DESCENTS = [name for name, entry in mlp.OPTIMIZERS.items() if entry.rule is None]


def formula(name: str, p: np.ndarray, gradients: list[np.ndarray], rates: list[float]) -> np.ndarray:
    """Return where the textbook's rule takes `p`."""
    first, second = np.zeros_like(p), np.zeros_like(p)
    mu, b1, b2, rho = CONFIG["momentum"], CONFIG["beta_1"], CONFIG["beta_2"], CONFIG["rho"]
    for t, (g, rate) in enumerate(zip(gradients, rates, strict=True), start=1):
        if name == "sgd":
            p = p - rate * g
        elif name in ("momentum", "nesterov"):
            first = mu * first + g
            p = p - rate * (first if name == "momentum" else g + mu * first)
        elif name == "rmsprop":
            second = rho * second + (1.0 - rho) * g**2
            p = p - rate * g / (np.sqrt(second) + 1e-8)
        elif name == "adagrad":
            second = second + g**2
            p = p - rate * g / (np.sqrt(second) + 1e-10)
        else:
            if name == "adamw":
                p = p - rate * CONFIG["weight_decay"] * p
            first, second = b1 * first + (1.0 - b1) * g, b2 * second + (1.0 - b2) * g**2
            p = p - rate * (first / (1.0 - b1**t)) / (np.sqrt(second / (1.0 - b2**t)) + 1e-8)
    return p


def advance(optimizer: Optimizer, gradients: list[np.ndarray], rates: list[float]) -> None:
    """Feed gradients to an optimizer, as the stepper does."""
    for update, gradient in zip(optimizer.updates(rates), gradients, strict=True):
        optimizer.gradient[...] = gradient
        for function, arguments in update:
            function(*arguments)
    optimizer.step_count += len(rates)


def test_the_menu_is_complete() -> None:
    """Every promised optimizer and rule is there; its settings are fields of the configuration."""
    assert list(mlp.OPTIMIZERS) == [
        *("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"),
        *("perceptron", "delta"),
    ]
    for name, entry in mlp.OPTIMIZERS.items():
        assert entry.name == name
        assert entry.title
        assert entry.summary.endswith(".")
        assert all(hasattr(mlp.TrainingConfig(), setting) for setting in entry.settings)


@pytest.mark.parametrize("varying", [False, True], ids=["constant", "varying"])
@pytest.mark.parametrize("scale", [1.0, 0.25])
@pytest.mark.parametrize("size", [7, 1501, 2 * BLOCK + 5], ids=["small", "medium", "large"])
@pytest.mark.parametrize("name", DESCENTS)
def test_steps_are_those_of_the_formula(
    name: str, size: int, scale: float, varying: bool, rng: np.random.Generator
) -> None:
    """Nine steps, in two portions, with one learning rate or a changing one, with or without a scale to apply."""
    p = rng.normal(size=size)
    gradients = [rng.normal(size=size) for _ in range(9)]
    rates = [CONFIG["learning_rate"] * (1.0 - 0.1 * step if varying else 1.0) for step in range(9)]
    expected = formula(name, p, gradients, rates)
    optimizer = mlp.OPTIMIZERS[name].make(p, mlp.TrainingConfig(optimizer=name, **CONFIG), scale)
    unscaled = [gradient / scale for gradient in gradients]
    advance(optimizer, unscaled[:4], rates[:4])
    advance(optimizer, unscaled[4:], rates[4:])
    np.testing.assert_allclose(p, expected, rtol=1e-12, atol=1e-13)
    np.testing.assert_array_equal(optimizer.gradient, unscaled[-1])


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("name", ["adam", "adamw"])
def test_all_forms_of_adam_agree(name: str, place: int, rng: np.random.Generator) -> None:
    """The products of smaller networks and the operations in place of large ones are one rule, moments included."""
    entry, config = mlp.OPTIMIZERS[name], mlp.TrainingConfig(optimizer=name)
    small, large = np.linspace(-1.0, 1.0, 6), np.linspace(-1.0, 1.0, 6)
    by_products, in_place = entry.small_kinds[place][1](small, config, 0.5), entry.kind(large, config, 0.5)
    assert isinstance(by_products, (AdamInRows, AdamInPairs)[place])
    assert isinstance(in_place, Adam)
    for steps in (1, 2, 128):
        gradients = [rng.normal(size=6) for _ in range(steps)]
        advance(by_products, gradients, [0.01] * steps)
        advance(in_place, gradients, [0.01] * steps)
        np.testing.assert_allclose(small, large, rtol=1e-12)
        for slot, array in in_place.slots().items():
            np.testing.assert_allclose(by_products.slots()[slot], array, rtol=1e-12)


@pytest.mark.parametrize("name", DESCENTS)
@pytest.mark.parametrize("steps", [3, 4])
@pytest.mark.parametrize("size", [5, 1501])
def test_moments_can_be_moved(name: str, steps: int, size: int, rng: np.random.Generator) -> None:
    """A fresh optimizer that loads another's moments goes on bit for bit."""
    config = mlp.TrainingConfig(optimizer=name)
    gradients = [rng.normal(size=size) for _ in range(steps + 3)]
    p = rng.normal(size=size)
    first = mlp.OPTIMIZERS[name].make(p, config)
    advance(first, gradients[:steps], [0.1] * steps)
    q = p.copy()
    second = mlp.OPTIMIZERS[name].make(q, config)
    second.load_slots({slot: array.copy() for slot, array in first.slots().items()}, steps)
    for optimizer in (first, second):
        advance(optimizer, gradients[steps:], [0.1] * 3)
    np.testing.assert_array_equal(p, q)


@pytest.mark.parametrize("name", ["momentum", "rmsprop", "adam"])
@pytest.mark.parametrize("size", [4, 3000, 13_000])
def test_denormal_moments_are_cleared(name: str, size: int) -> None:
    """Moments too small to matter become 0, others stay: denormals would make each step three times slower."""
    optimizer = mlp.OPTIMIZERS[name].make(np.ones(size, np.float32), mlp.TrainingConfig(optimizer=name))
    for array in optimizer.slots().values():
        array[:4] = [1e-35, -1e-40, 1e-20, 0.5]
    optimizer.clean()
    for array in optimizer.slots().values():
        assert array[:2].tolist() == [0.0, 0.0]
        assert (array[2:4] != 0.0).all()


def test_silent_weights_keep_no_denormals(rng: np.random.Generator) -> None:
    """A weight whose gradient dies away ends with moments of exactly 0, though single precision would go denormal."""
    network = mlp.Network([2, 2, 1], output="identity", rng=1, dtype="float32")
    inputs = np.column_stack((rng.normal(size=8), np.zeros(8)))
    dataset = mlp.Dataset.from_arrays(inputs, rng.normal(size=8), task="regression")
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(optimizer="adam", batch_size=8), rng=1)
    dead = network.weight_index(0, 0, 1)
    slots = trainer.checkpoint().slots
    assert slots["first_moment"][dead] == 0.0
    trainer.run_steps(20)
    checkpoint = trainer.checkpoint()
    moment = checkpoint.slots["first_moment"].copy()
    moment[dead] = 1e-10
    trainer._stepper.slots()["first_moment"][...] = moment
    trainer.run_steps(900)
    assert trainer.checkpoint().slots["first_moment"][dead] == 0.0


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", DESCENTS)
def test_precision_stays(name: str, dtype: str, rng: np.random.Generator) -> None:
    """Moments and parameters keep the network's dtype."""
    p = rng.normal(size=6).astype(dtype)
    optimizer = mlp.OPTIMIZERS[name].make(p, mlp.TrainingConfig(optimizer=name), 0.5)
    advance(optimizer, [np.ones(6, dtype)] * 3, [0.1, 0.05, 0.01])
    assert {array.dtype.name for array in (optimizer.gradient, *optimizer.slots().values())} == {dtype}
    assert np.isfinite(p).all()
