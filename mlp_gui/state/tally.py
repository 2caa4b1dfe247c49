"""How predicting goes: what can become of a question, and the count of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    """No number was typed: the question stays, and what was typed too."""
    REVEALED = "revealed"
    """The number was shown without an answer."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How it has gone so far.

    Attributes
    ----------
    right, answered : int
        Answers that were right, and all answers.
    revealed : int
        Numbers that were shown without an answer; they count neither as right nor as wrong.
    """

    right: int = 0
    answered: int = 0
    revealed: int = 0

    def with_verdict(self, verdict: Verdict) -> Tally:
        """Return the tally after one more question."""
        if verdict is Verdict.UNREADABLE:
            return self
        if verdict is Verdict.REVEALED:
            return Tally(self.right, self.answered, self.revealed + 1)
        return Tally(self.right + (verdict is Verdict.RIGHT), self.answered + 1, self.revealed)

    def with_revealed(self, count: int) -> Tally:
        """Return the tally after so many numbers were shown at once."""
        return Tally(self.right, self.answered, self.revealed + count)

    @property
    def text(self) -> str:
        """The tally in words: "7 of 9 right, 2 revealed"; "" before the first question."""
        parts = [f"{self.right} of {self.answered} right"] if self.answered else []
        if self.revealed:
            parts.append(f"{self.revealed} revealed")
        return ", ".join(parts)
