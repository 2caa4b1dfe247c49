"""What a timeline keeps of its run, within a budget: moments, the last one while the run is elsewhere, left futures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.errors import ArgumentError
from mlp_core.learning.branch import LivingBranches
from mlp_core.learning.keeping import KeptMoments

if TYPE_CHECKING:
    from mlp_core.learning.keeping import Kept


class Memory:
    """Kept moments and futures.

    Parameters
    ----------
    budget_bytes : int
        Memory for all that is kept, at least 0; the first and the last moment stay in any case.

    Attributes
    ----------
    moments : KeptMoments
        From the first on.
    tip : Kept or None
        The last moment of a run that stands elsewhere.
    branches : LivingBranches
        Futures that were left.

    Raises
    ------
    ArgumentError
        If the budget is negative.
    """

    def __init__(self, budget_bytes: int) -> None:
        if budget_bytes < 0:
            raise ArgumentError(f"budget_bytes is {budget_bytes}; it must be at least 0.")
        self._budget = budget_bytes
        self.moments = KeptMoments()
        self.tip: Kept | None = None
        self.branches = LivingBranches()

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        tip = 0 if self.tip is None else self.tip.n_bytes
        return self.moments.n_bytes + tip + self.branches.n_bytes

    def thin(self, n_other_bytes: int, now: int) -> None:
        """Let moments go until they fit the budget with so many other bytes; `now` is the step that the run is at."""
        over = self.n_bytes + n_other_bytes - self._budget
        if over > 0:
            # Left futures are the first to be thinned out: they can be trained again too.
            over -= self.branches.forget_moments(over)
        if over > 0:
            self.moments.thin(over, self._budget, now)
