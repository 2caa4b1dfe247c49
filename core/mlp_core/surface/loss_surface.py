"""The loss over a plane or a line through parameter space, for given samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.data.encoding import encode_targets
from mlp_core.errors import ArgumentError, Cancelled, ShapeError
from mlp_core.learning.evaluation import LossPlan
from mlp_core.learning.plan import Objective
from mlp_core.network.gradients import loss_and_gradient
from mlp_core.network.losses import find_loss
from mlp_core.network.network import checked_samples
from mlp_core.surface.axes import SurfaceAxes
from mlp_core.surface.sweep import DenseSweep, ParameterSweep

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network

    Floats = npt.NDArray[np.float64]

PARTS = ("train", "validation", "test")
_PENALTY_NUMBERS = 1 << 20
_GRADIENT_NUMBERS = 1 << 22
"""Activations of the widest layer that a gradient is computed over at once."""


@dataclass(frozen=True, slots=True, eq=False)
class LossGrid:
    """The loss over a grid of points, read-only.

    Attributes
    ----------
    axes : SurfaceAxes
        The plane or line.
    a : ndarray, shape (n_a,), float64
        Coordinates along the first axis.
    b : ndarray, shape (n_b,), float64, or None
        Coordinates along the second; None on a line.
    loss : ndarray, shape (n_b, n_a), or (n_a,) on a line, float64
        Without penalty; infinite or nan where the network's sums are.
    penalty : ndarray, shape of loss, float64
        What l1 and l2 add.
    """

    axes: SurfaceAxes
    a: Floats
    b: Floats | None
    loss: Floats
    penalty: Floats

    @property
    def total(self) -> Floats:
        """What gradient descent descends: loss and penalty."""
        return self.loss + self.penalty


class LossSurface:
    """The loss of a network for given samples, as a function of its parameters.

    Parameters
    ----------
    network : Network
        Its shape and activations; its parameters are not read.
    inputs : array_like, shape (n_samples, n_inputs)
        At least one sample.
    targets : array_like, shape (n_samples, n_outputs)
        What is right.
    loss : str or Loss
        A name of `LOSSES`.
    l1, l2 : float
        Penalties l1 * sum|w| and l2 * sum(w^2) / 2 over weights, not biases.
    reduction : str
        "mean" or "sum" over the samples.
    dtype : str
        "float64", or "float32", enough for pictures and several times as fast.

    Raises
    ------
    ShapeError, ArgumentError
        If something does not fit; the message names it.
    """

    def __init__(
        self,
        network: Network,
        inputs: npt.ArrayLike,
        targets: npt.ArrayLike,
        loss: str | Loss = "squared_error",
        l1: float = 0.0,
        l2: float = 0.0,
        reduction: str = "mean",
        dtype: str = "float64",
    ) -> None:
        self._network = network.copy("float64")
        self._inputs = checked_samples("inputs", inputs, network.n_inputs, np.float64)
        self._targets = checked_samples("targets", targets, network.n_outputs, np.float64)
        if len(self._inputs) != len(self._targets) or not len(self._inputs):
            raise ShapeError(
                f"inputs has {len(self._inputs)} samples, targets {len(self._targets)}; both need as many."
            )
        self._loss = find_loss(loss).suited_to(self._targets)
        self._objective = Objective(self._loss, reduction, l1, l2)
        self._divisor: float = len(self._inputs) if reduction == "mean" else 1
        if dtype not in ("float64", "float32"):
            raise ArgumentError(f"dtype is {dtype!r}; it must be 'float64' or 'float32'.")
        self._dtype = dtype

    @classmethod
    def of_part(
        cls,
        network: Network,
        dataset: Dataset,
        config: TrainingConfig,
        part: str = "train",
        dtype: str = "float64",
        some: npt.NDArray[np.intp] | None = None,
    ) -> LossSurface:
        """Return the loss as a trainer measures it on the "train", "validation" or "test" part of a dataset.

        Parameters
        ----------
        network, dataset, config
            Whose loss it is.
        part, dtype : str
            Which part; how precisely.
        some : ndarray of int, optional
            Rows of the dataset that stand for all of the part: the loss is estimated on them.

        Raises
        ------
        ArgumentError
            If there is no such part, or it has no points.
        """
        every = part_rows(dataset, part)
        rows = every if some is None else some
        targets = encode_targets(dataset, network.activations[-1], config.loss)
        surface = cls(
            network,
            dataset.inputs[rows],
            targets[rows],
            config.loss,
            config.l1,
            config.l2,
            config.reduction,
            dtype,
        )
        if config.reduction == "sum":
            surface._divisor = len(rows) / len(every)
        return surface

    def grid(
        self,
        axes: SurfaceAxes,
        a: npt.ArrayLike,
        b: npt.ArrayLike | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> LossGrid:
        """Compute the loss over a grid.

        Parameters
        ----------
        axes : SurfaceAxes
            Of this network's parameters.
        a, b : array_like, shapes (n_a,) and (n_b,)
            Coordinates along the axes; no `b` on a line.
        cancelled : callable, optional
            Asked every few milliseconds at most; a true answer ends the computation.

        Raises
        ------
        Cancelled
            If `cancelled()` said so.
        ShapeError
            If axes and coordinates do not fit.
        """
        if len(axes.origin) != self._network.parameter_count or (axes.count == 2) != (b is not None):
            raise ShapeError(
                f"axes has {axes.count} directions of {len(axes.origin)} parameters; the network has "
                f"{self._network.parameter_count}, and b is {'given' if b is not None else 'left out'}."
            )
        across = _coordinates("a", a)
        along = None if b is None else _coordinates("b", b)
        points = across[:, np.newaxis]
        shape: tuple[int, ...] = (len(across),)
        if along is not None:
            points = np.stack(np.broadcast_arrays(across, along[:, np.newaxis]), axis=-1).reshape(-1, 2)
            shape = (len(along), len(across))
        kind = ParameterSweep if axes.kind == "parameters" else DenseSweep
        sweep = kind(self._network, self._loss, self._inputs, self._targets, axes, self._dtype)
        loss = sweep.sums(points, cancelled) / self._divisor
        penalty = self._penalties(axes, points)
        for array in (across, along, loss, penalty):
            if array is not None:
                array.flags.writeable = False
        return LossGrid(axes, across, along, loss.reshape(shape), penalty.reshape(shape))

    def at(self, parameters: npt.ArrayLike) -> tuple[float, float]:
        """Return (loss, penalty) of the network with these parameters: the true ones, in float64.

        Raises
        ------
        ShapeError, ArgumentError
            If they do not fit, or are not finite.
        """
        self._network.set_parameters(parameters)
        inputs = np.column_stack((self._inputs, np.ones(len(self._inputs))))
        losses = LossPlan(self._network, self._loss, inputs, self._targets).run()
        penalty = self._objective.penalty(self._network.layout, self._network.parameters)
        return float(losses.sum()) / self._divisor, penalty

    def gradients_at(
        self, parameters: npt.ArrayLike, cancelled: Callable[[], bool] | None = None
    ) -> tuple[Floats, Floats]:
        """Return the gradients of (loss, penalty) by all parameters at a point, in float64.

        Parameters
        ----------
        parameters : array_like, shape (n_parameters,)
            The point.
        cancelled : callable, optional
            Asked between blocks of samples; a true answer ends the computation.

        Returns
        -------
        tuple of two ndarrays, shape (n_parameters,)

        Raises
        ------
        ArgumentError
            If the loss has no gradient, as behind a step.
        ShapeError
            If the parameters do not fit.
        Cancelled
            If `cancelled()` said so.
        """
        network = self._network
        network.set_parameters(parameters)
        of_loss = np.zeros(network.parameter_count)
        length = max(_GRADIENT_NUMBERS // (max(network.sizes) + 1), 1)
        for start in range(0, len(self._inputs), length):
            if cancelled is not None and cancelled():
                raise Cancelled("The gradient is no longer wanted.")
            some = slice(start, start + length)
            inputs, targets = self._inputs[some], self._targets[some]
            of_loss += loss_and_gradient(network, inputs, targets, self._loss, reduction="sum")[1]
        of_loss /= self._divisor
        penalised = network.layout.weight_mask("float64")
        weights = np.asarray(network.parameters, np.float64)
        return of_loss, penalised * (self._objective.l2 * weights + self._objective.l1 * np.sign(weights))

    def _penalties(self, axes: SurfaceAxes, points: Floats) -> Floats:
        penalties = np.zeros(len(points))
        l1, l2 = self._objective.l1, self._objective.l2
        if not (l1 or l2):
            return penalties
        is_weight = np.ones(len(axes.origin), bool)
        for block in self._network.layout.blocks(is_weight):
            block[:, -1] = False
        # Along the axes of parameters two weights change, of thousands perhaps.
        moves = is_weight & axes.directions.any(axis=0)
        still = axes.origin[is_weight & ~moves]
        penalties += l1 * np.abs(still).sum() + 0.5 * l2 * np.square(still).sum()
        origin, directions = axes.origin[moves], axes.directions[:, moves]
        length = max(1, _PENALTY_NUMBERS // max(len(origin), 1))
        for start in range(0, len(points), length):
            weights = points[start : start + length] @ directions
            weights += origin
            if l1:
                penalties[start : start + length] += l1 * np.abs(weights).sum(axis=1)
            if l2:
                penalties[start : start + length] += 0.5 * l2 * np.square(weights).sum(axis=1)
        return penalties


def part_rows(dataset: Dataset, part: str) -> npt.NDArray[np.intp]:
    """Return the rows of the "train", "validation" or "test" part of a dataset.

    Raises
    ------
    ArgumentError
        If there is no such part, or it has no points.
    """
    if part not in PARTS:
        raise ArgumentError(f"part is {part!r}; it must be one of {', '.join(PARTS)}.")
    rows: npt.NDArray[np.intp] = getattr(dataset, part)
    if not len(rows):
        raise ArgumentError(f"part is {part!r}, which has no points: give it a share of the data.")
    return rows


def loss_on_plane(
    network: Network,
    inputs: npt.ArrayLike,
    targets: npt.ArrayLike,
    loss: str | Loss,
    direction_1: npt.ArrayLike,
    direction_2: npt.ArrayLike,
    a: npt.ArrayLike,
    b: npt.ArrayLike,
) -> Floats:
    """Return the mean loss at parameters + a direction_1 + b direction_2.

    Parameters
    ----------
    network : Network
        The point with coordinates 0.
    inputs, targets : array_like, shapes (n_samples, n_inputs) and (n_samples, n_outputs)
        The data.
    loss : str or Loss
        A name of `LOSSES`.
    direction_1, direction_2 : array_like, shape (n_parameters,)
        Laid out like `network.parameters`.
    a, b : array_like, shapes (n_a,) and (n_b,)
        Coordinates.

    Returns
    -------
    ndarray, shape (n_b, n_a), float64

    Raises
    ------
    ShapeError, ArgumentError
        If something does not fit.
    """
    directions = np.array([np.asarray(direction_1, np.float64), np.asarray(direction_2, np.float64)])
    axes = SurfaceAxes("given", network.parameters.astype(np.float64), directions)
    surface = LossSurface(network, inputs, targets, loss, dtype=network.dtype.name)
    return surface.grid(axes, a, b).loss


def _coordinates(name: str, values: Any) -> Floats:
    array = np.array(values, np.float64)
    if array.ndim != 1 or not array.size:
        raise ShapeError(f"{name} has shape {array.shape}; it needs (n,) with at least one coordinate.")
    if not np.isfinite(array).all():
        raise ArgumentError(f"{name} holds a number that is not finite.")
    return array
