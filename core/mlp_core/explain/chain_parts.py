"""What a chain is made of: factors with their numbers, groups that are used again, sums, and single paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_core.explain.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a chain.

    Attributes
    ----------
    symbol : str
        LaTeX of the partial derivative.
    name : str
        LaTeX of what it is here, "" where there is no other name.
    number : str
        LaTeX of its value, a negative one without brackets.
    value : float
        The value itself.
    quantity : Quantity or None
        Which number of the trace it is; None for a constant, and for what several of them make together.
    """

    symbol: str
    name: str
    number: str
    value: float
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """Factors that belong together.

    Attributes
    ----------
    factors : tuple of Factor
        In the order from the loss to the parameter.
    reused : Quantity or None
        The error signal that they make, which was computed for a layer above and is used again here.
    title : str
        LaTeX of that error signal, with a minus where the notation has it with the other sign; "" for a group that is
        new.
    """

    factors: tuple[Factor, ...]
    reused: Quantity | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a sum.

    Attributes
    ----------
    groups : tuple of FactorGroup
        What it is the product of.
    value : float
        That product.
    """

    groups: tuple[FactorGroup, ...]
    value: float


@dataclass(frozen=True, slots=True)
class ChainSum:
    """A factor that several ways lead to, written out.

    Attributes
    ----------
    left : Factor
        The factor that it is.
    scale : Factor or None
        What stands before the brackets around all terms; None for a plain sum.
    terms : tuple of Term
        All terms, or of very many the largest ones; in the order of units, or of samples.
    rest : Factor or None
        What the terms that are left out add up to.
    rest_count : int
        How many these are.
    """

    left: Factor
    scale: Factor | None
    terms: tuple[Term, ...]
    rest: Factor | None = None
    rest_count: int = 0


@dataclass(frozen=True, slots=True)
class Path:
    """One way from the loss down to a parameter.

    Attributes
    ----------
    units : tuple of (int, int)
        Layer and unit, from the output down.
    groups : tuple of FactorGroup
        What the output has computed for all its ways, and the factors from there to the parameter.
    value : float
        Their product.
    number : str
        LaTeX of it.
    """

    units: tuple[tuple[int, int], ...]
    groups: tuple[FactorGroup, ...]
    value: float
    number: str

    @property
    def factors(self) -> tuple[Factor, ...]:
        """All factors from the loss to the parameter."""
        return tuple(factor for group in self.groups for factor in group.factors)


@dataclass(frozen=True, slots=True)
class Equation:
    """One number by others.

    Attributes
    ----------
    left : Factor
        What is made.
    factors : tuple of Factor
        What it is the product of.
    """

    left: Factor
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class ParameterChain:
    """The derivative of the loss by one weight or bias.

    Attributes
    ----------
    left : Factor
        The derivative itself; of a learning rule that descends no loss the step, or a sample's correction.
    groups : tuple of FactorGroup
        Its factors; where several units lead up from the parameter's unit, one factor is their sum.
    sums : tuple of ChainSum
        That factor written out, each of its terms with what the unit above has computed already; for a batch the
        derivatives of its samples.
    paths : tuple of Path
        Every way on its own, or of very many the ones with the largest products; their values add up to the
        derivative. Empty for a batch.
    path_count : int
        How many ways there are.
    path_rest : Factor or None
        What the ways that are left out add up to; None where none is, or all are.
    penalty : Factor or None
        What the penalty adds, for the batch.
    value : float
        The derivative by the chain rule: product of all factors, and the penalty's part.
    central : float
        The same by a central difference of the loss itself; nan where it is no derivative.
    relative_difference : float
        |value - central| over the larger of the two; 0 where both are 0, and nan where there is none.
    latex, numbers : str
        The chain in symbols, and in numbers with what they make.
    correction : Equation or None
        What a learning rule adds or subtracts, by the derivative; None where none trains.
    reason : str
        Why there is no derivative: a sentence about the rule that corrects without one; "" where there is.
    """

    left: Factor
    groups: tuple[FactorGroup, ...]
    sums: tuple[ChainSum, ...]
    paths: tuple[Path, ...]
    path_count: int
    path_rest: Factor | None
    penalty: Factor | None
    value: float
    central: float
    relative_difference: float
    latex: str
    numbers: str
    correction: Equation | None = None
    reason: str = ""
