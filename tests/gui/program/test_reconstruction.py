"""A compression in the whole window: chosen by hand, seen beside what comes back, and decoded wherever one clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QPushButton, QWidget

import mlp_core as mlp
from mlp_gui.panels.table_preview import TablePreview
from mlp_gui.state.cursor import Mark
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.reconstruction.texts import caption
from tests.gui.panels.gestures import choose
from tests.gui.program.hands import choose_example, open_dock, wait_for_run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.session import Session
    from mlp_gui.views.reconstruction import ReconstructionView

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def opened(program: Program, qtbot: QtBot) -> ReconstructionView:
    """Open the dock by its entry in the View menu, and wait for the picture of the present moment."""
    open_dock(program.window.contents.reconstruction)
    wait_for_picture(program.session, qtbot)
    return program.window.contents.reconstruction.widget()


def wait_for_picture(session: Session, qtbot: QtBot) -> None:
    """Wait until what is seen is of the moment shown, and nothing runs."""
    qtbot.waitUntil(
        lambda: (
            session.snapshot is not None
            and session.snapshot.run_id == session.run_id
            and session.snapshot.status is RunStatus.PAUSED
            and session.reconstruction.picture is not None
            and session.reconstruction.picture.snapshot is session.snapshot
        ),
        timeout=20_000,
    )


def choose_task(program: Program, title: str, qtbot: QtBot) -> None:
    """Choose in the data's form what is learned, by keyboard."""
    box = program.window.findChild(QComboBox, "task")
    box.setFocus()
    while box.currentText() != title:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
    wait_for_run(program, qtbot)


def decoded_by_the_core(session: Session) -> np.ndarray:
    """Return what the core makes of the place that is decoded, in the user's own units."""
    picture, place = session.reconstruction.picture, session.reconstruction.place
    code = picture.plane.origin + np.array(place) @ picture.plane.axes
    outputs = mlp.decode(picture.snapshot.network, code[np.newaxis])[0]
    return picture.snapshot.dataset.in_units(outputs.astype(np.float64))


