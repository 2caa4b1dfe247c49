"""Where and at what a run diverged, in a form that can be written down."""

from __future__ import annotations

from dataclasses import dataclass

from mlp_core.errors import DivergenceError


@dataclass(frozen=True, slots=True)
class Divergence:
    """Why a run cannot go on from where it stands.

    Attributes
    ----------
    epoch : int
        Epoch in which it happened, counted from 0 at the start.
    layer : int or None
        Layer of the first quantity that is not finite, 1 for the first hidden layer; None where there is none.
    quantity : str
        "loss", "weight gradient", "bias gradient", "weights" or "biases"; "gradient" where it is not known of what.
    """

    epoch: int
    layer: int | None
    quantity: str

    @classmethod
    def of(cls, error: DivergenceError) -> Divergence:
        """Return what an error says."""
        return cls(error.epoch, error.layer, error.quantity)

    def error(self) -> DivergenceError:
        """Return the error that says it."""
        return DivergenceError(self.epoch, self.layer, self.quantity)
