"""What is written for elsewhere, used there: script under NumPy, module under PyTorch, weights read back."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.files.history_table import history_csv
from mlp_core.files.numpy_script import numpy_script
from mlp_core.files.state_dict import load_state_dict
from mlp_core.files.torch_script import torch_script
from mlp_core.files.weights_file import load_weights, write_weights

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = [name for name, entry in mlp.ACTIVATIONS.items() if not entry.output_only]
ALL_FEATURES = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")


def _built(experiment: mlp.Experiment, steps: int = 20) -> tuple[mlp.Dataset, mlp.Network, mlp.Trainer]:
    dataset, _, trainer = experiment.build()
    trainer.run_steps(steps)
    return dataset, trainer.network, trainer


def _answers(network: mlp.Network, dataset: mlp.Dataset) -> np.ndarray:
    outputs = network.predict(dataset.inputs)
    return outputs if dataset.is_classification else dataset.in_units(outputs)


def _names(script: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(script, "exported.py", "exec"), names)
    return names


@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_script_answers_as_the_network_does(hidden: str) -> None:
    """Every hidden activation, with features and normalisation: the same points, the same answers to 1e-12."""
    experiment = mlp.EXAMPLES["moons"].with_data(features=ALL_FEATURES, normalisation="z_score")
    experiment = experiment.with_network(hidden_sizes=(5, 3), hidden_activations=(hidden, hidden))
    dataset, network, _ = _built(experiment, 0)
    predict = _names(numpy_script(network, dataset, 'A "title"\n'))["predict"]
    np.testing.assert_allclose(predict(dataset.points), _answers(network, dataset), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("example", ["blobs", "sine", "plane", "hand_xor_sigmoids", "spiral"])
def test_both_scripts_answer_as_trained_examples_do(example: str) -> None:
    """Softmax, one input, values, a steep sigmoid, two hidden layers: under NumPy and under PyTorch."""
    torch = pytest.importorskip("torch")
    dataset, network, _ = _built(mlp.EXAMPLES[example])
    expected = _answers(network, dataset)
    written = _names(numpy_script(network, dataset, example))["predict"](dataset.points)
    np.testing.assert_allclose(written, expected, rtol=1e-12, atol=1e-12)
    module = _names(torch_script(network, dataset, example))["load"]()
    with torch.no_grad():
        loaded = module(torch.tensor(dataset.points)).numpy()
    np.testing.assert_allclose(loaded, expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_the_module_has_every_activation(hidden: str) -> None:
    """PyTorch's functions are those of the core, in float32 too."""
    torch = pytest.importorskip("torch")
    experiment = mlp.EXAMPLES["moons"].with_data(features=("x1_squared", "sin_x2", "x1"), normalisation="min_max")
    experiment = experiment.with_network(hidden_sizes=(6,), hidden_activations=(hidden,), dtype="float32")
    dataset, network, _ = _built(experiment, 0)
    module = _names(torch_script(network, dataset))["load"]()
    with torch.no_grad():
        loaded = module(torch.tensor(dataset.points, dtype=torch.float32)).numpy()
    assert loaded.dtype == np.float32
    if hidden not in {"step", "step_inclusive", "sign"}:  # a sum that is 0 but for rounding may jump either way
        np.testing.assert_allclose(loaded, _answers(network, dataset), rtol=1e-5, atol=1e-6)


def test_the_script_stands_alone(tmp_path: Path) -> None:
    """Run by another Python with nothing of this program at hand, it prints the answers to the first samples."""
    dataset, network, _ = _built(mlp.EXAMPLES["blobs"])
    path = tmp_path / "network.py"
    path.write_text(numpy_script(network, dataset, "Three blobs"), "utf-8")
    done = subprocess.run([sys.executable, "-I", str(path)], capture_output=True, text=True, check=True, cwd=tmp_path)
    numbers = [float(text) for text in done.stdout.replace("[", " ").replace("]", " ").split()]
    np.testing.assert_allclose(numbers, network.predict(dataset.inputs[:4]).reshape(-1), atol=1e-6)


