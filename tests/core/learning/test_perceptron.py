"""The perceptron rule and the delta rule by themselves: their corrections, by hand, and what they refuse."""

from dataclasses import dataclass

import numpy as np
import pytest

from mlp_core import errors
from mlp_core.learning.config import TrainingConfig
from mlp_core.learning.perceptron import DeltaRule, PerceptronRule


@dataclass
class Shape:
    """As much of a network as the rules ask for."""

    layer_count: int
    activation_names: tuple[str, ...]


def _moved(rule: PerceptronRule | DeltaRule, x: list[float], y: float, t: float, rate: float = 1.0) -> np.ndarray:
    """Return the change of (w, b) for one sample."""
    return -rate * rule.gradient(np.array([x]), np.array([[y]]), np.array([[t]]))


def test_a_right_answer_changes_nothing() -> None:
    """The perceptron learns from mistakes alone."""
    assert not _moved(PerceptronRule(), [3.0, -2.0], 1.0, 1.0).any()
    assert not _moved(PerceptronRule(), [3.0, -2.0], -1.0, -1.0).any()


def test_a_mistake_adds_t_times_x() -> None:
    """With targets -1 and +1 the correction is t x (hand-out 003), the bias reading 1."""
    np.testing.assert_array_equal(_moved(PerceptronRule(), [3.0, -2.0], -1.0, 1.0), [3.0, -2.0, 1.0])
    np.testing.assert_array_equal(_moved(PerceptronRule(), [3.0, -2.0], 1.0, -1.0), [-3.0, 2.0, -1.0])


def test_a_step_unit_is_corrected_by_the_difference() -> None:
    """With targets 0 and 1 the correction is (t - y) x."""
    np.testing.assert_array_equal(_moved(PerceptronRule(), [3.0, -2.0], 0.0, 1.0), [3.0, -2.0, 1.0])
    np.testing.assert_array_equal(_moved(PerceptronRule(), [3.0, -2.0], 1.0, 0.0), [-3.0, 2.0, -1.0])


def test_the_codings_of_answers_and_targets_may_differ() -> None:
    """A step unit that answers 0 to the target -1 is right, and 0 to the target +1 is wrong."""
    assert not _moved(PerceptronRule(), [3.0, -2.0], 0.0, -1.0).any()
    np.testing.assert_array_equal(_moved(PerceptronRule(), [3.0, -2.0], 0.0, 1.0), [3.0, -2.0, 1.0])


def test_the_delta_rule_follows_the_error() -> None:
    """The delta rule moves by eta (t - y) x."""
    np.testing.assert_allclose(_moved(DeltaRule(), [2.0, -1.0], 0.25, 1.0, rate=0.1), [0.15, -0.075, 0.075])


def test_each_output_learns_by_itself_and_the_batch_is_reduced() -> None:
    """Several units, several samples: unit after unit, each with its bias last, summed or averaged."""
    inputs = np.array([[1.0, 2.0], [3.0, 5.0]])
    outputs = np.array([[0.0, 1.0], [1.0, 0.5]])
    targets = np.array([[1.0, 1.0], [0.0, 0.0]])
    total = DeltaRule().gradient(inputs, outputs, targets, reduction="sum")
    np.testing.assert_allclose(total, [2.0, 3.0, 0.0, 1.5, 2.5, 0.5])
    np.testing.assert_allclose(DeltaRule().gradient(inputs, outputs, targets), total / 2)


def test_the_dtype_of_the_network_is_kept() -> None:
    """A float32 network is corrected in float32."""
    ones = np.ones((3, 1), dtype=np.float32)
    assert PerceptronRule().gradient(ones, -ones, ones).dtype == np.float32


@pytest.mark.parametrize("rule", [PerceptronRule(), DeltaRule()])
def test_hidden_layers_are_refused(rule: PerceptronRule | DeltaRule) -> None:
    """The rules know no way to correct hidden units, and say what to do."""
    network = Shape(2, ("tanh", rule.outputs[0]))
    with pytest.raises(errors.ArgumentError, match="1 hidden layer: remove"):
        rule.check(network, TrainingConfig())  # type: ignore[arg-type]


@pytest.mark.parametrize(("rule", "output"), [(PerceptronRule(), "sigmoid"), (DeltaRule(), "sign")])
def test_other_outputs_are_refused(rule: PerceptronRule | DeltaRule, output: str) -> None:
    """Each rule names the output activations that it needs."""
    with pytest.raises(errors.ArgumentError, match=f"{rule.outputs[-2]} or {rule.outputs[-1]}, not {output}"):
        rule.check(Shape(1, (output,)), TrainingConfig())  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [PerceptronRule(), DeltaRule()])
def test_fitting_networks_pass_and_penalties_do_not(rule: PerceptronRule | DeltaRule) -> None:
    """A single layer with a fitting output is trained, but a penalty would silently do nothing."""
    for output in rule.outputs:
        rule.check(Shape(1, (output,)), TrainingConfig())  # type: ignore[arg-type]
    with pytest.raises(errors.ArgumentError, match="penalty"):
        rule.check(Shape(1, (rule.outputs[0],)), TrainingConfig(l2=0.1))  # type: ignore[arg-type]


def test_tables_must_fit() -> None:
    """Wrong shapes and reductions are named."""
    with pytest.raises(errors.ShapeError, match="one row for each sample"):
        DeltaRule().gradient(np.ones((2, 2)), np.ones((3, 1)), np.ones((3, 1)))
    with pytest.raises(errors.ArgumentError, match="median"):
        DeltaRule().gradient(np.ones((2, 2)), np.ones((2, 1)), np.ones((2, 1)), reduction="median")
