"""Which sample of a batch one is: what it is called, and its place among the others, in the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.look.numbers import grouped

if TYPE_CHECKING:
    import mlp_core as mlp


def place_in_batch(trace: mlp.Trace, sample: int) -> str:
    """Return "sample 3 of 16", or "row 17, 3 of 16" where the data come from a file and its rows have numbers."""
    place = f"{grouped(sample + 1)} of {grouped(trace.n_samples)}"
    return f"sample {place}" if trace.names.samples is None else f"{trace.sample_name(sample)}, {place}"
