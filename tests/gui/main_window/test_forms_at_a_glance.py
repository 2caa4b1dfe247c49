"""What is changed most often is seen in the forms without scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from tests.gui.main_window.opening import TIMEOUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

OFTEN = ("datasets", "noise", "normalisation", "hidden_1_units", "loss", "optimizer", "learning_rate")


@pytest.mark.parametrize("example", ["xor", "spiral"])
def test_the_learning_rate_is_seen_at_1440_by_900(program: Program, qtbot: QtBot, example: str) -> None:
    """With one hidden layer and with two, all of the control."""
    window = program.window
    window.resize(1440, 900)
    program.session.open_example(example)
    controls = [window.findChild(QWidget, name) for name in OFTEN]
    for control in controls:
        qtbot.waitUntil(lambda seen=control: seen.visibleRegion().boundingRect() == seen.rect(), timeout=TIMEOUT)


def test_of_64_inputs_one_line_tells_the_normalisation(program: Program, qtbot: QtBot) -> None:
    """It leaves the learning rate in sight in a small window too, and opens to a line for each input."""
    window = program.window
    window.resize(1280, 800)
    program.session.open_example("digits")
    title = window.findChild(QWidget, "data_panel_statistics")
    qtbot.waitUntil(lambda: title.accessibleName() == "Ranges, 0 … 16  →  0 … 1", timeout=TIMEOUT)
    for name in ("normalisation", "data_panel_statistics", "optimizer", "learning_rate"):
        control = window.findChild(QWidget, name)
        qtbot.waitUntil(lambda seen=control: seen.visibleRegion().boundingRect() == seen.rect(), timeout=TIMEOUT)
    lines = window.findChild(QWidget, "normalisation_of_all")
    assert not lines.isVisible()
    title.click()
    qtbot.waitUntil(lines.isVisible, timeout=TIMEOUT)
    assert len(lines.text().splitlines()) == 64
    assert lines.text().startswith("row 1, column 1: 0 … 1  →  0 … 1")
