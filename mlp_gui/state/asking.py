"""The number that is asked for before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Callable

_READ: Final = (mlp.Operation.READ_INPUT, mlp.Operation.READ_TARGET)


class Judged(Protocol):
    """What a judge says of an answer."""

    @property
    def is_answer(self) -> bool:
        """Whether a number was typed at all."""

    @property
    def is_right(self) -> bool:
        """Whether it was near enough."""


class Asking:
    """The open question, and how many answers were right.

    Attributes
    ----------
    is_on : bool
        Whether numbers are asked for.
    judge_of : callable or None
        Judges (step, what was typed, decimals shown); None while nobody judges, when nothing is asked.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.judge_of: Callable[[mlp.Step, str, int], Judged] | None = None
        self._step: mlp.Step | None = None
        self._right = self._asked = 0

    @property
    def step(self) -> mlp.Step | None:
        """The step that makes the number asked for."""
        return self._step

    @property
    def quantity(self) -> mlp.Quantity | None:
        """The number asked for."""
        return None if self._step is None else self._step.makes

    @property
    def tally(self) -> tuple[int, int]:
        """How many answers were right, and how many were given."""
        return self._right, self._asked

    def switch(self, on: bool) -> None:
        """Ask or do not; begins a new tally."""
        self.is_on = on
        self._step = None
        self._right = self._asked = 0

    def asks(self, step: mlp.Step | None) -> bool:
        """Ask for what a step makes, where there is something to work out; return whether it was asked."""
        if not self.is_on or self.judge_of is None or step is None or step.operation in _READ:
            return False
        self._step = step
        return True

    def judge(self, text: str, decimals: int) -> Judged | None:
        """Judge an answer and count it; None where nothing was asked."""
        if self._step is None or self.judge_of is None:
            return None
        judgement = self.judge_of(self._step, text, decimals)
        if judgement.is_answer:
            self._asked += 1
            self._right += judgement.is_right
        return judgement

    def take(self) -> mlp.Step | None:
        """Close the question and return its step."""
        step, self._step = self._step, None
        return step
