"""What the decision view reads out: the point below the pointer, its outputs, its sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

import mlp_core as mlp
from mlp_gui.look.numbers import fixed
from mlp_gui.state.cursor import Mark
from mlp_gui.views.decision.output_scale import OutputScale
from mlp_gui.views.decision.readout import read_out
from tests.gui.views.decision.hands import hover

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.views.decision.conftest import Stage

Run = tuple[mlp.Dataset, mlp.Network]


def test_reads_out_exactly_what_the_network_predicts(stage: Stage, half_plane: Run, qtbot: QtBot) -> None:
    """The card's numbers are those of predict at the pointer's point."""
    dataset, network = half_plane
    network.set_weights([[[0.7, -0.3]]], [[0.1]])
    stage.show_run(dataset, network)
    picture = stage.view.picture
    assert picture is not None
    assert picture.frame is not None
    hover(stage, qtbot, picture.frame.position(1.3, -2.1))
    readout = stage.view.readout
    assert readout is not None
    assert readout.point == pytest.approx([1.3, -2.1], abs=0.06)
    expected = network.predict(readout.point[np.newaxis])[0]
    assert readout.outputs == pytest.approx(expected, abs=0.0)
    values = [row.value for row in readout.rows]
    assert fixed(float(expected[0]), 4) in values
    assert "class 1" in values
    assert stage.view.accessibleDescription() == readout.text


def test_the_readout_follows_the_training(stage: Stage, half_plane: Run, qtbot: QtBot) -> None:
    """A newer snapshot changes the numbers under a pointer that rests."""
    dataset, network = half_plane
    stage.show_run(dataset, network)
    picture = stage.view.picture
    assert picture is not None
    assert picture.frame is not None
    hover(stage, qtbot, picture.frame.position(2.0, 0.5))
    network.set_weights([[[-0.5, 0.0]]], [[0.0]])
    stage.move_network(network)
    readout = stage.view.readout
    assert readout is not None
    assert readout.outputs == pytest.approx(network.predict(readout.point[np.newaxis])[0], abs=0.0)


def test_marks_the_sample_below_the_pointer_for_all_views(stage: Stage, half_plane: Run, qtbot: QtBot) -> None:
    """Hovering a point sets the shared cursor and snaps to it, clicking selects it, leaving lets go."""
    dataset, network = half_plane
    stage.show_run(dataset, network)
    picture = stage.view.picture
    assert picture is not None
    position = picture.sample_position(3)
    assert position is not None
    hover(stage, qtbot, position + QPointF(3, 2))
    cursor = stage.session.cursor
    assert cursor.hovered == Mark("sample", sample=3)
    readout = stage.view.readout
    assert readout is not None
    assert readout.point.tolist() == dataset.points[3].tolist()
    assert readout.rows[-1].value == "class 1, test"
    qtbot.mouseClick(stage.view, Qt.MouseButton.LeftButton, pos=position.toPoint())
    assert cursor.selected == Mark("sample", sample=3)
    hover(stage, qtbot, QPointF(2, 2))
    assert cursor.hovered is None
    assert stage.view.readout is None


def test_a_sample_hovered_elsewhere_is_ringed(stage: Stage, half_plane: Run) -> None:
    """The cursor of another view shows here as its yellow ring."""
    stage.show_run(*half_plane)
    before = stage.view.grab().toImage()
    stage.session.cursor.set_hovered(Mark("sample", sample=0))
    assert stage.view.grab().toImage() != before


def test_the_keyboard_reads_out_too(stage: Stage, half_plane: Run, qtbot: QtBot) -> None:
    """Arrow keys start in the middle and move the point; Escape ends it."""
    stage.show_run(*half_plane)
    assert stage.view.focusPolicy() == Qt.FocusPolicy.StrongFocus
    for _ in range(3):
        qtbot.keyClick(stage.view, Qt.Key.Key_Right)
    readout = stage.view.readout
    assert readout is not None
    assert readout.point == pytest.approx([3 * 12.0 / 60.0, 0.0], abs=0.03)
    qtbot.keyClick(stage.view, Qt.Key.Key_Escape)
    assert stage.view.readout is None


def test_three_classes_read_out_each_output(stage: Stage, three_classes: Run, qtbot: QtBot) -> None:
    """Every class has its number, and the answer is the highest."""
    dataset, network = three_classes
    stage.show_run(dataset, network)
    picture = stage.view.picture
    assert picture is not None
    assert picture.frame is not None
    hover(stage, qtbot, picture.frame.position(-3.0, -2.0))
    readout = stage.view.readout
    assert readout is not None
    values = {row.name: row.value for row in readout.rows}
    expected = network.predict(readout.point[np.newaxis])[0]
    assert [values[name] for name in dataset.class_names] == [fixed(float(value), 4) for value in expected]
    assert values["answer"] == "class 1"


def test_of_many_outputs_the_highest_are_told(stage: Stage) -> None:
    """A card of ten digits was higher than its dock, the answer cut off; what is kept back leaves no hint of it."""
    network = mlp.Network([2, 10], hidden=(), output="softmax", rng=1)
    biases = np.linspace(0.0, 4.5, 10)
    network.set_weights([np.zeros((10, 2)).tolist()], [biases.tolist()])
    dataset = mlp.Dataset.from_arrays(np.arange(20.0).reshape(10, 2), np.arange(10))
    snapshot = stage.show_run(dataset, network)
    readout = read_out(snapshot, OutputScale.of(snapshot), np.array([0.0, 0.0]))
    outputs = network.predict(np.zeros((1, 2)))[0]
    told = {row.name: row.value for row in readout.rows[2:]}
    names = dataset.class_names
    assert list(told) == [names[7], names[8], names[9], "7 others", "answer"]
    assert told[names[9]] == fixed(float(outputs[9]), 4)
    assert told["7 others"] == f"≤ {fixed(float(outputs[6]), 4)}"
    assert told["answer"] == names[9]
    withheld = read_out(snapshot, OutputScale.of(snapshot), np.array([0.0, 0.0]), is_withheld=True)
    assert [(row.name, row.value) for row in withheld.rows[2:]] == [("answer", "–")]
