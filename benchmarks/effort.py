"""How much patience a run of the benchmarks has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """Length and number of the blocks.

    Attributes
    ----------
    block_seconds : float
        How long a block of one peer lasts, about.
    rounds : int
        How often every peer has its turn.
    gate_steps : int
        Steps after which all peers must have arrived at the same loss.
    """

    block_seconds: float
    rounds: int
    gate_steps: int


FULL = Effort(block_seconds=0.05, rounds=25, gate_steps=30)
"""For figures that one can quote, in two minutes: short blocks, so that neighbours share the weather, and many."""

SMOKE = Effort(block_seconds=0.01, rounds=1, gate_steps=10)
"""Proves that the benchmarks run, in a few seconds; its figures mean nothing."""