def test_weights_go_out_and_come_in_again(tmp_path: Path) -> None:
    """The same bits, laid out like the parameters; the network itself is not changed by reading."""
    _, network, _ = _built(mlp.EXAMPLES["spiral"])
    with (tmp_path / "weights.npz").open("wb") as stream:
        write_weights(stream, network)
    other = mlp.Network(network.sizes, network.activation_names[0], network.activation_names[-1], rng=99)
    before = other.parameters.copy()
    found = load_weights(tmp_path / "weights.npz", other)
    np.testing.assert_array_equal(other.parameters, before)
    other.set_parameters(found)
    for layer in range(network.layer_count):
        np.testing.assert_array_equal(other.weights[layer], network.weights[layer])
        np.testing.assert_array_equal(other.biases[layer], network.biases[layer])


def test_weights_that_do_not_fit_are_refused_by_name(tmp_path: Path) -> None:
    """Another shape, a missing array, a number that is none, another kind of file: the message names file and array."""
    network = mlp.Network([2, 3, 1], "tanh", "sigmoid", rng=1)
    path = tmp_path / "w.npz"
    with path.open("wb") as stream:
        write_weights(stream, mlp.Network([2, 4, 1], "tanh", "sigmoid", rng=1))
    with pytest.raises(mlp.DataError, match=r"w\.npz has W1 of shape \(4, 2\); this network needs \(3, 2\)"):
        load_weights(path, network)
    np.savez(path, W1=np.zeros((3, 2)))
    with pytest.raises(mlp.DataError, match=r"w\.npz has no b1; it has W1"):
        load_weights(path, network)
    np.savez(path, W1=np.full((3, 2), np.nan), b1=np.zeros(3), W2=np.zeros((1, 3)), b2=np.zeros(1))
    with pytest.raises(mlp.DataError, match="W1 that are not finite"):
        load_weights(path, network)
    np.savez(path, W1=np.array([object()]))
    with pytest.raises(mlp.DataError, match="no NPZ file"):
        load_weights(path, network)
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    with pytest.raises(mlp.DataError, match="no NPZ file"):
        load_weights(path, network)
    with pytest.raises(mlp.DataError, match="cannot be read"):
        load_weights(tmp_path / "nowhere.npz", network)


def test_the_history_is_a_table_to_the_last_bit() -> None:
    """A row per epoch, read back by the csv module; the part without samples is empty."""
    dataset, _, trainer = mlp.EXAMPLES["moons"].build()
    trainer.run_epoch()
    trainer.run_epoch()
    history = trainer.history.view()
    rows = list(csv.DictReader(io.StringIO(history_csv(history))))
    assert [int(row["epoch"]) for row in rows] == [0, 1, 2]
    assert [float(row["train_loss"]) for row in rows] == history.train_loss.tolist()
    assert [float(row["test_accuracy"]) for row in rows] == history.test_metric.tolist()
    assert len(dataset.validation) == 0
    assert {row["validation_loss"] for row in rows} == {""}


def test_weights_come_from_a_state_dict_of_pytorch(tmp_path: Path) -> None:
    """A module of twelve layers, so that "10" comes after "2": its answers are the network's own."""
    torch = pytest.importorskip("torch")
    save_file = pytest.importorskip("safetensors.torch").save_file
    sizes = [2, *[3] * 11, 1]
    layers = [torch.nn.Linear(before, after, dtype=torch.float64) for before, after in pairwise(sizes)]
    module = torch.nn.Sequential(*(part for layer in layers for part in (layer, torch.nn.Tanh())))
    save_file(module.state_dict(), tmp_path / "module.safetensors")
    network = mlp.Network(sizes, "tanh", "tanh", rng=1)
    network.set_parameters(load_state_dict(tmp_path / "module.safetensors", network))
    points = np.random.default_rng(0).normal(size=(9, 2))
    with torch.no_grad():
        np.testing.assert_allclose(network.predict(points), module(torch.tensor(points)).numpy(), rtol=1e-12)
    other = mlp.Network([2, 3, 1], "tanh", "tanh", rng=1)
    with pytest.raises(mlp.DataError, match=r"module\.safetensors has 12 linear layers; this network has 2"):
        load_state_dict(tmp_path / "module.safetensors", other)
    (tmp_path / "rubbish.safetensors").write_bytes(b"\xff" * 200)
    with pytest.raises(mlp.DataError, match=r"rubbish\.safetensors is no safetensors file"):
        load_state_dict(tmp_path / "rubbish.safetensors", other)
