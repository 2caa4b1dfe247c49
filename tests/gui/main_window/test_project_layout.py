"""How a project brings the docks back, in the real window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.gui.main_window.opening import TIMEOUT, opened

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def open_project(program: Program, path: Path, qtbot: QtBot) -> None:
    """Open a project and wait until the window shows it."""
    with qtbot.waitSignal(program.session.project.opened, timeout=TIMEOUT):
        program.session.project.open(str(path))


def test_docks_come_back_behind_their_tabs(program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot) -> None:
    """What stood behind a tab stands there again, in the same window after it was torn apart and in another."""
    window, contents = program.window, program.window.contents
    window.resize(1280, 800)
    contents.assessment.show()
    contents.health.show()
    window.tabifyDockWidget(contents.assessment, contents.health)
    contents.assessment.raise_()
    qtbot.waitUntil(lambda: contents.assessment.is_in_sight and not contents.health.is_in_sight, timeout=TIMEOUT)
    region_height = contents.decision.height()
    path = tmp_path / "tabs.mlp"
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        program.session.project.save(str(path))
    window.addDockWidget(window.dockWidgetArea(contents.health), contents.health)
    assert not window.tabifiedDockWidgets(contents.health)
    window.tabifyDockWidget(contents.decision, contents.loss)
    open_project(program, path, qtbot)
    assert contents.health in window.tabifiedDockWidgets(contents.assessment)
    assert contents.loss not in window.tabifiedDockWidgets(contents.decision)
    qtbot.waitUntil(lambda: contents.assessment.is_in_sight and not contents.health.is_in_sight, timeout=TIMEOUT)
    contents.health.hide()
    contents.assessment.hide()
    window.close()
    again = opened(qtbot, settings)
    contents = again.window.contents
    open_project(again, path, qtbot)
    assert contents.health in again.window.tabifiedDockWidgets(contents.assessment)
    qtbot.waitUntil(lambda: contents.assessment.is_in_sight and not contents.health.is_in_sight, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: abs(contents.decision.height() - region_height) <= 2, timeout=TIMEOUT)
    again.window.close()


def test_a_layout_from_anybody_does_no_harm(program: Program) -> None:
    """Names that there are not are passed over, nonsense is none, and an older text leaves tabs alone."""
    window, contents = program.window, program.window.contents
    told = program.session.project.layout_opened
    health, assessment = contents.health.objectName(), contents.assessment.objectName()
    for nonsense in ('"text"', "3", '{"a": 1}'):
        told.emit(f'{{"docks": {{"{health}": [true, 300, 300, {nonsense}, true]}}}}')
        assert contents.health.isHidden()
    tabs = ["nowhere", health, assessment, None, [1]]
    told.emit(json.dumps({"docks": {name: [True, 300, 300, tabs, True] for name in (health, assessment, "nowhere")}}))
    assert window.tabifiedDockWidgets(contents.health) == [contents.assessment]
    told.emit(json.dumps({"docks": {name: [True, 300, 300] for name in (health, assessment)}}))
    assert window.tabifiedDockWidgets(contents.health) == [contents.assessment]
