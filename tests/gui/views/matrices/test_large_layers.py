"""Layers of many units: each unit's numbers in one line, only what is in sight is painted, headings stay in sight."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.matrices.laying_out import lay_out
from mlp_gui.views.matrices.painting import TablePainter
from mlp_gui.views.matrices.tables import tables_of
from tests.gui.program.painted import written_on
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from mlp_gui.views.matrices import MatricesView
    from tests.gui.views.equations.stages import Stage

SIZES = [(2, 2, 1), (4, 8, 8, 3), (64, 64, 32, 10), (30, 3, 2), (20, 100, 3)]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("end", [False, True])
def test_the_numbers_of_a_unit_stand_in_one_line(stage: Stage[MatricesView], sizes: tuple[int, ...], end: bool) -> None:
    """Weights, bias, sum, activation, error signal, gradients and new values: each row at one height in all tables."""
    trace = trace_of(sizes, 1)
    lines = stage.show_trace(trace)
    stage.session.stepping.go_to(len(lines) - 1 if end else 0)
    for layer, size in enumerate(sizes[1:]):
        tables = [each for each in stage.view.tables if each.table.layer == layer and each.table.name != "inputs"]
        assert len(tables) >= 4
        for row in range(size):
            heights = {(each.cell(row, 0).top(), each.pitch.height()) for each in tables}
            assert len(heights) == 1, (layer, row)


def test_rows_are_as_high_as_what_is_written_in_them(stage: Stage[MatricesView]) -> None:
    """Beside a map the vectors of up to 64 units have their numbers, none over another."""
    stage.show_trace(trace_of((64, 64, 3), 1))
    assert not stage.view.placed("weights", 0).has_numbers
    biases = stage.view.placed("biases", 0)
    assert biases.has_numbers
    cells = [biases.cell(row, 0) for row in range(64)]
    assert all(one.bottom() < other.top() for one, other in pairwise(cells))


def test_only_cells_in_sight_are_written(stage: Stage[MatricesView], monkeypatch: pytest.MonkeyPatch) -> None:
    """However large a layer is: what is painted is as much as the view has room for."""
    written: list[QRectF] = []
    original = TablePainter._paint_cells

    def noted(self, painter, placed, cells, *rest):  # type: ignore[no-untyped-def]
        written.extend(cells.values())
        original(self, painter, placed, cells, *rest)

    monkeypatch.setattr(TablePainter, "_paint_cells", noted)
    stage.show_trace(trace_of((24, 64, 64), 1))
    stage.view.canvas.repaint(stage.view.canvas.visibleRegion())
    seen = QRectF(stage.view.canvas.visibleRegion().boundingRect())
    assert written
    assert all(cell.adjusted(-4, -4, 4, 4).intersects(seen) for cell in written)
    assert len(written) < 64 * 24


def test_the_view_follows_the_cell_in_play(stage: Stage[MatricesView]) -> None:
    """Term by term down a layer of 64: what is made is in sight, and so is what its tables are called."""
    trace = trace_of((64, 64, 3), 1)
    lines = stage.show_trace(trace)
    canvas = stage.view.canvas
    for unit in (0, 31, 63):
        stage.session.stepping.go_to(lines.locate(trace.quantity(mlp.Kind.PRE_ACTIVATION, 0, unit, -1, 0)))
        cell = stage.view.cell_rect("pre_activations", 0, unit, 0)
        assert canvas.visibleRegion().contains(cell.toRect())
        seen = QRectF(canvas.visibleRegion().boundingRect())
        headings = [each.at for each in written_on(canvas) if each.text == "𝐚" and seen.contains(each.at)]
        assert headings
        assert not any(cell.contains(at) for at in headings)


def test_the_cell_in_play_of_a_map_says_its_number(stage: Stage[MatricesView]) -> None:
    """A weight among 4,096 coloured ones: at its product its number stands beside it, with the decimals chosen."""
    trace = trace_of((64, 64, 3), 1)
    lines = stage.show_trace(trace)
    product = [line for line in lines if line.operation is mlp.Operation.MULTIPLY_WEIGHT][70]
    stage.session.stepping.go_to(product.index)
    stage.session.stepping.set_decimals(3)
    text = stage.view.shown_text("weights", 0, product.unit, product.input)
    assert text in {each.text for each in written_on(stage.view.canvas)}
    assert len(text) == len("+0.000")


@pytest.mark.parametrize("width", [900, 1000, 1200])
def test_what_is_scrolled_down_is_not_scrolled_across_too(stage: Stage[MatricesView], width: int) -> None:
    """In the forward pass the bar at the side takes its width, and the tables make do with the rest."""
    lines = stage.show_trace(trace_of((4, 8, 8, 3), 1))
    stage.view.resize(width, 155)
    stage.session.stepping.go_to(max(line.index for line in lines if line.phase is mlp.Phase.FORWARD))
    down = stage.view.scroll_area.verticalScrollBar()
    stage.qtbot.waitUntil(lambda: down.maximum() > 0, timeout=20_000)
    assert stage.view.scroll_area.horizontalScrollBar().maximum() == 0
    for one, other in combinations(stage.view.tables, 2):
        assert not one.box.intersects(other.box)


def test_layers_of_uneven_width_are_packed_where_columns_would_not_fit() -> None:
    """A narrow matrix above a wide one: side by side in columns they need more than each layer alone."""
    trace = trace_of((2, 20, 2), 1)
    tables = tables_of(trace, 0)
    style = PlotStyle.of(ThemeController())
    measure = TablePainter(trace, style, 4, "delta").needed_width
    least = lay_out((tables,), style, measure, QSizeF(1.0, 1.0), 14.0).size.width()
    for width, n_places in ((1e5, 1), (least + 15.0, 2)):
        sheet = lay_out((tables,), style, measure, QSizeF(width, 1.0), 14.0)
        assert sheet.size.width() <= width - 14.0
        assert len({placed.cells.left() for placed in sheet.placed if placed.table.name == "biases"}) == n_places


def test_arrow_keys_scroll(stage: Stage[MatricesView]) -> None:
    """Whoever has no mouse gets down and across, too."""
    stage.show_trace(trace_of((64, 64, 32, 10), 1))
    stage.session.stepping.to_end()
    stage.view.catch_up()
    across, down = stage.view.scroll_area.horizontalScrollBar(), stage.view.scroll_area.verticalScrollBar()
    stage.qtbot.waitUntil(lambda: down.maximum() > 0 and across.maximum() > 0, timeout=20_000)
    across.setValue(0)
    down.setValue(0)
    for bar, more, less in ((down, Qt.Key.Key_Down, Qt.Key.Key_Up), (across, Qt.Key.Key_Right, Qt.Key.Key_Left)):
        stage.qtbot.keyClick(stage.view, more)
        assert bar.value() > 0
        stage.qtbot.keyClick(stage.view, less)
        assert bar.value() == 0


def test_what_is_made_is_said(stage: Stage[MatricesView]) -> None:
    """Who cannot see the frame hears which number it is around, and no number that is asked for."""
    trace = trace_of((2, 2, 1))
    lines = stage.show_trace(trace)
    wanted = trace.quantity(mlp.Kind.PRE_ACTIVATION, 0, 1, -1, 0)
    stage.session.stepping.set_asks("main")
    stage.session.stepping.set_predict(True)
    stage.session.stepping.set_granularity("unit")
    stage.session.stepping.go_to(lines.locate(trace.quantity(mlp.Kind.ACTIVATION, 0, 0, -1, 0)))
    stage.session.stepping.forward()
    stage.view.catch_up()
    assert stage.view.accessibleDescription() == "Pre-activation of unit Q, sample 1: not yet computed"
    stage.session.stepping.reveal()
    stage.view.catch_up()
    said = stage.view.accessibleDescription().replace("−", "-").rpartition(": ")[2]
    assert float(said) == pytest.approx(wanted.value, rel=1e-9)
