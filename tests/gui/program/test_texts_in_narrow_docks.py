"""In the docks of a small window nothing is cut off: what has no room is said in fewer letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

import mlp_core as mlp
from mlp_gui.panels.painted_row import PaintedRow
from mlp_gui.views.assessment.fit_plot import FitPlots
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.health.strips import KEY, HealthStrips
from mlp_gui.widgets.eliding_label import ElidingLabel
from mlp_gui.widgets.segmented_control import SegmentedControl
from tests.gui.program.hands import choose_example, open_dock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.assessed import AssessmentPicture


def test_where_the_other_inputs_are_held(program: Program, qtbot: QtBot) -> None:
    """All of it where there is room, else how many there are; where they are is said in the shortest one too."""
    choose_example(program, "iris", qtbot)
    picture = program.window.contents.decision.widget().picture
    style = PlotStyle.of(program.theme_controller)
    titles = picture.shown.titles
    assert titles[0].startswith("held at their mean: sepal ")
    assert titles[1:] == ("2 other inputs held at their mean", "others at the mean")
    for text in titles:
        assert picture.title_in(style, style.label_metrics.horizontalAdvance(text)) == text


def test_a_fitted_curve_is_called_a_prediction(program: Program, qtbot: QtBot) -> None:
    """It has no classes to decide between, and no switch for their colours, which was dead there."""
    dock = program.window.contents.decision
    switch = program.window.findChild(SegmentedControl, "region_mode")
    for example, name in (("bumps", "Prediction"), ("xor_steps", "Decision region"), ("plane", "Prediction")):
        choose_example(program, example, qtbot)
        assert dock.title_bar.title == name
        assert switch.isVisible() == (name == "Decision region")


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
        said, bar = strips.key_place()
        assert said in KEY[0]
        assert strips.rect().contains(bar.toRect())
        assert bar.top() > strips.place(len(names) - 1, "weights").bottom()
    metrics = PlotStyle.of(program.theme_controller).tick_metrics
    assert metrics.horizontalAdvance("Out±0.54") < strips.place(0, "weights").width()


def test_plots_of_a_regression_use_their_room(program: Program, qtbot: QtBot) -> None:
    """Beside or below one another as they are larger, with as many letters as have room on their axes."""
    picture, style = fitted(program, qtbot), PlotStyle.of(program.theme_controller)
    for width, height in ((240.0, 240.0), (372.0, 250.0), (372.0, 400.0), (700.0, 160.0)):
        plots = FitPlots(style, QRectF(0.0, 0.0, width, height), picture)
        drawn = sum(frame.plot.width() * frame.plot.height() for _, frame, _ in plots.plots)
        assert drawn > 0.3 * width * height
        for room, frame, _ in plots.plots:
            assert QRectF(0.0, 0.0, room.width(), room.height()).contains(frame.plot)
    assert plots.names == (("true ×10³", "predicted ×10³"), ("predicted ×10³", "residual ×10³"))


@pytest.mark.parametrize("largest", [1.38e159, 1.7e308])
def test_answers_of_a_run_that_diverged_stand_where_they_are(program: Program, qtbot: QtBot, largest: float) -> None:
    """Up to the largest double each axis reaches as far as the answers do; what is no number is left out."""
    picture, style = fitted(program, qtbot), PlotStyle.of(program.theme_controller)
    predicted = largest * np.linspace(-1.0, 1.0, len(picture.assessment.predicted))[:, np.newaxis]
    predicted[3] = np.nan
    diverged = replace(picture, assessment=replace(picture.assessment, predicted=predicted))
    plots = FitPlots(style, QRectF(0.0, 0.0, 372.0, 250.0), diverged)
    _, frame, points = plots.plots[0]
    assert np.allclose(points[[0, -1], 1], [-largest / 10.0**plots.power, largest / 10.0**plots.power])
    assert frame.y.low < points[:, 1].min() < points[:, 1].max() < frame.y.high < 1100.0
    assert len(points) == len(predicted) - 1
    assert np.isfinite(frame.positions(points)).all()
    target = QPixmap(372, 250)
    with QPainter(target) as painter:
        plots.paint(painter, -1)


def fitted(program: Program, qtbot: QtBot) -> AssessmentPicture:
    """Open the house prices and return how good the answers are."""
    choose_example(program, "housing", qtbot)
    open_dock(program.window.contents.assessment)
    qtbot.waitUntil(lambda: program.session.regions.assessed.picture is not None, timeout=20_000)
    return program.session.regions.assessed.picture


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
