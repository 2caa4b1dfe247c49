"""Tells the chain of one weight or bias as the core writes it, as far as the step-through has computed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.look.numbers import counted
from mlp_gui.views.paper import Identity, Standing, identity, standing_of, touched_by
from mlp_gui.views.tracer.story import FactorGroup, FactorText, Story

if TYPE_CHECKING:
    from mlp_core.explain.chain import ParameterChain
    from mlp_core.explain.chain_parts import Factor
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.stepping import Stepping


class ChainTeller:
    """Keeps the chain that it has told last: a step changes only what of it is known.

    Parameters
    ----------
    stepping : Stepping
        Where it stands, and its options: notation, decimals, fractions.
    """

    def __init__(self, stepping: Stepping) -> None:
        self._stepping = stepping
        self._key: tuple[object, ...] = ()
        self._chain: ParameterChain | None = None

    def story(self, trace: mlp.Trace, mark: Mark, sample: int | None) -> Story:
        """Return the chain of a parameter.

        Parameters
        ----------
        trace : Trace
            Of a step of gradient descent.
        mark : Mark
            The weight or bias.
        sample : int or None
            Row of the batch, or None for the batch's reduced loss.
        """
        chain = self._chain_of(trace, mark, sample)
        writer = _Writer.at(self._stepping)
        groups = [FactorGroup(tuple(map(writer.text, group.factors)), group.title) for group in chain.groups]
        if chain.penalty is not None:
            groups.append(FactorGroup((writer.text(chain.penalty),), sign="+"))
        left = writer.text(chain.left)
        parts = (left, *(factor for group in groups for factor in group.factors))
        is_known = all(factor.shows_number for factor in parts)
        return Story(
            left=left,
            groups=tuple(groups),
            chain=chain.value,
            central=chain.central,
            relative=chain.relative_difference,
            subtitle=_subtitle(mark, trace, chain.path_count, sample),
            whole=f"{chain.latex} = {chain.numbers}" if is_known else chain.latex,
        )

    def _chain_of(self, trace: mlp.Trace, mark: Mark, sample: int | None) -> ParameterChain:
        stepping = self._stepping
        key = (trace, mark, sample, stepping.notation, stepping.decimals, stepping.fractions)
        if self._chain is None or key[0] is not self._key[0] or key[1:] != self._key[1:]:
            self._key = key
            self._chain = mlp.parameter_chain(
                trace,
                mark.layer,
                mark.unit,
                mark.input,
                sample=sample,
                notation=stepping.notation,
                decimals=stepping.decimals,
                fractions=stepping.fractions,
            )
        return self._chain


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes factors as far as they are known at one line.

    Attributes
    ----------
    stepping : Stepping
        Where it stands.
    current, coming : frozenset of Identity
        What the step that was done last reads and makes, and what the next one makes.
    """

    stepping: Stepping
    current: frozenset[Identity]
    coming: frozenset[Identity]

    @classmethod
    def at(cls, stepping: Stepping) -> _Writer:
        """Return a writer for where the step-through stands."""
        coming = touched_by(stepping, stepping.next_step).makes
        return cls(stepping, frozenset(map(identity, stepping.current_quantities())), coming)

    def text(self, factor: Factor) -> FactorText:
        """Return a factor with how far the step-through is with it."""
        quantity = factor.quantity
        standing = standing_of(self.stepping, quantity, self.coming)
        # What is asked for is told by the question; a factor of the line that was done last is marked.
        is_current = quantity is not None and (identity(quantity) in self.current or standing is Standing.ASKED)
        return FactorText(factor.symbol, factor.name, factor.number, quantity, standing, is_current)


def _subtitle(mark: Mark, trace: mlp.Trace, path_count: int, sample: int | None) -> str:
    """Return what is traced, as "weight from input 1 to hidden unit 2, over 3 paths"."""
    unit = _unit_name(trace, mark.layer, mark.unit)
    text = f"bias of {unit}" if mark.input < 0 else f"weight from {_source_name(trace, mark)} to {unit}"
    if path_count > 1:
        text += f", over {counted(path_count, 'path')}"
    return text if sample is None or trace.n_samples == 1 else f"{text}, sample {sample + 1} of {trace.n_samples}"


def _source_name(trace: mlp.Trace, mark: Mark) -> str:
    return f"input {mark.input + 1}" if mark.layer == 0 else _unit_name(trace, mark.layer - 1, mark.input)


def _unit_name(trace: mlp.Trace, layer: int, unit: int) -> str:
    """Return "hidden unit 2", "unit 2 of layer 1" where there are several hidden layers, or "the output"."""
    last = len(trace.sizes) - 2
    if layer == last:
        return "the output" if trace.sizes[-1] == 1 else f"output {unit + 1}"
    return f"hidden unit {unit + 1}" if last == 1 else f"unit {unit + 1} of layer {layer + 1}"
