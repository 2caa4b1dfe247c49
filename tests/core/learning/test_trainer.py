"""The trainer: epochs and their record, live changes, divergence, learning rules, and what it refuses."""

from dataclasses import replace

import numpy as np
import pytest

import mlp_core as mlp


@pytest.fixture
def dataset() -> mlp.Dataset:
    """Return 40 points of two clouds in three parts: 20, 12 and 8."""
    config = mlp.DataConfig(name="gaussian", n_samples=40, noise=0.5, train_share=0.5, validation_share=0.3, seed=3)
    return mlp.load_dataset(config)


def make_trainer(dataset: mlp.Dataset, dtype: str = "float64", **settings: object) -> mlp.Trainer:
    """Return a trainer of a small network."""
    network = mlp.Network([2, 3, 1], output="sigmoid", rng=7, dtype=dtype)
    config = mlp.TrainingConfig(**{"loss": "binary_cross_entropy", "batch_size": 6, **settings})
    return mlp.Trainer(network, dataset, config, rng=5)


def test_it_starts_at_epoch_0_with_a_record(dataset: mlp.Dataset) -> None:
    """Row 0 is the network before training; nothing has been stepped."""
    trainer = make_trainer(dataset)
    assert (trainer.epoch, trainer.batch, trainer.step_count, trainer.n_batches) == (0, 0, 0, 4)
    assert trainer.last_gradient is None
    assert trainer.learning_rate == 0.1
    view = trainer.history.view()
    assert view.epochs.tolist() == [0]
    assert view.metric_name == "accuracy"


def test_steps_count_through_epochs(dataset: mlp.Dataset) -> None:
    """Every batch is used, the short one too; a record follows each epoch; an epoch is finished from where it is."""
    trainer = make_trainer(dataset)
    trainer.step()
    assert (trainer.epoch, trainer.batch, trainer.step_count) == (0, 1, 1)
    trainer.run_steps(5)
    assert (trainer.epoch, trainer.batch, trainer.step_count) == (1, 2, 6)
    trainer.run_epoch()
    assert (trainer.epoch, trainer.batch, trainer.step_count) == (2, 0, 8)
    trainer.run_epoch()
    trainer.run_steps(0)
    assert (trainer.epoch, trainer.step_count) == (3, 12)
    assert trainer.history.view().epochs.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_record_is_the_loss_of_each_part(dataset: mlp.Dataset, dtype: str) -> None:
    """Mean losses and accuracies of the three parts at the end of the epoch, and the penalty apart."""
    trainer = make_trainer(dataset, dtype, l2=0.1, reduction="sum", learning_rate=0.01)
    trainer.run_epoch()
    view, network = trainer.history.view(), trainer.network
    for part in ("train", "validation", "test"):
        rows = getattr(dataset, part)
        labels = dataset.labels[rows, None]
        loss, _ = mlp.loss_and_gradient(network, dataset.inputs[rows], labels, "binary_cross_entropy")
        assert getattr(view, f"{part}_loss")[-1] == pytest.approx(loss, rel=1e-6 if dtype == "float32" else 1e-13)
        right = (network.predict(dataset.inputs[rows]) > 0.5) == labels
        assert getattr(view, f"{part}_metric")[-1] == right.mean()
    weights = np.concatenate([each.ravel() for each in network.weights])
    assert view.train_penalty[-1] == pytest.approx(0.05 * (weights.astype(float) ** 2).sum(), rel=1e-6)
    now = trainer.metrics_now()
    assert now.losses == (view.train_loss[-1], view.validation_loss[-1], view.test_loss[-1])
    assert now.metric_name == "accuracy"


def test_missing_parts_are_nan() -> None:
    """Where there is no validation or test part its record says so; regression is judged by R2."""
    dataset = mlp.Dataset.from_arrays([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0], task="regression")
    network = mlp.Network([1, 1], output="identity")
    network.set_weights([[[1.0]]], [[0.0]])
    view = mlp.Trainer(network, dataset, mlp.TrainingConfig()).history.view()
    assert (view.train_loss[0], view.train_metric[0], view.metric_name) == (0.0, 1.0, "R2")
    assert np.isnan([view.validation_loss[0], view.test_loss[0], view.validation_metric[0]]).all()


def test_a_large_training_part_is_recorded_from_samples(rng: np.random.Generator) -> None:
    """Above 2048 samples the record is close to, and `metrics_now` exactly, the loss of all."""
    x = rng.normal(size=(5000, 2))
    dataset = mlp.Dataset.from_arrays(x, (x[:, 0] * x[:, 1] > 0.0).astype(int))
    trainer = make_trainer(dataset, batch_size=100)
    exact, _ = mlp.loss_and_gradient(trainer.network, x, dataset.labels[:, None], "binary_cross_entropy")
    assert trainer.metrics_now().losses[0] == pytest.approx(exact, rel=1e-12)
    assert trainer.history.view().train_loss[0] == pytest.approx(exact, rel=0.05)


