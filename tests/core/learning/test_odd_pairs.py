"""Every task with every output activation and every loss: which go together, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Final

import numpy as np
import pytest

import mlp_core as mlp

TASKS: Final = ("regression", "binary", "multi-class", "compression")

PROPER: Final = {
    *product(("regression", "compression"), ("identity", "leaky_relu"), ("squared_error", "absolute_error")),
    *product(("binary", "multi-class"), ("identity", "leaky_relu"), ("hinge", "perceptron")),
    ("binary", "sigmoid", "binary_cross_entropy"),
    ("multi-class", "sigmoid", "binary_cross_entropy"),
    ("multi-class", "softmax", "categorical_cross_entropy"),
}
"""All that go together; each other combination is odd."""

SAID: Final = {
    ("regression", "sigmoid", "squared_error"): "stays between 0 and 1",
    ("regression", "tanh", "absolute_error"): "stays between −1 and 1",
    ("regression", "relu", "squared_error"): "never goes below 0",
    ("regression", "elu", "squared_error"): "never goes below −1",
    ("regression", "softmax", "squared_error"): "always 1",
    ("regression", "step", "squared_error"): "slope is zero",
    ("regression", "sine", "squared_error"): "up and down",
    ("regression", "identity", "binary_cross_entropy"): "no meaning",
    ("regression", "identity", "hinge"): "these data have values",
    ("regression", "identity", "zero_one"): "which these data do not have",
    ("binary", "sigmoid", "squared_error"): "saturates",
    ("binary", "tanh", "squared_error"): "near −1 or 1",
    ("binary", "identity", "squared_error"): "surer than right",
    ("binary", "identity", "binary_cross_entropy"): "no meaning",
    ("binary", "tanh", "binary_cross_entropy"): "below 0, where that has no meaning",
    ("binary", "softplus", "binary_cross_entropy"): "above 1, where that has no meaning",
    ("binary", "softmax", "binary_cross_entropy"): "always 1",
    ("binary", "sigmoid", "categorical_cross_entropy"): "1 for every sample",
    ("binary", "sigmoid", "hinge"): "the loss stays high even where all is right",
    ("multi-class", "relu", "hinge"): "each class that is not meant",
    ("multi-class", "relu", "perceptron"): "all answers can sink to 0",
    ("multi-class", "softmax", "perceptron"): "gives to the wrong classes",
    ("binary", "softplus", "hinge"): "always above, and this class counts as wrong",
    ("binary", "tanh", "hinge"): "never done",
    ("binary", "sign", "perceptron"): "slope is zero",
    ("binary", "sigmoid", "zero_one"): "slope is zero",
    ("multi-class", "softmax", "squared_error"): "saturates",
    ("multi-class", "softmax", "binary_cross_entropy"): "counts twice",
    ("multi-class", "sigmoid", "categorical_cross_entropy"): "all of them go to 1",
    ("multi-class", "identity", "categorical_cross_entropy"): "no meaning",
    ("compression", "softmax", "squared_error"): "do not add up to 1",
    ("compression", "sigmoid", "squared_error"): "stays between 0 and 1",
}  # fmt: skip

DATASETS: Final = {"regression": "plane", "binary": "circle", "multi-class": "blobs"}


@pytest.mark.parametrize("task", TASKS)
def test_a_pair_is_odd_unless_it_goes_together(task: str) -> None:
    """Each odd combination is told in a sentence, and what is proposed instead goes together for the same task."""
    for output, loss in product(mlp.ACTIVATIONS, mlp.LOSSES):
        odd = mlp.odd_pair(task, output, loss)
        assert (odd is None) == ((task, output, loss) in PROPER), (output, loss)
        if odd is not None:
            assert odd.text.endswith(".")
            assert (odd.output, odd.loss) != (output, loss)
            assert mlp.odd_pair(task, odd.output, odd.loss) is None, (output, loss)


@pytest.mark.parametrize(("pair", "words"), SAID.items(), ids="-".join)
def test_what_goes_wrong_is_named(pair: tuple[str, str, str], words: str) -> None:
    """The sentence says what will go wrong, not that something is unusual."""
    odd = mlp.odd_pair(*pair)
    assert odd is not None
    assert words in odd.text


def _trained(name: str, output: str, loss: str) -> tuple[float, float, np.ndarray]:
    """Return the loss of the training part after 150 epochs, the share that is right, and the answers."""
    experiment = mlp.EXAMPLES[name].with_network(output_activation=output)
    dataset, network, trainer = experiment.with_training(loss=loss, optimizer="adam", learning_rate=0.01).build()
    for _ in range(150):
        trainer.run_epoch()
    measured = trainer.metrics_now()
    return measured.losses[0], measured.metrics[0], network.predict(dataset.inputs[dataset.train])


def test_what_is_said_of_outputs_that_are_never_negative_is_what_happens() -> None:
    """The perceptron loss is 0 with nothing told apart; hinge stays at 2 of three classes, 1/2 of two, and learns."""
    loss, right, answers = _trained("iris", "relu", "perceptron")
    assert loss < 0.001
    assert right < 0.5
    assert answers.mean() < 0.01
    loss, right, answers = _trained("circle", "sigmoid", "perceptron")
    assert loss < 0.01
    assert right == 0.5
    for output in ("relu", "sigmoid", "softmax"):
        loss, right, _ = _trained("iris", output, "hinge")
        assert loss > 1.99
        assert right > 0.9
    loss, right, _ = _trained("circle", "relu", "hinge")
    assert loss > 0.49
    assert right > 0.9
    assert _trained("circle", "softplus", "hinge")[1] == 0.5


@pytest.mark.parametrize(
    ("pair", "instead"),
    [
        (("binary", "sigmoid", "squared_error"), ("sigmoid", "binary_cross_entropy")),
        (("binary", "identity", "binary_cross_entropy"), ("sigmoid", "binary_cross_entropy")),
        (("binary", "sigmoid", "hinge"), ("identity", "hinge")),
        (("multi-class", "sigmoid", "squared_error"), ("sigmoid", "binary_cross_entropy")),
        (("multi-class", "softmax", "binary_cross_entropy"), ("softmax", "categorical_cross_entropy")),
        (("regression", "tanh", "absolute_error"), ("identity", "absolute_error")),
    ],
)
def test_the_proposal_changes_little(pair: tuple[str, str, str], instead: tuple[str, str]) -> None:
    """What already fits is kept."""
    odd = mlp.odd_pair(*pair)
    assert odd is not None
    assert (odd.output, odd.loss) == instead


def test_values_from_0_to_1_may_come_out_of_a_sigmoid() -> None:
    """What is compressed after the min-max normalisation lies where a sigmoid can reach it."""
    for loss in ("squared_error", "absolute_error", "binary_cross_entropy"):
        assert mlp.odd_pair("compression", "sigmoid", loss, has_unit_targets=True) is None
    assert mlp.odd_pair("compression", "identity", "binary_cross_entropy", has_unit_targets=True) is not None


@pytest.mark.parametrize("task", DATASETS)
def test_every_odd_pair_can_be_trained_and_explained(task: str) -> None:
    """What is allowed with a warning raises nothing, stays finite, and has its step-through in every notation."""
    data = replace(mlp.DATASETS[DATASETS[task]].defaults, n_samples=60)
    network = mlp.NetworkConfig(hidden_sizes=(2,), hidden_activations=("tanh",))
    for output, loss in product(mlp.ACTIVATIONS, mlp.LOSSES):
        odd = mlp.Experiment("odd", data, network, mlp.TrainingConfig(loss=loss, batch_size=2))
        _, built, trainer = odd.with_network(output_activation=output).build()
        trainer.run_steps(35)
        for step in mlp.trace_next(trainer).steps("layer", sample=0):
            for notation in mlp.NOTATIONS:
                mlp.explain(step, notation)
        assert np.isfinite(built.parameters).all(), (output, loss)
        assert np.isfinite(trainer.history.view().train_loss).all(), (output, loss)
