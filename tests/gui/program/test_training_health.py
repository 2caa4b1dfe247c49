"""The health of the training in the whole window: histograms since the start, illnesses in words, units by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QStyleOptionViewItem

from mlp_gui.state.cursor import Mark
from mlp_gui.state.health import MOST_MOMENTS, QUANTITIES
from mlp_gui.state.snapshot import RunStatus
from mlp_gui.views.health import HealthView
from tests.gui.program.hands import choose_example

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.state.health import Health


def _opened(program: Program, qtbot: QtBot, example: str) -> tuple[Health, HealthView]:
    choose_example(program, example, qtbot)
    health = program.session.health
    assert health.request() is None, "nobody looks, so nothing is computed"
    program.window.contents.health.toggleViewAction().trigger()
    qtbot.waitUntil(lambda: health.picture is not None, timeout=20_000)
    return health, program.window.contents.health.widget()


def test_histograms_reach_back_to_the_start(program: Program, qtbot: QtBot) -> None:
    """Opened after some training, the strips show the whole run, and their last column the network of now."""
    session = program.session
    choose_example(program, "moons", qtbot)
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.epoch >= 6, timeout=20_000)
    session.pause()
    qtbot.waitUntil(lambda: session.snapshot.status is RunStatus.PAUSED, timeout=20_000)
    program.window.contents.health.toggleViewAction().trigger()
    qtbot.waitUntil(
        lambda: session.health.picture is not None and session.health.picture.snapshot is session.snapshot,
        timeout=20_000,
    )
    picture = session.health.picture
    assert picture.epochs[0] == 0.0
    assert picture.epochs[-1] >= 6.0
    assert 2 <= len(picture.epochs) <= MOST_MOMENTS
    network = session.snapshot.network
    assert set(picture.strips) == {(layer, kind) for layer in range(network.layer_count) for kind in QUANTITIES}
    strip = picture.strips[0, "weights"]
    weights = np.clip(network.weights[0].reshape(-1), strip.low, strip.high)
    counts, _ = np.histogram(weights, strip.shares.shape[1], (strip.low, strip.high))
    np.testing.assert_allclose(strip.shares[-1], counts / counts.max())
    assert not picture.strips[0, "updates"].shares[0].any(), "nothing was changed before the start"


def test_a_dead_unit_is_named_and_found_by_a_click(program: Program, qtbot: QtBot) -> None:
    """A rectifier whose bias is far below zero is told of; a click on the sentence marks it, a good bias heals it."""
    health, view = _opened(program, qtbot, "moons")
    session = program.session
    session.set_network("rectifiers", hidden_activations=("relu",))
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    bias = session.snapshot.network.bias_index(0, 2)
    before = float(session.snapshot.network.parameters[bias])
    session.set_parameter(bias, -1000.0)
    qtbot.waitUntil(lambda: view.findings.count() > 0, timeout=20_000)
    assert view.verdict == f"{len(health.picture.findings)} thing{'s' * (len(health.picture.findings) > 1)} wrong"
    sentences = [view.findings.item(row).text() for row in range(view.findings.count())]
    row = next(row for row, text in enumerate(sentences) if text.startswith("Hidden 1, unit 3 is dead"))
    item = view.findings.item(row)
    view.findings.scrollToItem(item)
    place = view.findings.visualItemRect(item).center()
    QTest.mouseClick(view.findings.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))
    assert session.cursor.selected == Mark("unit", layer=0, unit=2)
    session.set_parameter(bias, before)
    qtbot.waitUntil(lambda: not any(each.kind == "dead" for each in health.picture.findings), timeout=20_000)


def test_no_line_of_a_sentence_is_cut(program: Program, qtbot: QtBot) -> None:
    """However wide the view is, each sentence about a network that cannot learn has the height of its lines."""
    health, _ = _opened(program, qtbot, "moons")
    session = program.session
    session.set_network("flat", output_activation="identity", hidden_activations=("relu",))
    qtbot.waitUntil(lambda: health.picture is not None and health.picture.run_id == session.run_id, timeout=20_000)
    session.set_parameter(len(session.snapshot.network.parameters) - 1, 1000.0)
    qtbot.waitUntil(lambda: any(each.kind == "still" for each in health.picture.findings), timeout=20_000)
    alone = HealthView(session, program.theme_controller, program.window)  # whose style sheet it has
    alone.show()
    findings = alone.findings
    for width in range(280, 480, 8):
        alone.resize(width, 400)
        findings.doItemsLayout()
        for row in range(findings.count()):
            height = findings.visualItemRect(findings.item(row)).height()
            assert _ink(findings, row, height) == _ink(findings, row, height + 100), (width, row)


def _ink(findings: QListWidget, row: int, height: int) -> int:
    """Return how many pixels have letters where a sentence is painted into a rectangle of some height."""
    option = QStyleOptionViewItem()
    option.initFrom(findings)
    option.widget = findings
    option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
    option.rect = QRect(0, 0, findings.viewport().width(), height)
    image = QImage(option.rect.size(), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        findings.itemDelegate().paint(painter, option, findings.indexFromItem(findings.item(row)))
    lines = (bytes(image.constScanLine(y))[: image.width()] for y in range(image.height()))
    return sum(image.width() - line.count(255) for line in lines)


def test_another_run_begins_another_picture(program: Program, qtbot: QtBot) -> None:
    """What was seen of one network is not shown of the next, which has other layers."""
    health, view = _opened(program, qtbot, "moons")
    program.session.add_layer(1)
    assert health.picture is None
    qtbot.waitUntil(lambda: health.picture is not None, timeout=20_000)
    assert (2, "weights") in health.picture.strips
    assert view.strips.place(2, "weights").bottom() <= view.strips.height()
