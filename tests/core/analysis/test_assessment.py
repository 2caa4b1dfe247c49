"""What is taken for what, and how far values are off: against hand-counted samples and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

import mlp_core as mlp


def _answers_its_input() -> mlp.Network:
    """Return a network of one weight 1 and no bias: what it reads is what it answers."""
    network = mlp.Network([1, 1], (), "identity")
    network.set_weights([[[1.0]]], [[0.0]])
    return network


def test_six_samples_counted_by_hand() -> None:
    """Two of class 0 are right and one is blamed, two of class 1 are found and one is missed."""
    points = np.array([[0.1], [0.2], [0.8], [0.4], [0.7], [0.9]])
    dataset = mlp.Dataset.from_arrays(points, [0, 0, 0, 1, 1, 1])
    found = mlp.assess(_answers_its_input(), dataset, "train")
    assert isinstance(found, mlp.ClassAssessment)
    assert found.confusion.tolist() == [[2, 1], [1, 2]]
    assert found.accuracy == pytest.approx(4 / 6)
    assert found.precision == pytest.approx([2 / 3, 2 / 3])
    assert found.recall == pytest.approx([2 / 3, 2 / 3])
    assert found.support.tolist() == [3, 3]
    assert found.of_cell(0, 1, dataset.labels).tolist() == [2]
    assert found.of_cell(1, 0, dataset.labels).tolist() == [3]
    # Of the nine pairs of one sample from each class, 0.4 < 0.8 and 0.7 < 0.8 stand the wrong way round.
    assert found.roc is not None
    assert found.roc.area == pytest.approx(7 / 9)


@pytest.mark.parametrize("example", ["blobs", "spiral", "moons"])
def test_the_figures_are_those_of_scikit_learn(example: str) -> None:
    """Counts, precision and recall of the test part, and for two classes the ROC curve with its area."""
    dataset, network, trainer = mlp.EXAMPLES[example].build()
    trainer.run_steps(40)
    network = trainer.network
    found = mlp.assess(network, dataset, "test", mlp.EXAMPLES[example].training.loss)
    assert isinstance(found, mlp.ClassAssessment)
    right = dataset.labels[dataset.test]
    assert found.confusion.tolist() == metrics.confusion_matrix(right, found.answers).tolist()
    assert np.nan_to_num(found.precision) == pytest.approx(
        metrics.precision_score(right, found.answers, average=None, zero_division=0)
    )
    assert found.recall == pytest.approx(metrics.recall_score(right, found.answers, average=None))
    if dataset.n_classes == 2:
        scores = network.predict(dataset.inputs[dataset.test])[:, 0]
        false_rate, true_rate, thresholds = metrics.roc_curve(right, scores, drop_intermediate=False)
        assert found.roc is not None
        assert found.roc.false_positive_rate == pytest.approx(false_rate)
        assert found.roc.true_positive_rate == pytest.approx(true_rate)
        assert found.roc.thresholds[1:] == pytest.approx(thresholds[1:])
        assert found.roc.area == pytest.approx(metrics.roc_auc_score(right, scores))
    else:
        assert found.roc is None


def test_samples_that_answer_the_same_are_one_point_of_the_curve() -> None:
    """A network that says the same to all knows nothing: one straight line, area one half."""
    curve = mlp.RocCurve.of(np.full(8, 0.5), np.array([0, 1] * 4))
    assert curve.false_positive_rate.tolist() == [0.0, 1.0]
    assert curve.true_positive_rate.tolist() == [0.0, 1.0]
    assert curve.area == 0.5
    with pytest.raises(mlp.DataError, match="class 1 has none"):
        mlp.RocCurve.of(np.zeros(3), np.zeros(3, np.int64))


def test_a_class_that_nobody_is_taken_for_has_no_precision() -> None:
    """Zero of zero is no number, and no warning either."""
    dataset = mlp.Dataset.from_arrays(np.array([[0.1], [0.2], [0.3]]), [0, 1, 1])
    found = mlp.assess(_answers_its_input(), dataset, "train")
    assert isinstance(found, mlp.ClassAssessment)
    assert np.isnan(found.precision[1])
    assert found.recall.tolist() == [1.0, 0.0]


def test_a_part_without_samples_has_no_figures() -> None:
    """An empty validation part gives nan throughout, and an unknown part is refused by name."""
    dataset = mlp.Dataset.from_arrays(np.array([[0.1], [0.9]]), [0, 1])
    found = mlp.assess(_answers_its_input(), dataset, "validation")
    assert isinstance(found, mlp.ClassAssessment)
    assert np.isnan(found.accuracy)
    assert found.roc is None
    with pytest.raises(mlp.ArgumentError, match="'future'"):
        mlp.assess(_answers_its_input(), dataset, "future")


def test_values_are_compared_in_the_users_own_units() -> None:
    """Answers 1 and 3 in place of 1 and 2, on a scale of 10 about 5: residuals 0 and 10."""
    dataset = mlp.Dataset.from_arrays(
        np.array([[1.0], [3.0]]), np.array([1.0, 2.0]), task="regression", value_units=(5.0, 10.0)
    )
    found = mlp.assess(_answers_its_input(), dataset, "train")
    assert isinstance(found, mlp.ValueAssessment)
    assert found.true[:, 0].tolist() == [15.0, 25.0]
    assert found.predicted[:, 0].tolist() == [15.0, 35.0]
    assert found.residuals[:, 0].tolist() == [0.0, 10.0]
    assert found.root_mean_square == pytest.approx(np.sqrt(50.0))
    assert found.mean_absolute == 5.0
    assert found.r2 == pytest.approx(metrics.r2_score(found.true, found.predicted))


def test_a_run_that_diverged_is_assessed_without_a_warning() -> None:
    """Answers near the end of all numbers: scores that are none, and nothing raised."""
    network = mlp.Network([1, 1], (), "identity")
    network.set_weights([[[1e308]]], [[0.0]])
    points = np.linspace(-9.0, 9.0, 7)[:, np.newaxis]
    values = mlp.Dataset.from_arrays(points, points[:, 0], task="regression", value_units=(0.0, 10.0))
    found = mlp.assess(network, values, "train")
    assert isinstance(found, mlp.ValueAssessment)
    assert not np.isfinite(found.r2)
    assert not np.isfinite(found.root_mean_square)
    assert not np.isfinite(found.mean_absolute)
    classes = mlp.Dataset.from_arrays(points, (points[:, 0] > 0).astype(int))
    assert isinstance(mlp.assess(network, classes, "train"), mlp.ClassAssessment)
    assert mlp.vital_signs(network, values, mlp.TrainingConfig(loss="squared_error"))