def test_a_wide_evaluation_goes_in_chunks(monkeypatch: pytest.MonkeyPatch, rng: np.random.Generator) -> None:
    """Evaluating chunk by chunk gives the same losses as at once."""
    dataset = mlp.Dataset.from_arrays(rng.normal(size=(700, 2)), np.arange(700) % 3)
    network = mlp.Network([2, 4, 3], output="softmax", rng=1)
    config = mlp.TrainingConfig(loss="categorical_cross_entropy")
    whole = mlp.Trainer(network, dataset, config).metrics_now()
    monkeypatch.setattr("mlp_core.learning.evaluation._CHUNK_NUMBERS", 7)
    assert mlp.Trainer(network, dataset, config).metrics_now().losses[0] == pytest.approx(whole.losses[0], rel=1e-13)


def test_same_seeds_same_run(dataset: mlp.Dataset) -> None:
    """The same seeds give the same bits, however the steps are portioned; another order gives another run."""
    first, second, other = (make_trainer(dataset, optimizer="adam") for _ in range(3))
    first.run_steps(300)
    for _ in range(100):
        second.run_steps(3)
    np.testing.assert_array_equal(first.network.parameters, second.network.parameters)
    np.testing.assert_array_equal(first.history.view().train_loss, second.history.view().train_loss)
    shuffled = mlp.Trainer(other.network, dataset, other.config, rng=6)
    shuffled.run_steps(300)
    assert (shuffled.network.parameters != first.network.parameters).any()


def test_the_schedule_sets_the_rate(dataset: mlp.Dataset) -> None:
    """The rate of the next step follows the schedule in epochs, whatever the batch size becomes."""
    trainer = make_trainer(dataset, schedule="step", schedule_epochs=2)
    assert trainer.learning_rate == 0.1
    trainer.run_steps(8)
    assert trainer.learning_rate == 0.05
    trainer.configure(replace(trainer.config, batch_size=20))
    trainer.run_steps(2)
    assert (trainer.epoch, trainer.n_batches, trainer.learning_rate) == (4, 1, 0.025)


def test_a_scheduled_step_is_as_long_as_its_rate(dataset: mlp.Dataset) -> None:
    """Gradient descent moves by exactly rate times gradient at each step of a schedule."""
    trainer = make_trainer(dataset, schedule="cosine", schedule_epochs=3)
    for _ in range(10):
        rate, before = trainer.learning_rate, trainer.network.parameters.copy()
        trainer.step()
        np.testing.assert_allclose(before - trainer.network.parameters, rate * trainer.last_gradient, atol=1e-16)


def test_a_new_rate_holds_from_the_next_step(dataset: mlp.Dataset) -> None:
    """The learning rate can be changed within an epoch."""
    trainer = make_trainer(dataset)
    trainer.step()
    trainer.configure(replace(trainer.config, learning_rate=1e-3))
    before = trainer.network.parameters.copy()
    trainer.step()
    np.testing.assert_allclose(before - trainer.network.parameters, 1e-3 * trainer.last_gradient, atol=1e-17)


def test_a_new_batch_size_waits_for_the_next_epoch(dataset: mlp.Dataset) -> None:
    """The current epoch is finished as it began; more than all samples are all samples."""
    trainer = make_trainer(dataset)
    trainer.step()
    trainer.configure(replace(trainer.config, batch_size=1000))
    assert trainer.n_batches == 4
    trainer.run_epoch()
    assert (trainer.epoch, trainer.step_count) == (1, 4)
    trainer.step()
    assert (trainer.epoch, trainer.batch, trainer.n_batches) == (2, 0, 1)


def test_the_optimizer_keeps_its_moments_where_it_stays(dataset: mlp.Dataset) -> None:
    """A changed penalty leaves Adam's moments, another optimizer starts with none."""
    trainer = make_trainer(dataset, optimizer="adam")
    trainer.run_steps(5)
    moment = trainer.checkpoint().slots["first_moment"]
    trainer.configure(replace(trainer.config, l2=0.1, beta_1=0.5))
    np.testing.assert_array_equal(trainer.checkpoint().slots["first_moment"], moment)
    assert trainer.step_count == 5
    trainer.configure(replace(trainer.config, optimizer="momentum"))
    assert not trainer.checkpoint().slots["velocity"].any()


