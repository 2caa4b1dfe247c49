"""Which tables stay where there is no room for all: those that hold what a line reads and makes."""

from __future__ import annotations

from dataclasses import replace

import pytest

import mlp_core as mlp
from mlp_gui.state.touching import identity
from mlp_gui.views.matrices.choosing import choices
from mlp_gui.views.matrices.tables import tables_of
from tests.gui.views.equations.stages import trace_of


@pytest.mark.parametrize("penalty", [{}, {"l2": 0.05}, {"l1": 0.1}])
@pytest.mark.parametrize("n_samples", [1, 3])
def test_what_a_line_reads_has_its_table_in_the_least_room(penalty: dict[str, float], n_samples: int) -> None:
    """The weights too, in the gradient's phase, where a penalty pulls at them."""
    plain = trace_of((2, 3, 2), n_samples)
    config = replace(plain.config, **penalty)
    trace = mlp.trace_step(plain.network, plain.inputs, plain.targets, config)
    tables = tables_of(trace, 0)
    for step in trace.steps("term", 0):
        fewest = choices(tables, step.phase)[-1]
        for quantity in (*step.reads, step.makes):
            key = identity(quantity)
            if any(table.cell_of(key) is not None for table in tables):
                assert any(table.cell_of(key) is not None for table in fewest), (step.operation, key)
