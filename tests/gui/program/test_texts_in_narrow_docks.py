"""In the docks of a small window nothing is cut off: what has no room is said in fewer letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

import mlp_core as mlp
from mlp_gui.panels.painted_row import PaintedRow
from mlp_gui.views.assessment.fit_plot import TITLES, FitPlots
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.health.strips import HealthStrips
from mlp_gui.widgets.eliding_label import ElidingLabel
from tests.gui.program.hands import choose_example, open_dock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_where_the_other_inputs_are_held(program: Program, qtbot: QtBot) -> None:
    """All of it where there is room, else the values alone, else how many."""
    choose_example(program, "iris", qtbot)
    picture = program.window.contents.decision.widget().picture
    style = PlotStyle.of(program.theme_controller)
    whole, values, counted = picture.shown.titles
    assert (whole, counted) == (f"held at their mean: {values}", "2 other inputs held at their mean")
    for text in (whole, values, counted):
        assert picture.title_in(style, style.label_metrics.horizontalAdvance(text)) == text


def test_names_of_layers_leave_the_ends_of_the_range_room(program: Program, qtbot: QtBot) -> None:
    """However narrow the dock, a layer's name and the range beside it have room above the first strip."""
    choose_example(program, "iris", qtbot)
    health, dock = program.session.health, program.window.contents.health
    open_dock(dock)
    qtbot.waitUntil(lambda: health.picture is not None, timeout=20_000)
    strips = HealthStrips(program.session, program.theme_controller)
    qtbot.addWidget(strips)
    for width, names in ((900, ["Hidden 1", "Output"]), (300, ["H1", "Out"])):
        strips.resize(width, 200)
        assert strips.layer_names(health.picture) == names
    metrics = PlotStyle.of(program.theme_controller).tick_metrics
    assert metrics.horizontalAdvance("Out±0.54") < strips.place(0, "weights").width()


def test_titles_of_the_plots_of_a_regression(program: Program, qtbot: QtBot) -> None:
    """They begin further left, or are shorter, and end within their plots."""
    choose_example(program, "housing", qtbot)
    dock = program.window.contents.assessment
    open_dock(dock)
    qtbot.waitUntil(lambda: program.session.regions.assessed.picture is not None, timeout=20_000)
    picture, style = program.session.regions.assessed.picture, PlotStyle.of(program.theme_controller)
    for width in (120.0, 240.0, 372.0, 700.0):
        plots = FitPlots(style, QRectF(0.0, 0.0, width, 240.0), picture)
        for (room, frame, _), titles in zip(plots.plots, TITLES, strict=True):
            title, left = plots.title_of(titles, room, frame)
            assert left >= 0.0
            assert title == titles[-1] or left + style.label_metrics.horizontalAdvance(title) <= room.width()


def test_counts_of_painted_points(program: Program) -> None:
    """In words where they have room, else by signs."""
    session = program.session
    painting = mlp.Painting(((0.1, 0.0, 1.0), (0.2, 0.0, 1.0), (0.3, 0.0, 0.0)), tuple(range(12)), ((20, 0.5, 0.5),))
    session.set_data(painted=painting)
    row = program.window.findChild(PaintedRow)
    label = row.findChild(ElidingLabel)
    assert row.text == "3 added, 12 erased, 1 moved"
    for width, shown in ((400, row.text), (100, "+3 −12 ↔1")):
        label.resize(width, label.height())
        assert label.shown_text == shown
    session.set_data(painted=mlp.Painting(painting.added, from_scratch=True))
    assert label.shown_text == "+3 only"
