"""An autoencoder: data whose targets are the inputs, its two halves, what is proposed for it, and where it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.files.numpy_script import numpy_script
from mlp_core.files.onnx_model import onnx_model
from mlp_core.files.torch_script import torch_script

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def iris() -> mlp.Dataset:
    """Iris as a compression."""
    return mlp.load_dataset(replace(mlp.DATASETS["iris"].defaults, task="compression"))


def test_the_targets_are_the_inputs_and_classes_are_known_beside_them(iris: mlp.Dataset) -> None:
    """The network is to give the normalised inputs back; nothing can take the species for something learned."""
    np.testing.assert_array_equal(iris.values, iris.inputs)
    assert (iris.n_inputs, iris.n_outputs, iris.n_classes) == (4, 4, 0)
    assert iris.class_names == ()
    assert iris.group_names == ("setosa", "versicolor", "virginica")
    assert np.bincount(iris.groups).tolist() == [50, 50, 50]
    np.testing.assert_allclose(iris.in_units(iris.inputs), iris.points)
    assert iris.output_names == ("sepal length", "sepal width", "petal length", "petal width")


def test_another_task_leaves_points_and_split_as_they_were() -> None:
    """Whoever changes the task sees the same flowers in the same parts."""
    config = mlp.DATASETS["iris"].defaults
    classes, compressed = mlp.load_dataset(config), mlp.load_dataset(replace(config, task="compression"))
    np.testing.assert_array_equal(classes.points, compressed.points)
    np.testing.assert_array_equal(classes.train, compressed.train)
    np.testing.assert_array_equal(classes.labels, compressed.groups)


def test_every_dataset_with_two_coordinates_can_be_compressed() -> None:
    """Generated and measured data alike; a line of points has nothing to leave out, and says so."""
    for name, kind in mlp.DATASETS.items():
        config = replace(kind.defaults, task="compression")
        if not mlp.can_be_compressed(kind):
            with pytest.raises(mlp.ArgumentError, match="one coordinate"):
                mlp.kind_of(config)
            continue
        dataset = mlp.load_dataset(config)
        assert mlp.kind_of(config).n_outputs == dataset.n_outputs == dataset.n_inputs, name
        assert mlp.kind_of(config).task == dataset.task == "compression"


def test_fewer_features_are_fewer_outputs() -> None:
    """What is read is what is given back, features of one's own making too."""
    config = replace(mlp.DATASETS["circle"].defaults, task="compression", features=("x1", "x2", "x1_squared"))
    assert mlp.load_dataset(config).n_outputs == mlp.kind_of(config).n_outputs == 3


def test_painted_points_are_compressed_like_the_others() -> None:
    """A painted point of a class is a point of that group."""
    painting = mlp.Painting(added=((1.0, 2.0, 1.0),))
    dataset = mlp.load_dataset(replace(mlp.DATASETS["circle"].defaults, task="compression", painted=painting))
    assert dataset.groups[-1] == 1
    assert dataset.values[-1].tolist() == [1.0, 2.0]


def test_an_unknown_task_is_refused() -> None:
    """A file or a link may say anything."""
    with pytest.raises(mlp.ArgumentError, match="task is 'guess'"):
        mlp.load_dataset(mlp.DataConfig(task="guess"))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_encoding_and_decoding_are_the_two_halves_of_the_network(iris: mlp.Dataset, dtype: str) -> None:
    """The code is what the narrowest layer answers, and from there on every number is that of the whole network."""
    network = mlp.Network((4, 6, 2, 6, 4), hidden="tanh", output="identity", rng=3, dtype=dtype)
    codes = mlp.encode(network, iris.inputs)
    np.testing.assert_array_equal(codes, network.forward(iris.inputs)[1][1])
    np.testing.assert_array_equal(mlp.decode(network, codes), network.predict(iris.inputs))


def test_decoding_follows_the_formulas(iris: mlp.Dataset) -> None:
    """Against products written out by hand."""
    network = mlp.Network((4, 5, 1, 3, 4), hidden=("tanh", "identity", "relu"), output="sigmoid", rng=5)
    code = np.array([[0.7]])
    hidden = np.maximum(code @ network.weights[2].T + network.biases[2], 0.0)
    expected = 1.0 / (1.0 + np.exp(-(hidden @ network.weights[3].T + network.biases[3])))
    np.testing.assert_allclose(mlp.decode(network, code), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("sizes", "layer"), [((4, 3, 4), 0), ((4, 8, 2, 8, 4), 1), ((4, 2, 3, 4), 0), ((9, 5, 4, 2, 2, 2, 9), 2)]
)
def test_the_narrowest_hidden_layer_is_the_bottleneck(sizes: tuple[int, ...], layer: int) -> None:
    """Of several alike the one in the middle."""
    assert mlp.bottleneck_layer(mlp.Network(sizes, hidden="tanh", output="identity", rng=1)) == layer


