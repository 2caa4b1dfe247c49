"""Moments of a run that are kept: dense near the present, sparser the further away, within a budget of memory."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.learning.history import HistoryView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlp_core.learning.checkpoint import Checkpoint

_OBJECTS = 1600
"""Bytes of a checkpoint's Python objects beside the numbers of its arrays, measured."""

_FREED_AT_ONCE = 1 / 8
"""Share of the budget that is freed in one go, so that thinning is rare."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A moment that is kept.

    Attributes
    ----------
    checkpoint : Checkpoint
        Without its history.
    n_rows : int
        Rows that the history had: it only grows, so one history serves all moments of a run.
    n_edits : int
        Changes by hand until then.
    """

    checkpoint: Checkpoint
    n_rows: int
    n_edits: int

    @property
    def key(self) -> tuple[int, int]:
        """Place in time: steps, then changes by hand between two steps."""
        return self.checkpoint.step_count, self.n_edits

    @property
    def n_bytes(self) -> int:
        """Bytes that belong to it alone: the order of samples is shared by all moments of an epoch."""
        checkpoint = self.checkpoint
        arrays = [checkpoint.parameters, *checkpoint.slots.values()]
        gradient = 0 if checkpoint.gradient is None else checkpoint.gradient.nbytes
        return _OBJECTS + gradient + sum(array.nbytes for array in arrays)

    def with_history(self, whole: HistoryView) -> Checkpoint:
        """Return the checkpoint with its rows of a history that reaches at least as far."""
        return replace(self.checkpoint, history=_first_rows(whole, self.n_rows))


class KeptMoments:
    """Kept moments in their order, with the bytes that they take."""

    def __init__(self, moments: Iterable[Kept] = ()) -> None:
        self._moments: list[Kept] = []
        self._keys: list[tuple[int, int]] = []
        self._orders: dict[int, tuple[int, int]] = {}
        self.n_bytes = 0
        for moment in moments:
            self.add(moment)

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[Kept]:
        return iter(self._moments)

    def add(self, moment: Kept) -> None:
        """Keep a moment, unless there is one of that place in time."""
        place = bisect_right(self._keys, moment.key)
        if place and self._keys[place - 1] == moment.key:
            return
        self._moments.insert(place, moment)
        self._keys.insert(place, moment.key)
        self._count(moment, 1)

    def latest(self, step: int, n_edits: int) -> Kept:
        """Return the last moment at or before a place in time; the first where there is none."""
        return self._moments[max(bisect_right(self._keys, (step, n_edits)) - 1, 0)]

    def cut(self, step: int, n_edits: int) -> list[Kept]:
        """Take out and return all moments after a place in time."""
        place = bisect_right(self._keys, (step, n_edits))
        after = self._moments[place:]
        del self._moments[place:], self._keys[place:]
        for moment in after:
            self._count(moment, -1)
        return after

    def spread(self, most_bytes: int, now: int) -> tuple[Kept, ...]:
        """Return the first moment and about as many others as take so many bytes, the denser the nearer they are.

        Parameters
        ----------
        most_bytes : int
            What all of them together may take, about.
        now : int
            Step that the run is at.
        """
        count = len(self._moments) * most_bytes // max(self.n_bytes, 1)
        if count >= len(self._moments):
            return tuple(self._moments)
        steps = np.fromiter((key[0] for key in self._keys), np.float64, len(self._keys))
        # Equal parts of the distance's logarithm, on both sides of the present moment.
        spread = np.sign(steps - now) * np.log1p(np.abs(steps - now))
        wanted = np.linspace(spread[0], spread[-1], max(count, 1))
        places = sorted({0, *np.searchsorted(spread, wanted).tolist()})
        return tuple(self._moments[place] for place in places)

    def thin(self, n_bytes: int, budget: int, now: int) -> None:
        """Let moments go, where they lie densest for their distance from now, until so many bytes are free.

        Parameters
        ----------
        n_bytes : int
            At least this much is to be freed, and an eighth of the budget in any case.
        budget : int
            Bytes in all.
        now : int
            Step that the run is at. The first moment always stays, or there would be no way back.
        """
        goal = self.n_bytes - max(n_bytes, int(budget * _FREED_AT_ONCE))
        while self.n_bytes > goal and len(self._moments) > 1:
            self._drop(self._least_missed(now), goal)

    def _least_missed(self, now: int) -> list[int]:
        """Return the places of all moments but the first, those first whose loss makes the least relative gap."""
        steps = np.array([key[0] for key in self._keys], np.float64)
        following = np.append(steps[2:], max(now, steps[-1]))
        gap = following - steps[:-1]
        distance = np.abs(now - steps[1:]) + 1.0
        order: list[int] = (np.argsort(gap / distance, kind="stable") + 1).tolist()
        return order

    def _drop(self, places: list[int], goal: int) -> None:
        """Drop moments in that order, no two neighbours in one go, until the goal is reached."""
        gone: set[int] = set()
        for place in places:
            if self.n_bytes <= goal:
                break
            if place - 1 in gone or place + 1 in gone:
                continue
            gone.add(place)
            self._count(self._moments[place], -1)
        self._moments = [moment for place, moment in enumerate(self._moments) if place not in gone]
        self._keys = [moment.key for moment in self._moments]

    def _count(self, moment: Kept, sign: int) -> None:
        self.n_bytes += sign * moment.n_bytes
        order = moment.checkpoint.order
        if order is None:
            return
        users, size = self._orders.get(id(order), (0, order.nbytes))
        if users + sign:
            self._orders[id(order)] = users + sign, size
        else:
            del self._orders[id(order)]
        if not users or not users + sign:
            self.n_bytes += sign * size


def rows_after(whole: HistoryView, n_rows: int) -> HistoryView:
    """Return copies of a history's later rows, which hold on to nothing of the earlier ones."""
    return _view(whole.metric_name, {name: getattr(whole, name)[n_rows:].copy() for name in _COLUMNS})


def joined(earlier: HistoryView, later: HistoryView) -> HistoryView:
    """Return the rows of one history and then those of another."""
    columns = {name: np.concatenate((getattr(earlier, name), getattr(later, name))) for name in _COLUMNS}
    return _view(earlier.metric_name, columns)


def bytes_of(history: HistoryView) -> int:
    """Return the memory that a history's rows take."""
    return 8 * len(_COLUMNS) * len(history)


_COLUMNS = tuple(name for name in HistoryView.__slots__ if name != "metric_name")


def _first_rows(whole: HistoryView, n_rows: int) -> HistoryView:
    if n_rows == len(whole):
        return whole
    return _view(whole.metric_name, {name: getattr(whole, name)[:n_rows] for name in _COLUMNS})


def _view(metric_name: str, columns: dict[str, Any]) -> HistoryView:
    for array in columns.values():
        array.flags.writeable = False
    return HistoryView(metric_name=metric_name, **columns)
