"""A view's picture for a slide or a paper: controls are left out, and a title says what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from mlp_gui.export.view_picture import picture_bytes, view_image
from mlp_gui.look import ThemeController

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class _View(QWidget):
    """A bar with a field over a red ground, so that what covers that is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QWidget(self)
        field = QComboBox(self.bar)
        field.addItem("a choice")
        self.setStyleSheet("background: #ff0000; color: #ffffff")
        for owner, part in ((self.bar, field), (self, self.bar)):
            column = QVBoxLayout(owner)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)


def _is_covered(view: QWidget, theme_controller: ThemeController) -> bool:
    image = view_image(view, theme_controller, 1.0)
    red = QColor("#ff0000")
    return any(image.pixelColor(x, y) != red for x in range(image.width()) for y in range(image.height()))


@pytest.fixture
def view(qtbot: QtBot) -> _View:
    """Return a shown view whose field covers some of the red."""
    view = _View()
    qtbot.addWidget(view)
    view.resize(160, 40)
    view.show()
    assert _is_covered(view, ThemeController())
    return view


def test_a_bar_of_controls_is_left_out_and_comes_back(view: _View) -> None:
    """Its place is empty where nothing is to be said, and on the screen it is there as ever."""
    theme_controller, before = ThemeController(), view.grab().toImage()
    view.bar.setProperty("picture_title", "")
    assert not _is_covered(view, theme_controller)
    assert view.grab().toImage() == before


def test_its_title_is_written_in_its_place(view: _View) -> None:
    """As pixels and as lines alike."""
    theme_controller = ThemeController()
    view.bar.setProperty("picture_title", "")
    without = len(picture_bytes(view, theme_controller, "SVG (*.svg)"))
    view.bar.setProperty("picture_title", "Hidden 1")
    assert _is_covered(view, theme_controller)
    assert len(picture_bytes(view, theme_controller, "SVG (*.svg)")) > without
