"""What a film shows frame by frame: it moves the run, and says when there is something to take."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from mlp_gui.state.walk import WHOLE_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.state.walk import Walk


class Take(Enum):
    """What is to be done next."""

    WAIT = auto()
    """Let the program work: what is to be seen is on its way."""
    FRAME = auto()
    """Take a picture."""
    SAME = auto()
    """Take the last picture once more: nothing has moved."""


class FilmScript(Protocol):
    """Leads through a film.

    Attributes
    ----------
    note : str
        What is odd about the film, in a sentence for the user; "" for nothing.
    """

    note: str

    def takes(self) -> Iterator[Take]:
        """Yield what to do next, until the film is over."""


def shares(n_frames: int, count: int) -> list[int]:
    """Return how many of so many frames each of `count` parts has, as evenly as whole frames can be."""
    ends = [n_frames * (number + 1) // count for number in range(count)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def stops_of(walk: Walk, grain: str) -> int:
    """Return how many pictures stand in a training step at a grain: that before its first line, and each stop.

    Of a whole step it is one, with all its numbers.
    """
    if grain in WHOLE_STEPS:
        return 1
    if grain == "sample":
        return 1 + walk.trace.n_samples + int(walk.sample_end < walk.end)
    return 1 + len(walk.sequence(grain))
