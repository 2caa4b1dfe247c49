"""A training step's gradient as a plan: compiled once for a network's shape, a loss and a batch size, then only run.

Small networks spend nine tenths of a step in the overhead of calls, so everything that can be decided beforehand is:
buffers, views, bound methods and constants. Samples run along the last axis and units along the one before it; the
bias is one more weight, on a row of ones. All of it also works with a leading axis of networks of one shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.network.activations import Identity
from mlp_core.network.calls import CallList, multiply_matrices

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.learning.perceptron import DeltaRule, PerceptronRule
    from mlp_core.network.activation import Activation
    from mlp_core.network.layout import Layout
    from mlp_core.network.losses import Loss

    Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Objective:
    """What a step descends.

    Attributes
    ----------
    loss : Loss
        Of each sample.
    reduction : str
        "mean" or "sum" over the samples of a batch.
    l1, l2 : float
        Penalties l1 * sum|w| and l2 * sum(w^2) / 2.
    rule : PerceptronRule or DeltaRule, optional
        Takes the place of the gradient where given.
    """

    loss: Loss
    reduction: str = "mean"
    l1: float = 0.0
    l2: float = 0.0
    rule: PerceptronRule | DeltaRule | None = None

    def scale(self, batch_size: int) -> float:
        """Return what a sum over the samples of a batch is multiplied by."""
        return 1.0 / batch_size if self.reduction == "mean" and self.rule is None else 1.0

    def penalty(self, layout: Layout, parameters: Array) -> float:
        """Return what the penalties add to the loss.

        Parameters
        ----------
        layout : Layout
            Tells weights from biases.
        parameters : ndarray, shape (n_parameters,)
            Weights and biases.
        """
        if not (self.l1 or self.l2):
            return 0.0
        total = 0.0
        # The squares of weights that run away are infinite, and so is the penalty, as the loss is by then.
        with np.errstate(over="ignore"):
            for weights in layout.unflatten(parameters)[0]:
                wide = weights.astype(np.float64, copy=False)
                total += self.l1 * float(np.abs(wide).sum()) + 0.5 * self.l2 * float(np.square(wide).sum())
        return total


class ForwardBuffers:
    """The arrays that a forward pass writes, for one batch size.

    All layers lie below one another in one array, each followed by its row of ones, so that neighbouring layers of one
    activation can be treated in one call.

    Parameters
    ----------
    layout : Layout
        Sizes of the layers.
    activations : tuple of Activation
        One per layer.
    parameters : ndarray, shape (n_parameters,) or (n_networks, n_parameters)
        Read at each run.
    n_samples : int
        Samples of a batch.
    keep_logits : bool
        Whether the sums of the last layer are to be kept although its derivative does not need them.
    """

    def __init__(
        self,
        layout: Layout,
        activations: tuple[Activation, ...],
        parameters: Array,
        n_samples: int,
        *,
        keep_logits: bool = False,
    ) -> None:
        self.layout = layout
        self.activations = activations
        self.blocks = layout.blocks(parameters)
        self.dtype = parameters.dtype
        self.n_samples = n_samples
        self.lead = parameters.shape[:-1]
        self._starts = [sum(layout.sizes[1 : k + 1]) + k for k in range(layout.layer_count + 1)]
        self.outputs = self.empty_rows()
        keep = [activation.reads_sum for activation in activations]
        keep[-1] = keep[-1] or keep_logits
        self.sums = self.empty_rows() if any(keep) else self.outputs
        self._kept = keep
        for layer in range(layout.layer_count):
            self.outputs[..., self._starts[layer + 1] - 1, :] = 1.0

    def empty_rows(self) -> Array:
        """Return an array of zeros with one row for each unit and each row of ones."""
        return np.zeros((*self.lead, self._starts[-1], self.n_samples), self.dtype)

    def units(self, rows: Array, first: int, last: int | None = None) -> Array:
        """Return the view of the units of layers `first` to `last` (with the rows of ones between them)."""
        end = self._starts[(first if last is None else last) + 1] - 1
        return rows[..., self._starts[first] : end, :]

    def units_and_ones(self, rows: Array, first: int, last: int) -> Array:
        """Return the view of layers `first` to `last` with the row of ones behind each: all layers are one piece."""
        return rows[..., self._starts[first] : self._starts[last + 1], :]

    def with_ones(self, layer: int) -> Array:
        """Return the view of a layer's activations and the row of ones below them."""
        return self.units_and_ones(self.outputs, layer, layer)

    def sum_of(self, layer: int) -> Array:
        """Return where the sums of a layer are written: in place of its activations unless they must be kept."""
        return self.units(self.sums if self._kept[layer] else self.outputs, layer)

    def activation_of(self, layer: int) -> Array:
        """Return the view of a layer's activations."""
        return self.units(self.outputs, layer)

    def record_first(self, inputs: Array, run: CallList) -> None:
        """Write down the first layer's product with `inputs`, shape (n_samples, n_inputs + 1), a 1 in each row."""
        multiply_matrices(run, self.blocks[0], inputs.T, self.sum_of(0))

    def record_rest(self, run: CallList) -> None:
        """Write down all that follows the first product."""
        for layer, activation in enumerate(self.activations):
            if layer:
                multiply_matrices(run, self.blocks[layer], self.with_ones(layer - 1), self.sum_of(layer))
            a = self.activation_of(layer)
            # Where a call writes over what it reads, it needs twice the time unless both are the very same object.
            z = self.sum_of(layer) if self._kept[layer] else a
            if not (isinstance(activation, Identity) and not self._kept[layer]):
                # It makes room to work where it needs some.
                activation.activate(z, a, run=run)


