"""A number of a training step that is asked for before it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import mlp_core as mlp
from mlp_gui.state.prediction import Tolerance
from mlp_gui.state.printed_line import printed_value
from mlp_gui.state.question_words import for_sample, words_of


@dataclass(frozen=True, slots=True)
class Question:
    """One number that is asked for.

    Attributes
    ----------
    step : Step
        The line that makes it.
    stands_at : int
        The line to stand at when it is shown: of the last question of a coarse step that step's end.
    value : float
        The number, with the sign that the notation gives it.
    symbol : str
        Its LaTeX in the notation.
    words : str
        What it is, in the field's terms.
    number : str
        LaTeX of the number as it is shown.
    tolerance : Tolerance
        How near an answer must be.
    explanation : Explanation
        The line in the notation, which works the number out.
    printed : float or None
        What the line's numbers make as they are printed; None where that is not plain arithmetic.
    """

    step: mlp.Step
    stands_at: int
    value: float
    symbol: str
    words: str
    number: str
    tolerance: Tolerance
    explanation: mlp.Explanation
    printed: float | None = None

    @property
    def quantity(self) -> mlp.Quantity:
        """The number in the trace."""
        return self.step.makes

    @property
    def sentence(self) -> str:
        """The question without its symbol."""
        return f"What is {self.words}?"

    @property
    def brief(self) -> str:
        """The question in fewer words, where the sample stands elsewhere."""
        return f"What is {self.words.removesuffix(for_sample(self.step))}?"


def pose(step: mlp.Step, stands_at: int, notation: str, decimals: int, *, fractions: bool) -> Question:
    """Return the question for what a line makes, as the notation writes it."""
    explanation = mlp.explain(step, notation, decimals=decimals, fractions=fractions)
    pieces = explanation.pieces
    # What a bias adds is the bias: it stands there alone, with nothing that it results from.
    result = next((piece for piece in pieces if piece.role is mlp.Role.RESULT), pieces[0])
    value = step.makes.value if result.quantity is None else result.quantity.value
    return Question(
        step,
        stands_at,
        value,
        result.symbol_latex or explanation.latex,
        words_of(step),
        result.number_latex,
        Tolerance.of(value, decimals, result.number_latex),
        explanation,
        printed_value(step, explanation, notation, value),
    )
