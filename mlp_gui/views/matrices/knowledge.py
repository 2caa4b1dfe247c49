"""What is known of a table where the step-through stands, what is in play there, and what comes next."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.views.paper import identity, touched_by

if TYPE_CHECKING:
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.state.touching import Touched
    from mlp_gui.views.matrices.tables import Block, Table
    from mlp_gui.views.paper import Identity

States = tuple[tuple["CellState", ...], ...]
"""How the cells of a table are drawn, row by row."""

_GIVEN: Final = frozenset({mlp.Kind.WEIGHT, mlp.Kind.BIAS})


class CellState(Enum):
    """How a cell is drawn."""

    KNOWN = "known"
    IN_PLAY = "in_play"
    NEXT = "next"
    LATER = "later"
    ASKED = "asked"


class Knowledge:
    """The states of all cells at one position, found out table by table as far as they are seen.

    Parameters
    ----------
    stepping : Stepping
        Where it stands now; the answers hold until it moves.
    """

    def __init__(self, stepping: Stepping) -> None:
        self._stepping = stepping
        self._known: dict[Table, np.ndarray] = {}
        self._states: dict[Table, States] = {}
        asked = stepping.awaited_step
        done = stepping.step if asked is None else asked
        self._asked = None if stepping.awaiting is None else identity(stepping.awaiting)
        self._around = touched_with_factors(stepping, done)
        self._coming = touched_by(stepping, stepping.next_step).makes

    def is_in_play(self, key: Identity) -> bool:
        """Tell whether the current step reads or makes a quantity."""
        return key in self._around.reads or key in self._around.makes

    def is_to_come(self, key: Identity) -> bool:
        """Tell whether the next step makes a quantity, which the current one has nothing to do with."""
        return key in self._coming and (self._asked is not None or not self.is_in_play(key))

    def block_in_play(self, table: Table) -> Block | None:
        """Return the least block around what the current step reads and makes of a table; None where it is nothing."""
        if all(map(self.is_in_play, table.corners)):
            return table.whole
        return table.block_of([*_of_table(self._around.reads, table), *_of_table(self._around.makes, table)])

    def block_to_come(self, table: Table) -> Block | None:
        """Return the least block around what the next step makes of a table; None where it is nothing."""
        if all(map(self.is_to_come, table.corners)):
            return table.whole
        return table.block_of([key for key in _of_table(self._coming, table) if self.is_to_come(key)])

    def state(self, table: Table, row: int, column: int) -> CellState:
        """Return how a cell is drawn."""
        return self._state_of(table.key(row, column), is_known=bool(self.known_cells(table)[row, column]))

    def states(self, table: Table) -> States:
        """Return how all cells of a table are drawn, row by row."""
        found = self._states.get(table)
        if found is None:
            known = self.known_cells(table).tolist()
            found = self._states[table] = tuple(
                tuple(self._state_of(table.key(row, column), is_known=each) for column, each in enumerate(line))
                for row, line in enumerate(known)
            )
        return found

    def _state_of(self, key: Identity, *, is_known: bool) -> CellState:
        if is_known:
            return CellState.IN_PLAY if self.is_in_play(key) else CellState.KNOWN
        if key == self._asked:
            return CellState.ASKED
        is_under_way = self._asked is None and self.is_in_play(key)
        return CellState.NEXT if is_under_way or key in self._coming else CellState.LATER

    def known_cells(self, table: Table) -> np.ndarray:
        """Return which cells of a table may show their numbers: bool, shape (n_rows, n_columns), read-only.

        Notes
        -----
        The lines of a table follow one another unit by unit and input by input, so that what is known ends at one
        place, which is searched by halves: a table of 200,000 cells takes 18 questions. In the batch's tables all
        samples are where the walked one is.
        """
        known = self._known.get(table)
        if known is None:
            known = self._find_known(table)
            known.flags.writeable = False
            self._known[table] = known
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
            is_known = self._stepping.has_arrived(table.quantity(*divmod(middle, table.shape[1])))
            low, high = (middle, high) if is_known else (low, middle)
        return high


def touched_with_factors(stepping: Stepping, step: mlp.Step | None) -> Touched:
    """Return what a step reads and makes; of a sum of products, which stand in no table, also their factors."""
    walk = stepping.walk
    if walk is None or step is None or step.operation is not mlp.Operation.DELTA_SUM:
        return touched_by(stepping, step)
    products = sum(each.kind is mlp.Kind.DELTA_PRODUCT for each in step.reads)
    return walk.touched(max(step.first - products, 0), step.last)


def _of_table(keys: frozenset[Identity], table: Table) -> list[Identity]:
    """Return those of some quantities that may stand in a table."""
    layer = -1 if table.kind is mlp.Kind.INPUT else table.layer
    return [key for key in _by_kind(keys).get(id(table.kind), ()) if key[1] == layer]


@lru_cache(maxsize=6)
def _by_kind(keys: frozenset[Identity]) -> dict[int, list[Identity]]:
    """Return some quantities by the identities of their kinds: of a coarse step they are many thousands."""
    found: defaultdict[int, list[Identity]] = defaultdict(list)
    for key in keys:
        found[id(key[0])].append(key)
    return found
