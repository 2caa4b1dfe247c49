"""What the tracer says about one parameter, before anything is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.views.tracer.chain_row import FactorGroup, FactorText


@dataclass(frozen=True, slots=True)
class Story:
    """The chain of one weight or bias with its gradient check.

    Attributes
    ----------
    left : FactorText
        The derivative itself.
    groups : tuple of FactorGroup
        What it is the product of.
    chain, central : float
        The derivative by the chain rule and by central differences.
    relative : float
        How far the two are apart, as a part of the larger.
    subtitle : str
        What is traced, for the dock's title bar.
    whole : str
        The chain in symbols as LaTeX, for copying.
    """

    left: FactorText
    groups: tuple[FactorGroup, ...]
    chain: float
    central: float
    relative: float
    subtitle: str
    whole: str = ""

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that is set."""
        yield from ("=", r"\cdot", "+")
        for factor in (self.left, *(factor for group in self.groups for factor in group.factors)):
            yield from filter(None, (factor.symbol, factor.name, factor.number))
        yield from (group.title for group in self.groups if group.title)
