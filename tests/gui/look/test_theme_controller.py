"""The theme reaches the whole application, and everyone hears of it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from mlp_gui.look import DARK, LIGHT, ThemeController

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.look import Theme


@pytest.mark.parametrize(("mode", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_a_mode_gives_its_palette(theme_controller: ThemeController, mode: str, theme: object) -> None:
    """Palette, theme and style sheet change together."""
    theme_controller.set_mode(mode)
    assert theme_controller.theme is theme
    assert QApplication.palette().color(QPalette.ColorRole.Window) == theme_controller.theme.bar
    assert QApplication.palette().color(QPalette.ColorRole.Text) == theme_controller.theme.text
    assert theme_controller.theme.panel.name() in QApplication.instance().styleSheet()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_pictures_of_the_style_sheet_have_the_themes_colours(theme: Theme) -> None:
    """Arrows are labels' colour, and the check mark can be seen on its ink."""
    folder = files("mlp_resources").joinpath("themes")
    for name, token in (
        ("chevron-down", "text2"),
        ("chevron-up", "text2"),
        ("chevron-right", "text2"),
        ("check", "on_ink"),
    ):
        picture = folder.joinpath(f"{name}-{theme.name}.svg").read_text(encoding="utf-8")
        assert getattr(theme, token).name() in picture.lower()


def test_a_change_is_told_once(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """Choosing the same again tells nobody."""
    with qtbot.waitSignal(theme_controller.theme_changed) as told:
        theme_controller.set_mode("dark")
    assert told.args == [DARK]
    with qtbot.assertNotEmitted(theme_controller.theme_changed):
        theme_controller.set_mode("dark")


def test_an_unknown_mode_follows_the_system(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """Rubbish in a settings file does no harm."""
    theme_controller.set_mode("purple")
    assert theme_controller.mode == "system"


def test_the_system_is_followed(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """In the mode "system" the desktop's scheme decides, at once."""
    theme_controller.set_mode("system")
    hints = QApplication.styleHints()
    expected = DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    assert theme_controller.theme is expected
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert theme_controller.theme is expected


def test_a_scale_makes_controls_larger(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """Letters and fields grow together, and everyone hears of it."""
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    assert field.height() == 26
    with qtbot.waitSignal(theme_controller.theme_changed):
        theme_controller.set_scale(2.0)
    assert field.sizeHint().height() == 52
    assert QApplication.font().pixelSize() == 26


@pytest.mark.parametrize(("asked", "given"), [(0.01, 0.7), (50.0, 3.0)])
def test_a_scale_stays_within_reason(theme_controller: ThemeController, asked: float, given: float) -> None:
    """No scale makes the window unusable."""
    theme_controller.set_scale(asked)
    assert theme_controller.scale == given


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.15, 1.5])
def test_focus_moves_nothing(qtbot: QtBot, theme_controller: ThemeController, scale: float) -> None:
    """A field, a list and a button keep their size when they get the focus."""
    theme_controller.set_scale(scale)
    for widget in (QLineEdit(), QComboBox(), QPushButton("Go")):
        qtbot.addWidget(widget)
        widget.show()
        before = widget.sizeHint()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        widget.ensurePolished()
        widget.updateGeometry()
        assert widget.sizeHint().height() == before.height()
