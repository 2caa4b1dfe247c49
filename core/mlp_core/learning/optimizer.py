"""What all optimizers share: one flat array of parameters, moments by name, and the calls of the steps to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mlp_core.network.calls import CallList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.calls import Call

    Array = npt.NDArray[np.floating[Any]]

BLOCK = 1 << 15
"""Parameters that are advanced in one go: so many stay in cache from one operation to the next."""

AHEAD = 128
"""Steps whose calls are made ready in one go; then comes the upkeep."""

_TINY = 1e-30
"""Moments below this are set to 0: they would decay into denormals, which cost a hundred times as much each."""


class Optimizer:
    """Advances parameters along their gradient.

    Parameters
    ----------
    parameters : ndarray, shape (n,)
        Changed in place by the calls.
    config : TrainingConfig
        The constants.
    scale : float
        What the gradient's array is multiplied by before anything else.

    Attributes
    ----------
    gradient : ndarray, shape (n,)
        Written by the gradient plan, only read here.
    step_count : int
        Steps that the moments have seen; the owner counts it up.
    slot_names : tuple of str
        Names of the moments.
    """

    slot_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parameters: Array, config: TrainingConfig, scale: float) -> None:
        self.parameters = parameters
        self.config = config
        self.scale = scale
        self.step_count = 0
        self._allocate()
        self._cells = [np.zeros((), parameters.dtype) for _ in self._cell_values(1, [0.0])[0]]
        self._table = np.zeros((AHEAD, len(self._cells)), parameters.dtype)
        self._steps: list[list[Call]] = []
        self._run = CallList(parameters.dtype)
        self._record_all()

    def slots(self) -> dict[str, Array]:
        """Return the moments by name, as views of the live arrays, each of the parameters' shape."""
        return dict(self._slots)

    def load_slots(self, slots: Mapping[str, Array], step_count: int) -> None:
        """Go on from these moments, which are copied.

        Parameters
        ----------
        slots : mapping of str to ndarray
            Of the same names and shapes as `slots()`.
        step_count : int
            Steps that they have seen.
        """
        self.step_count = step_count
        for name, array in self.slots().items():
            array[...] = slots[name]

    def updates(self, rates: Sequence[float]) -> Sequence[Sequence[Call]]:
        """Return the calls of the next `len(rates)` steps; those of former calls are void.

        Parameters
        ----------
        rates : sequence of float
            Learning rate of each step, the first being step `step_count + 1`.
        """
        values = self._cell_values(self.step_count + 1, rates)
        if (values == values[0]).all():
            return self._filled(values[:1]) * len(rates)
        return self._filled(values)

    def clean(self) -> None:
        """Set moments to 0 that are too small to matter."""
        for array in self.slots().values():
            array[np.abs(array) < _TINY] = 0.0

    def _allocate(self) -> None:
        self.gradient = np.zeros_like(self.parameters)
        self._slots = {name: np.zeros_like(self.parameters) for name in self.slot_names}

    def _record_all(self) -> None:
        """Write the step down, block by block."""
        size = self.parameters.size
        work = np.empty(min(size, BLOCK), self.parameters.dtype)
        for start in range(0, size, BLOCK):
            part = slice(start, min(start + BLOCK, size))
            slots = [array[part] for array in self._slots.values()]
            self._record(self.parameters[part], self.gradient[part], slots, work[: part.stop - start])

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        raise NotImplementedError

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:  # noqa: ARG002
        """Return the numbers that change from step to step, shape (n_steps, n_cells): here the rate alone."""
        return np.array(rates)[:, np.newaxis]

    def _filled(self, values: npt.NDArray[np.float64]) -> list[list[Call]]:
        """Return the calls of as many steps as there are rows of cell values: written down once, only numbered anew."""
        self._table[: len(values)] = values
        while len(self._steps) < len(values):
            self._steps.append(self._with_numbers_of(len(self._steps), self._run))
        return self._steps[: len(values)]

    def _with_numbers_of(self, place: int, run: CallList) -> list[Call]:
        """Return the calls of a step, which read a row of the table where they were written down with the cells."""
        numbers = {id(cell): self._table[place, column, ...] for column, cell in enumerate(self._cells)}
        return [
            (call[0], tuple([numbers.get(id(each), each) for each in call[1]]))
            if any(id(each) in numbers for each in call[1])
            else call
            for call in run
        ]

    def _scaled(self, g: Array, work: Array) -> Array:
        """Write down the true gradient and return where it will be."""
        if self.scale == 1.0:
            return g
        self._run(np.multiply, g, self.scale, work)
        return work


def epsilon_of(config: TrainingConfig) -> float:
    """Return the configuration's epsilon, or the usual constant of its optimizer."""
    if config.epsilon is not None:
        return float(config.epsilon)
    return 1e-10 if config.optimizer == "adagrad" else 1e-8
