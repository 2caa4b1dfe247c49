"""How a gradient moves the parameters: the descent rules, in PyTorch's arithmetic, written down as calls.

An optimizer works on one flat array of parameters, of one network or of several. It owns the gradient's array, says
the calls of the steps to come, and keeps its moments as plain arrays by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from mlp_core.learning.perceptron import DeltaRule, PerceptronRule
from mlp_core.network.calls import CallList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from mlp_core.learning.config import TrainingConfig

    Array = npt.NDArray[np.floating[Any]]

BLOCK = 1 << 15
"""Parameters that are advanced in one go: so many stay in cache from one operation to the next."""

_ROWS_UP_TO = 2000
"""Parameters up to which Adam's one product of rows beats operations in place."""

_TINY = 1e-30
"""Moments below this are set to 0: they would decay into denormals, which cost a hundred times as much each."""


class Optimizer:
    """Advances parameters along their gradient.

    Parameters
    ----------
    parameters : ndarray, shape (n,)
        Changed in place by the calls.
    config : TrainingConfig
        The constants.
    scale : float
        What the gradient's array is multiplied by before anything else.

    Attributes
    ----------
    gradient : ndarray, shape (n,)
        Written by the gradient plan, only read here.
    step_count : int
        Steps that the moments have seen; the owner counts it up.
    slot_names : tuple of str
        Names of the moments.
    """

    slot_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parameters: Array, config: TrainingConfig, scale: float) -> None:
        self.parameters = parameters
        self.config = config
        self.scale = scale
        self.step_count = 0
        self._allocate()
        self._cells = [np.zeros((), parameters.dtype) for _ in self._cell_values(1, [0.0])[0]]
        self._run = CallList(parameters.dtype)
        self._record_all()

    def slots(self) -> dict[str, Array]:
        """Return the moments by name, as views of the live arrays, each of the parameters' shape."""
        return dict(self._slots)

    def load_slots(self, slots: Mapping[str, Array], step_count: int) -> None:
        """Go on from these moments, which are copied.

        Parameters
        ----------
        slots : mapping of str to ndarray
            Of the same names and shapes as `slots()`.
        step_count : int
            Steps that they have seen.
        """
        self.step_count = step_count
        for name, array in self.slots().items():
            array[...] = slots[name]

    def updates(self, rates: Sequence[float]) -> list[CallList]:
        """Return the calls of the next `len(rates)` steps.

        Parameters
        ----------
        rates : sequence of float
            Learning rate of each step, the first being step `step_count + 1`.
        """
        values = self._cell_values(self.step_count + 1, rates)
        if (values == values[0]).all():
            for cell, value in zip(self._cells, values[0], strict=True):
                cell[...] = value
            return [self._run] * len(rates)
        return [self._with_cells(row) for row in values.tolist()]

    def clean(self) -> None:
        """Set moments to 0 that are too small to matter."""
        for array in self.slots().values():
            array[np.abs(array) < _TINY] = 0.0

    def _allocate(self) -> None:
        self.gradient = np.zeros_like(self.parameters)
        self._slots = {name: np.zeros_like(self.parameters) for name in self.slot_names}

    def _record_all(self) -> None:
        """Write the step down, block by block."""
        size = self.parameters.size
        work = np.empty(min(size, BLOCK), self.parameters.dtype)
        for start in range(0, size, BLOCK):
            part = slice(start, min(start + BLOCK, size))
            slots = [array[part] for array in self._slots.values()]
            self._record(self.parameters[part], self.gradient[part], slots, work[: part.stop - start])

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        raise NotImplementedError

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:  # noqa: ARG002
        """Return the numbers that change from step to step, shape (n_steps, n_cells): here the rate alone."""
        return np.array(rates)[:, np.newaxis]

    def _with_cells(self, values: list[float]) -> CallList:
        """Return the calls that put new numbers into the cells and then take the step."""
        run = CallList(self.parameters.dtype)
        for cell, value in zip(self._cells, values, strict=True):
            run(cell.fill, value)
        run.extend(self._run)
        return run

    def _scaled(self, g: Array, work: Array) -> Array:
        """Write down the true gradient and return where it will be."""
        if self.scale == 1.0:
            return g
        self._run(np.multiply, g, self.scale, work)
        return work


