"""Edges show the last update of each weight at any line once there was one, and say so where there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect

import mlp_core as mlp
from mlp_gui.views.network.stepping.legend import edge_title

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from mlp_gui.views.network.stepping.shown import StepShown
    from tests.gui.views.network.stepping.conftest import StepStage


@pytest.fixture
def second(stage: StepStage) -> StepStage:
    """Return 2-2-1 at its second training step, with edges that show the last update."""
    former = stage.trace.parameters_after - stage.trace.parameters_before
    stage.trainer.run_steps(1)
    stage.trace = mlp.trace_next(stage.trainer)
    stage.stepping.set_edge_shows("update")
    stage.stepping.receive_trace(stage.session.run_id, stage.trace, (), former)
    return stage


def shown_of(stage: StepStage) -> StepShown:
    """Return what the canvas shows, with chips."""
    stage.paint()
    shown = stage.canvas.shown
    assert shown is not None
    return shown


def in_edges(stage: StepStage, change: np.ndarray) -> list[float]:
    """Return what is changed of each weight, edge by edge."""
    return [float(value) for matrix in stage.trace.network.unflatten(change)[0] for value in matrix.ravel()]


def test_before_the_update_it_is_that_of_the_step_before(second: StepStage) -> None:
    """In the forward phase every edge has the width and the number of the former update, under its name."""
    assert second.stepping.last_update is not None
    former = in_edges(second, second.stepping.last_update)
    second.go_to(mlp.Phase.FORWARD, 2)
    shown = shown_of(second)
    assert shown.edge_values.tolist() == former
    assert {chip.edge for chip in shown.chips} == set(range(6))
    assert all(any(each.isdigit() for each in chip.lines[0].text) for chip in shown.chips)
    assert edge_title(shown) == "Last update"
    assert shown.held.of("update") >= max(map(abs, former))


def test_in_the_update_each_weight_gets_its_new_one(second: StepStage) -> None:
    """Weights that are not updated yet keep the former one, in grey; at the end all have that of this step."""
    second.go_to(mlp.Phase.UPDATE, 0)
    shown, grey = shown_of(second), second.theme_controller.theme.text3
    of_this = in_edges(second, second.trace.parameters_after - second.trace.parameters_before)
    assert second.stepping.last_update is not None
    former = in_edges(second, second.stepping.last_update)
    weights = ((0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 0, 1))
    new = [shown.numbers.updates(*place) for place in weights]
    assert 0 < sum(new) < 6
    assert shown.edge_values.tolist() == [
        here if is_new else before for is_new, here, before in zip(new, of_this, former, strict=True)
    ]
    assert {chip.edge for chip in shown.chips if chip.lines[0].colour == grey} == {
        edge for edge, is_new in enumerate(new) if not is_new
    }
    second.stepping.to_end()
    assert shown_of(second).edge_values.tolist() == of_this


def test_where_there_is_nothing_yet_the_legend_says_so(stage: StepStage) -> None:
    """At the first step of a run there is no update before its own, and in no step a gradient before it is derived."""
    titles = {}
    for shows in ("update", "gradient", "weight"):
        stage.stepping.set_edge_shows(shows)
        for phase in (mlp.Phase.FORWARD, mlp.Phase.GRADIENT, mlp.Phase.UPDATE):
            stage.go_to(phase, 0)
            titles[shows, phase] = edge_title(shown_of(stage))
    assert titles["update", mlp.Phase.FORWARD] == titles["update", mlp.Phase.GRADIENT] == "No update yet"
    assert titles["update", mlp.Phase.UPDATE] == "Last update"
    assert titles["gradient", mlp.Phase.FORWARD] == "Gradient, not yet"
    assert titles["gradient", mlp.Phase.GRADIENT] == titles["gradient", mlp.Phase.UPDATE] == "Gradient"
    assert {title for (shows, _), title in titles.items() if shows == "weight"} == {"Weight"}


def most_colour(stage: StepStage, gap: QRect) -> int:
    """Return how far the most coloured pixel of a part of the canvas is from grey."""
    image = stage.canvas.grab(gap).toImage()
    pixels = [image.pixelColor(x, y).getRgb()[:3] for x in range(image.width()) for y in range(image.height())]
    assert len(set(pixels)) > 2
    return max(max(pixel) - min(pixel) for pixel in pixels)


def test_edges_without_a_number_have_no_sign(make_step_stage: Callable[..., StepStage]) -> None:
    """Before the gradient is derived, edges are grey: not green, as if it were a positive one."""
    stage = make_step_stage(8, 8, 8)
    stage.stepping.set_motion(False)
    stage.stepping.set_edge_shows("gradient")
    stage.stepping.set_granularity("layer")
    stage.go_to(mlp.Phase.LOSS, 0)
    layout = shown_of(stage).layout
    one, other = layout.columns[1:3]
    gap = QRect(round(one.right) + 3, round(layout.content.top()), round(other.left - one.right) - 6, 200)
    assert most_colour(stage, gap) < 25
    stage.stepping.set_edge_shows("weight")
    assert most_colour(stage, gap) > 60
