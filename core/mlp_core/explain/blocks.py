"""The order of the lines: which operations each unit goes through, layer by layer and phase by phase.

A block is a run of units that all go through the same operations. A training step of any network is a few dozen of
them, so that a line is found by arithmetic, however large the network is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_core.explain.steps import Operation, Phase

if TYPE_CHECKING:
    from mlp_core.explain.trace import Trace

    Operations = tuple[Operation, ...]

_ADAM: Operations = (
    Operation.FIRST_MOMENT,
    Operation.SECOND_MOMENT,
    Operation.CORRECT_FIRST_MOMENT,
    Operation.CORRECT_SECOND_MOMENT,
    Operation.ADAPT,
    Operation.UPDATE,
)

_UPDATES: dict[str, Operations] = {
    "sgd": (Operation.UPDATE,),
    "momentum": (Operation.VELOCITY, Operation.UPDATE),
    "nesterov": (Operation.VELOCITY, Operation.LOOK_AHEAD, Operation.UPDATE),
    "rmsprop": (Operation.SECOND_MOMENT, Operation.ADAPT, Operation.UPDATE),
    "adagrad": (Operation.SQUARED_SUM, Operation.ADAPT, Operation.UPDATE),
    "adam": _ADAM,
    "adamw": (Operation.DECAY, *_ADAM),
    "perceptron": (Operation.UPDATE,),
    "delta": (Operation.UPDATE,),
}
"""What each parameter goes through in an update."""


@dataclass(frozen=True, slots=True)
class Block:
    """Units that go through the same operations.

    Attributes
    ----------
    phase : Phase
        Part of the training step.
    layer : int
        Layer of the units; -1 for the inputs or the network as a whole.
    units : int
        How many.
    closing : tuple of Operation
        What each unit goes through once, at the end.
    repeated : tuple of Operation
        What each unit goes through for each of its terms, before.
    terms : int
        How many terms.
    of_batch : bool
        True for what belongs to the batch and not to a sample.
    """

    phase: Phase
    layer: int
    units: int
    closing: Operations
    repeated: Operations = ()
    terms: int = 0
    of_batch: bool = False

    @property
    def lines_per_unit(self) -> int:
        """Lines of each unit."""
        return self.terms * len(self.repeated) + len(self.closing)

    @property
    def n_lines(self) -> int:
        """Lines of all units."""
        return self.units * self.lines_per_unit

    def line(self, index: int) -> tuple[int, int, Operation]:
        """Return (unit, term, operation) of a line of this block; the term is -1 for closing operations."""
        unit, place = divmod(index, self.lines_per_unit)
        in_terms = self.terms * len(self.repeated)
        if place >= in_terms:
            return unit, -1, self.closing[place - in_terms]
        term, which = divmod(place, len(self.repeated))
        return unit, term, self.repeated[which]

    def index(self, unit: int, term: int, operation: Operation) -> int | None:
        """Return the line of an operation of a unit, or None; the inverse of `line`."""
        if not 0 <= unit < self.units:
            return None
        start = unit * self.lines_per_unit
        if operation in self.repeated and 0 <= term < self.terms:
            return start + term * len(self.repeated) + self.repeated.index(operation)
        if operation in self.closing and term < 0:
            return start + self.terms * len(self.repeated) + self.closing.index(operation)
        return None


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of a trace by what they belong to.

    Attributes
    ----------
    ahead : tuple of Block
        Of a sample: input, forward and loss.
    batch_loss : tuple of Block
        Reduced loss and penalty.
    start : tuple of Block
        Where the backward pass branches off to the penalty.
    back : tuple of Block
        Of a sample: backward and gradient.
    batch_gradient : tuple of Block
        Reduced gradient, and that of the penalty.
    update : tuple of Block
        New parameters.
    """

    ahead: tuple[Block, ...]
    batch_loss: tuple[Block, ...]
    start: tuple[Block, ...]
    back: tuple[Block, ...]
    batch_gradient: tuple[Block, ...]
    update: tuple[Block, ...]


def outline(trace: Trace) -> Outline:
    """Return the blocks of a trace."""
    ahead = (*_input(trace), *_forward(trace), *_loss(trace))
    return Outline(
        ahead=ahead,
        batch_loss=() if trace.rule else _batch_loss(trace),
        start=_start(trace),
        back=(*_backward(trace), *_gradient(trace)),
        batch_gradient=_batch_gradient(trace),
        update=_per_parameter(trace, Phase.UPDATE, *(_UPDATES[trace.config.optimizer],) * 2, of_batch=True),
    )


def _layers(trace: Trace) -> range:
    return range(len(trace.sizes) - 1)


def _input(trace: Trace) -> tuple[Block, ...]:
    return (
        Block(Phase.INPUT, -1, trace.sizes[0], (Operation.READ_INPUT,)),
        Block(Phase.INPUT, -1, trace.sizes[-1], (Operation.READ_TARGET,)),
    )


