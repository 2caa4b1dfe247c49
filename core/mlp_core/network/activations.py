"""What a unit does with its sum: the activation functions, their derivatives, and their names.

Each is written once, in place and over preallocated arrays, and serves the readable network and the compiled training
step alike. Arrays hold units along axis -2 and samples along axis -1; only softmax minds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mlp_core.errors import ArgumentError
from mlp_core.network.activation import Activation
from mlp_core.network.calls import multiply_matrices, run_now

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.calls import Run

    Array = npt.NDArray[np.floating[Any]]


class Identity(Activation):
    """y = z."""

    name = "identity"
    title = "Linear"
    summary = "The sum itself: for the output of a regression."

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        if out is not z:
            run(np.copyto, out, z)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 1."""
        run(out.fill, 1.0)

    def multiply_derivative(self, delta: Array, z: Array, a: Array, scratch: Array, run: Run = run_now) -> None:
        """Leave `delta` as it is."""


class Sigmoid(Activation):
    """y = 1 / (1 + exp(-beta z)).

    Parameters
    ----------
    beta : float
        Steepness, positive; the step is its limit.

    Raises
    ------
    ArgumentError
        If beta is not positive and finite.
    """

    name = "sigmoid"
    title = "Sigmoid"
    summary = "A soft step from 0 to 1: the probability that logistic regression gives."
    range = (0.0, 1.0)
    centre = 0.5

    def __init__(self, beta: float = 1.0) -> None:
        if not (math.isfinite(beta) and beta > 0.0):
            raise ArgumentError(f"beta is {beta}; the steepness of a sigmoid must be positive and finite.")
        self.beta = float(beta)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        # exp may overflow to inf, whose reciprocal is the right answer, 0.
        run(np.multiply, z, -self.beta, out)
        run(np.exp, out, out)
        run(np.add, out, 1.0, out)
        run(np.reciprocal, out, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write beta y (1 - y)."""
        run(np.subtract, 1.0, a, out)
        run(np.multiply, out, a, out)
        if self.beta != 1.0:
            run(np.multiply, out, self.beta, out)

    def __repr__(self) -> str:
        return f"Sigmoid(beta={self.beta})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sigmoid) and self.beta == other.beta

    def __hash__(self) -> int:
        return hash((self.name, self.beta))


class Tanh(Activation):
    """y = tanh z."""

    name = "tanh"
    title = "Tanh"
    summary = "A soft step from −1 to 1 through 0: the classic hidden unit."
    range = (-1.0, 1.0)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        run(np.tanh, z, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 1 - y^2."""
        run(np.multiply, a, a, out)
        run(np.subtract, 1.0, out, out)


class ReLU(Activation):
    """y = max(z, 0)."""

    name = "relu"
    title = "ReLU"
    summary = "Nothing below 0, the sum itself above: simple, fast, and never saturates upwards."
    range = (0.0, math.inf)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        run(np.maximum, z, 0.0, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 1 where y > 0, else 0."""
        # Whole numbers have their signs found four times as fast, and the bits of 0 are those of the whole number 0.
        ones, one = _as_whole_numbers(out), _as_whole_numbers(np.ones((), out.dtype))
        run(np.sign, _as_whole_numbers(a), ones)
        run(np.multiply, ones, one, ones)


class LeakyReLU(Activation):
    """y = z above 0, 0.01 z below."""

    name = "leaky_relu"
    title = "Leaky ReLU"
    summary = "A ReLU that lets a hundredth through below 0, so that no unit falls silent for good."
    leak: ClassVar[float] = 0.01

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:
        run(np.multiply, z, self.leak, scratch)
        run(np.maximum, z, scratch, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 1 where y > 0, else 0.01."""
        run(np.sign, a, out)
        run(np.maximum, out, self.leak, out)


class ELU(Activation):
    """y = z above 0, exp(z) - 1 below."""

    name = "elu"
    title = "ELU"
    summary = "Like ReLU above 0, and a smooth fall to −1 below."
    range = (-1.0, math.inf)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:
        run(np.minimum, z, 0.0, scratch)
        run(np.expm1, scratch, scratch)
        run(np.maximum, z, 0.0, out)
        run(np.add, out, scratch, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 1 above 0, y + 1 = exp(z) below."""
        run(np.minimum, a, 0.0, out)
        run(np.add, out, 1.0, out)


class Softplus(Activation):
    """y = log(1 + exp z)."""

    name = "softplus"
    title = "Softplus"
    summary = "A ReLU with its corner rounded off."
    range = (0.0, math.inf)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:
        # max(z, 0) + log(1 + exp(-|z|)) cannot overflow.
        run(np.absolute, z, scratch)
        run(np.negative, scratch, scratch)
        run(np.exp, scratch, scratch)
        run(np.log1p, scratch, scratch)
        run(np.maximum, z, 0.0, out)
        run(np.add, out, scratch, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 1 - exp(-y), which is the sigmoid of z."""
        run(np.negative, a, out)
        run(np.expm1, out, out)
        run(np.negative, out, out)


class SiLU(Activation):
    """y = z sigmoid(z)."""

    name = "silu"
    title = "SiLU (Swish)"
    summary = "The sum times its own sigmoid: a smooth ReLU with a small dip below 0."
    range = (-0.2784645427610738, math.inf)
    reads_sum = True

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:
        _SIGMOID.activate(z, scratch, scratch, run)
        run(np.multiply, z, scratch, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:
        """Write s + y (1 - s) = (1 - y) s + y with s = sigmoid(z)."""
        _SIGMOID.activate(z, out, out, run)
        run(np.subtract, 1.0, a, scratch)
        run(np.multiply, out, scratch, out)
        run(np.add, out, a, out)


class Sine(Activation):
    """y = sin z."""

    name = "sine"
    title = "Sine"
    summary = "A wave: fits periodic data, and has many local minima."
    range = (-1.0, 1.0)
    reads_sum = True

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        run(np.sin, z, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write cos z."""
        run(np.cos, z, out)


class _Jump(Activation):
    """A function that jumps at 0 and is flat elsewhere, so that its derivative is 0."""

    is_flat = True

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write 0."""
        run(out.fill, 0.0)


class Step(_Jump):
    """y = 1 for z > 0, else 0."""

    name = "step"
    title = "Step (sum > 0)"
    summary = "1 above the threshold, 0 at or below it: McCulloch and Pitts' unit; cannot be descended."
    range = (0.0, 1.0)
    centre = 0.5

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        run(np.heaviside, z, 0.0, out)


class StepInclusive(_Jump):
    """y = 1 for z >= 0, else 0."""

    name = "step_inclusive"
    title = "Step (sum ≥ 0)"
    summary = "1 at or above the threshold, 0 below it; cannot be descended."
    range = (0.0, 1.0)
    centre = 0.5

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        run(np.heaviside, z, 1.0, out)


class Sign(_Jump):
    """y = 1 for z >= 0, else -1."""

    name = "sign"
    title = "Sign"
    summary = "1 at or above the threshold, −1 below it: Rosenblatt's unit; cannot be descended."
    range = (-1.0, 1.0)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:  # noqa: ARG002
        run(np.heaviside, z, 1.0, out)
        run(np.multiply, out, 2.0, out)
        run(np.subtract, out, 1.0, out)


class Softmax(Activation):
    """y_k = exp(z_k) / sum_j exp(z_j) over the units of a layer."""

    name = "softmax"
    title = "Softmax"
    summary = "Probabilities that sum to 1, one per class: for the output of a classification."
    output_only = True
    range = (0.0, 1.0)

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:
        # A row is spread over all units first: then each operation takes whole arrays, in half the time.
        row = np.empty((*z.shape[:-2], 1, z.shape[-1]), z.dtype)
        # Taking the greatest sum away changes nothing but keeps exp from overflowing.
        run(np.maximum.reduce, z, -2, None, row, True)
        run(np.copyto, scratch, row)
        run(np.subtract, z, scratch, out)
        run(np.exp, out, out)
        # A product with ones sums four times as fast as a reduction along the units.
        multiply_matrices(run, np.ones((1, z.shape[-2]), z.dtype), out, row)
        run(np.copyto, scratch, row)
        run(np.divide, out, scratch, out)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:  # noqa: ARG002
        """Write the diagonal of the Jacobian, y (1 - y)."""
        run(np.subtract, 1.0, a, out)
        run(np.multiply, out, a, out)

    def multiply_derivative(
        self,
        delta: Array,
        z: Array,  # noqa: ARG002
        a: Array,
        scratch: Array,
        run: Run = run_now,
    ) -> None:
        """Multiply by the whole Jacobian: y_k (delta_k - sum_j delta_j y_j)."""
        total = np.empty_like(scratch[..., :1, :])
        run(np.multiply, delta, a, scratch)
        run(np.add.reduce, scratch, -2, None, total, True)
        run(np.subtract, delta, total, delta)
        run(np.multiply, delta, a, delta)


def _as_whole_numbers(array: Array) -> npt.NDArray[np.unsignedinteger[Any]]:
    """Return the same memory with the bits of each number read as a whole one."""
    return array.view(f"u{array.itemsize}")


_SIGMOID = Sigmoid()

_ENTRIES: tuple[Activation, ...] = (
    Identity(),
    _SIGMOID,
    Tanh(),
    ReLU(),
    LeakyReLU(),
    ELU(),
    Softplus(),
    SiLU(),
    Sine(),
    Step(),
    StepInclusive(),
    Sign(),
    Softmax(),
)

ACTIVATIONS: dict[str, Activation] = {entry.name: entry for entry in _ENTRIES}
"""All activations by name, in the order of a menu."""


def find_activation(activation: str | Activation, argument: str = "activation") -> Activation:
    """Return the activation of that name, or the object itself.

    Parameters
    ----------
    activation : str or Activation
        A name of `ACTIVATIONS`, or an object such as `Sigmoid(beta=5.0)`.
    argument : str
        What to call it in an error.

    Raises
    ------
    ArgumentError
        If there is no such activation.
    """
    if isinstance(activation, Activation):
        return activation
    if activation not in ACTIVATIONS:
        raise ArgumentError(f"{argument} is {activation!r}; it must be one of {', '.join(ACTIVATIONS)}.")
    return ACTIVATIONS[activation]
