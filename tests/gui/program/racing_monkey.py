"""A random hand that also races: sets races up, starts and stops them, looks at racers and opens their networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from tests.gui.program.lecturing_monkey import LecturingMonkey
from tests.gui.program.monkey import RUBBISH

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.session import Session
    from mlp_gui.views.races.view import RaceView

FIELDS = ("race_rate_adam", "race_rates", "race_sizes", "race_starts", "race_first_seed", "race_epochs")
KINDS = ("optimizer", "learning_rate", "batch_size", "start")


class RacingMonkey(LecturingMonkey):
    """Races now and then, in the dock or over the whole window; "racing" is among what it has `seen` then."""

    def __init__(self, window: QMainWindow, session: Session, rng: np.random.Generator) -> None:
        super().__init__(window, session, rng)
        self.gestures += [self.race] * 3

    def gesture(self) -> str:
        """Make one gesture, and note whether anybody races."""
        name = super().gesture()
        if self.session.racing.report is not None:
            self.seen.add("racing")
        return name

    def race(self) -> None:
        """Open the race, set it up, start or stop it, look at a racer, or open one; or put it away."""
        contents = self.window.contents
        if not contents.race.isVisible():
            action = self.window.window_actions["race"]
            if self.rng.random() < 0.5:
                action = contents.race.toggleViewAction()
            if not self.session.presentation.active:
                action.trigger()
            return
        view: RaceView = contents.race.widget()
        act = self._pick((self._set_up, self._set_up, self._start, self._start, self._look, self._look, self._put_away))
        act(view)

    def _set_up(self, view: RaceView) -> None:
        kind = self._pick(KINDS)
        self._click(view.setup.varied.findChild(QAbstractButton, f"segment_{kind}"))
        fields = [field for name in FIELDS if (field := view.findChild(QLineEdit, name)).isVisible()]
        self._type_into(self._pick(fields), self._pick((*RUBBISH, "3", "5 1", "0.1; 2", "40")))

    def _start(self, view: RaceView) -> None:
        self._click(view.setup.go)

    def _look(self, view: RaceView) -> None:
        rows = view.ranking.rows
        if not rows.rows:
            return
        rank = int(self.rng.integers(len(rows.rows)))
        at = rows.button_box(rank).center().toPoint() if self.rng.random() < 0.4 else QPoint(90, round(27 * rank + 9))
        QTest.mouseClick(rows, Qt.MouseButton.LeftButton, pos=at)
        self._press(rows, self._pick((Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape)))

    def _put_away(self, _view: RaceView) -> None:
        if self.window.race_mode.is_on:
            self.window.window_actions["race"].trigger()
        else:
            self.window.contents.race.toggleViewAction().trigger()

    def _click(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
