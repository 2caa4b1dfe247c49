"""Predict, then reveal, in the step-through: what is asked on the way, and what becomes of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.state.asking import Way
from mlp_gui.state.stepping_place import SteppingPlace

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.prediction import Judgement
    from mlp_gui.state.question import Question
    from mlp_gui.state.tally import Tally


class SteppingPrediction(SteppingPlace):
    """Asks for numbers before they are shown, at every grain one after another; `Stepping` goes on to the next.

    Of a whole training step, as the grains "batch" and "epoch" go through it, what is left is asked for before the
    trainer takes it.
    """

    @property
    def predict(self) -> bool:
        """Whether each number is asked for before it is shown."""
        return self._asking.is_on

    @property
    def tally(self) -> Tally:
        """How many answers were right, how many were given, and how many numbers were revealed."""
        return self._asking.tally

    @property
    def question(self) -> Question | None:
        """What is asked for, in words and in the chosen notation."""
        return self._asking.question

    @property
    def judgement(self) -> Judgement | None:
        """What became of the last answer, as long as the step-through stands where it was given."""
        return self._asking.judgement if self._judged_at == (self._walk, self._position) else None

    @property
    def awaiting(self) -> mlp.Quantity | None:
        """The number that is asked for."""
        question = self._asking.question
        return None if question is None else question.quantity

    @property
    def awaited_step(self) -> mlp.Step | None:
        """The line that makes the number that is asked for."""
        question = self._asking.question
        return None if question is None else question.step

    @property
    def left_to_ask(self) -> int:
        """How many numbers are still to be asked for up to where this step of the grain ends, the open question's too.

        0 between two steps, as long as none is asked for.
        """
        way = self._way()
        if way is None or (self.question is None and way.walk.step_start(way.stop, way.grain) > way.position):
            return 0
        return self._asking.left(way)

    def set_predict(self, on: bool) -> None:
        """Ask for each number before it is shown, or not; a new tally begins."""
        if on != self._asking.is_on:
            self._asking.switch(on)
            self.question_changed.emit(None)
            self.options_changed.emit("predict")
            self.tally_changed.emit(self.tally)

    def set_asks(self, what: str) -> None:
        """Ask for every number, for those that are worked out, or for the main result of a step."""
        if what != self.asks:
            self._forget_question()
            super().set_asks(what)

    def reset_tally(self) -> None:
        """Count from nought, and ask again for what was asked before."""
        self._asking.reset()
        self.tally_changed.emit(self.tally)

    def answer(self, text: str) -> None:
        """Judge what was typed for the number that is asked for, and show the number; rubbish leaves it asked for."""
        self._take_judgement(self._asking.answer(text))

    def reveal(self) -> None:
        """Show the number that is asked for without an answer; it counts neither as right nor as wrong."""
        self._take_judgement(self._asking.reveal())

    def reveal_all(self) -> None:
        """Show all numbers up to where this step of the grain ends, without asking; each counts as revealed."""
        way = self._way()
        if way is None or not self.predict or self.is_moving:
            return
        self._asking.reveal_all(way)
        self.question_changed.emit(None)
        self._stand_at(way.stop)
        self.tally_changed.emit(self.tally)

    def _way(self) -> Way | None:
        """Return what is left of this step of the grain: after the end of one all of the next; None past the last."""
        if self._walk is None:
            return None
        stop = self._walk.next_stop(self._position, self._granularity)
        return None if stop is None else Way(self._walk, self._position, stop, self._granularity, self.asks)

    def _asks_on_the_way(self) -> bool:
        """Open the next question of this step, and stand where it is asked; return whether there is one."""
        way = self._way()
        if way is None or not self._asking.ask(way, self._style):
            return False
        self._stand_at(self._asking.waits_at)
        self.question_changed.emit(self.awaiting)
        return True

    def _take_judgement(self, judgement: Judgement | None) -> None:
        if judgement is None:
            return
        if self._asking.question is None:
            self.question_changed.emit(None)
            self._stand_at(judgement.question.stands_at)
        self._judged_at = (self._walk, self._position)
        self.tally_changed.emit(self.tally)
        self.judged.emit(judgement)
