"""What the drop-down lists offer, read from the core's registries, with short titles for narrow fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Titles for closed fields where the full one would be cut; the open list and the tool-tip have the full one.
SHORT: Final = {
    "binary_cross_entropy": "Cross-entropy",
    "categorical_cross_entropy": "Cross-entropy",
    "leaky_relu": "Leaky",
    "silu": "SiLU",
    "step": "Step",
    "step_inclusive": "Step ≥",
}


def choices(registry: Mapping[str, Any], names: Iterable[str] | None = None) -> list[tuple[str, str, str]]:
    """Return (name, title, sentence) of the entries of a registry, all of them or those called `names`."""
    kept = registry if names is None else names
    return [(name, registry[name].title, registry[name].summary) for name in kept]
