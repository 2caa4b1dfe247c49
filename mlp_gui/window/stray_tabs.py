"""Tab bars that Qt forgets when it puts docks elsewhere: they would lie across the window, one more each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMainWindow


def tab_bars(window: QMainWindow) -> list[QTabBar]:
    """Return the bars with the tabs of a window's docks that are not hidden."""
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [bar for bar in bars if not bar.isHidden()]


def hide_stray(before: Iterable[QTabBar]) -> None:
    """Hide the bars that there were before all docks were put anew: Qt has made others for those behind tabs now.

    They are not deleted: which Qt keeps to use them again differs between its versions.
    """
    for bar in before:
        bar.hide()
