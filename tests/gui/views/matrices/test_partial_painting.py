"""A step has those cells of the matrices painted anew that it changes, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRect

from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    import pytest

    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.matrices.knowledge import CellState
    from tests.gui.views.equations.stages import Stage

Cells = dict[tuple[str, int, int, int], "CellState"]


def states_of(view: MatricesView) -> Cells:
    """Return how each cell of the sheet is drawn."""
    return {
        (placed.table.name, placed.table.layer, row, column): view.cell_state(
            placed.table.name, placed.table.layer, row, column
        )
        for placed in view.tables
        for row, column in np.ndindex(*placed.table.shape)
    }


def test_each_line_has_the_cells_painted_that_it_changes(
    stage: Stage[MatricesView], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From line to line every cell that is drawn in another way is painted, and one far from all of these is not."""
    lines = stage.show_trace(trace_of((2, 3, 1)))
    stepping, view = stage.session.stepping, stage.view
    stepping.to_start()
    before, asked = states_of(view), list[QRect]()
    canvas = view.canvas
    seen = canvas.visibleRegion().boundingRect()
    monkeypatch.setattr(canvas, "update", lambda *area: asked.append(area[0] if area else canvas.rect()))
    spared = 0
    for position in range(len(lines)):
        asked.clear()
        stepping.go_to(position)
        now = states_of(view)
        for cell, state in now.items():
            rect = view.cell_rect(*cell).toAlignedRect()
            if before.get(cell) is not state and seen.contains(rect):
                assert any(area.contains(rect) for area in asked), (position, cell)
            spared += not any(area.intersects(rect) for area in asked)
        before = now
    assert spared > len(lines)
