"""The numbers of a training step that are asked for, and how each is asked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.state.prediction import Tolerance

if TYPE_CHECKING:
    from mlp_gui.state.walk import Walk

Kind, Operation, Phase = mlp.Kind, mlp.Operation, mlp.Phase

_ON_THE_SCREEN: Final = frozenset(
    (
        Operation.READ_INPUT,
        Operation.READ_TARGET,
        Operation.ADD_BIAS,
        Operation.START_BACKWARD,
        Operation.L2_SLOPE,
        Operation.L1_SLOPE,
    )
)
"""Lines that repeat a number of the data, the network or the settings: there is nothing to work out."""
_SUMS: Final = frozenset((Operation.SUM, Operation.DELTA_SUM, Operation.REDUCE, Operation.REDUCE_LOSS))
MOST_ADDED: Final = 16
"""Terms of a sum that a class can be asked to add up."""

_MAIN: Final = {
    Phase.FORWARD: (Kind.ACTIVATION,),
    Phase.LOSS: (Kind.LOSS, Kind.MISTAKE, Kind.ERROR, Kind.OBJECTIVE, Kind.PENALTY),
    Phase.BACKWARD: (Kind.DELTA,),
    Phase.GRADIENT: (Kind.WEIGHT_GRADIENT, Kind.CORRECTION, Kind.OBJECTIVE_GRADIENT),
    Phase.UPDATE: (Kind.PARAMETER_AFTER,),
}
"""What a part of a training step is about, the most telling first."""
_OF_WEIGHT: Final = frozenset(
    (Kind.WEIGHT_GRADIENT, Kind.CORRECTION, Kind.OBJECTIVE_GRADIENT, Kind.PARAMETER_AFTER, Kind.PENALTY_GRADIENT)
)
_OF_OUTPUT: Final = frozenset((Kind.LOSS, Kind.MISTAKE, Kind.ERROR))

_WORDS: Final = {
    Kind.PRODUCT: "weight times value from {source} into {unit}",
    Kind.PRE_ACTIVATION: "the pre-activation of {unit}",
    Kind.ACTIVATION: "the activation of {unit}",
    Kind.OBJECTIVE: "the loss plus the penalty",
    Kind.LOSS_SLOPE: "the slope of the loss at {unit}",
    Kind.ACTIVATION_SLOPE: "the slope of the activation function of {unit}",
    Kind.DELTA_PRODUCT: "the error that comes back from {unit} to {source}",
    Kind.DELTA_SUM: "all error that comes back to {unit}",
    Kind.DELTA: "the error signal of {unit}",
    Kind.MISTAKE: "the mistake of {unit}: 1, 0 or −1",
    Kind.ERROR: "the error of {unit}, target minus answer",
    Kind.CORRECTION: "the correction of {parameter}",
    Kind.WEIGHT_GRADIENT: "the gradient of {parameter}",
    Kind.BIAS_GRADIENT: "the gradient of {parameter}",
    Kind.PENALTY_GRADIENT: "the gradient of the penalty by {parameter}",
    Kind.OBJECTIVE_GRADIENT: "the gradient of {parameter}, with the penalty",
    Kind.SQUARED_SUM: "the sum of squared gradients of {parameter}",
    Kind.LOOK_AHEAD: "the look-ahead of {parameter}",
    Kind.DECAYED_PARAMETER: "the decayed value of {parameter}",
    Kind.PARAMETER_AFTER: "the new value of {parameter}",
}
"""What a number is called; any other by its kind's own name."""


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
    """

    step: mlp.Step
    stands_at: int
    value: float
    symbol: str
    words: str
    number: str
    tolerance: Tolerance
    explanation: mlp.Explanation

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
        return f"What is {self.words.removesuffix(f', for sample {self.quantity.sample + 1}')}?"


def pose(step: mlp.Step, stands_at: int, notation: str, decimals: int, *, fractions: bool) -> Question:
    """Return the question for what a line makes, as the notation writes it."""
    explanation = mlp.explain(step, notation, decimals=decimals, fractions=fractions)
    result = next(piece for piece in explanation.pieces if piece.role is mlp.Role.RESULT)
    value = step.makes.value if result.quantity is None else result.quantity.value
    return Question(
        step,
        stands_at,
        value,
        result.symbol_latex or explanation.latex,
        words_of(step, notation),
        result.number_latex,
        Tolerance.of(value, decimals),
        explanation,
    )


def lines_asked(walk: Walk, position: int, stop: int, grain: str) -> tuple[tuple[mlp.Step, int], ...]:
    """Return the lines whose numbers are asked for on the way from one line to another, each with where it leads.

    At term grain each line that works something out, but no sum of more terms than a class can add up; at unit grain a
    unit's sum and its activation, on the way back its error signal, then its first weight; at coarser ones the main
    result of the part, of its first unit.

    Parameters
    ----------
    walk : Walk
        The lines of the trace.
    position, stop : int
        The line that is done, and the one that the step goes to.
    grain : str
        How far a step goes: "sample" to "term".
    """
    span = range(position + 1, stop + 1)
    lines = [walk.terms[stop]] if grain == "term" else _main_lines(walk, span, grain) or [walk.terms[stop]]
    asked = [line for line in lines if _is_worth_asking(line)]
    return tuple((line, stop if line is asked[-1] else line.index) for line in asked)


def _is_worth_asking(line: mlp.Step) -> bool:
    if line.operation in _ON_THE_SCREEN or not math.isfinite(line.makes.value):
        return False
    # A sum of one term is that term.
    return line.operation not in _SUMS or 1 < len(line.reads) <= MOST_ADDED


def _main_lines(walk: Walk, span: range, grain: str) -> list[mlp.Step]:
    """Return the lines of a part that make what it is about: one, or of a unit's way forward two."""
    last = walk.terms[span[-1]]
    if grain == "unit" and last.phase is Phase.FORWARD:
        kinds: tuple[mlp.Kind, ...] = (Kind.PRE_ACTIVATION, Kind.ACTIVATION)
        return [line for kind in kinds if (line := _line_of(walk, kind, span, grain)) is not None]
    phases = (Phase.LOSS, Phase.UPDATE) if grain == "sample" else (last.phase,)
    kinds = tuple(kind for phase in phases for kind in _MAIN.get(phase, ()))
    first = next((line for kind in kinds if (line := _line_of(walk, kind, span, grain)) is not None), None)
    return [] if first is None else [first]


