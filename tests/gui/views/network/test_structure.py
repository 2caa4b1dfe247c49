"""Layers, units and inputs are added and taken away on the canvas itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.conftest import Stage


def hidden_sizes(stage: Stage) -> tuple[int, ...]:
    """Return the sizes that the session now has."""
    return stage.session.experiment.network.hidden_sizes


def test_plus_and_minus_change_units(stage: Stage) -> None:
    """Clicks on + and - of a layer ask for one unit more and fewer, and the picture follows at once."""
    stage.click(stage.button("more_units", 0))
    assert hidden_sizes(stage) == (5, 3)
    assert len(stage.scene.layout.columns[1].rows) == 5
    stage.click(stage.button("fewer_units", 1))
    assert hidden_sizes(stage) == (5, 2)
    assert len(stage.scene.layout.columns[2].rows) == 2


def test_quick_clicks_all_count(stage: Stage) -> None:
    """A double click on + adds two units."""
    stage.double_click(stage.button("more_units", 0))
    assert hidden_sizes(stage) == (6, 3)


def test_the_dashed_plus_adds_a_layer(stage: Stage) -> None:
    """The + between two layers puts one between them."""
    stage.click(stage.button("add_layer", 1))
    assert len(hidden_sizes(stage)) == 3
    assert hidden_sizes(stage)[0] == 4
    assert hidden_sizes(stage)[2] == 3
    assert len(stage.scene.layout.columns) == 5


def test_a_layer_is_removed_with_the_cross_that_hovering_shows(stage: Stage) -> None:
    """Hovering a column shows its cross; a click on it removes the layer."""
    QTest.mouseMove(stage.view, stage.tile(1, 0))
    stage.click(stage.button("remove_layer", 0))
    assert hidden_sizes(stage) == (3,)


def test_a_network_without_hidden_layers_can_get_one(make_stage: Callable[..., Stage]) -> None:
    """Inputs and output alone are drawn, and the + between them adds the first hidden layer."""
    stage = make_stage(())
    stage.learn()
    stage.click(stage.button("add_layer", 0))
    assert len(hidden_sizes(stage)) == 1


def test_a_click_on_an_input_switches_the_feature(stage: Stage) -> None:
    """A feature that is off goes on and comes off again; its edges appear with it."""
    stage.click(stage.tile(0, 4))
    assert stage.session.experiment.data.features == ("x1", "x2", "x1_x2")
    stage.learn()
    assert len(stage.scene.curves) == 3 * 4 + 12 + 3
    stage.click(stage.tile(0, 4))
    assert stage.session.experiment.data.features == ("x1", "x2")


def test_buttons_say_what_they_do(stage: Stage) -> None:
    """Every button on the canvas has a tool-tip, and it is shown for the one under the pointer only."""
    assert all(button.text for button in stage.view.all_buttons())
    QTest.mouseMove(stage.view, stage.button("more_units", 1))
    assert stage.view.toolTip() == "One unit more in Hidden 2"
    QTest.mouseMove(stage.view, QPoint(400, 612))
    assert stage.view.toolTip() == ""
