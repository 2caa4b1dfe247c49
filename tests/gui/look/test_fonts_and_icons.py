"""Fonts and icons come with the program and follow the theme."""

from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon

from mlp_gui.look import DARK, LIGHT, ThemeController
from mlp_gui.look.fonts import MATHS_FAMILY, load_fonts, maths_font, ui_font
from mlp_gui.look.icons import DISABLED_OPACITY, app_icon, icon, pixmap

ICONS = sorted(
    entry.name.removesuffix(".svg")
    for entry in files("mlp_resources").joinpath("icons").iterdir()
    if entry.name.endswith(".svg") and entry.name != "app.svg"
)


def test_bundled_fonts_load(theme_controller: ThemeController) -> None:
    """Both families are there without being installed."""
    assert {"Inter", MATHS_FAMILY} <= set(load_fonts())


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_figures_have_one_width(theme_controller: ThemeController, weight: int) -> None:
    """Numbers of as many digits stand under each other."""
    metrics = QFontMetricsF(ui_font(13, weight))
    widths = [metrics.horizontalAdvance(digit * 4) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.1


def test_the_maths_font_has_mathematical_letters(theme_controller: ThemeController) -> None:
    """An italic x and its index are in the bundled font, not borrowed."""
    font = maths_font(16)
    assert QFontInfo(font).family() == MATHS_FAMILY
    assert QFontMetricsF(font).inFontUcs4(ord("𝑥"))


def test_letters_scale_as_one(theme_controller: ThemeController) -> None:
    """At 150 % every size is half as large again."""
    theme_controller.set_scale(1.5)
    assert theme_controller.font(12).pixelSize() == 18
    assert theme_controller.maths_font(20).pixelSize() == 30
    assert theme_controller.px(26) == 39


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_asked_for(theme_controller: ThemeController, name: str) -> None:
    """Each icon has pixels, and all of them have the one colour."""
    image = pixmap(name, QColor("#123456"), 20, 2.0).toImage()
    solid = [image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() == 255]
    assert solid
    assert {colour.name() for colour in solid} == {"#123456"}


def test_an_icon_follows_its_theme(theme_controller: ThemeController) -> None:
    """Light and dark give different pixels, and a disabled icon is faint."""
    light = icon("plus", LIGHT).pixmap(QSize(20, 20), 1.0).toImage()
    dark = icon("plus", DARK).pixmap(QSize(20, 20), 1.0).toImage()
    faint = icon("plus", LIGHT).pixmap(QSize(20, 20), 1.0, QIcon.Mode.Disabled).toImage()
    assert light != dark
    assert faint.pixelColor(10, 10).alphaF() == pytest.approx(
        DISABLED_OPACITY * light.pixelColor(10, 10).alphaF(), abs=0.01
    )


def test_an_icon_has_as_many_pixels_as_the_screen(theme_controller: ThemeController) -> None:
    """On a screen of two device pixels a pixel, 20 is 40."""
    assert icon("play", LIGHT).pixmap(QSize(20, 20), 2.0).toImage().width() == 40


def test_a_checked_icon_can_have_another_colour(theme_controller: ThemeController) -> None:
    """On the ink of a running button the icon is light."""
    made = icon("pause", LIGHT, on_token="on_ink")
    on = made.pixmap(QSize(20, 20), 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert on.pixelColor(6, 10) == LIGHT.on_ink


def test_the_program_has_an_icon(theme_controller: ThemeController) -> None:
    """The window's icon comes in the sizes that desktops ask for."""
    assert {16, 32, 256} <= {size.width() for size in app_icon().availableSizes()}


def test_licences_come_along() -> None:
    """Fonts and icons are shipped with their licences."""
    resources = files("mlp_resources")
    assert "SIL OPEN FONT LICENSE" in resources.joinpath("fonts", "Inter-LICENSE.txt").read_text(encoding="utf-8")
    assert "STIX" in resources.joinpath("fonts", "STIXTwoMath-LICENSE.txt").read_text(encoding="utf-8")
    assert "ISC License" in resources.joinpath("icons", "lucide-LICENSE.txt").read_text(encoding="utf-8")
