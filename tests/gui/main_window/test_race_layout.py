"""The race's layout is remembered as that of exploring and of stepping is, and with it what raced and how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.gui.main_window.opening import TIMEOUT, click, opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_new_start_races_as_the_last_one(qtbot: QtBot, qapp: object, settings: QSettings) -> None:
    """Where docks were and how large, what differs, how far and how many; exploring is as it was left too."""
    first = opened(qtbot, settings)
    window, racing = first.window, first.session.racing
    window.window_actions["race"].trigger()
    contents = window.contents
    contents.loss.toggleViewAction().trigger()
    window.resizeDocks([contents.race], [330], Qt.Orientation.Vertical)
    click(qtbot, contents.race.widget().findChild(QAbstractButton, "segment_start"))
    racing.choose_epochs(77)
    racing.choose_starts(5)
    QApplication.processEvents()  # the docks have found their places
    left = contents.race.height()
    window.close()

    second = opened(qtbot, settings)
    window, contents = second.window, second.window.contents
    assert not contents.race.isVisible()
    assert contents.forms.isVisible()
    window.window_actions["race"].trigger()
    setup = second.session.racing.setup
    assert (setup.varied, setup.n_epochs, setup.n_starts) == ("start", 77, 5)
    assert contents.loss.isVisible()
    assert not contents.forms.isVisible()
    qtbot.waitUntil(lambda: contents.race.height() == left, timeout=TIMEOUT)
    window.close()


def test_a_race_that_was_closed_can_be_entered_again(qtbot: QtBot, qapp: object, settings: QSettings) -> None:
    """Who leaves by closing the race's dock finds it again where it stood, with the network away."""
    program = opened(qtbot, settings)
    window, contents = program.window, program.window.contents
    race = window.window_actions["race"]
    race.trigger()
    qtbot.waitUntil(contents.race.isVisible, timeout=TIMEOUT)
    contents.race.close()
    qtbot.waitUntil(lambda: not race.isChecked() and contents.network.isVisible(), timeout=TIMEOUT)
    assert contents.race.isHidden()
    race.trigger()
    assert contents.race.isVisible()
    assert contents.surface.isVisible()
    assert race.isChecked()
    race.trigger()
    window.close()
