"""Adam and AdamW: momentum with a step size of its own for each weight, for small networks and for large ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.learning.optimizer import AHEAD, Optimizer, epsilon_of
from mlp_core.network.calls import CallList

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mlp_core.network.calls import Call

    Array = npt.NDArray[np.floating[Any]]


class Adam(Optimizer):
    """m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p -= rate m^ / (sqrt(v^) + epsilon).

    m^ = m / (1 - b1^t) and v^ = v / (1 - b2^t) correct the start from 0.

    References
    ----------
    Kingma and Ba (2015), arXiv:1412.6980.
    """

    slot_names = ("first_moment", "second_moment")

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return epsilon and the rate, both times what the corrections leave of them when taken out of the root."""
        correction_1, root_2 = self._corrections(first_step, len(rates))
        return np.stack((epsilon_of(self.config) * root_2, np.array(rates) * root_2 / correction_1), axis=1)

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        run, (m, v), config = self._run, slots, self.config
        run(np.multiply, m, float(config.beta_1), m)
        run(np.multiply, g, (1.0 - config.beta_1) * self.scale, work)
        run(np.add, m, work, m)
        run(np.multiply, v, float(config.beta_2), v)
        run(np.multiply, g, g, work)
        run(np.multiply, work, (1.0 - config.beta_2) * self.scale * self.scale, work)
        run(np.add, v, work, v)
        self._record_move(p, m, v, work, run)

    def _record_move(self, p: Array, m: Array, v: Array, work: Array, run: CallList) -> None:
        """Write down how the new moments move the parameters."""
        run(np.sqrt, v, work)
        run(np.add, work, self._cells[0], work)
        run(np.divide, m, work, work)
        run(np.multiply, work, self._cells[1], work)
        run(np.subtract, p, work, p)

    def _corrections(self, first_step: int, count: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return 1 - b1^t and sqrt(1 - b2^t) of the steps from `first_step` on."""
        steps = np.arange(first_step, first_step + count, dtype=np.float64)
        return 1.0 - self.config.beta_1**steps, np.sqrt(1.0 - self.config.beta_2**steps)


class AdamW(Adam):
    """p -= rate decay p, then Adam.

    References
    ----------
    Loshchilov and Hutter (2019), arXiv:1711.05101.
    """

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:
        kept = 1.0 - np.array(rates) * self.config.weight_decay
        return np.column_stack((super()._cell_values(first_step, rates), kept))

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        self._run(np.multiply, p, self._cells[2], p)
        super()._record(p, g, slots, work)


class AdamInRows(Adam):
    """Adam for small networks, where calls cost more than arithmetic.

    The rows m, v, g, g^2 times a 4 x 4 matrix of that step's constants give the rows m', v' and the two parts of the
    update, rate m^ and v^. The new moments land behind g and g^2, so that the next step reads its four rows there and
    writes to the front again: rows are u w m v | g g2 | m' v' u' w'.
    """

    def slots(self) -> dict[str, Array]:
        """Return the moments by name, as views of the live rows."""
        first = 2 if self.step_count % 2 == 0 else 6
        return dict(zip(self.slot_names, self._rows[first : first + 2], strict=True))

    def updates(self, rates: Sequence[float]) -> Sequence[Sequence[Call]]:
        """Return the calls of the next steps, at most 128, each with its own matrix: only their numbers are new."""
        places = np.arange(self.step_count, self.step_count + len(rates)) % AHEAD
        self._set_constants(np.array(rates), places)
        return [self._steps[place] for place in places.tolist()]

    def _allocate(self) -> None:
        self._rows = np.zeros((10, self.parameters.size), self.parameters.dtype)
        self.gradient = self._rows[4]

    def _record_all(self) -> None:
        """Write a step down for each place in the row of steps; odd ones go back from where even ones went."""
        rows, dtype = self._rows, self.parameters.dtype
        self._matrices = np.zeros((AHEAD, 4, 4), dtype)
        square = CallList(dtype)
        square(np.multiply, rows[4], rows[4], rows[5])
        windows = (rows[2:6], rows[6:10]), (rows[4:8], rows[0:4])
        after = self._after_product(rows[6:10], 2), self._after_product(rows[0:4], 0)
        self._steps: list[list[Call]] = [
            [*square, (matrix.dot, windows[place % 2]), *after[place % 2]]
            for place, matrix in enumerate(self._matrices)
        ]

    def _after_product(self, written: Array, first: int) -> CallList:
        run, (u, w) = CallList(self.parameters.dtype), written[first : first + 2]
        run(np.sqrt, w, w)
        run(np.add, w, epsilon_of(self.config), w)
        run(np.divide, u, w, u)
        run(np.subtract, self.parameters, u, self.parameters)
        return run

    def _set_constants(self, rates: npt.NDArray[np.float64], places: npt.NDArray[np.int64]) -> None:
        """Fill the matrices of the next steps, which have these places."""
        config, scale = self.config, self.scale
        correction_1, root_2 = self._corrections(self.step_count + 1, len(rates))
        matrices = np.empty((len(rates), 4, 4))
        matrices[:, 0] = config.beta_1, 0.0, (1.0 - config.beta_1) * scale, 0.0
        matrices[:, 1] = 0.0, config.beta_2, 0.0, (1.0 - config.beta_2) * scale * scale
        matrices[:, 2] = matrices[:, 0] * (rates / correction_1)[:, np.newaxis]
        matrices[:, 3] = matrices[:, 1] / (root_2 * root_2)[:, np.newaxis]
        # On the way back g and g^2 are read first, and the parts of the update are written first.
        back = places % 2 == 1
        matrices[back] = np.roll(matrices[back], 2, axis=(1, 2))
        self._matrices[places] = matrices


class AdamWInRows(AdamInRows):
    """AdamW for small networks."""

    def _record_all(self) -> None:
        """Put the decay before each step."""
        super()._record_all()
        p = self.parameters
        self._kept = np.ones(AHEAD, p.dtype)
        self._steps = [
            [(np.multiply, (p, self._kept[place, ...], p)), *calls] for place, calls in enumerate(self._steps)
        ]

    def _set_constants(self, rates: npt.NDArray[np.float64], places: npt.NDArray[np.int64]) -> None:
        super()._set_constants(rates, places)
        self._kept[places] = 1.0 - rates * self.config.weight_decay
