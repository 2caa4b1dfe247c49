"""One training step as exercises: what is given, and what is worked out line by line, with the numbers of its trace."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mlp_core.errors import ArgumentError
from mlp_core.explain.derivation import derive_activation
from mlp_core.explain.explaining import explain
from mlp_core.explain.notation.pieces import Role, without_reason
from mlp_core.explain.quantity import Kind, Quantity
from mlp_core.explain.steps import Operation, Phase
from mlp_core.explain.tracing import trace_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlp_core.explain.notation.pieces import Explanation, Piece
    from mlp_core.explain.steps import Step
    from mlp_core.explain.trace import Trace
    from mlp_core.network.activation import Activation

MOST_PARAMETERS: Final = 60
"""Weights and biases of a network that is worked out by hand."""
MOST_EXERCISES: Final = 200
MOST_IN_BATCH: Final = 6
"""Samples of a batch whose numbers are given beside; of a larger one the step is taken on one sample alone."""

_TERMS: Final = frozenset(
    {
        Operation.READ_INPUT,
        Operation.READ_TARGET,
        Operation.MULTIPLY_WEIGHT,
        Operation.ADD_BIAS,
        Operation.DELTA_PRODUCT,
        Operation.START_BACKWARD,
    }
)
"""Lines that are read off, or come again within the sum that they belong to."""
_PARAMETERS: Final = (Kind.WEIGHT, Kind.BIAS)
_SETTINGS: Final = (
    Kind.LEARNING_RATE,
    Kind.MOMENTUM,
    Kind.BETA_1,
    Kind.BETA_2,
    Kind.RHO,
    Kind.EPSILON,
    Kind.WEIGHT_DECAY,
    Kind.STEP_NUMBER,
    Kind.L1,
    Kind.L2,
    Kind.BETA,
)
_STATE: Final = (
    Kind.VELOCITY_BEFORE,
    Kind.FIRST_MOMENT_BEFORE,
    Kind.SECOND_MOMENT_BEFORE,
    Kind.SQUARED_SUM_BEFORE,
)
"""What the optimizer remembers: given where it is needed."""

_EXPONENT: Final = re.compile(r"^\{\}\^\{(.*)\}$")
_AS_POWER: Final = ")^{{-}1}"

_Name = tuple[Kind, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Given:
    """One number that is known before.

    Attributes
    ----------
    symbol, number : str
        As LaTeX.
    quantity : Quantity
        What it is.
    """

    symbol: str
    number: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Exercise:
    """One line to be worked out.

    Attributes
    ----------
    step : Step
        Of the trace; it has every number.
    left : tuple of str
        What is to be found, and its relation sign, as pieces of LaTeX; () where it has no symbol of its own.
    right : tuple of str
        What it is computed of, in symbols, piece by piece.
    working : tuple of str
        The same in numbers; () where nothing is computed.
    result : str
        The number that the line makes.
    given : tuple of Given
        Numbers of other samples, and of the optimizer, that it reads.
    is_case : bool
        Whether the formula is that of one case, so that it says something about the result.
    """

    step: Step
    left: tuple[str, ...]
    right: tuple[str, ...]
    working: tuple[str, ...]
    result: str
    given: tuple[Given, ...] = ()
    is_case: bool = False


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A training step of one sample, to be worked out.

    Attributes
    ----------
    trace : Trace
        The step; of one sample where it is taken on that alone.
    sample : int
        Row of the trace's batch that is worked out.
    notation : str
        A name of `NOTATIONS`.
    decimals : int
        Digits behind the point of the results.
    row, batch_size : int
        Place of the sample in the batch that the step was of, and how many that has.
    inputs, targets, parameters, settings : tuple of Given
        What is known; the parameters layer by layer, the bias behind the weights of its unit.
    activations : tuple of (str, str)
        For whom and what: "hidden units" and the function as LaTeX.
    sections : tuple of (Phase, tuple of Exercise)
        In the order of the step.
    """

    trace: Trace
    sample: int
    notation: str
    decimals: int
    row: int
    batch_size: int
    inputs: tuple[Given, ...]
    targets: tuple[Given, ...]
    parameters: tuple[Given, ...]
    settings: tuple[Given, ...]
    activations: tuple[tuple[str, str], ...]
    sections: tuple[tuple[Phase, tuple[Exercise, ...]], ...]

    @property
    def is_alone(self) -> bool:
        """Whether the step is taken on one sample of a batch that has more."""
        return self.trace.n_samples < self.batch_size

    @property
    def sample_name(self) -> str:
        """What the sample is called: "sample 3" of its batch, or "row 17" where the data come from a file."""
        return self.trace.names.sample(self.row, int(self.trace.samples[self.sample]))

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """All of them, in their order."""
        return tuple(exercise for _, exercises in self.sections for exercise in exercises)