class GradientDescent(Optimizer):
    """p -= rate g."""

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:
        return super()._cell_values(first_step, rates) * self.scale

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:  # noqa: ARG002
        self._run(np.multiply, g, self._cells[0], work)
        self._run(np.subtract, p, work, p)


class Momentum(Optimizer):
    """v = mu v + g, p -= rate v.

    References
    ----------
    Polyak (1964), doi:10.1016/0041-5553(64)90137-5, in PyTorch's form.
    """

    slot_names = ("velocity",)

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        run, (v,) = self._run, slots
        run(np.multiply, v, float(self.config.momentum), v)
        run(np.add, v, self._scaled(g, work), v)
        run(np.multiply, v, self._cells[0], work)
        run(np.subtract, p, work, p)


class Nesterov(Optimizer):
    """v = mu v + g, p -= rate (g + mu v).

    References
    ----------
    Sutskever et al. (2013), ICML 28(3), 1139-1147, in PyTorch's form.
    """

    slot_names = ("velocity",)

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        run, (v,), momentum = self._run, slots, float(self.config.momentum)
        ahead = np.empty_like(work)
        g = self._scaled(g, work)
        run(np.multiply, v, momentum, v)
        run(np.add, v, g, v)
        run(np.multiply, v, momentum, ahead)
        run(np.add, ahead, g, ahead)
        run(np.multiply, ahead, self._cells[0], ahead)
        run(np.subtract, p, ahead, p)


class RMSProp(Optimizer):
    """s = rho s + (1 - rho) g^2, p -= rate g / (sqrt(s) + epsilon).

    References
    ----------
    Tieleman and Hinton (2012), Coursera lecture 6.5, in PyTorch's form.
    """

    slot_names = ("second_moment",)

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        run, (s,), rho = self._run, slots, self.config.rho
        root = np.empty_like(work)
        run(np.multiply, s, float(rho), s)
        run(np.multiply, g, g, work)
        run(np.multiply, work, (1.0 - rho) * self.scale * self.scale, work)
        run(np.add, s, work, s)
        run(np.sqrt, s, root)
        run(np.add, root, epsilon_of(self.config), root)
        run(np.divide, self._scaled(g, work), root, root)
        run(np.multiply, root, self._cells[0], root)
        run(np.subtract, p, root, p)


class AdaGrad(Optimizer):
    """s += g^2, p -= rate g / (sqrt(s) + epsilon).

    References
    ----------
    Duchi, Hazan and Singer (2011), JMLR 12, 2121-2159.
    """

    slot_names = ("squared_sum",)

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        run, (s,) = self._run, slots
        root = np.empty_like(work)
        g = self._scaled(g, work)
        run(np.multiply, g, g, root)
        run(np.add, s, root, s)
        run(np.sqrt, s, root)
        run(np.add, root, epsilon_of(self.config), root)
        run(np.divide, g, root, root)
        run(np.multiply, root, self._cells[0], root)
        run(np.subtract, p, root, p)


