"""The losses of one output as curves over its prediction, each with the target in the code that it needs."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping

_OF_SIGNS: Final = frozenset({"hinge", "perceptron"})
_OF_PROBABILITIES: Final = frozenset({"binary_cross_entropy", "categorical_cross_entropy"})
_OF_NUMBERS: Final = frozenset({"squared_error", "absolute_error"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One output of the network for one sample.

    Attributes
    ----------
    unit : int
        Which output.
    target : float
        What is right, as the network is trained to answer.
    prediction : float or None
        What it answers; None where that is not known yet.
    loss : str
        Name of the loss in use.
    is_class : bool
        Whether the target is one of two levels.
    has_signs : bool
        Whether these are -1 and +1 instead of 0 and 1.
    is_judged, has_slope : bool
        Whether the loss there and its slope are known too.
    """

    unit: int
    target: float
    prediction: float | None
    loss: str
    is_class: bool
    has_signs: bool
    is_judged: bool = True
    has_slope: bool = True

    @property
    def is_positive(self) -> bool:
        """Whether the target is the upper level."""
        return self.target > (0.0 if self.has_signs else 0.5)

    def suits(self, loss: mlp.Loss) -> bool:
        """Whether a loss means anything for such a target."""
        return self.is_class or loss.name in _OF_NUMBERS

    def target_for(self, loss: mlp.Loss) -> float:
        """Return the target in the code of a loss: 0 and 1 for a cross-entropy, -1 and +1 for a margin."""
        if loss.name in _OF_SIGNS:
            return 1.0 if self.is_positive else -1.0
        if loss.name in _OF_PROBABILITIES:
            return 1.0 if self.is_positive else 0.0
        return self.target

    def values(self, loss: mlp.Loss, predictions: np.ndarray) -> np.ndarray:
        """Return the loss at each prediction: float64; nan where a cross-entropy is not defined."""
        y, t = self._arrays(loss, predictions)
        values = loss.values(y, t)[: len(predictions)]
        return self._defined(loss, predictions, values)

    def slopes(self, loss: mlp.Loss, predictions: np.ndarray) -> np.ndarray:
        """Return dL/dy at each prediction: float64."""
        y, t = self._arrays(loss, predictions)
        out = np.empty_like(y)
        loss.gradient(y, t, out, np.empty_like(y))
        return self._defined(loss, predictions, out[0, : len(predictions)])

    def _arrays(self, loss: mlp.Loss, predictions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        # The last sample tells zero-one by its target which code the others are in.
        y = np.append(predictions, 0.0)[np.newaxis].astype(np.float64)
        t = np.full_like(y, self.target_for(loss))
        t[0, -1] = -1.0 if self.has_signs else 0.0
        return y, t

    @staticmethod
    def _defined(loss: mlp.Loss, predictions: np.ndarray, values: np.ndarray) -> np.ndarray:
        if loss.name not in _OF_PROBABILITIES:
            return values
        defined: np.ndarray = np.where((predictions > 0.0) & (predictions < 1.0), values, np.nan)
        return defined


def answer_of(session: Session) -> Answer | None:
    """Return the output that is looked at, for the sample that is walked; None without a training step."""
    stepping = session.stepping
    trace = stepping.trace
    if trace is None:
        return None
    sample, last = stepping.sample or 0, trace.network.layer_count - 1
    unit = 0
    for place in (session.cursor.selected, stepping.step):
        if place is not None and place.layer == last and 0 <= place.unit < trace.sizes[-1]:
            unit = place.unit
            break
    target = float(trace.targets[sample, unit])
    is_known = stepping.is_known(trace.quantity(mlp.Kind.ACTIVATION, last, unit, -1, sample))
    has_signs = bool((trace.targets < 0.0).any()) or trace.config.loss in _OF_SIGNS
    return Answer(
        unit=unit,
        target=target,
        prediction=float(trace.activations[last][sample, unit]) if is_known else None,
        loss=trace.config.loss,
        is_class=bool(np.isin(trace.targets, (-1.0, 0.0, 1.0)).all()) and _is_classification(session),
        has_signs=has_signs,
        is_judged=is_known and _is_judged(stepping, last, unit, sample),
        has_slope=is_known and stepping.is_known(trace.quantity(mlp.Kind.LOSS_SLOPE, last, unit, -1, sample)),
    )


def _is_judged(stepping: Stepping, last: int, unit: int, sample: int) -> bool:
    """Whether the line that compares the answer with its target is done; each loss and rule has one of its own."""
    assert stepping.walk is not None
    for kind, layer, place in (
        (mlp.Kind.LOSS, last, unit),
        (mlp.Kind.LOSS, -1, -1),
        (mlp.Kind.MISTAKE, last, unit),
        (mlp.Kind.ERROR, last, unit),
    ):
        with contextlib.suppress(mlp.ArgumentError):
            quantity = mlp.Quantity(kind, 0.0, layer, place, -1, sample)
            return stepping.walk.terms.locate(quantity) <= stepping.position
    return True


def _is_classification(session: Session) -> bool:
    return session.snapshot is None or session.snapshot.dataset.task == "classification"


def information(p: np.ndarray) -> np.ndarray:
    """Return -log p, nan at 0 and below: float64, in nats."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0.0, -np.log(p), np.nan)


def entropy(p: np.ndarray) -> np.ndarray:
    """Return -p log p - (1 - p) log(1 - p), 0 at both ends: float64, in nats."""
    inner = np.clip(p, 1e-300, 1.0)
    outer = np.clip(1.0 - p, 1e-300, 1.0)
    result: np.ndarray = -p * np.log(inner) - (1.0 - p) * np.log(outer)
    return result
