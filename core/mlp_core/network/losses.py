"""How wrong an answer is: the losses, their gradients by the output, and the stable ways past sigmoid and softmax.

Arrays hold outputs along axis -2 and samples along axis -1, as in `mlp_core.network.activations`. Each loss is summed
over the outputs of a sample; how samples are reduced is the business of the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mlp_core.errors import ArgumentError
from mlp_core.network.activations import Sigmoid, Softmax
from mlp_core.network.calls import run_now

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.activation import Activation
    from mlp_core.network.calls import Run

    Array = npt.NDArray[np.floating[Any]]


class Loss:
    """A measure of how far outputs y are from targets t.

    Attributes
    ----------
    name : str
        Key in `LOSSES`.
    title : str
        Name for a menu.
    summary : str
        One sentence for a tool-tip.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return the loss of each sample.

        Parameters
        ----------
        outputs, targets : ndarray, shape (..., n_outputs, n_samples)
            What the network answered and what is right.

        Returns
        -------
        ndarray, shape (..., n_samples)
            Losses, summed over the outputs.
        """
        raise NotImplementedError

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:
        """Write dL/dy of each sample's own loss into `out`.

        Parameters
        ----------
        outputs, targets : ndarray, shape (..., n_outputs, n_samples)
            What the network answered and what is right.
        out, scratch : ndarray, shape of outputs
            The result, and a place to work; neither may be `outputs` or `targets`.
        run : callable
            `run_now`, or a `CallList` that writes the operations down.
        """
        raise NotImplementedError

    def suited_to(self, targets: Array) -> Loss:  # noqa: ARG002
        """Return the form of this loss for targets of shape (n_samples, n_outputs): itself, with few exceptions."""
        return self

    def fuses_with(self, activation: Activation) -> bool:  # noqa: ARG002
        """Tell whether the loss and this output activation have a stable path together, from the logits z."""
        return False

    def values_from_logits(self, z: Array, targets: Array, activation: Activation) -> Array:
        """Return the loss of each sample from the logits; only where `fuses_with(activation)`.

        Parameters
        ----------
        z, targets : ndarray, shape (..., n_outputs, n_samples)
            Sums of the output units and what is right.
        activation : Activation
            Of the output layer.

        Returns
        -------
        ndarray, shape (..., n_samples)
            Losses, exact for logits of any size.
        """
        raise NotImplementedError

    def gradient_by_logits(
        self, outputs: Array, targets: Array, activation: Activation, out: Array, run: Run = run_now
    ) -> None:
        """Write dL/dz into `out`: y - t; only where `fuses_with(activation)`.

        Parameters
        ----------
        outputs, targets, out : ndarray, shape (..., n_outputs, n_samples)
            Activations of the output units, what is right, and the result.
        activation : Activation
            Of the output layer.
        run : callable
            `run_now`, or a `CallList`.
        """
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<loss {self.name}>"


class SquaredError(Loss):
    """L = 1/2 sum (y - t)^2."""

    name = "squared_error"
    title = "Squared error"
    summary = "Half the squared difference: the loss of regression."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return 1/2 sum (y - t)^2."""
        difference = outputs - targets
        np.multiply(difference, difference, out=difference)
        # A sum over a single output would be a copy.
        total: Array = difference[..., 0, :] if difference.shape[-2] == 1 else np.add.reduce(difference, -2)
        total *= 0.5
        return total

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write y - t."""
        run(np.subtract, outputs, targets, out)


class AbsoluteError(Loss):
    """L = sum |y - t|."""

    name = "absolute_error"
    title = "Absolute error"
    summary = "The difference without its sign: outliers pull no harder than others."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return sum |y - t|."""
        return np.asarray(np.abs(outputs - targets).sum(axis=-2))

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write sign(y - t), 0 at the kink."""
        run(np.subtract, outputs, targets, out)
        run(np.sign, out, out)


class ZeroOne(Loss):
    """L = 1 for a wrong class, else 0."""

    name = "zero_one"
    title = "Zero-one"
    summary = "Counts wrong answers: what is wanted in the end, but flat, so it cannot be descended."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return 1 where the class is wrong.

        With several outputs the highest is the class. A single output is on the side of class 1 above 0.5, or above 0
        where any of the targets is negative, as they are when coded -1 and +1.
        """
        if outputs.shape[-2] > 1:
            wrong = outputs.argmax(axis=-2) != targets.argmax(axis=-2)
        else:
            threshold = 0.0 if (targets < 0.0).any() else 0.5
            wrong = ((outputs > threshold) != (targets > threshold))[..., 0, :]
        return np.asarray(wrong, outputs.dtype)

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 0."""
        run(out.fill, 0.0)


class Hinge(Loss):
    """L = sum max(0, 1 - t y), for targets -1 and +1."""

    name = "hinge"
    title = "Hinge"
    summary = "Nothing beyond a margin of 1 on the right side, rising evenly on the wrong one; targets −1 and +1."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return sum max(0, 1 - t y)."""
        return np.asarray(np.maximum(1.0 - outputs * targets, 0.0).sum(axis=-2))

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write -t where t y < 1, and 0 at the kink and beyond."""
        run(np.multiply, outputs, targets, out)
        run(np.subtract, 1.0, out, out)
        run(np.heaviside, out, 0.0, out)
        run(np.multiply, out, targets, out)
        run(np.negative, out, out)


class PerceptronLoss(Loss):
    """L = sum max(0, -t y), for targets -1 and +1."""

    name = "perceptron"
    title = "Perceptron"
    summary = "Nothing on the right side of the boundary, rising evenly on the wrong one; targets −1 and +1."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return sum max(0, -t y)."""
        return np.asarray(np.maximum(-outputs * targets, 0.0).sum(axis=-2))

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write -t where t y <= 0: at the kink too, or a unit that starts from zero weights would never learn."""
        run(np.multiply, outputs, targets, out)
        run(np.negative, out, out)
        run(np.heaviside, out, 1.0, out)
        run(np.multiply, out, targets, out)
        run(np.negative, out, out)


class BinaryCrossEntropy(Loss):
    """L = sum -t log y - (1 - t) log(1 - y), for targets in [0, 1].

    Fused with a sigmoid it is computed from the logits. After any other activation y is clipped to [e, 1 - e], where e
    is the smallest step of the dtype around 1, and the gradient is that of the clipped loss: 0 outside.
    """

    name = "binary_cross_entropy"
    title = "Binary cross-entropy"
    summary = "The surprise at the right answer of a yes-or-no question: the loss of a sigmoid output."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return the loss of the clipped outputs."""
        small = np.finfo(outputs.dtype).eps
        y = np.minimum(np.maximum(outputs, small), 1.0 - small)
        return np.asarray(-(targets * np.log(y) + (1.0 - targets) * np.log1p(-y)).sum(axis=-2))

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:
        """Write (y - t) / (y (1 - y)), and 0 where y is clipped."""
        inside, y = np.empty_like(scratch), np.empty_like(scratch)
        _clip(outputs, y, inside, run)
        run(np.subtract, 1.0, y, scratch)
        run(np.multiply, scratch, y, scratch)
        run(np.subtract, y, targets, out)
        run(np.divide, out, scratch, out)
        run(np.multiply, out, inside, out)

    def fuses_with(self, activation: Activation) -> bool:
        """Tell whether the activation is a sigmoid."""
        return isinstance(activation, Sigmoid)

    def values_from_logits(self, z: Array, targets: Array, activation: Activation) -> Array:
        """Return sum max(u, 0) - u t + log(1 + exp(-|u|)) with u = beta z."""
        u = z
        if isinstance(activation, Sigmoid) and activation.beta != 1.0:
            u = z * z.dtype.type(activation.beta)
        return np.asarray((np.maximum(u, 0.0) - u * targets + np.log1p(np.exp(-np.abs(u)))).sum(axis=-2))

    def gradient_by_logits(
        self, outputs: Array, targets: Array, activation: Activation, out: Array, run: Run = run_now
    ) -> None:
        """Write beta (y - t)."""
        run(np.subtract, outputs, targets, out)
        if isinstance(activation, Sigmoid) and activation.beta != 1.0:
            run(np.multiply, out, activation.beta, out)


