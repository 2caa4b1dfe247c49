"""What very many lines read and make, without naming each: units of a block go through the same, one further each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import mlp_core as mlp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlp_core.explain.blocks import Block

Identity = tuple[mlp.Kind, int, int, int, int]
"""Kind, layer, unit, input and sample of a quantity."""

FEW_LINES: Final = 100
"""Lines that are named one by one."""
MOST_NUMBERS: Final = 30_000
"""Of a step about more numbers only the last lines are looked at."""
LAST_LINES: Final = 400


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
        return self.members((unit,), (term,))[0]

    def members(self, units: Iterable[int], terms: Iterable[int]) -> list[Identity]:
        """Return the numbers of the lines of some units and terms, each once."""
        kind, layer, unit, source, sample = self.first
        du, dt = self.by_unit, self.by_term
        some_units, some_terms = units if any(du) else (0,), tuple(terms) if any(dt) else (0,)
        return [
            (kind, layer + u * du[0] + t * dt[0], unit + u * du[1] + t * dt[1], source + u * du[2] + t * dt[2],
             sample + u * du[3] + t * dt[3])
            for u in some_units for t in some_terms
        ]  # fmt: skip

    def extent(self, units: int, terms: int) -> int:
        """Return how many there are."""
        return (units if any(self.by_unit) else 1) * (terms if any(self.by_term) else 1)


def identity(quantity: mlp.Quantity) -> Identity:
    """Return what makes a quantity the same as another, whatever its value."""
    return quantity.kind, quantity.layer, quantity.unit, quantity.input, quantity.sample


def lines_touched(terms: mlp.StepSequence, first: int, last: int) -> Touched:
    """Return what the lines of a sequence of terms read and make, from the first to the last.

    Of more than `MOST_NUMBERS` numbers only what the last `LAST_LINES` are about.
    """
    reads: set[Identity] = set()
    makes: set[Identity] = set()
    line, spent = first, 0
    while line <= last:
        start, block = terms.block_at(line)
        per_unit, offset = block.lines_per_unit, line - start
        units = (min(last + 1, start + block.n_lines) - line) // per_unit if offset % per_unit == 0 else 0
        families = _families(terms, line, units, block) if units * per_unit > FEW_LINES else None
        if families is None:
            end = min(last + 1, line + per_unit - offset % per_unit)
            for each in range(line, end):
                _name(terms, each, reads, makes)
            line = end
            continue
        spent += sum(family.extent(units, n_terms) for family, n_terms, _ in families)
        if spent > MOST_NUMBERS and last - first >= LAST_LINES:
            return lines_touched(terms, last - LAST_LINES + 1, last)
        for family, n_terms, is_made in families:
            (makes if is_made else reads).update(family.members(range(units), range(n_terms)))
        line += units * per_unit
    return Touched(frozenset(reads), frozenset(makes))


def _name(terms: mlp.StepSequence, line: int, reads: set[Identity], makes: set[Identity]) -> None:
    line_reads, made = terms.names(line)
    reads.update(identity(each) for each in line_reads)
    makes.add(identity(made))


def _families(terms: mlp.StepSequence, line: int, units: int, block: Block) -> list[tuple[_Family, int, bool]] | None:
    """Return the numbers of so many whole units from a line on, with their terms and whether they are made.

    None where the units' lines are not alike, which the last of them shows.
    """
    repeated, per_unit = len(block.repeated), block.lines_per_unit
    kinds = [(place, block.terms, repeated) for place in range(repeated if block.terms else 0)]
    kinds += [(block.terms * repeated + place, 1, 0) for place in range(len(block.closing))]
    families: list[tuple[_Family, int, bool]] = []
    for place, n_terms, stride in kinds:
        corner = line + place
        here = _all_of(terms, corner)
        there = _all_of(terms, corner + per_unit) if units > 1 else here
        beside = _all_of(terms, corner + stride) if n_terms > 1 else here
        farthest = _all_of(terms, corner + (units - 1) * per_unit + (n_terms - 1) * stride)
        if not len(here) == len(there) == len(beside) == len(farthest):
            return None
        for index, (a, b, c, end) in enumerate(zip(here, there, beside, farthest, strict=True)):
            family = _Family(a, _difference(a, b), _difference(a, c))
            if family.at(units - 1, n_terms - 1) != end:
                return None
            families.append((family, n_terms, index == 0))
    return families


def _all_of(terms: mlp.StepSequence, line: int) -> list[Identity]:
    """Return what a line makes, and then what it reads."""
    reads, made = terms.names(line)
    return [identity(made), *map(identity, reads)]


def _difference(one: Identity, other: Identity) -> tuple[int, ...]:
    return other[1] - one[1], other[2] - one[2], other[3] - one[3], other[4] - one[4]
