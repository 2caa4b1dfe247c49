"""A random hand that also lectures: steps, scrubs, turns weights, asks the class, and presents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mlp_gui.state.stepping_options import ASKS, EDGES_SHOW, NOTATIONS, UNITS_SHOW
from mlp_gui.views.network.stepping import StepCanvas
from tests.gui.program.monkey import BUTTONS, MODIFIERS, RUBBISH, Monkey

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.session import Session

Key = Qt.Key
STEP_KEYS = (
    Key.Key_Space, Key.Key_PageDown, Key.Key_PageUp, Key.Key_Backspace, Key.Key_Home, Key.Key_End, Key.Key_1, Key.Key_2,
    Key.Key_3, Key.Key_4, Key.Key_5, Key.Key_6, Key.Key_7,
)  # fmt: skip
PRESENTER_KEYS = (
    Key.Key_F5, Key.Key_Escape, Key.Key_L, Key.Key_F9, Key.Key_R, Key.Key_T, Key.Key_H, Key.Key_B, Key.Key_Period,
    Key.Key_Left, Key.Key_Right, Key.Key_PageDown, Key.Key_PageUp,
)  # fmt: skip


class LecturingMonkey(Monkey):
    """Does something to the window at random, as a lecturer would who has never seen it.

    Attributes
    ----------
    seen : set of str
        "stepping", "presenting" and "asked", as far as it got there.
    """

    def __init__(self, window: QMainWindow, session: Session, rng: np.random.Generator) -> None:
        super().__init__(window, rng)
        self.session = session
        self.stepping = session.stepping
        self.seen: set[str] = set()
        self.gestures += (
            [self.step] * 5
            + [self.scrub] * 2
            + [self.tell_otherwise] * 2
            + [self.turn_weight] * 2
            + [self.predict] * 3
            + [self.present] * 2
        )

    def gesture(self) -> str:
        """Make one gesture, and note where it led."""
        name = super().gesture()
        facts = {
            "stepping": self.stepping.trace is not None,
            "presenting": self.session.presentation.active,
            "asked": self.stepping.question is not None,
        }
        self.seen.update(fact for fact, is_so in facts.items() if is_so)
        return name

    def step(self) -> None:
        """Enter or leave the step-through, or press its keys: lines, grains, back and forward."""
        if self.rng.random() < (0.1 if self.stepping.active else 0.5):
            self.window.window_actions["step_through"].trigger()
            return
        for _ in range(self.rng.integers(1, 6)):
            self._press(self._target(), self._pick(STEP_KEYS), self._pick(MODIFIERS[:3]))

    def scrub(self) -> None:
        """Go to some moment of the run, with the mouse on the timeline or at once."""
        slider = self.window.step_mode.timeline.slider
        if slider.isVisible():
            place = QPoint(int(self.rng.integers(slider.width())), slider.height() // 2)
            if self.rng.random() < 0.5:
                QTest.mouseClick(slider, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
            else:
                self._drag_from(slider, place, Qt.MouseButton.LeftButton)
        elif self.stepping.timeline is not None:
            self.stepping.scrub(int(self.rng.integers(0, self.stepping.timeline.last_step + 1)))

    def tell_otherwise(self) -> None:
        """Choose another notation, decimals, fractions, or what edges and units show."""
        stepping = self.stepping
        choose, choices = self._pick(
            (
                (stepping.set_notation, NOTATIONS),
                (stepping.set_decimals, range(1, 7)),
                (stepping.set_fractions, (False, True)),
                (stepping.set_edge_shows, EDGES_SHOW),
                (stepping.set_unit_shows, UNITS_SHOW),
            )
        )
        choose(self._pick(choices))

    def turn_weight(self) -> None:
        """Drag a number on an edge of the step canvas, or turn the wheel over it."""
        canvas = self.window.findChild(StepCanvas)
        if canvas is None or not canvas.isVisible() or canvas.shown is None or not canvas.shown.chips:
            return
        place = self._pick(canvas.shown.chips).rect.center().toPoint()
        if self.rng.random() < 0.5:
            self._drag_from(canvas, place, self._pick(BUTTONS))
        else:
            self._turn_wheel_at(canvas, place, self._pick(MODIFIERS))

    def predict(self) -> None:
        """Switch prediction on or off, answer rightly or with rubbish, reveal, skip, go on, or ask for others."""
        bar, question = self.window.step_mode.bars.prediction, self.stepping.question
        if not self.stepping.predict or self.rng.random() < 0.1:
            self._press(self._target(), Key.Key_P)
        elif self.rng.random() < 0.2:
            bar.asks.choices[self._pick(ASKS)].trigger()
        elif self.rng.random() < 0.2:
            self._press(bar, Key.Key_Return, self._pick(MODIFIERS))
        elif question is not None and bar.field.isVisible():
            right = f"{question.value:.{self.stepping.decimals}f}"
            self._type_into(bar.field, right if self.rng.random() < 0.5 else self._pick(RUBBISH))
        else:
            self._press(self._target(), Key.Key_PageDown)

    def present(self) -> None:
        """Begin or end presenting, or press the keys that it has."""
        if not self.session.presentation.active and self.rng.random() < 0.5:
            self.window.window_actions["present"].trigger()
        else:
            self._press(self._target(), self._pick(PRESENTER_KEYS))

    def _target(self) -> object:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
