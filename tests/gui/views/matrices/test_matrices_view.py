"""The matrices show the numbers of the trace, and where the step-through stands among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

import mlp_core as mlp
from mlp_gui.look.numbers import signed
from mlp_gui.state.cursor import Mark
from mlp_gui.views.matrices.knowledge import CellState, Knowledge
from mlp_gui.views.matrices.tables import tables_of
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.matrices import MatricesView
    from tests.gui.views.equations.stages import Stage


SHOWN = {
    mlp.Kind.INPUT,
    mlp.Kind.WEIGHT,
    mlp.Kind.BIAS,
    mlp.Kind.PRE_ACTIVATION,
    mlp.Kind.ACTIVATION,
    mlp.Kind.DELTA,
    mlp.Kind.WEIGHT_GRADIENT,
    mlp.Kind.BIAS_GRADIENT,
    mlp.Kind.PARAMETER_AFTER,
}


def go_to_end(stage: Stage[MatricesView]) -> None:
    """Stand at the last line."""
    stage.session.stepping.to_end()


def test_says_what_it_waits_for(stage: Stage[MatricesView]) -> None:
    """Without a training step there is a sentence and no table."""
    assert stage.view.message
    assert not stage.view.tables
    assert stage.view.objectName() == "matrices_view"
    assert not stage.view.grab().isNull()


@pytest.mark.parametrize("sample", [0, 2, None])
def test_every_number_is_the_trace_s(stage: Stage[MatricesView], sample: int | None) -> None:
    """Whatever stands in a cell is what the trace says of the quantity that the cell names."""
    trace = trace_of((2, 3, 1))
    stage.show_trace(trace, sample)
    for placed in stage.view.tables:
        table = placed.table
        for row, column in np.ndindex(*table.shape):
            shown = table.quantity(row, column)
            told = trace.quantity(shown.kind, shown.layer, shown.unit, shown.input, shown.sample)
            assert shown == told


@pytest.mark.parametrize("optimizer", ["perceptron", "delta"])
def test_a_learning_rule_shows_its_corrections(optimizer: str) -> None:
    """Where a rule takes the gradient's place, so do its own numbers."""
    network = mlp.Network([2, 1], hidden=(), output="step" if optimizer == "perceptron" else "identity", rng=1)
    loss = "perceptron" if optimizer == "perceptron" else "squared_error"
    config = mlp.TrainingConfig(optimizer=optimizer, loss=loss, learning_rate=0.1)
    trace = mlp.trace_step(network, [[1.0, 2.0]], [[1.0]], config)
    for table in tables_of(trace, 0):
        for row, column in np.ndindex(*table.shape):
            shown = table.quantity(row, column)
            assert shown == trace.quantity(shown.kind, shown.layer, shown.unit, shown.input, shown.sample)


def test_the_laboratory_has_error_signals_with_the_other_sign(stage: Stage[MatricesView]) -> None:
    """As the equations beside them; gradients are derivatives in every notation."""
    trace = trace_of((2, 2, 1))
    lines = stage.show_trace(trace)
    stage.session.stepping.go_to(max(line.index for line in lines if line.phase is mlp.Phase.BACKWARD))
    stage.session.stepping.set_notation("lab")
    delta = float(trace.deltas[1][stage.session.stepping.sample, 0])
    assert stage.view.shown_text("deltas", 1, 0, 0) == signed(-delta, 4)
    stage.session.stepping.set_notation("delta")
    assert stage.view.shown_text("deltas", 1, 0, 0) == signed(delta, 4)


def test_numbers_are_written_with_sign_and_decimals(stage: Stage[MatricesView]) -> None:
    """Cells follow the decimals that are chosen."""
    trace = trace_of((2, 2, 1))
    stage.show_trace(trace)
    weight = float(trace.network.weights[0][1, 0])
    assert stage.view.shown_text("weights", 0, 1, 0) == signed(weight, 4)
    stage.session.stepping.set_decimals(2)
    assert stage.view.shown_text("weights", 0, 1, 0) == signed(weight, 2)