def test_digits_are_compressed_and_any_place_is_decoded(program: Program, qtbot: QtBot) -> None:
    """The example: pairs of test samples, one cursor, and a click, a drag and arrow keys that each decode a place."""
    session = program.session
    choose_example(program, "digits_autoencoder", qtbot)
    view = opened(program, qtbot)
    session.step_epoch()
    qtbot.waitUntil(lambda: session.snapshot.epoch == 1, timeout=20_000)
    wait_for_picture(session, qtbot)
    picture, network, dataset = session.reconstruction.picture, session.snapshot.network, session.snapshot.dataset
    assert view.is_of_pictures
    worse = caption(replace(picture, kept=-1.42))
    assert worse.startswith("What comes back of the test samples is further off than their mean would be.")
    assert picture.gallery[:10].tolist() == [
        int(dataset.test[dataset.groups[dataset.test] == digit][0]) for digit in range(10)
    ]
    back = network.predict(dataset.inputs[picture.gallery])
    np.testing.assert_allclose(picture.drawn, dataset.in_units(back), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(picture.points, mlp.encode(network, dataset.inputs), rtol=1e-6)
    assert view.canvas.drawing.axis_names()[0].endswith("unit 1")
    assert session.reconstruction.decoded() is None

    canvas, plot = view.canvas, view.canvas.drawing.frame.plot
    start = QPointF(plot.left() + 0.3 * plot.width(), plot.top() + 0.4 * plot.height()).toPoint()
    QTest.mousePress(canvas, LEFT, NO_KEY, start)
    assert session.reconstruction.place == pytest.approx(canvas.drawing.place_at(QPointF(start)))
    np.testing.assert_array_equal(session.reconstruction.decoded(), decoded_by_the_core(session))
    first = session.reconstruction.decoded()
    QTest.mouseMove(canvas, plot.center().toPoint())
    assert session.reconstruction.place == pytest.approx(canvas.drawing.place_at(QPointF(plot.center().toPoint())))
    QTest.mouseRelease(canvas, LEFT, NO_KEY, plot.center().toPoint())
    assert not np.array_equal(session.reconstruction.decoded(), first)
    np.testing.assert_array_equal(session.reconstruction.decoded(), decoded_by_the_core(session))

    across, up = session.reconstruction.place
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert session.reconstruction.place[0] > across
    assert session.reconstruction.place[1] > up
    assert "Decoded at" in canvas.accessibleDescription()

    tile = view.tiles.gallery.box(1).center().toPoint()
    QTest.mouseClick(view.tiles, LEFT, NO_KEY, tile)
    chosen = int(picture.gallery[1])
    assert session.cursor.selected == Mark("sample", sample=chosen)
    answer = session.reconstruction.answer_to(chosen)
    assert answer.error == pytest.approx(float(picture.errors[picture.row_of(chosen)]), rel=1e-4)
    QTest.mouseMove(canvas, plot.topLeft().toPoint() - QPoint(20, 0))
    session.cursor.set_hovered(None)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert session.cursor.selected == Mark("sample", sample=int(picture.gallery[2]))
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    at = QPointF(*canvas.drawing.positions[chosen].tolist()).toPoint()
    QTest.mouseMove(canvas, at)
    near = canvas.drawing.sample_near(QPointF(at))
    assert session.cursor.hovered == Mark("sample", sample=near)

    # The place stays while it trains on, and what is decoded follows.
    before = session.reconstruction.decoded()
    session.step_batch()
    qtbot.waitUntil(lambda: session.snapshot.step == picture.snapshot.step + 1, timeout=20_000)
    wait_for_picture(session, qtbot)
    assert not np.array_equal(session.reconstruction.decoded(), before)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert session.reconstruction.decoded() is None


def test_the_task_of_a_table_of_flowers_is_changed_and_back(program: Program, qtbot: QtBot) -> None:
    """In the form, as one step of undo each; other views have no wrong word for it."""
    session = program.session
    choose_example(program, "iris", qtbot)
    choose_task(program, "Compression", qtbot)
    assert session.experiment.network.hidden_sizes == (8, 2, 8)
    assert (session.experiment.network.output_activation, session.experiment.training.loss) == (
        "identity", "squared_error",
    )  # fmt: skip
    assert "4 inputs go through 2 units" in program.window.findChild(QLabel, "task_note").text()
    view = opened(program, qtbot)
    assert not view.is_of_pictures
    columns = view.values.columns()
    sample = session.reconstruction.sample
    np.testing.assert_allclose(columns[0], session.snapshot.dataset.points[sample])
    network, dataset = session.snapshot.network, session.snapshot.dataset
    np.testing.assert_allclose(columns[1], dataset.in_units(network.predict(dataset.inputs[[sample]]))[0])
    assert columns[2] is None
    QTest.mouseClick(view.canvas, LEFT, NO_KEY, view.canvas.drawing.frame.plot.center().toPoint())
    np.testing.assert_array_equal(view.values.columns()[2], decoded_by_the_core(session))

    program.window.contents.assessment.toggleViewAction().trigger()
    assert "neither classes nor values" in session.regions.assessed.obstacle
    assert session.regions.assessed.request() is None
    assert "another task" in session.own_data.painting.obstacle
    assert program.window.contents.network.scene.structure.layers[-1].unit_names == session.snapshot.dataset.point_names

    program.window.contents.reconstruction.raise_()  # from behind the evaluation
    choose_task(program, "Classification", qtbot)
    assert (session.experiment.network.output_activation, session.experiment.training.loss) == (
        "softmax", "categorical_cross_entropy",
    )  # fmt: skip
    assert "does not give its inputs back" in view.message
    session.undo_stack.undo()
    wait_for_picture(session, qtbot)
    assert view.message == ""
    session.undo_stack.undo()
    wait_for_run(program, qtbot)
    assert session.experiment == mlp.EXAMPLES["iris"]


def test_a_wide_bottleneck_is_seen_along_directions_or_two_of_its_units(program: Program, qtbot: QtBot) -> None:
    """What is decoded lies in the plane through the mean of all codes: of the other units nothing but that is known."""
    session = program.session
    compressed = mlp.as_compression(mlp.EXAMPLES["wine"], 4)
    session.enter_new_run(compressed, "compress")
    view = opened(program, qtbot)
    picture = session.reconstruction.picture
    assert view.canvas.drawing.axis_names() == ("𝑐₁", "𝑐₂")
    codes = mlp.encode(session.snapshot.network, session.snapshot.dataset.inputs)
    np.testing.assert_allclose(picture.code_at((0.0, 0.0)), codes.mean(axis=0), atol=1e-12)
    across, up = (program.window.findChild(QComboBox, f"reconstruction_{name}") for name in ("across", "up"))
    assert across.isVisible()
    across.setFocus()
    for _ in range(3):
        QTest.keyClick(across, Qt.Key.Key_Down)
    assert session.reconstruction.units == (2, 0), "where they met on the way, the two changed places"
    assert up.currentText() == "Unit 1"
    qtbot.waitUntil(lambda: session.reconstruction.picture.units == (2, 0), timeout=20_000)
    picture = session.reconstruction.picture
    np.testing.assert_allclose(picture.points, codes[:, [2, 0]], atol=1e-12)
    session.reconstruction.decode_at((0.5, -0.25))
    code = picture.code_at((0.5, -0.25))
    assert (code[2], code[0]) == (0.5, -0.25)
    np.testing.assert_allclose(code[[1, 3]], codes.mean(axis=0)[[1, 3]])
    np.testing.assert_array_equal(session.reconstruction.decoded(), decoded_by_the_core(session))


def test_a_single_unit_is_a_line(program: Program, qtbot: QtBot) -> None:
    """Points of the plane through one number: lanes of classes, and only the way across is decoded."""
    session = program.session
    session.enter_new_run(mlp.as_compression(mlp.EXAMPLES["circle"]), "compress")
    view = opened(program, qtbot)
    drawing = view.canvas.drawing
    assert drawing.is_line
    groups = session.snapshot.dataset.groups
    heights = drawing.positions[:, 1]
    assert len(set(heights[groups == 0])) == len(set(heights[groups == 1])) == 1
    place = QPointF(drawing.frame.plot.left() + 20.0, drawing.frame.plot.top() + 5.0).toPoint()
    QTest.mouseClick(view.canvas, LEFT, NO_KEY, place)
    network = session.reconstruction.picture.snapshot.network
    expected = mlp.decode(network, np.array([[session.reconstruction.place[0]]]))[0]
    np.testing.assert_array_equal(session.reconstruction.decoded(), expected)


def test_data_that_cannot_be_compressed_say_so(program: Program, qtbot: QtBot) -> None:
    """One input leaves nothing to choose; a network without hidden layers says what is missing."""
    session = program.session
    choose_example(program, "sine", qtbot)
    open_dock(program.window.contents.reconstruction)
    assert not program.window.findChild(QComboBox, "task").isEnabled()
    assert "one coordinate" in session.reconstruction.obstacle
    session.choose_task("compression")
    assert session.experiment == mlp.EXAMPLES["sine"], "it is refused, and nothing changes"
    compressed = mlp.as_compression(mlp.EXAMPLES["circle"])
    session.enter_new_run(
        replace(compressed, network=replace(compressed.network, hidden_sizes=(), hidden_activations=())), "compress"
    )
    wait_for_run(program, qtbot)
    assert "no hidden layer" in session.reconstruction.obstacle
    assert session.reconstruction.request() is None


def test_a_table_is_compressed_without_a_target(program: Program, qtbot: QtBot) -> None:
    """In the preview: the task by a click, no colours by the list; what is used gives the columns back."""
    session, tables = program.session, program.session.own_data.tables
    kinds = "\n".join(f"{5 + row % 7 / 10},{2 + row % 5 / 10},{row % 4 / 10},{'ab'[row % 2]}" for row in range(40))
    QGuiApplication.clipboard().setText(f"long,wide,high,kind\n{kinds}")
    program.window.window_actions["paste_data"].trigger()
    qtbot.waitUntil(lambda: tables.data is not None, timeout=20_000)
    preview = next(preview for preview in program.window.findChildren(TablePreview) if preview.isVisible())
    segments = preview.findChild(QWidget, "table_task")
    QTest.mouseClick(segments.findChild(QAbstractButton, "segment_compression"), LEFT)
    qtbot.waitUntil(lambda: tables.data is not None, timeout=20_000)
    assert tables.choice.target == "kind"
    choose(preview.findChild(QComboBox, "table_target"), "")
    qtbot.waitUntil(lambda: tables.data is not None, timeout=20_000)
    assert (tables.choice.target, tables.choice.inputs) == ("", ("long", "wide", "high"))
    use = next(button for button in preview.findChildren(QPushButton) if button.text() == "Use this data")
    QTest.mouseClick(use, LEFT)
    wait_for_run(program, qtbot)
    assert session.snapshot.network.sizes == (3, 8, 2, 8, 3)
    assert session.snapshot.dataset.groups.size == 0
    assert not program.window.findChild(QComboBox, "task").isEnabled(), "there is no target to learn instead"
    view = opened(program, qtbot)
    assert len(view.values.columns()[0]) == 3


def test_pairs_are_seen_at_every_height(program: Program, qtbot: QtBot) -> None:
    """Where there is no room for a row of them below the plot, they stand beside it; dragging larger loses none."""
    choose_example(program, "digits_autoencoder", qtbot)
    opened(program, qtbot)
    view = type(program.window.contents.reconstruction.widget())(
        program.session, program.theme_controller, program.preferences
    )
    qtbot.addWidget(view)
    for height in (*range(250, 720, 20), 260):
        view.resize(372, height)
        view.show()
        view.layout().activate()
        assert view.tiles.gallery_count >= 3, height
