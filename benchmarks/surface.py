"""The loss surface: a 2-16-16-1 network's loss over a plane of 64 x 64 points, against the loops of the peers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

import mlp_core as mlp
from benchmarks.peers import installed, missing_row
from benchmarks.report import Bound, Row, duration
from benchmarks.tasks import Task, make_start
from benchmarks.textbook import Textbook
from benchmarks.timing import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.effort import Effort
    from benchmarks.tasks import Start

RESOLUTION: Final = 64
N_SAMPLES: Final = 500
MOST_ROUNDS: Final = 9
"""A block of a peer is a whole plane, and lasts long enough."""
NETWORK: Final = Task("surface", (2, 16, 16, 1), "tanh", "identity", "squared_error", "sgd", 0.01, N_SAMPLES, N_SAMPLES)
_WORK: Final = f"loss on {RESOLUTION}x{RESOLUTION}, 2-16-16-1 tanh, {N_SAMPLES} samples"
_TWO_WEIGHTS: Final = "our own plane of two weights of the first layer"


class Plane(Protocol):
    """Something that computes the loss over the plane."""

    def run(self, n_times: int) -> int:
        """Compute so many planes."""

    def losses(self) -> np.ndarray:
        """Return half the mean squared error, rows along the second direction; nan where a peer leaves points out."""


class _Repeated:
    """A plane that is computed anew each time."""

    def run(self, n_times: int) -> int:
        """Compute so many planes."""
        for _ in range(n_times):
            self.losses()
        return n_times

    def losses(self) -> np.ndarray:
        """Return the losses over the plane."""
        raise NotImplementedError


class _Ours(_Repeated):
    """The loss surface of the core, over two directions through all parameters or over two single weights."""

    def __init__(self, start: Start, *, two_weights: bool = False) -> None:
        network, *ends = (_network(each) for each in (start, *_ends(start)))
        self.surface = mlp.LossSurface(network, start.inputs, start.targets, NETWORK.loss, dtype="float32")
        if two_weights:
            self.axes = mlp.parameter_axes(network, network.weight_index(0, 0, 0), network.weight_index(0, 0, 1))
        else:
            ways = np.array([end.parameters - network.parameters for end in ends])
            self.axes = mlp.SurfaceAxes("given", network.parameters, ways)

    def losses(self) -> np.ndarray:
        """Return the losses over the plane."""
        return self.surface.grid(self.axes, *_coordinates()).loss


class _NumpyLoop(_Repeated):
    """The forward pass of the textbook at one point after another."""

    def __init__(self, start: Start, dtype: str = "float32") -> None:
        self.dtype = dtype
        self.network = Textbook(NETWORK, start, dtype)
        self.start, *ends = (
            [each.astype(dtype) for each in (*place.weights, *place.biases)] for place in (start, *_ends(start))
        )
        self.ways = [[there - here for there, here in zip(end, self.start, strict=True)] for end in ends]

    def losses(self) -> np.ndarray:
        """Return the losses over the plane."""
        network, n_layers = self.network, len(self.network.weights)
        losses = np.empty((RESOLUTION, RESOLUTION))
        across, along = (coordinates.astype(self.dtype) for coordinates in _coordinates())
        for row, b in enumerate(along):
            for column, a in enumerate(across):
                there = [p + a * u + b * v for p, u, v in zip(self.start, *self.ways, strict=True)]
                network.weights, network.biases = there[:n_layers], there[n_layers:]
                difference = network.forward(network.inputs)[-1] - network.targets
                losses[row, column] = 0.5 * np.mean(difference * difference)
        return losses


class _NumpyLoopInFloat64(_NumpyLoop):
    """The same in NumPy's own precision, as it is written where nobody thinks of it."""

    def __init__(self, start: Start) -> None:
        super().__init__(start, "float64")


class _TorchLoop(_Repeated):
    """The forward pass of PyTorch at one point after another, without gradients, on one thread."""

    def __init__(self, start: Start) -> None:
        import torch

        from benchmarks.pytorch import PyTorch

        self.no_grad: Any = torch.no_grad
        self.assign: Any = torch.nn.utils.vector_to_parameters
        flat: Any = torch.nn.utils.parameters_to_vector
        self.peer, ends = PyTorch(NETWORK, start), [PyTorch(NETWORK, end) for end in _ends(start)]
        self.start = flat(self.peer.model.parameters()).detach().clone()
        self.ways = [flat(end.model.parameters()).detach() - self.start for end in ends]

    def losses(self) -> np.ndarray:
        """Return the losses over the plane."""
        model, peer = self.peer.model, self.peer
        losses = np.empty((RESOLUTION, RESOLUTION))
        across, along = (coordinates.tolist() for coordinates in _coordinates())
        with self.no_grad():
            for row, b in enumerate(along):
                for column, a in enumerate(across):
                    self.assign(self.start + a * self.ways[0] + b * self.ways[1], model.parameters())
                    losses[row, column] = 0.5 * peer.criterion(model(peer.inputs), peer.targets).item()
        return losses


