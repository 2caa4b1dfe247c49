"""Names of the numbers that lines read and make, without the numbers: who asks which they are need not compute them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlp_core.explain.quantity import Kind, Quantity

if TYPE_CHECKING:
    from mlp_core.explain.trace import Trace


class NamedTrace:
    """A trace for the formulas whose quantities have 0 for their values.

    Parameters
    ----------
    trace : Trace
        Whose shape and settings it has.
    """

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def quantity(self, kind: Kind, layer: int = -1, unit: int = -1, source: int = -1, sample: int = -1) -> Quantity:
        """Return the name of a number; the steepness keeps its value, as that decides what else is read."""
        if kind is Kind.BETA:
            return self._trace.quantity(kind, layer, unit, source, sample)
        return Quantity(kind, 0.0, layer, unit, source, sample)

    def __getattr__(self, name: str) -> Any:
        """Return what else the trace has."""
        return getattr(self._trace, name)
