"""The one owner of prediction: the open question, what became of the last one, which were asked, and the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlp_gui.state.asked_lines import count_asked, next_asked, waits_at
from mlp_gui.state.tally import Tally, Verdict

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.prediction import Judgement
    from mlp_gui.state.question import Question
    from mlp_gui.state.walk import Walk

    Key = tuple[int, int, mlp.Kind, int, int, int, float]


class Way(NamedTuple):
    """The rest of a step of the step-through.

    Attributes
    ----------
    walk : Walk
        The lines.
    position, stop : int
        The line that is done, and where the step goes.
    grain : str
        How far a step goes.
    asks : str
        What is asked for, one of `ASKS`.
    """

    walk: Walk
    position: int
    stop: int
    grain: str
    asks: str


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
    waits_at : int
        The line to stand at while the question is open.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.question: Question | None = None
        self.judgement: Judgement | None = None
        self.tally = Tally()
        self.waits_at = 0
        self._done: set[Key] = set()
        self._passed: list[tuple[tuple[int, int], int, int, Key]] = []

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
        self._passed.clear()

    def ask(self, way: Way, style: tuple[str, int, bool]) -> bool:
        """Open the next question of a step; return whether there is one.

        Parameters
        ----------
        way : Way
            What is left of the step.
        style : tuple of (str, int, bool)
            Notation, decimals, and whether fractions are written.
        """
        line = self._next(way, way.position + 1) if self.is_on else None
        if line is None:
            return False
        from mlp_gui.state.question import pose

        walk, position, stop, grain, asks = way
        notation, decimals, fractions = style
        is_last = next_asked(walk, line + 1, stop, grain, asks) is None
        stands_at = stop if is_last else line
        self.question = pose(walk.terms[line], stands_at, notation, decimals, fractions=fractions)
        self.waits_at = waits_at(walk, line, position, asks)
        self.judgement = None
        return True

    def left(self, way: Way) -> int:
        """Return how many numbers of a step are still to be asked for, the open question's among them."""
        line = self._next(way, way.position + 1) if self.is_on else None
        return 0 if line is None else count_asked(way.walk, line, way.stop, way.grain, way.asks)

    def reveal_all(self, way: Way) -> None:
        """Close the question without an answer, and ask for nothing more of the step; each number counts as revealed.

        Going through the step again asks for none of them.
        """
        walk, stop = way.walk, way.stop
        self.tally = self.tally.with_revealed(self.left(way))
        self._passed.append((_moment(walk), way.position + 1, stop, _key(walk.terms[stop])))
        self.question = self.judgement = None

    def _next(self, way: Way, line: int) -> int | None:
        """Return the first line from one on whose number is asked for and was not before."""
        walk, _, stop, grain, asks = way
        passed = [(first, last) for moment, first, last, end in self._passed if _is_of(walk, moment, last, end)]
        found = next_asked(walk, line, stop, grain, asks)
        while found is not None:
            after = max((last for first, last in passed if first <= found <= last), default=None)
            if after is None:
                if _key(walk.terms[found]) not in self._done:
                    return found
                after = found
            found = next_asked(walk, after + 1, stop, grain, asks)
        return None

    def pose_anew(self, style: tuple[str, int, bool]) -> bool:
        """Write the open question in another notation or with other decimals; return whether there is one."""
        if self.question is None:
            return False
        from mlp_gui.state.question import pose

        notation, decimals, fractions = style
        self.question = pose(self.question.step, self.question.stands_at, notation, decimals, fractions=fractions)
        return True

    def answer(self, text: str) -> Judgement | None:
        """Judge an answer; a number closes the question and counts. None where nothing is asked."""
        if self.question is None:
            return None
        from mlp_gui.state.prediction import judge

        judgement = judge(self.question, text)
        self._close(judgement)
        return judgement

    def reveal(self) -> Judgement | None:
        """Close the question without an answer; None where nothing is asked."""
        if self.question is None:
            return None
        from mlp_gui.state.prediction import Judgement

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


def _moment(walk: Walk) -> tuple[int, int]:
    """Return when a walk is, and the row of the dataset that it is of; -1 for the batch."""
    row = -1 if walk.sample is None else int(walk.trace.samples[walk.sample])
    return walk.trace.state_before.step_count, row


def _is_of(walk: Walk, moment: tuple[int, int], last: int, end: Key) -> bool:
    """Whether lines that were passed are those of a walk: of its moment, and with the number that the last one made."""
    return moment == _moment(walk) and last <= walk.end and _key(walk.terms[last]) == end


def _key(line: mlp.Step) -> Key:
    """Return what makes a number the same when it is met again: the moment, the sample, its place and its value."""
    made, trace = line.makes, line.trace
    row = int(trace.samples[made.sample]) if made.sample >= 0 else -1
    return trace.state_before.step_count, row, made.kind, made.layer, made.unit, made.input, made.value
