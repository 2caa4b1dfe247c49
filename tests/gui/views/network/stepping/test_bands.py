"""Titles and legend give way to the cards in no size at normal type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mlp_gui.views.network.stepping.layout import choose_bands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage

SIZES = ((2, 2, 1), (2, 5, 3), (2, 4, 3, 1), (2, 8, 8, 1), (7, 8, 8, 8, 4), (784, 64, 10))
CANVASES = ((741, 280), (741, 356), (834, 427), (1113, 555), (1381, 640), (2400, 1200))


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 2.0])
def test_there_is_always_a_legend_but_before_a_class(scale: float) -> None:
    """Cards get smaller instead."""
    for sizes in SIZES:
        for width, height in CANVASES:
            assert choose_bands(sizes, width, height, scale).legend > 0.0
            if scale == 1.0:
                assert choose_bands(sizes, width, height, scale, presents=True).legend > 0.0


def test_large_type_before_a_class_may_do_without() -> None:
    """Two units beside each other in letters that the last row can read."""
    assert choose_bands((2, 2, 1), 1280.0, 418.0, 1.7, presents=True).legend == 0.0
    assert choose_bands((2, 2, 1), 1280.0, 418.0, 1.7).legend > 0.0


def test_the_lists_are_there_where_units_fill_the_height(make_step_stage: Callable[..., StepStage]) -> None:
    """Five units, whose cards at their largest would leave no room for what edges and units show."""
    stage = make_step_stage(5, size=(1113, 555))
    lists = [stage.canvas.findChild(QWidget, name) for name in ("edge_shows", "unit_shows")]
    assert all(each.isVisible() for each in lists)
    shown = stage.canvas.shown
    assert shown is not None
    assert [column.form.name for column in shown.layout.columns] == ["input", "full", "full"]
