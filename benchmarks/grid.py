"""The decision region: a 2-16-16-1 network over 256 x 256 points, its output as the peers have it, and every unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

import mlp_core as mlp
from benchmarks.peers import installed, missing_row
from benchmarks.playground import PROGRAM, Playground, has_program
from benchmarks.report import Bound, Row, duration
from benchmarks.tasks import Task, make_start
from benchmarks.timing import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.effort import Effort
    from benchmarks.tasks import Start

RESOLUTION = 256
RANGE = (-6.0, 6.0)
NETWORK = Task("region", (2, 16, 16, 1), "tanh", "identity", "squared_error", "sgd", 0.01, 32, 32)
"""The output is linear because scikit-learn's is; the hidden layers are what costs."""

_WORK = f"region {RESOLUTION}x{RESOLUTION}, 2-16-16-1 tanh, float32"

FEW_ROUNDS = 5
"""Of peers that take long for a single grid."""

_EVERY_UNIT = "our own grid of every unit"


class Region(Protocol):
    """Something that computes the network over the grid."""

    def run(self, n_times: int) -> int:
        """Compute so many grids."""

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""


class _Here:
    """A region that this process computes."""

    def run(self, n_times: int) -> int:
        """Compute so many grids."""
        for _ in range(n_times):
            self.output()
        return n_times

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""
        raise NotImplementedError


class _Ours(_Here):
    """The decision grid of the core: the output alone, or every unit, as the network's picture shows them."""

    def __init__(self, start: Start, *, output_only: bool) -> None:
        self.output_only = output_only
        self.network = mlp.Network(NETWORK.sizes, hidden=NETWORK.hidden, output=NETWORK.output, dtype="float32")
        self.network.set_weights(start.weights, start.biases)
        self.input_map = mlp.Dataset.from_arrays(start.inputs, start.targets, task="regression").input_map

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""
        grid = mlp.decision_grid(self.network, self.input_map, RANGE, RANGE, RESOLUTION, output_only=self.output_only)
        return np.asarray(grid.output[0].ravel())


class _Scikit(_Here):
    """`predict` of scikit-learn over the same points, in its fast pass."""

    def __init__(self, start: Start) -> None:
        from benchmarks.scikit import ScikitLearn

        peer = ScikitLearn(NETWORK, start, "float32")
        peer.run(1)
        peer.model.coefs_ = [weight.T.astype(np.float32) for weight in start.weights]
        peer.model.intercepts_ = [bias.astype(np.float32) for bias in start.biases]
        self.model = peer.model
        self.points = _points()

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""
        return np.asarray(self.model.predict(self.points))


class _Torch(_Here):
    """The forward pass of PyTorch over the same points, without gradients, on one thread."""

    def __init__(self, start: Start) -> None:
        import torch

        from benchmarks.pytorch import PyTorch

        self.model = PyTorch(NETWORK, start).model
        self.points = torch.as_tensor(_points())
        self.no_grad: Any = torch.no_grad

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""
        with self.no_grad():
            return np.asarray(self.model(self.points).numpy()[:, 0])


class _Pointwise(_Here):
    """The naive loop: `predict` of the core, a point at a time."""

    def __init__(self, ours: _Ours) -> None:
        self.network = ours.network
        self.points = _points()

    def output(self) -> np.ndarray:
        """Return the output over the grid, shape (n_points,)."""
        return np.array([self.network.predict(point)[0, 0] for point in self.points[:, np.newaxis]])


_SCIKIT = "scikit-learn `predict`, float32"

_PEERS: dict[str, tuple[str, Callable[[Start], Region], Bound]] = {
    _SCIKIT: ("sklearn", _Scikit, Bound(2.2)),
    "PyTorch eager, float32": ("torch", _Torch, Bound(1.0)),
}
"""By title: what must be installed, what computes it, and the bound of the design."""


def measure_grid(effort: Effort) -> Iterator[Row]:
    """Compare the decision grid with the forward passes of the peers, and with itself where it keeps every unit.

    Parameters
    ----------
    effort : Effort
        Length and number of the blocks.

    Yields
    ------
    Row
        One per peer, and one for the grid of every unit.

    Raises
    ------
    ValueError
        If a peer finds other values.
    """
    start = make_start(NETWORK)
    ours = _Ours(start, output_only=True)
    # One after the other, as PyTorch would change what scikit-learn's arrays cost; what that makes is told below.
    for title, (package, kind, bound) in _PEERS.items():
        if not installed(package):
            yield missing_row(_WORK, title, package, bound)
            continue
        yield _row(title, ours, _checked(title, kind(start), ours), effort, bound)
    yield from _loops(ours, start, replace(effort, rounds=min(effort.rounds, FEW_ROUNDS)))
    _let_memory_be_kept()
    if installed("sklearn"):
        yield _row(_SCIKIT, ours, _Scikit(start), effort, note="where freed memory is kept from call to call")
    yield _row(_EVERY_UNIT, ours, _Ours(start, output_only=False), effort, note="what the picture of the network takes")


def _loops(ours: _Ours, start: Start, effort: Effort) -> Iterator[Row]:
    """Compare it with those that go from point to point, which take a good part of a second for a grid."""
    naive = _checked("the naive loop", _Pointwise(ours), ours)
    yield _row("a NumPy loop over the points, float32", ours, naive, effort)
    title, bound = "Playground's forward pass in Node.js, float64", Bound(180.0)
    if not has_program():
        yield missing_row(_WORK, title, PROGRAM, bound)
        return
    playground = Playground(start, *RANGE, RESOLUTION)
    try:
        yield _row(title, ours, _checked("Playground", playground, ours), effort, bound)
    finally:
        playground.end()


def _checked(title: str, peer: Region, ours: Region) -> Region:
    if not np.allclose(ours.output(), peer.output(), atol=1e-4):
        raise ValueError(f"The region is another one by {title}.")
    return peer


def _row(title: str, ours: Region, peer: Region, effort: Effort, bound: Bound | None = None, note: str = "") -> Row:
    found = compare(ours, {title: peer}, effort)[title]
    detail = f"{duration(found.reference_seconds)} against {duration(found.peer_seconds)}"
    return Row(_WORK, title, detail, found.ratio, bound, note)


def _let_memory_be_kept() -> None:
    """Free a block larger than any array of a peer.

    Until such a block was freed, the GNU C library fetches large ones from the system anew at each call; afterwards it
    keeps them, and scikit-learn takes half the time that it takes by itself.
    """
    np.empty(1 << 24, np.uint8)


def _points() -> np.ndarray:
    axis = np.linspace(*RANGE, RESOLUTION, dtype=np.float32)
    first, second = np.meshgrid(axis, axis)
    return np.column_stack((first.ravel(), second.ravel()))
