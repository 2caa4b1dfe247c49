"""What edges show: weights, which become the new ones in the update, gradients once known, or the last update."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_gui.views.network.level_of_detail import pooled_matrix
from mlp_gui.views.network.stepping.chip_lines import weight_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.stepping.layout import StepLayout
    from mlp_gui.views.network.stepping.numbers import StepNumbers

MOST_SINGLE = 300
"""With more edges than this, or where steps are whole layers, a layer's numbers appear together with its last one."""

_WHOLE_LAYERS = frozenset(("layer", "phase"))

BEFORE_GRADIENT = frozenset((None, mlp.Phase.INPUT, mlp.Phase.FORWARD, mlp.Phase.LOSS, mlp.Phase.BACKWARD))


def edge_values(numbers: StepNumbers, layout: StepLayout, shows: str, step: mlp.Step | None) -> np.ndarray:
    """Return what each edge shows: of bundles the root mean square with the sign of the sum.

    Parameters
    ----------
    numbers : StepNumbers
        Of the trace, as far as they are known.
    layout : StepLayout
        Edges.
    shows : str
        "weight", "gradient" or "update".
    step : Step or None
        What is done or under way.

    Returns
    -------
    ndarray, shape (n_edges,), float64
        0 for what is not known yet.
    """
    trace, phase = numbers.trace, None if step is None else step.phase
    together = len(layout.curves) > MOST_SINGLE or (step is not None and step.granularity in _WHOLE_LAYERS)
    if shows == "weight":
        values = _pooled(layout, trace.network.weights)
        if phase is mlp.Phase.UPDATE:
            new = _pooled(layout, trace.network.unflatten(trace.parameters_after)[0])
            known = _known(layout, numbers.updates, together)
            values = np.where(known, new, values)
        return values
    if shows == "gradient":
        if phase in BEFORE_GRADIENT:
            return np.zeros(len(layout.curves))
        values = _pooled(layout, numbers.signed_gradients())
        known = _known(layout, numbers.reduces, together)
        if numbers.sample >= 0 and not known.all():
            own = numbers.signed_gradients_of_sample()
            of_sample = np.where(_known(layout, numbers.derives, together), _pooled(layout, own), 0.0)
            return np.where(known, values, of_sample)
        return np.where(known, values, 0.0)
    former = np.zeros(len(layout.curves))
    if numbers.last_update is not None:
        former = _pooled(layout, trace.network.unflatten(numbers.last_update)[0])
    if phase is not mlp.Phase.UPDATE:
        return former
    changes = trace.network.unflatten(trace.parameters_after - trace.parameters_before)[0]
    return np.where(_known(layout, numbers.updates, together), _pooled(layout, changes), former)


def _pooled(layout: StepLayout, parts: list[np.ndarray] | tuple[np.ndarray, ...]) -> np.ndarray:
    groups = [column.groups for column in layout.columns]
    pooled = [pooled_matrix(part, groups[k + 1], groups[k]).ravel() for k, part in enumerate(parts)]
    return np.concatenate(pooled)


def _known(layout: StepLayout, is_known: Callable[[int, int, int], bool], together: bool) -> np.ndarray:
    """Return which edges' numbers are known, or of each layer whether its last one's is."""
    curves = layout.curves
    if not together:
        return np.array([is_known(*weight_of(layout, edge)) for edge in range(len(curves))], dtype=bool)
    known = np.zeros(len(curves), dtype=bool)
    for gap, (first, last) in enumerate(zip(curves.starts[:-1], curves.starts[1:], strict=True)):
        target, source = layout.columns[gap + 1].groups[-1][1] - 1, layout.columns[gap].groups[-1][1] - 1
        known[first:last] = is_known(gap, target, source)
    return known
