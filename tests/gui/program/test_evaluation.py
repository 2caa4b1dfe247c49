"""The evaluation in the whole window: counts by cell and their samples, the ROC curve, the plots of a regression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.assessment.confusion_table import ConfusionTable, fitting_font, number_font, percent, share_form
from mlp_gui.views.axes import PlotStyle
from tests.gui.program.conftest import answers_are_fine
from tests.gui.program.hands import choose_example

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.assessment import AssessmentView

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def opened(program: Program, qtbot: QtBot, example: str) -> AssessmentView:
    """Open an example and the dock beside it, and wait for what it shows."""
    choose_example(program, example, qtbot)
    assessed = program.session.regions.assessed
    assert assessed.request() is None, "nobody looks, so nothing is computed"
    program.window.contents.assessment.toggleViewAction().trigger()
    view = program.window.contents.assessment.widget()
    qtbot.waitUntil(lambda: assessed.picture is not None, timeout=20_000)
    return view


def trained(program: Program, qtbot: QtBot, epochs: int) -> None:
    """Train for some epochs, and wait until what came out is that of the moment shown."""
    session = program.session
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.epoch >= epochs, timeout=20_000)
    session.pause()
    qtbot.waitUntil(
        lambda: (
            session.status is RunStatus.PAUSED
            and session.snapshot.status is RunStatus.PAUSED
            and session.regions.assessed.picture.snapshot is session.snapshot
        ),
        timeout=20_000,
    )


def test_a_click_on_a_cell_shows_its_samples(program: Program, qtbot: QtBot) -> None:
    """The chips are the samples that the network itself takes for the other class, and each is marked in every view."""
    view = opened(program, qtbot, "moons")
    trained(program, qtbot, 3)
    session = program.session
    assessed, dataset = session.regions.assessed, session.snapshot.dataset
    assert assessed.part == "test", "what says most is shown first"
    hint = view.findChild(QLabel, "assessment_cell")
    assert (view.cell, hint.property("picture_title")) == ("Click a cell to see its samples.", ""), "not on paper"
    answers = session.snapshot.network.predict(dataset.inputs[dataset.test])[:, 0] > 0.5
    labels = dataset.labels[dataset.test]
    wrong = dataset.test[(labels == 1) & ~answers]
    assert len(wrong) > 2, "after so few epochs some are wrong"
    assert view.figures.endswith(f"{np.count_nonzero(labels != answers)} of {len(labels)} wrong")
    QTest.mouseClick(view.canvas, LEFT, NO_KEY, view.canvas.table.box((1, 0)).center().toPoint())
    assert assessed.chosen.tolist() == wrong.tolist()
    assert view.cell == f"{len(wrong)} samples of class 1 taken for class 0, of {np.count_nonzero(labels)}"
    assert hint.property("picture_title") is None
    sample, chip = view.samples.places[1]
    assert sample == wrong[1]
    QTest.mouseMove(view.samples, chip.center().toPoint())
    assert session.cursor.hovered == Mark("sample", sample=sample)
    QTest.mouseClick(view.samples, LEFT, NO_KEY, chip.center().toPoint())
    assert session.cursor.selected == Mark("sample", sample=sample)
    QTest.mouseClick(view.canvas, LEFT, NO_KEY, view.canvas.table.box((1, 0)).center().toPoint())
    assert not view.samples.isVisible(), "a second click lets go"


def test_the_chosen_samples_follow_the_training(program: Program, qtbot: QtBot) -> None:
    """A cell stays chosen while the network learns; who is in it is what the newest moment says."""
    view = opened(program, qtbot, "blobs")
    session = program.session
    assessed = session.regions.assessed
    view.canvas.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(view.canvas, key)
    assert assessed.cell == (1, 0)
    trained(program, qtbot, 4)
    dataset = session.snapshot.dataset
    answers = session.snapshot.network.predict(dataset.inputs[dataset.test]).argmax(axis=1)
    here = dataset.test[(dataset.labels[dataset.test] == 1) & (answers == 0)]
    assert assessed.chosen.tolist() == here.tolist()
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert assessed.cell is None


def test_another_part_and_an_example_without_it(program: Program, qtbot: QtBot) -> None:
    """Training samples instead of test samples; where there is only one part, that one is evaluated."""
    view = opened(program, qtbot, "moons")
    session = program.session
    choice = view.title_controls()[0]
    assert choice.values == ("train", "test")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: session.regions.assessed.picture.assessment.part == "train", timeout=20_000)
    assert f"of {len(session.snapshot.dataset.train)} wrong" in view.figures
    choose_example(program, "hand_xor_steps", qtbot)
    qtbot.waitUntil(lambda: session.regions.assessed.picture is not None, timeout=20_000)
    qtbot.waitUntil(lambda: choice.values == ("train",), timeout=20_000)
    assert "of 4 wrong" in view.figures


@pytest.mark.parametrize("width", [372, 900])
def test_points_of_a_regression_are_the_samples(program: Program, qtbot: QtBot, width: int) -> None:
    """Pointing at a mark of either plot marks its sample in every view, below one another as side by side."""
    view = opened(program, qtbot, "sine")
    program.window.resize(1600, 900)
    program.window.resizeDocks([program.window.contents.assessment], [width], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: abs(view.canvas.width() - width) < 30)
    session = program.session
    assessment = session.regions.assessed.picture.assessment
    assert isinstance(assessment, mlp.ValueAssessment)
    assert view.figures.startswith("R² ")
    seen = set()
    for y in range(0, view.canvas.height(), 3):
        for x in range(0, view.canvas.width(), 3):
            sample = view.canvas.sample_at(QPoint(x, y).toPointF())
            if sample >= 0:
                seen.add(sample)
                place = QPoint(x, y)
    assert seen <= set(assessment.samples.tolist())
    assert len(seen) > 10
    QTest.mouseMove(view.canvas, place)
    qtbot.waitUntil(lambda: session.cursor.hovered == Mark("sample", sample=view.canvas.sample_at(place.toPointF())))


def test_the_samples_of_a_cell_are_ringed_in_the_plane(program: Program, qtbot: QtBot) -> None:
    """Around each of them, and around no other, the region's picture changes."""
    view = opened(program, qtbot, "moons")
    trained(program, qtbot, 3)
    canvas = program.window.contents.decision.widget()
    qtbot.waitUntil(lambda: answers_are_fine(program.session), timeout=20_000)
    before = canvas.grab().toImage()
    program.session.regions.assessed.choose((1, 0))
    chosen = program.session.regions.assessed.chosen.tolist()
    assert chosen
    after = canvas.grab().toImage()
    positions = canvas.picture.frame.positions(program.session.snapshot.dataset.points)
    changed = [
        (x, y) for x in range(after.width()) for y in range(after.height()) if after.pixel(x, y) != before.pixel(x, y)
    ]
    assert changed
    for x, y in changed:
        assert min(np.hypot(*(positions[sample] - (x, y))) for sample in chosen) < 12.0
    assert view.samples.isVisible()


@pytest.mark.parametrize("room", [(372.0, 260.0), (372.0, 190.0), (620.0, 420.0)])
def test_ten_classes_have_room(program: Program, room: tuple[float, float]) -> None:
    """Counts leave air in the lowest rows, recall and precision have the same decimals, and precisions keep apart."""
    style = PlotStyle.of(program.theme_controller)
    table = ConfusionTable.fit(style, QRectF(0.0, 0.0, *room), tuple(str(digit) for digit in range(10)))
    assert QFontMetricsF(number_font(style, table)).capHeight() <= 0.65 * table.cells.height() / 10
    decimals, unit = share_form(style, [0.983, 0.98, 1.0, float("nan")], table.cells.width() / 10)
    widest = style.tick_metrics.horizontalAdvance(percent(0.983, decimals, unit))
    assert widest <= table.cells.width() / 10 or decimals == 0
    assert percent(0.983, decimals).removesuffix(" %") == percent(0.983, decimals, "")
    font = fitting_font(style, ("100", "98"), table.head_room)
    assert QFontMetricsF(font).horizontalAdvance("100") <= table.head_room + 1.0
