"""A future that was left: what is needed to bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_core.learning.keeping import KeptMoments, bytes_of

if TYPE_CHECKING:
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
    ) -> None:
        self.fork, self.last = fork, last
        self.root, self.n_edits = root, n_edits
        self.edits, self.paces = edits, paces
        self.moments = moments
        self.tip, self.later_rows = tip, later_rows

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        records = sum(edit.n_bytes for edit in self.edits) + bytes_of(self.later_rows)
        return self.moments.n_bytes + self.tip.n_bytes + records

    def forget_moments(self) -> None:
        """Free what can be had again by training."""
        self.moments = KeptMoments()