class _LossLandscapes(_Repeated):
    """The package loss-landscapes: `planar_interpolation` between the same three networks."""

    def __init__(self, start: Start) -> None:
        import loss_landscapes
        from loss_landscapes.metrics import Loss

        from benchmarks.pytorch import PyTorch

        self.interpolate: Any = loss_landscapes.planar_interpolation
        self.peer = PyTorch(NETWORK, start)
        self.models = [self.peer.model, *(PyTorch(NETWORK, end).model for end in _ends(start))]
        self.metric = Loss(self.peer.criterion, self.peer.inputs, self.peer.targets)

    def losses(self) -> np.ndarray:
        """Return the losses over the plane; every second line is shifted there by a point, and left out here."""
        found = 0.5 * self.interpolate(*self.models, self.metric, RESOLUTION, deepcopy_model=True).T
        found[:, 1::2] = np.nan
        return np.asarray(found)


_PEERS: Final[dict[str, tuple[str, Callable[[Start], Plane], Bound]]] = {
    "loss-landscapes, float32": ("loss_landscapes", _LossLandscapes, Bound(4.0)),
    "a NumPy loop, float32": ("numpy", _NumpyLoop, Bound(4.0)),
    "a NumPy loop, float64": ("numpy", _NumpyLoopInFloat64, Bound(4.0)),
    "a PyTorch loop, float32": ("torch", _TorchLoop, Bound(9.0)),
}


def measure_surface(effort: Effort) -> Iterator[Row]:
    """Compare the loss surface with the loops of the peers, and with itself over two weights.

    Parameters
    ----------
    effort : Effort
        Length and number of the blocks.

    Yields
    ------
    Row
        One per peer, and one for the plane of two weights.

    Raises
    ------
    ValueError
        If a peer finds other losses.
    """
    start = make_start(NETWORK)
    ours = _Ours(start)
    peers: dict[str, Plane] = {_TWO_WEIGHTS: _Ours(start, two_weights=True)}
    for title, (package, kind, _) in _PEERS.items():
        # loss-landscapes is a package for PyTorch, and names it nowhere.
        if installed(package) and (package == "numpy" or installed("torch")):
            peer = kind(start)
            found, expected = peer.losses(), ours.losses()
            if not np.allclose(np.where(np.isnan(found), expected, found), expected, rtol=1e-3):
                raise ValueError(f"The loss surface is another one by {title}.")
            peers[title] = peer
    comparisons = compare(ours, peers, replace(effort, rounds=min(effort.rounds, MOST_ROUNDS)))
    for title, (package, _, bound) in _PEERS.items():
        if title not in comparisons:
            yield missing_row(_WORK, title, package, bound)
            continue
        found = comparisons[title]
        detail = f"{duration(found.reference_seconds)} against {duration(found.peer_seconds)}"
        yield Row(_WORK, title, detail, found.ratio, bound)
    found = comparisons[_TWO_WEIGHTS]
    detail = f"{duration(found.reference_seconds)} against {duration(found.peer_seconds)}"
    yield Row(_WORK, _TWO_WEIGHTS, detail, found.ratio, note="only what depends on them is computed")


def _coordinates() -> tuple[np.ndarray, np.ndarray]:
    """Return the coordinates along both directions, 0 at the start and 1 at the ends, as loss-landscapes has them."""
    return np.arange(RESOLUTION) / RESOLUTION, np.arange(1, RESOLUTION + 1) / RESOLUTION


def _ends(start: Start) -> list[Start]:
    """Return where the two directions lead: two other networks for the same data."""
    others = [make_start(NETWORK, seed) for seed in (2, 3)]
    return [replace(start, weights=other.weights, biases=other.biases) for other in others]


def _network(start: Start) -> mlp.Network:
    network = mlp.Network(NETWORK.sizes, hidden=NETWORK.hidden, output=NETWORK.output)
    network.set_weights(start.weights, start.biases)
    return network
