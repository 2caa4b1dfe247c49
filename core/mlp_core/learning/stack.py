"""Many networks of one shape trained side by side: races, restarts and sweeps at a tenth of the cost of each alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.encoding import encode_targets
from mlp_core.errors import ArgumentError, DivergenceError, ShapeError
from mlp_core.learning.config_check import check_fit
from mlp_core.learning.evaluation import LossPlan
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.schedules import SCHEDULES
from mlp_core.learning.stepper import NotFiniteError, Stepper
from mlp_core.network.losses import find_loss
from mlp_core.network.network import checked_generator

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


class StackTrainer:
    """Trains networks of one shape on the same batches in the same order, all in the same NumPy calls.

    A network that diverges drops out and keeps its last finite parameters; the others go on undisturbed.

    Parameters
    ----------
    networks : sequence of Network
        At least one, alike in sizes, activations and dtype; their parameters are copied.
    dataset : Dataset
        Data with the networks' numbers of inputs and outputs.
    config : TrainingConfig
        How to train all of them; learning rules are for single networks.
    rng : int or numpy.random.Generator
        Seed or source of the order of samples.

    Attributes
    ----------
    networks : tuple of Network
        Being trained, in the order given.
    epoch, batch : int
        Whole epochs done, and batches done in the current one.

    Raises
    ------
    ArgumentError
        If the networks differ, or a setting is unknown or out of range.
    ShapeError
        If networks and dataset do not fit together.
    """

    def __init__(
        self,
        networks: Sequence[Network],
        dataset: Dataset,
        config: TrainingConfig,
        rng: int | np.random.Generator = 0,
    ) -> None:
        first = _checked_alike(networks)
        check_fit(config, first, dataset)
        if OPTIMIZERS[config.optimizer].rule is not None:
            raise ArgumentError(f"optimizer is {config.optimizer!r}, a rule that trains single networks only.")
        self.epoch = 0
        self.batch = 0
        self._config = config
        self._rng = checked_generator(rng)
        self._parameters: Array = np.stack([network.parameters for network in networks])
        self.networks = tuple(first.with_parameters(row) for row in self._parameters)
        self._last_drop: tuple[int, int] | None = None
        self._fates: list[DivergenceError | None] = [None] * len(networks)
        train = dataset.train
        inputs = np.ones((len(train), dataset.n_inputs + 1), first.dtype)
        inputs[:, :-1] = dataset.inputs[train]
        targets = encode_targets(dataset, first.activations[-1], config.loss).astype(first.dtype)[train]
        self._data = inputs, targets
        self._stepper = Stepper(
            first.layout, first.activations, self._parameters, config, self._data, min(config.batch_size, len(train))
        )

    @property
    def n_batches(self) -> int:
        """Batches of an epoch."""
        return self._stepper.n_batches

    @property
    def step_count(self) -> int:
        """Steps that each network has taken."""
        return self._stepper.step_count

    @property
    def divergences(self) -> tuple[DivergenceError | None, ...]:
        """What became of each network: None while it learns, or where it stopped being finite."""
        return tuple(self._fates)

    def run_epoch(self) -> None:
        """Train to the end of the current epoch, or through a whole one if none has begun."""
        self.run_steps(self.n_batches - self.batch)

    def run_steps(self, count: int) -> None:
        """Train every network on `count` batches, across epochs.

        Parameters
        ----------
        count : int
            At least 0.

        Raises
        ------
        ArgumentError
            If `count` is negative.
        DivergenceError
            If the data are so large that even a network of zeros has no finite gradient.
        """
        if count < 0:
            raise ArgumentError(f"count is {count}; it must be at least 0.")
        end = self.step_count + count
        with np.errstate(all="ignore"):
            while self.step_count < end:
                if self.batch == 0:
                    self._stepper.set_order(self._rng.permutation(len(self._data[0])))
                before = self.step_count
                try:
                    self._stepper.run(self.batch, min(end - before, self.n_batches - self.batch), self._rates)
                except NotFiniteError as error:
                    self._drop(error)
                self.batch += self.step_count - before
                if self.batch == self.n_batches:
                    self.epoch, self.batch = self.epoch + 1, 0

    def losses(self) -> npt.NDArray[np.float64]:
        """Return the mean loss of each network over the training samples, without penalties, shape (n_networks,)."""
        loss = find_loss(self._config.loss)
        with np.errstate(all="ignore"):
            each = [LossPlan(network, loss, *self._data).run().mean(dtype=np.float64) for network in self.networks]
        return np.array(each)

    def _rates(self, steps: range) -> list[float]:
        config = self._config
        return SCHEDULES[config.schedule].rates(config.learning_rate, steps, self.n_batches, config.schedule_epochs)

    def _drop(self, error: NotFiniteError) -> None:
        """Let a network keep what it has, and put zeros in its place, which the others never notice."""
        place, index = divmod(error.index, self._parameters.shape[1])
        if self._last_drop == (place, self.step_count):
            # Not even zeros give finite numbers here, so there is nothing to go on with.
            raise error.divergence(self.networks[place], self.epoch, index) from error
        self._last_drop = place, self.step_count
        if self._fates[place] is None:
            network = self.networks[place]
            self._fates[place] = error.divergence(network, self.epoch, index)
            kept = network.copy()
            self.networks = (*self.networks[:place], kept, *self.networks[place + 1 :])
        self._parameters[place] = 0.0
        for array in self._stepper.slots().values():
            array.reshape(self._parameters.shape)[place] = 0.0


def _checked_alike(networks: Sequence[Network]) -> Network:
    if not networks:
        raise ArgumentError("networks is empty; it needs at least one.")
    first = networks[0]
    for place, network in enumerate(networks):
        if (network.sizes, network.activations, network.dtype) != (first.sizes, first.activations, first.dtype):
            raise ShapeError(f"networks[{place}] is {network!r}; side by side all must be like {first!r}.")
    return first
