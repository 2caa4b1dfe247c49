"""The computation graph in the whole window: chosen in the dock of functions, and followed to the end of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from mlp_gui.views.galleries import GraphView
from tests.gui.program.hands import choose_example, click
from tests.gui.program.painted import written_on

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_the_graph_is_followed_to_the_end(program: Program, qtbot: QtBot) -> None:
    """The example with a penalty: every value and error signal of its graph is painted when the step is done."""
    choose_example(program, "univariate", qtbot)
    click(program, "segment_step")
    qtbot.waitUntil(lambda: program.session.stepping.trace is not None, timeout=20_000)
    box = program.window.findChild(QComboBox, "gallery")
    box.setFocus()
    while box.currentData() != "graph":
        QTest.keyClick(box, Qt.Key.Key_Down)
    view = program.window.findChild(GraphView, "graph_view")
    qtbot.waitUntil(view.isVisible, timeout=20_000)
    assert program.window.contents.galleries.title_bar.subtitle == view.subtitle
    program.session.stepping.to_end()
    qtbot.waitUntil(lambda: view.canvas.is_settled and view.canvas.story is not None, timeout=20_000)
    written = {each.text for each in written_on(view.canvas)}
    for node in view.canvas.story.nodes:
        assert node.value.text in written, node.key
        assert node.error is None or node.error.text in written, node.key
