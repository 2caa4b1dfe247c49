"""Tells a step of the trace: which line it belongs to, what of it is known, and what came before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_core import Operation
from mlp_core.explain.latex_rows import as_formula
from mlp_core.explain.notation.pieces import numbers_of, symbols_of, without_reason
from mlp_gui.state.own_number import told_in_data
from mlp_gui.views.equations.entries import Entry, with_grown_brackets
from mlp_gui.views.equations.narration import Narration
from mlp_gui.views.equations.withholding import withheld
from mlp_gui.views.paper import Identity, Standing, identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.state.stepping import Stepping

TERMS: Final = frozenset((Operation.MULTIPLY_WEIGHT, Operation.ADD_BIAS, Operation.DELTA_PRODUCT))
"""Lines that are one term of a sum."""

_WHOLE: Final = {
    Operation.MULTIPLY_WEIGHT: (Operation.SUM,),
    Operation.ADD_BIAS: (Operation.SUM,),
    Operation.DELTA_PRODUCT: (Operation.HIDDEN_DELTA, Operation.DELTA_SUM),
}
"""Lines that may show the sum that a term belongs to, the wider one first."""

FEW_TERMS: Final = 10
MANY_TERMS: Final = 200
"""A sum of more terms than the first shows some of them until it is opened; opened, it shows at most the second."""
PREVIOUS_TERMS: Final = 4
"""Of the line before, which has one row only."""

_BOX: Final = r"\boxed{"


@dataclass(frozen=True, slots=True)
class Teller:
    """Explains lines as the step-through's options ask for.

    Attributes
    ----------
    stepping : Stepping
        Where the step-through stands, and its options.
    """

    stepping: Stepping

    def explain(
        self, step: mlp.Step, *, most_terms: int | None = FEW_TERMS, keep: mlp.Quantity | None = None
    ) -> mlp.Explanation:
        """Return a line in the chosen notation, and no more of it than may be told.

        Parameters
        ----------
        most_terms : int or None
            Of a sum; None for all.
        keep : Quantity or None
            Term that is shown in any case.
        """
        stepping = self.stepping
        line = mlp.explain(
            step,
            notation=stepping.notation,
            decimals=stepping.decimals,
            fractions=stepping.fractions,
            most_terms=most_terms,
            keep=keep,
        )
        return line if self.standing(step.makes) is not Standing.ASKED else withheld(line, step.operation)

    @property
    def lines(self) -> mlp.StepSequence:
        """All lines of the sample that is walked."""
        assert self.stepping.walk is not None
        return self.stepping.walk.terms

    def unit_of(self, step: mlp.Step) -> mlp.Step:
        """Return the step at unit grain that a line belongs to."""
        walk = self.stepping.walk
        assert walk is not None
        units = walk.sequence("unit")
        return units[units.at(step.index)]

    def whole_of(self, step: mlp.Step) -> mlp.Step:
        """Return the line that shows the whole sum that a term belongs to; any other line is whole by itself."""
        candidates = _WHOLE.get(step.operation, ())
        unit = self.unit_of(step) if candidates else step
        lines = self.lines
        after = [lines[index] for index in range(unit.last, max(unit.last - 4, step.index), -1)]
        wanted = {identity(quantity) for quantity in step.reads}
        for operation in candidates:
            for line in after:
                if line.operation is operation and wanted <= _identities(self.explain(line, keep=step.makes)):
                    return line
        return step

    def before(self, step: mlp.Step) -> mlp.Step | None:
        """Return the whole line before that of a step; None for the first."""
        lines = self.lines
        index = step.index - 1
        if step.operation in TERMS or (index >= 0 and lines[index].operation in TERMS):
            index = self.unit_of(step).first - 1
        return lines[index] if index >= 0 else None

    def standing(self, quantity: mlp.Quantity | None) -> Standing:
        """Return how far the step-through is with a number; one that a pulse still carries is not there yet."""
        if quantity is None:
            return Standing.KNOWN
        asked = self.stepping.awaiting
        if asked is not None and identity(asked) == identity(quantity):
            return Standing.ASKED
        return Standing.KNOWN if self.stepping.has_arrived(quantity) else Standing.NEXT


def _identities(explanation: mlp.Explanation) -> set[Identity]:
    return {identity(piece.quantity) for piece in explanation.pieces if piece.quantity is not None}


def tell(stepping: Stepping, dataset: mlp.Dataset | None = None) -> Narration | None:
    """Return what the view says about where the step-through stands; None before the first line.

    Parameters
    ----------
    stepping : Stepping
        The step-through.
    dataset : mlp_core.Dataset, optional
        Where it is given, the sentence goes on with what an input or a target is in the user's own units.
    """
    teller = Teller(stepping)
    step = _told_step(stepping)
    if step is None:
        return None
    whole = teller.whole_of(step)
    most_terms = MANY_TERMS if stepping.every_term else FEW_TERMS
    is_term = whole is not step
    own = teller.explain(step, most_terms=most_terms)
    explanation = teller.explain(whole, most_terms=most_terms, keep=step.makes) if is_term else own
    current = {identity(quantity) for quantity in (*step.reads, step.makes)} if is_term else set()
    before = teller.before(step)
    if before is not None and not stepping.is_known(before.makes):
        before = None
    made = next((piece for piece in own.pieces if _is(piece, step.makes)), None)
    standing = teller.standing(step.makes)
    is_asked = standing is Standing.ASKED
    in_data = ""
    if dataset is not None and standing is Standing.KNOWN:
        in_data = told_in_data(dataset, step.makes, len(step.trace.sizes) - 1)
    return Narration(
        sentence=f"{own.sentence} {in_data}".rstrip(),
        entries=_entries(explanation, teller, current),
        previous=() if before is None else _previous(teller.explain(before, most_terms=PREVIOUS_TERMS)),
        previous_quantity=before.makes if before is not None else None,
        previous_standing=teller.standing(before.makes) if before is not None else Standing.KNOWN,
        term_value="" if not is_term or made is None else "?" if is_asked else made.number_latex,
        term_quantity=step.makes if is_term and not is_asked else None,
        term_standing=standing,
        rule=explanation.rule,
        is_open=stepping.every_term,
    )


def told_latex(stepping: Stepping) -> str:
    """Return the line that is told as LaTeX, in symbols and in numbers, with all its terms; "" before the first."""
    step = _told_step(stepping)
    if step is None:
        return ""
    teller = Teller(stepping)
    pieces = teller.explain(teller.whole_of(step), most_terms=None).pieces
    return as_formula(symbols_of(pieces), numbers_of(tuple(as_taken_away(piece, teller) for piece in pieces)))


def as_taken_away(piece: mlp.Piece, teller: Teller) -> mlp.Piece:
    """Return a piece as it may be taken away."""
    return piece if teller.standing(piece.quantity) is Standing.KNOWN else replace(piece, number_latex="?")


def _told_step(stepping: Stepping) -> mlp.Step | None:
    """Return the step that is told: the one whose number is asked for, or else the one that was done last."""
    asked, walk = stepping.awaiting, stepping.walk
    if asked is None or walk is None:
        return stepping.step
    return walk.terms[walk.terms.locate(asked)]


def _is(piece: mlp.Piece, quantity: mlp.Quantity) -> bool:
    return piece.quantity is not None and identity(piece.quantity) == identity(quantity)


def _entries(explanation: mlp.Explanation, teller: Teller, current: set[Identity]) -> tuple[Entry, ...]:
    """Return the columns of a line; the current term reaches from its first number to its last."""
    pieces = explanation.pieces
    marked = [place for place, piece in enumerate(pieces) if _is_among(piece, current)]
    term = range(marked[0], marked[-1] + 1) if marked else range(0)
    entries = [_entry(piece, teller, is_current=place in term) for place, piece in enumerate(pieces)]
    return with_grown_brackets(entries)


def _entry(piece: mlp.Piece, teller: Teller, *, is_current: bool) -> Entry:
    """Return a piece as a column; boxes are drawn by the view, around symbol and number together."""
    if piece.left_out:
        return Entry(piece.symbol_latex, left_out=piece.left_out)
    is_reused = piece.role is mlp.Role.REUSED
    return Entry(
        symbol=_unboxed(piece.symbol_latex) if is_reused else piece.symbol_latex,
        number=_unboxed(piece.number_latex) if is_reused else piece.number_latex,
        quantity=piece.quantity,
        standing=teller.standing(piece.quantity),
        is_current=is_current,
        is_reused=is_reused,
    )


def _unboxed(latex: str) -> str:
    return latex.removeprefix(_BOX).removesuffix("}") if latex.startswith(_BOX) else latex


def _is_among(piece: mlp.Piece, identities: set[Identity]) -> bool:
    return piece.quantity is not None and identity(piece.quantity) in identities


def _previous(explanation: mlp.Explanation) -> tuple[tuple[str, ...], ...]:
    """Return the forms of a line that is over: symbols, numbers and result; without symbols; the result alone.

    Why a case of a formula applies stands behind what the line makes, for it is no part of the arithmetic.
    """
    pieces, reason = without_reason(explanation.pieces)
    columns = with_grown_brackets([Entry(_unboxed(piece.symbol_latex), piece.number_latex) for piece in pieces])
    symbols = [column.symbol for column in columns]
    numbers = [_out_of_box(pieces, columns, place) for place in range(len(pieces))]
    first, *others = pieces
    if first.role is not mlp.Role.RESULT:
        return (*symbols, "=", *numbers), tuple(numbers)
    if not others:
        # A line that only reads a number has no right side.
        return ((first.symbol_latex, "=", first.number_latex),)
    left = symbols[:2]
    right = [*numbers[2:], "=", first.number_latex]
    if reason and all(piece.role is mlp.Role.CONSTANT for piece in others[1:]):
        return (*left, *numbers[2:], *_compared(reason)), (*left, *numbers[2:])
    if "".join(numbers[2:]) == first.number_latex:
        # One number, and what the line makes is the same.
        right = right[:-2]
    elif numbers[2:] == symbols[2:]:
        # A constant, as the slope of what is linear: its symbol is its number.
        right = right[-1:]
    why = _compared(reason)
    return (*symbols, "=", *right, *why), (*left, *right, *why), (*left, first.number_latex)


def _out_of_box(pieces: Sequence[mlp.Piece], columns: Sequence[Entry], place: int) -> str:
    """Return a number without the box of a reused factor; behind an operator a negative one has brackets instead."""
    number = _unboxed(columns[place].number)
    behind = place > 0 and pieces[place - 1].role is mlp.Role.OPERATOR
    is_boxed = pieces[place].role is mlp.Role.REUSED
    return f"({number})" if is_boxed and behind and number.startswith("{-}") else number


def _compared(reason: tuple[mlp.Piece, ...]) -> tuple[str, ...]:
    """Return why a case applies: what decides, its number, and what that is compared with."""
    deciding = [piece for piece in reason if piece.role is not mlp.Role.NOTE]
    first, *behind = [piece.symbol_latex for piece in reason if piece.role is mlp.Role.NOTE] or [""]
    if not deciding:
        return ()
    symbols, numbers = [piece.symbol_latex for piece in deciding], [piece.number_latex for piece in deciding]
    return first, *symbols, "=", *numbers, *behind
