"""What a film shows frame by frame: it moves the run, and says when there is something to take."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


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
