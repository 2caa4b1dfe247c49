"""Views behind another dock's tab: nothing is computed for them until they are raised again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gui.program.hands import choose_example, open_dock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_a_surface_behind_a_tab_is_not_computed(program: Program, qtbot: QtBot) -> None:
    """Qt hides nothing there; in front again, it is of the moment of then."""
    contents, session = program.window.contents, program.session
    open_dock(contents.surface)
    qtbot.waitUntil(lambda: session.surface.picture is not None, timeout=20_000)
    program.window.tabifyDockWidget(contents.surface, contents.loss)
    contents.loss.raise_()
    qtbot.waitUntil(lambda: not session.surface.is_active, timeout=20_000)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.step_batch()
    assert session.surface.picture.snapshot is not session.snapshot
    contents.surface.raise_()
    qtbot.waitUntil(lambda: session.surface.is_active, timeout=20_000)
    qtbot.waitUntil(lambda: session.surface.picture.snapshot is session.snapshot, timeout=20_000)


def test_an_example_that_brings_a_dock_before_the_surface_ends_its_computing(program: Program, qtbot: QtBot) -> None:
    """The digits put their pictures into the place of the surface."""
    contents, surface = program.window.contents, program.session.surface
    open_dock(contents.surface)
    assert surface.is_active
    choose_example(program, "digits", qtbot)
    qtbot.waitUntil(lambda: contents.surface.is_in_sight == surface.is_active, timeout=20_000)
    contents.surface.raise_()
    qtbot.waitUntil(lambda: contents.surface.is_in_sight and surface.is_active, timeout=20_000)
    contents.surface.setFloating(True)
    assert surface.is_active


def test_other_pictures_are_not_computed_behind_a_tab_either(program: Program, qtbot: QtBot) -> None:
    """The hidden space, as all views of its kind, and what the decision region draws over its plane."""
    contents, regions = program.window.contents, program.session.regions
    choose_example(program, "iris", qtbot)
    open_dock(contents.hidden_space)
    contents.hidden_space.raise_()
    qtbot.waitUntil(lambda: regions.hidden_space.request() is not None, timeout=20_000)
    for dock in (contents.hidden_space, contents.decision):
        program.window.tabifyDockWidget(contents.loss, dock)
    contents.loss.raise_()
    qtbot.waitUntil(lambda: regions.hidden_space.request() is None, timeout=20_000)
    qtbot.waitUntil(lambda: regions.plane.request() is None, timeout=20_000)
    contents.decision.raise_()
    qtbot.waitUntil(lambda: regions.plane.request() is not None, timeout=20_000)
    assert regions.hidden_space.request() is None
