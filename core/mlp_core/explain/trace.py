"""The record of one training step: every number of it, exactly as the trainer computes it, and none that can change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.explain.program import Program
from mlp_core.explain.quantity import Kind, Quantity
from mlp_core.explain.steps import StepSequence
from mlp_core.explain.trace_names import TraceNames
from mlp_core.explain.unit_names import parameter_name, unit_name
from mlp_core.explain.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from mlp_core.explain.steps import Granularity, Phase
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network

    Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class OptimizerState:
    """What an optimizer remembers between two steps.

    Attributes
    ----------
    slots : mapping of str to ndarray, shapes (n_parameters,)
        Moments by name, laid out like the parameters.
    step_count : int
        Steps that they have seen.
    """

    slots: Mapping[str, Array]
    step_count: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """One training step; all arrays are read-only.

    Arrays per layer go from the first hidden layer to the output.

    Attributes
    ----------
    network : Network
        As it was before the step, its parameters read-only.
    config : TrainingConfig
        How the step is taken.
    loss_function : Loss
        The loss of `config`.
    fused : bool
        Whether dL/dz of the output is computed past dL/dy (sigmoid or softmax with their cross-entropy).
    samples : ndarray of int64, shape (n_samples,)
        Which samples of a dataset these are; 0, 1, ... where nobody said, -1 for a point that is none of them.
    inputs, targets : ndarray, shapes (n_samples, n_inputs) and (n_samples, n_outputs)
        The batch.
    pre_activations, activations : tuple of ndarray, shapes (n_samples, sizes[k+1])
        z and y of every unit.
    activation_slopes : tuple of ndarray, shapes (n_samples, sizes[k+1])
        f'(z); of softmax the diagonal.
    output_losses : ndarray, shape (n_samples, n_outputs)
        Loss of each output; nan where the loss is no sum over outputs.
    sample_losses : ndarray, shape (n_samples,)
        Loss of each sample.
    loss, penalty, objective : float
        Loss reduced over the batch, penalty, and their sum.
    activation_errors : tuple of ndarray, shapes (n_samples, sizes[k+1])
        dL/dy of each sample's own loss.
    deltas : tuple of ndarray, shapes (n_samples, sizes[k+1])
        dL/dz of each sample's own loss. Of a learning rule: y - t, of which the perceptron rule takes only the answers.
    loss_gradient, gradient : ndarray, shape (n_parameters,)
        Of the reduced loss without and with penalty.
    weight_gradients, bias_gradients : tuple of ndarray, shaped like the weights and biases
        Views of `gradient`.
    learning_rate : float
        Of this step.
    state_before, state_after : OptimizerState
        What the optimizer remembered and remembers.
    parameters_before, parameters_after : ndarray, shape (n_parameters,)
        Bit for bit those of the trainer.
    names : TraceNames
        What the data call samples and outputs.
    """

    network: Network
    config: TrainingConfig
    loss_function: Loss
    fused: bool
    samples: npt.NDArray[np.int64]
    inputs: Array
    targets: Array
    pre_activations: tuple[Array, ...]
    activations: tuple[Array, ...]
    activation_slopes: tuple[Array, ...]
    output_losses: Array
    sample_losses: Array
    loss: float
    penalty: float
    activation_errors: tuple[Array, ...]
    deltas: tuple[Array, ...]
    loss_gradient: Array
    gradient: Array
    learning_rate: float
    state_before: OptimizerState
    state_after: OptimizerState
    parameters_after: Array
    names: TraceNames = field(default_factory=TraceNames)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Inputs, then units of each layer."""
        return self.network.sizes

    @property
    def n_samples(self) -> int:
        """Samples of the batch."""
        return len(self.inputs)

    @property
    def rule(self) -> str | None:
        """The learning rule that takes the gradient's place, "perceptron" or "delta", or None."""
        return self.config.optimizer if self.config.optimizer in ("perceptron", "delta") else None

    @property
    def is_penalised(self) -> bool:
        """Whether l1 or l2 is on."""
        return self.config.l1 > 0.0 or self.config.l2 > 0.0

    @property
    def objective(self) -> float:
        """Loss plus penalty."""
        return self.loss + self.penalty

    @property
    def parameters_before(self) -> Array:
        """Weights and biases before the step."""
        return self.network.parameters

    @property
    def weight_gradients(self) -> tuple[Array, ...]:
        """Of the reduced, regularised loss, shaped like the weights."""
        return self.network.unflatten(self.gradient)[0]

    @property
    def bias_gradients(self) -> tuple[Array, ...]:
        """Of the reduced, regularised loss, shaped like the biases."""
        return self.network.unflatten(self.gradient)[1]

    def sample_name(self, sample: int) -> str:
        """Return what a row of the batch is called: "sample 3", or "row 17" where the data come from a file."""
        return self.names.sample(sample, int(self.samples[sample]))

    def unit_name(self, layer: int, unit: int) -> str:
        """Return what a unit is called, see `unit_names`; an output of a compression with what it gives back."""
        return unit_name(self.sizes, layer, unit, self.names.outputs, self.network.unit_names)

    def parameter_name(self, layer: int, unit: int, source: int = -1) -> str:
        """Return what a weight is called, with source -1 a bias, see `unit_names`."""
        return parameter_name(self.sizes, layer, unit, source, self.names.outputs, self.network.unit_names)

    def index(self, layer: int, unit: int, source: int = -1) -> int:
        """Return the place of a weight, or of a bias where the source is -1, in everything laid out flat."""
        layout = self.network.layout
        return layout.bias_index(layer, unit) if source < 0 else layout.weight_index(layer, unit, source)

    def below(self, layer: int) -> Array:
        """Return what a layer reads, shape (n_samples, sizes[layer])."""
        return self.activations[layer - 1] if layer else self.inputs

    def quantity(self, kind: Kind, layer: int = -1, unit: int = -1, source: int = -1, sample: int = -1) -> Quantity:
        """Return one number of the step.

        Parameters
        ----------
        kind : Kind
            What it is; tells which of the indices apply.
        layer, unit, source, sample : int
            As in `Quantity`; `source` is its `input`.
        """
        with np.errstate(all="ignore"):
            value = float(VALUES[kind](self, layer, unit, source, sample))
        return Quantity(kind, value, layer, unit, source, sample)

    def gradient_quantity(self, layer: int, unit: int, source: int = -1) -> Quantity:
        """Return what the optimizer reads for a weight, or for a bias where the source is -1."""
        sample = -1 if self.n_samples > 1 else 0
        if self.rule is not None:
            return self.quantity(Kind.CORRECTION, layer, unit, source, sample)
        if source < 0:
            return self.quantity(Kind.BIAS_GRADIENT, layer, unit, -1, sample)
        if self.is_penalised:
            return self.quantity(Kind.OBJECTIVE_GRADIENT, layer, unit, source)
        return self.quantity(Kind.WEIGHT_GRADIENT, layer, unit, source, sample)

    def steps(self, granularity: Granularity = "term", sample: int | str | None = None) -> StepSequence:
        """Return the step cut into lines, or into units, layers or phases of them.

        Parameters
        ----------
        granularity : str
            "phase", "layer", "unit" or "term".
        sample : int, "each" or None
            A row of the batch: that sample's lines, and in their places those of the whole batch. "each": sample
            after sample, then the batch. None: of a batch of one, all; of a larger one, only what belongs to the
            batch, which is the reduced loss, the penalty, the reduced gradient and the update.

        Returns
        -------
        StepSequence
            A sequence whose steps are made when they are asked for.

        Raises
        ------
        ArgumentError
            If there is no such granularity or sample.
        """
        return StepSequence(self, Program(self, sample), granularity)

    def locate(
        self, target: Quantity | tuple[int, ...], phase: Phase | None = None, sample: int | str | None = None
    ) -> int:
        """Return the place in `steps("term", sample)` of what makes a quantity, or of the first line about a unit.

        Parameters and errors as in `StepSequence.locate`.
        """
        return self.steps("term", sample).locate(target, phase)
