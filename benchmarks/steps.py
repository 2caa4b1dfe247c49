"""One training step, beside textbook NumPy, scikit-learn and PyTorch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from benchmarks.engine import Engine
from benchmarks.peers import installed, missing_row
from benchmarks.report import Bound, Row, duration
from benchmarks.tasks import TASKS, Task, make_start
from benchmarks.textbook import Textbook
from benchmarks.timing import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.effort import Effort
    from benchmarks.tasks import Start


class Learner(Protocol):
    """A network in training, ours or a peer's."""

    def run(self, n_times: int) -> int:
        """Train for at least so many batches; return how many it were."""

    def loss(self) -> float:
        """Return the mean loss over all data."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Whom a task is compared with.

    Attributes
    ----------
    title : str
        For the table.
    kind : str
        "textbook", "scikit-learn" or "torch".
    dtype : str
        In which it computes.
    fused : bool
        For PyTorch: whether Adam is the fused one.
    bound : Bound or None
        What our step has to reach beside it.
    """

    title: str
    kind: str
    dtype: str
    fused: bool = False
    bound: Bound | None = None

    @property
    def package(self) -> str:
        """Import name of what must be installed."""
        return {"textbook": "numpy", "scikit-learn": "sklearn", "torch": "torch"}[self.kind]

    def learner(self, task: Task, start: Start) -> Learner:
        """Return the peer at its start."""
        if self.kind == "scikit-learn":
            from benchmarks.scikit import ScikitLearn

            return ScikitLearn(task, start, self.dtype)
        if self.kind == "torch":
            from benchmarks.pytorch import PyTorch

            return PyTorch(task, start, self.dtype, fused=self.fused)
        return Textbook(task, start, self.dtype)


_TEXTBOOK = Peer("textbook NumPy, float64", "textbook", "float64")
_SCIKIT = Peer("scikit-learn `fit`, float64", "scikit-learn", "float64")
_TORCH = Peer("PyTorch eager, float32", "torch", "float32")
_FUSED = Peer("PyTorch eager, fused Adam, float32", "torch", "float32", fused=True)

PEERS: dict[str, tuple[Peer, ...]] = {
    "A": (_TEXTBOOK, replace(_SCIKIT, bound=Bound(7.0)), replace(_TORCH, bound=Bound(20.0))),
    "B": (_TEXTBOOK, replace(_SCIKIT, bound=Bound(6.0)), _TORCH, replace(_FUSED, bound=Bound(16.0))),
    "C": (_TEXTBOOK, replace(_SCIKIT, bound=Bound(4.5)), _TORCH, replace(_FUSED, bound=Bound(8.0))),
    "D": (
        _TEXTBOOK,
        _SCIKIT,
        Peer("scikit-learn `fit`, float32", "scikit-learn", "float32", bound=Bound(1.9)),
        replace(_TORCH, bound=Bound(1.1)),
        _FUSED,
    ),
}
"""By task; the bounds are those of the design."""


class GateError(Exception):
    """Two learners that should have done the same did not."""


def measure_steps(effort: Effort) -> Iterator[Row]:
    """Compare one step of every task with every peer.

    Parameters
    ----------
    effort : Effort
        Length and number of the blocks.

    Yields
    ------
    Row
        One per task and peer.

    Raises
    ------
    GateError
        If a peer arrives at another loss from the same weights and batches.
    """
    for name, task in TASKS.items():
        start = make_start(task)
        reference = Engine(task, start)
        peers = {peer: peer.learner(task, start) for peer in PEERS[name] if installed(peer.package)}
        for peer in peers:
            _check(task, peer, effort.gate_steps)
        comparisons = compare(reference, {peer.title: learner for peer, learner in peers.items()}, effort)
        for peer in PEERS[name]:
            if peer not in peers:
                yield missing_row(f"step {task.title}", peer.title, peer.package, peer.bound)
                continue
            found = comparisons[peer.title]
            detail = f"{duration(found.reference_seconds)} against {duration(found.peer_seconds)}"
            yield Row(f"step {task.title}", peer.title, detail, found.ratio, peer.bound, _note(task, peer))


def _check(task: Task, peer: Peer, n_steps: int) -> None:
    """Let ours and the peer take the same steps over the same batch, in the peer's dtype, and compare the losses."""
    task = _as_peer_can(task.one_batch(), peer)
    start = make_start(task)
    ours, theirs = Engine(task, start, peer.dtype), peer.learner(task, start)
    for learner in (ours, theirs):
        learner.run(n_steps)
    tolerance = 1e-8 if peer.dtype == "float64" else 1e-3
    if peer.kind == "scikit-learn" and task.optimizer == "adam":
        # Its epsilon stands before the bias correction, which shows where gradients are tiny.
        tolerance = 5e-3
    difference = abs(ours.loss() - theirs.loss())
    if not difference <= tolerance * max(abs(theirs.loss()), 0.01):
        raise GateError(
            f"After {n_steps} steps of task {task.name} the loss is {ours.loss():.9g}, and {theirs.loss():.9g} by "
            f"{peer.title}."
        )


def _as_peer_can(task: Task, peer: Peer) -> Task:
    """Return the task as the peer can compute it: scikit-learn's regressor has a linear output."""
    return replace(task, output="identity") if peer.kind == "scikit-learn" and task.is_regression else task


def _note(task: Task, peer: Peer) -> str:
    return "its output is linear" if _as_peer_can(task, peer) is not task else ""