class GradientPlan:
    """The calls that turn one batch into a gradient.

    Parameters
    ----------
    layout, activations, parameters
        As in `ForwardBuffers`.
    objective : Objective
        What is descended.
    gradient : ndarray, shape of parameters
        Receives the gradient divided by `objective.scale(nominal_size)`: the sum over the samples, for the optimizer
        to multiply with its learning rate in one go.
    n_samples, nominal_size : int
        Samples of this plan's batch, and of a full one: the short last batch counts by its own size.
    """

    def __init__(
        self,
        layout: Layout,
        activations: tuple[Activation, ...],
        parameters: Array,
        objective: Objective,
        gradient: Array,
        n_samples: int,
        nominal_size: int,
    ) -> None:
        self.forward = ForwardBuffers(layout, activations, parameters, n_samples)
        self._objective = objective
        self._gradient = gradient
        self._gradient_blocks = layout.blocks(gradient)
        self._last = layout.layer_count - 1
        # The product that carries deltas back through a layer's block ends with a row for the bias. Nobody reads it,
        # but leaving it out would make NumPy copy the block at each step.
        self._delta_rows = [self._with_bias_row(layer) for layer in range(layout.layer_count)]
        self._deltas = [rows[..., :-1, :] for rows in self._delta_rows]
        self._output_scratch = np.empty_like(self._deltas[-1])
        self._after_first = CallList(parameters.dtype)
        self.forward.record_rest(self._after_first)
        self._after_loss = CallList(parameters.dtype)
        self._record_backward(self._after_loss)
        self._at_end = CallList(parameters.dtype)
        self._record_scale_and_penalties(layout, parameters, objective.scale(nominal_size))

    def calls(self, inputs: Array, targets: Array) -> CallList:
        """Return the calls for a batch that lives in these arrays, whatever they hold at the time of the run.

        Parameters
        ----------
        inputs : ndarray, shape (n_samples, n_inputs + 1)
            The batch, with a last column of ones.
        targets : ndarray, shape (n_samples, n_outputs)
            What is right.

        Returns
        -------
        CallList
            One step's gradient.
        """
        run = CallList(self.forward.dtype)
        self.forward.record_first(inputs, run)
        run.extend(self._after_first)
        if self._objective.rule is not None:
            run(self._apply_rule, inputs, targets)
            return run
        self._record_loss(targets.T, run)
        run.extend(self._after_loss)
        multiply_matrices(run, self._deltas[0], inputs, self._gradient_blocks[0])
        run.extend(self._at_end)
        return run

    @property
    def deltas(self) -> tuple[Array, ...]:
        """dL/dz of each sample's own loss, as the last run left it: live views, shapes (..., n_units, n_samples)."""
        return tuple(self._deltas)

    def _with_bias_row(self, layer: int) -> Array:
        *lead, n_units, n_samples = self.forward.activation_of(layer).shape
        return np.zeros((*lead, n_units + 1, n_samples), self.forward.dtype)

    def _record_loss(self, targets: Array, run: CallList) -> None:
        """Write down dL/dz of the output, or dL/dy where the two do not fuse."""
        loss, activation, y = self._objective.loss, self.forward.activations[-1], self.forward.activation_of(self._last)
        if loss.fuses_with(activation):
            loss.gradient_by_logits(y, targets, activation, self._deltas[-1], run)
        else:
            loss.gradient(y, targets, self._deltas[-1], self._output_scratch, run)

    def _record_backward(self, run: CallList) -> None:
        factors = self._record_derivatives(run)
        forward = self.forward
        for layer in range(self._last, -1, -1):
            delta = self._deltas[layer]
            if factors[layer] is not None:
                run(np.multiply, delta, factors[layer], delta)
            elif layer == self._last and not self._objective.loss.fuses_with(forward.activations[-1]):
                a, z = forward.activation_of(layer), forward.sum_of(layer)
                forward.activations[layer].multiply_derivative(delta, z, a, self._output_scratch, run)
            if layer:
                multiply_matrices(run, delta, _transposed(forward.with_ones(layer - 1)), self._gradient_blocks[layer])
                multiply_matrices(run, _transposed(forward.blocks[layer]), delta, self._delta_rows[layer - 1])

    def _record_derivatives(self, run: CallList) -> list[Array | None]:
        """Write down phi' of all layers, neighbours of one activation in one go; return each layer's factor, if any."""
        forward, activations = self.forward, self.forward.activations
        factors: list[Array | None] = [None] * len(activations)
        rows, scratch = forward.empty_rows(), forward.empty_rows()
        whole_layer_last = activations[-1].output_only or self._objective.loss.fuses_with(activations[-1])
        end = self._last if whole_layer_last else self._last + 1
        first = 0
        while first < end:
            last = first
            while last + 1 < end and activations[last + 1] == activations[first]:
                last += 1
            if not isinstance(activations[first], Identity):
                z, a, out, work = (
                    forward.units_and_ones(each, first, last) for each in (forward.sums, forward.outputs, rows, scratch)
                )
                activations[first].derivative(z, a, out, work, run)
                factors[first : last + 1] = [forward.units(rows, layer) for layer in range(first, last + 1)]
            first = last + 1
        return factors

    def _record_scale_and_penalties(self, layout: Layout, parameters: Array, scale: float) -> None:
        run, gradient, objective = self._at_end, self._gradient, self._objective
        own = objective.scale(self.forward.n_samples)
        if own != scale:
            run(np.multiply, gradient, own / scale, gradient)
        scratch = np.empty_like(gradient)
        weights = layout.weight_mask(parameters.dtype) / scale
        # A penalty may be so large that a gradient of it is infinite: the first step says so, and is not taken.
        with np.errstate(over="ignore"):
            l2, l1 = weights * objective.l2, weights * objective.l1
        if objective.l2:
            run(np.multiply, parameters, l2, scratch)
            run(np.add, gradient, scratch, gradient)
        if objective.l1:
            run(np.sign, parameters, scratch)
            run(np.multiply, scratch, l1, scratch)
            run(np.add, gradient, scratch, gradient)

    def _apply_rule(self, inputs: Array, targets: Array) -> None:
        outputs = self.forward.activation_of(self._last).T
        if self._objective.rule is not None:
            self._gradient[...] = self._objective.rule.gradient(
                inputs[:, :-1], outputs, targets, self._objective.reduction
            )


def _transposed(matrices: Array) -> Array:
    return matrices.swapaxes(-1, -2)
