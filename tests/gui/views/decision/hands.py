"""Gestures on a decision view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.decision.conftest import Stage


def hover(stage: Stage, qtbot: QtBot, position: QPointF) -> None:
    """Bring the pointer to a place of the view."""
    qtbot.mouseMove(stage.view, QPoint(1, 1))
    qtbot.mouseMove(stage.view, position.toPoint())
