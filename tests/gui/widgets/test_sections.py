"""Sections fold, and every widget follows theme and scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from mlp_gui.widgets import CollapsibleSection, IconButton, Slider, set_tab_order

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from mlp_gui.look import ThemeController


@pytest.fixture
def section(qtbot: QtBot, theme_controller: ThemeController) -> CollapsibleSection:
    """Return an open section with one row, without motion."""
    theme_controller.set_motion(False)
    section = CollapsibleSection(theme_controller, "Data")
    section.body.addWidget(QLineEdit(section))
    qtbot.addWidget(section)
    section.resize(264, 90)
    section.show()
    return section


def row_of(section: CollapsibleSection) -> QLineEdit:
    """Return the section's row."""
    return section.findChild(QLineEdit)


def test_a_click_on_the_title_folds(qtbot: QtBot, section: CollapsibleSection) -> None:
    """The rows go and come back."""
    with qtbot.waitSignal(section.opened_changed) as opened:
        QTest.mouseClick(section.header, Qt.MouseButton.LeftButton)
    assert opened.args == [False]
    assert not row_of(section).isVisible()
    QTest.mouseClick(section.header, Qt.MouseButton.LeftButton)
    assert row_of(section).isVisible()


def test_space_folds(section: CollapsibleSection) -> None:
    """The keyboard can fold too."""
    section.header.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(section.header, Qt.Key.Key_Space)
    assert not section.is_open


def test_with_motion_the_rows_slide(
    qtbot: QtBot, theme_controller: ThemeController, section: CollapsibleSection
) -> None:
    """They end where they would have jumped to."""
    theme_controller.set_motion(True)
    section.set_open(False)
    assert row_of(section).isVisible()
    qtbot.waitUntil(lambda: not row_of(section).isVisible(), timeout=2000)
    section.set_open(True)
    section.set_open(False)
    qtbot.waitUntil(lambda: not row_of(section).isVisible(), timeout=2000)


def test_a_section_names_itself(section: CollapsibleSection) -> None:
    """Title and subtitle are spoken."""
    section.set_subtitle("Spiral, two arms")
    assert section.header.accessibleName() == "Data, Spiral, two arms"


def test_tab_goes_from_top_to_bottom(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """The order is that of the layout, not that in which widgets were made."""
    section = CollapsibleSection(theme_controller, "Data")
    qtbot.addWidget(section)
    last, first = QLineEdit(section), QLineEdit(section)
    section.body.addWidget(first)
    section.body.addWidget(last)
    set_tab_order(section)
    assert section.header.nextInFocusChain() is not last
    chain: list[QWidget] = [section.header]
    for _ in range(12):
        chain.append(chain[-1].nextInFocusChain())
    assert chain.index(first) < chain.index(last)


def test_a_slider_draws_groove_knob_and_ring(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """Ink fills up to the knob; keys bring the ring in the cursor's line colour."""
    slider = Slider(theme_controller)
    qtbot.addWidget(slider)
    slider.setRange(0, 100)
    slider.setValue(50)
    slider.resize(120, 26)
    slider.show()
    theme = theme_controller.theme
    picture = slider.grab().toImage()
    assert picture.pixelColor(20, 13) == theme.ink
    assert picture.pixelColor(105, 13) == theme.track
    assert picture.pixelColor(60, 13) == theme.panel
    slider.activateWindow()
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(slider.hasFocus)
    assert shows(slider, theme.cursor_line)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_button_is_redrawn_for_the_theme(qtbot: QtBot, theme_controller: ThemeController, mode: str) -> None:
    """The icon takes the theme's colour."""
    button = IconButton(theme_controller, "Play", "play", "Trains.", side=34, icon_side=20)
    qtbot.addWidget(button)
    button.show()
    theme_controller.set_mode(mode)
    assert shows(button, theme_controller.theme.text2)
    assert button.size().width() == 34


def test_a_button_grows_with_the_scale(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """At 200 % it is twice as large."""
    button = IconButton(theme_controller, "Add", "plus")
    qtbot.addWidget(button)
    theme_controller.set_scale(2.0)
    assert (button.width(), button.iconSize().width()) == (56, 32)


def shows(widget: QWidget, colour: QColor) -> bool:
    """Whether any pixel of the widget has this colour, but for what smooth edges take of it."""
    image = widget.grab(QRect(0, 0, widget.width(), widget.height())).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    wanted = colour.getRgb()
    return any(max(abs(a - b) for a, b in zip(pixel.getRgb(), wanted, strict=True)) < 24 for pixel in pixels)
