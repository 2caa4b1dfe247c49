"""One cursor: what the mouse is on in any view of the step-through is marked in all the others, through the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.stepping import StepCanvas
from mlp_gui.views.network.stepping.pointing import edge_of, place_of
from tests.gui.program.test_every_example import choose_example

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.tracer import TracerView

WEIGHT = Mark("weight", layer=1, unit=0, input=1)
BIAS = Mark("bias", layer=0, unit=1)
UNIT = Mark("unit", layer=1, unit=0)


class Views:
    """The views of step mode in a program's window, and where each shows a mark."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        contents = program.window.contents
        self.session = program.session
        self.qtbot = qtbot
        canvas = contents.network.findChild(StepCanvas)
        assert isinstance(canvas, StepCanvas)
        self.graph = canvas
        self.equations: EquationsView = contents.equations.widget()
        self.tracer: TracerView = contents.tracer.widget()
        self.matrices: MatricesView = contents.matrices.widget()

    def settle(self) -> None:
        """Wait until everything shows where the step-through stands."""
        self.qtbot.waitUntil(lambda: self.equations.canvas.is_settled and self.tracer.canvas.is_settled, timeout=20_000)
        self.qtbot.waitUntil(lambda: not self.graph.flight.is_on)

    def place_in_graph(self, mark: Mark) -> QPointF:
        """Return a point of the edge, card or chip of a mark."""
        shown = self.graph.shown
        assert shown is not None
        box = place_of(shown.layout, mark)
        if box is not None:
            return QPointF(box.left() + 6.0, box.center().y())
        points = shown.layout.curves.points[edge_of(shown.layout, mark)]
        chips = [chip.rect for chip in shown.chips]
        free = (QPointF(*point) for point in points[4:-4])
        return next(point for point in free if not any(chip.contains(point) for chip in chips))

    def places(self, mark: Mark) -> list[tuple[QWidget, QPoint]]:
        """Return every view with a point where it shows what a mark is about."""
        page = self.equations.canvas.page
        assert page is not None
        terms = self.equations.canvas.columns_of(mark)[:1]
        factors = self.tracer.canvas.columns_of(mark)[:1]
        return [
            (self.graph, self.place_in_graph(mark).toPoint()),
            *((self.equations.canvas, (term.rect.center() + page.grid_at).toPoint()) for term in terms),
            *((self.tracer.canvas, (each.rect.center() + self.tracer.canvas.row_at).toPoint()) for each in factors),
            *((self.matrices.canvas, rect.center().toPoint()) for rect in self.matrices.canvas.cell_rects(mark)[:1]),
        ]


@pytest.fixture
def views(program: Program, qtbot: QtBot) -> Views:
    """Return the views at the output's sum of the hand-out's network, with a hidden weight traced."""
    choose_example(program, "xor_steps", qtbot)
    button = program.window.findChild(QAbstractButton, "segment_step")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    stepping = program.session.stepping
    qtbot.waitUntil(lambda: stepping.trace is not None)
    stepping.set_motion(False)
    views = Views(program, qtbot)
    program.session.cursor.set_selected(Mark("weight", layer=0, unit=1, input=0))
    stand_at(views, mlp.Kind.PRE_ACTIVATION, 1, 0)
    return views


def stand_at(views: Views, kind: mlp.Kind, layer: int, unit: int) -> None:
    """Stand at the line that makes a number."""
    stepping = views.session.stepping
    assert stepping.trace is not None
    assert stepping.walk is not None
    sample = stepping.sample or 0
    stepping.go_to(stepping.walk.terms.locate(stepping.trace.quantity(kind, layer, unit, -1, sample)))
    views.settle()


def test_a_weight_is_marked_everywhere_wherever_it_is_hovered(views: Views) -> None:
    """Edge, term, factor and cell: each marks the others, in the picture too, and leaving lets go."""
    places = views.places(WEIGHT)
    assert [type(widget).__name__ for widget, _ in places] == [
        "StepCanvas",
        "EquationsCanvas",
        "TracerCanvas",
        "MatricesCanvas",
    ]
    cursor = views.session.cursor
    for widget, point in places:
        QTest.mouseMove(widget, QPoint(1, 1))
        cursor.set_hovered(None)
        plain = {other: other.grab().toImage() for other, _ in places}
        QTest.mouseMove(widget, point)
        assert cursor.hovered == WEIGHT, widget
        for other, _ in places:
            assert other.grab().toImage() != plain[other], (widget, other)
        QTest.mouseMove(widget, QPoint(1, 1))
        assert cursor.hovered is None, widget


@pytest.mark.parametrize(("mark", "kind", "layer"), [(BIAS, mlp.Kind.PRE_ACTIVATION, 0), (UNIT, mlp.Kind.DELTA, 1)])
def test_biases_and_units_are_marked_too(views: Views, mark: Mark, kind: mlp.Kind, layer: int) -> None:
    """The term of a bias is its chip and its cell, a unit's number its card and its cells."""
    stand_at(views, kind, layer, mark.unit)
    places = views.places(mark)
    assert {"StepCanvas", "EquationsCanvas", "MatricesCanvas"} <= {type(widget).__name__ for widget, _ in places}
    for widget, point in places:
        QTest.mouseMove(widget, QPoint(1, 1))
        QTest.mouseMove(widget, point)
        assert views.session.cursor.hovered == mark, widget


@pytest.mark.parametrize("mark", [WEIGHT, BIAS])
def test_a_click_anywhere_traces_the_parameter(views: Views, mark: Mark) -> None:
    """Edge or chip, term, and cell: a click on any of them has the tracer follow that weight or bias."""
    if mark is BIAS:
        stand_at(views, mlp.Kind.PRE_ACTIVATION, 0, 1)
    other = Mark("weight", layer=0, unit=0, input=1)
    for widget, point in views.places(mark):
        if widget is views.tracer.canvas:
            continue
        views.session.cursor.set_selected(other)
        assert views.tracer.traced == other
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)
        assert views.session.cursor.selected == mark, widget
        assert views.tracer.traced == mark, widget


def test_the_target_s_term_marks_its_sample(views: Views) -> None:
    """In the loss the target belongs to the sample that is walked: hovering it marks that point of the data."""
    stand_at(views, mlp.Kind.LOSS, 1, 0)
    row = views.session.stepping.walked_row
    assert row is not None
    mark = Mark("sample", sample=row)
    page = views.equations.canvas.page
    assert page is not None
    (column, *_) = views.equations.canvas.columns_of(mark)
    QTest.mouseMove(views.equations.canvas, (column.rect.center() + page.grid_at).toPoint())
    assert views.session.cursor.hovered == mark
