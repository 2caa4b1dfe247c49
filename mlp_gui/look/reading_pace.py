"""The pace of reading: numbers that change all the time are written anew only as often as one can read them."""

from __future__ import annotations

import math
from time import monotonic
from typing import Final

SECONDS: Final = 0.1
"""More often nobody can read a number, and setting text costs more than any picture."""


class ReadingPace:
    """Says when a text that follows the training may be written anew."""

    def __init__(self) -> None:
        self._written_at = -math.inf

    def restart(self) -> None:
        """Let the next text be written at once."""
        self._written_at = -math.inf

    def is_due(self, is_running: bool) -> bool:
        """Whether to write now; always while the training stands, so that what is read at rest is true."""
        now = monotonic()
        if is_running and now - self._written_at < SECONDS:
            return False
        self._written_at = now
        return True
