"""What the phases of a training step are called: a learning rule predicts, compares and corrects."""

from __future__ import annotations

from typing import Final

import mlp_core as mlp

_OF_RULES: Final = {
    mlp.Phase.FORWARD: "predict",
    mlp.Phase.LOSS: "compare",
    mlp.Phase.GRADIENT: "correct",
}


def phase_name(phase: mlp.Phase, trace: mlp.Trace) -> str:
    """Return a phase's name, in small letters."""
    return phase.value if trace.rule is None else _OF_RULES.get(phase, phase.value)
