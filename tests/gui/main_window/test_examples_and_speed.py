"""The toolbar's list of examples, and how fast they train."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from mlp_gui.panels.speed_slider import FASTEST_PLACE, place_of, speed_at
from tests.gui.main_window.opening import TIMEOUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_examples_open_from_the_toolbar(program: Program, qtbot: QtBot) -> None:
    """Choosing an example opens it, names it in the title and marks it in the menu."""
    examples = program.window.toolbar.examples
    examples.setFocus()
    place = examples.findData("circle")
    while examples.currentIndex() != place:
        qtbot.keyClick(examples, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: program.session.snapshot.experiment.data.name == "circle", timeout=TIMEOUT)
    assert program.window.windowTitle().startswith(program.session.title)
    marked = [a.data() for a in program.window.findChildren(QAction) if a.isChecked() and a.data() == "circle"]
    assert marked


def test_the_list_of_examples_names_no_example_that_was_changed(program: Program) -> None:
    """A changed learning rate leaves the example what it is; another network does not, whatever the title."""
    examples = program.window.toolbar.examples
    assert examples.value == "xor"
    program.session.set_training(learning_rate=0.05)
    assert examples.value == "xor"
    program.session.set_layer_size(0, 7)
    assert examples.value == ""


def test_speed_slider_goes_from_one_step_to_as_fast_as_it_goes(program: Program, qtbot: QtBot) -> None:
    """The ends of the slider are one step a second and no limit; what is in between follows its keys."""
    slider, session = program.window.toolbar.speed.slider, program.session
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert session.speed == 1.0
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert session.speed is None
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert 900 <= session.speed <= 10_000
    session.set_speed(60.0)
    assert slider.value() == place_of(60.0)
    assert session.speed == 60.0


@pytest.mark.parametrize("place", range(FASTEST_PLACE + 1))
def test_every_place_of_the_speed_slider_is_its_own_speed(place: int) -> None:
    """A speed that the slider sets is shown where it was set."""
    assert place_of(speed_at(place)) == place
