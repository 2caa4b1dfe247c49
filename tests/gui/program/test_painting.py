"""Points are painted into the region by clicks and drags, and the run that trains goes on with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import mlp_core as mlp
from mlp_gui.state.snapshot import RunStatus
from tests.gui.program.hands import choose_example, click

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.decision import DecisionView

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def region_of(program: Program, qtbot: QtBot) -> DecisionView:
    """Return the decision region when it shows the points that the session has."""
    view, session = program.window.contents.decision.widget(), program.session

    def is_up_to_date() -> bool:
        return (
            view.picture is not None
            and view.picture.dataset is session.snapshot.dataset
            and session.snapshot.experiment.data == session.experiment.data
        )

    qtbot.waitUntil(is_up_to_date, timeout=20_000)
    return view


def drag(view: DecisionView, *points: tuple[float, float]) -> None:
    """Press at the first place of the plane, move along the others, let go at the last."""
    pixels = [view.picture.frame.position(*point).toPoint() for point in points]
    QTest.mousePress(view, LEFT, NO_KEYS, pixels[0])
    for pixel in pixels[1:]:
        QTest.mouseMove(view, pixel)
    QTest.mouseRelease(view, LEFT, NO_KEYS, pixels[-1])


def test_points_are_painted_while_it_trains(program: Program, qtbot: QtBot) -> None:
    """A drag adds points of the chosen class to the very run that trains; the form counts them; one undo takes them."""
    session = program.session
    choose_example(program, "xor", qtbot)
    view = region_of(program, qtbot)
    before = view.picture.dataset
    program.window.window_actions["play"].trigger()
    qtbot.waitUntil(lambda: session.status is RunStatus.RUNNING)
    click(program, "paint_button")
    assert session.own_data.painting.active
    click(program, "paint_class_1")
    run_id = session.run_id
    drag(view, (0.2, 1.4), (0.5, 1.4), (0.8, 1.4))
    painted = session.experiment.data.painted
    assert painted is not None
    assert len(painted.added) == 3
    view = region_of(program, qtbot)
    step = session.snapshot.step
    qtbot.waitUntil(lambda: session.snapshot.step > step + 20, timeout=20_000)
    assert session.run_id == run_id
    assert session.status is RunStatus.RUNNING
    dataset = session.snapshot.dataset
    assert dataset.n_points == before.n_points + 3
    assert dataset.labels[-3:].tolist() == [1, 1, 1]
    assert program.window.findChild(QAbstractButton, "remove_painted").isVisible()
    assert session.undo_stack.undoText() == "paint points"
    session.undo_stack.undo()
    view = region_of(program, qtbot)
    assert (view.picture.dataset.points == before.points).all()
    assert session.run_id == run_id


def test_erase_move_and_begin_from_scratch(program: Program, qtbot: QtBot) -> None:
    """The eraser takes points away, the hand moves one, a fresh start leaves only what is painted, all while paused."""
    session = program.session
    choose_example(program, "xor_steps", qtbot)
    view = region_of(program, qtbot)
    click(program, "paint_button")
    click(program, "segment_erase")
    drag(view, (0.0, 0.0))
    view = region_of(program, qtbot)
    assert view.picture.dataset.n_points == 3
    click(program, "segment_move")
    drag(view, (1.0, 1.0), (0.9, 0.8), (0.5, 0.6))
    view = region_of(program, qtbot)
    assert abs(view.picture.dataset.points - (0.5, 0.6)).max(axis=1).min() < 0.05
    click(program, "paint_start_over")
    drag(view, (0.2, 0.2))
    view = region_of(program, qtbot)
    assert view.picture.dataset.n_points == 1
    click(program, "paint_class_1")
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    view = region_of(program, qtbot)
    assert view.picture.dataset.labels.tolist() == [0, 1]
    click(program, "remove_painted")
    view = region_of(program, qtbot)
    assert session.experiment == mlp.EXAMPLES["xor_steps"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not session.own_data.painting.active
    QTest.mouseClick(view, LEFT, NO_KEYS, QPoint(view.width() // 2, view.height() // 2))
    assert session.experiment == mlp.EXAMPLES["xor_steps"]


def test_going_back_shows_the_points_of_then(program: Program, qtbot: QtBot) -> None:
    """The timeline leads back before a stroke, with the points that there were, and forward again to those painted."""
    session = program.session
    choose_example(program, "xor", qtbot)
    session.step_epoch()
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1)
    view = region_of(program, qtbot)
    n_points = view.picture.dataset.n_points
    click(program, "paint_button")
    drag(view, (0.0, 0.0))
    region_of(program, qtbot)
    session.step_epoch()
    qtbot.waitUntil(lambda: session.snapshot.epoch == 2)
    last = session.snapshot.step
    session.stepping.scrub(0)
    qtbot.waitUntil(lambda: session.snapshot.step == 0)
    assert session.snapshot.dataset.n_points == n_points
    qtbot.waitUntil(lambda: session.experiment.data.painted is None)
    session.stepping.scrub(last)
    qtbot.waitUntil(lambda: session.snapshot.step == last)
    assert session.snapshot.dataset.n_points == n_points + 1
    region_of(program, qtbot)


def test_who_paints_gets_room_and_gives_it_back(program: Program, qtbot: QtBot) -> None:
    """With a third panel in the column the region grows while the brush is out, and has its former size afterwards."""
    contents = program.window.contents
    contents.health.show()
    paint = program.window.window_actions["paint_points"]
    region = contents.decision
    qtbot.waitUntil(lambda: not contents.health.visibleRegion().isEmpty())
    before = region.size()
    paint.trigger()
    qtbot.waitUntil(lambda: region.height() > 1.3 * before.height() and region.width() > before.width(), timeout=20_000)
    paint.trigger()
    qtbot.waitUntil(
        lambda: region.width() == before.width() and region.height() < 1.1 * before.height(), timeout=20_000
    )
