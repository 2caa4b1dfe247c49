"""What the numbers of a training step are in the window: the weight, unit, input or sample that each belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.state.cursor import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = mlp.Kind

_OF_UNIT: Final = frozenset(
    {
        Kind.PRE_ACTIVATION,
        Kind.ACTIVATION,
        Kind.ACTIVATION_SLOPE,
        Kind.LOSS_SLOPE,
        Kind.DELTA_SUM,
        Kind.DELTA,
        Kind.MISTAKE,
        Kind.ERROR,
        Kind.BETA,
    }
)
_OF_SAMPLE: Final = frozenset({Kind.TARGET, Kind.LOSS})


def mark_of_quantity(quantity: mlp.Quantity, samples: Sequence[int] | None = None) -> Mark | None:
    """Return what a number belongs to, so that hovering it marks that in every view; None for what is nowhere.

    Parameters
    ----------
    quantity : mlp_core.Quantity
        The number. A product belongs to its weight, a target or loss to its sample.
    samples : sequence of int, optional
        Rows of the dataset of the batch's samples (`trace.samples`); without them targets and losses are nowhere.
    """
    kind, layer, unit, source = quantity.kind, quantity.layer, quantity.unit, quantity.input
    if kind is Kind.INPUT:
        return Mark("input", input=unit)
    if kind in _OF_SAMPLE:
        if samples is None or not 0 <= quantity.sample < len(samples) or samples[quantity.sample] < 0:
            return None
        return Mark("sample", sample=int(samples[quantity.sample]))
    if layer < 0 or unit < 0:
        return None
    if kind in _OF_UNIT:
        return Mark("unit", layer=layer, unit=unit)
    if source >= 0:
        return Mark("weight", layer=layer, unit=unit, input=source)
    if kind is Kind.PENALTY:
        return Mark("unit", layer=layer, unit=unit)
    return Mark("bias", layer=layer, unit=unit)


def is_about(quantity: mlp.Quantity, mark: Mark | None, samples: Sequence[int] | None = None) -> bool:
    """Whether a mark points at what a number belongs to: a hovered weight marks its products and gradients."""
    return mark is not None and mark == mark_of_quantity(quantity, samples)