def _forward(trace: Trace) -> tuple[Block, ...]:
    blocks = []
    for layer in _layers(trace):
        n_inputs, units = trace.sizes[layer : layer + 2]
        products, total = (Operation.MULTIPLY_WEIGHT,), (Operation.ADD_BIAS, Operation.SUM)
        activate = (Operation.ACTIVATE,)
        if trace.network.activations[layer].output_only:
            # Softmax needs the sums of all its units first.
            blocks.append(Block(Phase.FORWARD, layer, units, total, products, n_inputs))
            blocks.append(Block(Phase.FORWARD, layer, units, activate))
        else:
            blocks.append(Block(Phase.FORWARD, layer, units, (*total, *activate), products, n_inputs))
    return tuple(blocks)


def _loss(trace: Trace) -> tuple[Block, ...]:
    last, n_outputs = _layers(trace)[-1], trace.sizes[-1]
    if trace.rule is not None:
        return (Block(Phase.LOSS, last, n_outputs, (Operation.COMPARE,)),)
    if n_outputs == 1:
        return (Block(Phase.LOSS, last, 1, (Operation.LOSS_OF_OUTPUT,)),)
    if trace.loss_function.name == "zero_one":
        return (Block(Phase.LOSS, last, 1, (Operation.LOSS_OF_SAMPLE,)),)
    return (
        Block(Phase.LOSS, last, n_outputs, (Operation.LOSS_OF_OUTPUT,)),
        Block(Phase.LOSS, last, 1, (Operation.SUM_LOSS,)),
    )


def _batch_loss(trace: Trace) -> tuple[Block, ...]:
    blocks = []
    if trace.n_samples > 1:
        blocks.append(Block(Phase.LOSS, -1, 1, (Operation.REDUCE_LOSS,), of_batch=True))
    if trace.is_penalised:
        blocks.extend(
            Block(Phase.LOSS, layer, trace.sizes[layer + 1], (Operation.PENALISE,), of_batch=True)
            for layer in _layers(trace)
        )
        blocks.append(Block(Phase.LOSS, -1, 1, (Operation.SUM_PENALTY, Operation.ADD_PENALTY), of_batch=True))
    return tuple(blocks)


def _start(trace: Trace) -> tuple[Block, ...]:
    if not trace.is_penalised:
        return ()
    slopes = ((Operation.L2_SLOPE, trace.config.l2), (Operation.L1_SLOPE, trace.config.l1))
    operations = tuple(operation for operation, coefficient in slopes if coefficient)
    phase = Phase.GRADIENT if trace.n_samples > 1 else Phase.BACKWARD
    return (Block(phase, -1, 1, (Operation.START_BACKWARD, *operations), of_batch=True),)


def _backward(trace: Trace) -> tuple[Block, ...]:
    if trace.rule is not None:
        return ()
    last, n_outputs = _layers(trace)[-1], trace.sizes[-1]
    slopes = (Operation.ACTIVATION_SLOPE,)
    if trace.fused:
        blocks = [Block(Phase.BACKWARD, last, n_outputs, (Operation.OUTPUT_DELTA_FUSED,))]
    elif trace.network.activations[last].output_only:
        blocks = [
            Block(Phase.BACKWARD, last, n_outputs, (Operation.LOSS_SLOPE,)),
            Block(Phase.BACKWARD, last, n_outputs, (Operation.OUTPUT_DELTA_SOFTMAX,)),
        ]
    else:
        closing = (Operation.LOSS_SLOPE, *slopes, Operation.OUTPUT_DELTA)
        blocks = [Block(Phase.BACKWARD, last, n_outputs, closing)]
    for layer in reversed(_layers(trace)[:-1]):
        units, n_uppers = trace.sizes[layer + 1 : layer + 3]
        closing = (Operation.DELTA_SUM, *slopes, Operation.HIDDEN_DELTA)
        blocks.append(Block(Phase.BACKWARD, layer, units, closing, (Operation.DELTA_PRODUCT,), n_uppers))
    return tuple(blocks)


def _penalty_gradients(trace: Trace) -> Operations:
    return (Operation.PENALTY_GRADIENT, Operation.ADD_PENALTY_GRADIENT) if trace.is_penalised else ()


def _gradient(trace: Trace) -> tuple[Block, ...]:
    if trace.rule is not None:
        return _per_parameter(trace, Phase.GRADIENT, (Operation.CORRECT,), (Operation.CORRECT,))
    # With one sample its gradient is the batch's, and each weight's penalty can follow at once.
    penalty = _penalty_gradients(trace) if trace.n_samples == 1 else ()
    weight, bias = (Operation.WEIGHT_GRADIENT, *penalty), (Operation.BIAS_GRADIENT,)
    return _per_parameter(trace, Phase.GRADIENT, weight, bias)


def _batch_gradient(trace: Trace) -> tuple[Block, ...]:
    if trace.n_samples == 1:
        return ()
    weight, bias = (Operation.REDUCE, *_penalty_gradients(trace)), (Operation.REDUCE,)
    return _per_parameter(trace, Phase.GRADIENT, weight, bias, of_batch=True)


def _per_parameter(
    trace: Trace, phase: Phase, weight: Operations, bias: Operations, *, of_batch: bool = False
) -> tuple[Block, ...]:
    """Go through all parameters, from the output back, as the hand-outs do."""
    return tuple(
        Block(phase, layer, trace.sizes[layer + 1], bias, weight, trace.sizes[layer], of_batch)
        for layer in reversed(_layers(trace))
    )
