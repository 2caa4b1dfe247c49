"""A race view with a session behind it, and races that are run at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import mlp_core as mlp
from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.racing import RaceOrder
from mlp_gui.state.session import Session
from mlp_gui.views.races.view import RaceView
from tests.gui.state.conftest import Listener, first_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from mlp_gui.state.racing import Racing


@dataclass
class Stage:
    """A race view with what feeds it."""

    session: Session
    listener: Listener
    theme_controller: ThemeController
    view: RaceView
    qtbot: QtBot

    @property
    def racing(self) -> Racing:
        """The session's races."""
        return self.session.racing

    def ordered(self) -> RaceOrder:
        """Start a race and return what was ordered."""
        with self.qtbot.waitSignal(self.racing.ordered) as caught:
            self.racing.start()
        assert caught.args is not None
        assert isinstance(caught.args[0], RaceOrder)
        return caught.args[0]

    def race(self, n_epochs: int = 60) -> mlp.RaceReport:
        """Run a race to its end and show it."""
        self.racing.choose_epochs(n_epochs)
        order = self.ordered()
        report = mlp.Race(order.config).run()
        self.racing.receive_report(order.number, report)
        self.view.grab()
        return report


@pytest.fixture
def stage(qapp: object, qtbot: QtBot) -> Iterator[Stage]:
    """Return a view of 1200 by 320 pixels over the hand-out's XOR, before any race."""
    session = Session(mlp.EXAMPLES["xor_steps"])
    session.receive_snapshot(first_snapshot(session))
    theme_controller = ThemeController()
    preferences = Preferences()
    view = RaceView(session, theme_controller, preferences)
    qtbot.addWidget(view)
    view.resize(1200, 320)
    with qtbot.waitExposed(view):
        view.show()
    assert view.ranking.rows.rows == ()
    assert view.setup.go.text() == "Start race"
    yield Stage(session, Listener(session), theme_controller, view, qtbot)
    view.close()
