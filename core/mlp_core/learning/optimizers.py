"""How a gradient moves the parameters: the descent rules, in PyTorch's arithmetic, and the table of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.learning.adam import Adam, AdamInRows, AdamW, AdamWInRows
from mlp_core.learning.adam_in_pairs import AdamInPairs, AdamWInPairs
from mlp_core.learning.optimizer import Optimizer, epsilon_of
from mlp_core.learning.perceptron import DeltaRule, PerceptronRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from mlp_core.learning.config import TrainingConfig

    Array = npt.NDArray[np.floating[Any]]

_ROWS_UP_TO, _PAIRS_UP_TO = 1000, 12_000
"""Parameters up to which Adam's one product of rows is fastest, then its two of pairs; beyond, operations in place."""


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
    kind : type of Optimizer
        What computes it.
    small_kinds : tuple of (int, type of Optimizer)
        What computes the same faster for at most so many parameters, the fewest first.
    settings : tuple of str
        Fields of `TrainingConfig` that it reads beside the learning rate.
    rule : PerceptronRule or DeltaRule, optional
        The rule that takes the place of the gradient, if it is one.
    """

    name: str
    title: str
    summary: str
    kind: type[Optimizer]
    small_kinds: tuple[tuple[int, type[Optimizer]], ...] = ()
    settings: tuple[str, ...] = ()
    rule: PerceptronRule | DeltaRule | None = None

    def make(self, parameters: Array, config: TrainingConfig, scale: float = 1.0) -> Optimizer:
        """Return a fresh optimizer of flat parameters."""
        kinds = (kind for most, kind in self.small_kinds if parameters.size <= most)
        return next(kinds, self.kind)(parameters, config, scale)


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
        "adam",
        "Adam",
        "Momentum with a step size of its own for each weight.",
        Adam,
        ((_ROWS_UP_TO, AdamInRows), (_PAIRS_UP_TO, AdamInPairs)),
        settings=_MOMENTS,
    ),
    OptimizerEntry(
        "adamw",
        "AdamW",
        "Adam that also lets every weight decay a little at each step.",
        AdamW,
        ((_ROWS_UP_TO, AdamWInRows), (_PAIRS_UP_TO, AdamWInPairs)),
        settings=(*_MOMENTS, "weight_decay"),
    ),
    OptimizerEntry(_PERCEPTRON.name, _PERCEPTRON.title, _PERCEPTRON.summary, GradientDescent, rule=_PERCEPTRON),
    OptimizerEntry(_DELTA.name, _DELTA.title, _DELTA.summary, GradientDescent, rule=_DELTA),
)

OPTIMIZERS: dict[str, OptimizerEntry] = {entry.name: entry for entry in _ENTRIES}
"""All optimizers and rules by name, in the order of a menu."""
