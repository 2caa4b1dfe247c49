"""Taking one training step on copies and writing down every number of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import ArgumentError, ShapeError
from mlp_core.explain.trace import OptimizerState, Trace
from mlp_core.learning.checkpoint import read_only
from mlp_core.learning.config_check import check_config
from mlp_core.learning.optimizer import AHEAD
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.perceptron import PerceptronRule
from mlp_core.learning.plan import GradientPlan, Objective
from mlp_core.learning.schedules import SCHEDULES
from mlp_core.learning.stepper import NotFiniteError
from mlp_core.network.losses import CategoricalCrossEntropy, find_loss
from mlp_core.network.network import checked_samples

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.optimizer import Optimizer
    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


def trace_step(
    network: Network,
    inputs: npt.ArrayLike,
    targets: npt.ArrayLike,
    config: TrainingConfig,
    optimizer_state: OptimizerState | Mapping[str, npt.ArrayLike] | None = None,
    *,
    samples: npt.ArrayLike | None = None,
    learning_rate: float | None = None,
    full_batch_size: int | None = None,
    epoch: int = 0,
) -> Trace:
    """Return the record of the training step that these samples would give as one batch; nothing is changed.

    Parameters
    ----------
    network : Network
        As it is before the step.
    inputs : array_like, shape (n_samples, n_inputs)
        The batch, at least one sample.
    targets : array_like, shape (n_samples, n_outputs)
        What is right.
    config : TrainingConfig
        How the step is taken; its batch size does not matter.
    optimizer_state : OptimizerState or mapping of str to array_like, optional
        What the optimizer remembers; a mapping of moments counts as none of the steps seen. Missing ones start at 0.
    samples : array_like of int, shape (n_samples,), optional
        Which samples of a dataset these are.
    learning_rate : float, optional
        Rate of this step; that of the schedule at that step where left out, with one batch an epoch.
    full_batch_size : int, optional
        Samples of a full batch where this one is the short last one: it decides the order of rounding.
    epoch : int
        Told by an error.

    Raises
    ------
    ShapeError
        If a shape does not fit.
    ArgumentError
        If a number is not finite, a setting is unknown or out of range, or a learning rule does not fit the network.
    DivergenceError
        If the step makes a number that is not finite.
    """
    check_config(config)
    entry = OPTIMIZERS[config.optimizer]
    if entry.rule is not None:
        entry.rule.check(network, config)
    x = np.ones((len(np.asarray(inputs)), network.n_inputs + 1), network.dtype)
    x[:, :-1] = checked_samples("inputs", inputs, network.n_inputs, network.dtype)
    t = checked_samples("targets", targets, network.n_outputs, network.dtype)
    if len(x) != len(t) or not len(x):
        raise ShapeError(f"inputs has {len(x)} samples and targets {len(t)}; they need the same number, at least 1.")
    numbers = np.arange(len(x)) if samples is None else np.array(samples, np.int64)
    if numbers.shape != (len(x),):
        raise ShapeError(f"samples has shape {numbers.shape}; it needs ({len(x)},), one for each input.")
    numbers.flags.writeable = False
    state = _checked_state(network, optimizer_state)
    if learning_rate is None:
        schedule = SCHEDULES[config.schedule]
        learning_rate = schedule.rate(config.learning_rate, state.step_count, 1, config.schedule_epochs)
    # Targets lie like the outputs, units by rows, as the trainer has them.
    recording = _Recording(network, config, x, np.array(t.T, order="C").T, full_batch_size or len(x))
    with np.errstate(all="ignore"):
        try:
            return recording.take(state, float(learning_rate), numbers)
        except NotFiniteError as error:
            raise error.divergence(network, epoch, error.index) from error


class _Recording:
    """One training step on copies of everything.

    Parameters
    ----------
    network : Network
        Copied.
    config : TrainingConfig
        Checked before.
    inputs : ndarray, shape (n_samples, n_inputs + 1)
        The batch with a last column of ones, contiguous.
    targets : ndarray, shape (n_samples, n_outputs)
        What is right, contiguous when transposed.
    full_batch_size : int
        Of the epoch.
    """

    def __init__(
        self, network: Network, config: TrainingConfig, inputs: Array, targets: Array, full_batch_size: int
    ) -> None:
        self._network, self._config = network.frozen_copy(), config
        self._inputs, self._targets = inputs, targets
        self._full_batch_size = full_batch_size
        self._entry = OPTIMIZERS[config.optimizer]
        self._loss = find_loss(config.loss)
        self._parameters = network.parameters.copy()
        self._fused = self._loss.fuses_with(network.activations[-1])

    def take(self, state: OptimizerState, learning_rate: float, samples: npt.NDArray[np.int64]) -> Trace:
        """Take the step.

        Raises
        ------
        NotFiniteError
            If it makes a number that is not finite.
        """
        network, config = self._network, self._config
        objective = Objective(self._loss, config.reduction, config.l1, config.l2, self._entry.rule)
        scale = objective.scale(self._full_batch_size)
        optimizer = self._entry.make(self._parameters, config, scale)
        plan = self._run_plan(objective, optimizer.gradient)
        true_scale = optimizer.gradient.dtype.type(scale)
        gradient = optimizer.gradient * true_scale
        loss_gradient = gradient
        if config.l1 or config.l2:
            plain = np.zeros_like(self._parameters)
            self._run_plan(Objective(self._loss, config.reduction), plain)
            loss_gradient = plain * true_scale
        arrays = self._arrays(plan)
        before, after = _advance(optimizer, state, learning_rate)
        _check_finite(gradient, in_gradient=True)
        for slot in after.slots.values():
            _check_finite(slot, in_gradient=True)
        _check_finite(self._parameters, in_gradient=False)
        output_losses, sample_losses = self._losses(arrays["pre_activations"][-1], arrays["activations"][-1])
        total = float(np.add.reduce(sample_losses, dtype=np.float64))
        return Trace(
            network=network,
            config=config,
            loss_function=self._loss,
            fused=self._fused,
            samples=samples,
            inputs=_frozen(self._inputs[:, :-1]),
            targets=_frozen(self._targets),
            output_losses=output_losses,
            sample_losses=sample_losses,
            loss=total / len(samples) if config.reduction == "mean" else total,
            penalty=objective.penalty(network.layout, network.parameters),
            loss_gradient=_frozen(loss_gradient),
            gradient=_frozen(gradient),
            learning_rate=learning_rate,
            state_before=before,
            state_after=after,
            parameters_after=_frozen(self._parameters),
            **arrays,  # type: ignore[arg-type]
        )

    def _run_plan(self, objective: Objective, gradient: Array) -> GradientPlan:
        network = self._network
        plan = GradientPlan(
            network.layout,
            network.activations,
            self._parameters,
            objective,
            gradient,
            len(self._inputs),
            self._full_batch_size,
        )
        plan.calls(self._inputs, self._targets).run()
        return plan

    def _arrays(self, plan: GradientPlan) -> dict[str, tuple[Array, ...]]:
        """Return what every unit holds: the plan's own numbers, and by the plan's own products what it overwrote."""
        network, forward = self._network, plan.forward
        layers = range(network.layer_count)
        reads = [self._inputs.T, *(forward.with_ones(layer) for layer in layers)]
        sums = [forward.blocks[layer].dot(reads[layer]) for layer in layers]
        activations = [forward.activation_of(layer) for layer in layers]
        slopes = []
        for activation, z, a in zip(network.activations, sums, activations, strict=True):
            slope = np.empty_like(z)
            activation.derivative(z, a, slope, np.empty_like(z))
            slopes.append(slope)
        errors, deltas = self._errors(plan, activations[-1])
        named = {
            "pre_activations": sums,
            "activations": activations,
            "activation_slopes": slopes,
            "activation_errors": errors,
            "deltas": deltas,
        }
        return {name: tuple(_frozen(array.T) for array in arrays) for name, arrays in named.items()}

    def _errors(self, plan: GradientPlan, outputs: Array) -> tuple[list[Array], list[Array]]:
        """Return dL/dy and dL/dz of every unit."""
        rule, targets = self._entry.rule, self._targets.T
        slope = np.empty_like(outputs)
        self._loss.gradient(outputs, targets, slope, np.empty_like(outputs))
        if isinstance(rule, PerceptronRule):
            return [slope], [(outputs > 0).astype(slope.dtype) - (targets > 0)]
        if rule is not None:
            return [slope], [outputs - targets]
        deltas, blocks = plan.deltas, plan.forward.blocks
        above = zip(blocks[1:], deltas[1:], strict=True)
        return [*(block.T.dot(delta)[:-1] for block, delta in above), slope], list(deltas)

    def _losses(self, sums: Array, outputs: Array) -> tuple[Array, Array]:
        """Return the loss of each output and of each sample, which come with samples along the first axis."""
        parts = [self._loss_of(unit, sums, outputs) for unit in range(outputs.shape[1])]
        whole = self._values(sums.T, outputs.T, self._targets.T)
        return _frozen(np.stack(parts, axis=1)), _frozen(whole)

    def _loss_of(self, unit: int, sums: Array, outputs: Array) -> Array:
        targets = self._targets
        if self._loss.name == "zero_one" and targets.shape[1] > 1:
            return np.full(len(targets), np.nan, targets.dtype)
        if isinstance(self._loss, CategoricalCrossEntropy):
            # The log of a softmax needs all logits; a target of 0 takes no part in the sum.
            alone = np.zeros_like(targets)
            alone[:, unit] = targets[:, unit]
            return self._values(sums.T, outputs.T, alone.T)
        column = slice(unit, unit + 1)
        return self._values(sums[:, column].T, outputs[:, column].T, targets[:, column].T)

    def _values(self, sums: Array, outputs: Array, targets: Array) -> Array:
        loss: Loss = self._loss
        if self._fused:
            return loss.values_from_logits(sums, targets, self._network.activations[-1])
        return loss.values(outputs, targets)


def _advance(
    optimizer: Optimizer, state: OptimizerState, learning_rate: float
) -> tuple[OptimizerState, OptimizerState]:
    """Take the optimizer's step as a trainer does, upkeep included; return what it remembered and remembers."""
    fresh = {name: np.zeros_like(array) for name, array in optimizer.slots().items()}
    known = {name: array for name, array in state.slots.items() if name in fresh}
    optimizer.load_slots({**fresh, **known}, state.step_count)
    if state.step_count % AHEAD == 0:
        optimizer.clean()
    before = _state_of(optimizer)
    for function, arguments in optimizer.updates([learning_rate])[0]:
        function(*arguments)
    optimizer.step_count = state.step_count + 1
    return before, _state_of(optimizer)


