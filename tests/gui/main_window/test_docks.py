"""Docks are closed, floated, put back and remembered; what none of them shows is not computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gui.main_window.opening import click, opened

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_what_nobody_looks_at_is_not_computed(program: Program) -> None:
    """The answers over the plane are computed while a map or the region is seen, and not in an icon."""
    assert program.controller is not None
    service, window = program.controller.field_service, program.window
    assert service.is_active
    window.contents.decision.close()
    assert service.is_active, "the units still show their maps"
    program.preferences.set_value("show_unit_maps", False)
    assert not service.is_active
    window.contents.decision.show()
    assert service.is_active
    window.showMinimized()
    assert not service.is_active
    window.showNormal()
    assert service.is_active


def test_docks_close_float_and_come_back(program: Program, qtbot: QtBot) -> None:
    """A dock can be closed and floated, and Reset layout puts everything back."""
    dock = program.window.contents.decision
    click(qtbot, dock.title_bar.close_button)
    assert dock.isHidden()
    assert not dock.toggleViewAction().isChecked()
    click(qtbot, program.window.contents.loss.title_bar.float_button)
    assert program.window.contents.loss.isFloating()
    program.window.window_actions["reset_layout"].trigger()
    assert dock.isVisible()
    assert not program.window.contents.loss.isFloating()


def test_layout_is_remembered(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> None:
    """What was closed stays closed at the next start."""
    first = opened(qtbot, settings)
    first.window.contents.loss.close()
    first.window.close()
    second = opened(qtbot, settings)
    assert second.window.contents.loss.isHidden()
    assert second.window.contents.decision.isVisible()
    second.window.close()
