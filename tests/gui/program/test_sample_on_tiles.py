"""What tiles of many inputs say: the chosen sample's numbers, or honest means over the training part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.network.frame import sample_inputs
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


def test_means_are_those_of_rows_from_every_class() -> None:
    """The rows of iris are sorted by class: z-scored inputs have the mean 0 over all of its training part."""
    dataset, _, _ = mlp.EXAMPLES["iris"].build()
    assert sample_inputs(dataset, -1).mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-12)
