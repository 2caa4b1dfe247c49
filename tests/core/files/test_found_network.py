"""The network of a file with weights, of any shape: found, told apart from another one, and learned with."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.files.found_network import difference, experiment_with, find_network, record_with
from mlp_core.files.weights_file import load_weights, write_weights

if TYPE_CHECKING:
    from pathlib import Path

    from mlp_core.files.found_network import FoundNetwork


def written(path: Path, network: mlp.Network) -> FoundNetwork:
    """Return what is found of a network in our own archive."""
    with path.open("wb") as stream:
        write_weights(stream, network)
    found = find_network(path)
    assert found is not None
    return found


def test_our_own_archive_says_its_activations(tmp_path: Path) -> None:
    """Sizes, activations and every bit; the same weights for other activations are refused by name."""
    network = mlp.Network([2, 5, 3, 1], ["relu", "tanh"], "sigmoid", rng=4)
    found = written(tmp_path / "w.npz", network)
    assert found.sizes == network.sizes
    assert found.activations == ("relu", "tanh", "sigmoid")
    np.testing.assert_array_equal(found.weights[1], network.weights[1])
    assert difference(found, network) == ""
    other = mlp.Network([2, 5, 3, 1], "tanh", "sigmoid", rng=4)
    assert difference(found, other) == "w.npz has relu in layer 1; this network has tanh."
    with pytest.raises(mlp.DataError, match=r"w\.npz has relu in layer 1; this network has tanh"):
        load_weights(tmp_path / "w.npz", other)


def test_a_run_begins_with_the_weights_of_the_file(tmp_path: Path) -> None:
    """From the first moment on, its history too; the experiment itself is one that anybody could have made."""
    network = mlp.Network([2, 5, 3, 1], ["relu", "tanh"], "sigmoid", rng=4)
    found = written(tmp_path / "w.npz", network)
    taken = experiment_with(found, mlp.EXAMPLES["xor"], 2, 1)
    assert (taken.network.hidden_sizes, taken.network.hidden_activations) == ((5, 3), ("relu", "tanh"))
    assert taken.network.weights is None
    timeline = mlp.Timeline(taken.build()[2])
    timeline.resume(record_with(found, taken))
    np.testing.assert_array_equal(timeline.trainer.network.parameters, network.parameters)
    assert timeline.history.train_loss[0] == timeline.trainer.metrics_now().losses[0]
    assert len(timeline.history) == 1


def test_what_the_file_does_not_say_stays(tmp_path: Path) -> None:
    """As many hidden layers keep their activations; others get that of the first one."""
    path = tmp_path / "w.npz"
    experiment = mlp.EXAMPLES["xor"].with_network(hidden_sizes=(4, 4), hidden_activations=("relu", "tanh"))
    for sizes, hidden in (((2, 7, 6, 1), ("relu", "tanh")), ((2, 7, 6, 5, 1), ("relu",) * 3), ((2, 1), ())):
        arrays = {f"W{layer}": np.ones((sizes[layer], sizes[layer - 1])) for layer in range(1, len(sizes))}
        np.savez(path, **arrays, **{f"b{layer}": np.ones(sizes[layer]) for layer in range(1, len(sizes))})
        found = find_network(path)
        assert found is not None
        assert experiment_with(found, experiment, 2, 1).network.hidden_activations == hidden
    with pytest.raises(mlp.DataError, match=r"2-1, with 1 output; this experiment needs 3"):
        experiment_with(found, experiment, 2, 3)


def test_what_is_no_network_is_none(tmp_path: Path) -> None:
    """Layers that do not follow one another, a bias too many, numbers that are none, nothing at all."""
    good = {"W1": np.ones((3, 2)), "b1": np.ones(3), "W2": np.ones((1, 3)), "b2": np.ones(1)}
    for name, values in (("W2", np.ones((1, 4))), ("b1", np.ones(2)), ("b2", np.array([np.nan])), ("W1", np.ones(3))):
        np.savez(tmp_path / "w.npz", **{**good, name: values})
        assert find_network(tmp_path / "w.npz") is None
    np.savez(tmp_path / "w.npz", x=np.ones(3))
    assert find_network(tmp_path / "w.npz") is None


def test_a_file_of_torch_save_is_told_from_safetensors(tmp_path: Path) -> None:
    """It is a zip archive like ours, and nothing in it is opened."""
    path = tmp_path / "w.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("w/data.pkl", b"\x80\x02.")
        archive.writestr("w/data/0", bytes(8))
    with pytest.raises(mlp.DataError, match=r"w\.pt is a file of torch\.save.*as safetensors"):
        find_network(path)