def _line_of(walk: Walk, kind: mlp.Kind, span: range, grain: str) -> mlp.Step | None:
    """Return the line among `span` that makes a kind of number, in the layer of the last one; None for none."""
    made = walk.terms[span[-1]].makes
    layer, unit = made.layer, made.unit if grain == "unit" else 0
    if grain != "unit" and kind in _OF_OUTPUT:
        layer = len(walk.trace.sizes) - 2
    source = 0 if kind in _OF_WEIGHT else -1
    sample = 0 if walk.trace.n_samples == 1 else -1 if walk.sample is None else walk.sample
    # What belongs to a sample comes before the same of the batch, and a whole loss before that of one output.
    places = [(layer, unit, source, sample), (layer, unit, source, -1)]
    whole = [(-1, -1, -1, sample), (-1, -1, -1, -1)]
    places = [*places, *whole] if grain == "unit" else [whole[0], *places, whole[1]]
    for place in places:
        try:
            line = walk.terms.locate(mlp.Quantity(kind, 0.0, *place))
        except mlp.ArgumentError:
            continue
        if line in span:
            return walk.terms[line]
    return None


def words_of(step: mlp.Step, notation: str) -> str:
    """Return what a line makes, in the field's terms: "the pre-activation of hidden unit 2, for sample 3"."""
    made, trace = step.makes, step.trace
    symbols = mlp.NOTATIONS[notation].symbols(trace)
    unit = _unit_name(symbols.unit_name(made.layer, made.unit), trace, made.layer, made.unit)
    source = _unit_name(symbols.unit_name(made.layer - 1, made.input), trace, made.layer - 1, made.input)
    parameter = f"the weight from {source} to {unit}" if made.input >= 0 else f"the bias of {unit}"
    if made.kind is Kind.LOSS:
        text = _loss_words(made, trace, unit)
    elif made.kind is Kind.PENALTY:
        text = f"the penalty on the weights into {unit}" if made.layer >= 0 else "the penalty"
    else:
        plain = f"the {made.kind.value.replace('_', ' ')} of {{parameter}}"
        text = _WORDS.get(made.kind, plain).format(unit=unit, source=source, parameter=parameter)
    if trace.n_samples == 1:
        return text
    if made.sample >= 0:
        return f"{text}, for sample {made.sample + 1}"
    return f"{text}, over the batch" if step.phase is Phase.GRADIENT else text


def _loss_words(made: mlp.Quantity, trace: mlp.Trace, unit: str) -> str:
    if made.unit >= 0 and trace.sizes[-1] > 1:
        return f"the loss of {unit}"
    is_of_batch = made.sample < 0 and trace.n_samples > 1
    return f"the {trace.config.reduction} of all losses of the batch" if is_of_batch else "the loss"


def _unit_name(own: str, trace: mlp.Trace, layer: int, unit: int) -> str:
    """Return a unit's name: the notation's own, or by its place."""
    sizes = trace.sizes
    if own:
        return own
    if layer < 0:
        return f"input {unit + 1}"
    if layer == len(sizes) - 2:
        return f"output {unit + 1}" if sizes[-1] > 1 else "the output"
    return f"hidden unit {unit + 1}" + (f" of layer {layer + 1}" if len(sizes) > 3 else "")
