"""How far the step-through is with a number, by one rule for all views: nothing is shown before its time."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mlp_gui.state.stepping import Stepping

MOST_LINES: Final = 400
"""Lines of a coarse step up to which each number that they read and make is looked at."""

Identity = tuple[mlp.Kind, int, int, int, int]
"""Kind, layer, unit, input and sample of a quantity."""


class Standing(Enum):
    """How far the step-through is with a number."""

    KNOWN = "known"
    NEXT = "next"
    """It is what is being computed."""
    LATER = "later"
    ASKED = "asked"
    """The user is asked for it."""


def identity(quantity: mlp.Quantity) -> Identity:
    """Return what makes a quantity the same as another, whatever its value."""
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def quantities_of(stepping: Stepping, step: mlp.Step | None, *, reads: bool = True) -> Iterator[mlp.Quantity]:
    """Yield what the lines of a step make, and what they read."""
    walk = stepping.walk
    if walk is None or step is None:
        return
    first = max(step.first, step.last - MOST_LINES + 1)
    for line in walk.terms[first : step.last + 1]:
        if reads:
            yield from line.reads
        yield line.makes


def standing_of(stepping: Stepping, quantity: mlp.Quantity | None, coming: Collection[Identity]) -> Standing:
    """Return how far the step-through is with a number.

    Parameters
    ----------
    stepping : Stepping
        Where it stands.
    quantity : Quantity or None
        The number; None for a constant.
    coming : collection of Identity
        What the next step makes.
    """
    if quantity is None:
        return Standing.KNOWN
    asked = stepping.awaiting
    if asked is not None and identity(asked) == identity(quantity):
        return Standing.ASKED
    if stepping.is_known(quantity):
        return Standing.KNOWN
    return Standing.NEXT if identity(quantity) in coming else Standing.LATER
