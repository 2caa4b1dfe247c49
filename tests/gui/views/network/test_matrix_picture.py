"""The weights as a picture: every weight has its block and its number, and one can look closer."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from mlp_gui.look import DARK, LIGHT
from mlp_gui.look.numbers import signed
from mlp_gui.views.network.matrix_picture import HINT, MatrixPicture

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.gui.views.network.conftest import Stage


@pytest.fixture
def stage(make_stage: Callable[..., Stage]) -> Stage:
    """Return a view of a wide network, with the picture of its second matrix open."""
    stage = make_stage(hidden=(60, 40))
    stage.learn()
    stage.view.show_matrix(1)
    return stage


def sheet(stage: Stage) -> MatrixPicture:
    """Return the sheet."""
    return stage.view._matrix


def point_at(stage: Stage, row: int, column: int) -> None:
    """Move the pointer over a weight."""
    plot = sheet(stage).plot
    assert plot is not None
    place = plot._box.mapViewToScene(QPointF(column + 1.0, row + 1.0))
    QTest.mouseMove(plot.viewport(), plot.mapFromScene(place))


@pytest.mark.parametrize(("row", "column"), [(0, 0), (39, 59), (7, 30)])
def test_the_weight_under_the_pointer_is_read_out(stage: Stage, row: int, column: int) -> None:
    """Row and column under the pointer are those of the weight matrix, the first row at the top."""
    assert sheet(stage).readout == HINT
    point_at(stage, row, column)
    weight = float(stage.session.snapshot.network.weights[1][row, column])
    assert sheet(stage).readout == f"Hidden 1, unit {column + 1} → Hidden 2, unit {row + 1}  {signed(weight, 4)}"


def test_one_can_look_closer_and_back(stage: Stage) -> None:
    """Plus shows fewer rows and columns, the arrows move them, F shows all again; nothing leaves the matrix."""
    plot = sheet(stage).plot
    assert plot is not None
    whole = plot.visible_range
    assert whole == ((0.5, 60.5), (0.5, 40.5))
    for _ in range(40):
        QTest.keyClick(sheet(stage), Qt.Key.Key_Plus)
    (left, right), (top, bottom) = plot.visible_range
    assert right - left == pytest.approx(2.0)
    assert bottom - top == pytest.approx(2.0)
    for _ in range(300):
        QTest.keyClick(sheet(stage), Qt.Key.Key_Left)
    assert plot.visible_range[0][0] == pytest.approx(0.5)
    point_at(stage, round(top), 0)
    assert sheet(stage).readout.startswith("Hidden 1, unit 1 →")
    QTest.keyClick(sheet(stage), Qt.Key.Key_F)
    assert plot.visible_range == whole


def test_the_picture_follows_training(stage: Stage) -> None:
    """A newer moment is read out at once, where the pointer rests."""
    point_at(stage, 3, 4)
    before = sheet(stage).readout
    stage.learn(epochs=1)
    assert sheet(stage).readout != before


def test_the_button_closes(stage: Stage) -> None:
    """The cross hides the sheet, and the keyboard is the canvas's again."""
    QTest.mouseClick(sheet(stage).findChild(QToolButton, "close_weight_picture"), Qt.MouseButton.LeftButton)
    assert not sheet(stage).isVisible()
    assert stage.view.hasFocus()


def test_escape_on_the_canvas_closes_too(stage: Stage) -> None:
    """Escape closes the sheet also where the keyboard has gone back to the canvas meanwhile."""
    stage.view.setFocus()
    QTest.keyClick(stage.view, Qt.Key.Key_Escape)
    assert not sheet(stage).isVisible()
    assert stage.view.hasFocus()


def test_an_open_picture_follows_the_theme(stage: Stage) -> None:
    """Sheet and plot take the new theme's ground at once, and not only when they are opened again."""
    plot = sheet(stage).plot
    assert plot is not None
    for mode, theme in (("dark", DARK), ("light", LIGHT)):
        stage.theme_controller.set_mode(mode)
        image = sheet(stage).grab().toImage()
        assert image.pixelColor(20, image.height() - 12) == theme.panel
        assert plot.backgroundBrush().color() == theme.panel


def test_the_start_does_not_wait_for_the_plot() -> None:
    """Importing the window's parts leaves pyqtgraph to the first picture of weights."""
    code = "import sys, mlp_gui.window.contents, mlp_gui.app; sys.exit('pyqtgraph' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
