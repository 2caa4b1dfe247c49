"""Tells the chain of one weight or bias as the core writes it, in the step-through's notation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mlp_core as mlp
from mlp_gui.look.numbers import counted
from mlp_gui.views.tracer.chain_row import FactorGroup, FactorText
from mlp_gui.views.tracer.story import Story

if TYPE_CHECKING:
    from mlp_core.explain.chain import Factor
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.stepping import Stepping


def story_of(stepping: Stepping, trace: mlp.Trace, mark: Mark, sample: int | None) -> Story:
    """Return the chain of a parameter.

    Parameters
    ----------
    stepping : Stepping
        Its options: notation, decimals, fractions.
    trace : Trace
        Of a step of gradient descent.
    mark : Mark
        The weight or bias.
    sample : int or None
        Row of the batch, or None for the batch's reduced loss.
    """
    chain = mlp.parameter_chain(
        trace,
        mark.layer,
        mark.unit,
        mark.input,
        sample=sample,
        notation=stepping.notation,
        decimals=stepping.decimals,
        fractions=stepping.fractions,
    )
    groups = [FactorGroup(tuple(map(_text, group.factors)), group.title) for group in chain.groups]
    if chain.penalty is not None:
        groups.append(FactorGroup((_text(chain.penalty),), sign="+"))
    return Story(
        left=_text(chain.left),
        groups=tuple(groups),
        chain=chain.value,
        central=chain.central,
        relative=chain.relative_difference,
        subtitle=_subtitle(mark, trace, chain.path_count, sample),
        whole=f"{chain.latex} = {chain.numbers}",
    )


def _text(factor: Factor) -> FactorText:
    return FactorText(factor.symbol, factor.name, factor.number, factor.quantity)


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
