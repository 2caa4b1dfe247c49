"""Where a step-through stood, as a project file keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mlp_gui.state.walk import BEFORE, GRAINS

if TYPE_CHECKING:
    import mlp_core as mlp


class KeptStep(NamedTuple):
    """The place within a training step; the run itself says which step that is.

    Attributes
    ----------
    granularity : str
        One of `GRAINS`.
    sample : int or None
        Row of the batch that is walked; None for the batch as a whole.
    line : int
        The line that is done, at term grain; -1 before the first.
    """

    granularity: str
    sample: int | None
    line: int

    @classmethod
    def read(cls, entry: object) -> KeptStep:
        """Return what a file has.

        Raises
        ------
        TypeError, ValueError
            If it has something else there.
        """
        if not isinstance(entry, list):
            raise TypeError(entry)
        granularity, sample, line = entry
        are_whole = all(type(number) is int for number in (line, 0 if sample is None else sample))
        if granularity not in GRAINS or not are_whole or line < BEFORE or (sample or 0) < 0:
            raise ValueError(entry)
        return cls(granularity, sample, line)

    def fits(self, trace: mlp.Trace) -> bool:
        """Whether the batch of a trace has such a sample."""
        return trace.n_samples > 1 if self.sample is None else self.sample < trace.n_samples
