"""Large letters in step mode: docks below the graph leave it its part of the window, and get theirs back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.network.stepping import StepCanvas
from mlp_gui.window.graph_room import GRAPH_SHARE
from tests.gui.main_window.opening import TIMEOUT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.25), ((1280, 800), 2.0), ((1440, 900), 1.5)])
def test_the_graph_keeps_its_part(program: Program, qtbot: QtBot, size: tuple[int, int], scale: float) -> None:
    """With larger letters the matrices are lower; with the usual ones all docks stand as they stood."""
    assert program.session is not None
    window, preferences = program.window, program.preferences
    window.resize(*size)
    program.session.stepping.set_active(True)
    canvas = window.findChild(StepCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: canvas.height() >= GRAPH_SHARE * size[1], timeout=TIMEOUT)
    docks = [dock for dock, _ in window.contents.step_docks if not dock.isHidden()]
    before = {dock: dock.geometry() for dock in docks}
    preferences.set_value("font_scale", scale)
    qtbot.waitUntil(
        lambda: (
            window.contents.matrices.geometry() != before[window.contents.matrices]
            and canvas.height() >= GRAPH_SHARE * size[1]
        ),
        timeout=TIMEOUT,
    )
    preferences.set_value("font_scale", 1.0)
    qtbot.waitUntil(lambda: {dock: dock.geometry() for dock in docks} == before, timeout=TIMEOUT)
