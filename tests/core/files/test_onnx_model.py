"""The ONNX model under onnxruntime: every activation, features, normalisation and units, in both precisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_core.files.onnx_model import onnx_model

if TYPE_CHECKING:
    from onnx import ModelProto

onnxruntime = pytest.importorskip("onnxruntime")
HIDDEN = [name for name, entry in mlp.ACTIVATIONS.items() if not entry.output_only]


def _run(model: ModelProto, points: np.ndarray) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["answers"], {"points": points})[0])


@pytest.mark.parametrize("hidden", HIDDEN)
def test_every_activation_answers_as_the_network_does(hidden: str) -> None:
    """With all features and normalised, in float64: to 1e-12."""
    features = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")
    experiment = mlp.EXAMPLES["moons"].with_data(features=features, normalisation="z_score")
    experiment = experiment.with_network(hidden_sizes=(5, 3), hidden_activations=(hidden, hidden))
    dataset, network, _ = experiment.build()
    answers = _run(onnx_model(network, dataset, "Moons"), dataset.points)
    np.testing.assert_allclose(answers, network.predict(dataset.inputs), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("example", ["blobs", "sine", "hand_xor_sigmoids", "iris", "housing"])
def test_trained_examples_answer_as_in_the_window(example: str) -> None:
    """Softmax, one input, a steep sigmoid, four measures, values in units of their own."""
    dataset, _, trainer = mlp.EXAMPLES[example].build()
    trainer.run_steps(30)
    outputs = trainer.network.predict(dataset.inputs)
    expected = outputs if dataset.is_classification else dataset.in_units(outputs)
    dtype = trainer.network.dtype
    answers = _run(onnx_model(trainer.network, dataset), dataset.points.astype(dtype))
    assert answers.dtype == dtype
    np.testing.assert_allclose(answers, expected, rtol=1e-12 if dtype == np.float64 else 1e-4, atol=1e-6)


def test_single_precision_stays_single() -> None:
    """A float32 network is a float32 model: to 1e-6."""
    experiment = mlp.EXAMPLES["moons"].with_network(dtype="float32")
    dataset, network, _ = experiment.build()
    points = dataset.points.astype(np.float32)
    answers = _run(onnx_model(network, dataset), points)
    assert answers.dtype == np.float32
    np.testing.assert_allclose(answers, network.predict(dataset.inputs.astype(np.float32)), atol=1e-6)
