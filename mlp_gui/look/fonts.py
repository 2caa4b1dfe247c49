"""The fonts: the system's own for the interface, Inter where there is none, STIX Two Math for mathematics."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

import mlp_resources

INTERFACE_FAMILY = "Inter"
MATHS_FAMILY = "STIX Two Math"

# What fontconfig answers where a desktop has chosen no interface font.
_GENERIC_FAMILIES = frozenset(
    ("", "sans", "sans serif", "sans-serif", "dejavu sans", "bitstream vera sans", "liberation sans", "freesans")
)


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts with Qt, once; return their families.

    A QGuiApplication must exist.
    """
    families: list[str] = []
    for entry in sorted((mlp_resources.FOLDER / "fonts").iterdir()):
        if entry.suffix in (".otf", ".ttf"):
            font_id = QFontDatabase.addApplicationFontFromData(entry.read_bytes())
            families.extend(QFontDatabase.applicationFontFamilies(font_id))
    return tuple(dict.fromkeys(families))


@cache
def interface_family() -> str:
    """Return the family of the interface's letters: the system's own, or Inter where it has only a generic one."""
    load_fonts()
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return INTERFACE_FAMILY  # pictures made without a display look the same everywhere
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    resolved = QFontInfo(system).family()
    if sys.platform not in ("win32", "darwin") and resolved.casefold() in _GENERIC_FAMILIES:
        return INTERFACE_FAMILY
    return system.family()


def ui_font(px: float, weight: int = 400) -> QFont:
    """Return the interface font with tabular figures.

    Parameters
    ----------
    px : float
        Size in logical pixels, already scaled (see `ThemeController.font`); rounded to at least 1.
    weight : int
        400, 500 or 600.
    """
    font = QFont()
    # The maths font stands behind, for letters such as an italic x that interface fonts lack.
    font.setFamilies([interface_family(), MATHS_FAMILY])
    font.setPixelSize(max(round(px), 1))
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def maths_font(px: float) -> QFont:
    """Return the font of mathematical symbols, `px` logical pixels high, already scaled."""
    load_fonts()
    font = QFont()
    font.setFamilies([MATHS_FAMILY, interface_family()])
    font.setPixelSize(max(round(px), 1))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
