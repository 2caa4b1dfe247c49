"""What toolbar and status bar leave out where there is no room, and the speed, which the Training form has too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import mlp_core as mlp
from mlp_gui.panels.speed_slider import SpeedSlider, place_of

if TYPE_CHECKING:
    from mlp_gui.app import Program


@pytest.mark.parametrize(("size", "scale"), [((1024, 700), 1.0), ((640, 480), 1.0), ((1280, 800), 2.0)])
def test_the_modes_stay_in_the_toolbar(program: Program, size: tuple[int, int], scale: float) -> None:
    """In a small window or in large text the speed gives way first; explore, step and race stay in sight."""
    program.window.resize(*size)
    program.theme_controller.set_scale(scale)
    QApplication.processEvents()
    toolbar = program.window.toolbar
    assert toolbar.mode.isVisible()
    assert toolbar.rect().contains(toolbar.mode.geometry())
    assert not toolbar.speed.isVisible()


def test_names_of_examples_give_way_before_the_speed(program: Program) -> None:
    """At 125 % on 1280 pixels the list of examples is narrower, and the speed stays."""
    program.window.resize(1280, 800)
    program.theme_controller.set_scale(1.25)
    QApplication.processEvents()
    toolbar = program.window.toolbar
    assert toolbar.speed.isVisible()
    assert toolbar.rect().contains(toolbar.mode.geometry())


def test_the_status_bar_keeps_the_losses(program: Program) -> None:
    """Where not all numbers have room, the losses are the last to go, and nothing is cut."""
    status = program.window.status
    program.window.resize(640, 480)
    program.theme_controller.set_scale(1.25)
    QApplication.processEvents()
    assert not status.batch.isVisible()
    assert status.train_loss.isVisible()
    right = status.test_loss.mapTo(status, status.test_loss.rect().topRight()).x()
    assert right < status.text_size.x()


def test_every_example_of_the_list_says_what_it_shows(program: Program) -> None:
    """Each entry of the toolbar's list has a sentence of its own."""
    examples = program.window.toolbar.examples
    tips = [examples.itemData(place, Qt.ItemDataRole.ToolTipRole) for place in range(examples.count())]
    assert tips == [mlp.EXAMPLE_SUMMARIES[name] for name in examples.values]
    assert len(set(tips)) == len(tips)
    assert all(tip.endswith(".") for tip in tips)


def test_the_speed_is_one_wherever_it_is_set(program: Program) -> None:
    """Toolbar and Training form show the same speed, whichever of them, or a key, sets it."""
    session, sliders = program.session, program.window.findChildren(SpeedSlider)
    assert len(sliders) == 2
    for slider in sliders:
        QTest.keyClick(slider, Qt.Key.Key_Home)
        assert session.speed == 1.0
        QTest.keyClick(slider, Qt.Key.Key_End)
        assert session.speed is None
        assert all(each.value() == place_of(None) for each in sliders)
    program.window.window_actions["slower"].trigger()
    assert session.speed is not None
    assert all(each.value() == place_of(session.speed) for each in sliders)
