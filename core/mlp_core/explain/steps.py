"""A training step cut into lines of arithmetic, made one by one when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, overload

from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from mlp_core.explain.blocks import Block
    from mlp_core.explain.program import Program
    from mlp_core.explain.quantity import Quantity
    from mlp_core.explain.trace import Trace

Granularity = Literal["phase", "layer", "unit", "term"]

GRANULARITIES: tuple[Granularity, ...] = ("phase", "layer", "unit", "term")
"""From coarse to fine."""

MOST_KEPT: Final = 64
"""Steps that a sequence keeps: a view asks for the same few again and again."""


class Phase(Enum):
    """The parts of a training step, in their order."""

    INPUT = "input"
    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    GRADIENT = "gradient"
    UPDATE = "update"


class Operation(Enum):
    """What kind of line a step is; each has one shape of formula.

    `reads -> makes` is given for each, in the order of the fields. "Gradient" in an update is what the optimizer reads:
    the weight or bias gradient, the objective gradient where a penalty is on, or a rule's correction.
    """

    READ_INPUT = "read_input"
    """-> input."""
    READ_TARGET = "read_target"
    """-> target."""
    MULTIPLY_WEIGHT = "multiply_weight"
    """weight, input or activation below -> product."""
    ADD_BIAS = "add_bias"
    """bias -> product with input -1."""
    SUM = "sum"
    """All products of the unit, the bias last -> pre-activation."""
    ACTIVATE = "activate"
    """Pre-activation (softmax: all of the layer) -> activation."""

    LOSS_OF_OUTPUT = "loss_of_output"
    """activation, target -> loss of that output."""
    LOSS_OF_SAMPLE = "loss_of_sample"
    """All activations, then all targets -> loss of the sample: where it is no sum over outputs (zero-one)."""
    SUM_LOSS = "sum_loss"
    """Losses of the outputs -> loss of the sample."""
    COMPARE = "compare"
    """activation, target -> mistake (perceptron rule) or error (delta rule)."""
    REDUCE_LOSS = "reduce_loss"
    """Losses of the samples, and for the mean the batch size -> loss of the batch."""
    PENALISE = "penalise"
    """l2 and l1 where they are on, weights of the unit -> penalty of the unit."""
    SUM_PENALTY = "sum_penalty"
    """Penalties of the units -> penalty."""
    ADD_PENALTY = "add_penalty"
    """loss, penalty -> objective."""

    START_BACKWARD = "start_backward"
    """-> objective slope, 1; only where a penalty makes the graph branch."""
    L2_SLOPE = "l2_slope"
    """objective slope, l2 -> l2 slope."""
    L1_SLOPE = "l1_slope"
    """objective slope, l1 -> l1 slope."""
    LOSS_SLOPE = "loss_slope"
    """activation, target -> loss slope dL/dy."""
    ACTIVATION_SLOPE = "activation_slope"
    """pre-activation, activation -> activation slope f'(z)."""
    OUTPUT_DELTA = "output_delta"
    """loss slope, activation slope -> delta."""
    OUTPUT_DELTA_FUSED = "output_delta_fused"
    """activation, target, and beta of a sigmoid that has one -> delta: y - t."""
    OUTPUT_DELTA_SOFTMAX = "output_delta_softmax"
    """All loss slopes, then all activations -> delta: y_k (s_k - sum s_j y_j)."""
    DELTA_PRODUCT = "delta_product"
    """weight to the unit above, delta of the unit above -> delta product."""
    DELTA_SUM = "delta_sum"
    """Delta products of the unit -> delta sum dL/dy."""
    HIDDEN_DELTA = "hidden_delta"
    """delta sum, activation slope -> delta."""

    WEIGHT_GRADIENT = "weight_gradient"
    """delta, input or activation below -> weight gradient of the sample."""
    BIAS_GRADIENT = "bias_gradient"
    """delta -> bias gradient of the sample."""
    CORRECT = "correct"
    """mistake or error, input (none for the bias) -> correction of the sample."""
    REDUCE = "reduce"
    """Gradients or corrections of the samples, and for the mean the batch size -> the same of the batch."""
    PENALTY_GRADIENT = "penalty_gradient"
    """l2 slope and l1 slope where they are on, weight -> penalty gradient."""
    ADD_PENALTY_GRADIENT = "add_penalty_gradient"
    """weight gradient, penalty gradient -> objective gradient."""

    DECAY = "decay"
    """parameter, learning rate, weight decay -> decayed parameter: p - rate decay p."""
    VELOCITY = "velocity"
    """momentum, velocity before, gradient -> velocity: mu v + g."""
    LOOK_AHEAD = "look_ahead"
    """gradient, momentum, velocity -> look-ahead: g + mu v."""
    FIRST_MOMENT = "first_moment"
    """beta 1, first moment before, gradient -> first moment."""
    SECOND_MOMENT = "second_moment"
    """beta 2 or rho, second moment before, gradient -> second moment."""
    CORRECT_FIRST_MOMENT = "correct_first_moment"
    """first moment, beta 1, step number -> corrected first moment: m / (1 - b1^t)."""
    CORRECT_SECOND_MOMENT = "correct_second_moment"
    """second moment, beta 2, step number -> corrected second moment."""
    SQUARED_SUM = "squared_sum"
    """squared sum before, gradient -> squared sum."""
    ADAPT = "adapt"
    """Gradient or corrected first moment, second moment or squared sum, epsilon -> direction: g / (sqrt s + e)."""
    UPDATE = "update"
    """parameter (decayed for AdamW), learning rate, what it multiplies -> parameter after.

    It subtracts the gradient, velocity, look-ahead or direction, and adds a rule's correction.
    """


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a training step, or several that end with it.

    A step coarser than a term is its last line; `first` and `last` tell which lines it spans.

    Attributes
    ----------
    phase : Phase
        Part of the training step.
    operation : Operation
        Which formula.
    layer, unit : int
        Where it happens; layer 0 is the first hidden one, -1 the inputs or the network as a whole.
    input : int
        Input of that unit that it is about, -1 for none or the bias.
    sample : int
        Row of the batch, -1 for what belongs to the whole batch.
    term : int
        Place among the terms of the sum that it is part of, -1 for what is no term.
    reads : tuple of Quantity
        What it computes with.
    makes : Quantity
        What it computes.
    index : int
        Place of its last line in the sequence of terms.
    first, last : int
        Lines that it spans, in the sequence of terms; `last` is `index`.
    granularity : str
        Of the sequence it comes from.
    closes : str
        The coarsest granularity of which a step ends here.
    trace : Trace
        The training step that it belongs to.
    """

    phase: Phase
    operation: Operation
    layer: int
    unit: int
    input: int
    sample: int
    term: int
    reads: tuple[Quantity, ...]
    makes: Quantity
    index: int
    first: int
    last: int
    granularity: Granularity
    closes: Granularity
    trace: Trace = field(repr=False, compare=False)


class StepSequence(Sequence[Step]):
    """The steps of a trace at one granularity; each is made when it is asked for, and only some are kept.

    Parameters
    ----------
    trace : Trace
        Whose numbers they tell.
    program : Program
        The order of the lines.
    granularity : str
        "phase", "layer", "unit" or "term".
    """

    def __init__(self, trace: Trace, program: Program, granularity: Granularity) -> None:
        if granularity not in GRANULARITIES:
            raise ArgumentError(f"granularity is {granularity!r}; it must be one of {', '.join(GRANULARITIES)}.")
        self.trace = trace
        self.granularity = granularity
        self._program = program
        self._kept: dict[int, Step] = {}

    def __len__(self) -> int:
        """Return the number of steps."""
        return self._program.count(self.granularity)

    @overload
    def __getitem__(self, index: int) -> Step: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...

    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        """Return one step, or several as a tuple."""
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"step {index} of {len(self)}")
        step = self._kept.get(place)
        if step is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            step = self._kept[place] = self._made(place)
        return step

    def _made(self, place: int) -> Step:
        first, last = self._program.span(self.granularity, place)
        line = self._program.line(self.trace, last)
        return Step(
            **line,
            index=last,
            first=first,
            last=last,
            granularity=self.granularity,
            closes=self._program.closes(last),
            trace=self.trace,
        )

    def names(self, index: int) -> tuple[tuple[Quantity, ...], Quantity]:
        """Return what the last line of a step reads and what it makes, as quantities without their values.

        It takes a fraction of the time of the step itself: which numbers a step is about is asked more often than what
        they are.
        """
        return self._program.names(self._program.span(self.granularity, index)[1])

    def block_at(self, term_index: int) -> tuple[int, Block]:
        """Return the first line of the run of alike units that a line belongs to, and what they go through.

        What holds for one unit of the block holds for all, so that lines are counted without being made.
        """
        return self._program.block_at(term_index)

    def at(self, term_index: int) -> int:
        """Return the place here of the step that spans a line, so that a view can change its granularity and stay.

        Parameters
        ----------
        term_index : int
            Place in the sequence of terms: a step's `index`, `first` or `last`.

        Raises
        ------
        ArgumentError
            If there is no such line.
        """
        n_terms = self._program.count("term")
        if not 0 <= term_index < n_terms:
            raise ArgumentError(f"term_index is {term_index}; the terms go from 0 to {n_terms - 1}.")
        return self._program.place(self.granularity, term_index)

    def locate(self, target: Quantity | tuple[int, ...], phase: Phase | None = None) -> int:
        """Return the place here of the step that makes a quantity, or of the first one about a unit or weight.

        Parameters
        ----------
        target : Quantity or tuple of int
            (layer, unit) or (layer, unit, input), or a quantity; its value does not matter.
        phase : Phase, optional
            Where to look; everywhere where left out.

        Raises
        ------
        ArgumentError
            If no step here makes it or is about it.
        """
        term_index = self._program.find(target, phase)
        if term_index is None:
            raise ArgumentError(f"no step of this sequence is about {target!r}.")
        return self._program.place(self.granularity, term_index)
