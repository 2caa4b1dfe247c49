"""Which tables are shown: all that there are where they fit, and otherwise those that the phase works with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_core import Phase
from mlp_gui.views.matrices.tables import COLUMNS

if TYPE_CHECKING:
    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.matrices.tables import Table

_FORWARD: Final = frozenset({"inputs", "weights", "biases", "pre_activations", "activations"})
_BATCH: Final = frozenset({"batch_gradients", "batch_bias_gradients", "objective_gradients"})
_NEW: Final = frozenset({"new_weights", "new_biases"})
_BACKWARD: Final = frozenset({"weights", "pre_activations", "activations", "deltas"})
_GRADIENT: Final = frozenset({"inputs", "activations", "deltas", "gradients", "bias_gradients"}) | _BATCH
_PENALISED: Final = frozenset({"weights"})
"""What a penalty's part of the gradient reads."""
_UPDATE: Final = frozenset({"weights", "biases"}) | _NEW

_WORKS_WITH: Final = {
    Phase.INPUT: _FORWARD,
    Phase.FORWARD: _FORWARD,
    Phase.LOSS: _FORWARD,
    Phase.BACKWARD: _BACKWARD,
    Phase.GRADIENT: _GRADIENT,
    Phase.UPDATE: _UPDATE,
}


def phase_of(stepping: Stepping) -> Phase:
    """Return the phase that is shown: that of the number asked for, or else of the step that was done last."""
    step = stepping.awaited_step or stepping.step
    return Phase.INPUT if step is None else step.phase


def choices(tables: tuple[Table, ...], phase: Phase) -> tuple[tuple[Table, ...], ...]:
    """Return what may be shown in a phase, from all tables to those that are needed.

    What the samples' gradients make together is shown from the gradients on, what becomes of the parameters in the
    update.
    """
    hidden = frozenset[str]() if phase is Phase.UPDATE else _NEW if phase is Phase.GRADIENT else _NEW | _BATCH
    names = {table.name for table in tables} - hidden
    needed = _WORKS_WITH[phase] & names
    if phase is Phase.UPDATE:
        needed |= _descended(names)
    elif phase is Phase.GRADIENT and "objective_gradients" in names:
        needed |= _PENALISED & names
    return tuple(
        tuple(table for table in tables if table.name in shown) for shown in dict.fromkeys((frozenset(names), needed))
    )


def _descended(names: set[str]) -> frozenset[str]:
    """Return the gradients that the update reads."""
    gradients = [name for name in COLUMNS if name in names and name.endswith("gradients")]
    of_biases = [name for name in gradients if "bias" in name]
    of_weights = [name for name in gradients if "bias" not in name]
    return frozenset({of_weights[-1], of_biases[-1]})
