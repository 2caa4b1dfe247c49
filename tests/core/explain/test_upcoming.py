"""Any point as a batch of its own: its numbers are those of the network there, its target that of its neighbour."""

from __future__ import annotations

import numpy as np
import pytest

import mlp_core as mlp


def trainer_of(example: str) -> mlp.Trainer:
    """Return an example's trainer, a few steps on."""
    trainer = mlp.EXAMPLES[example].build()[2]
    trainer.run_steps(3)
    return trainer


@pytest.mark.parametrize("example", ["circle", "blobs", "plane", "sine"])
def test_any_point_is_traced_with_the_nearest_training_points_target(example: str) -> None:
    """The forward pass is the network's at that point; the sample's number says that it is none of the data's."""
    trainer = trainer_of(example)
    dataset, network = trainer.dataset, trainer.network
    point = dataset.points[dataset.train[5]] + 1e-6
    trace = mlp.trace_point(trainer, point)
    assert trace.samples.tolist() == [-1]
    sums, activations = network.forward(dataset.input_map(point[np.newaxis]))
    for traced, expected in zip((*trace.pre_activations, *trace.activations), (*sums, *activations), strict=True):
        np.testing.assert_allclose(traced, expected, rtol=1e-12, atol=1e-12)
    targets = mlp.encode_targets(dataset, network.activations[-1], trainer.config.loss)
    np.testing.assert_array_equal(trace.targets[0], targets[dataset.train[5]])


def test_a_point_of_the_data_gives_the_step_of_its_sample() -> None:
    """All numbers of the step, the update too, and the trainer stays where it was."""
    trainer = trainer_of("circle")
    row = int(trainer.dataset.train[7])
    before = trainer.network.parameters.copy()
    of_point = mlp.trace_point(trainer, trainer.dataset.points[row])
    of_sample = mlp.trace_next(trainer, (row,))
    np.testing.assert_array_equal(of_point.parameters_after, of_sample.parameters_after)
    np.testing.assert_array_equal(of_point.gradient, of_sample.gradient)
    assert of_point.learning_rate == of_sample.learning_rate
    np.testing.assert_array_equal(trainer.network.parameters, before)


def test_what_is_no_point_is_refused() -> None:
    """Too many coordinates, or one that is not finite."""
    trainer = trainer_of("circle")
    with pytest.raises(mlp.ShapeError, match=r"needs \(2,\)"):
        mlp.trace_point(trainer, (1.0, 2.0, 3.0))
    with pytest.raises(mlp.ArgumentError, match="finite"):
        mlp.trace_point(trainer, (np.nan, 0.0))
