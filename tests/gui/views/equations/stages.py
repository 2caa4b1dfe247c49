"""What the tests of the step-through's views share: a view on a real step-through, and traced networks."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

View = TypeVar("View", bound=QWidget)


@dataclass
class Stage(Generic[View]):
    """A view with what feeds it."""

    session: Session
    theme_controller: ThemeController
    view: View
    qtbot: QtBot

    def show_trace(self, trace: mlp.Trace, sample: int | None = 0) -> mlp.StepSequence:
        """Deliver a trace and walk one of its samples; returns the lines."""
        stepping = self.session.stepping
        stepping.set_active(True)
        stepping.receive_trace(self.session.run_id, trace)
        stepping.set_sample(sample)
        return trace.steps("term", stepping.sample)

    def go_to(self, position: int) -> None:
        """Stand at a line and wait until it is on the page."""
        self.session.stepping.go_to(position)
        self.settle()

    def settle(self) -> None:
        """Wait until the page shows what was asked for last."""
        self.qtbot.waitUntil(lambda: self.view.canvas.is_settled)  # type: ignore[attr-defined]


@contextmanager
def staged(view_type: type[View], size: tuple[int, int], qtbot: QtBot) -> Iterator[Stage[View]]:
    """Show a view of a size in the light theme, and put everything back afterwards."""
    session, theme_controller = Session(), ThemeController()
    theme_controller.set_mode("light")
    view = view_type(session, theme_controller, Preferences())  # type: ignore[call-arg]
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    qtbot.waitExposed(view)
    yield Stage(session, theme_controller, view, qtbot)
    view.hide()
    theme_controller.set_mode("system")
    theme_controller.set_scale(1.0)


def trace_of(sizes: tuple[int, ...], n_samples: int = 4, **settings: object) -> mlp.Trace:
    """Return one training step of a network with weights of both signs."""
    rng = np.random.default_rng(3)
    network = mlp.Network(list(sizes), hidden="sigmoid", output="sigmoid", rng=5)
    network.set_parameters(rng.uniform(-2.0, 2.0, network.parameter_count))
    inputs = rng.uniform(-1.0, 1.0, (n_samples, sizes[0]))
    targets = rng.integers(0, 2, (n_samples, sizes[-1])).astype(float)
    config = mlp.TrainingConfig(**{"loss": "squared_error", "optimizer": "sgd", "learning_rate": 0.5, **settings})
    return mlp.trace_step(network, inputs, targets, config)
