"""The loss gallery shows each loss over the prediction, and the sample's point on the one in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF

import mlp_core as mlp
from mlp_gui.views.galleries.loss_curves import Answer, entropy, information
from mlp_gui.views.galleries.loss_gallery import span
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.galleries import LossGallery
    from tests.gui.views.equations.stages import Stage


def test_waits_for_a_step(loss_stage: Stage[LossGallery]) -> None:
    """Before a training step is told there is a sentence."""
    assert loss_stage.view.message
    assert not loss_stage.view.grab().isNull()


@pytest.mark.parametrize("loss", ["squared_error", "absolute_error", "binary_cross_entropy"])
def test_value_and_slope_are_the_trace_s(loss_stage: Stage[LossGallery], loss: str) -> None:
    """The point and the legend's line say what the trace says of this sample."""
    trace = trace_of((2, 2, 1), loss=loss)
    loss_stage.show_trace(trace, 2)
    loss_stage.session.stepping.to_end()
    current = next(row for row in loss_stage.view.rows if row.is_current)
    assert current.name == loss
    assert current.value == pytest.approx(float(trace.output_losses[2, 0]), rel=1e-12)
    assert current.slope == pytest.approx(float(trace.activation_errors[-1][2, 0]), rel=1e-12)
    plot = loss_stage.view.plot
    assert plot is not None
    assert plot.point is not None
    assert plot.point.x == float(trace.activations[-1][2, 0])
    assert (plot.point.y, plot.point.slope) == (current.value, current.slope)
    assert not loss_stage.view.grab().isNull()


def test_nothing_is_told_before_its_time(loss_stage: Stage[LossGallery]) -> None:
    """Before the prediction is known there are curves and no point."""
    trace = trace_of((2, 2, 1))
    loss_stage.show_trace(trace, 0)
    loss_stage.session.stepping.to_start()
    plot = loss_stage.view.plot
    assert plot is not None
    assert plot.point is None
    assert all(row.value is None for row in loss_stage.view.rows)
    assert [row.name for row in loss_stage.view.rows] == list(mlp.LOSSES)


@pytest.mark.parametrize(
    ("loss", "output", "sizes"),
    [
        ("squared_error", "sigmoid", (2, 2, 1)),
        ("categorical_cross_entropy", "softmax", (2, 2, 3)),
        ("zero_one", "softmax", (2, 2, 3)),
        ("hinge", "identity", (2, 2, 1)),
    ],
)
def test_what_is_asked_for_is_not_given_away(
    loss_stage: Stage[LossGallery], loss: str, output: str, sizes: tuple[int, ...]
) -> None:
    """Line by line: no value before the loss is computed, no slope before that is."""
    network = mlp.Network(list(sizes), hidden="sigmoid", output=output, rng=5)
    target = [[1.0, *[0.0] * (sizes[-1] - 1)]]
    trace = mlp.trace_step(network, [[0.4, -0.3]], target, mlp.TrainingConfig(loss=loss, learning_rate=0.1))
    lines = loss_stage.show_trace(trace)
    first = next(line.index for line in lines if line.phase is mlp.Phase.LOSS)
    answered = lines.locate(trace.quantity(mlp.Kind.ACTIVATION, 1, 0, -1, 0))
    for position in range(-1, len(lines)):
        loss_stage.session.stepping.go_to(position)
        view = loss_stage.view
        answer = view.answer
        assert answer is not None
        assert view.plot is not None
        if answer.unit == 0:
            assert (answer.prediction is not None) == (position >= answered)
        if position < first:
            assert all(row.value is None and row.slope is None for row in view.rows)
            assert view.plot.point is None
            assert view.information_plot is None or view.information_plot.point is None
    assert all(row.value is not None and row.slope is not None for row in loss_stage.view.rows)


