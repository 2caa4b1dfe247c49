"""The linear collapse in the whole window: the product is the network, and its line lies on the network's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import mlp_core as mlp
from tests.gui.program.hands import choose_example, wait_for_run

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.app import Program
    from mlp_gui.views.collapse import CollapseView


@pytest.fixture
def view(program: Program, qtbot: QtBot) -> CollapseView:
    """Return the opened view of the spiral's network, which does not collapse."""
    choose_example(program, "spiral", qtbot)
    program.window.contents.collapse.toggleViewAction().trigger()
    return program.window.contents.collapse.widget()


def make_linear(program: Program, view: CollapseView, qtbot: QtBot) -> None:
    """Click the view's button, and wait for the product."""
    QTest.mouseClick(view.make_linear, Qt.MouseButton.LeftButton)
    wait_for_run(program, qtbot)
    qtbot.waitUntil(lambda: program.session.regions.collapse.picture is not None, timeout=20_000)


def test_says_what_keeps_a_network_from_collapsing(program: Program, view: CollapseView, qtbot: QtBot) -> None:
    """Which layer has which units; a network of one layer has nothing to collapse."""
    assert view.message.startswith("Hidden 1 has Tanh units")
    assert view.make_linear.isVisible()
    assert not view.grab().isNull()
    choose_example(program, "and_perceptron", qtbot)
    assert view.message.startswith("This network is one layer already")
    assert not view.make_linear.isVisible()


def test_three_linear_layers_are_one(program: Program, view: CollapseView, qtbot: QtBot) -> None:
    """W3 W2 W1 x + b gives the network's sums to 1e-12, and its line lies where the network's boundary is traced."""
    session = program.session
    make_linear(program, view, qtbot)
    assert session.experiment.network.hidden_activations == ("identity", "identity")
    picture = session.regions.collapse.picture
    network, dataset = session.snapshot.network, session.snapshot.dataset
    first, second, third = network.weights
    np.testing.assert_allclose(picture.weights, third @ second @ first, rtol=1e-12)
    sums = network.forward(dataset.inputs)[0][-1]
    np.testing.assert_allclose(dataset.inputs @ picture.weights.T + picture.biases, sums, atol=1e-12)
    assert picture.difference < 1e-12
    assert picture.line is not None
    normal = picture.weights[0]
    for places in (picture.line, picture.network_boundary.reshape(-1, 2)):
        inputs = dataset.input_map(places)
        np.testing.assert_allclose(inputs @ normal + picture.biases[0], 0.0, atol=1e-4)
    assert len(picture.network_boundary) > 10
    assert view.formula == "𝐖 = 𝐖₃ 𝐖₂ 𝐖₁"
    assert view.verdict.startswith("differs by at most ")
    assert view.message == ""
    assert not view.make_linear.isVisible()


def test_it_follows_the_training_and_undo_takes_the_layers_back(
    program: Program, view: CollapseView, qtbot: QtBot
) -> None:
    """A newer moment has its own product; undo brings the curved units back, and the message."""
    session = program.session
    make_linear(program, view, qtbot)
    session.step_epoch()
    qtbot.waitUntil(
        lambda: session.snapshot.step > 0 and session.regions.collapse.picture.snapshot is session.snapshot,
        timeout=20_000,
    )
    session.undo_stack.undo()
    assert view.message.startswith("Hidden 1 has Tanh units")
    assert session.regions.collapse.request() is None


def test_several_outputs_and_values_have_a_product_without_a_line(
    program: Program, view: CollapseView, qtbot: QtBot
) -> None:
    """Three classes and a regression: matrices alone."""
    session = program.session
    for name, rows in (("blobs", 3), ("plane", 1)):
        example = mlp.EXAMPLES[name]
        count = len(example.network.hidden_sizes)
        network = replace(example.network, hidden_activations=("identity",) * count)
        session.set_experiment(replace(example, network=network), "open a linear network")
        wait_for_run(program, qtbot)
        qtbot.waitUntil(
            lambda: (
                session.regions.collapse.picture is not None
                and session.regions.collapse.picture.snapshot.run_id == session.run_id
            ),
            timeout=20_000,
        )
        picture = session.regions.collapse.picture
        assert picture.weights.shape == (rows, 2)
        assert picture.line is None
        assert picture.difference < 1e-12
        assert not view.grab().isNull()
