"""The lines of a trace in their order, found by index arithmetic at every granularity."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, cast

from mlp_core.errors import ArgumentError
from mlp_core.explain.blocks import outline
from mlp_core.explain.formulas import FORMULAS, Place
from mlp_core.explain.naming import NamedTrace
from mlp_core.explain.quantity import Kind, Quantity
from mlp_core.explain.steps import Operation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from mlp_core.explain.blocks import Block
    from mlp_core.explain.steps import Granularity, Phase
    from mlp_core.explain.trace import Trace

_TERMS_OF_SUMS = (Operation.MULTIPLY_WEIGHT, Operation.DELTA_PRODUCT)


class Stretch:
    """Blocks in their order.

    Parameters
    ----------
    blocks : tuple of Block
        In the order of their lines.
    """

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.term_starts = [0, *accumulate(block.n_lines for block in blocks)]
        self._unit_starts = [0, *accumulate(block.units for block in blocks)]
        self._ends = {"phase": self._group_ends("phase"), "layer": self._group_ends("layer")}

    def count(self, granularity: Granularity) -> int:
        """Return the number of steps."""
        if granularity == "term":
            return self.term_starts[-1]
        return self._unit_starts[-1] if granularity == "unit" else len(self._ends[granularity])

    def span(self, granularity: Granularity, place: int) -> tuple[int, int]:
        """Return the first and last line of a step."""
        if granularity == "term":
            return place, place
        if granularity == "unit":
            which = bisect_right(self._unit_starts, place) - 1
            lines = self.blocks[which].lines_per_unit
            first = self.term_starts[which] + (place - self._unit_starts[which]) * lines
            return first, first + lines - 1
        ends = self._ends[granularity]
        return (ends[place - 1] + 1 if place else 0), ends[place]

    def place(self, granularity: Granularity, term: int) -> int:
        """Return the step that spans a line."""
        if granularity == "term":
            return term
        if granularity == "unit":
            which = self.block_of(term)
            lines = self.blocks[which].lines_per_unit
            return self._unit_starts[which] + (term - self.term_starts[which]) // lines
        return bisect_left(self._ends[granularity], term)

    def closes(self, term: int) -> Granularity:
        """Return the coarsest granularity of which a step ends with a line."""
        granularities: tuple[Granularity, ...] = ("phase", "layer", "unit")
        for granularity in granularities:
            if self.span(granularity, self.place(granularity, term))[1] == term:
                return granularity
        return "term"

    def block_of(self, term: int) -> int:
        """Return the index of the block that a line belongs to."""
        return bisect_right(self.term_starts, term) - 1

    def _group_ends(self, granularity: str) -> list[int]:
        """Return the last line of each phase or layer."""

        def key(place: int) -> Hashable:
            block = self.blocks[place]
            return block.phase if granularity == "phase" else (block.phase, block.layer, block.of_batch)

        groups = groupby(range(len(self.blocks)), key)
        return [self.term_starts[max(group) + 1] - 1 for _, group in groups]


class Program:
    """The lines of a trace as one sample, several of them, or the batch goes through them.

    Parameters
    ----------
    trace : Trace
        Only its shape matters.
    sample : int, "each" or None
        As in `Trace.steps`.

    Raises
    ------
    ArgumentError
        If there is no such sample.
    """

    def __init__(self, trace: Trace, sample: int | str | None) -> None:
        self._named = cast("Trace", NamedTrace(trace))
        parts = outline(trace)
        n_samples = trace.n_samples
        self._samples: range = range(0)
        if sample == "each" and n_samples > 1:
            self._samples = range(n_samples)
            head = (*parts.ahead, *parts.back)
            tail = (*parts.batch_loss, *parts.start, *parts.batch_gradient, *parts.update)
        elif sample is None and n_samples > 1:
            head = ()
            tail = (*parts.batch_loss, *parts.start, *parts.batch_gradient, *parts.update)
        else:
            self._samples = _one(sample, n_samples)
            tail = ()
            middle = (*parts.back, *parts.start) if n_samples > 1 else (*parts.start, *parts.back)
            head = (*parts.ahead, *parts.batch_loss, *middle, *parts.batch_gradient, *parts.update)
        self._head, self._tail = Stretch(head), Stretch(tail)

    def count(self, granularity: Granularity) -> int:
        """Return the number of steps."""
        return len(self._samples) * self._head.count(granularity) + self._tail.count(granularity)

    def span(self, granularity: Granularity, place: int) -> tuple[int, int]:
        """Return the first and last line of a step."""
        stretch, run, local = self._within(granularity, place)
        offset = run * self._head.count("term")
        first, last = stretch.span(granularity, local)
        return first + offset, last + offset

    def place(self, granularity: Granularity, term: int) -> int:
        """Return the step that spans a line."""
        stretch, run, local = self._within("term", term)
        return run * self._head.count(granularity) + stretch.place(granularity, local)

    def closes(self, term: int) -> Granularity:
        """Return the coarsest granularity of which a step ends with a line."""
        stretch, _, local = self._within("term", term)
        return stretch.closes(local)

    def line(self, trace: Trace, term: int) -> dict[str, Any]:
        """Return the fields of a `Step` that tell about one line."""
        block, operation, at = self._placed(term)
        reads, makes = FORMULAS[operation][0](trace, at)
        upward = operation is Operation.DELTA_PRODUCT
        index = at.term if operation in _TERMS_OF_SUMS else -1
        return {
            "phase": block.phase,
            "operation": operation,
            "layer": block.layer if upward else makes.layer,
            "unit": at.unit if upward else makes.unit,
            "input": -1 if upward else makes.input,
            "sample": makes.sample,
            "term": block.terms if operation is Operation.ADD_BIAS else index,
            "reads": reads,
            "makes": makes,
        }

    def names(self, term: int) -> tuple[tuple[Quantity, ...], Quantity]:
        """Return what one line reads and what it makes, without their values."""
        _, operation, at = self._placed(term)
        return FORMULAS[operation][0](self._named, at)

    def block_at(self, term: int) -> tuple[int, Block]:
        """Return the first line of the block that a line belongs to, and the block."""
        stretch, _, local = self._within("term", term)
        which = stretch.block_of(local)
        return term - local + stretch.term_starts[which], stretch.blocks[which]

    def _placed(self, term: int) -> tuple[Block, Operation, Place]:
        """Return the block of a line, its formula, and where it stands."""
        stretch, run, local = self._within("term", term)
        which = stretch.block_of(local)
        block = stretch.blocks[which]
        unit, index, operation = block.line(local - stretch.term_starts[which])
        return block, operation, Place(block.layer, unit, index, -1 if block.of_batch else self._samples[run])

    def find(self, target: Quantity | tuple[int, ...], phase: Phase | None) -> int | None:
        """Return the line that makes a quantity, or the first one about a unit or weight; None where there is none."""
        if isinstance(target, Quantity):
            return next(self._makers(target, phase), None)
        layer, unit, *source = target
        for stretch, offset, _ in self._stretches():
            for start, block in zip(stretch.term_starts, stretch.blocks, strict=False):
                if block.layer != layer or not 0 <= unit < block.units or phase not in (None, block.phase):
                    continue
                if not source:
                    return offset + start + unit * block.lines_per_unit
                if block.terms and block.repeated[0] is not Operation.DELTA_PRODUCT and source[0] < block.terms:
                    operation = (block.repeated if source[0] >= 0 else block.closing)[0]
                    line = block.index(unit, source[0], operation)
                    return None if line is None else offset + start + line
        return None

    def _makers(self, target: Quantity, phase: Phase | None) -> Iterator[int]:
        unit, term = max(target.unit, 0), target.input
        if target.kind is Kind.DELTA_PRODUCT:
            unit, term = target.input, target.unit
        for stretch, offset, _ in self._stretches(target.sample):
            for start, block in zip(stretch.term_starts, stretch.blocks, strict=False):
                if phase not in (None, block.phase):
                    continue
                for operation in (*block.repeated, *block.closing):
                    if target.kind not in FORMULAS[operation][1]:
                        continue
                    local = block.index(unit, term, operation)
                    if local is None:
                        continue
                    line = offset + start + local
                    if _identity(self.names(line)[1]) == _identity(target):
                        yield line

    def _stretches(self, sample: int = -1) -> Iterator[tuple[Stretch, int, int]]:
        """Yield (stretch, its first line, sample), those of one sample only where it is given."""
        n_lines = self._head.count("term")
        for run, each in enumerate(self._samples):
            if sample in (-1, each):
                yield self._head, run * n_lines, each
        yield self._tail, len(self._samples) * n_lines, -1

    def _within(self, granularity: Granularity, place: int) -> tuple[Stretch, int, int]:
        """Return the stretch of a step, how many runs of the first stretch come before it, and its place there."""
        per_run = self._head.count(granularity)
        n_runs = len(self._samples)
        if place >= n_runs * per_run:
            return self._tail, n_runs, place - n_runs * per_run
        run, local = divmod(place, per_run)
        return self._head, run, local


def _identity(quantity: Quantity) -> tuple[Kind, int, int, int, int]:
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def _one(sample: int | str | None, n_samples: int) -> range:
    if sample is None or sample == "each":
        return range(1)
    if isinstance(sample, str) or not 0 <= sample < n_samples:
        raise ArgumentError(f'sample is {sample!r}; it must be 0 to {n_samples - 1}, "each" or None.')
    return range(sample, sample + 1)