def check_size(trace: Trace) -> None:
    """Refuse a network that is too large, before anything of it is worked out.

    Raises
    ------
    ArgumentError
        If it is; the message says how large it may be.
    """
    count = trace.network.parameter_count
    if count > MOST_PARAMETERS:
        shape = "-".join(map(str, trace.sizes))
        raise ArgumentError(
            f"The network {shape} has {count} weights and biases; a worksheet is for {MOST_PARAMETERS} at most. "
            "Take units or layers away, or choose a smaller example such as XOR."
        )


def worksheet(
    trace: Trace, sample: int, notation: str = "delta", *, decimals: int = 4, fractions: bool = False
) -> Worksheet:
    """Return one sample's training step as exercises.

    Parameters
    ----------
    trace : Trace
        The step.
    sample : int
        Row of its batch.
    notation, decimals, fractions
        As in `explain`.

    Raises
    ------
    ArgumentError
        If the network, or what its optimizer does, is more than is worked out by hand; the message says how much less
        it must be. Also if there is no such sample or notation.
    """
    check_size(trace)
    if not 0 <= sample < trace.n_samples:
        raise ArgumentError(f"sample is {sample}; it must be from 0 to {trace.n_samples - 1}.")
    row, batch_size = sample, trace.n_samples
    if batch_size > MOST_IN_BATCH:
        trace, sample = _alone(trace, sample), 0
    lines = [line for line in trace.steps("term", sample) if line.operation is not Operation.START_BACKWARD]
    count = sum(line.operation not in _TERMS for line in lines)
    if count > MOST_EXERCISES:
        raise ArgumentError(
            f"This step would be {count} exercises; a worksheet has {MOST_EXERCISES} at most. "
            "Choose plain gradient descent, a smaller batch, or fewer units."
        )
    told = [(line, explain(line, notation, decimals=decimals, fractions=fractions)) for line in lines]
    exercises = [_exercise(line, said, sample) for line, said in told if line.operation not in _TERMS]
    phases = dict.fromkeys(exercise.step.phase for exercise in exercises)
    return Worksheet(
        trace,
        sample,
        notation,
        decimals,
        row,
        batch_size,
        inputs=tuple(_results(told, Operation.READ_INPUT)),
        targets=tuple(_results(told, Operation.READ_TARGET)),
        parameters=tuple(sorted(_found(told, _PARAMETERS), key=_place)),
        settings=tuple(sorted(_found(told, _SETTINGS), key=_setting_place)),
        activations=tuple(_activations(trace, notation)),
        sections=tuple(
            (phase, tuple(exercise for exercise in exercises if exercise.step.phase is phase)) for phase in phases
        ),
    )


def _alone(trace: Trace, sample: int) -> Trace:
    one = slice(sample, sample + 1)
    alone = trace_step(
        trace.network,
        trace.inputs[one],
        trace.targets[one],
        trace.config,
        trace.state_before,
        samples=trace.samples[one],
        learning_rate=trace.learning_rate,
    )
    return replace(alone, names=trace.names)