class CategoricalCrossEntropy(Loss):
    """L = -sum t log y, for targets that are probabilities: one-hot, or summing to 1.

    Fused with softmax it is computed from the logits. After any other activation y is clipped as in the binary one.
    """

    name = "categorical_cross_entropy"
    title = "Categorical cross-entropy"
    summary = "The surprise at the right class of several: the loss of a softmax output."

    def values(self, outputs: Array, targets: Array) -> Array:
        """Return the loss of the clipped outputs."""
        small = np.finfo(outputs.dtype).eps
        y = np.minimum(np.maximum(outputs, small), 1.0 - small)
        return np.asarray(-(targets * np.log(y)).sum(axis=-2))

    def gradient(self, outputs: Array, targets: Array, out: Array, scratch: Array, run: Run = run_now) -> None:
        """Write -t / y, and 0 where y is clipped."""
        inside = np.empty_like(scratch)
        _clip(outputs, scratch, inside, run)
        run(np.divide, targets, scratch, out)
        run(np.negative, out, out)
        run(np.multiply, out, inside, out)

    def fuses_with(self, activation: Activation) -> bool:
        """Tell whether the activation is softmax."""
        return isinstance(activation, Softmax)

    def suited_to(self, targets: Array) -> Loss:
        """Return itself for targets that sum to 1, and the general form for others."""
        return self if np.allclose(targets.sum(axis=-1), 1.0) else _GeneralCrossEntropy()

    def values_from_logits(self, z: Array, targets: Array, activation: Activation) -> Array:  # noqa: ARG002
        """Return -sum t (z - log sum exp z)."""
        shifted = z - z.max(axis=-2, keepdims=True)
        shifted -= np.log(np.exp(shifted).sum(axis=-2, keepdims=True))
        return np.asarray(-(targets * shifted).sum(axis=-2))

    def gradient_by_logits(
        self,
        outputs: Array,
        targets: Array,
        activation: Activation,  # noqa: ARG002
        out: Array,
        run: Run = run_now,
    ) -> None:
        """Write y - t."""
        run(np.subtract, outputs, targets, out)


