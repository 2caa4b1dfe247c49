"""Docks behind tabs: however their tabs are pulled about while docks come and go, the window stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

if TYPE_CHECKING:
    from mlp_gui.app import Program

BUTTON, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_pulling_at_tabs_while_docks_come_and_go(program: Program) -> None:
    """Qt read beyond the tabs where one was pulled along a bar that had lost it, and crashed."""
    window, toggles = program.window, program.window.contents.toggle_actions
    rng = np.random.default_rng(1)
    window.resize(1280, 800)
    for toggle in toggles:
        if not toggle.isChecked():
            toggle.trigger()
            QApplication.processEvents()
    pulled = 0
    for _ in range(120):
        bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.parent() is window]
        if bars:
            bar = bars[rng.integers(len(bars))]
            place = QPoint(int(rng.integers(bar.width())), int(rng.integers(bar.height())))
            QTest.mousePress(bar, BUTTON, NO_KEY, place)
            for _ in range(rng.integers(1, 6)):
                place += QPoint(*(int(each) for each in rng.integers(-60, 61, 2)))
                QTest.mouseMove(bar, place)
            QTest.mouseRelease(bar, BUTTON, NO_KEY, place)
            pulled += 1
        if rng.random() < 0.5:
            QApplication.processEvents()
        if rng.random() < 0.3:
            toggles[rng.integers(len(toggles))].trigger()
    assert pulled > 40
    assert program.errors.count == 0
    window.window_actions["reset_layout"].trigger()
    assert window.contents.decision.isVisible()