def _exercise(line: Step, said: Explanation, sample: int) -> Exercise:
    left, arithmetic, reason, result = _parted(said.pieces)
    working, made = "".join(_numbers(arithmetic)), _bare(result.number_latex)
    given: dict[_Name, Given] = {}
    for piece in arithmetic:
        quantity = piece.quantity
        if quantity is not None and (quantity.sample not in (-1, sample) or quantity.kind in _STATE):
            given.setdefault(_name(quantity), _given(piece, quantity))
    return Exercise(
        line,
        left=_symbols(left),
        right=_symbols((*arithmetic, *reason)),
        working=() if _is_same(working, made) else _numbers((*arithmetic, *reason)),
        result=made,
        given=tuple(given.values()),
        is_case=bool(reason),
    )


def _parted(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...], Piece]:
    """Return what stands left with its relation, the arithmetic, why a case of it applies, and what is made.

    A line whose number has no symbol of its own says what it makes at its end; nothing stands left of it.
    """
    place = next(place for place, piece in enumerate(pieces) if piece.role is Role.RESULT)
    if place:
        return (), pieces[: place - 1], (), pieces[place]
    return pieces[:2], *without_reason(pieces[2:]), pieces[0]


def _symbols(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(piece.symbol_latex for piece in pieces if piece.symbol_latex)


def _numbers(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(piece.number_latex for piece in pieces if piece.number_latex)


def _is_same(working: str, made: str) -> bool:
    return _bare(working.replace(" ", "")) in ("", _bare(made.replace(" ", "")))


def _results(told: Iterable[tuple[Step, Explanation]], operation: Operation) -> Iterator[Given]:
    for line, said in told:
        if line.operation is operation and said.pieces[0].quantity is not None:
            yield _given(said.pieces[0], said.pieces[0].quantity)


def _found(told: Iterable[tuple[Step, Explanation]], kinds: tuple[Kind, ...]) -> list[Given]:
    """Return the numbers of some kinds as the lines write them where they first read them."""
    found: dict[_Name, Given] = {}
    for _, said in told:
        for piece in said.pieces:
            if piece.quantity is not None and piece.quantity.kind in kinds and piece.role is not Role.RESULT:
                found.setdefault(_name(piece.quantity), _given(piece, piece.quantity))
    return list(found.values())


def _activations(trace: Trace, notation: str) -> Iterator[tuple[str, str]]:
    *hidden, output = trace.network.activations
    told: dict[str, list[int]] = {}
    for layer, activation in enumerate(hidden, start=1):
        told.setdefault(_definition(activation, notation, is_hidden=True), []).append(layer)
    for latex, layers in told.items():
        which = ", ".join(map(str, layers))
        yield "hidden units" if len(told) == 1 else f"units of layer {which}", latex
    yield "outputs" if trace.network.n_outputs > 1 else "output", _definition(output, notation, is_hidden=False)


def _definition(activation: Activation, notation: str, *, is_hidden: bool) -> str:
    """Return what an activation is, in one form of it."""
    latex = derive_activation(activation, notation, is_hidden=is_hidden).lines[0].latex
    return " = ".join(form for form in latex.split(" = ") if not form.endswith(_AS_POWER))


def _given(piece: Piece, quantity: Quantity) -> Given:
    return Given(_bare(piece.symbol_latex), _bare(piece.number_latex), quantity)


def _bare(latex: str) -> str:
    """Return a number or symbol without its box, and without the brackets that it has behind an operator."""
    if latex.startswith(r"\boxed{") and latex.endswith("}"):
        latex = latex[len(r"\boxed{") : -1]
    latex = _EXPONENT.sub(r"\1", latex)
    latex = latex.removeprefix(r"\left(").removesuffix(r"\right)").strip()
    return latex[1:-1] if latex.startswith("({-}") and latex.endswith(")") else latex


def _name(quantity: Quantity) -> _Name:
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def _place(given: Given) -> tuple[int, int, bool, int]:
    quantity = given.quantity
    return quantity.layer, quantity.unit, quantity.kind is Kind.BIAS, quantity.input


def _setting_place(given: Given) -> int:
    return _SETTINGS.index(given.quantity.kind)
