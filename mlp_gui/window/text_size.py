"""Sizes of all text: those that can be chosen, and which of them a screen has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

TEXT_SIZES: Final = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)

# Pixels of height that the window needs at the least: those that grow with the text, at 100 % (menu, toolbar, status
# bar, transport, and three docks' titles), and those that do not (what is left of the docks, and the desktop's frame).
GROWING: Final = 258
CONSTANT: Final = 135


def text_sizes_on(screen: QSize) -> list[float]:
    """Return the sizes, smallest first, with which the window does not outgrow a screen; 1 for 100 % is always there.

    Parameters
    ----------
    screen : QSize
        What the desktop leaves of the screen, in pixels.
    """
    most = max((screen.height() - CONSTANT) / GROWING, 1.0)
    return [size for size in TEXT_SIZES if size <= most]


def text_size_on(screen: QSize, wanted: float) -> float:
    """Return the wanted size, or the largest for which a screen has room."""
    return min(wanted, text_sizes_on(screen)[-1])
