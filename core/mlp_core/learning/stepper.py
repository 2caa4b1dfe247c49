"""The inner loop: runs the compiled calls of batch after batch, and stops before a number that is not finite."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import DivergenceError
from mlp_core.learning.optimizer import AHEAD
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.plan import GradientPlan, Objective
from mlp_core.learning.tape import BatchTape
from mlp_core.network.losses import find_loss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.activation import Activation
    from mlp_core.network.calls import Call, CallList
    from mlp_core.network.layout import Layout
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]

_SAFE_SQUARE = {"float64": 1e200, "float32": 1e24}
"""Squared length of a gradient below which no step at a sane rate can overflow anything."""

_SAFE_RATE = 1e6

_STRETCH = 8
"""Steps from which on it costs less to look at what all of them made than at the gradient of each."""


class NotFiniteError(ArithmeticError):
    """A number stopped being finite; parameters and moments are as they were before that step.

    Attributes
    ----------
    index : int
        Place of the first such number in the flat gradient or parameters.
    in_gradient : bool
        True for the gradient, False for the parameters.
    """

    def __init__(self, index: int, *, in_gradient: bool) -> None:
        super().__init__(f"Number {index} of the {'gradient' if in_gradient else 'parameters'} is not finite.")
        self.index = index
        self.in_gradient = in_gradient

    def divergence(self, network: Network, epoch: int, index: int) -> DivergenceError:
        """Return the error that tells a user of a network's place what happened.

        Parameters
        ----------
        network : Network
            Tells which parameter `index` is.
        epoch : int
            Epoch in which it happened.
        index : int
            Place in that network's parameters.
        """
        layer, _, source = network.locate(index)
        if self.in_gradient:
            quantity = "bias gradient" if source is None else "weight gradient"
        else:
            quantity = "biases" if source is None else "weights"
        return DivergenceError(epoch, layer + 1, quantity)


class Stepper:
    """Takes training steps on the parameters of one network, or of several of one shape side by side.

    Parameters
    ----------
    layout, activations
        The network's shape and functions.
    parameters : ndarray, shape (n_parameters,) or (n_networks, n_parameters)
        Changed in place.
    config : TrainingConfig
        Checked before.
    data : (ndarray, ndarray)
        Training inputs with a last column of ones, and targets, in the dtype of the parameters.
    batch_size : int
        Samples of a full batch, at most as many as there are.

    Attributes
    ----------
    step_count : int
        Steps taken in all.
    """

    def __init__(
        self,
        layout: Layout,
        activations: tuple[Activation, ...],
        parameters: Array,
        config: TrainingConfig,
        data: tuple[Array, Array],
        batch_size: int,
    ) -> None:
        entry = OPTIMIZERS[config.optimizer]
        objective = Objective(find_loss(config.loss), config.reduction, config.l1, config.l2, entry.rule)
        self.scale = objective.scale(batch_size)
        self.batch_size = batch_size
        self._parameters = parameters.reshape(-1)
        self._optimizer = entry.make(self._parameters, config, self.scale)
        self._gradient = self._optimizer.gradient
        shaped_gradient = self._gradient.reshape(parameters.shape)

        def make_plan(n_samples: int) -> GradientPlan:
            return GradientPlan(layout, activations, parameters, objective, shaped_gradient, n_samples, batch_size)

        self._tape = BatchTape(*data, batch_size, make_plan)
        self._updates: Sequence[Sequence[Call]] = []
        self._updates_start = 0
        self._config = config
        self.step_count = 0

    @property
    def n_batches(self) -> int:
        """Batches of an epoch."""
        return self._tape.n_batches

    @property
    def gradient(self) -> Array:
        """Gradient of the last step's batch, a copy, flat."""
        return self._gradient * self._gradient.dtype.type(self.scale)

    @property
    def raw_gradient(self) -> Array:
        """The gradient's live array, which still is to be multiplied with `scale`."""
        return self._gradient

    def set_order(self, order: npt.NDArray[np.int64]) -> None:
        """Start an epoch in which the training samples come in this order."""
        self._tape.set_order(order)

    def slots(self) -> dict[str, Array]:
        """Return the optimizer's moments by name, flat views of the live arrays."""
        self._optimizer.step_count = self.step_count
        return self._optimizer.slots()

    def load(self, slots: Mapping[str, Array], step_count: int, gradient: Array | None = None) -> None:
        """Go on from these moments.

        Parameters
        ----------
        slots : mapping of str to ndarray
            As from `slots()`; copied. Missing ones start at 0.
        step_count : int
            Steps taken until then.
        gradient : ndarray, optional
            Of the last step, as `raw_gradient` has it.
        """
        self.step_count = self._optimizer.step_count = step_count
        fresh = {name: np.zeros_like(array) for name, array in self._optimizer.slots().items()}
        self._optimizer.load_slots({**fresh, **slots}, step_count)
        if gradient is not None:
            self._gradient[...] = gradient
        self._updates = []

    def forget_rates(self) -> None:
        """Ask for the learning rates anew before the next step."""
        self._updates = []

    def run(self, first: int, count: int, rates: Callable[[range], Sequence[float]]) -> None:
        """Take steps on successive batches of one epoch; `step_count` tells how many were taken even after an error.

        Parameters
        ----------
        first : int
            First batch of the epoch, from 0.
        count : int
            Batches, at most to the end of the epoch.
        rates : callable
            `rates(steps)` are the learning rates of steps, counted from 0 at the start of the run. Asked up to 128
            steps ahead.

        Raises
        ------
        NotFiniteError
            If a gradient or parameter stops being finite; that step is not taken.
        """
        end = first + count
        while first < end:
            updates, safe = self._next_updates(rates)
            batches = self._tape.window(first, min(end - first, len(updates)))
            before = self.step_count
            if len(batches) < _STRETCH or not self._run_ahead(batches, updates):
                self._run_watched(batches, updates, safe)
            first += self.step_count - before

    def _run_ahead(self, batches: Sequence[CallList], updates: Sequence[Sequence[Call]]) -> bool:
        """Take steps without a look at each; where one made a number that is not finite, go back and return False."""
        # Such a number stays in the parameters or the moments whatever comes after it: none is overlooked at the end.
        kept = self._parameters.copy(), {name: array.copy() for name, array in self.slots().items()}
        for calls, update in zip(batches, updates, strict=False):
            for function, arguments in calls:
                function(*arguments)
            for function, arguments in update:
                function(*arguments)
        self.step_count += len(batches)
        if all(_is_finite(array) for array in (self._parameters, *self.slots().values())):
            return True
        self.step_count -= len(batches)
        self._go_back(*kept, self.step_count)
        return False

    def _run_watched(self, batches: Sequence[CallList], updates: Sequence[Sequence[Call]], safe: float) -> None:
        """Take steps with a look at each gradient, which stops before the first number that is not finite."""
        gradient = self._gradient
        square_length = gradient.dot
        taken = 0
        try:
            for calls, update in zip(batches, updates, strict=False):
                for function, arguments in calls:
                    function(*arguments)
                # A comparison with nan is False, so nan takes the careful way too.
                if square_length(gradient) < safe:
                    for function, arguments in update:
                        function(*arguments)
                else:
                    self._step_carefully(update, self.step_count + taken)
                taken += 1
        finally:
            self.step_count += taken

    def _next_updates(self, rates_of: Callable[[range], Sequence[float]]) -> tuple[Sequence[Sequence[Call]], float]:
        """Return the optimizer's calls from the next step to the next upkeep, and the bound of a safe gradient."""
        passed = self.step_count - self._updates_start
        if not self._updates or passed >= len(self._updates):
            self._optimizer.step_count = self.step_count
            if self.step_count % AHEAD == 0:
                self._optimizer.clean()
            rates = rates_of(range(self.step_count, self.step_count - self.step_count % AHEAD + AHEAD))
            self._updates = self._optimizer.updates(rates)
            self._updates_start, passed = self.step_count, 0
            self._safe = self._safe_square(max(rates))
        return (self._updates[passed:] if passed else self._updates), self._safe

    def _safe_square(self, rate: float) -> float:
        """Return the bound below which a step needs no look at its result; 0 where every step needs one."""
        config = self._config
        calm = rate <= _SAFE_RATE and rate * config.weight_decay <= 1.0
        calm = calm and (config.epsilon is None or config.epsilon >= 1e-20)
        calm = calm and max(config.momentum, config.beta_1, config.beta_2, config.rho) <= 1.0 - 1e-6
        return _SAFE_SQUARE[self._gradient.dtype.name] if calm else 0.0

    def _step_carefully(self, update: Sequence[Call], step: int) -> None:
        """Take a step that may overflow: look at what it makes, and undo it if that is not finite."""
        index = _first_not_finite(self._gradient)
        if index is not None:
            raise NotFiniteError(index, in_gradient=True)
        self._optimizer.step_count = step
        slots = self._optimizer.slots()
        parameters, kept = self._parameters.copy(), {name: array.copy() for name, array in slots.items()}
        for function, arguments in update:
            function(*arguments)
        self._optimizer.step_count = step + 1
        # A squared gradient that overflows would stop its weight for good without making it infinite.
        index, in_gradient = None, True
        for array in self._optimizer.slots().values():
            index = _first_not_finite(array) if index is None else index
        if index is None:
            index, in_gradient = _first_not_finite(self._parameters), False
        if index is not None:
            self._go_back(parameters, kept, step)
            raise NotFiniteError(index, in_gradient=in_gradient)

    def _go_back(self, parameters: Array, slots: Mapping[str, Array], step: int) -> None:
        self._parameters[...] = parameters
        self._optimizer.load_slots(slots, step)


def _is_finite(array: Array) -> bool:
    # The square of a finite number may overflow, but hardly ever does.
    return math.isfinite(array.dot(array)) or bool(np.isfinite(array).all())


def _first_not_finite(array: Array) -> int | None:
    finite = np.isfinite(array)
    return None if finite.all() else int(finite.argmin())
