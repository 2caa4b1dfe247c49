"""Where the network stands: the unit that is looked at, and its numbers as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One unit of the network.

    Attributes
    ----------
    layer, unit : int
        Which; layer 0 is the first hidden one.
    activation : mlp_core.Activation
        Its function.
    pre_activation : float or None
        Its z for the sample that is walked; None where it is not known.
    others : tuple of float
        For softmax the sums of the layer's other units, 0 where they are not known.
    """

    layer: int
    unit: int
    activation: mlp.Activation
    pre_activation: float | None
    others: tuple[float, ...] = ()


def unit_looked_at(session: Session, n_layers: int, sizes: tuple[int, ...]) -> tuple[int, int]:
    """Return layer and unit: what is selected, else what the step is about, else the first."""
    selected, step = session.cursor.selected, session.stepping.step
    for place in (selected, step):
        if place is not None and 0 <= place.layer < n_layers and 0 <= place.unit < sizes[place.layer + 1]:
            return place.layer, place.unit
    return 0, 0


def unit_standing(session: Session) -> Standing | None:
    """Return the unit that is looked at, or None without a network."""
    stepping, snapshot = session.stepping, session.snapshot
    trace = stepping.trace
    network = trace.network if trace is not None else snapshot.network if snapshot is not None else None
    if network is None:
        return None
    layer, unit = unit_looked_at(session, network.layer_count, network.sizes)
    z, others = None, [0.0] * (network.sizes[layer + 1] - 1)
    if trace is not None:
        sample = stepping.sample or 0
        if stepping.is_known(trace.quantity(_needed(stepping, trace), layer, unit, -1, sample)):
            z = float(trace.pre_activations[layer][sample, unit])
            row = trace.pre_activations[layer][sample].tolist()
            others = row[:unit] + row[unit + 1 :]
    return Standing(layer, unit, network.activations[layer], z, tuple(others))


def _needed(stepping: Stepping, trace: mlp.Trace) -> mlp.Kind:
    """Return what must be known for the point to stand: where numbers are asked for, all that the point gives away."""
    if not stepping.predict:
        return mlp.Kind.PRE_ACTIVATION
    return mlp.Kind.ACTIVATION_SLOPE if trace.rule is None else mlp.Kind.ACTIVATION