def test_another_loss_while_training(dataset: mlp.Dataset) -> None:
    """A new loss holds from the next step on, with targets coded for it."""
    trainer = make_trainer(dataset)
    trainer.step()
    order = np.random.default_rng(5).permutation(20)
    trainer.configure(replace(trainer.config, loss="hinge"))
    batch = dataset.train[order[6:12]]
    targets = 2.0 * dataset.labels[batch, None] - 1.0
    _, expected = mlp.loss_and_gradient(trainer.network, dataset.inputs[batch], targets, "hinge")
    trainer.step()
    np.testing.assert_allclose(trainer.last_gradient, expected, atol=1e-15)


def test_parameters_can_be_set(dataset: mlp.Dataset) -> None:
    """Single weights take typed values between two steps; nonsense changes nothing."""
    trainer = make_trainer(dataset)
    trainer.set_parameters([0, 12], [5.0, -5.0])
    assert trainer.network.parameters[[0, 12]].tolist() == [5.0, -5.0]
    before = trainer.network.parameters.copy()
    for indices, values in (([13], [1.0]), ([-1], [1.0]), ([0], [np.nan]), ([0, 1], [1.0]), ([0], [np.inf])):
        with pytest.raises(mlp.ArgumentError):
            trainer.set_parameters(indices, values)
    np.testing.assert_array_equal(trainer.network.parameters, before)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov"])