def test_cells_follow_the_position(stage: Stage[MatricesView]) -> None:
    """Nothing is told before its time: a dash, then an empty frame for what comes next, then the number."""
    trace = trace_of((2, 2, 1))
    stage.view.resize(1600, 300)
    lines = stage.show_trace(trace)
    stepping, view = stage.session.stepping, stage.view
    assert view.cell_state("deltas", 1, 0, 0) is CellState.LATER
    assert view.shown_text("deltas", 1, 0, 0) == "–"
    line = lines.locate(trace.quantity(mlp.Kind.DELTA, 1, 0, -1, 0))
    stepping.go_to(line - 1)
    assert view.cell_state("deltas", 1, 0, 0) is CellState.NEXT
    assert view.shown_text("deltas", 1, 0, 0) == "next"
    stepping.forward()
    assert view.cell_state("deltas", 1, 0, 0) is CellState.IN_PLAY
    assert view.shown_text("deltas", 1, 0, 0) == signed(float(trace.deltas[1][0, 0]), 4)
    stepping.to_end()
    assert view.cell_state("deltas", 1, 0, 0) is CellState.KNOWN
    stepping.to_start()
    assert view.cell_state("deltas", 1, 0, 0) is CellState.LATER


def test_a_number_that_a_pulse_carries_is_still_to_come(stage: Stage[MatricesView]) -> None:
    """It appears when the pulse arrives on the graph, and not when the step is asked for."""
    trace = trace_of((2, 2, 1))
    stage.view.resize(1600, 300)
    lines = stage.show_trace(trace)
    stepping, view = stage.session.stepping, stage.view
    line = lines.locate(trace.quantity(mlp.Kind.DELTA, 1, 0, -1, 0))
    stepping.go_to(line)
    stepping.arrival.set_out(line - 1)
    assert view.cell_state("deltas", 1, 0, 0) is CellState.NEXT
    stepping.arrival.arrive(line)
    assert view.cell_state("deltas", 1, 0, 0) is CellState.IN_PLAY
    assert view.shown_text("deltas", 1, 0, 0) == signed(float(trace.deltas[1][0, 0]), 4)


@pytest.mark.parametrize("sizes", [(2, 2, 1), (3, 4, 3, 2)])
@pytest.mark.parametrize("sample", [1, None])
def test_knowledge_is_what_the_step_through_says(
    stage: Stage[MatricesView], sizes: tuple[int, ...], sample: int | None
) -> None:
    """Searching by halves finds for every cell at every line what asking for each would."""
    trace = trace_of(sizes)
    lines = stage.show_trace(trace, sample)
    tables = tables_of(trace, sample)
    for position in range(-1, len(lines)):
        stage.session.stepping.go_to(position)
        knowledge = Knowledge(stage.session.stepping)
        for table in tables:
            known = knowledge.known_cells(table)
            for row, column in np.ndindex(*table.shape):
                assert known[row, column] == stage.session.stepping.is_known(table.quantity(row, column))


def test_reads_and_makes_are_framed(stage: Stage[MatricesView]) -> None:
    """A product frames its weight and its input."""
    trace = trace_of((2, 2, 1))
    lines = stage.show_trace(trace)
    products = [line for line in lines if line.operation is mlp.Operation.MULTIPLY_WEIGHT]
    stage.session.stepping.go_to(products[1].last)
    assert stage.view.cell_state("weights", 0, 0, 1) is CellState.IN_PLAY
    assert stage.view.cell_state("inputs", 0, 1, 0) is CellState.IN_PLAY
    assert stage.view.cell_state("weights", 0, 1, 1) is CellState.KNOWN


