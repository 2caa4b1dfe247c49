"""The changes by hand of a run in their order: where each was made, and which of them come to one."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_core.learning.edits import Edit


class EditLog:
    """Changes by hand, with the bytes that they take.

    Attributes
    ----------
    n_bytes : int
        Memory that they take.
    """

    def __init__(self) -> None:
        self._edits: list[Edit] = []
        self._merge_from = 0
        self.n_bytes = 0

    def __len__(self) -> int:
        return len(self._edits)

    def __getitem__(self, place: int) -> Edit:
        return self._edits[place]

    def __iter__(self) -> Iterator[Edit]:
        return iter(self._edits)

    def until(self, step: int) -> int:
        """Return how many had been made when the run left a step."""
        return bisect_right(self._edits, step, key=_edit_step)

    def root(self, n_edits: int) -> Edit | None:
        """Return the last of the first so many; None where there are none or not so many."""
        return self._edits[n_edits - 1] if 0 < n_edits <= len(self._edits) else None

    def add(self, edit: Edit) -> None:
        """Add a change, or make it one with the last where the two come to the same."""
        may_merge = len(self._edits) > self._merge_from and self._edits[-1].step == edit.step
        merged = edit.after(self._edits[-1]) if may_merge else None
        if merged is not None:
            self.n_bytes -= self._edits.pop().n_bytes
        self._edits.append(edit if merged is None else merged)
        self.n_bytes += self._edits[-1].n_bytes

    def close(self) -> None:
        """Let no later change become one with those so far: a kept moment counts them."""
        self._merge_from = len(self._edits)

    def extend(self, edits: list[Edit]) -> None:
        """Go on with these."""
        self._edits.extend(edits)
        self.n_bytes += sum(edit.n_bytes for edit in edits)

    def cut(self, n_edits: int) -> list[Edit]:
        """Take off and return what comes after the first so many."""
        after = self._edits[n_edits:]
        del self._edits[n_edits:]
        self.n_bytes -= sum(edit.n_bytes for edit in after)
        self.close()
        return after


def _edit_step(edit: Edit) -> int:
    return edit.step
