"""The codes of a compression in a plane, how far what comes back is off, and some samples beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

import mlp_core as mlp
from mlp_gui.state.reconstruction import ReconstructionPicture
from mlp_gui.training.steady_axes import steady_axes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.reconstruction import Range, ReconstructionRequest, Units

MOST_POINTS: Final = 2000
"""Of larger data sets every so many points are shown."""
MOST_NUMBERS: Final = 4_000_000
"""Inputs of all points together that are compressed; of more every so many points are."""
GALLERY: Final = 60
"""Samples that are shown beside what comes back, at most."""
_AIR: Final = 0.06
_FARTHEST: Final = 1e30
"""Codes of a run that diverged are drawn as this."""


def compute_reconstruction(
    request: ReconstructionRequest, cancelled: Callable[[], bool] | None = None
) -> ReconstructionPicture:
    """Encode and decode the samples.

    Parameters
    ----------
    request : ReconstructionRequest
        Of a compression with a hidden layer.
    cancelled : callable, optional
        Asked now and then; a true answer ends the computation.

    Raises
    ------
    mlp_core.Cancelled
        If `cancelled()` said so.
    """
    snapshot, former = request.snapshot, request.former
    dataset, network = snapshot.dataset, snapshot.network
    most = min(MOST_POINTS, max(MOST_NUMBERS // dataset.n_inputs, 1))
    rows = np.arange(0, dataset.n_points, math.ceil(dataset.n_points / most))
    layer = mlp.bottleneck_layer(network)
    _, activations = network.forward(dataset.inputs[rows])
    if cancelled is not None and cancelled():
        raise mlp.Cancelled
    codes = _bounded(activations[layer])
    plane = _plane(codes, request.units, None if former is None else former.plane)
    points = plane.project(codes)
    ranges = _seen(points)
    part = "test" if len(dataset.test) else "train"
    gallery = gallery_of(dataset, getattr(dataset, part))
    outputs = network.predict(dataset.inputs[gallery])
    shown = rows[np.isin(rows, getattr(dataset, part))]
    places = np.searchsorted(rows, shown)
    with np.errstate(all="ignore"):
        drawn = np.asarray(dataset.in_units(outputs.astype(np.float64)), np.float64)
    return ReconstructionPicture(
        snapshot,
        layer=layer,
        plane=plane,
        units=request.units,
        rows=rows,
        points=points,
        errors=np.asarray(mlp.reconstruction_errors(activations[-1], dataset, rows), np.float64),
        ranges=ranges if former is None else steady_axes(former.ranges, ranges, _AIR),
        gallery=gallery,
        part=part,
        drawn=drawn,
        gallery_errors=np.asarray(mlp.reconstruction_errors(outputs, dataset, gallery), np.float64),
        kept=mlp.variance_kept(activations[-1][places], dataset.inputs[shown]),
        spans=_spans(dataset) if former is None or former.snapshot.dataset is not dataset else former.spans,
    )


def gallery_of(dataset: mlp.Dataset, samples: np.ndarray) -> np.ndarray:
    """Return some samples, of each group in turn: the first of each, then the second of each, and so on.

    Parameters
    ----------
    dataset : mlp_core.Dataset
        Knows the groups.
    samples : ndarray of int64, shape (n,)
        Rows to take from, ascending.
    """
    if not dataset.groups.size:
        return samples[:GALLERY]
    groups = dataset.groups[samples]
    turn = np.empty(len(samples), np.int64)
    for group in range(len(dataset.group_names)):
        members = np.flatnonzero(groups == group)
        turn[members] = np.arange(len(members))
    return samples[np.lexsort((groups, turn))][:GALLERY]


def _spans(dataset: mlp.Dataset) -> tuple[np.ndarray, np.ndarray]:
    known = dataset.inputs[dataset.train]
    low, high = (np.asarray(dataset.in_units(each), np.float64) for each in (known.min(axis=0), known.max(axis=0)))
    return low, high


def _bounded(codes: np.ndarray) -> np.ndarray:
    values = np.nan_to_num(codes.astype(np.float64), posinf=_FARTHEST, neginf=-_FARTHEST)
    return np.clip(values, -_FARTHEST, _FARTHEST)


def _plane(codes: np.ndarray, units: Units | None, former: mlp.HiddenPlane | None) -> mlp.HiddenPlane:
    """Return the plane that is seen: the units themselves, two that were chosen, or the main directions."""
    if units is None:
        return mlp.hidden_plane(codes, former)
    origin = codes.mean(axis=0)
    variances = codes.var(axis=0)
    origin[list(units)] = 0.0
    axes = np.zeros((2, codes.shape[1]))
    axes[(0, 1), units] = 1.0
    first, second = (variances[list(units)] / (variances.sum() or 1.0)).tolist()
    return mlp.HiddenPlane(origin, axes, (first, second), False)


def _seen(points: np.ndarray) -> tuple[Range, Range]:
    """Return the range of the points along each axis, with some air; a line of one unit has lanes of height 1."""
    first, second = (_padded(float(column.min()), float(column.max())) for column in points.T)
    return first, second


def _padded(low: float, high: float) -> Range:
    half = max(0.5 * (high - low), 1e-6 * max(abs(low), abs(high), 1.0)) * (1.0 + 2.0 * _AIR)
    middle = 0.5 * (low + high)
    return middle - half, middle + half
