"""How a project brings the docks back, in the real window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

import mlp_core as mlp
from mlp_gui.window.project_places import places_of, shape_of
from tests.gui.main_window.opening import TIMEOUT, opened

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.window.project_places import Place


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


def test_docks_come_back_to_their_sides(program: Program, tmp_path: Path, settings: QSettings, qtbot: QtBot) -> None:
    """Sides, what stands beside and above what, sizes, and the bar of tools: in the same window and in another."""
    window, contents = program.window, program.window.contents
    window.resize(1280, 800)
    area = Qt.DockWidgetArea
    forms = window.findChild(QDockWidget, "forms_dock")
    window.addDockWidget(area.RightDockWidgetArea, forms)
    window.addDockWidget(area.LeftDockWidgetArea, contents.loss)
    contents.health.show()
    window.addDockWidget(area.BottomDockWidgetArea, contents.health)
    contents.assessment.show()
    window.splitDockWidget(contents.decision, contents.assessment, Qt.Orientation.Horizontal)
    window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, window.toolbar)
    window.resizeDocks([contents.loss], [300], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: contents.loss.width() == 300, timeout=TIMEOUT)
    docks = {dock.objectName(): dock for dock in window.findChildren(QDockWidget) if dock.isVisible()}
    before = places_of(window, docks)
    path = tmp_path / "sides.mlp"
    with qtbot.waitSignal(program.session.project.saved, timeout=TIMEOUT):
        program.session.project.save(str(path))
    window.layout_memory.reset()
    assert window.dockWidgetArea(contents.loss) == area.RightDockWidgetArea
    open_project(program, path, qtbot)
    check_places(program, before, qtbot)
    contents.health.hide()
    window.close()
    again = opened(qtbot, settings)
    again.window.resize(1280, 800)
    again.window.layout_memory.reset()
    open_project(again, path, qtbot)
    check_places(again, before, qtbot)
    again.window.close()


def check_places(program: Program, wanted: dict[str, Place], qtbot: QtBot) -> None:
    """See that docks stand on their sides, cut alike, about as large as they were."""
    window = program.window
    docks = {name: window.findChild(QDockWidget, name) for name in wanted}
    assert {name: place.area for name, place in places_of(window, docks).items()} == {
        name: place.area for name, place in wanted.items()
    }
    assert window.toolBarArea(window.toolbar) == Qt.ToolBarArea.BottomToolBarArea

    def stand_alike() -> bool:
        now = places_of(window, docks)
        return all(
            shape_of({name: place.rect for name, place in now.items() if place.area == side})
            == shape_of({name: place.rect for name, place in wanted.items() if place.area == side})
            for side in {place.area for place in wanted.values()}
        ) and all(abs(now[name].rect.width() - place.rect.width()) <= 3 for name, place in wanted.items())

    qtbot.waitUntil(stand_alike, timeout=TIMEOUT)


def test_the_chosen_plane_comes_back(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    """The two inputs that run are those of the file; one that tells none, or nonsense, leaves them."""
    session = program.session
    plane = session.regions.plane
    session.open_example("iris")
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=TIMEOUT)
    names = session.snapshot.dataset.point_names
    plane.choose(names[1], names[0])
    path = tmp_path / "plane.mlp"
    with qtbot.waitSignal(session.project.saved, timeout=TIMEOUT):
        session.project.save(str(path))
    plane.choose(names[3], names[2])
    open_project(program, path, qtbot)
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=TIMEOUT)
    assert plane.slice_of(session.snapshot.dataset).axes == (1, 0)
    wish = {program.window.contents.health.objectName(): [True, 300, 300]}
    for other in (None, [], ["a"], [1, 2], ["a", "a"], {"a": 1}):
        session.project.layout_opened.emit(json.dumps({"docks": wish} | ({} if other is None else {"plane": other})))
        assert plane.chosen == (names[1], names[0])
    session.project.layout_opened.emit(json.dumps({"docks": wish, "plane": ["nowhere", "none"]}))
    assert plane.slice_of(session.snapshot.dataset).axes == mlp.telling_axes(session.snapshot.dataset)


def test_places_from_anybody_do_no_harm(program: Program) -> None:
    """Of a text with places that cannot be, nothing is taken; a dock where it may not be stays where it is."""
    window, told = program.window, program.session.project.layout_opened
    forms, health = window.findChild(QDockWidget, "forms_dock"), program.window.contents.health
    wish = {health.objectName(): [True, 300, 300, [], True]}
    for nonsense in ([], {"a": 1}, {"a": ["left"]}, {"a": ["up", 1, 2, 3, 4]}, {"a": ["left", 1e99, 2, 3, 4]}):
        told.emit(json.dumps({"docks": wish, "places": nonsense}))
        assert health.isHidden()
    wish[forms.objectName()] = [True, 300, 300, [], True]
    places = {forms.objectName(): ["bottom", 0, 0, 9, 9], "nowhere": ["left", 0, 0, 9, 9]}
    told.emit(json.dumps({"docks": wish, "places": places, "bars": {"nowhere": "left", "toolbar": "left"}}))
    assert health.isVisible()
    assert window.dockWidgetArea(forms) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert window.toolBarArea(window.toolbar) == Qt.ToolBarArea.TopToolBarArea


def test_a_layout_from_anybody_does_no_harm(program: Program) -> None:
    """Names that there are not are passed over, nonsense is none, and an older text leaves tabs alone."""
    window, contents = program.window, program.window.contents
    told = program.session.project.layout_opened
    health, assessment = contents.health.objectName(), contents.assessment.objectName()
    for nonsense in ('"text"', "3", '{"a": 1}'):
        told.emit(f'{{"docks": {{"{health}": [true, 300, 300, {nonsense}, true]}}}}')
        assert contents.health.isHidden()
    wish = {"docks": {health: [True, 300, 300]}}
    for modes in (3, {"step": 3}, {"step": {"docks": {health: [True, -1, 3]}}}, {"race": {"floating": [1]}}):
        told.emit(json.dumps({**wish, "modes": modes}))
        assert contents.health.isHidden()
    for place in ([0, 0, 9], [0, 0, 1e99, 9], [0, 0, 0, 0], ["a", 0, 9, 9]):
        told.emit(json.dumps({**wish, "floating": {health: place}}))
        assert contents.health.isHidden()
    tabs = ["nowhere", health, assessment, None, [1]]
    told.emit(json.dumps({"docks": {name: [True, 300, 300, tabs, True] for name in (health, assessment, "nowhere")}}))
    assert window.tabifiedDockWidgets(contents.health) == [contents.assessment]
    told.emit(json.dumps({"docks": {name: [True, 300, 300] for name in (health, assessment)}}))
    assert window.tabifiedDockWidgets(contents.health) == [contents.assessment]
