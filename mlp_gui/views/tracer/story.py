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
        LaTeX of the partial derivative, "" for what only has a number.
    name : str
        LaTeX of what it is here, "" for nothing.
    number : str
        LaTeX of its value, "" for a button.
    quantity : Quantity or None
        Which number of the trace it is.
    standing : Standing
        Whether the number can be shown.
    is_current : bool
        Whether the step that was done last reads or makes it.
    words : str
        What a button says that stands in place of the symbol: it shows what is left out, or leaves it out again.
    """

    symbol: str
    name: str
    number: str
    quantity: Quantity | None = None
    standing: Standing = Standing.KNOWN
    is_current: bool = False
    words: str = ""

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
    sign : str
        What stands before it; an equals sign before the first of a line.
    is_boxed : bool
        Whether it was computed before, and is used again.
    title : str
        On its box: LaTeX of the error signal that it makes; "" where the factor in it already is that.
    clings : bool
        Whether it stays in one line with what stands before, where that is possible.
    starts_line : bool
        Whether it always stands in a line of its own.
    opens, closes : bool
        Whether a bracket opens before it, and closes behind it.
    is_below : bool
        Whether its sign stands among the numbers.
    """

    factors: tuple[FactorText, ...]
    sign: str = r"\cdot"
    is_boxed: bool = False
    title: str = ""
    clings: bool = False
    starts_line: bool = False
    opens: bool = False
    closes: bool = False
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One equation.

    Attributes
    ----------
    left : FactorText
        What is computed.
    groups : tuple of FactorGroup
        What it is made of.
    """

    left: FactorText
    groups: tuple[FactorGroup, ...]

    def factors(self) -> Iterator[FactorText]:
        """Yield the left side, then all factors."""
        yield self.left
        for group in self.groups:
            yield from group.factors


@dataclass(frozen=True, slots=True)
class Story:
    """The chain of one weight or bias with its gradient check.

    Attributes
    ----------
    lines : tuple of StoryLine
        The derivative as a product, and then what of it is a sum; or the derivative as a sum over its paths.
    chain, central : float
        The derivative by the chain rule and by central differences.
    relative : float
        How far the two are apart, as a part of the larger.
    subtitles : tuple of str
        What is traced, for the dock's title bar, from the longest form of it to none.
    whole : str
        The chain as LaTeX, for copying: with its numbers once all of them are known.
    reason : str
        Why there is no derivative, and so nothing to be checked; "" where there is one.
    """

    lines: tuple[StoryLine, ...]
    chain: float
    central: float
    relative: float
    subtitles: tuple[str, ...]
    whole: str = ""
    reason: str = ""

    @property
    def left(self) -> FactorText:
        """The derivative itself."""
        return self.lines[0].left

    @property
    def agrees(self) -> bool:
        """Whether the two derivatives are the same but for rounding."""
        return self.relative <= _GOOD_RELATIVE or abs(self.chain - self.central) <= _GOOD_ABSOLUTE

    def check_texts(self) -> tuple[tuple[str, str], ...]:
        """Return the gradient check as captions with their numbers; it waits until the derivative is known.

        Where there is no derivative to check it is nothing.
        """
        if self.reason:
            return ()
        unknown = _UNKNOWN.get(self.left.standing)
        relative = compact(self.relative, 2, trimmed=False)
        numbers = (_derivative(self.chain), _derivative(self.central), relative)
        names = ("Chain", "Central difference", "Relative difference")
        return tuple((name, unknown or number) for name, number in zip(names, numbers, strict=True))

    def factors(self) -> Iterator[FactorText]:
        """Yield the derivative itself, then its factors from the loss to the parameter, equation by equation."""
        for line in self.lines:
            yield from line.factors()

    def shape(self) -> tuple[tuple[str, int], ...]:
        """Return what stands in the columns, and how long their numbers are, known or not."""
        return tuple((factor.symbol or factor.words, len(factor.number)) for factor in self.factors())

    def formulas(self) -> Iterator[str]:
        """Yield the LaTeX of everything that is set."""
        yield from ("=", r"\cdot", "+")
        for factor in self.factors():
            yield from filter(None, (factor.symbol, factor.name, factor.number))  # unknown ones keep their room
        yield from (group.title for line in self.lines for group in line.groups if group.title)


def _derivative(value: float) -> str:
    return compact(value, 6, trimmed=False) if 0.0 < abs(value) < _SMALL else fixed(value, CHECK_DECIMALS)
