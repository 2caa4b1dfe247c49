"""An odd output or loss is told under its field, with one click to another one; who has a proper pair is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp

from .gestures import choose, click

if TYPE_CHECKING:
    from mlp_gui.panels import NetworkPanel, TrainingPanel
    from mlp_gui.state.session import Session


def test_an_odd_loss_is_told_under_the_loss(
    training_panel: TrainingPanel, network_panel: NetworkPanel, session: Session
) -> None:
    """The warning says what goes wrong; its button takes the proposal as one step of undo, and it goes."""
    assert not training_panel.loss_note.isVisible()
    choose(training_panel.loss, "squared_error")
    assert "saturates" in training_panel.loss_note.text
    assert training_panel.loss_note.isVisible()
    assert not network_panel.output_note.isVisible()
    click(training_panel.loss_note.button)
    assert session.experiment == mlp.EXAMPLES["spiral"]
    assert not training_panel.loss_note.isVisible()
    session.undo_stack.undo()
    assert training_panel.loss_note.isVisible()


def test_an_odd_output_is_told_under_the_output(
    training_panel: TrainingPanel, network_panel: NetworkPanel, session: Session
) -> None:
    """Where the loss may stay, it is the output's field that tells."""
    choose(network_panel.output_activation, "identity")
    assert "no meaning" in network_panel.output_note.text
    assert training_panel.loss_note.text == ""
    click(network_panel.output_note.button)
    assert session.experiment == mlp.EXAMPLES["spiral"]
    assert network_panel.output_note.text == ""


def test_a_proper_pair_is_explained_in_the_tool_tips(
    training_panel: TrainingPanel, network_panel: NetworkPanel, session: Session
) -> None:
    """Why output and loss were proposed is said where they are chosen."""
    assert "y − t" in training_panel.loss.toolTip()
    assert "y − t" in network_panel.output_activation.toolTip()
    session.choose_dataset("plane")
    assert "a value of any size" in training_panel.loss.toolTip()
