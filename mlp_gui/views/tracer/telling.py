"""Tells the chain of one weight or bias as the core writes it, as far as the step-through has computed it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlp_core.explain.latex_rows import as_formula
from mlp_gui.look.numbers import counted, grouped
from mlp_gui.state.sample_place import place_in_batch
from mlp_gui.views.paper import Identity, Standing, identity, standing_of, touched_by
from mlp_gui.views.tracer.chain_making import ChainRequest
from mlp_gui.views.tracer.story import FactorGroup, FactorText, Story, StoryLine
from mlp_gui.views.tracer.titles import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import mlp_core as mlp
    from mlp_core.explain import chain_parts
    from mlp_core.explain.chain_parts import ChainSum, Factor, Path
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.stepping import Stepping


# Terms of a sum that are shown until all are asked for, and then; one that would be missing alone is shown.
FEW, MANY = 4, 64
_SHORT = 2
_FEWER = FactorText("", "", "", words="Fewer")


def request_for(stepping: Stepping, trace: mlp.Trace, mark: Mark, form: str, *, is_open: bool) -> ChainRequest:
    """Return the chain that a story is told of.

    Parameters
    ----------
    stepping : Stepping
        Which sample is walked, and its options: notation, decimals, fractions.
    trace : Trace
        The step.
    mark : Mark
        The weight or bias.
    form : str
        "sample" for one sample's product with what of it is a sum, "paths" for the same path by path, or "batch".
    is_open : bool
        Whether long sums show all their terms.
    """
    most = MANY if is_open else FEW
    count = math.prod(trace.sizes[mark.layer + 2 :])
    return ChainRequest(
        trace=trace,
        mark=mark,
        sample=None if form == "batch" else stepping.sample or 0,
        notation=stepping.notation,
        decimals=stepping.decimals,
        fractions=stepping.fractions,
        most_terms=most,
        most_paths=min(count, most + (count == most + 1)) if form == "paths" else 0,
    )


def tell(stepping: Stepping, request: ChainRequest, chain: mlp.ParameterChain, *, is_open: bool) -> Story:
    """Return what of a chain is known where the step-through stands."""
    write = _Writer.at(stepping, is_open=is_open)
    lines = write.paths(chain) if len(chain.paths) > 1 else write.product(chain)
    is_known = all(factor.shows_number for line in lines for factor in line.factors())
    return Story(
        lines=lines,
        chain=chain.value,
        central=chain.central,
        relative=chain.relative_difference,
        subtitles=_subtitles(request, chain.path_count),
        whole=as_formula(chain.latex, chain.numbers if is_known else ""),
        reason=chain.reason,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes equations as far as they are known at one line.

    Attributes
    ----------
    stepping : Stepping
        Where it stands.
    current, coming : frozenset of Identity
        What the step that was done last, or the line that is asked for, reads and makes; what the next one makes.
    is_open : bool
        Whether long sums show all their terms.
    """

    stepping: Stepping
    current: frozenset[Identity]
    coming: frozenset[Identity]
    is_open: bool

    @classmethod
    def at(cls, stepping: Stepping, *, is_open: bool) -> _Writer:
        """Return a writer for where the step-through stands."""
        coming = touched_by(stepping, stepping.next_step).makes
        step = stepping.awaited_step or stepping.step
        current = () if step is None else (*step.reads, step.makes)
        return cls(stepping, frozenset(map(identity, current)), coming, is_open)

    def product(self, chain: mlp.ParameterChain) -> tuple[StoryLine, ...]:
        """Return the derivative as a product, below it what of that is a sum, and what a learning rule makes of it.

        A short sum stands in brackets in its place.
        """
        sums = chain.sums
        is_short = len(sums) == 1 and chain.penalty is None and _is_short(sums[0])
        groups = [self._group(group) for group in chain.groups]
        if is_short:
            last, rest = groups[-1], groups[-1].factors[1:]
            is_inside = len(groups) > 1 or bool(rest)
            groups[-1:] = [*self._terms(sums[0], is_inside=is_inside), *([replace(last, factors=rest)] if rest else ())]
            sums = ()
        groups[0] = replace(groups[0], sign="=")
        if chain.penalty is not None:
            groups.append(FactorGroup((self._text(chain.penalty),), sign="+"))
        lines = [StoryLine(self._text(chain.left), tuple(groups)), *map(self._sum, sums)]
        if chain.correction is not None:
            made = FactorGroup(tuple(map(self._text, chain.correction.factors)), sign="=")
            lines.append(StoryLine(self._text(chain.correction.left), (made,)))
        return tuple(lines)

    def paths(self, chain: mlp.ParameterChain) -> tuple[StoryLine, ...]:
        """Return the derivative as a sum over its paths, the largest first, each with its product."""
        groups: list[FactorGroup] = []
        for path in sorted(chain.paths, key=_falling):
            way = [self._group(group, clings=True) for group in path.groups]
            way[0] = replace(way[0], sign="+" if groups else "=", clings=False, starts_line=True)
            is_known = all(factor.shows_number for group in way for factor in group.factors)
            standing = Standing.KNOWN if is_known else Standing.LATER
            value = FactorText("", "", path.number, standing=standing)
            groups += [*way, FactorGroup((value,), sign="=", clings=True, is_below=True)]
        left = self._text(chain.left)
        if chain.path_rest is not None:
            hidden = chain.path_count - len(chain.paths)
            groups.append(self._rest(chain.path_rest, counted(hidden, "path"), left))
        return (StoryLine(left, (*groups, *self._fewer(len(chain.paths)))),)

    def _sum(self, whole: ChainSum) -> StoryLine:
        """Return a factor as the sum that it is."""
        left, scale = self._text(whole.left), whole.scale
        groups = self._terms(whole, is_inside=scale is not None)
        if scale is not None:
            groups[0] = replace(groups[0], clings=True)
            groups.insert(0, FactorGroup((self._text(scale),)))
        groups[0] = replace(groups[0], sign="=")
        return StoryLine(left, (*groups, *self._fewer(len(whole.terms))))

    def _terms(self, whole: ChainSum, *, is_inside: bool) -> list[FactorGroup]:
        """Return the terms of a sum, in brackets where it is inside a product."""
        groups: list[FactorGroup] = []
        for term in whole.terms:
            parts = [self._group(group, clings=True) for group in term.groups]
            parts[0] = replace(parts[0], sign="+", clings=False)
            groups += parts
        groups[0] = replace(groups[0], sign=r"\cdot", opens=is_inside)
        if whole.rest is not None:
            groups.append(self._rest(whole.rest, f"{grouped(whole.rest_count)} more", self._text(whole.left)))
        groups[-1] = replace(groups[-1], closes=is_inside)
        return groups

    def _rest(self, rest: Factor, words: str, left: FactorText) -> FactorGroup:
        """Return what is left out, which is known when the whole sum is."""
        standing = Standing.KNOWN if left.shows_number else Standing.LATER
        return FactorGroup((FactorText("", "", rest.number, standing=standing, words=words),), sign="+")

    def _fewer(self, n_terms: int) -> Iterator[FactorGroup]:
        """Yield the button that leaves terms out again, where any were shown for it."""
        if self.is_open and n_terms > FEW + 1:
            yield FactorGroup((_FEWER,), sign="")

    def _group(self, group: chain_parts.FactorGroup, *, clings: bool = False) -> FactorGroup:
        factors = tuple(map(self._text, group.factors))
        is_named = len(factors) == 1 and factors[0].symbol == group.title
        title = "" if is_named else group.title
        return FactorGroup(factors, is_boxed=group.reused is not None, title=title, clings=clings)

    def _text(self, factor: Factor) -> FactorText:
        """Return a factor with how far the step-through is with it."""
        quantity = factor.quantity
        standing = standing_of(self.stepping, quantity, self.coming)
        # What is asked for is told by the question; a factor of the line that makes it, or was done last, is marked.
        is_current = quantity is not None and (identity(quantity) in self.current or standing is Standing.ASKED)
        return FactorText(factor.symbol, factor.name, factor.number, quantity, standing, is_current)


def _is_short(whole: ChainSum) -> bool:
    """Whether a sum is short enough to stand within a line."""
    return len(whole.terms) <= _SHORT and whole.scale is None


def _falling(path: Path) -> float:
    return -abs(path.value)


def _subtitles(request: ChainRequest, path_count: int) -> tuple[str, ...]:
    """Return what is traced, as "weight from input 1 to hidden unit 2, over 3 paths", and less and less of it.

    What is traced stands in the field beside it too: it goes first.
    """
    mark, trace, sample = request.mark, request.trace, request.sample
    name = name_of(trace, mark)
    over = [counted(path_count, "path")] if path_count > 1 else []
    of = [] if sample is None or trace.n_samples == 1 else [place_in_batch(trace, sample)]
    whole = ", ".join([name, *(f"over {paths}" for paths in over), *of])
    shorter = [", ".join(parts) for parts in ([*over, *of], over or of) if parts]
    return tuple(dict.fromkeys((whole, *shorter, "")))
