"""Writes a line piece by piece, in one notation, with the numbers of one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mlp_core.explain.notation.pieces import Piece, Role
from mlp_core.explain.numbers_in_latex import as_base, in_brackets, number_in_latex
from mlp_core.explain.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mlp_core.explain.notation.symbols import Symbols
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.steps import Step

_SETTINGS = frozenset(
    (
        Kind.L1, Kind.L2, Kind.L1_SLOPE, Kind.L2_SLOPE, Kind.OBJECTIVE_SLOPE, Kind.BETA, Kind.LEARNING_RATE,
        Kind.MOMENTUM, Kind.BETA_1, Kind.BETA_2, Kind.RHO, Kind.EPSILON, Kind.WEIGHT_DECAY, Kind.STEP_NUMBER,
        Kind.BATCH_SIZE, Kind.MISTAKE,
    )
)  # fmt: skip
_WHOLE_IF_SO = frozenset((Kind.INPUT, Kind.TARGET))


class Writer:
    """Writes one line.

    Parameters
    ----------
    symbols : Symbols
        The notation, for the network of the step.
    step : Step
        Which line.
    decimals : int
        Digits after the point.
    fractions : bool
        Whether to write fractions where they are exact.

    Attributes
    ----------
    pieces : list of Piece
        What has been written.
    """

    def __init__(self, symbols: Symbols, step: Step, decimals: int, *, fractions: bool) -> None:
        self.symbols = symbols
        self.step = step
        self.trace = step.trace
        self.pieces: list[Piece] = []
        self._decimals = decimals
        self._fractions = fractions

    def number(self, quantity: Quantity, value: float | None = None) -> str:
        """Return a quantity's number as LaTeX."""
        value = quantity.value if value is None else value
        is_short = quantity.kind in _SETTINGS or (quantity.kind in _WHOLE_IF_SO and value.is_integer())
        return number_in_latex(value, self._decimals, fractions=self._fractions, short=is_short)

    def result(self, symbol: str | None = None, *, flipped: bool = False, relation: str = "=") -> None:
        """Begin the line with what it makes, and a relation."""
        made = self.step.makes
        shown = replace(made, value=0.0 - made.value) if flipped else made
        symbol = self.symbols.symbol(made) if symbol is None else symbol
        self.pieces.append(Piece(symbol, self.number(shown), shown, Role.RESULT))
        self.pieces.append(Piece(relation, "=", None, Role.RELATION))

    def end_with_result(self, *, flipped: bool = False) -> None:
        """End a line that has no left side with what it makes, in the row of the numbers."""
        made = self.step.makes
        shown = replace(made, value=0.0 - made.value) if flipped else made
        self.pieces.append(Piece("", "=", None, Role.RELATION))
        self.pieces.append(Piece("", self.number(shown), shown, Role.RESULT))

    def value(
        self,
        quantity: Quantity,
        symbol: str | None = None,
        *,
        flipped: bool = False,
        wrap: str = "#",
        role: Role = Role.VALUE,
    ) -> None:
        """Write a quantity.

        Parameters
        ----------
        quantity : Quantity
            Its number stands below.
        symbol : str, optional
            What stands above, if it is not the quantity's own symbol.
        flipped : bool
            Whether the notation has it with the other sign.
        wrap : str
            LaTeX around symbol and number, with `#` in their place; then brackets are its own business.
        role : Role
            What it does in the line.
        """
        shown = replace(quantity, value=0.0 - quantity.value) if flipped else quantity
        symbol = self.symbols.symbol(quantity) if symbol is None else symbol
        number = self.number(shown)
        if wrap != "#":
            symbol, number = wrap.replace("#", symbol), wrap.replace("#", number)
        elif not self._begins:
            number = in_brackets(number)
        self.pieces.append(Piece(symbol, number, shown, role))

    def reused(self, quantity: Quantity, symbol: str) -> None:
        """Write a factor that was computed for an earlier line, boxed."""
        number = self.number(quantity)
        self.pieces.append(Piece(rf"\boxed{{{symbol}}}", rf"\boxed{{{number}}}", quantity, Role.REUSED))

    def one(self, symbol: str) -> None:
        """Write a factor that is always 1."""
        self.pieces.append(Piece(symbol, "1", None, Role.CONSTANT))

    def squared(self, quantity: Quantity) -> None:
        """Write the square of a quantity."""
        symbol = self.symbols.symbol(quantity)
        base = f"({symbol})" if "^" in symbol or r"\frac" in symbol else symbol
        self.pieces.append(Piece(f"{base}^{{2}}", f"{as_base(self.number(quantity))}^{{2}}", quantity, Role.VALUE))

    def operator(self, *texts: str) -> None:
        """Write operators, functions or brackets, the same in both rows."""
        for text in texts:
            role = Role.BRACKET if text in ("(", ")", "[", "]") else Role.OPERATOR
            self.pieces.append(Piece(text, text, None, role))

    def constant(self, *texts: str) -> None:
        """Write numbers that belong to the formula."""
        self.pieces.extend(Piece(text, text, None, Role.CONSTANT) for text in texts)

    def note(self, *texts: str) -> None:
        """Write why a case applies."""
        self.pieces.extend(Piece(text, text, None, Role.NOTE) for text in texts)

    def times(self) -> None:
        """Write a multiplication: a dot between numbers, between symbols as the notation has it."""
        self.pieces.append(Piece(self.symbols.dot, r"\cdot"))

    def total(self, quantities: Iterable[Quantity], write: Callable[[Quantity], None]) -> None:
        """Write a sum of quantities, each by `write`."""
        for place, quantity in enumerate(quantities):
            if place:
                self.operator("+")
            write(quantity)

    @property
    def _begins(self) -> bool:
        """Whether a negative number needs no brackets here."""
        if not self.pieces:
            return True
        last = self.pieces[-1]
        return last.role is Role.RELATION or last.role is Role.NOTE or last.symbol_latex in ("(", "[")
