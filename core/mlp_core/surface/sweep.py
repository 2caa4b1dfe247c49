"""The loss at many points of parameter space at once: stacks of networks, chunk by chunk.

A layer of a whole chunk is one call, a stack of products. Sums become activations where they are, and a chunk is a few
networks, so that these stay in the cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mlp_core.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from mlp_core.network.losses import Loss
    from mlp_core.network.network import Network
    from mlp_core.surface.axes import SurfaceAxes

    Array = npt.NDArray[np.floating[Any]]
    Coordinates = npt.NDArray[np.float64]

CHUNK_VALUES = 1 << 18
DENSE_VALUES = 3 << 15
"""Activations of a chunk's widest layer: a megabyte in float32, and less where the layer before it is as wide."""
LONGEST_CHUNK = 1 << 12
CHUNKS_AT_ONCE = 8
LOGIT_VALUES = 1 << 18
"""Chunks whose parameters and losses are computed together, and sums of the last layer that they have at most."""
PARAMETER_VALUES = 1 << 20
"""Parameters of all networks of a chunk: eight megabytes."""
MOST_SAMPLES = 4000
"""More samples are taken block by block, so that memory does not grow with the data; rows of a power of two would share
few places in the cache."""


class Sweep:
    """What both kinds of sweep share: samples in blocks, points in chunks, and the loss of the last layer.

    Parameters
    ----------
    network : Network
        Its shape and activations.
    loss : Loss
        Of each sample.
    inputs : ndarray, shape (n_samples, n_inputs)
        The data.
    targets : ndarray, shape (n_samples, n_outputs)
        What is right.
    axes : SurfaceAxes
        The plane or line.
    dtype : dtype
        "float64", or "float32" for pictures.
    """

    def __init__(
        self, network: Network, loss: Loss, inputs: Array, targets: Array, axes: SurfaceAxes, dtype: npt.DTypeLike
    ) -> None:
        self.axes = axes
        self.dtype = np.dtype(dtype)
        self.layout = network.layout
        self.activations = network.activations
        self._loss = loss
        self._fused = loss.fuses_with(network.activations[-1])
        self.n_samples = len(inputs)
        self._inputs = np.ascontiguousarray(np.column_stack((inputs, np.ones(len(inputs)))).T, self.dtype)
        self._targets = np.ascontiguousarray(targets.T, self.dtype)

    def sums(self, points: Coordinates, cancelled: Callable[[], bool] | None = None) -> Coordinates:
        """Return the loss summed over the samples at each point.

        Parameters
        ----------
        points : ndarray, shape (n_points, n_axes), float64
            Coordinates.
        cancelled : callable, optional
            Asked between chunks; a true answer ends the computation.

        Raises
        ------
        Cancelled
            If `cancelled()` said so.
        """
        totals = np.zeros(len(points))
        # Far from the network's own parameters sums overflow to an infinite loss, which is what is to be shown.
        with np.errstate(all="ignore"):
            for start in range(0, self.n_samples, MOST_SAMPLES):
                block = slice(start, min(start + MOST_SAMPLES, self.n_samples))
                for part, losses in self._block(points, self._inputs[:, block], self._targets[:, block]):
                    if cancelled is not None and cancelled():
                        raise Cancelled("The loss surface is no longer wanted.")
                    totals[part] += losses
        return totals

    def _block(self, points: Coordinates, inputs: Array, targets: Array) -> Iterator[tuple[slice, Coordinates]]:
        """Yield (points of a chunk, their losses summed over these samples)."""
        raise NotImplementedError

    def chunk_length(self, n_points: int, n_samples: int, most_values: int) -> int:
        """Return the points of a chunk, at least one, whose widest layer has about so many activations at most."""
        return max(1, min(most_values // ((max(self.layout.sizes) + 1) * n_samples), LONGEST_CHUNK, n_points))

    def rooms(self, length: int, n_samples: int) -> list[tuple[Array, Array]]:
        """Return room for each layer's sums, which become its activations, and scratch: new memory would cost more.

        Returns
        -------
        list of (ndarray, ndarray)
            Shapes (length, n_units + 1, n_samples), the last row being 1, and (length, n_units, n_samples), shared by
            all layers.
        """
        scratch = np.empty((length, max(self.layout.sizes[1:]), n_samples), self.dtype)
        rooms = []
        for size in self.layout.sizes[1:]:
            answers = np.empty((length, size + 1, n_samples), self.dtype)
            answers[:, -1] = 1.0
            rooms.append((answers, scratch[:, :size]))
        return rooms

    def reduce(self, z: Array, targets: Array) -> Coordinates:
        """Return the losses of sums z of the last layer, shape (length, n_outputs, n_samples), summed over samples.

        The sums are used up: activations take their place.
        """
        last = self.activations[-1]
        if self._fused:
            losses = self._loss.values_from_logits(z, targets, last)
        else:
            last.activate(z, z)
            losses = self._loss.values(z, targets)
        total: Coordinates = np.add.reduce(losses, -1).astype(np.float64, copy=False)
        return total


class DenseSweep(Sweep):
    """Directions in which any parameter may move."""

    def _block(self, points: Coordinates, inputs: Array, targets: Array) -> Iterator[tuple[slice, Coordinates]]:
        n_samples, n_outputs = inputs.shape[1], len(targets)
        plane = np.vstack((self.axes.directions, self.axes.origin)).astype(self.dtype, copy=False)
        places = np.column_stack((points, np.ones(len(points)))).astype(self.dtype, copy=False)
        most = PARAMETER_VALUES // plane.shape[1]
        length = min(self.chunk_length(len(points), n_samples, DENSE_VALUES), max(most, 1))
        rooms = self.rooms(length, n_samples)
        # What belongs to single points, their parameters and their losses, is worth a call for several chunks at once.
        stretch = max(length, min(CHUNKS_AT_ONCE * length, most, LOGIT_VALUES // (n_outputs * n_samples)))
        logits = np.empty((min(stretch, len(points)), n_outputs, n_samples), self.dtype)
        parameters = np.empty((len(logits), plane.shape[1]), self.dtype)
        for first in range(0, len(points), stretch):
            part = slice(first, min(first + stretch, len(points)))
            n_points = part.stop - first
            blocks = self.layout.blocks(np.matmul(places[part], plane, out=parameters[:n_points]))
            for start in range(0, n_points, length):
                some = slice(start, min(start + length, n_points))
                self._answer(tuple(block[some] for block in blocks), inputs, rooms, logits[some])
            yield part, self.reduce(logits[:n_points], targets)

    def _answer(
        self, blocks: tuple[Array, ...], inputs: Array, rooms: list[tuple[Array, Array]], logits: Array
    ) -> None:
        """Write the last layer's sums of a chunk of networks."""
        below, length = inputs, len(logits)
        for weights, activation, (answers, scratch) in zip(blocks[:-1], self.activations, rooms, strict=False):
            z = answers[:length, :-1]
            np.matmul(weights, below, out=z)
            activation.activate(z, z, scratch[:length])
            below = answers[:length]
        np.matmul(blocks[-1], below, out=logits)


class ParameterSweep(Sweep):
    """One or two single parameters: what lies before the first is computed once, what does not depend on it too."""

    def _block(self, points: Coordinates, inputs: Array, targets: Array) -> Iterator[tuple[slice, Coordinates]]:
        varied = [self._place(axis) for axis in range(self.axes.count)]
        walk = _Walk(self, varied, inputs)
        length = self.chunk_length(len(points), inputs.shape[1], CHUNK_VALUES)
        for start in range(0, len(points), length):
            part = slice(start, min(start + length, len(points)))
            yield part, self.reduce(walk.logits(points[part].astype(self.dtype)), targets)

    def _place(self, axis: int) -> tuple[int, int, int]:
        """Return (layer, unit, row of what the layer reads) of an axis' parameter; a bias reads the row of ones."""
        layer, unit, source = self.layout.locate(self.axes.indices[axis])
        return layer, unit, self.layout.sizes[layer] if source is None else source


class _Walk:
    """The way from one or two parameters to the logits, for one block of samples.

    Up to the layer of the first parameter all is fixed; in it one or two units vary; in the next these units' products
    do; from there on everything does.
    """

    def __init__(self, sweep: ParameterSweep, varied: list[tuple[int, int, int]], inputs: Array) -> None:
        self._sweep = sweep
        self._varied = varied
        self._weights = sweep.layout.blocks(sweep.axes.origin.astype(sweep.dtype))
        self._first = min(layer for layer, _, _ in varied)
        self._last = sweep.layout.layer_count - 1
        self._reads = inputs
        for layer in range(self._first):
            self._reads = self._answers(layer, self._weights[layer] @ self._reads)
        self._units = sorted({unit for layer, unit, _ in varied if layer == self._first})
        self._base = self._weights[self._first] @ self._reads
        if self._first < self._last:
            self._others = self._answers(self._first, self._base)
            self._others[self._units] = 0.0
            following = self._weights[self._first + 1]
            self._next_base = following @ self._others
            # A product of one column leaves BLAS and takes eight times as long: a second one counts for nothing.
            self._next_weights = np.column_stack((following[:, self._units], np.zeros(len(following), sweep.dtype)))
        self._rooms: list[tuple[Array, Array]] = []
        self._some = np.empty((0, 0, 0), sweep.dtype)

    def logits(self, values: Array) -> Array:
        """Return the last layer's sums, shape (length, n_outputs, n_samples), for values of shape (length, n_axes)."""
        length = len(values)
        if not self._rooms:
            self._rooms = self._sweep.rooms(length, self._reads.shape[1])
            self._some = np.zeros((length, len(self._units) + 1, self._reads.shape[1]), self._sweep.dtype)
        if self._first == self._last:
            z = self._rooms[-1][0][:length, :-1]
            z[...] = self._base
            self._add(values, self._first, z, self._reads)
            return z
        some = self._varied_units(values)
        z = self._rooms[self._first + 1][0][:length, :-1]
        np.matmul(self._next_weights, some, out=z)
        z += self._next_base
        for axis, (layer, unit, source) in enumerate(self._varied):
            if layer == self._first + 1:
                is_varied = source in self._units
                read = some[:, self._units.index(source)] if is_varied else self._others[source]
                z[:, unit] += values[:, axis, np.newaxis] * read
        for layer in range(self._first + 1, self._last):
            self._sweep.activations[layer].activate(z, z, self._rooms[layer][1][:length])
            below = self._rooms[layer][0][:length]
            z = self._rooms[layer + 1][0][:length, :-1]
            np.matmul(self._weights[layer + 1], below, out=z)
            self._add(values, layer + 1, z, below)
        return z

    def _varied_units(self, values: Array) -> Array:
        """Return what the varied units of the first layer answer, then 0: shape (length, n + 1, n_samples)."""
        some = self._some[: len(values)]
        z = some[:, :-1]
        z[...] = self._base[self._units]
        for axis, (layer, unit, source) in enumerate(self._varied):
            if layer == self._first:
                z[:, self._units.index(unit)] += values[:, axis, np.newaxis] * self._reads[source]
        self._sweep.activations[self._first].activate(z, z)
        return some

    def _add(self, values: Array, layer: int, z: Array, reads: Array) -> None:
        """Add the varied parameters' terms of a layer that reads `reads`, shape ([length,] n_inputs + 1, n_samples)."""
        for axis, (varied_layer, unit, source) in enumerate(self._varied):
            if varied_layer == layer:
                z[:, unit] += values[:, axis, np.newaxis] * reads[..., source, :]

    def _answers(self, layer: int, z: Array) -> Array:
        answers = np.ones((len(z) + 1, z.shape[1]), z.dtype)
        self._sweep.activations[layer].activate(z, answers[:-1])
        return answers
