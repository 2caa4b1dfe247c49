"""The activation gallery shows the unit's sum on its function and on the derivative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt

import mlp_core as mlp
from mlp_gui.look.numbers import fixed, signed
from mlp_gui.state.cursor import Mark
from mlp_gui.views.galleries import functions
from mlp_gui.widgets import Choice, SliderField
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.galleries import ActivationGallery
    from tests.gui.views.equations.stages import Stage


def shown_choice(stage: Stage[ActivationGallery]) -> Choice:
    """Return the control in the title bar."""
    control = stage.view.title_controls()[0]
    assert isinstance(control, Choice)
    return control


def choose(stage: Stage[ActivationGallery], name: str) -> None:
    """Choose a function as a user does."""
    control = shown_choice(stage)
    control.set_value(name)
    control.chosen.emit(name)


def steepness(stage: Stage[ActivationGallery]) -> SliderField:
    """Return the slider."""
    field = stage.view.findChild(SliderField, "steepness")
    assert isinstance(field, SliderField)
    return field


def test_waits_for_a_network(activation_stage: Stage[ActivationGallery]) -> None:
    """Before anything is known there is a sentence."""
    assert activation_stage.view.message
    assert not activation_stage.view.grab().isNull()


def test_the_point_is_the_unit_s(activation_stage: Stage[ActivationGallery]) -> None:
    """z, f(z) and f'(z) are the trace's, on both curves, and the tangent has the slope of f."""
    trace = trace_of((2, 2, 1))
    activation_stage.show_trace(trace, 1)
    activation_stage.session.stepping.to_end()
    activation_stage.session.cursor.set_selected(Mark("unit", layer=0, unit=1))
    function, slope = activation_stage.view.plots
    z = float(trace.pre_activations[0][1, 1])
    assert function.point is not None
    assert slope.point is not None
    assert function.point.x == slope.point.x == z
    assert function.point.y == pytest.approx(float(trace.activations[0][1, 1]), abs=1e-15)
    assert slope.point.y == pytest.approx(float(trace.activation_slopes[0][1, 1]), abs=1e-15)
    assert function.point.slope == slope.point.y
    assert function.value == fixed(function.point.y, 4)
    assert signed(z, 4) in activation_stage.view.subtitle


def test_the_step_s_unit_is_shown_where_none_is_selected(activation_stage: Stage[ActivationGallery]) -> None:
    """The gallery follows the step-through, and says nothing before its time."""
    trace = trace_of((2, 2, 1))
    lines = activation_stage.show_trace(trace, 0)
    stepping = activation_stage.session.stepping
    line = lines.locate(trace.quantity(mlp.Kind.PRE_ACTIVATION, 0, 1, -1, 0))
    stepping.go_to(line - 1)
    standing = activation_stage.view.standing
    assert standing is not None
    assert (standing.layer, standing.unit) == (0, 1)
    assert standing.pre_activation is None
    assert activation_stage.view.plots[0].point is None
    assert activation_stage.view.plots[0].at is None
    stepping.forward()
    z = float(trace.pre_activations[0][0, 1])
    assert (activation_stage.view.plots[0].point, activation_stage.view.plots[0].at) == (None, z)
    stepping.forward()
    point = activation_stage.view.plots[0].point
    assert point is not None
    assert point.slope is None
    assert activation_stage.view.plots[1].point is None
    stepping.go_to(lines.locate(trace.quantity(mlp.Kind.ACTIVATION_SLOPE, 0, 1, -1, 0)))
    function, slope = activation_stage.view.plots
    assert function.point is not None
    assert slope.point is not None
    assert function.point.slope == slope.point.y


def test_what_is_asked_for_is_not_given_away(activation_stage: Stage[ActivationGallery]) -> None:
    """While the activation or the slope is asked for, the picture shows where to look, and no number."""
    trace = trace_of((2, 2, 1))
    lines = activation_stage.show_trace(trace, 0)
    stepping = activation_stage.session.stepping
    stepping.set_predict(True)
    for kind, plot in ((mlp.Kind.ACTIVATION, 0), (mlp.Kind.ACTIVATION_SLOPE, 1)):
        wanted = trace.quantity(kind, 0, 1, -1, 0)
        stepping.go_to(lines.locate(wanted) - 1)
        stepping.forward()
        assert stepping.awaiting == wanted
        activation_stage.session.cursor.set_selected(Mark("unit", layer=0, unit=1))
        shown = activation_stage.view.plots[plot]
        assert shown.at is not None
        assert (shown.point, shown.value) == (None, "")
        stepping.reveal()
        assert activation_stage.view.plots[plot].value == fixed(wanted.value, 4)


@pytest.mark.parametrize("name", [each for each, entry in mlp.ACTIVATIONS.items() if not entry.output_only])
def test_any_function_can_be_compared(activation_stage: Stage[ActivationGallery], name: str) -> None:
    """The chosen function is drawn with the unit's point; its own stays, dashed."""
    activation_stage.show_trace(trace_of((2, 2, 1)))
    activation_stage.session.stepping.to_end()
    choose(activation_stage, name)
    plot = activation_stage.view.plots[0]
    assert plot.curves[-1].name == mlp.ACTIVATIONS[name].title
    assert ("Sigmoid" in [curve.name for curve in plot.curves[:-1]]) == (name != "sigmoid")
    assert plot.point is not None
    assert plot.point.y == float(mlp.ACTIVATIONS[name](np.array([plot.point.x]))[0])
    assert steepness(activation_stage).isVisible() == (name == "sigmoid")
    assert not activation_stage.view.grab().isNull()


