"""Whatever a line is about, some of its cells are framed, and the framed ones are in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.views.matrices.knowledge import CellState
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.matrices import MatricesView
    from tests.gui.views.equations.stages import Stage


def test_a_sum_over_connections_shows_the_factors_of_its_products(stage: Stage[MatricesView]) -> None:
    """They stand in the tables of the layer above: its weights out of the unit and its error signals, all in sight."""
    stage.show_trace(trace_of((7, 8, 8, 8, 4), 3), 0)
    stepping, area = stage.session.stepping, stage.view.scroll_area
    stepping.set_granularity("term")
    assert stepping.walk is not None
    sums = [step for step in stepping.walk.sequence("term") if step.operation is mlp.Operation.DELTA_SUM]
    step = next(each for each in sums if (each.layer, each.unit) == (2, 0))
    stepping.go_to(step.last)
    stage.view.grab()
    top = area.verticalScrollBar().value()
    for unit in range(4):
        for name in ("weights", "deltas"):
            assert stage.view.cell_state(name, 3, unit, 0) is CellState.IN_PLAY
            rect = stage.view.cell_rect(name, 3, unit, 0)
            assert top <= rect.top()
            assert rect.bottom() <= top + area.viewport().height()
    assert stage.view.cell_state("weights", 3, 0, 1) is CellState.KNOWN