@pytest.mark.parametrize("width", [320, 360, 420, 517, 538, 601, 900])
@pytest.mark.parametrize("height", [130, 173, 260, 420])
def test_both_plots_and_all_names_are_shown_at_every_size(
    loss_stage: Stage[LossGallery], width: int, height: int
) -> None:
    """Nothing drops out and nothing lies over another, from the narrowest dock on."""
    loss_stage.show_trace(trace_of((2, 2, 1)))
    loss_stage.session.stepping.to_end()
    loss_stage.view.resize(width, height)
    parts = loss_stage.view.arrangement()
    places = [each for each in (parts.plot, parts.legend, parts.second, parts.names) if not each.isNull()]
    assert not parts.second.isNull()
    assert parts.columns > 1 or parts.has_values
    for place in places:
        assert QRectF(0, 0, width + 0.5, height + 0.5).contains(place)
        assert not any(other is not place and other.intersects(place) for other in places)
    for plot in (parts.plot, parts.second):
        assert plot.width() >= 150
        assert plot.height() >= 60
    assert not loss_stage.view.grab().isNull()


@pytest.mark.parametrize("name", ["squared_error", "absolute_error", "hinge", "perceptron", "binary_cross_entropy"])
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_slopes_are_those_of_the_curves(name: str, target: float) -> None:
    """Away from kinks dL/dy agrees with central differences."""
    answer = Answer(0, target, None, name, is_class=True, has_signs=False)
    y, h = np.array([0.13, 0.31, 0.77, 0.93]), 1e-6
    loss = mlp.LOSSES[name]
    difference = (answer.values(loss, y + h) - answer.values(loss, y - h)) / (2 * h)
    assert np.allclose(answer.slopes(loss, y), difference, atol=1e-5)


def test_zero_one_jumps_where_the_class_changes() -> None:
    """With targets 0 and 1 at a half, with -1 and +1 at zero, whichever the sample's own target is."""
    y = np.array([-0.25, 0.25, 0.75])
    zero_one = mlp.LOSSES["zero_one"]
    assert Answer(0, 1.0, None, "", is_class=True, has_signs=False).values(zero_one, y).tolist() == [1, 1, 0]
    assert Answer(0, 0.0, None, "", is_class=True, has_signs=False).values(zero_one, y).tolist() == [0, 0, 1]
    assert Answer(0, 1.0, None, "", is_class=True, has_signs=True).values(zero_one, y).tolist() == [1, 0, 0]
    assert Answer(0, -1.0, None, "", is_class=True, has_signs=True).values(zero_one, y).tolist() == [0, 1, 1]


def test_targets_take_the_code_of_the_loss() -> None:
    """A margin needs -1 and +1, a cross-entropy 0 and 1; a regression has neither."""
    answer = Answer(0, 0.0, None, "squared_error", is_class=True, has_signs=False)
    assert answer.target_for(mlp.LOSSES["hinge"]) == -1.0
    assert (
        Answer(0, -1.0, None, "hinge", is_class=True, has_signs=True).target_for(mlp.LOSSES["binary_cross_entropy"])
        == 0.0
    )
    regression = Answer(0, 0.7, None, "squared_error", is_class=False, has_signs=False)
    assert [name for name, loss in mlp.LOSSES.items() if regression.suits(loss)] == ["squared_error", "absolute_error"]


def test_information_and_entropy() -> None:
    """A sure thing tells nothing; a fair coin has log 2, and information's mean is the entropy."""
    assert information(np.array([1.0]))[0] == 0.0
    assert np.isnan(information(np.array([0.0]))[0])
    assert entropy(np.array([0.5]))[0] == pytest.approx(np.log(2.0))
    assert entropy(np.array([0.0, 1.0])).tolist() == [0.0, 0.0]
    p = np.array([0.2, 0.9])
    assert np.allclose(entropy(p), p * information(p) + (1 - p) * information(1 - p))