def _state_of(optimizer: Optimizer) -> OptimizerState:
    slots = {name: read_only(array) for name, array in optimizer.slots().items()}
    return OptimizerState(MappingProxyType(slots), optimizer.step_count)


def _checked_state(network: Network, given: OptimizerState | Mapping[str, npt.ArrayLike] | None) -> OptimizerState:
    state = given if isinstance(given, OptimizerState) else OptimizerState(dict(given or {}))  # type: ignore[arg-type]
    if state.step_count < 0:
        raise ArgumentError(f"step_count is {state.step_count}; it must be at least 0.")
    slots = {}
    for name, values in state.slots.items():
        array: Array = np.asarray(values, network.dtype)
        if array.shape != network.parameters.shape:
            raise ShapeError(
                f"optimizer_state[{name!r}] has shape {array.shape}; this network needs {network.parameters.shape}."
            )
        slots[name] = array
    return OptimizerState(slots, state.step_count)


def _check_finite(array: Array, *, in_gradient: bool) -> None:
    finite = np.isfinite(array)
    if not finite.all():
        raise NotFiniteError(int(finite.argmin()), in_gradient=in_gradient)


def _frozen(array: Array) -> Array:
    """Return a read-only view of an array that nothing else will write."""
    view = array.view()
    view.flags.writeable = False
    return view
