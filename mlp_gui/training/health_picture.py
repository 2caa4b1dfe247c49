"""The histograms of every layer at the moments of a run, and what is wrong with it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.state.health import QUANTITIES, HealthPicture, Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.health import HealthRequest
    from mlp_gui.state.run_path import PathPoint

BINS: Final = 25
"""Odd, so that 0 lies within one where the ends are even."""
_LARGEST: Final = 1e150
"""Beyond it, the difference of two numbers may be none any more."""
_RANGE_SHARE: Final = 0.995
"""The bins reach to where so much of all numbers lies: one that flew off would press all others into a line."""


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    signs: tuple[mlp.LayerSigns, ...]


class HealthComputer:
    """Computes pictures of health; what it saw of a moment it remembers, as long as that is asked for.

    Called by the pool alone, one call at a time.
    """

    def __init__(self) -> None:
        self._run_id = 0
        self._seen: dict[int, tuple[PathPoint, _Moment]] = {}

    def __call__(self, request: HealthRequest, cancelled: Callable[[], bool]) -> HealthPicture:
        """Look at every moment that is new, and draw the histograms of all.

        Parameters
        ----------
        request : HealthRequest
            The moment and its way.
        cancelled : callable
            Asked between two moments; a true answer ends the computation.

        Raises
        ------
        mlp_core.Cancelled
            If `cancelled()` said so.
        """
        snapshot = request.snapshot
        if snapshot.run_id != self._run_id:
            self._run_id = snapshot.run_id
            self._seen.clear()
        # By the point itself: a run that went back and on again has other parameters at the same step.
        known = {id(point): self._seen.get(id(point)) for point in request.points}
        seen: dict[int, tuple[PathPoint, _Moment]] = {}
        for point in request.points:
            found = known[id(point)]
            if found is None or found[0] is not point:
                if cancelled():
                    raise mlp.Cancelled
                network = snapshot.network.with_parameters(point.parameters)
                training = snapshot.experiment.training
                found = (point, _Moment(mlp.vital_signs(network, snapshot.dataset, training)))
            seen[id(point)] = found
        self._seen = seen
        moments = [seen[id(point)][1] for point in request.points]
        updates = _updates(request)
        strips: dict[tuple[int, str], Strip] = {}
        for layer in range(snapshot.network.layer_count):
            kinds = _kinds(moments, updates, layer)
            strips.update({(layer, kind): _strip(kinds[kind]) for kind in QUANTITIES})
        sizes = [_size(each) for each in updates[-1]] if len(updates) > 1 else []
        network = snapshot.network.with_parameters(request.points[-1].parameters)
        standing = mlp.loss_standing(network, snapshot.dataset, snapshot.experiment.training)
        findings = mlp.find_illness(moments[-1].signs, sizes, standing)
        epochs = np.array([point.epoch for point in request.points])
        return HealthPicture(snapshot, epochs, strips, findings)


def _updates(request: HealthRequest) -> list[list[np.ndarray]]:
    """Return what one step changed of each layer's weights, on average since the moment before; nothing at first."""
    network = request.snapshot.network
    updates: list[list[np.ndarray]] = [[np.empty(0)] * network.layer_count]
    for before, after in zip(request.points, request.points[1:], strict=False):
        steps = after.step - before.step
        if steps <= 0 or after.is_jump:
            updates.append([np.empty(0)] * network.layer_count)
            continue
        with np.errstate(all="ignore"):
            weights, _ = network.unflatten((after.parameters.astype(np.float64) - before.parameters) / steps)
        updates.append([mlp.evenly(each.reshape(-1), mlp.MOST_VALUES) for each in weights])
    return updates


def _kinds(moments: list[_Moment], updates: list[list[np.ndarray]], layer: int) -> dict[str, list[np.ndarray]]:
    signs = [moment.signs[layer] for moment in moments]
    return {
        "weights": [each.weights for each in signs],
        "activations": [each.activations for each in signs],
        "gradients": [each.gradients for each in signs],
        "updates": [each[layer] for each in updates],
    }


def _strip(values: list[np.ndarray]) -> Strip:
    """Return the histograms of some numbers, moment by moment, over one range."""
    everything = np.concatenate(values)
    everything = np.clip(everything[np.isfinite(everything)], -_LARGEST, _LARGEST)
    shares = np.zeros((len(values), BINS))
    if not len(everything):
        return Strip(shares, -1.0, 1.0)
    low = min(0.0, float(np.quantile(everything, 1.0 - _RANGE_SHARE)))
    high = max(0.0, float(np.quantile(everything, _RANGE_SHARE)))
    if high - low <= 0.0:
        low, high = -1.0, 1.0
    for row, numbers in zip(shares, values, strict=True):
        inside = np.clip(numbers[np.isfinite(numbers)], low, high)
        counts, _ = np.histogram(inside, BINS, (low, high))
        if counts.any():
            row[:] = counts / counts.max()
    return Strip(shares, low, high)


def _size(values: np.ndarray) -> float:
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.mean(np.square(values)))) if len(values) else 0.0
