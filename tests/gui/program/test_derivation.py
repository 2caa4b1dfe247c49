"""The derivation in the whole window: chosen in the dock of functions, at the desk and on the big screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

import mlp_core as mlp
from mlp_gui.views.galleries import DerivationView
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def choose_derivation(program: Program) -> DerivationView:
    """Pick the derivation in the dock's list, by keyboard."""
    box = program.window.findChild(QComboBox, "gallery")
    assert box.isVisible()
    box.setFocus()
    while box.currentData() != "derivation":
        QTest.keyClick(box, Qt.Key.Key_Down)
    return program.window.findChild(DerivationView, "derivation_view")


def wait_for_lines(view: DerivationView, name: str, qtbot: QtBot) -> None:
    """Wait until an example's derivation is on the page, line by line."""
    experiment = mlp.EXAMPLES[name]
    pair = experiment.training.loss, experiment.network.output_activation
    wanted = [line.latex for line in mlp.derive(*pair, "delta").lines]

    def is_drawn() -> bool:
        page = view.canvas.page
        return page is not None and [row.formula.latex for row in page.rows] == wanted

    qtbot.waitUntil(is_drawn, timeout=10_000)


@pytest.mark.parametrize("name", ["xor_steps", "blobs", "and_perceptron"])
def test_is_chosen_in_the_dock(program: Program, qtbot: QtBot, name: str) -> None:
    """Step mode, one list, and the lines of the example's pair stand there; only their own list stays beside it."""
    choose_example(program, name, qtbot)
    click(program, "segment_step")
    view = choose_derivation(program)
    wait_for_lines(view, name, qtbot)
    assert program.window.findChild(QComboBox, "derived_part").isVisible()
    assert not program.window.findChild(QComboBox, "shown_activation").isVisible()
    assert program.window.contents.galleries.title_bar.subtitle == view.subtitle


def test_is_on_the_big_screen_too(program: Program, qtbot: QtBot) -> None:
    """Presenting borrows the dock with its lists, and gives it back as it was."""
    choose_example(program, "xor_steps", qtbot)
    click(program, "segment_step")
    canvas = program.window.contents.network
    QTest.keyClick(canvas, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: program.session.presentation.active)
    QTest.keyClick(program.window.contents.network, Qt.Key.Key_R)
    click(program, "segment_galleries")
    view = choose_derivation(program)
    qtbot.waitUntil(view.isVisible)
    wait_for_lines(view, "xor_steps", qtbot)
    for _ in range(2):
        QTest.keyClick(program.window.contents.network, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not program.session.presentation.active)
    assert program.window.contents.galleries.isAncestorOf(view)
    wait_for_lines(view, "xor_steps", qtbot)
