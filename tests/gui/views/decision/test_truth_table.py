"""The truth table beside the plane (X1, X2, X4): what it says, that it follows the network, and the cursor in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from tests.gui.views.decision.hands import hover

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.views.decision.truth_table import TruthTablePicture
    from tests.gui.views.decision.conftest import Stage


def _shown(stage: Stage) -> TruthTablePicture:
    picture = stage.view.picture
    assert picture is not None
    assert picture.table is not None
    assert picture.table_place is not None
    return picture.table


def _columns(stage: Stage) -> dict[str, tuple[str, ...]]:
    table, picture = _shown(stage), stage.view.picture
    assert picture is not None
    assert picture.table_place is not None
    return {column.name: column.texts for column in table.columns(picture.table_place.with_hidden)}


def _show(stage: Stage, example: str) -> mlp.Network:
    experiment = mlp.EXAMPLES[example]
    dataset, network, _ = experiment.build()
    stage.show_run(dataset, network, experiment.training.loss)
    return network


def _row(stage: Stage, number: int) -> QPointF:
    """Return the middle of a row, counted from 0."""
    picture = stage.view.picture
    assert picture is not None
    assert picture.table_place is not None
    rect, table = picture.table_place.rect, _shown(stage)
    n_rows = len(table.table.targets)
    pitch = (rect.height() - 22.0) / n_rows
    return QPointF(rect.center().x(), rect.bottom() - (n_rows - number - 0.5) * pitch)


@pytest.mark.parametrize(
    ("example", "units"),
    [
        ("hand_xor_steps", {"ℎ₁": "0111", "ℎ₂": "0001", "𝑦": "0110"}),
        ("hand_xor_half_planes", {"𝑝₁": "0111", "𝑝₂": "1110", "𝑜": "0110"}),
    ],
)
def test_the_hand_outs_tables(stage: Stage, example: str, units: dict[str, str]) -> None:
    """X2's x1 x2 h1 h2 y and X4's x1 x2 p1 p2 o beside the plane, inside of the view and off the plot."""
    _show(stage, example)
    texts = {name: "".join(column) for name, column in _columns(stage).items()}
    assert texts == {"𝑥₁": "0011", "𝑥₂": "0101", **units, "𝑡": "0110"}
    picture = stage.view.picture
    assert picture is not None
    assert picture.frame is not None
    assert picture.table_place is not None
    rect = picture.table_place.rect
    assert stage.view.rect().contains(rect.toAlignedRect())
    assert not rect.intersects(picture.frame.plot)
    assert not rect.intersects(picture.frame.legend)
    assert min(picture.frame.plot.width(), picture.frame.plot.height()) >= 120


def test_it_follows_the_network(stage: Stage) -> None:
    """The numbers are the newest snapshot's, and a wrong answer is told from a right one."""
    network = _show(stage, "hand_xor_steps")
    assert _shown(stage).table.is_right.all()
    network.set_weights(network.weights, [network.biases[0], [0.5]])
    stage.move_network(network)
    assert _columns(stage)["𝑦"] == ("1", "1", "1", "1")
    assert _shown(stage).table.is_right.tolist() == [False, True, True, False]


def test_a_row_and_its_corner_are_one_thing(stage: Stage, qtbot: QtBot) -> None:
    """The row below the pointer marks its point in every view, a click selects it, and beside it nothing is marked."""
    _show(stage, "hand_xor_half_planes")
    cursor, sample = stage.session.cursor, _shown(stage).sample_of(2)
    hover(stage, qtbot, _row(stage, 2))
    assert cursor.hovered == Mark("sample", sample=sample)
    qtbot.mouseClick(stage.view, Qt.MouseButton.LeftButton, pos=_row(stage, 2).toPoint())
    assert cursor.selected == Mark("sample", sample=sample)
    hover(stage, qtbot, QPointF(2.0, 2.0))
    assert cursor.hovered is None
    soft = stage.theme_controller.theme.cursor_soft
    at = _row(stage, 2).toPoint()
    at.setX(int(stage.view.picture.table_place.rect.right()) - 2)  # type: ignore[union-attr]
    assert stage.view.grab().toImage().pixelColor(at) == soft


def test_only_a_gate_has_one_and_it_can_be_put_away(stage: Stage, half_plane: tuple[mlp.Dataset, mlp.Network]) -> None:
    """Other data have the plane to themselves; so has a gate where the menu says so."""
    _show(stage, "and_perceptron")
    assert _columns(stage)["𝑡"] == ("−1", "−1", "−1", "1")
    picture = stage.view.picture
    assert picture is not None
    assert picture.frame is not None
    beside = picture.frame.plot.width()
    stage.preferences.set_value("show_truth_table", False)
    assert picture.table_place is None
    assert picture.frame.plot.width() > beside
    stage.preferences.set_value("show_truth_table", True)
    assert picture.table_place is not None
    stage.show_run(*half_plane)
    assert stage.view.picture is not None
    assert stage.view.picture.table is None


def test_a_small_view_keeps_its_plane(stage: Stage) -> None:
    """Where there is no room for both the table gives way: the hidden units first, then all of it."""
    _show(stage, "xor_steps")
    picture = stage.view.picture
    assert picture is not None
    shown = []
    for side in range(460, 160, -20):
        stage.view.resize(side, side)
        place = picture.table_place
        shown.append(0 if place is None else 2 if place.with_hidden else 1)
    assert shown[0] == 2
    assert shown[-1] == 0
    assert shown == sorted(shown, reverse=True)


def test_a_low_view_has_the_table_in_the_legends_place(stage: Stage) -> None:
    """Below 180 pixels of height it stands beside the plane, whole and with the hidden units, and covers nothing."""
    _show(stage, "hand_xor_half_planes")
    for width, height in ((372, 146), (372, 130), (320, 130)):
        stage.view.resize(width, height)
        assert "".join(_columns(stage)["𝑜"]) == "0110"
        picture = stage.view.picture
        assert picture is not None
        assert picture.frame is not None
        assert picture.table_place is not None
        assert picture.table_place.replaces_legend
        rect, plot = picture.table_place.rect, picture.frame.plot
        assert stage.view.rect().contains(rect.toAlignedRect())
        assert not rect.intersects(plot)
        assert min(plot.width(), plot.height()) >= 64
    stage.view.resize(372, 146)
    assert "".join(_columns(stage)["𝑝₁"]) == "0111"
    _show(stage, "hand_xor_sigmoids")
    assert _columns(stage)["P"] == ("0.00", "1.00", "1.00", "1.00")
    stage.view.resize(460, 460)
    picture = stage.view.picture
    assert picture is not None
    assert picture.table_place is not None
    assert not picture.table_place.replaces_legend
