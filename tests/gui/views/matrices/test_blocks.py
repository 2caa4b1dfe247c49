"""The frame on a map goes round all that a step is about, however many numbers these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mlp_gui.views.matrices.knowledge import Knowledge, touched_with_factors
from mlp_gui.views.matrices.tables import tables_of
from mlp_gui.views.paper import touched_by
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_gui.state.touching import Identity
    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.matrices.tables import Block, Table
    from tests.gui.views.equations.stages import Stage


def _around(table: Table, keys: Iterable[Identity]) -> Block | None:
    """Return the least block around cells that are looked up one by one."""
    found = [cell for cell in map(table.cell_of, keys) if cell is not None]
    if not found:
        return None
    rows, columns = [row for row, _ in found], [column for _, column in found]
    return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)


@pytest.mark.parametrize("grain", ["phase", "layer", "unit", "term"])
def test_nothing_is_left_out_of_the_frame(stage: Stage[MatricesView], grain: str) -> None:
    """At every stop of a batch of three, in the tables of a sample and in those of the batch."""
    trace = trace_of((4, 3, 2), 3)
    stage.show_trace(trace)
    stepping = stage.session.stepping
    stepping.set_granularity(grain)
    tables = [*tables_of(trace, 0), *tables_of(trace, None)]
    stepping.to_start()
    while stepping.next_step is not None:
        stepping.forward()
        knowledge = Knowledge(stepping)
        now = touched_with_factors(stepping, stepping.step)
        coming = touched_by(stepping, stepping.next_step).makes
        for table in tables:
            assert knowledge.block_in_play(table) == _around(table, now.reads | now.makes)
            assert knowledge.block_to_come(table) == _around(table, coming - now.reads - now.makes)
