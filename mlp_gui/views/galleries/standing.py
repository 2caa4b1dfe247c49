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
    name : str
        What it is called.
    activation : mlp_core.Activation
        Its function.
    pre_activation : float or None
        Its z for the sample that is walked; None where it is not known.
    is_activated, has_slope : bool
        Whether f(z) and f'(z) are known too.
    others : tuple of float
        For softmax the sums of the layer's other units, 0 where they are not known.
    """

    layer: int
    unit: int
    name: str
    activation: mlp.Activation
    pre_activation: float | None
    is_activated: bool = False
    has_slope: bool = False
    others: tuple[float, ...] = ()


def unit_looked_at(session: Session, n_layers: int, sizes: tuple[int, ...]) -> tuple[int, int]:
    """Return layer and unit: what is selected, else what the step is about, else the first."""
    stepping = session.stepping
    selected, step = session.cursor.selected, stepping.awaited_step or stepping.step
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
    name = (
        mlp.unit_name(network.sizes, layer, unit, (), network.unit_names)
        if trace is None
        else trace.unit_name(layer, unit)
    )
    if trace is None:
        others = (0.0,) * (network.sizes[layer + 1] - 1)
        return Standing(layer, unit, name, network.activations[layer], None, others=others)
    sample = stepping.sample or 0
    kinds = (mlp.Kind.PRE_ACTIVATION, mlp.Kind.ACTIVATION, mlp.Kind.ACTIVATION_SLOPE)
    known = [stepping.has_arrived(trace.quantity(kind, layer, unit, -1, sample)) for kind in kinds]
    z = float(trace.pre_activations[layer][sample, unit]) if known[0] else None
    is_softmax = network.activation_names[layer] == "softmax"
    sums = _known_sums(stepping, trace, layer, sample) if is_softmax else []
    return Standing(
        layer, unit, name, network.activations[layer], z, known[1], known[2], tuple(sums[:unit] + sums[unit + 1 :])
    )


def _known_sums(stepping: Stepping, trace: mlp.Trace, layer: int, sample: int) -> list[float]:
    """Return the sums of a layer's units, 0 where they are not known."""
    sums = [trace.quantity(mlp.Kind.PRE_ACTIVATION, layer, unit, -1, sample) for unit in range(trace.sizes[layer + 1])]
    return [each.value if stepping.has_arrived(each) else 0.0 for each in sums]