def test_divergence_keeps_the_last_finite_parameters(optimizer: str, dtype: str) -> None:
    """Too high a rate stops with epoch, layer and quantity; the network is finite, nothing warns, no row is added."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="plane", n_samples=50))
    network = mlp.Network([2, 4, 1], hidden="relu", output="identity", rng=1, dtype=dtype)
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(optimizer=optimizer, learning_rate=1e3), rng=1)
    with pytest.raises(mlp.DivergenceError) as caught:
        trainer.run_steps(10_000)
    assert np.isfinite(network.parameters).all()
    assert caught.value.epoch == trainer.epoch
    assert caught.value.quantity in ("weight gradient", "bias gradient", "weights", "biases", "loss")
    assert caught.value.layer in (1, 2)
    assert trainer.step_count == trainer.epoch * trainer.n_batches + trainer.batch
    assert np.isfinite(trainer.history.view().train_loss).all()


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"])
def test_many_steps_at_once_stop_where_single_ones_do(optimizer: str) -> None:
    """A stretch that is looked at as a whole goes back to the last step before a number that is not finite."""
    dataset = mlp.load_dataset(mlp.DataConfig(name="plane", n_samples=60))
    rate = 1e2 if optimizer in ("sgd", "momentum", "nesterov") else 1e18
    config = mlp.TrainingConfig(optimizer=optimizer, learning_rate=rate, batch_size=2)
    trainers = []
    for steps in (10_000, 1):
        network = mlp.Network([2, 1], output="identity", rng=1, dtype="float32")
        trainers.append(mlp.Trainer(network, dataset, config, rng=1))
        with pytest.raises(mlp.DivergenceError):
            _run_on(trainers[-1], steps)
    together, single = (trainer.checkpoint() for trainer in trainers)
    assert together.step_count == single.step_count > 0
    np.testing.assert_array_equal(together.parameters, single.parameters)
    for name, array in single.slots.items():
        np.testing.assert_array_equal(together.slots[name], array)


def test_an_overflowing_step_is_not_taken() -> None:
    """A finite gradient times a huge rate would make the weights infinite: that step is undone and named."""
    dataset = mlp.Dataset.from_arrays([[1.0]], [1.0], task="regression")
    network = mlp.Network([1, 1], output="identity", initializer="zeros")
    network.parameters[:] = 1e10
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(learning_rate=1e300))
    with pytest.raises(mlp.DivergenceError) as caught:
        trainer.step()
    assert (caught.value.layer, caught.value.quantity) == (1, "weights")
    assert network.parameters.tolist() == [1e10, 1e10]
    assert trainer.step_count == 0


def test_an_overflowing_moment_is_divergence() -> None:
    """A squared gradient that overflows would silence Adam for good: the step is undone instead."""
    dataset = mlp.Dataset.from_arrays([[1.0]], [1.0], task="regression")
    network = mlp.Network([1, 1], output="identity", initializer="zeros")
    network.parameters[:] = 1e200
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(optimizer="adam"))
    with pytest.raises(mlp.DivergenceError) as caught:
        trainer.step()
    assert caught.value.quantity == "weight gradient"
    assert not trainer.checkpoint().slots["second_moment"].any()


def test_an_infinite_loss_is_divergence() -> None:
    """Where the gradient is finite but the loss is not, the end of the epoch says so, and of which layer."""
    dataset = mlp.Dataset.from_arrays([[1.0]], [1.0], task="regression")
    network = mlp.Network([1, 1], output="identity", initializer="zeros")
    network.parameters[:] = 1e160
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(learning_rate=1e-9))
    with pytest.raises(mlp.DivergenceError) as caught:
        trainer.run_epoch()
    assert (caught.value.layer, caught.value.quantity) == (1, "loss")
    assert "what layer 1 answers is too far off" in str(caught.value)
    assert len(trainer.history) == 1


def test_large_gradients_of_single_precision_are_fine() -> None:
    """A gradient whose square overflows float32 is still a gradient."""
    dataset = mlp.Dataset.from_arrays([[1.0]], [1.0], task="regression")
    network = mlp.Network([1, 1], output="identity", initializer="zeros", dtype="float32")
    network.parameters[:] = [1e18, 0.0]
    trainer = mlp.Trainer(network, dataset, mlp.TrainingConfig(learning_rate=0.5))
    trainer.step()
    np.testing.assert_allclose(network.parameters, [5e17, -5e17], rtol=1e-6)


def test_the_perceptron_rule_learns_and_cannot_learn_xor() -> None:
    """AND is learned without a mistake, XOR never is (X1)."""
    results = {}
    for gate in ("and", "xor"):
        dataset = mlp.load_dataset(mlp.DataConfig(name=gate))
        network = mlp.Network([2, 1], output="step", initializer="zeros")
        config = mlp.TrainingConfig(optimizer="perceptron", learning_rate=1.0, batch_size=1)
        trainer = mlp.Trainer(network, dataset, config, rng=1)
        for _ in range(50):
            trainer.run_epoch()
        results[gate] = trainer.metrics_now().metrics[0]
    assert results["and"] == 1.0
    assert results["xor"] < 1.0


def test_the_delta_rule_is_gradient_descent_of_a_linear_unit(dataset: mlp.Dataset) -> None:
    """For an identity output, delta rule and squared error take the same steps."""
    networks = [mlp.Network([2, 1], output="identity", rng=1) for _ in range(2)]
    for network, optimizer in zip(networks, ("delta", "sgd"), strict=True):
        config = mlp.TrainingConfig(optimizer=optimizer, learning_rate=0.01, batch_size=7)
        mlp.Trainer(network, dataset, config, rng=1).run_steps(30)
    np.testing.assert_allclose(networks[0].parameters, networks[1].parameters, atol=1e-13)


@pytest.mark.parametrize(
    "settings",
    [
        {"loss": "nothing"},
        {"reduction": "max"},
        {"optimizer": "magic"},
        {"optimizer": "perceptron"},
        {"learning_rate": 0.0},
        {"learning_rate": float("nan")},
        {"batch_size": 0},
        {"batch_size": 2.5},
        {"momentum": 1.0},
        {"beta_1": -0.1},
        {"beta_2": 1.0},
        {"rho": 2.0},
        {"epsilon": 0.0},
        {"weight_decay": -1.0},
        {"l1": -0.5},
        {"l2": float("inf")},
        {"schedule": "never"},
        {"schedule_epochs": 0},
    ],
)
def test_settings_that_it_refuses(dataset: mlp.Dataset, settings: dict[str, object]) -> None:
    """Every setting is checked, at the start and live; a refused change changes nothing."""
    with pytest.raises(mlp.ArgumentError):
        make_trainer(dataset, **settings)
    trainer = make_trainer(dataset)
    former = trainer.config
    with pytest.raises(mlp.ArgumentError):
        trainer.configure(replace(former, **settings))
    assert trainer.config is former
    trainer.step()


def test_what_does_not_fit_together(dataset: mlp.Dataset) -> None:
    """A network of other inputs or outputs than the data's is refused; so is going backwards, or a senseless seed."""
    with pytest.raises(mlp.ShapeError, match="inputs"):
        mlp.Trainer(mlp.Network([3, 1]), dataset, mlp.TrainingConfig())
    with pytest.raises(mlp.ArgumentError, match="rng"):
        mlp.Trainer(mlp.Network([2, 1]), dataset, mlp.TrainingConfig(), rng=-3)
    with pytest.raises(mlp.ArgumentError, match="count"):
        make_trainer(dataset).run_steps(-1)


def test_weights_whose_squares_overflow_are_still_measured(dataset: mlp.Dataset) -> None:
    """A network that ran away can be reported: its penalty is infinite, and nobody is warned of it."""
    trainer = make_trainer(dataset, l1=0.1, l2=0.1)
    trainer.network.parameters[...] = 1e200
    assert trainer.metrics_now().penalty == np.inf


def _run_on(trainer: mlp.Trainer, steps: int) -> None:
    while True:
        trainer.run_steps(steps)
