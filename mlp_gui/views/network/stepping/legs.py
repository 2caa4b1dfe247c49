"""The way of a step in legs: a whole phase goes layer by layer, and what a layer makes appears before the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.views.network.stepping.travel import Travel, travel_of

if TYPE_CHECKING:
    from mlp_gui.state.walk import Walk
    from mlp_gui.views.network.stepping.layout import StepLayout

_BY_LAYER = frozenset((mlp.Phase.FORWARD, mlp.Phase.BACKWARD))


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One part of the way.

    Attributes
    ----------
    travel : Travel
        What is marked and moves.
    before, after : int
        The lines that are done while it is under way, and when it has arrived.
    """

    travel: Travel
    before: int
    after: int


def legs_of(step: mlp.Step, walk: Walk, layout: StepLayout) -> tuple[Leg, ...]:
    """Return the legs of a step: those of its layers for a phase that runs through the network, else one."""
    if step.granularity != "phase" or step.phase not in _BY_LAYER:
        return (Leg(travel_of(step, layout), step.first - 1, step.last),)
    layers = walk.sequence("layer")
    legs = []
    line = step.first
    while line <= step.last:
        layer = layers[layers.at(line)]
        legs.append(Leg(travel_of(layer, layout), layer.first - 1, min(layer.last, step.last)))
        line = layer.last + 1
    return tuple(legs)
