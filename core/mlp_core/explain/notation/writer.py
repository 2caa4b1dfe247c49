"""Writes a line piece by piece, in one notation, with the numbers of one step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mlp_core.explain.notation.pieces import Piece, Role
from mlp_core.explain.numbers_in_latex import as_base, in_brackets, number_in_latex
from mlp_core.explain.quantity import Kind
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_STEPS = frozenset(("step", "step_inclusive", "sign"))
_WHOLE_IF_SO = frozenset((Kind.INPUT, Kind.TARGET))
_PARAMETERS = frozenset((Kind.WEIGHT, Kind.BIAS, Kind.DECAYED_PARAMETER, Kind.PARAMETER_AFTER))
_SCALING = frozenset(
    (
        Operation.VELOCITY, Operation.LOOK_AHEAD, Operation.FIRST_MOMENT, Operation.SECOND_MOMENT,
        Operation.CORRECT_FIRST_MOMENT, Operation.CORRECT_SECOND_MOMENT, Operation.SQUARED_SUM, Operation.ADAPT,
    )
)  # fmt: skip
"""Lines of an optimizer whose numbers are small, and multiplied or divided."""


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
    most_terms : int, optional
        Terms of a sum that are written, 3 or more; all of them if not given.
    keep : Quantity, optional
        Term that is not left out of a long sum.

    Attributes
    ----------
    pieces : list of Piece
        What has been written.
    """

    def __init__(
        self,
        symbols: Symbols,
        step: Step,
        decimals: int,
        *,
        fractions: bool,
        most_terms: int | None = None,
        keep: Quantity | None = None,
    ) -> None:
        self.symbols = symbols
        self.step = step
        self.trace = step.trace
        self.pieces: list[Piece] = []
        self._decimals = decimals
        self._fractions = fractions
        self._most_terms = most_terms
        self._keep = keep

    def number(self, quantity: Quantity, value: float | None = None, *, remainder: float = 0.0) -> str:
        """Return a quantity's number as LaTeX; so fine that what a subtraction leaves of it keeps two digits."""
        value = quantity.value if value is None else value
        is_whole = quantity.kind in _WHOLE_IF_SO or self._is_step(quantity)
        is_short = quantity.kind in _SETTINGS or (is_whole and value.is_integer())
        digits = self._least_digits(quantity.kind)
        return number_in_latex(
            value, self._decimals, fractions=self._fractions, short=is_short, digits=digits, remainder=remainder
        )

    def _least_digits(self, kind: Kind) -> int:
        """Return how many digits of a number have to be left, so that a line computes to what it says it makes."""
        operation = self.step.operation
        if operation in _SCALING and kind not in _PARAMETERS:
            # As many as a power of ten has.
            return max(self._decimals - 1, 2)
        return 2 if operation is Operation.UPDATE and kind not in _PARAMETERS else 0

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
        number_wrap: str = "",
        role: Role = Role.VALUE,
        remainder: float = 0.0,
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
        number_wrap : str
            LaTeX around the number, if it is another.
        role : Role
            What it does in the line.
        remainder : float
            What a subtraction in this line leaves of it.
        """
        shown = replace(quantity, value=0.0 - quantity.value) if flipped else quantity
        symbol = self.symbols.symbol(quantity) if symbol is None else symbol
        number = self.number(shown, remainder=remainder)
        if wrap != "#":
            symbol, number = wrap.replace("#", symbol), (number_wrap or wrap).replace("#", number)
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

    def squared(self, quantity: Quantity, *, remainder: float = 0.0) -> None:
        """Write the square of a quantity."""
        symbol = self.symbols.symbol(quantity)
        base = f"({symbol})" if "^" in symbol else symbol
        if r"\frac" in symbol:
            base = rf"\left( {symbol} \right)"
        self.pieces.append(
            Piece(f"{base}^{{2}}", f"{as_base(self.number(quantity, remainder=remainder))}^{{2}}", quantity, Role.VALUE)
        )

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

    def total(self, quantities: Sequence[Quantity], write: Callable[[Quantity], None]) -> None:
        """Write a sum of quantities, each by `write`, or of a long one as many as were asked for."""
        written = 0
        for place in self._shown_places(quantities):
            if place > written:
                self.pieces.append(Piece(r"+ \cdots", r"+ \cdots", None, Role.OMISSION, place - written))
            if place:
                self.operator("+")
            write(quantities[place])
            written = place + 1

    def _shown_places(self, quantities: Sequence[Quantity]) -> Sequence[int]:
        """Return which terms of a sum are written: the first ones, that which is kept with its neighbours, the last."""
        n_terms = len(quantities)
        if self._most_terms is None or n_terms <= self._most_terms:
            return range(n_terms)
        kept = next((place for place, each in enumerate(quantities) if _is_same(each, self._keep)), 0)
        shown = {0, n_terms - 1}
        for place in (kept, 1, kept - 1, kept + 1, *range(2, self._most_terms)):
            if len(shown) < self._most_terms and 0 <= place < n_terms:
                shown.add(place)
        # A single term is not worth an ellipsis.
        alone = {place + 1 for place in shown if place + 1 not in shown and place + 2 in shown}
        return sorted(shown | alone)

    def _is_step(self, quantity: Quantity) -> bool:
        """Return whether a number is the answer of a unit that knows two answers only."""
        names = self.trace.network.activation_names
        return quantity.kind is Kind.ACTIVATION and names[quantity.layer] in _STEPS

    @property
    def _begins(self) -> bool:
        """Whether a negative number needs no brackets here."""
        if not self.pieces:
            return True
        last = self.pieces[-1]
        return last.role is Role.RELATION or last.role is Role.NOTE or last.symbol_latex in ("(", "[")


def _is_same(quantity: Quantity, wanted: Quantity | None) -> bool:
    """Return whether two quantities are the same number of the step, without a look at its value, which may be NaN."""
    return wanted is not None and (
        (quantity.input, quantity.unit, quantity.sample, quantity.layer, quantity.kind)
        == (wanted.input, wanted.unit, wanted.sample, wanted.layer, wanted.kind)
    )
