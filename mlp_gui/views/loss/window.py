"""The window of epochs that is looked at: all of them until the user looks closer."""

from __future__ import annotations

_LEAST_SPAN = 4.0

Range = tuple[float, float]


class EpochWindow:
    """A part of the epoch axis, or all of it while it grows."""

    def __init__(self) -> None:
        self._range: Range | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all epochs are shown."""
        return self._range is None

    def range_in(self, whole: Range) -> Range:
        """Return the ends of the axis, given those of all epochs."""
        return whole if self._range is None else self._range

    def reset(self) -> None:
        """Show all epochs."""
        self._range = None

    def zoom(self, factor: float, centre: float, whole: Range) -> None:
        """Make the window `factor` times as wide around `centre`; as wide as all epochs, it is reset."""
        low, high = self.range_in(whole)
        if (high - low) * factor >= whole[1] - whole[0]:
            self.reset()
            return
        factor = max(factor, _LEAST_SPAN / (high - low))
        self.move_to((centre - (centre - low) * factor, centre + (high - centre) * factor), whole)

    def move_to(self, wanted: Range, whole: Range) -> None:
        """Show these epochs, moved back where they reach beyond the ends; nothing happens while all are shown."""
        span = wanted[1] - wanted[0]
        if span >= whole[1] - whole[0]:
            return
        low = min(max(wanted[0], whole[0]), whole[1] - span)
        self._range = (low, low + span)
