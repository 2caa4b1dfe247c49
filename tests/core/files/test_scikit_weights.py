"""Networks that scikit-learn trained answer here as they do there, and what is no such network says so."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.files.weights_file import load_weights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POINTS = np.random.default_rng(7).normal(size=(60, 3))


def _fitted(kind: str, targets: np.ndarray, **settings: Any) -> Any:
    """Return an estimator after a few steps: fewer than its `fit` would warn of."""
    neural = pytest.importorskip("sklearn.neural_network")
    estimator = getattr(neural, kind)(hidden_layer_sizes=(5, 4), random_state=2, **settings)
    for _ in range(10):
        if kind == "MLPClassifier":
            estimator.partial_fit(POINTS, targets, classes=np.unique(targets))
        else:
            estimator.partial_fit(POINTS, targets)
    return estimator


def _write(path: Path, estimator: Any) -> None:
    np.savez(
        path,
        *estimator.coefs_,
        *estimator.intercepts_,
        activation=estimator.activation,
        out_activation=estimator.out_activation_,
    )


@pytest.mark.parametrize("hidden", ["identity", "logistic", "tanh", "relu"])
@pytest.mark.parametrize("n_classes", [2, 3])
def test_a_classifier_has_the_same_probabilities(hidden: str, n_classes: int) -> None:
    """Two classes are one sigmoid output, three are softmax; every activation of scikit-learn, to 1e-12."""
    estimator = _fitted("MLPClassifier", np.arange(60) % n_classes, activation=hidden)
    network = mlp.weights_from_sklearn(estimator)
    assert network.n_outputs == (1 if n_classes == 2 else 3)
    answers = network.predict(POINTS)
    expected = estimator.predict_proba(POINTS)[:, -answers.shape[1] :]
    np.testing.assert_allclose(answers, expected, rtol=1e-12, atol=1e-12)
    assert mlp.decode_classes(answers, 0.5).tolist() == estimator.predict(POINTS).tolist()


@pytest.mark.parametrize("n_values", [1, 2])
def test_a_regressor_has_the_same_values(n_values: int) -> None:
    """One value or several, to 1e-12; single precision stays single."""
    targets = POINTS[:, :n_values] ** 2
    estimator = _fitted("MLPRegressor", targets[:, 0] if n_values == 1 else targets)
    answers = mlp.weights_from_sklearn(estimator).predict(POINTS)
    np.testing.assert_allclose(answers, estimator.predict(POINTS).reshape(60, -1), rtol=1e-12, atol=1e-12)
    single = SimpleNamespace(**vars(estimator))
    single.coefs_ = [array.astype(np.float32) for array in estimator.coefs_]
    single.intercepts_ = [array.astype(np.float32) for array in estimator.intercepts_]
    assert mlp.weights_from_sklearn(single).dtype == np.float32


def test_two_lines_write_a_file_that_keeps_every_bit(tmp_path: Path) -> None:
    """The archive gives the parameters that the estimator itself gives, to a network of its shape."""
    estimator = _fitted("MLPClassifier", np.arange(60) % 3, activation="tanh")
    _write(tmp_path / "mlp.npz", estimator)
    network = mlp.Network([3, 5, 4, 3], "tanh", "softmax", rng=9)
    found = load_weights(tmp_path / "mlp.npz", network)
    np.testing.assert_array_equal(found, mlp.weights_from_sklearn(estimator).parameters)


def test_another_network_is_refused_with_what_both_are(tmp_path: Path) -> None:
    """Another shape, another activation: weights that would answer otherwise are not taken."""
    estimator = _fitted("MLPClassifier", np.arange(60) % 2, activation="relu")
    _write(tmp_path / "mlp.npz", estimator)
    with pytest.raises(mlp.DataError, match=r"mlp\.npz is a network 3-5-4-1; this one is 3-5-1"):
        load_weights(tmp_path / "mlp.npz", mlp.Network([3, 5, 1], "relu", "sigmoid"))
    with pytest.raises(mlp.DataError, match=r"mlp\.npz has relu in layer 1; this network has tanh"):
        load_weights(tmp_path / "mlp.npz", mlp.Network([3, 5, 4, 1], "tanh", "sigmoid"))


def test_what_is_no_network_says_why() -> None:
    """Not fitted, an activation of its own (Poisson's exp), layers that do not follow one another, NaN."""
    good = SimpleNamespace(
        coefs_=[np.ones((2, 3)), np.ones((3, 1))],
        intercepts_=[np.ones(3), np.ones(1)],
        activation="tanh",
        out_activation_="identity",
    )
    assert mlp.weights_from_sklearn(good).sizes == (2, 3, 1)
    for changes, message in (
        ({"out_activation_": "exp"}, "activation is 'exp'; it must be one of identity, logistic"),
        ({"coefs_": [np.ones((2, 3)), np.ones((4, 1))]}, "layer 2 reads 4 units; the layer before has 3"),
        ({"coefs_": [np.ones((2, 3))]}, "1 arrays of weights and 2 of biases"),
        ({"intercepts_": [np.ones(2), np.ones(1)]}, "layer 1 has weights of 3 units and biases of 2"),
        ({"intercepts_": [np.array([1.0, np.nan, 0.0]), np.ones(1)]}, "biases of layer 1 have numbers that are not"),
        ({"coefs_": [np.ones(6), np.ones((3, 1))]}, r"weights of layer 1 have shape \(6,\)"),
    ):
        with pytest.raises(mlp.ArgumentError, match=message):
            mlp.weights_from_sklearn(SimpleNamespace(**{**vars(good), **changes}))
    with pytest.raises(mlp.ArgumentError, match="has no coefs_; it must be a fitted"):
        mlp.weights_from_sklearn(SimpleNamespace(activation="tanh"))


def _hostile() -> Iterator[tuple[str, bytes]]:
    """Yield archives that say too much, too little, or lie, by what is wrong with each."""
    names = {"activation": "tanh", "out_activation": "softmax"}
    arrays = [np.ones((2, 2)), np.ones((2, 2)), np.ones(2), np.ones(2)]
    for what, positional, named in (
        ("no activation", arrays, {"out_activation": "softmax"}),
        ("no arrays but one", arrays[:1], names),
        ("an odd number of arrays", arrays[:3], names),
        ("an activation that is a number", arrays, {**names, "activation": 3}),
        ("an activation of a megabyte", arrays, {**names, "activation": "x" * 1_000_000}),
        ("an output that is no output", arrays, {**names, "out_activation": "__import__('os')"}),
        ("softmax inside", arrays, {**names, "activation": "softmax"}),
        ("a scalar for weights", [np.float64(3.0), *arrays[1:]], names),
        ("words for weights", [np.array([["a", "b"]] * 2), *arrays[1:]], names),
        ("complex numbers", [np.ones((2, 2)) * 1j, *arrays[1:]], names),
        ("empty weights", [np.ones((2, 0)), np.ones((0, 2)), np.ones(0), np.ones(2)], names),
        ("infinity", [*arrays[:3], np.array([np.inf, 0.0])], names),
        ("objects", [np.array([[object()]]), *arrays[1:]], names),
    ):
        stream = io.BytesIO()
        np.savez(stream, *positional, **named)
        yield what, stream.getvalue()
    good = io.BytesIO()
    np.savez(good, *arrays, **names)
    whole = good.getvalue()
    rng = np.random.default_rng(4)
    for size in rng.integers(0, len(whole), 12).tolist():
        yield f"cut to {size}", whole[:size]
    for place in rng.integers(0, len(whole), 24).tolist():
        yield f"bit at {place}", whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
    lying = io.BytesIO()
    with zipfile.ZipFile(lying, "w", zipfile.ZIP_DEFLATED) as archive:
        header = b"\x93NUMPY\x01\x00v\x00" + b"{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776, 2), }"
        archive.writestr("arr_0.npy", header.ljust(127) + b"\n")
        archive.writestr("../../evil.npy", b"x")
    yield "a shape of terabytes", lying.getvalue()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("arr_0.npy", b"")
        archive.infolist()[0].file_size = 1 << 31
    yield "more inside than fits", bomb.getvalue()


def test_bad_archives_get_a_clear_message(tmp_path: Path) -> None:
    """Nothing but a refusal that names the file comes of them, or weights of the right shape where a bit was spared."""
    network = mlp.Network([2, 2, 2], "tanh", "softmax")
    path = tmp_path / "bad.npz"
    refusals = {}
    for what, content in _hostile():
        path.write_bytes(content)
        refusals[what], found = _tried(path, network)
        assert found is None or (found.shape == network.parameters.shape and np.isfinite(found).all()), what
    for what, refusal in refusals.items():
        assert not refusal or refusal.startswith("bad.npz "), what
        assert len(refusal) < 300, what
    assert sum(map(bool, refusals.values())) >= 40


def _tried(path: Path, network: mlp.Network) -> tuple[str, np.ndarray | None]:
    """Return why a file is refused and nothing, or "" and the parameters."""
    try:
        return "", load_weights(path, network)
    except mlp.DataError as error:
        return str(error), None
