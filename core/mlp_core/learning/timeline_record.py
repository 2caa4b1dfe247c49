"""A run as it is written down: where it stands, its past and its future, in frozen parts that a file can hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlp_core.learning.moments import Moment, Pace

if TYPE_CHECKING:
    from mlp_core.learning.divergence import Divergence
    from mlp_core.learning.edits import Edit
    from mlp_core.learning.history import HistoryView
    from mlp_core.learning.keeping import Kept


@dataclass(frozen=True, slots=True, eq=False)
class TimelineRecord:
    """What `Timeline.record` gives and `Timeline.resume` goes on from; futures that were left are no part of it.

    Attributes
    ----------
    first : Moment
        The earliest moment that can be gone to.
    now : Kept
        Where the run stands.
    tip : Kept or None
        How far it had got, where it stands elsewhere.
    moments : tuple of Kept
        Moments on the way, rising; the first of them is `first`.
    edits : tuple of Edit
        Changes by hand, in their order; other points are painted ones.
    paces : tuple of Pace
        How many batches its epochs have.
    history : HistoryView
        Losses and metrics up to the last moment.
    divergence : Divergence or None
        Why it cannot go on from its last moment, where that is known.
    """

    first: Moment
    now: Kept
    tip: Kept | None
    moments: tuple[Kept, ...]
    edits: tuple[Edit, ...]
    paces: tuple[Pace, ...]
    history: HistoryView
    divergence: Divergence | None = None

    def without_past(self) -> TimelineRecord:
        """Return a record that begins at the present moment, and ends there; its history reaches up to it."""
        now = replace(self.now, n_edits=0)
        place = now.checkpoint
        first = Moment(place.step_count, place.epoch, place.batch)
        paces = [pace for pace in self.paces if (pace.start.step, pace.n_edits) <= self.now.key]
        return TimelineRecord(
            first=first,
            now=now,
            tip=None,
            moments=(now,),
            edits=(),
            paces=(Pace(first, 0, paces[-1].n_batches),),
            history=self.now.with_history(self.history).history,
            divergence=self.divergence if self.tip is None else None,
        )
