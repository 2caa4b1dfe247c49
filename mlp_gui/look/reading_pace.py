"""The pace of reading: numbers that change all the time are written anew only as often as one can read them."""

from __future__ import annotations

import math
from time import monotonic
from typing import Final

SECONDS: Final = 0.1
"""More often nobody can read a number, and setting text costs more than most pictures."""


class ReadingPace:
    """Says when what follows the training may be shown anew.

    Parameters
    ----------
    seconds : float
        From one time to the next.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._written_at = -math.inf

    def restart(self) -> None:
        """Let the next be shown at once."""
        self._written_at = -math.inf

    def is_due(self, is_running: bool) -> bool:
        """Whether to show it now; always while the training stands, so that what is seen at rest is true."""
        now = monotonic()
        if is_running and now - self._written_at < self._seconds:
            return False
        self._written_at = now
        return True
