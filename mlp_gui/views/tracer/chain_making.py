"""Computes chains: a small one at once, one over many samples or paths on a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

import mlp_core as mlp

if TYPE_CHECKING:
    from mlp_gui.state.cursor import Mark

# Multiplications of the gradient check that take less than a millisecond, and paths whose letters do.
_AT_ONCE: Final = 100_000
_FEW_PATHS: Final = 8


@dataclass(frozen=True, slots=True)
class ChainRequest:
    """Which chain is wanted.

    Attributes
    ----------
    trace : mlp_core.Trace
        The step.
    mark : Mark
        The weight or bias.
    sample : int or None
        Row of the batch, or None for the batch.
    notation : str
        A name of `mlp_core.NOTATIONS`.
    decimals : int
        Digits after the point.
    fractions : bool
        Whether fractions are written where they are exact.
    most_terms, most_paths : int
        How many are written out.
    """

    trace: mlp.Trace
    mark: Mark
    sample: int | None
    notation: str
    decimals: int
    fractions: bool
    most_terms: int
    most_paths: int

    @property
    def is_small(self) -> bool:
        """Whether it is computed before anybody could notice."""
        n_samples = self.trace.n_samples if self.sample is None else 1
        return self.trace.network.parameter_count * n_samples <= _AT_ONCE and self.most_paths <= _FEW_PATHS

    def compute(self) -> mlp.ParameterChain:
        """Return the chain; on whichever thread calls."""
        return mlp.parameter_chain(
            self.trace,
            self.mark.layer,
            self.mark.unit,
            self.mark.input,
            sample=self.sample,
            notation=self.notation,
            decimals=self.decimals,
            fractions=self.fractions,
            most_terms=self.most_terms,
            most_paths=self.most_paths,
        )


class _MakingTask:
    """Computes one chain on the pool."""

    def __init__(self, request: ChainRequest, maker: ChainMaker) -> None:
        self.request = request
        self.chain: mlp.ParameterChain | None = None
        self._maker = maker

    def run(self) -> None:
        """Compute it; called by the pool."""
        try:
            self.chain = self.request.compute()
        finally:
            self._maker.task_ended.emit()


class ChainMaker(QObject):
    """Keeps the chain that it has made last; of what is asked for while it computes, the newest wins.

    Parameters
    ----------
    parent : QObject
        Owner; it calls `stop` when it is hidden.

    Signals
    -------
    ready
        The chain that was asked for last is there.
    task_ended
        For itself: sent by the pool's thread.
    """

    ready = Signal()
    task_ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._task: _MakingTask | None = None
        self._wanted: ChainRequest | None = None
        self._made: tuple[ChainRequest, mlp.ParameterChain] | None = None
        self.task_ended.connect(self._on_task_ended, Qt.ConnectionType.QueuedConnection)

    def chain(self, request: ChainRequest) -> mlp.ParameterChain | None:
        """Return a chain, or None where `ready` will say that it is there."""
        self._wanted = None
        if self._made is not None and request == self._made[0]:
            return self._made[1]
        if request.is_small:
            chain = request.compute()
            self._made = (request, chain)
            return chain
        self._wanted = request
        if self._task is None:
            self._start(request)
        return None

    def stop(self) -> None:
        """Give up what is asked for, and wait for what is being computed."""
        self._wanted = None
        if self._task is not None:
            self._pool.waitForDone()

    def _start(self, request: ChainRequest) -> None:
        self._task = _MakingTask(request, self)
        self._pool.start(self._task.run)

    @Slot()
    def _on_task_ended(self) -> None:
        self._pool.waitForDone()  # it has said so from its last line: its thread is free in a moment
        task, self._task = self._task, None
        if task is None or self._wanted is None:
            return
        if task.request != self._wanted:
            self._start(self._wanted)
        elif task.chain is not None:
            self._made, self._wanted = (task.request, task.chain), None
            self.ready.emit()
