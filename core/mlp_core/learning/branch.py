"""Futures that were left: what is needed to bring one back, and the memory that they take."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

from mlp_core.learning.keeping import KeptMoments, bytes_of

if TYPE_CHECKING:
    from weakref import ReferenceType

    from mlp_core.learning.divergence import Divergence
    from mlp_core.learning.edits import Edit
    from mlp_core.learning.history import HistoryView
    from mlp_core.learning.keeping import Kept
    from mlp_core.learning.moments import Moment, Pace


class Branch:
    """A future that was left for another one; `Timeline.put_back` brings it back.

    It keeps moments while the timeline's budget allows, and can be followed again exactly even without them.

    Parameters
    ----------
    fork, last : Moment
        Where the other future begins, and how far this one had got.
    root : Edit or None
        Last change by hand before the fork.
    n_edits : int
        Changes by hand before the fork.
    edits : list of Edit
        Changes by hand after it.
    paces : list of Pace
        Paces after it.
    moments : KeptMoments
        Moments after it.
    tip : Kept
        Its last moment.
    later_rows : HistoryView
        Losses and metrics after the fork.
    diverged : tuple, optional
        Where it could not go on, as step and changes by hand before it, and why.
    """

    def __init__(
        self,
        fork: Moment,
        last: Moment,
        *,
        root: Edit | None,
        n_edits: int,
        edits: list[Edit],
        paces: list[Pace],
        moments: KeptMoments,
        tip: Kept,
        later_rows: HistoryView,
        diverged: tuple[tuple[int, int], Divergence] | None = None,
    ) -> None:
        self.fork, self.last = fork, last
        self.root, self.n_edits = root, n_edits
        self.edits, self.paces = edits, paces
        self.moments = moments
        self.tip, self.later_rows = tip, later_rows
        self.diverged = diverged

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        records = sum(edit.n_bytes for edit in self.edits) + bytes_of(self.later_rows)
        return self.moments.n_bytes + self.tip.n_bytes + records

    def forget_moments(self) -> None:
        """Free what can be had again by training."""
        self.moments = KeptMoments()


class LivingBranches:
    """The left futures that somebody still holds."""

    def __init__(self) -> None:
        self._branches: list[ReferenceType[Branch]] = []

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        return sum(branch.n_bytes for branch in self._living())

    def add(self, branch: Branch) -> None:
        """Count one more, as long as somebody else holds it."""
        self._branches = [each for each in self._branches if each() is not None]
        self._branches.append(ref(branch))

    def forget_moments(self, n_bytes: int) -> int:
        """Let their moments go, the oldest branch first, until so many bytes are free; return how many it were."""
        freed = 0
        for branch in self._living():
            if freed < n_bytes:
                freed += branch.moments.n_bytes
                branch.forget_moments()
        return freed

    def _living(self) -> list[Branch]:
        return [branch for branch in (each() for each in self._branches) if branch is not None]
