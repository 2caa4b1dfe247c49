"""Which edges and cards a step is about, and which way its numbers travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.views.network.stepping.layout import StepLayout

Kind, Operation, Phase = mlp.Kind, mlp.Operation, mlp.Phase

_STILL = frozenset(
    {
        Operation.ADD_BIAS,
        Operation.SUM,
        Operation.ACTIVATE,
        Operation.DELTA_SUM,
        Operation.HIDDEN_DELTA,
        Operation.ACTIVATION_SLOPE,
        Operation.OUTPUT_DELTA,
        Operation.OUTPUT_DELTA_SOFTMAX,
    }
)
"""Lines within a unit: nothing travels."""

_TO_LOSS = frozenset((Operation.LOSS_OF_OUTPUT, Operation.LOSS_OF_SAMPLE, Operation.SUM_LOSS, Operation.COMPARE))
_FROM_LOSS = frozenset((Operation.LOSS_SLOPE, Operation.OUTPUT_DELTA_FUSED, Operation.OUTPUT_DELTA))


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """What is marked and what moves in a step.

    Attributes
    ----------
    edges : ndarray of int
        Edges of the step.
    direction : int
        +1 forward, -1 back, 0 nothing moves along them.
    loss_direction : int
        The same of the lines between outputs and loss.
    layer, unit : int
        The card that is marked; unit -1 for a whole layer, layer -2 for none, -1 for inputs.
    at : str
        "loss", "penalty" or "objective" where one of these is marked.
    wires : tuple of str
        Ways of the penalty's branch along which something moves.
    """

    edges: np.ndarray
    direction: int = 0
    loss_direction: int = 0
    layer: int = -2
    unit: int = -1
    at: str = ""
    wires: tuple[str, ...] = ()

    def marks_as(self, other: Travel) -> bool:
        """Tell whether the same is marked, and moves the same way, on the same layout."""
        mine, theirs = (
            (each.direction, each.loss_direction, each.layer, each.unit, each.at, each.wires) for each in (self, other)
        )
        return mine == theirs and np.array_equal(self.edges, other.edges)


NOTHING = Travel(np.zeros(0, dtype=np.int64))


def travel_of(step: mlp.Step, layout: StepLayout) -> Travel:
    """Return what a step marks and moves."""
    outputs = len(layout.columns) - 2
    whole_unit, whole_layer = step.granularity == "unit", step.granularity == "layer"
    if step.operation is Operation.READ_TARGET and not (whole_layer or step.granularity == "phase"):
        return Travel(NOTHING.edges, at="loss")
    branch = _branch(step, layout)
    if branch is not None:
        return branch
    if step.phase is Phase.INPUT:
        return Travel(NOTHING.edges, layer=-1, unit=step.unit if step.granularity in ("term", "unit") else -1)
    if step.phase is Phase.LOSS:
        return Travel(NOTHING.edges, loss_direction=int(step.operation in _TO_LOSS), at="loss")
    if step.granularity == "phase":
        backward = step.phase is Phase.BACKWARD
        edges = np.flatnonzero(layout.curves.gap >= (1 if backward else 0))
        direction = -1 if backward else int(step.phase is Phase.FORWARD)
        return Travel(edges, direction, -1 if backward else 0)
    if step.phase is Phase.BACKWARD:
        return _backward(step, layout, outputs, whole=whole_unit or whole_layer, layer=whole_layer)
    if whole_layer or whole_unit:
        edges = _into(layout, step.layer, -1 if whole_layer else step.unit)
    else:
        edge = layout.edge(step.layer, step.unit, step.input) if step.input >= 0 else -1
        edges = np.array([edge] if edge >= 0 else [], dtype=np.int64)
    moves = step.phase is Phase.FORWARD and (whole_layer or whole_unit or step.operation not in _STILL)
    return Travel(edges, int(moves), layer=step.layer, unit=-1 if whole_layer else step.unit)


def _branch(step: mlp.Step, layout: StepLayout) -> Travel | None:
    """Return what a line of the penalty's branch marks and moves; None for any other."""
    if step.granularity == "phase":
        return None
    kind, made = step.makes.kind, step.makes
    if kind is Kind.PENALTY:
        edges = _into(layout, made.layer, made.unit if step.granularity != "layer" else -1)
        return Travel(edges if made.layer >= 0 else NOTHING.edges, at="penalty", wires=("weights",))
    if kind is Kind.OBJECTIVE:
        return Travel(NOTHING.edges, at="objective", wires=("penalty", "loss"))
    if kind is Kind.OBJECTIVE_SLOPE:
        return Travel(NOTHING.edges, at="objective")
    if kind in (Kind.L2_SLOPE, Kind.L1_SLOPE):
        return Travel(NOTHING.edges, -1, at="penalty", wires=("penalty",))
    if kind is Kind.PENALTY_GRADIENT and step.granularity == "term":
        edge = layout.edge(made.layer, made.unit, made.input)
        edges = np.array([edge] if edge >= 0 else [], dtype=np.int64)
        return Travel(edges, layer=made.layer, unit=made.unit, at="penalty", wires=("weights",))
    return None


def _backward(step: mlp.Step, layout: StepLayout, outputs: int, *, whole: bool, layer: bool) -> Travel:
    unit = -1 if layer else step.unit
    if step.layer < 0:
        return Travel(NOTHING.edges, at="loss")
    if step.operation is Operation.DELTA_PRODUCT and not whole:
        made = step.makes
        edge = layout.edge(made.layer, made.unit, made.input)
        return Travel(np.array([edge] if edge >= 0 else [], dtype=np.int64), -1, layer=made.layer - 1, unit=made.input)
    if step.layer >= outputs:
        back = whole or step.operation in _FROM_LOSS
        return Travel(NOTHING.edges, loss_direction=-int(back), layer=step.layer, unit=unit)
    edges = _out_of(layout, step.layer, unit) if whole or step.operation is Operation.DELTA_SUM else NOTHING.edges
    return Travel(edges, -int(whole), layer=step.layer, unit=unit)


def _into(layout: StepLayout, layer: int, unit: int) -> np.ndarray:
    curves = layout.curves
    found = curves.gap == layer
    if unit >= 0 and 0 <= layer < len(layout.columns) - 1:
        found &= curves.target == layout.columns[layer + 1].row_of(unit)
    return np.flatnonzero(found)


def _out_of(layout: StepLayout, layer: int, unit: int) -> np.ndarray:
    curves = layout.curves
    found = curves.gap == layer + 1
    if unit >= 0:
        found &= curves.source == layout.columns[layer + 1].row_of(unit)
    return np.flatnonzero(found)


def focus_of(step: mlp.Step | None, outputs: int) -> tuple[int, int, int] | None:
    """Return the unit, and the one below, that a large network's view goes to: at unit and term grain only.

    Parameters
    ----------
    step : Step or None
        What is done or under way.
    outputs : int
        The last layer, where the loss is.
    """
    if step is None or step.granularity not in ("unit", "term"):
        return None
    if step.phase is Phase.LOSS or step.operation in _FROM_LOSS:
        return (outputs, max(step.unit, 0), 0)
    if step.phase is Phase.INPUT:
        return (0, 0, step.unit) if step.layer < 0 else (outputs, step.unit, 0)
    if step.layer < 0 or step.unit < 0:
        return None
    if step.operation is Operation.DELTA_PRODUCT:
        return (step.makes.layer, step.makes.unit, step.makes.input)
    return (step.layer, step.unit, max(step.input, 0))
