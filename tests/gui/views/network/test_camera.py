"""Zooming and panning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from tests.gui.views.network.conftest import Stage


def wheel(stage: Stage, at: QPoint, notches: int, modifier: Qt.KeyboardModifier) -> QWheelEvent:
    """Turn the wheel over a point; return the event."""
    place = QPointF(at)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    stage.view.wheelEvent(event)
    return event


def test_wheel_zooms_and_fit_returns(stage: Stage) -> None:
    """The wheel zooms around the pointer, F fits; with Ctrl the wheel is left to the size of text."""
    at = stage.tile(1, 0)
    before = stage.scene.camera.to_scene(at.x(), at.y())
    event = wheel(stage, at, 2, Qt.KeyboardModifier.NoModifier)
    assert event.isAccepted()
    assert stage.scene.camera.zoom > 1.2
    assert stage.scene.camera.to_scene(at.x(), at.y()) == pytest.approx(before)
    zoom = stage.scene.camera.zoom
    assert not wheel(stage, at, 2, Qt.KeyboardModifier.ControlModifier).isAccepted()
    assert stage.scene.camera.zoom == zoom
    QTest.keyClick(stage.view, Qt.Key.Key_F)
    assert stage.scene.camera.zoom == 1.0
    stage.click(stage.button("zoom_in"))
    assert stage.scene.camera.zoom > 1.0
    stage.click(stage.button("fit"))
    assert stage.scene.is_fitted


def test_dragging_empty_canvas_pans(stage: Stage) -> None:
    """A drag on empty canvas moves the picture by as much."""
    start = QPoint(400, 612)
    QTest.mousePress(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 6):
        QTest.mouseMove(stage.view, start + QPoint(10 * step, -8 * step))
    QTest.mouseRelease(stage.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(50, -40))
    assert stage.scene.camera.x > 20
    assert stage.scene.camera.y < -15


def test_another_example_is_shown_whole(stage: Stage) -> None:
    """A zoom into the network before stays behind, even where both have as many layers."""
    stage.click(stage.button("zoom_in"))
    assert stage.scene.camera.zoom > 1.0
    stage.session.open_example("sine")
    assert stage.scene.camera.zoom == 1.0
