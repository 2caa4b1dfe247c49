"""From sample to sample by keys, in the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.gui.program.hands import press_key

if TYPE_CHECKING:
    from mlp_gui.app import Program
    from mlp_gui.state.stepping import Stepping

BACK, ON = Qt.Key.Key_Left, Qt.Key.Key_Right
ALT = Qt.KeyboardModifier.AltModifier


def test_alt_and_arrows_go_from_sample_to_sample(program: Program, stepping: Stepping) -> None:
    """Around the batch at either end, standing at the like line; while a question is open too."""
    stepping.set_sample(0)
    press_key(program, Qt.Key.Key_Space)
    position = stepping.position
    press_key(program, ON, ALT)
    assert (stepping.sample, stepping.position) == (1, position)
    press_key(program, BACK, ALT)
    press_key(program, BACK, ALT)
    assert stepping.sample == stepping.sample_count - 1
    stepping.set_predict(True)
    while stepping.question is None:
        stepping.forward()
    press_key(program, ON, ALT)
    assert (stepping.sample, stepping.question) == (0, None)


def test_only_step_mode_offers_other_samples(program: Program, stepping: Stepping) -> None:
    """While exploring there is none to go to."""
    actions = [program.window.window_actions[name] for name in ("previous_sample", "next_sample")]
    assert all(action.isEnabled() for action in actions)
    stepping.set_sample(0)
    actions[1].trigger()
    assert stepping.sample == 1
    stepping.set_active(False)
    assert not any(action.isEnabled() for action in actions)
