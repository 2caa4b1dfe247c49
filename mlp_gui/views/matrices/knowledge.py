"""What is known of a table where the step-through stands, what is in play there, and what comes next."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.matrices.tables import Key, Table

_GIVEN: Final = frozenset({mlp.Kind.WEIGHT, mlp.Kind.BIAS})
MOST_LINES: Final = 400
"""Lines of a coarse step up to which each number that they read is framed."""


class CellState(Enum):
    """How a cell is drawn."""

    KNOWN = "known"
    IN_PLAY = "in_play"
    NEXT = "next"
    LATER = "later"


class Knowledge:
    """The states of all cells at one position, found out table by table as far as they are seen.

    Parameters
    ----------
    stepping : Stepping
        Where it stands now; the answers hold until it moves.
    """

    def __init__(self, stepping: Stepping) -> None:
        self._stepping = stepping
        self._known: dict[int, np.ndarray] = {}
        self._in_play = frozenset(_keys(stepping, stepping.step))
        self._next = frozenset(_keys(stepping, stepping.next_step, reads=False)) - self._in_play

    @property
    def in_play(self) -> frozenset[Key]:
        """What the current step reads and makes."""
        return self._in_play

    @property
    def next(self) -> frozenset[Key]:
        """What the next step makes."""
        return self._next

    def state(self, table: Table, row: int, column: int) -> CellState:
        """Return how a cell is drawn."""
        key = table.key(row, column)
        if self.known_cells(table)[row, column]:
            return CellState.IN_PLAY if key in self._in_play else CellState.KNOWN
        return CellState.NEXT if key in self._next else CellState.LATER

    def known_cells(self, table: Table) -> np.ndarray:
        """Return which cells of a table may show their numbers: bool, shape (n_rows, n_columns), read-only.

        Notes
        -----
        The lines of a table follow one another unit by unit and input by input, so that what is known ends at one
        place, which is searched by halves: a table of 200,000 cells takes 18 questions. In the batch's tables all
        samples are where the walked one is.
        """
        known = self._known.get(id(table))
        if known is None:
            known = self._find_known(table)
            known.flags.writeable = False
            self._known[id(table)] = known
        return known

    def _find_known(self, table: Table) -> np.ndarray:
        rows, columns = table.shape
        known = np.ones((rows, columns), dtype=bool)
        if table.kind in _GIVEN or not known.size:
            return known
        if table.by_samples:
            known[:] = np.arange(columns) < self._known_length(table, columns)
        else:
            known.flat[self._known_length(table, rows * columns) :] = False
        return known

    def _known_length(self, table: Table, count: int) -> int:
        """Return how many of the first cells are known, row by row."""
        low, high = -1, count
        while high - low > 1:
            middle = (low + high) // 2
            is_known = self._stepping.is_known(table.quantity(*divmod(middle, table.shape[1])))
            low, high = (middle, high) if is_known else (low, middle)
        return high


def _keys(stepping: Stepping, step: mlp.Step | None, *, reads: bool = True) -> Iterator[Key]:
    """Yield what the lines of a step make, and what they read."""
    walk = stepping.walk
    if walk is None or step is None:
        return
    first = max(step.first, step.last - MOST_LINES + 1)
    for line in walk.terms[first : step.last + 1]:
        for quantity in (*(line.reads if reads else ()), line.makes):
            yield quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample
