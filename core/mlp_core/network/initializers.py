"""Where the weights start: wide enough for signals to live, narrow enough for units not to saturate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Draw = Callable[[int, int, np.random.Generator], npt.NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Initializer:
    """A way of drawing the first weights of one layer.

    Attributes
    ----------
    name : str
        Key in `INITIALIZERS`.
    title : str
        Name for a menu.
    summary : str
        One sentence for a tool-tip.
    draw : callable
        `draw(fan_out, fan_in, rng)` returns the weights.
    bias : float
        First value of every bias of the layer.
    """

    name: str
    title: str
    summary: str
    draw: Draw
    bias: float = 0.0

    def __call__(self, fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        """Draw the weights of one layer.

        Parameters
        ----------
        fan_out, fan_in : int
            Units of the layer and values that each of them reads, at least 1.
        rng : numpy.random.Generator
            Advanced by the draw; "zeros" leaves it alone.

        Returns
        -------
        ndarray, shape (fan_out, fan_in), float64
            Always drawn in double precision, so that a float32 network starts from the same weights, rounded.

        Raises
        ------
        ArgumentError
            If a layer would be empty.
        """
        if fan_out < 1 or fan_in < 1:
            raise ArgumentError(f"A layer needs at least 1 unit and 1 input, not {fan_out} and {fan_in}.")
        return self.draw(fan_out, fan_in, rng)


def _uniform(fan_out: int, fan_in: int, rng: np.random.Generator, limit: float) -> npt.NDArray[np.float64]:
    return rng.uniform(-limit, limit, size=(fan_out, fan_in))


def _normal(fan_out: int, fan_in: int, rng: np.random.Generator, scale: float) -> npt.NDArray[np.float64]:
    return rng.normal(0.0, scale, size=(fan_out, fan_in))


def _xavier_uniform(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _uniform(fan_out, fan_in, rng, math.sqrt(6.0 / (fan_in + fan_out)))


def _xavier_normal(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _normal(fan_out, fan_in, rng, math.sqrt(2.0 / (fan_in + fan_out)))


def _he_uniform(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _uniform(fan_out, fan_in, rng, math.sqrt(6.0 / fan_in))


def _he_normal(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _normal(fan_out, fan_in, rng, math.sqrt(2.0 / fan_in))


def _lecun_normal(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _normal(fan_out, fan_in, rng, math.sqrt(1.0 / fan_in))


def _half_uniform(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _uniform(fan_out, fan_in, rng, 0.5)


def _small_normal(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    return _normal(fan_out, fan_in, rng, 0.1)


def _zeros(fan_out: int, fan_in: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:  # noqa: ARG001
    return np.zeros((fan_out, fan_in))


_ENTRIES = (
    Initializer(
        "xavier_uniform",
        "Xavier uniform",
        "Evenly between ±√(6 / (inputs + units)): keeps signals of tanh and sigmoid layers alive both ways.",
        _xavier_uniform,
    ),
    Initializer(
        "xavier_normal",
        "Xavier normal",
        "A bell curve of variance 2 / (inputs + units): for tanh and sigmoid layers.",
        _xavier_normal,
    ),
    Initializer(
        "he_uniform",
        "He uniform",
        "Evenly between ±√(6 / inputs): for ReLU layers, of which half the units are silent.",
        _he_uniform,
    ),
    Initializer(
        "he_normal",
        "He normal",
        "A bell curve of variance 2 / inputs: for ReLU layers, of which half the units are silent.",
        _he_normal,
    ),
    Initializer(
        "lecun_normal",
        "LeCun normal",
        "A bell curve of variance 1 / inputs: a unit's sum is as spread out as its inputs.",
        _lecun_normal,
    ),
    Initializer(
        "uniform",
        "Uniform ±0.5",
        "Evenly between −0.5 and 0.5 whatever the layer's size, biases 0.1, as TensorFlow Playground starts.",
        _half_uniform,
        bias=0.1,
    ),
    Initializer(
        "normal",
        "Small normal",
        "A narrow bell curve of standard deviation 0.1: near 0, where a sigmoid is steepest.",
        _small_normal,
    ),
    Initializer(
        "zeros",
        "Zeros",
        "All weights 0: right for a single perceptron, but hidden units that start alike stay alike.",
        _zeros,
    ),
)

INITIALIZERS: dict[str, Initializer] = {entry.name: entry for entry in _ENTRIES}
"""All initializers by name, in the order of a menu.

References
----------
Glorot and Bengio (2010), AISTATS 9, 249-256; He et al. (2015), doi:10.1109/ICCV.2015.123; LeCun et al. (1998),
doi:10.1007/3-540-49430-8_2.
"""
