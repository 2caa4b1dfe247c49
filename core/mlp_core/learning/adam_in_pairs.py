"""Adam and AdamW for networks of medium size, where calls and arithmetic cost about the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.learning.adam import Adam, AdamW
from mlp_core.learning.optimizer import AHEAD
from mlp_core.network.calls import CallList

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mlp_core.network.calls import Call

    Array = npt.NDArray[np.floating[Any]]


class AdamInPairs(Adam):
    """Adam with each moment beside what it takes in, so that one product of the pair with two constants advances it.

    The three rows of the first moment are m, g, m', those of the second v, g^2, v'. The next step takes its pairs from
    the right and writes to the left again.
    """

    def slots(self) -> dict[str, Array]:
        """Return the moments by name, as views of the live rows."""
        return dict(zip(self.slot_names, self._rows[:, 0 if self.step_count % 2 == 0 else 2], strict=True))

    def updates(self, rates: Sequence[float]) -> Sequence[Sequence[Call]]:
        """Return the calls of the next steps, at most 128: only their numbers are new."""
        places = np.arange(self.step_count, self.step_count + len(rates)) % AHEAD
        self._table[places] = self._cell_values(self.step_count + 1, rates)
        return [self._at(place) for place in places.tolist()]

    def _allocate(self) -> None:
        self._rows = np.zeros((2, 3, self.parameters.size), self.parameters.dtype)
        self.gradient = self._rows[0, 1]

    def _record_all(self) -> None:
        self._ways = self._written_down(0), self._written_down(1)
        self._by_place: dict[int, list[Call]] = {}

    def _written_down(self, start: int) -> CallList:
        """Return the calls of a step that takes its pairs from row `start` on: 0 on the way to the right, 1 back."""
        run, config = CallList(self.parameters.dtype), self.config
        (_, g, _), (_, square, _) = self._rows
        pairs, written = self._rows[:, start : start + 2], self._rows[:, 2 - 2 * start]
        run(np.multiply, g, g, square)
        scales = (config.beta_1, self.scale), (config.beta_2, self.scale * self.scale)
        for (beta, scale), pair, moment in zip(scales, pairs, written, strict=True):
            constants = np.array([beta, (1.0 - beta) * scale], moment.dtype)
            run((constants if start == 0 else constants[::-1].copy()).dot, pair, moment)
        # The squares have been read, and give room to work.
        self._record_move(self.parameters, written[0], written[1], square, run)
        return run

    def _at(self, place: int) -> list[Call]:
        """Return the calls of the step at a place of the table; there is an even number of places."""
        if place not in self._by_place:
            self._by_place[place] = self._with_numbers_of(place, self._ways[place % 2])
        return self._by_place[place]


class AdamWInPairs(AdamInPairs, AdamW):
    """AdamW for networks of medium size."""

    def _written_down(self, start: int) -> CallList:
        """Put the decay before the step."""
        run = CallList(self.parameters.dtype)
        run(np.multiply, self.parameters, self._cells[2], self.parameters)
        run.extend(super()._written_down(start))
        return run
