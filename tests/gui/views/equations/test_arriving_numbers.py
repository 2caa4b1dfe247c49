"""A number is in the equation when its pulse is at the unit, and not before; what stands there does not move aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.equations.grid import Column
    from tests.gui.views.equations.stages import Stage


def columns(stage: Stage[EquationsView]) -> tuple[Column, ...]:
    """Return what stands on the page."""
    page = stage.view.canvas.page
    assert page is not None
    return page.grid.columns


def shows(stage: Stage[EquationsView], quantity: mlp.Quantity) -> bool:
    """Return whether a number is drawn."""
    return any(column.entry.quantity == quantity for column in columns(stage) if column.number is not None)


def set_out(stage: Stage[EquationsView], lines: mlp.StepSequence, operation: mlp.Operation) -> mlp.Step:
    """Go to the first line of a kind and let what it makes be under way."""
    line = next(line for line in lines if line.operation is operation)
    stage.session.stepping.go_to(line.index)
    stage.session.stepping.arrival.set_out(line.index - 1)
    stage.settle()
    return line


@pytest.mark.parametrize("operation", [mlp.Operation.SUM, mlp.Operation.ACTIVATE, mlp.Operation.HIDDEN_DELTA])
def test_a_result_appears_as_its_pulse_arrives(
    stage: Stage[EquationsView], xor_trace: mlp.Trace, operation: mlp.Operation
) -> None:
    """Under way a box stands for it; then the number stands there, and nothing else is elsewhere."""
    stage.session.stepping.set_motion(False)
    line = set_out(stage, stage.show_trace(xor_trace), operation)
    assert not shows(stage, line.makes)
    places = [column.rect for column in columns(stage)]
    stage.session.stepping.arrival.arrive_all()
    stage.settle()
    assert shows(stage, line.makes)
    assert [column.rect for column in columns(stage)] == places


def test_the_value_of_a_term_waits_for_its_pulse_too(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Its words stand below the frame from the start, the value behind them only on arrival."""
    lines = stage.show_trace(xor_trace)
    line = set_out(stage, lines, mlp.Operation.MULTIPLY_WEIGHT)
    narration, page = stage.view.canvas.narration, stage.view.canvas.page
    assert narration is not None
    assert page is not None
    assert not page.caption.isEmpty()
    before = stage.view.shown_numbers()
    stage.session.stepping.arrival.arrive_all()
    stage.settle()
    assert stage.view.shown_numbers()[:-1] == before
    assert float(stage.view.shown_numbers()[-1].replace("{-}", "-")) == pytest.approx(line.makes.value, abs=0.51e-4)


def test_a_line_before_that_is_under_way_keeps_its_place(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """At a coarse grain the line before belongs to the same step; it is drawn when it has arrived."""
    lines = stage.show_trace(xor_trace)
    line = next(line for line in lines if line.operation is mlp.Operation.ACTIVATE)
    stepping = stage.session.stepping
    stepping.go_to(line.index)
    stepping.arrival.set_out(line.index - 3)
    stage.settle()
    under_way = stage.view.grab().toImage()
    stepping.arrival.arrive(line.index - 1)
    stage.settle()
    page = stage.view.canvas.page
    assert page is not None
    assert page.heading.previous is not None
    stage.qtbot.waitUntil(lambda: stage.view.grab().toImage() != under_way, timeout=20_000)


def test_what_arrives_fades_in_and_is_there_in_the_end(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """With motion the page ends as it looks without."""
    stepping = stage.session.stepping
    line = set_out(stage, stage.show_trace(xor_trace), mlp.Operation.SUM)
    stepping.arrival.arrive_all()
    stage.settle()
    assert shows(stage, line.makes)
    appearing = stage.view.canvas.appearing
    stage.qtbot.waitUntil(lambda: appearing.opacity_of(line.makes) == 1.0, timeout=20_000)
    moved = stage.view.grab().toImage()
    stepping.go_to(line.index - 1)
    stage.settle()
    stepping.set_motion(False)
    stepping.go_to(line.index)
    stage.settle()
    assert stage.view.grab().toImage() == moved


def test_without_motion_nothing_fades(stage: Stage[EquationsView], xor_trace: mlp.Trace) -> None:
    """Every number is there at once."""
    stepping = stage.session.stepping
    stepping.set_motion(False)
    line = set_out(stage, stage.show_trace(xor_trace), mlp.Operation.SUM)
    stepping.arrival.arrive_all()
    stage.settle()
    assert stage.view.canvas.appearing.opacity_of(line.makes) == 1.0