class _GeneralCrossEntropy(CategoricalCrossEntropy):
    """The same for targets of any sum: softmax then gives dL/dz = y sum t - t."""

    def gradient_by_logits(
        self,
        outputs: Array,
        targets: Array,
        activation: Activation,  # noqa: ARG002
        out: Array,
        run: Run = run_now,
    ) -> None:
        total = np.empty_like(targets[..., :1, :])
        run(np.add.reduce, targets, -2, None, total, True)
        run(np.multiply, outputs, total, out)
        run(np.subtract, out, targets, out)


def _clip(outputs: Array, clipped: Array, inside: Array, run: Run) -> None:
    """Write the outputs clipped to [e, 1 - e], and 1.0 where nothing was clipped."""
    small = float(np.finfo(outputs.dtype).eps)
    run(np.maximum, outputs, small, clipped)
    run(np.minimum, clipped, 1.0 - small, clipped)
    run(np.equal, clipped, outputs, inside)


_ENTRIES: tuple[Loss, ...] = (
    SquaredError(),
    AbsoluteError(),
    BinaryCrossEntropy(),
    CategoricalCrossEntropy(),
    Hinge(),
    PerceptronLoss(),
    ZeroOne(),
)

LOSSES: dict[str, Loss] = {entry.name: entry for entry in _ENTRIES}
"""All losses by name, in the order of a menu."""


def find_loss(loss: str | Loss) -> Loss:
    """Return the loss of that name, or the object itself.

    Raises
    ------
    ArgumentError
        If there is no such loss.
    """
    if isinstance(loss, Loss):
        return loss
    if loss not in LOSSES:
        raise ArgumentError(f"loss is {loss!r}; it must be one of {', '.join(LOSSES)}.")
    return LOSSES[loss]