def test_halves_refuse_what_does_not_fit() -> None:
    """A network without hidden layers has no bottleneck, and a code of another width none of its own."""
    with pytest.raises(mlp.ArgumentError, match="no hidden layer"):
        mlp.bottleneck_layer(mlp.Network((4, 4), hidden="tanh", output="identity", rng=1))
    with pytest.raises(mlp.ShapeError, match="codes"):
        mlp.decode(mlp.Network((4, 2, 4), hidden="tanh", output="identity", rng=1), np.zeros((1, 3)))


def test_proposed_networks_narrow_to_a_code_that_can_be_drawn() -> None:
    """Two units, one for a plane; more where they are asked for."""
    assert mlp.autoencoder_sizes(64) == (64, 32, 2, 32, 64)
    assert mlp.autoencoder_sizes(64, 8) == (64, 32, 8, 32, 64)
    assert mlp.autoencoder_sizes(4) == (8, 2, 8)
    assert mlp.autoencoder_sizes(2) == (8, 1, 8)
    for n_inputs, n_code in ((1, None), (4, 4), (4, 0)):
        with pytest.raises(mlp.ArgumentError):
            mlp.autoencoder_sizes(n_inputs, n_code)


def test_any_experiment_can_become_a_compression() -> None:
    """With a network that fits, the same seeds and settings; a network with a waist keeps its layers."""
    compressed = mlp.as_compression(mlp.EXAMPLES["wine"])
    assert compressed.network.hidden_sizes == (13, 2, 13)
    assert compressed.network.hidden_activations == ("tanh", "identity", "tanh")
    assert (compressed.network.output_activation, compressed.training.loss) == ("identity", "squared_error")
    _, network, trainer = compressed.build()
    assert network.sizes == (13, 13, 2, 13, 13)
    before = trainer.metrics_now().losses[0]
    for _ in range(20):
        trainer.run_epoch()
    assert trainer.metrics_now().losses[0] < 0.7 * before
    mine = compressed.with_network(hidden_sizes=(20, 3, 20))
    assert mlp.as_compression(mine).network.hidden_sizes == (20, 3, 20)


@pytest.mark.parametrize("n_inputs", [4, 12, 24, 31])
def test_nothing_diverges_after_a_run_with_long_steps(n_inputs: int) -> None:
    """Gradient descent at 0.4, which suits two inputs, makes room for Adam; 500 epochs of any table then go down."""
    rng = np.random.default_rng(n_inputs)
    rows = rng.normal(size=(24, 2)) @ rng.normal(size=(2, n_inputs)) + 0.3 * rng.normal(size=(24, n_inputs))
    names = tuple(f"c{number}" for number in range(n_inputs))
    text = "\n".join([",".join(names), *(",".join(f"{value:.5f}" for value in row) for row in rows)])
    data = mlp.table_config(mlp.TableData(_table(text), mlp.TableChoice(names, "", "compression")))
    before = replace(mlp.Experiment(), data=data).with_training(learning_rate=0.4)
    compressed = mlp.as_compression(before)
    assert data.normalisation == "z_score"
    assert (compressed.training.optimizer, compressed.training.learning_rate) == ("adam", 0.01)
    _, _, trainer = compressed.build()
    first = trainer.metrics_now().losses[0]
    for _ in range(500):
        trainer.run_epoch()
    assert trainer.metrics_now().losses[0] < 0.3 * first
    slower = before.with_training(optimizer="adam", learning_rate=0.001)
    assert mlp.as_compression(slower).training.learning_rate == 0.001


def test_variance_kept_weighs_each_input_by_its_variance() -> None:
    """A point of the picture that hardly varies counts hardly, where R2 would count it as much as any other."""
    targets = np.array([[0.0, 0.0], [2.0, 0.0], [4.0, 0.001]])
    outputs = np.array([[0.0, 0.1], [2.0, 0.1], [4.0, 0.1]])
    spread = 8.0 + np.square(targets[:, 1] - targets[:, 1].mean()).sum()
    assert mlp.variance_kept(outputs, targets) == pytest.approx(1.0 - np.square(outputs - targets).sum() / spread)
    assert mlp.r2(outputs, targets) < -1000.0
    assert mlp.variance_kept(targets, targets) == 1.0
    assert mlp.variance_kept(targets[:1], targets[:1]) == 1.0
    assert np.isnan(mlp.variance_kept(targets[:0], targets[:0]))


def test_errors_are_root_mean_squares_over_the_inputs(iris: mlp.Dataset) -> None:
    """By hand, of one flower."""
    samples = np.array([7])
    outputs = iris.inputs[samples] + np.array([[0.1, -0.1, 0.3, 0.1]])
    assert mlp.reconstruction_errors(outputs, iris, samples)[0] == pytest.approx(np.sqrt(0.12 / 4.0))


