"""Training: epochs of shuffled batches, a record of losses and metrics, and any moment saved and restored."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.encoding import decision_threshold, encode_targets
from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.learning.checkpoint import Checkpoint, read_only
from mlp_core.learning.config_check import check_fit
from mlp_core.learning.divergence import divergence_of_loss
from mlp_core.learning.evaluation import Evaluation, Evaluator
from mlp_core.learning.history import History, no_rows
from mlp_core.learning.metrics import metric_name
from mlp_core.learning.parameter_edit import checked_edit
from mlp_core.learning.plan import Objective
from mlp_core.learning.recorded_samples import recorded_samples
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


class Trainer:
    """Trains one network on the training part of one dataset.

    Every epoch goes through all training samples in a new order; the last batch is as short as it comes out and counts
    by its own size. Losses and metrics of all parts are recorded before training and after each epoch (see `History`).
    The record of a training part of more than 2048 samples, or of one that a large network would take long to answer,
    is taken from evenly spaced samples of it; the other parts are always complete, and so is `metrics_now()`.

    Parameters
    ----------
    network : Network
        Trained in place.
    dataset : Dataset
        Data with the network's numbers of inputs and outputs.
    config : TrainingConfig
        How to train.
    rng : int or numpy.random.Generator
        Seed or source of the order of samples.

    Attributes
    ----------
    network, dataset, config
        As given; `config` changes by `configure`, `dataset` by `set_dataset`.
    epoch : int
        Whole epochs done.
    batch : int
        Batches done in the current epoch.
    history : History
        Losses and metrics so far.

    Raises
    ------
    ArgumentError
        If a setting is unknown or out of range, or a learning rule does not fit the network.
    ShapeError
        If network and dataset do not fit together.
    """

    def __init__(
        self, network: Network, dataset: Dataset, config: TrainingConfig, rng: int | np.random.Generator = 0
    ) -> None:
        check_fit(config, network, dataset)
        self.network = network
        self.dataset = dataset
        self.config = config
        self.epoch = 0
        self.batch = 0
        self._rng = checked_generator(rng)
        self._order: npt.NDArray[np.int64] | None = None
        self._stepped = False
        self._take_inputs()
        self._build(config.batch_size)
        self.history = History(metric_name(dataset.task))
        self._record()

    @property
    def n_batches(self) -> int:
        """Batches of the current epoch."""
        return self._stepper.n_batches

    @property
    def step_count(self) -> int:
        """Steps taken since the start."""
        return self._stepper.step_count

    @property
    def learning_rate(self) -> float:
        """Rate that the schedule gives for the next step."""
        return self._rates(range(self.step_count, self.step_count + 1))[0]

    @property
    def last_gradient(self) -> Array | None:
        """Gradient of the last step's batch, penalties included: a copy, flat; None before the first step."""
        return self._stepper.gradient if self._stepped else None

    def step(self) -> None:
        """Train on one batch.

        Raises
        ------
        DivergenceError
            If a number stops being finite; the network keeps its last finite parameters.
        """
        self.run_steps(1)

    def run_epoch(self) -> None:
        """Train to the end of the current epoch, or through a whole one if none has begun.

        Raises
        ------
        DivergenceError
            If a number stops being finite; the network keeps its last finite parameters.
        """
        self._begin_epoch()
        self.run_steps(self.n_batches - self.batch)

    def run_steps(self, count: int) -> None:
        """Train on `count` batches, across epochs.

        Parameters
        ----------
        count : int
            At least 0.

        Raises
        ------
        DivergenceError
            If a number stops being finite; the network keeps its last finite parameters.
        """
        if count < 0:
            raise ArgumentError(f"count is {count}; it must be at least 0.")
        # exp may overflow on its way to a right answer; what is really wrong is found in the gradient.
        with np.errstate(all="ignore"):
            while count:
                self._begin_epoch()
                before = self._stepper.step_count
                try:
                    self._stepper.run(self.batch, min(count, self.n_batches - self.batch), self._rates)
                except NotFiniteError as error:
                    raise error.divergence(self.network, self.epoch, error.index) from error
                finally:
                    taken = self._stepper.step_count - before
                    self.batch += taken
                    self._stepped = self._stepped or taken > 0
                count -= taken
                if self.batch == self.n_batches:
                    self._end_epoch()

    def configure(self, config: TrainingConfig) -> None:
        """Train on with other settings from the next step; a changed batch size waits for the next epoch.

        The optimizer's moments are kept where the optimizer stays, and start at 0 where it changes.

        Parameters
        ----------
        config : TrainingConfig
            The new settings.

        Raises
        ------
        ArgumentError
            If a setting is unknown or out of range; nothing has changed then.
        """
        check_fit(config, self.network, self.dataset)
        former, self.config = self.config, config
        if self._order is None:
            self._rebuild(config.batch_size, keep_slots=config.optimizer == former.optimizer)
        elif _only_rate_differs(former, config):
            self._stepper.forget_rates()
        else:
            self._rebuild(self._stepper.batch_size, keep_slots=config.optimizer == former.optimizer)

    def set_dataset(self, dataset: Dataset) -> None:
        """Train on with other points from the next step; an epoch that has begun begins anew, with all of them.

        Parameters
        ----------
        dataset : Dataset
            With as many inputs and outputs.

        Raises
        ------
        ArgumentError, ShapeError
            If it does not fit the network; nothing has changed then.
        """
        check_fit(self.config, self.network, dataset)
        self.dataset = dataset
        self._take_inputs()
        self.batch, self._order = 0, None
        self._rebuild(self.config.batch_size, keep_slots=True)

    def set_parameters(self, indices: Sequence[int], values: Sequence[float]) -> None:
        """Give single parameters new values.

        Parameters
        ----------
        indices : sequence of int
            Places in `network.parameters`.
        values : sequence of float
            One finite number for each.

        Raises
        ------
        ArgumentError
            If an index lies outside the parameters or a value is not finite; nothing has changed then.
        ShapeError
            If there are not as many values as indices.
        """
        places, numbers = checked_edit(self.network, indices, values)
        self.network.parameters[places] = numbers

    def checkpoint(self, *, with_history: bool = True) -> Checkpoint:
        """Return everything that decides how the run goes on.

        Parameters
        ----------
        with_history : bool
            False leaves out the rows of the history, for whoever keeps them elsewhere.
        """
        return Checkpoint(
            parameters=read_only(self.network.parameters),
            slots=MappingProxyType({name: read_only(array) for name, array in self._stepper.slots().items()}),
            gradient=read_only(self._stepper.raw_gradient) if self._stepped else None,
            step_count=self.step_count,
            epoch=self.epoch,
            batch=self.batch,
            batch_size=self._stepper.batch_size,
            order=self._order,
            random_state=MappingProxyType(dict(self._rng.bit_generator.state)),
            history=self.history.view() if with_history else no_rows(self.history.metric_name),
            config=self.config,
            dataset=self.dataset,
        )

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go on from a checkpoint of this network, bit for bit; its settings and its data come back too.

        Parameters
        ----------
        checkpoint : Checkpoint
            Of this trainer, or of one of an equal network and kind of generator.

        Raises
        ------
        ShapeError
            If it belongs to another network, or its data do not fit this one.
        ArgumentError
            If its generator is of another kind.
        """
        if checkpoint.parameters.shape != self.network.parameters.shape:
            raise ShapeError(
                f"checkpoint has parameters of shape {checkpoint.parameters.shape}; this network needs "
                f"{self.network.parameters.shape}."
            )
        kind = self._rng.bit_generator.state["bit_generator"]
        if checkpoint.random_state["bit_generator"] != kind:
            raise ArgumentError(
                f"checkpoint draws from {checkpoint.random_state['bit_generator']}; this trainer draws from {kind}."
            )
        if checkpoint.dataset is not None and checkpoint.dataset is not self.dataset:
            check_fit(checkpoint.config, self.network, checkpoint.dataset)
            self.dataset = checkpoint.dataset
            self._take_inputs()
        self._rng.bit_generator.state = dict(checkpoint.random_state)
        self.network.parameters[...] = checkpoint.parameters
        self.config = checkpoint.config
        self.epoch, self.batch, self._order = checkpoint.epoch, checkpoint.batch, checkpoint.order
        self._stepped = checkpoint.gradient is not None
        self._build(checkpoint.batch_size)
        self._stepper.load(checkpoint.slots, checkpoint.step_count, checkpoint.gradient)
        self._place()
        self.history.restore(checkpoint.history)

    def metrics_now(self) -> Evaluation:
        """Return losses and metrics of the network as it is now, over all samples of each part."""
        with np.errstate(all="ignore"):
            losses, metrics = self._evaluator(self.dataset.train).run()
        return self._evaluation(losses, metrics)

    def _take_inputs(self) -> None:
        """Write the inputs of all points down beside a column of ones."""
        self._inputs = np.ones((len(self.dataset.inputs), self.dataset.n_inputs + 1), self.network.dtype)
        self._inputs[:, :-1] = self.dataset.inputs

    def _build(self, batch_size: int) -> None:
        """Compile everything anew for the settings, with fresh moments."""
        network, config = self.network, self.config
        self._targets = encode_targets(self.dataset, network.activations[-1], config.loss).astype(network.dtype)
        train = self.dataset.train
        size = min(batch_size, len(train))
        data = self._inputs[train], self._targets[train]
        self._stepper = Stepper(network.layout, network.activations, network.parameters, config, data, size)
        self._recorder = self._evaluator(recorded_samples(train, network.parameter_count))
        self._objective = Objective(find_loss(config.loss), config.reduction, config.l1, config.l2)
        self._place()

    def _rebuild(self, batch_size: int, *, keep_slots: bool) -> None:
        """Compile everything anew for the settings, in the middle of a run."""
        slots = self._stepper.slots() if keep_slots else {}
        step_count, gradient = self.step_count, self._stepper.gradient
        self._build(batch_size)
        self._stepper.load(slots, step_count, gradient / gradient.dtype.type(self._stepper.scale))
        self._place()

    def _place(self) -> None:
        """Tell the tape and the schedule where in the run they are."""
        # The schedule counts epochs: with another batch size it goes on from the same place.
        self._schedule_lead = self.epoch * self.n_batches + self.batch - self.step_count
        if self._order is not None:
            self._stepper.set_order(self._order)

    def _begin_epoch(self) -> None:
        if self._order is not None:
            return
        if self._stepper.batch_size != min(self.config.batch_size, len(self.dataset.train)):
            self._rebuild(self.config.batch_size, keep_slots=True)
        order = self._rng.permutation(len(self.dataset.train))
        order.flags.writeable = False
        self._order = order
        self._stepper.set_order(order)

    def _end_epoch(self) -> None:
        self.epoch += 1
        self.batch = 0
        self._order = None
        if self.history.is_recorded(self.epoch):
            self._record()

    def _record(self) -> None:
        with np.errstate(all="ignore"):
            losses, metrics = self._recorder.run()
        if self.epoch and not math.isfinite(losses[0]):
            raise divergence_of_loss(self.network, self.dataset, self.epoch)
        row = self._evaluation(losses, metrics)
        self.history.append(self.epoch, row.losses, row.metrics, row.penalty)

    def _evaluation(self, losses: tuple[float, ...], metrics: tuple[float, ...]) -> Evaluation:
        penalty = self._objective.penalty(self.network.layout, self.network.parameters)
        (loss, *other_losses), (metric, *other_metrics) = losses, metrics
        return Evaluation(
            (loss, other_losses[0], other_losses[1]),
            (metric, other_metrics[0], other_metrics[1]),
            penalty,
            self._recorder.metric_name,
        )

    def _evaluator(self, train: npt.NDArray[np.int64]) -> Evaluator:
        parts = (train, self.dataset.validation, self.dataset.test)
        activation, loss = self.network.activations[-1], self.config.loss
        return Evaluator(
            self.network,
            find_loss(loss),
            tuple((self._inputs[part], self._targets[part]) for part in parts),
            metric_name(self.dataset.task),
            decision_threshold(activation, loss),
        )

    def _rates(self, steps: range) -> list[float]:
        config, lead = self.config, self._schedule_lead
        places = range(steps.start + lead, steps.stop + lead)
        return SCHEDULES[config.schedule].rates(config.learning_rate, places, self.n_batches, config.schedule_epochs)


def _only_rate_differs(former: TrainingConfig, config: TrainingConfig) -> bool:
    """Tell whether nothing that is compiled into the current epoch differs."""
    like_former = replace(
        config,
        learning_rate=former.learning_rate,
        schedule=former.schedule,
        schedule_epochs=former.schedule_epochs,
        batch_size=former.batch_size,
    )
    return like_former == former
