"""What the tracer says about one parameter, before anything is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mlp_gui.look.numbers import compact, fixed
from mlp_gui.views.paper import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_core import Quantity

CHECK_DECIMALS: Final = 8
# Below this, eight decimals would not say the number.
_SMALL: Final = 1e-5
# Beyond both, the two derivatives disagree by more than rounding explains.
_GOOD_RELATIVE: Final = 1e-5
_GOOD_ABSOLUTE: Final = 1e-10
_UNKNOWN: Final = {Standing.ASKED: "?", Standing.NEXT: "next", Standing.LATER: "–"}


@dataclass(frozen=True, slots=True)
class FactorText:
    """One factor of a chain.

    Attributes
    ----------
    symbol : str
        LaTeX of the partial derivative.
    name : str
        LaTeX of what it is here, "" for nothing.
    number : str
        LaTeX of its value.
    quantity : Quantity or None
        Which number of the trace it is.
    standing : Standing
        Whether the number can be shown.
    is_current : bool
        Whether the step that was done last reads or makes it.
    """

    symbol: str
    name: str
    number: str
    quantity: Quantity | None = None
    standing: Standing = Standing.KNOWN
    is_current: bool = False

    @property
    def shows_number(self) -> bool:
        """Whether the number is drawn, and not something in its place."""
        return self.standing is Standing.KNOWN


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """Factors that belong together.

    Attributes
    ----------
    factors : tuple of FactorText
        In order from the loss.
    title : str
        Of factors that were computed before: LaTeX of the error signal that they make; "" for a group without a box.
    sign : str
        What stands before a group that is not the first.
    """

    factors: tuple[FactorText, ...]
    title: str = ""
    sign: str = r"\cdot"


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
        The chain as LaTeX, for copying: with its numbers once all of them are known.
    """

    left: FactorText
    groups: tuple[FactorGroup, ...]
    chain: float
    central: float
    relative: float
    subtitle: str
    whole: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the two derivatives are the same but for rounding."""
        return self.relative <= _GOOD_RELATIVE or abs(self.chain - self.central) <= _GOOD_ABSOLUTE

    def check_texts(self) -> tuple[tuple[str, str], ...]:
        """Return the gradient check as captions with their numbers; it waits until the derivative is known."""
        unknown = _UNKNOWN.get(self.left.standing)
        relative = f"{self.relative:.1e}".replace("-", "−")
        numbers = (_derivative(self.chain), _derivative(self.central), relative)
        names = ("Chain", "Central difference", "Relative difference")
        return tuple((name, unknown or number) for name, number in zip(names, numbers, strict=True))

    def factors(self) -> Iterator[FactorText]:
        """Yield the derivative itself, then its factors from the loss to the parameter."""
        yield self.left
        for group in self.groups:
            yield from group.factors

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that is set."""
        yield from ("=", r"\cdot", "+")
        for factor in self.factors():
            yield from filter(None, (factor.symbol, factor.name, factor.number if factor.shows_number else ""))
        yield from (group.title for group in self.groups if group.title)


def _derivative(value: float) -> str:
    return compact(value, 6, trimmed=False) if 0.0 < abs(value) < _SMALL else fixed(value, CHECK_DECIMALS)
