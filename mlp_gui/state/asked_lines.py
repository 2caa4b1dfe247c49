"""Which numbers of a training step are asked for, found without making the lines in between, however many they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import mlp_core as mlp
from mlp_gui.state.stepping_options import EVERY, MAIN, WORKED_OUT

if TYPE_CHECKING:
    from mlp_core.explain.blocks import Block
    from mlp_gui.state.walk import Walk

Kind, Operation, Phase = mlp.Kind, mlp.Operation, mlp.Phase

MOST_ADDED: Final = 16
"""Terms of a sum that a class can be asked to add up."""
MOST_LOOKED_AT: Final = 2_000
"""Numbers of lines that make an infinite one, and so are not asked for, on the way to a line that is."""

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


def next_asked(walk: Walk, first: int, stop: int, grain: str, asks: str) -> int | None:
    """Return the first line among some whose number is asked for; None where none is.

    Parameters
    ----------
    walk : Walk
        The lines of the trace.
    first, stop : int
        The first line, and the one that the step goes to.
    grain : str
        How far a step goes, one of `GRAINS`.
    asks : str
        One of `ASKS`. Of the main results there is one in a part, of its first unit, at unit grain on the way forward
        the unit's sum and its activation, and at term grain the line.

    Notes
    -----
    Infinite numbers are passed over. Behind so many that `MOST_LOOKED_AT` is reached nothing is asked: a network whose
    weights have grown beyond all bounds has a hundred thousand in a row, and looking at each would take seconds.
    """
    if asks == MAIN:
        return next((line for line in _main_lines(walk, stop, grain) if first <= line), None)
    line, left = first, MOST_LOOKED_AT
    while line <= stop and left > 0:
        start, block = walk.terms.block_at(line)
        asked = _asked_of(walk, block, asks)
        if not asked:
            line = start + block.n_lines
            continue
        if block.line(line - start)[2] in asked:
            told = walk.terms[line]
            if math.isfinite(told.makes.value):
                return line
            left -= 1 + len(told.reads)
        line += 1
    return None


def count_asked(walk: Walk, first: int, stop: int, grain: str, asks: str) -> int:
    """Return how many numbers are asked for among some lines; parameters as of `next_asked`."""
    if asks == MAIN:
        return sum(first <= line for line in _main_lines(walk, stop, grain))
    total, line = 0, first
    while line <= stop:
        start, block = walk.terms.block_at(line)
        asked = _asked_of(walk, block, asks)
        end = min(start + block.n_lines, stop + 1)
        total += _asked_before(block, end - start, asked) - _asked_before(block, line - start, asked)
        line = end
    return total


def waits_at(walk: Walk, line: int, position: int, asks: str) -> int:
    """Return the line to stand at while a number is asked for: the one before, so that all it is made of is known.

    A main result is asked for where the step began, as the way to it is what is to be worked out; only a softmax has
    its sums, which are those of a whole layer.
    """
    if asks == MAIN and not _mixes_layer(walk.terms[line]):
        return position
    return line - 1


def _asked_of(walk: Walk, block: Block, asks: str) -> frozenset[mlp.Operation]:
    """Return the operations of a block whose numbers are asked for."""
    operations = frozenset((*block.repeated, *block.closing)) if block.terms else frozenset(block.closing)
    if asks == EVERY:
        return operations
    return frozenset(each for each in operations - _ON_THE_SCREEN if _can_be_added_up(walk, block, each))


def _can_be_added_up(walk: Walk, block: Block, operation: mlp.Operation) -> bool:
    """Whether a line is no sum, or one of a few terms; that of one term is the term."""
    if operation is Operation.SUM:
        return block.terms < MOST_ADDED
    if operation is Operation.DELTA_SUM:
        return 1 < block.terms <= MOST_ADDED
    if operation in (Operation.REDUCE, Operation.REDUCE_LOSS):
        return walk.trace.n_samples <= MOST_ADDED
    return True


def _asked_before(block: Block, n_lines: int, asked: frozenset[mlp.Operation]) -> int:
    """Return how many of the first lines of a block are asked for."""
    of_terms = [operation in asked for operation in block.repeated]
    of_unit = [operation in asked for operation in block.closing]
    n_units, rest = divmod(n_lines, block.lines_per_unit)
    in_terms = block.terms * len(of_terms)
    total = n_units * (block.terms * sum(of_terms) + sum(of_unit))
    if rest > in_terms:
        return total + block.terms * sum(of_terms) + sum(of_unit[: rest - in_terms])
    n_terms, rest = divmod(rest, len(of_terms)) if of_terms else (0, 0)
    return total + n_terms * sum(of_terms) + sum(of_terms[:rest])


def _mixes_layer(line: mlp.Step) -> bool:
    """Whether a line is of a softmax, which reads the numbers of a whole layer."""
    mixing = line.operation is Operation.ACTIVATE and len(line.reads) > 1
    return mixing or line.operation is Operation.OUTPUT_DELTA_SOFTMAX


def _main_lines(walk: Walk, stop: int, grain: str) -> tuple[int, ...]:
    """Return the lines of a step that make what it is about: one, or of a unit's way forward two."""
    first, last = walk.step_start(stop, grain), walk.terms[stop]
    kinds: tuple[mlp.Kind, ...]
    if grain == "unit" and last.phase is Phase.FORWARD:
        kinds, most = (Kind.PRE_ACTIVATION, Kind.ACTIVATION), 2
    else:
        phases = (last.phase,) if grain in ("phase", "layer", "unit") else (Phase.LOSS, Phase.UPDATE)
        kinds, most = tuple(kind for phase in phases for kind in _MAIN.get(phase, ())), 1
    if grain == "term":
        kinds = ()
    found = [line for kind in kinds if (line := _line_of(walk, kind, first, stop, grain)) is not None]
    lines = found[:most] or [stop]
    return tuple(line for line in lines if _is_worked_out(walk, line))


def _is_worked_out(walk: Walk, line: int) -> bool:
    start, block = walk.terms.block_at(line)
    is_asked = block.line(line - start)[2] in _asked_of(walk, block, WORKED_OUT)
    return is_asked and math.isfinite(walk.terms[line].makes.value)


def _line_of(walk: Walk, kind: mlp.Kind, first: int, stop: int, grain: str) -> int | None:
    """Return the line of a step that makes a kind of number, in the layer of its last one; None for none."""
    made = walk.terms[stop].makes
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
        if first <= line <= stop:
            return line
    return None