def test_a_project_and_a_link_bring_the_task_along(tmp_path: Path) -> None:
    """Both hold the experiment; the file also what was measured of it."""
    experiment = mlp.as_compression(mlp.EXAMPLES["iris"])
    assert mlp.read_link(mlp.write_link(experiment)) == experiment
    timeline = mlp.Timeline(experiment.build()[2])
    timeline.run_steps(30)
    path = tmp_path / "compressed.mlp"
    mlp.save_project(path, mlp.Project.of(experiment, timeline))
    project = mlp.load_project(path)
    again = project.resume()
    for run in (timeline, again):
        run.run_steps(30)
    assert project.experiment == experiment
    assert again.history.metric_name == "variance kept"
    np.testing.assert_array_equal(again.trainer.network.parameters, timeline.trainer.network.parameters)


@pytest.mark.parametrize("name", ["iris", "circle", "digits"])
def test_exports_give_points_back_in_their_own_units(name: str) -> None:
    """Under NumPy, PyTorch and ONNX, as the window tells them: centimetres come back as centimetres."""
    torch, onnxruntime = pytest.importorskip("torch"), pytest.importorskip("onnxruntime")
    experiment = mlp.as_compression(mlp.EXAMPLES[name]).with_network(dtype="float64")
    dataset, network, trainer = experiment.build()
    trainer.run_steps(20)
    expected = dataset.in_units(network.predict(dataset.inputs))
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(numpy_script(network, dataset, name), "exported.py", "exec"), names)
    np.testing.assert_allclose(names["predict"](dataset.points), expected, rtol=1e-10, atol=1e-10)
    names = {"__name__": "exported"}
    exec(compile(torch_script(network, dataset, name), "exported.py", "exec"), names)
    with torch.no_grad():
        np.testing.assert_allclose(names["load"]()(torch.tensor(dataset.points)).numpy(), expected, atol=1e-9)
    session = onnxruntime.InferenceSession(onnx_model(network, dataset, name).SerializeToString())
    np.testing.assert_allclose(session.run(None, {"points": dataset.points})[0], expected, atol=1e-9)


def _table(text: str) -> mlp.Table:
    return mlp.read_table_text(text)


_MEASURES = "a,b,kind\n" + "\n".join(f"{row},{10 * row + 3},{'xyz'[row % 3]}" for row in range(12))


def test_a_table_needs_no_target_to_be_compressed() -> None:
    """Columns are chosen, and that is all; they come back in their own units."""
    data = mlp.TableData(_table(_MEASURES), mlp.TableChoice(("a", "b"), "", "compression"))
    config = mlp.table_config(data)
    dataset = mlp.load_dataset(config)
    assert mlp.kind_of(config).task == "compression"
    assert dataset.groups.size == 0
    np.testing.assert_allclose(dataset.in_units(dataset.values), dataset.points)


def test_a_column_of_classes_can_colour_a_compressed_table() -> None:
    """It is neither read nor learned; a table that tells classes can be compressed and told apart again."""
    data = mlp.TableData(_table(_MEASURES), mlp.TableChoice(("a", "b"), "kind", "compression"))
    dataset = mlp.load_dataset(mlp.table_config(data))
    assert dataset.group_names == ("x", "y", "z")
    assert dataset.n_outputs == 2
    classes = mlp.TableData(data.table, mlp.TableChoice(("a", "b"), "kind", "classification"))
    compressed = mlp.load_dataset(replace(mlp.table_config(classes), task="compression"))
    np.testing.assert_array_equal(compressed.groups, dataset.groups)


def test_a_single_input_is_refused() -> None:
    """The message names the table and what to do."""
    with pytest.raises(mlp.DataError, match="gives one input, and a compression needs two"):
        mlp.TableData(_table(_MEASURES), mlp.TableChoice(("a",), "", "compression"))


def test_the_example_draws_digits_that_can_be_read() -> None:
    """After 60 epochs from its own seeds the loss is below 19.7, and most are nearest to the mean of their own."""
    with mlp.one_blas_thread():
        dataset, network, trainer = mlp.EXAMPLES["digits_autoencoder"].build()
        for _ in range(60):
            trainer.run_epoch()
        drawn = network.predict(dataset.inputs[dataset.test])
    assert trainer.metrics_now().losses[0] < 19.7
    train = dataset.inputs[dataset.train]
    means = np.stack([train[dataset.groups[dataset.train] == digit].mean(axis=0) for digit in range(10)])
    nearest = np.square(drawn[:, np.newaxis] - means).sum(axis=2).argmin(axis=1)
    assert np.mean(nearest == dataset.groups[dataset.test]) > 0.6
    assert mlp.encode(network, dataset.inputs).shape == (1797, 2)
