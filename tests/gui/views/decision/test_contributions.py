"""Over one input, what each hidden unit adds to the answer: the terms add up to it, on an axis that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.decision.contributions import fitting_range
from mlp_gui.views.decision.line import LinePicture

if TYPE_CHECKING:
    from tests.gui.views.decision.conftest import Stage


def show_bump(stage: Stage, height: float = 1.0, n_units: int = 2) -> LinePicture:
    """Show a network that makes a bump of two sigmoids, `height` high; further units add nothing."""
    dataset = mlp.Dataset.from_arrays(
        np.linspace(-2.0, 2.0, 9)[:, np.newaxis], np.zeros(9), task="regression", domain=((-2.2, 2.2), (-0.5, 1.5))
    )
    network = mlp.Network([1, n_units, 1], hidden="sigmoid", output="identity", rng=1)
    weights = np.zeros((1, n_units))
    weights[0, :2] = height, -height
    biases = np.zeros(n_units)
    biases[:2] = 10.0, -10.0
    network.set_weights([np.full((n_units, 1), 20.0), weights], [biases, [0.25]])
    stage.show_run(dataset, network)
    picture = stage.view.picture
    assert isinstance(picture, LinePicture)
    return picture


def test_nothing_is_taken_apart_unless_it_is_asked_for(stage: Stage) -> None:
    """By default the units' answers are drawn, and nothing is computed from them."""
    assert show_bump(stage).contributions is None


def test_the_terms_add_up_to_the_answer(stage: Stage) -> None:
    """Weight times activation, unit by unit, and the bias, make the network's curve."""
    stage.preferences.set_value("show_contributions", True)
    picture = show_bump(stage)
    found = picture.contributions
    assert found is not None
    answer = stage.session.snapshot.network.predict(found.x[:, np.newaxis])[:, 0]
    np.testing.assert_allclose(found.terms.sum(axis=0) + found.bias, answer, atol=1e-6)
    np.testing.assert_allclose(found.total, answer, atol=1e-6)
    assert found.is_output
    texts = [row.text for row in found.legend_rows(stage.theme_controller.theme, 1)]
    assert texts == ["is the sum of", "𝑤₁ℎ₁", "𝑤₂ℎ₂", "bias 𝑏"]


def test_the_axis_grows_for_large_terms_and_goes_back(stage: Stage) -> None:
    """Two terms of 8 and -8 cancel in the answer, but have to be seen; switched off, the data's axis is back."""
    stage.preferences.set_value("show_contributions", True)
    picture = show_bump(stage, height=8.0)
    assert picture.frame is not None
    assert picture.frame.y.low <= -8.0
    assert picture.frame.y.high >= 8.0
    stage.preferences.set_value("show_contributions", False)
    assert (picture.frame.y.low, picture.frame.y.high) == (-0.5, 1.5)


def test_the_terms_follow_the_training(stage: Stage) -> None:
    """A newer moment has its own weights."""
    stage.preferences.set_value("show_contributions", True)
    picture = show_bump(stage)
    network = stage.session.snapshot.network.copy()
    network.set_parameters(2.0 * network.parameters)
    stage.show_field(stage.move_network(network))
    found = picture.contributions
    assert found is not None
    assert found.bias == 0.5
    np.testing.assert_allclose(found.total, network.predict(found.x[:, np.newaxis])[:, 0], atol=1e-6)


@pytest.mark.parametrize(("n_units", "drawn", "rows"), [(8, 8, 10), (20, 20, 3), (80, 0, 2)])
def test_many_units_share_one_colour_and_too_many_are_left_out(
    stage: Stage, n_units: int, drawn: int, rows: int
) -> None:
    """Up to 8 have names, up to 64 a line; the sum counts all."""
    stage.preferences.set_value("show_contributions", True)
    found = show_bump(stage, n_units=n_units).contributions
    assert found is not None
    assert len(found.terms) == drawn
    assert len(found.legend_rows(stage.theme_controller.theme, 1)) == rows
    answer = stage.session.snapshot.network.predict(found.x[:, np.newaxis])[:, 0]
    np.testing.assert_allclose(found.total, answer, atol=1e-5)


def test_a_unit_pointed_at_elsewhere_has_its_term_marked(stage: Stage) -> None:
    """The cursor lies along what the unit adds, not along what it answers."""
    stage.preferences.set_value("show_contributions", True)
    picture = show_bump(stage)
    assert picture.frame is not None
    beside = picture.frame.y.value(picture.frame.y.pixel(-1.0) - 2.0)
    before = stage.colour_at(1.5, beside)
    stage.session.cursor.set_hovered(Mark("unit", layer=0, unit=1))
    assert stage.colour_at(1.5, beside) != before


def test_the_axis_stays_while_all_of_it_is_used() -> None:
    """It moves when something is outside, or when less than half of it is used."""
    own = (-1.0, 1.0)
    assert fitting_range(own, own, (-0.5, 0.5)) == own
    grown = fitting_range(own, own, (-3.2, 2.0))
    assert grown[0] <= -3.2
    assert grown[1] >= 2.0
    assert fitting_range(grown, own, (-3.0, 2.0)) == grown
    assert fitting_range(grown, own, (-0.1, 0.1)) == own