def test_the_slider_turns_the_sigmoid_into_a_step(activation_stage: Stage[ActivationGallery]) -> None:
    """At the steep end the curve is the step but for a sliver, and the network stays as it was."""
    trace = trace_of((2, 2, 1))
    activation_stage.show_trace(trace)
    activation_stage.session.stepping.to_end()
    field = steepness(activation_stage)
    field.slider.setFocus()
    activation_stage.qtbot.keyClick(field.slider, Qt.Key.Key_End)
    curve = activation_stage.view.plots[0].curves[-1]
    away = np.abs(curve.x) > 0.2
    assert np.abs(curve.y[away] - (curve.x[away] > 0)).max() < 1e-4
    assert mlp.ACTIVATIONS["step"].title in [each.name for each in activation_stage.view.plots[0].curves]
    assert field.value == 50.0
    activation_stage.qtbot.keyClick(field.slider, Qt.Key.Key_Home)
    assert field.value == 0.1
    function = activation_stage.view.function
    assert isinstance(function, mlp.Sigmoid)
    assert function.beta == 0.1
    assert trace.network.activations[0] == mlp.Sigmoid()


@pytest.mark.parametrize("beta", [0.1, 1.0, 7.0, 50.0])
def test_slopes_are_the_curve_s(beta: float) -> None:
    """F' = beta f (1 - f) agrees with central differences of the curve that is drawn."""
    function, z, h = mlp.Sigmoid(beta), np.linspace(-2.0, 2.0, 41), 1e-6
    ahead, behind = functions.values(function, z + h), functions.values(function, z - h)
    assert np.allclose(functions.slopes(function, z), (ahead - behind) / (2 * h), atol=1e-6 * beta)


def test_softmax_is_shown_against_the_layer_s_others() -> None:
    """Turning one sum while the others stay gives what softmax gives, and y (1 - y)."""
    others = (0.3, -1.2)
    z = np.array([-2.0, 0.0, 1.5])
    softmax = mlp.ACTIVATIONS["softmax"]
    whole = np.array([softmax(np.array([each, *others]))[0] for each in z])
    assert np.allclose(functions.values(softmax, z, others), whole)
    assert np.allclose(functions.slopes(softmax, z, others), whole * (1 - whole))


def test_a_small_slope_is_not_written_as_zero(activation_stage: Stage[ActivationGallery]) -> None:
    """At z = 10 the sigmoid's slope is 4.54e-5: four decimals would hide it."""
    network = mlp.Network([1, 1], hidden=(), output="sigmoid", rng=1)
    network.set_weights([[[10.0]]], [[0.0]])
    config = mlp.TrainingConfig(loss="squared_error", learning_rate=0.1)
    activation_stage.show_trace(mlp.trace_step(network, [[1.0]], [[1.0]], config))
    activation_stage.session.stepping.to_end()
    function, slope = activation_stage.view.plots
    assert slope.value == "4.54×10⁻⁵"
    assert function.value == "1.0000"
    assert "+10.0000" in activation_stage.view.subtitle
    activation_stage.session.stepping.set_decimals(6)
    assert activation_stage.view.plots[1].value == "0.000045"


@pytest.mark.parametrize("name", [each for each, entry in mlp.ACTIVATIONS.items() if not entry.output_only])
@pytest.mark.parametrize("reach", [6.0, 20.0])
def test_no_curve_touches_the_upper_edge(name: str, reach: float) -> None:
    """The line's own width, and the point on it, lie below the end of the axis, of the derivative too."""
    function = mlp.ACTIVATIONS[name]
    x = functions.grid(reach, function)
    ends = functions.y_range(function, reach), functions.slope_range(function, reach)
    for y, (low, high) in zip((functions.values(function, x), functions.slopes(function, x)), ends, strict=True):
        assert y.max() <= high - 0.05 * (high - low)


def test_theme_and_notation_change_the_picture(activation_stage: Stage[ActivationGallery]) -> None:
    """Symbols are those of the notation, colours those of the theme."""
    activation_stage.show_trace(trace_of((2, 2, 1)))
    light = activation_stage.view.grab().toImage()
    activation_stage.session.stepping.set_notation("hidden")
    assert "ℎ" in activation_stage.view.plots[0].title
    activation_stage.theme_controller.set_mode("dark")
    dark = activation_stage.view.grab().toImage()
    assert dark != light
    assert dark.pixelColor(2, 2) == activation_stage.theme_controller.theme.panel