def test_hovering_a_cell_marks_it_everywhere(stage: Stage[MatricesView]) -> None:
    """A weight's cell and its gradient's cell are both about the weight; leaving lets go."""
    stage.view.resize(1600, 300)
    stage.show_trace(trace_of((2, 2, 1)))
    go_to_end(stage)
    for name in ("weights", "gradients"):
        stage.qtbot.mouseMove(stage.view.canvas, QPoint(1, 1))
        stage.qtbot.mouseMove(stage.view.canvas, stage.view.cell_rect(name, 0, 1, 0).center().toPoint())
        assert stage.session.cursor.hovered == Mark("weight", layer=0, unit=1, input=0)
    stage.qtbot.mouseMove(stage.view.canvas, QPoint(1, 1))
    assert stage.session.cursor.hovered is None
    place = stage.view.cell_rect("deltas", 0, 1, 0).center().toPoint()
    stage.qtbot.mouseClick(stage.view.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert stage.session.cursor.selected == Mark("unit", layer=0, unit=1)


def test_what_is_hovered_elsewhere_is_outlined(stage: Stage[MatricesView]) -> None:
    """The cursor of another view changes the picture of the cell."""
    stage.show_trace(trace_of((2, 2, 1)))
    before = stage.view.grab().toImage()
    stage.session.cursor.set_hovered(Mark("bias", layer=1, unit=0))
    after = stage.view.grab().toImage()
    assert before != after
    stage.session.cursor.set_hovered(None)
    assert stage.view.grab().toImage() == before


def test_the_batch_has_samples_as_rows(stage: Stage[MatricesView]) -> None:
    """The title's switch lays samples one under the other, beside the reduced gradient."""
    stage.view.resize(1900, 300)
    trace = trace_of((2, 3, 1), 4)
    stage.show_trace(trace)
    assert stage.view.placed("activations", 0).table.shape == (3, 1)
    assert stage.view.subtitle == "sample 1 of 4"
    control = stage.view.title_controls()[0]
    control.chosen.emit("batch")
    assert stage.view.placed("activations", 0).table.shape == (4, 3)
    gradient = stage.view.placed("gradients", 0).table.values
    assert np.array_equal(gradient, trace.network.unflatten(trace.loss_gradient)[0][0])
    assert stage.view.subtitle == "all 4 samples"
    control.chosen.emit("sample")
    assert stage.view.placed("activations", 0).table.shape == (3, 1)


def test_the_smallest_network_needs_no_scrolling(stage: Stage[MatricesView]) -> None:
    """2-2-1 fits the dock of the default window."""
    stage.show_trace(trace_of((2, 2, 1)))
    assert stage.view.scroll_area.horizontalScrollBar().maximum() == 0
    assert stage.view.scroll_area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("size", [(740, 143), (838, 218), (1110, 260)])
def test_every_line_of_the_smallest_network_is_seen_without_scrolling(
    stage: Stage[MatricesView], size: tuple[int, int], optimizer: str
) -> None:
    """At the dock's size in every window: at each line, what it reads and makes stands in sight if it is in a table."""
    trace = trace_of((2, 2, 1), optimizer=optimizer)
    lines = stage.show_trace(trace)
    stage.view.resize(*size)
    stage.qtbot.waitUntil(lambda: stage.view.canvas.width() == size[0])
    seen = set()
    for position in range(len(lines)):
        stage.session.stepping.go_to(position)
        assert stage.view.scroll_area.horizontalScrollBar().maximum() == 0
        assert stage.view.scroll_area.verticalScrollBar().maximum() == 0
        for placed in stage.view.tables:
            assert stage.view.canvas.rect().contains(placed.box.toRect())
            seen |= {placed.table.name}
            for other in stage.view.tables:
                assert other is placed or not other.box.intersects(placed.box)
        in_tables = {q.kind for q in (*lines[position].reads, lines[position].makes)} & SHOWN
        assert not in_tables - {placed.table.kind for placed in stage.view.tables}
    assert {"gradients", "batch_gradients", "new_weights"} <= seen


def test_the_update_shows_old_and_new(stage: Stage[MatricesView]) -> None:
    """Each weight's old value stays while its new one appears beside it, line by line."""
    trace = trace_of((2, 2, 1))
    lines = stage.show_trace(trace)
    updates = [line for line in lines if line.operation is mlp.Operation.UPDATE]
    new_weights, _ = trace.network.unflatten(trace.parameters_after)
    for line in updates:
        stage.session.stepping.go_to(line.index)
        makes = line.makes
        if makes.input < 0:
            continue
        layer, place = makes.layer, (makes.unit, makes.input)
        old = float(trace.network.weights[layer][place])
        assert stage.view.shown_text("weights", layer, *place) == signed(old, 4)
        assert stage.view.shown_text("new_weights", layer, *place) == signed(float(new_weights[layer][place]), 4)
        assert stage.view.cell_state("weights", layer, *place) is CellState.IN_PLAY
        assert stage.view.cell_state("new_weights", layer, *place) is CellState.IN_PLAY
        assert stage.view.placed("new_weights", layer).box.left() > stage.view.placed("weights", layer).box.right()
    first = updates[0]
    stage.session.stepping.go_to(first.index)
    last = updates[-2].makes
    assert stage.view.shown_text("new_weights", last.layer, last.unit, last.input) in ("–", "next")


def test_a_number_that_is_asked_for_is_not_given_away(stage: Stage[MatricesView]) -> None:
    """While a new weight is asked for its cell says so, and neither picture nor tool-tip has the number."""
    trace = trace_of((2, 2, 1))
    lines = stage.show_trace(trace)
    stepping = stage.session.stepping
    stepping.set_predict(True)
    wanted = next(line for line in lines if line.operation is mlp.Operation.UPDATE)
    stepping.go_to(wanted.index - 1)
    stepping.forward()
    assert stepping.awaiting == wanted.makes
    place = ("new_weights", wanted.makes.layer, wanted.makes.unit, wanted.makes.input)
    assert stage.view.cell_state(*place) is CellState.ASKED
    assert stage.view.shown_text(*place) == "?"
    assert "not yet" in stage.view.canvas.text_at(stage.view.cell_rect(*place).center())
    stepping.reveal()
    assert stage.view.cell_state(*place) is CellState.IN_PLAY


def test_a_sample_is_marked_as_a_row_and_a_weight_on_a_map(stage: Stage[MatricesView]) -> None:
    """Every kind of mark finds its cells: rows of the batch, cells of a vector, and the tiny ones of a map."""
    trace = trace_of((2, 3, 1), 4)
    stage.show_trace(trace, None)
    canvas = stage.view.canvas
    row = stage.view.placed("activations", 0)
    assert row.block(range(2, 3), range(3)) in canvas.cell_rects(Mark("sample", sample=int(trace.samples[2])))
    assert row.block(range(4), range(1, 2)) in canvas.cell_rects(Mark("unit", layer=0, unit=1))
    assert stage.view.cell_rect("biases", 0, 0, 2) in canvas.cell_rects(Mark("bias", layer=0, unit=2))
    stage.show_trace(trace_of((64, 30, 3), 1))
    assert stage.view.cell_rect("weights", 0, 2, 5) in canvas.cell_rects(Mark("weight", layer=0, unit=2, input=5))
    before = stage.view.grab().toImage()
    stage.session.cursor.set_hovered(Mark("weight", layer=0, unit=2, input=5))
    assert stage.view.grab().toImage() != before


def test_a_wider_network_scrolls_to_where_it_stands(stage: Stage[MatricesView]) -> None:
    """What the step makes is brought into sight."""
    trace = trace_of((7, 8, 8, 8, 4))
    lines = stage.show_trace(trace)
    stage.session.stepping.go_to(lines.locate(trace.quantity(mlp.Kind.DELTA, 2, 7, -1, 0)))
    rect = stage.view.cell_rect("deltas", 2, 7, 0)
    assert stage.view.canvas.visibleRegion().contains(rect.toRect())


@pytest.mark.parametrize("error", [1.0, 1e-3, 1e-9, 1e-15])
def test_the_batch_of_the_smallest_network_is_no_wider_than_the_smallest_window(
    stage: Stage[MatricesView], error: float
) -> None:
    """Old weights, gradients and new ones come closer, and powers of ten get shorter, before one is cut."""
    stage.view.resize(740, 150)
    stage.view.title_controls()[0].chosen.emit("batch")
    trace = trace_of((2, 2, 1), 8)
    targets = trace.activations[-1] + error * (trace.targets - trace.activations[-1])
    lines = stage.show_trace(mlp.trace_step(trace.network, trace.inputs, targets, trace.config))
    for phase in mlp.Phase:
        stage.session.stepping.go_to(max(line.index for line in lines if line.phase is phase))
        stage.view.catch_up()
        assert stage.view.scroll_area.horizontalScrollBar().maximum() == 0, phase


def test_headings_cut_no_row_of_what_is_scrolled_to(stage: Stage[MatricesView]) -> None:
    """They stay in sight over the cells, in a view as low as in the smallest window too: rows are whole or gone."""
    stage.view.resize(740, 130)
    trace = trace_of((4, 6, 5, 3), 1)
    lines = stage.show_trace(trace)
    bar, tops = stage.view.scroll_area.verticalScrollBar(), set()
    for line in lines[::7]:
        stage.session.stepping.go_to(line.index)
        stage.view.catch_up()
        top, sheet = bar.value(), stage.view.canvas.sheet
        assert sheet is not None
        under = top + sheet.density.heading
        tops.add(top)
        for placed in sheet.placed:
            is_free = 0 < top < bar.maximum()  # at the end there is nothing to scroll to
            if is_free and placed.cells.top() < under < placed.cells.bottom():
                below = (under - placed.cells.top()) % placed.pitch.height()
                assert placed.pitch.height() - below <= 3.0, (line.index, placed.table.name)
    assert len(tops) > 2
    stage.session.stepping.go_to(lines.locate(trace.quantity(mlp.Kind.PRE_ACTIVATION, 0, 1, -1, 0)))
    stage.view.catch_up()
    assert bar.value() == 0  # what there is room for from the top is seen with its brackets


def test_what_stands_in_no_table_brings_its_parameter_into_sight(stage: Stage[MatricesView]) -> None:
    """A moment of Adam has no cell; what becomes of its weight has one, and is scrolled to."""
    trace = trace_of((7, 8, 8, 8, 4), 1, optimizer="adam")
    lines = stage.show_trace(trace)
    moment = [line for line in lines if line.operation is mlp.Operation.SECOND_MOMENT and line.input == 7][-1]
    stage.session.stepping.go_to(moment.index)
    rect = stage.view.cell_rect("new_weights", moment.layer, moment.unit, moment.input)
    assert stage.view.canvas.visibleRegion().contains(rect.toRect())


def test_large_tables_are_maps(stage: Stage[MatricesView]) -> None:
    """Tables too large for numbers are pictures that still mark what is hovered."""
    stage.show_trace(trace_of((64, 30, 3), 1))
    placed = stage.view.placed("weights", 0)
    assert not placed.has_numbers
    assert not stage.view.grab().isNull()
    stage.qtbot.mouseMove(stage.view.canvas, stage.view.cell_rect("weights", 0, 2, 5).center().toPoint())
    assert stage.session.cursor.hovered == Mark("weight", layer=0, unit=2, input=5)


def test_headings_follow_the_notation_and_colours_the_theme(stage: Stage[MatricesView]) -> None:
    """Another notation, another theme: other pictures of the same numbers."""
    stage.show_trace(trace_of((2, 2, 1)))
    light = stage.view.grab().toImage()
    stage.session.stepping.set_notation("chain")
    assert stage.view.grab().toImage() != light
    stage.theme_controller.set_mode("dark")
    dark = stage.view.grab().toImage()
    assert dark.pixelColor(2, 2) == stage.theme_controller.theme.panel


def test_hidden_it_waits(stage: Stage[MatricesView]) -> None:
    """A hidden view takes nothing in until it is shown."""
    stage.view.hide()
    stage.show_trace(trace_of((2, 2, 1)))
    assert not stage.view.tables
    stage.view.show()
    assert stage.view.tables
