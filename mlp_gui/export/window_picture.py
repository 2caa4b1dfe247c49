"""A picture of the whole window, as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def save_window_picture(window: QWidget, name: str) -> bool:
    """Write the window as a PNG file; return whether it could be written.

    Parameters
    ----------
    window : QWidget
        What is drawn, in its size and at the device's pixels.
    name : str
        Path of the file; an old one is replaced.
    """
    return window.grab().save(name, "PNG")
