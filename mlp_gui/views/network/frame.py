"""The numbers of one moment as the canvas needs them: edge values, biases and activations of the rows shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_gui.views.network.level_of_detail import pooled_matrix, pooled_vector
from mlp_gui.views.network.unit_means import is_cheap, rows_averaged, unit_means, unit_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.network.level_of_detail import Group

MOST_SAMPLES = 256
"""A card's spans are those of at most so many training samples, evenly over all: rows may be sorted by class."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Numbers of one snapshot, pooled like the rows.

    Attributes
    ----------
    edge_values : ndarray, shape (n_edges,), float64
        Weights or gradients in the order of the edges; bundles as root mean squares with a sign.
    largest : float
        Largest size of a single one; that of the weights also scales the biases' colours.
    largest_weight : float
        Largest size of a single weight.
    biases : tuple of ndarray
        One array of rows a layer.
    activations : tuple of ndarray, or None
        One array of rows a column, inputs first; None where nobody asked.
    units : tuple of ndarray, or None
        The same of every unit, not pooled.
    averaged : int
        How many training samples the activations are the means over; 0 where they are one sample's.
    """

    edge_values: np.ndarray
    largest: float
    largest_weight: float
    biases: tuple[np.ndarray, ...]
    activations: tuple[np.ndarray, ...] | None
    units: tuple[np.ndarray, ...] | None = None
    averaged: int = 0

    def with_units_of(self, other: Frame | None) -> Frame:
        """Return it with another frame's activations."""
        if other is None or other.units is None:
            return self
        return replace(self, activations=other.activations, units=other.units, averaged=other.averaged)


@dataclass(frozen=True, slots=True, eq=False)
class FrameRequest:
    """What a frame is made from.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    groups : tuple of tuples of (start, stop)
        Rows of each column; the first counts network inputs, without those that are off.
    gradients : bool
        Whether edges show the gradient where there is one.
    with_activations : bool
        Whether tiles show numbers.
    sample : int
        Row of the dataset whose activations are shown; -1 for the mean over the training part.
    point : tuple of float, or None
        Raw inputs of a point whose activations are shown instead.
    """

    snapshot: Snapshot
    groups: tuple[tuple[Group, ...], ...]
    gradients: bool
    with_activations: bool
    sample: int
    point: tuple[float, ...] | None = None

    @property
    def shows_gradients(self) -> bool:
        """Whether there is a gradient to show and it is wanted."""
        return self.gradients and self.snapshot.gradient is not None

    @property
    def of_sample(self) -> bool:
        """Whether activations are those of one sample, or of a point."""
        return self.point is not None or 0 <= self.sample < len(self.snapshot.dataset.inputs)

    @property
    def is_cheap(self) -> bool:
        """Whether what the tiles show costs the GUI thread nothing."""
        return not self.with_activations or self.of_sample or is_cheap(self.snapshot)


def make_frame(request: FrameRequest) -> Frame:
    """Compute the numbers of a frame; its cost grows with the network."""
    network, gradient = request.snapshot.network, request.snapshot.gradient
    weights = network.weights
    shown: Sequence[np.ndarray] = weights
    if request.shows_gradients and gradient is not None:
        shown = network.unflatten(gradient)[0]
    values = _edges(shown, request.groups)
    # Bundles are thinner than the strongest single weight, to which widths and legend refer.
    largest_weight = max(_largest(each) for each in weights)
    largest = max(_largest(each) for each in shown)
    biases = tuple(pooled_vector(bias, groups) for bias, groups in zip(network.biases, request.groups[1:], strict=True))
    units, averaged = _units(request) if request.with_activations else (None, 0)
    activations = None
    if units is not None:
        activations = tuple(pooled_vector(each, groups) for each, groups in zip(units, request.groups, strict=True))
    return Frame(values, largest, largest_weight, biases, activations, units, averaged)


def _edges(weights: Sequence[np.ndarray], groups: tuple[tuple[Group, ...], ...]) -> np.ndarray:
    pooled = [pooled_matrix(matrix, groups[k + 1], groups[k]).ravel() for k, matrix in enumerate(weights)]
    return np.concatenate(pooled)


def _largest(values: np.ndarray) -> float:
    largest = float(np.abs(values).max(initial=0.0))
    return largest if np.isfinite(largest) else 0.0


def sample_inputs(dataset: mlp.Dataset, sample: int) -> np.ndarray:
    """Return the network inputs of one sample, or of training samples for -1; shape (n, n_inputs)."""
    rows = [sample] if 0 <= sample < len(dataset.inputs) else mlp.evenly(dataset.train, MOST_SAMPLES)
    return np.asarray(dataset.inputs[rows])


def _units(request: FrameRequest) -> tuple[tuple[np.ndarray, ...], int]:
    """Return what the units answer, and over how many samples that is the mean; 0 for the answers to one."""
    snapshot = request.snapshot
    if request.point is not None:
        return unit_values(snapshot, snapshot.dataset.input_map(np.array([request.point], np.float64))), 0
    if request.of_sample:
        return unit_values(snapshot, snapshot.dataset.inputs[[request.sample]]), 0
    rows = rows_averaged(request.snapshot)
    return unit_means(request.snapshot, rows), len(rows)
