"""What the region keeps to itself in the step-through: an answer that is still to be worked out, or is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.stepping import Stepping


def withholds_answer(stepping: Stepping, network: mlp.Network, is_walked: bool) -> bool:
    """Tell whether a point's answer is not to be told yet.

    Parameters
    ----------
    stepping : Stepping
        Where the step-through stands.
    network : Network
        The one that is walked; known is an answer with its last unit.
    is_walked : bool
        Whether it is the point that is walked. With predictions on, those around it would give it away too.
    """
    if not stepping.active or stepping.sample is None or not (is_walked or stepping.predict):
        return False
    last = network.layer_count - 1
    answer = mlp.Quantity(mlp.Kind.ACTIVATION, 0.0, last, network.n_outputs - 1, sample=stepping.sample)
    return not stepping.is_known(answer)
