"""What coming steps are about is found out before the views ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.state import walk
from mlp_gui.views.paper import touched_by
from mlp_gui.views.paper.foresight import Foresight
from mlp_gui.views.paper.turns import Turns
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    import pytest

    from mlp_gui.views.matrices import MatricesView
    from tests.gui.views.equations.stages import Stage


def test_what_comes_next_is_known_before_it_is_asked_for(
    stage: Stage[MatricesView], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk has what it is asked for the step that has just come, and for the one after it."""
    stage.show_trace(trace_of((8, 8, 3), 1))
    stepping, turns = stage.session.stepping, Turns.of(stage.session)
    stepping.set_granularity("layer")
    Foresight(stage.session, stage.view)
    stepping.set_active(True)
    stepping.go_to(0)
    sought: list[object] = []
    seek = walk.lines_touched

    def noted(*args: object) -> object:
        sought.append(args)
        return seek(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(walk, "lines_touched", noted)
    for _ in range(6):
        while turns.is_waited_for:
            turns.take()
        stepping.forward()
        sought.clear()
        touched_by(stepping, stepping.step)
        touched_by(stepping, stepping.next_step)
        assert sought == []
    stepping.set_active(False)
    while turns.is_waited_for:
        turns.take()
