"""The window is filled behind its first frame, and filled even where it is never painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mlp_gui.window.first_frame import FirstFrame

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Painted(QWidget):
    """Counts how often it is painted."""

    count = 0

    def paintEvent(self, _event: object) -> None:
        """Count."""
        self.count += 1


@pytest.fixture
def window(qtbot: QtBot) -> Painted:
    """Return a window that is not shown yet."""
    window = Painted()
    qtbot.addWidget(window)
    return window


def test_it_tells_when_the_window_has_been_painted(qtbot: QtBot, window: Painted) -> None:
    """At the signal the first frame is there."""
    first = FirstFrame(window)
    with qtbot.waitSignal(first.painted, timeout=5000):
        window.show()
    assert window.count


def test_it_tells_it_once(qtbot: QtBot, window: Painted) -> None:
    """Later frames are not the first."""
    first = FirstFrame(window)
    with qtbot.waitSignal(first.painted, timeout=5000):
        window.show()
    with qtbot.assertNotEmitted(first.painted, wait=300):
        window.repaint()


def test_a_window_that_is_never_painted_is_waited_for_no_longer(qtbot: QtBot, window: Painted) -> None:
    """A start in the background, minimised, comes to its end too; a later frame is no second start."""
    first = FirstFrame(window)
    with qtbot.waitSignal(first.painted, timeout=5000):
        pass
    assert not window.count
    with qtbot.assertNotEmitted(first.painted, wait=300):
        window.show()
        qtbot.waitUntil(lambda: window.count > 0)
