"""A dock makes its view when that is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

from mlp_gui.look import LIGHT, ThemeController
from mlp_gui.window.dock import Dock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class View(QLabel):
    """A view with one control."""

    made = 0
    subtitle_changed = Signal(str)
    subtitle = "what is shown"

    def __init__(self) -> None:
        super().__init__("a view")
        View.made += 1
        self.control = QLabel("a control", self)

    def title_controls(self) -> list[QWidget]:
        """Return the control for the title bar."""
        return [self.control]


@pytest.fixture
def dock(qapp: QApplication) -> Iterator[Dock]:
    """Return a hidden dock of a window on the screen."""
    View.made = 0
    window = QMainWindow()
    theme_controller = ThemeController(window)
    theme_controller.set_mode("light")
    dock = Dock("view_dock", "View", View, theme_controller, window)
    dock.hide()
    window.show()
    yield dock
    window.close()
    window.deleteLater()


def test_a_hidden_dock_has_made_nothing(dock: Dock) -> None:
    """What is not looked at costs the start nothing."""
    assert View.made == 0
    assert dock.widget() is None


def test_a_dock_that_is_shown_has_its_view_and_its_controls(qtbot: QtBot, dock: Dock) -> None:
    """The View menu alone brings it, whatever the mode."""
    dock.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: dock.widget().isVisible())
    assert dock.title_bar.isAncestorOf(dock.widget().control)
    assert dock.widget().control.isVisible()
    assert dock.title_bar.subtitle == "what is shown"


def test_the_view_is_made_once(dock: Dock) -> None:
    """Hidden and shown again, or lent to another place meanwhile, it stays the one view."""
    dock.show()
    place = QWidget(dock.parentWidget())
    dock.widget().setParent(place)
    dock.hide()
    dock.fill()
    dock.show()
    assert View.made == 1


def test_a_floating_dock_has_an_edge_and_gives_its_view_the_keyboard(qtbot: QtBot, dock: Dock) -> None:
    """It lies on a canvas of nearly its own colour; and no button is marked because it was dragged out."""
    dock.show()
    dock.widget().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    dock.setFloating(True)
    qtbot.waitUntil(lambda: dock.focusWidget() is dock.widget())
    image = dock.grab().toImage()
    assert image.pixelColor(0, image.height() // 2) == LIGHT.line2