def test_cross_entropy_s_point_is_the_prediction_s(loss_stage: Stage[LossGallery]) -> None:
    """In the small plot the point stands at the surprise of the right answer."""
    trace = trace_of((2, 2, 1), loss="binary_cross_entropy")
    loss_stage.show_trace(trace, 1)
    loss_stage.session.stepping.to_end()
    plot = loss_stage.view.information_plot
    assert plot is not None
    assert plot.point is not None
    assert plot.point.y == pytest.approx(float(trace.output_losses[1, 0]))


@pytest.mark.parametrize(
    ("notation", "title", "target", "output"),
    [
        ("error_signals", "𝐿(𝑦)", "𝑡", "𝑦"),
        ("lab", "𝐸𝑟𝑟(𝑦)", "𝑐(𝐱)", "𝑦"),
        ("hidden", "𝐿(𝑦̂)", "𝑦", "𝑦̂"),
        ("chain", "ℒ(𝑦̂)", "𝑦", "𝑦̂"),
        ("delta", "𝐸(𝑧)", "𝑡", "𝑧"),
    ],
)
def test_the_letters_are_those_of_the_notation(
    loss_stage: Stage[LossGallery], notation: str, title: str, target: str, output: str
) -> None:
    """Axes, words and the name of the cross-entropy's curve."""
    network = mlp.Network([2, 2, 1], hidden="sigmoid", output="sigmoid", rng=5)
    config = mlp.TrainingConfig(loss="binary_cross_entropy", learning_rate=0.1)
    loss_stage.show_trace(mlp.trace_step(network, [[0.4, -0.3]], [[1.0]], config))
    loss_stage.session.stepping.to_end()
    loss_stage.session.stepping.set_notation(notation)
    plot, second = loss_stage.view.plot, loss_stage.view.information_plot
    assert plot is not None
    assert second is not None
    assert (plot.title, plot.x_name) == (title, output)
    assert loss_stage.view.subtitle.startswith(f"output 1, {target} = 1, {output} = 0.")
    assert second.curves[-1].name == f"cross-entropy with {target}"


def test_the_theme_changes_the_picture(loss_stage: Stage[LossGallery]) -> None:
    """Colours are those of the theme."""
    loss_stage.show_trace(trace_of((2, 2, 1)))
    light = loss_stage.view.grab().toImage()
    loss_stage.theme_controller.set_mode("dark")
    assert loss_stage.view.grab().toImage() != light


@pytest.mark.parametrize("is_class", [True, False])
@pytest.mark.parametrize("prediction", [1e300, -1.7e308, 3.2])
def test_the_axis_has_ends_wherever_the_prediction_is(prediction: float, is_class: bool) -> None:
    """Weights of 1e300 can be typed; whole numbers that far out fit no array."""
    low, high = span(Answer(0, 1.0, prediction, "squared_error", is_class=is_class, has_signs=False))
    assert np.isfinite(np.linspace(low, high, 5)).all()
    assert low < high


def test_columns_are_headed_once_they_hold_numbers(loss_stage: Stage[LossGallery]) -> None:
    """In the forward pass neither value nor slope is known; the loss's own line brings the first of them."""
    lines = loss_stage.show_trace(trace_of((2, 2, 1)), 0)
    stepping, view = loss_stage.session.stepping, loss_stage.view

    def headed() -> int:
        """Return how many runs of ink, the two headings, there are in the legend's first line, right of its names."""
        legend = view.arrangement().legend
        picture = view.grab(legend.adjusted(0.45 * legend.width(), 0.0, 0.0, 14.0 - legend.height()).toRect()).toImage()
        columns = range(picture.width())
        inked = [any(picture.pixel(x, y) != picture.pixel(0, 0) for y in range(picture.height())) for x in columns]
        starts = [x for x in columns if inked[x] and not any(inked[max(x - 20, 0) : x])]
        return len(starts)

    found = {}
    for line in lines:
        stepping.go_to(line.index)
        found[line.operation] = headed()
    assert found[mlp.Operation.ACTIVATE] == 0
    assert found[mlp.Operation.LOSS_OF_OUTPUT] == 1
    assert found[mlp.Operation.OUTPUT_DELTA] == 2
