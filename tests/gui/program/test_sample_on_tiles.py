"""What tiles of many inputs say: the chosen sample's numbers, or honest means over the training part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mlp_gui.state.cursor import Mark
from mlp_gui.views.network import unit_means
from mlp_gui.views.network.scene import Hit
from tests.gui.program.hands import choose_example

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program


def test_the_inputs_follow_the_chosen_sample(program: Program, qtbot: QtBot) -> None:
    """Drawn anew from nothing, the network looks as it did when the sample was chosen: no tile kept former numbers."""
    choose_example(program, "iris", qtbot)
    session = program.session
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    network = program.window.contents.network
    fill = network._shown.fills[0]
    assert np.abs(fill.values).max() < 1e-9, "means of z-scores"
    assert fill.scale.half == 1.0, "nothing is no colour"
    before = network.grab().toImage()
    session.cursor.set_selected(Mark("sample", sample=101))
    chosen = network.grab().toImage()
    assert chosen != before
    program.theme_controller.theme_changed.emit(program.theme_controller.theme)
    assert network.grab().toImage() == chosen


def test_means_are_those_of_the_whole_training_part(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a few hundred rows evenly they are others, and some of another sign; too many for the GUI thread are read."""
    monkeypatch.setattr(unit_means, "_CHEAP", 0)
    monkeypatch.setattr(unit_means, "_BLOCK", 100)
    choose_example(program, "housing", qtbot)
    session, network = program.session, program.window.contents.network
    qtbot.waitUntil(lambda: session.snapshot.run_id == session.run_id, timeout=20_000)
    snapshot = session.snapshot

    def has_all() -> bool:
        frame = network._shown.frame
        return frame is not None and frame.averaged == len(snapshot.dataset.train)

    qtbot.waitUntil(has_all, timeout=20_000)
    inputs = snapshot.dataset.inputs[snapshot.dataset.train]
    exact = snapshot.network.forward(inputs)[1][-1].mean(axis=0)
    assert network._shown.frame.units[-1] == pytest.approx(exact, rel=1e-6, abs=1e-9)
    assert network._shown.frame.units[0] == pytest.approx(np.zeros(inputs.shape[1]), abs=1e-6), "z-scores"
    assert network._shown.legend.is_mean
    rows = network.make_card(Hit("tile", len(snapshot.network.sizes) - 1, 0)).rows
    assert "mean over the training part" in [row.label for row in rows]
