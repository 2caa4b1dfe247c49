"""Loss and penalty apart: the switch is there where there is a penalty, and what is shown is what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    from tests.gui.views.surface.conftest import Stage


def test_without_a_penalty_there_is_nothing_to_choose(stage: Stage) -> None:
    """One switch less."""
    assert not stage.view.controls.content.isVisible()


def test_the_switch_shows_loss_penalty_or_both(stage: Stage) -> None:
    """Heights, the line below, and what the pointer reads out go together."""
    stage.session.set_training(l2=0.05)
    stage.qtbot.waitUntil(lambda: stage.session.snapshot.experiment.training.l2 == 0.05, timeout=20_000)
    picture = stage.settle()
    content = stage.view.controls.content
    assert content.isVisible()
    assert picture.shown == "total"
    assert "+ penalty" in stage.view.foot
    shown = {}
    for name in ("loss", "penalty", "total"):
        QTest.mouseClick(content.findChild(QAbstractButton, f"segment_{name}"), Qt.MouseButton.LeftButton)
        assert stage.picture.shown == name
        shown[name] = (stage.picture.values, stage.picture.true_loss, stage.view.map.grab().toImage(), stage.view.foot)
    assert np.array_equal(shown["loss"][0] + shown["penalty"][0], shown["total"][0])
    assert shown["loss"][1] + shown["penalty"][1] == pytest.approx(shown["total"][1])
    assert shown["loss"][2] != shown["penalty"][2]
    assert shown["penalty"][3].startswith("Penalty: true")
    network = stage.session.snapshot.network
    weights = np.concatenate([block.ravel() for block in network.weights])
    assert shown["penalty"][1] == pytest.approx(0.5 * 0.05 * np.square(weights).sum())


def test_the_next_step_is_that_of_both_whatever_is_shown(stage: Stage) -> None:
    """Gradient descent descends loss and penalty together."""
    stage.session.set_training(l2=0.05)
    stage.qtbot.waitUntil(lambda: stage.session.snapshot.experiment.training.l2 == 0.05, timeout=20_000)
    stage.session.surface.choose_kind("line")
    stage.settle()
    expected = stage.view.curve.picture.next_value
    stage.session.surface.choose_shown("loss")
    stage.view.grab()
    assert stage.view.curve.picture.next_value == expected
    stage.train(1)
    assert stage.settle().here[0] == pytest.approx(expected, rel=1e-12)
