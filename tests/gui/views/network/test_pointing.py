"""What the pointer and the keyboard reach: marks that all views share, cards with exact numbers, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mlp_gui.look.numbers import compact
from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.menu import build_menu

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.network.conftest import Stage


def test_hovering_marks_the_cursor_for_all_views(stage: Stage) -> None:
    """Edge, unit, bias and input under the pointer are marked in the one cursor; leaving takes the mark away."""
    cursor = stage.session.cursor
    QTest.mouseMove(stage.view, stage.edge(1, 2, 0))
    assert cursor.hovered == Mark("weight", layer=1, unit=2, input=0)
    QTest.mouseMove(stage.view, stage.tile(2, 1))
    assert cursor.hovered == Mark("unit", layer=1, unit=1)
    QTest.mouseMove(stage.view, stage.chip(2, 1))
    assert cursor.hovered == Mark("bias", layer=1, unit=1)
    QTest.mouseMove(stage.view, stage.tile(0, 1))
    assert cursor.hovered == Mark("input", input=1)
    QTest.mouseMove(stage.view, QPoint(400, 612))
    assert cursor.hovered is None


def test_marks_of_other_views_show_here(stage: Stage) -> None:
    """What another view marks as hovered changes this picture, and back."""
    plain = stage.pixels()
    stage.session.cursor.set_hovered(Mark("weight", layer=0, unit=2, input=1))
    marked = stage.pixels()
    assert not np.array_equal(plain, marked)
    stage.session.cursor.set_hovered(None)
    assert np.array_equal(plain, stage.pixels())


def test_the_card_comes_with_exact_numbers(stage: Stage, qtbot: QtBot) -> None:
    """After a moment over an edge its weight and gradient are read out."""
    QTest.mouseMove(stage.view, stage.edge(2, 0, 0))
    qtbot.waitUntil(lambda: stage.view._card is not None, timeout=2_000)
    card = stage.view._card
    assert card.title == "Hidden 2, unit 1 → Output"
    weight = float(stage.session.snapshot.network.weights[2][0, 0])
    assert card.rows[0].text.replace("−", "-") == f"{weight:+.4f}"
    assert card.rows[1].label == "gradient"
    assert card.rows[1].token.endswith("_error")


def test_the_card_of_a_unit_and_of_an_input(stage: Stage) -> None:
    """A unit tells its pre-activation, activation and bias; an input its statistics."""
    QTest.mouseMove(stage.view, stage.tile(1, 2))
    stage.view.show_card()
    assert [row.label for row in stage.view._card.rows][:3] == ["pre-activation", "activation", "bias"]
    QTest.mouseMove(stage.view, stage.tile(0, 0))
    stage.view.show_card()
    assert "training mean" in [row.label for row in stage.view._card.rows]
    stage.view.hide_card()


def test_the_card_of_a_normalised_input_reads_out_the_units_of_the_data(stage: Stage) -> None:
    """Its statistics and the sample's number are the data's own, whatever the network is given; that stands beside."""
    stage.session.set_data(normalisation="z_score")
    snapshot = stage.learn()
    stage.session.cursor.set_selected(Mark("sample", sample=7))
    QTest.mouseMove(stage.view, QPoint(400, 612))
    QTest.mouseMove(stage.view, stage.tile(0, 0))
    stage.view.show_card()
    told = {row.label: row.text.replace("−", "-") for row in stage.view._card.rows}
    own = snapshot.dataset.points[snapshot.dataset.train, 0]
    assert told["training mean"] == compact(own.mean(), 4).replace("−", "-")
    assert told["standard deviation"] == compact(own.std(), 4)
    assert told["sample 8"] == compact(snapshot.dataset.points[7, 0], 4).replace("−", "-")
    assert told["for the network"] == f"{snapshot.dataset.inputs[7, 0]:+.4f}"
    assert told["normalised"].startswith("(value ")
    stage.view.hide_card()


def test_the_menu_offers_what_fits(stage: Stage) -> None:
    """The menu of a hidden unit changes the activation, adds and removes; its entries reach the session."""
    hit = stage.scene.hit(stage.tile(1, 0).x(), stage.tile(1, 0).y())
    menu = build_menu(stage.view, stage.scene, hit, stage.theme_controller)
    assert all(not action.icon().isNull() for action in menu.actions() if not action.isSeparator())
    activations = next(action.menu() for action in menu.actions() if action.text() == "Activation")
    names = {action.text(): action for action in activations.actions()}
    assert names["Tanh"].isChecked()
    assert "Softmax" not in names
    stage.view._on_menu_triggered(names["ReLU"])
    assert stage.session.experiment.network.hidden_activations == ("relu", "tanh")
    remove = next(action for action in menu.actions() if action.text().startswith("Remove Hidden 1"))
    stage.view._on_menu_triggered(remove)
    assert stage.session.experiment.network.hidden_sizes == (3,)
    menu.deleteLater()


def test_the_keyboard_reaches_everything(stage: Stage) -> None:
    """Arrows go among units, Enter opens a bias, Delete and Insert change units, Tab reaches buttons and leaves."""
    view = stage.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view._focus.column == 1
    assert "Hidden 1, unit" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Insert)
    assert stage.session.experiment.network.hidden_sizes == (5, 3)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert stage.session.experiment.network.hidden_sizes == (4, 3)
    stage.learn()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view._editor.isVisible()
    QTest.keyClick(view._editor, Qt.Key.Key_Escape)
    seen = set()
    view._focus = None
    for _ in range(40):
        view.focusNextPrevChild(True)
        if view._focus is None:
            break
        seen.add(view._focus.button)
    assert {("more_units", 0), ("add_layer", 1), ("fit", -1), None} <= seen
    assert view._focus is None


def test_a_selected_sample_shows_its_activations(stage: Stage) -> None:
    """With numbers shown, selecting a sample shows what every unit answers to it."""
    stage.preferences.set_value("show_unit_maps", False)
    stage.session.cursor.set_selected(Mark("sample", sample=5))
    snapshot = stage.session.snapshot
    _, activations = snapshot.network.forward(snapshot.dataset.inputs[5:6])
    assert stage.view._shown.fills[1].values == pytest.approx(activations[0][0])
