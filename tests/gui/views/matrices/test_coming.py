"""The sheet of the phase that comes next is laid out before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.views.matrices import sheets
from mlp_gui.views.paper.turns import Turns
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    import pytest

    from mlp_gui.views.matrices import MatricesView
    from tests.gui.views.equations.stages import Stage


def test_a_new_phase_finds_its_sheet(stage: Stage[MatricesView], monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first phase to the last nothing is laid out in the frame that shows it."""
    stage.show_trace(trace_of((8, 8, 3), 4))
    stepping, turns = stage.session.stepping, Turns.of(stage.session)
    stepping.set_granularity("phase")
    stepping.go_to(0)
    laid_out: list[object] = []
    lay_out = sheets.lay_out

    def noted(*args: object) -> object:
        laid_out.append(args)
        return lay_out(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(sheets, "lay_out", noted)
    ahead = 0
    for _ in mlp.Phase:
        while turns.is_waited_for:
            turns.take()
        ahead += len(laid_out)
        laid_out.clear()
        stepping.forward()
        stage.view.catch_up()
        assert laid_out == []
    assert ahead >= 2
    assert {placed.table.name for placed in stage.view.tables} >= {"new_weights", "new_biases"}
    stepping.set_active(False)
