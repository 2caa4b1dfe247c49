"""What a frame that is to come has to lay out, done in a turn before it: that frame then only has to paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.paper.turns import Turns


class Coming:
    """Has something done in a turn of its own.

    Parameters
    ----------
    turns : Turns
        Of all views.
    do : Callable
        Does it, as things are by then.
    """

    def __init__(self, turns: Turns, do: Callable[[], None]) -> None:
        self._turns, self._do = turns, do

    def want(self, *, first: bool = False) -> None:
        """Have it done when nothing else waits, or before all that waits."""
        self._turns.wait_for(self, first=first)

    def forget(self) -> None:
        """Do nothing."""
        self._turns.leave(self)

    def catch_up(self) -> None:
        """Do it."""
        self._do()
