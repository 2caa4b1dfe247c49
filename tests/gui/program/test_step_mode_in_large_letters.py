"""Step mode in the largest letters: the network keeps the room that it needs to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.views.network.stepping import StepCanvas

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program

TIMEOUT = 20_000


def test_phases_and_timeline_give_way_to_the_network(program: Program, qtbot: QtBot) -> None:
    """At 250 % in 1280 by 800 each unit of 2-4-1 has a number; at 100 % phases and buttons are there again."""
    program.window.resize(1280, 800)
    program.preferences.set_value("font_scale", 2.5)
    step_mode, stepping = program.window.step_mode, program.session.stepping
    forward = step_mode.timeline.buttons["forward"]
    assert forward.isVisible()
    stepping.set_active(True)
    qtbot.waitUntil(lambda: stepping.walk is not None, timeout=TIMEOUT)
    assert not step_mode.bars.chips.isVisible()
    assert not forward.isVisible()
    canvas = program.window.findChild(StepCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: canvas.shown is not None and canvas.height() > 150, timeout=TIMEOUT)
    assert canvas.shown is not None
    assert "dot" not in [column.form.name for column in canvas.shown.layout.columns]
    program.preferences.set_value("font_scale", 1.0)
    assert step_mode.bars.chips.isVisible()
    assert forward.isVisible()
