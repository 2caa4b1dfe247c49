"""How far the step-through is with a number, by one rule for all views: nothing is shown before its time."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from mlp_gui.state.touching import Identity, Touched, identity

if TYPE_CHECKING:
    from collections.abc import Collection

    import mlp_core as mlp
    from mlp_gui.state.stepping import Stepping


class Standing(Enum):
    """How far the step-through is with a number."""

    KNOWN = "known"
    NEXT = "next"
    """It is what is being computed."""
    LATER = "later"
    ASKED = "asked"
    """The user is asked for it."""


def touched_by(stepping: Stepping, step: mlp.Step | None) -> Touched:
    """Return what the lines of a step read, and what they make; of the largest steps that of the last ones."""
    walk = stepping.walk
    if walk is None or step is None:
        return Touched(frozenset(), frozenset())
    return walk.touched(step.first, step.last)


def standing_of(stepping: Stepping, quantity: mlp.Quantity | None, coming: Collection[Identity]) -> Standing:
    """Return how far the step-through is with a number; one that a pulse still carries is not there yet.

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
    if stepping.has_arrived(quantity):
        return Standing.KNOWN
    is_coming = identity(quantity) in coming or stepping.is_known(quantity)
    return Standing.NEXT if is_coming else Standing.LATER
