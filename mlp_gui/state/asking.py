"""The one owner of prediction: the open question, what became of the last one, which were asked, and the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.state.prediction import Judgement, Tally, Verdict, judge
from mlp_gui.state.question import lines_asked, pose

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.question import Question
    from mlp_gui.state.walk import Walk

    Key = tuple[int, int, mlp.Kind, int, int, int, float]


class Asking:
    """Asks for numbers before they are shown.

    A number that was answered or revealed is not asked for again, however often the step-through passes it, until the
    tally is reset or the asking switched anew. The same number of another moment, or after a weight was changed, is
    another one.

    Attributes
    ----------
    is_on : bool
        Whether numbers are asked for.
    question : Question or None
        The one that is open.
    judgement : Judgement or None
        What became of the last one.
    tally : Tally
        How it has gone since it was switched on or reset.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.question: Question | None = None
        self.judgement: Judgement | None = None
        self.tally = Tally()
        self._done: set[Key] = set()

    def switch(self, on: bool) -> None:
        """Ask or do not; begins a new tally."""
        self.is_on = on
        self.question = None
        self.reset()

    def reset(self) -> None:
        """Begin a new tally, and ask again for what was asked before."""
        self.judgement = None
        self.tally = Tally()
        self._done.clear()

    def ask(self, walk: Walk, position: int, stop: int, grain: str, style: tuple[str, int, bool]) -> bool:
        """Open the next question on the way from one line to another; return whether there is one.

        Parameters
        ----------
        walk : Walk
            The lines.
        position, stop : int
            The line that is done, and where the step goes.
        grain : str
            How far a step goes.
        style : tuple of (str, int, bool)
            Notation, decimals, and whether fractions are written.
        """
        if not self.is_on:
            return False
        for line, stands_at in lines_asked(walk, position, stop, grain):
            if _key(line) not in self._done:
                notation, decimals, fractions = style
                self.question = pose(line, stands_at, notation, decimals, fractions=fractions)
                self.judgement = None
                return True
        return False

    def pose_anew(self, style: tuple[str, int, bool]) -> bool:
        """Write the open question in another notation or with other decimals; return whether there is one."""
        if self.question is None:
            return False
        notation, decimals, fractions = style
        self.question = pose(self.question.step, self.question.stands_at, notation, decimals, fractions=fractions)
        return True

    def answer(self, text: str) -> Judgement | None:
        """Judge an answer; a number closes the question and counts. None where nothing is asked."""
        if self.question is None:
            return None
        judgement = judge(self.question, text)
        self._close(judgement)
        return judgement

    def reveal(self) -> Judgement | None:
        """Close the question without an answer; None where nothing is asked."""
        if self.question is None:
            return None
        judgement = Judgement(Verdict.REVEALED, self.question)
        self._close(judgement)
        return judgement

    def take_back(self) -> bool:
        """Let go of the open question: it may be asked again; return whether there was one."""
        was_open, self.question = self.question is not None, None
        if was_open:
            self.judgement = None  # rubbish that was typed for it
        return was_open

    def _close(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.tally = self.tally.with_verdict(judgement.verdict)
        if judgement.verdict is not Verdict.UNREADABLE:
            self._done.add(_key(judgement.question.step))
            self.question = None


def _key(line: mlp.Step) -> Key:
    """Return what makes a number the same when it is met again: the moment, the sample, its place and its value."""
    made, trace = line.makes, line.trace
    row = int(trace.samples[made.sample]) if made.sample >= 0 else -1
    return trace.state_before.step_count, row, made.kind, made.layer, made.unit, made.input, made.value
