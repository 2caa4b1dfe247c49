"""Who plays a network that cannot learn is told why; who plays one that can is left alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

import mlp_core as mlp
from mlp_gui.state.advice import why_it_stands_still
from mlp_gui.state.snapshot import RunStatus

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from tests.gui.state.conftest import Listener

CAN_LEARN = [name for name in mlp.EXAMPLES if name not in ("hand_xor_steps", "hand_xor_half_planes")]


@pytest.mark.parametrize("name", CAN_LEARN)
def test_what_learns_needs_no_advice(name: str) -> None:
    """No example whose weights can move is explained away, the perceptron rule on steps least of all."""
    assert why_it_stands_still(mlp.EXAMPLES[name]) is None


@pytest.mark.parametrize("name", sorted(mlp.ACTIVATIONS))
def test_flat_says_that_the_slope_is_zero_everywhere(name: str) -> None:
    """The mark agrees with the derivative of every activation."""
    activation = mlp.ACTIVATIONS[name]
    if not activation.output_only:
        assert activation.is_flat == (not activation.slope(np.linspace(-3.0, 3.0, 61)).any())


@pytest.mark.parametrize("name", ["hand_xor_steps", "hand_xor_half_planes"])
def test_playing_steps_says_why_nothing_moves(session: Session, listener: Listener, name: str) -> None:
    """Playing a network of steps is answered in words, each time, and after the bar let go of what it said before."""
    session.open_example(name)
    session.play()
    assert not listener.notices
    session.receive_status(RunStatus.RUNNING)
    assert "gradient is zero everywhere" in listener.texts
    session.receive_status(RunStatus.PAUSED)
    session.step_batch()
    session.step_epoch()
    assert len(listener.notices) == 3


def test_steps_that_come_while_it_trains_are_explained_once(session: Session, listener: Listener) -> None:
    """A step chosen for a hidden layer while training is explained at once; further changes do not say it again."""
    session.receive_status(RunStatus.RUNNING)
    session.set_layer_activation(0, "step")
    assert "Hidden 1" in listener.texts
    session.set_layer_size(0, 5)
    assert len(listener.notices) == 1


def test_the_zero_one_loss_is_explained() -> None:
    """A loss that only counts has no slope either."""
    experiment = mlp.EXAMPLES["xor"]
    counted = replace(experiment, training=replace(experiment.training, loss="zero_one"))
    notice = why_it_stands_still(counted)
    assert notice is not None
    assert "zero-one" in notice.text