class Adam(Optimizer):
    """m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p -= rate m^ / (sqrt(v^) + epsilon).

    m^ = m / (1 - b1^t) and v^ = v / (1 - b2^t) correct the start from 0.

    References
    ----------
    Kingma and Ba (2015), arXiv:1412.6980.
    """

    slot_names = ("first_moment", "second_moment")

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:
        """Return epsilon and the rate, both times what the corrections leave of them when taken out of the root."""
        correction_1, root_2 = self._corrections(first_step, len(rates))
        return np.stack((epsilon_of(self.config) * root_2, np.array(rates) * root_2 / correction_1), axis=1)

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        run, (m, v), config = self._run, slots, self.config
        run(np.multiply, m, float(config.beta_1), m)
        run(np.multiply, g, (1.0 - config.beta_1) * self.scale, work)
        run(np.add, m, work, m)
        run(np.multiply, v, float(config.beta_2), v)
        run(np.multiply, g, g, work)
        run(np.multiply, work, (1.0 - config.beta_2) * self.scale * self.scale, work)
        run(np.add, v, work, v)
        run(np.sqrt, v, work)
        run(np.add, work, self._cells[0], work)
        run(np.divide, m, work, work)
        run(np.multiply, work, self._cells[1], work)
        run(np.subtract, p, work, p)

    def _corrections(self, first_step: int, count: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return 1 - b1^t and sqrt(1 - b2^t) of the steps from `first_step` on."""
        steps = np.arange(first_step, first_step + count, dtype=np.float64)
        return 1.0 - self.config.beta_1**steps, np.sqrt(1.0 - self.config.beta_2**steps)


class AdamW(Adam):
    """p -= rate decay p, then Adam.

    References
    ----------
    Loshchilov and Hutter (2019), arXiv:1711.05101.
    """

    def _cell_values(self, first_step: int, rates: Sequence[float]) -> npt.NDArray[np.float64]:
        kept = 1.0 - np.array(rates) * self.config.weight_decay
        return np.column_stack((super()._cell_values(first_step, rates), kept))

    def _record(self, p: Array, g: Array, slots: list[Array], work: Array) -> None:
        self._run(np.multiply, p, self._cells[2], p)
        super()._record(p, g, slots, work)


class AdamInRows(Adam):
    """Adam for small networks, where calls cost more than arithmetic.

    The rows m, v, g, g^2 times a 4 x 4 matrix of that step's constants give the rows m', v' and the two parts of the
    update, rate m^ and v^. The new moments land behind g and g^2, so that the next step reads its four rows there and
    writes to the front again: rows are u w m v | g g2 | m' v' u' w'.
    """

    def slots(self) -> dict[str, Array]:
        """Return the moments by name, as views of the live rows."""
        first = 2 if self.step_count % 2 == 0 else 6
        return dict(zip(self.slot_names, self._rows[first : first + 2], strict=True))

    def updates(self, rates: Sequence[float]) -> list[CallList]:
        """Return the calls of the next steps, each with its own matrix."""
        matrices = self._matrices(rates)
        return [
            self._with_matrix(matrix, (self.step_count + index) % 2, rate)
            for index, (matrix, rate) in enumerate(zip(matrices, rates, strict=True))
        ]

    def _allocate(self) -> None:
        self._rows = np.zeros((10, self.parameters.size), self.parameters.dtype)
        self.gradient = self._rows[4]

    def _record_all(self) -> None:
        """Write down what follows the product, once for each of the two directions."""
        rows, dtype = self._rows, self.parameters.dtype
        self._square = CallList(dtype)
        self._square(np.multiply, rows[4], rows[4], rows[5])
        self._after = [self._after_product(rows[6:10], 2), self._after_product(rows[0:4], 0)]

    def _after_product(self, written: Array, first: int) -> CallList:
        run, (u, w) = CallList(self.parameters.dtype), written[first : first + 2]
        run(np.sqrt, w, w)
        run(np.add, w, epsilon_of(self.config), w)
        run(np.divide, u, w, u)
        run(np.subtract, self.parameters, u, self.parameters)
        return run

    def _with_matrix(self, matrix: Array, direction: int, rate: float) -> CallList:  # noqa: ARG002
        rows = self._rows
        run = CallList(self.parameters.dtype)
        run.extend(self._square)
        if direction == 0:
            run(matrix.dot, rows[2:6], rows[6:10])
        else:
            run(matrix.dot, rows[4:8], rows[0:4])
        run.extend(self._after[direction])
        return run

    def _matrices(self, rates: Sequence[float]) -> Array:
        """Return the matrices of the next steps, shape (n_steps, 4, 4), for whichever direction each of them goes."""
        config, scale, count = self.config, self.scale, len(rates)
        correction_1, root_2 = self._corrections(self.step_count + 1, count)
        first = np.array((config.beta_1, 0.0, (1.0 - config.beta_1) * scale, 0.0))
        second = np.array((0.0, config.beta_2, 0.0, (1.0 - config.beta_2) * scale * scale))
        forward = np.empty((count, 4, 4))
        forward[:, 0], forward[:, 1] = first, second
        forward[:, 2] = first * (np.array(rates) / correction_1)[:, np.newaxis]
        forward[:, 3] = second / (root_2 * root_2)[:, np.newaxis]
        # On the way back g and g^2 are read first, and the parts of the update are written first.
        backward = np.roll(np.roll(forward, 2, axis=1), 2, axis=2)
        goes_back = (np.arange(self.step_count, self.step_count + count) % 2 == 1)[:, np.newaxis, np.newaxis]
        matrices: Array = np.where(goes_back, backward, forward).astype(self.parameters.dtype)
        return matrices


class AdamWInRows(AdamInRows):
    """AdamW for small networks."""

    def _with_matrix(self, matrix: Array, direction: int, rate: float) -> CallList:
        run = CallList(self.parameters.dtype)
        run(np.multiply, self.parameters, 1.0 - rate * self.config.weight_decay, self.parameters)
        run.extend(super()._with_matrix(matrix, direction, rate))
        return run


@dataclass(frozen=True, slots=True)
class OptimizerEntry:
    """An optimizer or learning rule to choose.

    Attributes
    ----------
    name : str
        Key in `OPTIMIZERS`.
    title : str
        Name for a menu.
    summary : str
        One sentence for a tool-tip.
    settings : tuple of str
        Fields of `TrainingConfig` that it reads beside the learning rate.
    rule : PerceptronRule or DeltaRule, optional
        The rule that takes the place of the gradient, if it is one.
    """

    name: str
    title: str
    summary: str
    kind: type[Optimizer]
    small_kind: type[Optimizer] | None = None
    settings: tuple[str, ...] = ()
    rule: PerceptronRule | DeltaRule | None = None

    def make(self, parameters: Array, config: TrainingConfig, scale: float = 1.0) -> Optimizer:
        """Return a fresh optimizer of flat parameters."""
        kind = self.small_kind if self.small_kind is not None and parameters.size <= _ROWS_UP_TO else self.kind
        return kind(parameters, config, scale)


_PERCEPTRON, _DELTA = PerceptronRule(), DeltaRule()
_MOMENTS = ("beta_1", "beta_2", "epsilon")

_ENTRIES = (
    OptimizerEntry("sgd", "Gradient descent", "Steps against the gradient.", GradientDescent),
    OptimizerEntry(
        "momentum", "Momentum", "Gathers speed along directions that stay.", Momentum, settings=("momentum",)
    ),
    OptimizerEntry(
        "nesterov", "Nesterov", "Momentum that looks ahead before it corrects.", Nesterov, settings=("momentum",)
    ),
    OptimizerEntry(
        "rmsprop",
        "RMSprop",
        "Divides each step by the recent size of that weight's gradient.",
        RMSProp,
        settings=("rho", "epsilon"),
    ),
    OptimizerEntry(
        "adagrad",
        "AdaGrad",
        "Divides each step by all of that weight's past gradients, so steps only shrink.",
        AdaGrad,
        settings=("epsilon",),
    ),
    OptimizerEntry(
        "adam", "Adam", "Momentum with a step size of its own for each weight.", Adam, AdamInRows, settings=_MOMENTS
    ),
    OptimizerEntry(
        "adamw",
        "AdamW",
        "Adam that also lets every weight decay a little at each step.",
        AdamW,
        AdamWInRows,
        settings=(*_MOMENTS, "weight_decay"),
    ),
    OptimizerEntry(_PERCEPTRON.name, _PERCEPTRON.title, _PERCEPTRON.summary, GradientDescent, rule=_PERCEPTRON),
    OptimizerEntry(_DELTA.name, _DELTA.title, _DELTA.summary, GradientDescent, rule=_DELTA),
)

OPTIMIZERS: dict[str, OptimizerEntry] = {entry.name: entry for entry in _ENTRIES}
"""All optimizers and rules by name, in the order of a menu."""


def epsilon_of(config: TrainingConfig) -> float:
    """Return the configuration's epsilon, or the usual constant of its optimizer."""
    if config.epsilon is not None:
        return float(config.epsilon)
    return 1e-10 if config.optimizer == "adagrad" else 1e-8
