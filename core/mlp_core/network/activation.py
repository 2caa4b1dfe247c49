"""What every activation function offers: itself and its derivative, in place or as new arrays.

Arrays hold units along axis -2 and samples along axis -1; only softmax minds.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mlp_core.errors import ArgumentError
from mlp_core.network.calls import run_now

if TYPE_CHECKING:
    import numpy.typing as npt

    from mlp_core.network.calls import Run

    Array = npt.NDArray[np.floating[Any]]


class Activation:
    """A function y = phi(z) of a unit's sum z.

    Attributes
    ----------
    name : str
        Key in `ACTIVATIONS`.
    title : str
        Name for a menu.
    summary : str
        One sentence for a tool-tip.
    output_only : bool
        True for softmax, which looks at a whole layer and belongs at the end.
    range : (float, float)
        Least and greatest value, possibly infinite.
    centre : float
        The value shown as neutral.
    reads_sum : bool
        True where the derivative needs z itself, so that z must be kept.
    is_flat : bool
        True where the derivative is 0 everywhere, so that gradients cannot teach what lies before it.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    output_only: ClassVar[bool] = False
    range: ClassVar[tuple[float, float]] = (-math.inf, math.inf)
    centre: ClassVar[float] = 0.0
    reads_sum: ClassVar[bool] = False
    is_flat: ClassVar[bool] = False

    def activate(self, z: Array, out: Array, scratch: Array | None = None, run: Run = run_now) -> None:
        """Write phi(z) into `out`.

        Parameters
        ----------
        z : ndarray, shape (..., n_units, n_samples)
            Sums.
        out : ndarray, shape of z
            Receives the activations; may be `z`.
        scratch : ndarray, shape of z, optional
            Overwritten; made where left out.
        run : callable
            `run_now`, or a `CallList` that writes the operations down.
        """
        self._activate(z, out, np.empty_like(z) if scratch is None else scratch, run)

    def derivative(self, z: Array, a: Array, out: Array, scratch: Array, run: Run = run_now) -> None:
        """Write phi'(z) into `out`, unit by unit.

        Parameters
        ----------
        z : ndarray, shape (..., n_units, n_samples)
            Sums; only read where `reads_sum`.
        a : ndarray, shape of z
            Activations phi(z).
        out, scratch : ndarray, shape of z
            The result, and a place to work; neither may be `z` or `a`.
        run : callable
            `run_now`, or a `CallList`.
        """
        raise NotImplementedError

    def multiply_derivative(self, delta: Array, z: Array, a: Array, scratch: Array, run: Run = run_now) -> None:
        """Turn dL/dy into dL/dz, in place.

        Parameters
        ----------
        delta : ndarray, shape (..., n_units, n_samples)
            dL/dy on entry, dL/dz on return.
        z, a : ndarray, shape of delta
            Sums (only read where `reads_sum`) and activations.
        scratch : ndarray, shape of delta
            Overwritten.
        run : callable
            `run_now`, or a `CallList`.
        """
        self.derivative(z, a, scratch, np.empty_like(scratch), run)
        run(np.multiply, delta, scratch, delta)

    def __call__(self, z: npt.ArrayLike) -> Array:
        """Return phi(z) as a new array.

        Parameters
        ----------
        z : array_like, shape (..., n_units)
            Sums of any shape; softmax goes over the last axis.
        """
        sums = _floats(z)[..., np.newaxis]
        out = np.empty_like(sums)
        with np.errstate(over="ignore", under="ignore"):
            self.activate(sums, out)
        return out[..., 0]

    def slope(self, z: npt.ArrayLike) -> Array:
        """Return phi'(z), element by element, as a new array.

        Parameters
        ----------
        z : array_like
            Sums of any shape.

        Raises
        ------
        ArgumentError
            For softmax, whose derivative is a matrix.
        """
        if self.output_only:
            raise ArgumentError(f"{self.title} has a matrix of derivatives, not one slope.")
        sums = _floats(z)[..., np.newaxis]
        out = np.empty_like(sums)
        with np.errstate(over="ignore", under="ignore"):
            self.derivative(sums, self(sums), out, np.empty_like(sums))
        return out[..., 0]

    def __repr__(self) -> str:
        return f"<activation {self.name}>"

    def _activate(self, z: Array, out: Array, scratch: Array, run: Run) -> None:
        raise NotImplementedError


def _floats(values: npt.ArrayLike) -> Array:
    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)
