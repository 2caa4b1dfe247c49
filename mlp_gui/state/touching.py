"""What very many lines read and make, without naming each: units of a block go through the same, one further each."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mlp_core.explain.blocks import Block

Identity = tuple[mlp.Kind, int, int, int, int]
"""Kind, layer, unit, input and sample of a quantity."""

FEW_LINES: Final = 100
"""Lines that are named one by one."""
MOST_NUMBERS: Final = 30_000
"""Of a step about more numbers only the last lines are looked at."""
LAST_LINES: Final = 400
LAST_NUMBERS: Final = 8_000
"""Of lines that each read many numbers, as a gradient that is reduced over a batch, fewer are looked at."""


class Touched(NamedTuple):
    """What some lines are about.

    Attributes
    ----------
    reads, makes : frozenset of Identity
        What they compute with, and what they compute.
    """

    reads: frozenset[Identity]
    makes: frozenset[Identity]


class _Family(NamedTuple):
    """A number of the first line of an operation, and how it differs in the next unit's and in the next term's."""

    first: Identity
    by_unit: tuple[int, ...]
    by_term: tuple[int, ...]

    def at(self, unit: int, term: int) -> Identity:
        """Return the number of the line so many units and terms further."""
        kind, *places = self.first
        layer, unit_, source, sample = (
            place + unit * du + term * dt for place, du, dt in zip(places, self.by_unit, self.by_term, strict=True)
        )
        return kind, layer, unit_, source, sample

    def members(self, units: int, terms: int) -> Iterator[Identity]:
        """Return the numbers of the lines of the first units and terms, each once."""
        kind, layer, unit, source, sample = self.first
        du, dt = self.by_unit, self.by_term
        n_terms = terms if any(dt) else 1
        for u in range(units if any(du) else 1):
            yield from zip(
                repeat(kind, n_terms),
                _spread(layer + u * du[0], dt[0], n_terms),
                _spread(unit + u * du[1], dt[1], n_terms),
                _spread(source + u * du[2], dt[2], n_terms),
                _spread(sample + u * du[3], dt[3], n_terms),
                strict=True,
            )

    def extent(self, units: int, terms: int) -> int:
        """Return how many there are."""
        return (units if any(self.by_unit) else 1) * (terms if any(self.by_term) else 1)


class _Run(NamedTuple):
    """Lines of a block that follow one another alike: of whole units, or of some terms of one unit.

    Attributes
    ----------
    units, terms : int
        How many of each.
    repeated, closing : int
        Lines of each term, and those at the end of each unit.
    """

    units: int
    terms: int
    repeated: int
    closing: int

    @property
    def per_unit(self) -> int:
        """Lines of each unit."""
        return self.terms * self.repeated + self.closing

    @property
    def n_lines(self) -> int:
        """All lines."""
        return self.units * self.per_unit

    @classmethod
    def of(cls, block: Block, offset: int, n_lines: int) -> _Run:
        """Return the longest one that begins so many lines into a block, and has no more than so many lines."""
        per_unit, repeated = block.lines_per_unit, len(block.repeated)
        within, in_terms = offset % per_unit, block.terms * repeated
        whole = min(n_lines, block.n_lines - offset) // per_unit
        if not within and whole:
            return cls(whole, block.terms, repeated, len(block.closing))
        if within >= in_terms:
            return cls(1, 0, 0, min(n_lines, per_unit - within))
        if within % repeated:
            return cls(1, 0, 0, min(n_lines, repeated - within % repeated))
        terms = min(n_lines, in_terms - within) // repeated
        return cls(1, terms, repeated, 0) if terms else cls(1, 0, 0, n_lines)


def identity(quantity: mlp.Quantity) -> Identity:
    """Return what makes a quantity the same as another, whatever its value."""
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def lines_touched(terms: mlp.StepSequence, first: int, last: int) -> Touched:
    """Return what the lines of a sequence of terms read and make, from the first to the last.

    Of more than `MOST_NUMBERS` numbers only what the last `LAST_LINES` are about, or as many as have `LAST_NUMBERS`.
    """
    reads: set[Identity] = set()
    makes: set[Identity] = set()
    line, spent = first, 0
    while line <= last:
        start, block = terms.block_at(line)
        run = _Run.of(block, line - start, last + 1 - line)
        families = _families(terms, line, run) if run.n_lines > FEW_LINES else None
        if families is None:
            end = min(last + 1, line + max(run.n_lines, 1))
            for each in range(line, end):
                _name(terms, each, reads, makes)
            line = end
            continue
        spent += sum(family.extent(run.units, n_terms) for family, n_terms, _ in families)
        if spent > MOST_NUMBERS and last - first >= LAST_LINES:
            few = max(min(LAST_LINES, LAST_NUMBERS // len(_all_of(terms, last))), 1)
            return lines_touched(terms, last - few + 1, last)
        for family, n_terms, is_made in families:
            (makes if is_made else reads).update(family.members(run.units, n_terms))
        line += run.n_lines
    return Touched(frozenset(reads), frozenset(makes))


def _name(terms: mlp.StepSequence, line: int, reads: set[Identity], makes: set[Identity]) -> None:
    line_reads, made = terms.names(line)
    reads.update(identity(each) for each in line_reads)
    makes.add(identity(made))


def _families(terms: mlp.StepSequence, line: int, run: _Run) -> list[tuple[_Family, int, bool]] | None:
    """Return the numbers of the lines of a run, with their terms and whether they are made.

    None where the lines are not alike, which the last of them shows.
    """
    in_terms = run.terms * run.repeated
    kinds = [(place, run.terms, run.repeated) for place in range(run.repeated if run.terms else 0)]
    kinds += [(in_terms + place, 1, 0) for place in range(run.closing)]
    families: list[tuple[_Family, int, bool]] = []
    for place, n_terms, stride in kinds:
        corner = line + place
        here = _all_of(terms, corner)
        there = _all_of(terms, corner + run.per_unit) if run.units > 1 else here
        beside = _all_of(terms, corner + stride) if n_terms > 1 else here
        farthest = _all_of(terms, corner + (run.units - 1) * run.per_unit + (n_terms - 1) * stride)
        if not len(here) == len(there) == len(beside) == len(farthest):
            return None
        for index, (a, b, c, end) in enumerate(zip(here, there, beside, farthest, strict=True)):
            family = _Family(a, _difference(a, b), _difference(a, c))
            if family.at(run.units - 1, n_terms - 1) != end:
                return None
            families.append((family, n_terms, index == 0))
    return families


def _all_of(terms: mlp.StepSequence, line: int) -> list[Identity]:
    """Return what a line makes, and then what it reads."""
    reads, made = terms.names(line)
    return [identity(made), *map(identity, reads)]


def _spread(start: int, step: int, count: int) -> Iterable[int]:
    return range(start, start + step * count, step) if step else repeat(start, count)


def _difference(one: Identity, other: Identity) -> tuple[int, ...]:
    return other[1] - one[1], other[2] - one[2], other[3] - one[3], other[4] - one[4]
