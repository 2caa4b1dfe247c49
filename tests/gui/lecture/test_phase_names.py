"""The phases' names: a learning rule has no gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.lecture.phase_chips import PhaseChips

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


def test_a_learning_rule_predicts_compares_and_corrects(
    session: Session, theme_controller: ThemeController, preferences: Preferences, qtbot: QtBot
) -> None:
    """The chips say so, where those of gradient descent speak of loss and gradient."""
    chips = PhaseChips(session, theme_controller, preferences)
    qtbot.addWidget(chips)
    session.stepping.set_active(True)
    network = mlp.Network([2, 1], hidden=(), output="sign", rng=1)
    for optimizer, names in (
        ("perceptron", ["input", "predict", "compare", "correct", "update"]),
        ("sgd", ["input", "forward", "loss", "backward", "gradient", "update"]),
    ):
        config = mlp.TrainingConfig(optimizer=optimizer, loss="perceptron", learning_rate=1.0)
        session.stepping.receive_trace(session.run_id, mlp.trace_step(network, [[0.0, 1.0]], [[-1.0]], config))
        assert [name for name, _ in chips.states] == names
        assert names[1] in chips.accessibleName()
