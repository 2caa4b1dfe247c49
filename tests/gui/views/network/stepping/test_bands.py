"""Titles and legend give way to the cards in no size at normal type."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mlp_gui.views.network.stepping.forms import CLASSROOM
from mlp_gui.views.network.stepping.layout import arrange_cards
from mlp_gui.views.network.stepping.room import choose_bands, room_for_cards, rows_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.stepping.conftest import StepStage

SIZES = ((2, 2, 1), (2, 5, 3), (2, 4, 3, 1), (2, 8, 8, 1), (7, 8, 8, 8, 4), (784, 64, 10))
CANVASES = ((741, 280), (741, 356), (834, 427), (1113, 555), (1381, 640), (2400, 1200))


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 1.5, 2.0])
def test_there_is_always_a_legend_at_a_desk(scale: float) -> None:
    """Cards get smaller instead."""
    for sizes in SIZES:
        for width, height in CANVASES:
            assert choose_bands(sizes, width, height, scale).legend > 0.0


@pytest.mark.parametrize("sizes", SIZES)
def test_before_a_class_titles_and_legend_stand_on_the_smallest_projector(sizes: tuple[int, ...]) -> None:
    """At 1280 x 720, beside large type; only where a question takes of the height can they be missing."""
    bands = choose_bands(sizes, 1280.0, 402.0, 1.2, CLASSROOM)
    assert bands.titles > 0.0
    assert bands.legend > 0.0
    assert choose_bands((2, 2, 1), 1280.0, 265.0, 1.2, CLASSROOM).legend == 0.0


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 4, 1), (4, 8, 8, 3), (7, 8, 8, 8, 4)])
def test_before_a_class_every_unit_has_a_number(sizes: tuple[int, ...]) -> None:
    """In the large type of a class, with edges that are long enough for one; the loss beside them."""
    bands = choose_bands(sizes, 1280.0, 402.0, 1.2, CLASSROOM)
    groups = rows_shown(sizes, room_for_cards(402.0, 1.2, bands), 1.2, None, CLASSROOM)
    layout = arrange_cards(groups, 1280.0, 402.0, 1.2, bands, forms=CLASSROOM)
    assert all(column.form in (*CLASSROOM.units[:-1], *CLASSROOM.inputs[:-1]) for column in layout.columns)
    assert all(after.left - before.right >= 60.0 for before, after in pairwise(layout.columns))
    assert layout.loss.right() <= 1280.0


def test_the_lists_are_there_where_units_fill_the_height(make_step_stage: Callable[..., StepStage]) -> None:
    """Five units, whose cards at their largest would leave no room for what edges and units show."""
    stage = make_step_stage(5, size=(1113, 555))
    lists = [stage.canvas.findChild(QWidget, name) for name in ("edge_shows", "unit_shows")]
    assert all(each.isVisible() for each in lists)
    shown = stage.canvas.shown
    assert shown is not None
    assert [column.form.name for column in shown.layout.columns] == ["input", "full", "full"]
