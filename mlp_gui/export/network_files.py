"""Writes the network and its history for elsewhere, and reads weights back, on a pool."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np
from PySide6.QtCore import QObject, QThreadPool, Slot

import mlp_core as mlp
from mlp_gui.state.commands import ChangeParameters
from mlp_gui.state.snapshot import Notice
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class FileKind:
    """What can be written.

    Attributes
    ----------
    title : str
        What it is, for the dialog and the notice.
    pattern : str
        Of its file names, for the dialog.
    write : callable (stream, snapshot) -> None
        Writes it.
    """

    title: str
    pattern: str
    write: Callable[[BinaryIO, Snapshot], None]

    @property
    def suffix(self) -> str:
        """The end of its file names, ".py" say."""
        return self.pattern[self.pattern.index("*") + 1 : -1]


def _write_numpy(stream: BinaryIO, snapshot: Snapshot) -> None:
    from mlp_core.files.numpy_script import numpy_script

    stream.write(numpy_script(snapshot.network, snapshot.dataset, snapshot.experiment.title).encode())


def _write_torch(stream: BinaryIO, snapshot: Snapshot) -> None:
    from mlp_core.files.torch_script import torch_script

    stream.write(torch_script(snapshot.network, snapshot.dataset, snapshot.experiment.title).encode())


def _write_onnx(stream: BinaryIO, snapshot: Snapshot) -> None:
    from mlp_core.files.onnx_model import onnx_model

    model = onnx_model(snapshot.network, snapshot.dataset, snapshot.experiment.title)
    stream.write(model.SerializeToString())


def _write_weights(stream: BinaryIO, snapshot: Snapshot) -> None:
    from mlp_core.files.weights_file import write_weights

    write_weights(stream, snapshot.network)


def _write_history(stream: BinaryIO, snapshot: Snapshot) -> None:
    from mlp_core.files.history_table import history_csv

    stream.write(history_csv(snapshot.history).encode())


KINDS: Final = {
    "export_script": FileKind("NumPy script", "Python (*.py)", _write_numpy),
    "export_module": FileKind("PyTorch module", "Python (*.py)", _write_torch),
    "export_onnx": FileKind("ONNX model", "ONNX (*.onnx)", _write_onnx),
    "export_weights": FileKind("weights", "NumPy archive (*.npz)", _write_weights),
    "export_history": FileKind("history", "CSV (*.csv)", _write_history),
}
"""What can be written, by the name of its action."""


class _Writing(PoolTask[str]):
    """One file that is written; answers with what to tell."""

    def __init__(self, kind: FileKind, path: str, snapshot: Snapshot, results: Mailbox) -> None:
        super().__init__(results)
        self.kind = kind
        self.path = path
        self._snapshot = snapshot

    def compute(self, _cancelled: Callable[[], bool]) -> str:
        """Write it beside its place, and then into it."""
        from mlp_core.files.atomic import replace_file

        try:
            replace_file(self.path, partial(_write, self.kind, self._snapshot))
        except OSError as error:
            raise mlp.DataError(
                f"The {self.kind.title} could not be written to {self.path}: {error.strerror or error}. "
                "Choose another place."
            ) from error
        return f"The {self.kind.title} was saved as {self.path}."


def _write(kind: FileKind, snapshot: Snapshot, stream: BinaryIO) -> None:
    kind.write(stream, snapshot)


class _Reading(PoolTask[np.ndarray]):
    """Weights that are read for the network of a moment."""

    def __init__(self, path: str, snapshot: Snapshot, results: Mailbox) -> None:
        super().__init__(results)
        self.path = path
        self.snapshot = snapshot

    def compute(self, _cancelled: Callable[[], bool]) -> np.ndarray:
        """Read and check them."""
        from mlp_core.files.state_dict import load_state_dict
        from mlp_core.files.weights_file import load_weights

        path = Path(self.path)
        load = load_state_dict if path.suffix.lower() == ".safetensors" else load_weights
        return load(path, self.snapshot.network)


class NetworkFiles(QObject):
    """Writes and reads one file after another, and tells how it went.

    Parameters
    ----------
    session : Session
        Whose network it is.
    parent : QObject
        Owner.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        self._tasks: list[_Writing | _Reading] = []

    def write(self, name: str, path: str) -> None:
        """Write what an action of `KINDS` names; a missing suffix is added."""
        snapshot = self._session.snapshot
        if snapshot is None:
            self._session.post(Notice("The network is still being made. Please try again in a moment.", "warning"))
            return
        kind = KINDS[name]
        path = path if Path(path).suffix else path + kind.suffix
        self._start(_Writing(kind, path, snapshot, self._results))

    def read_weights(self, path: str) -> None:
        """Give the network the weights of a file, as one step of undo."""
        snapshot = self._session.snapshot
        if snapshot is not None:
            self._start(_Reading(path, snapshot, self._results))

    def shutdown(self) -> None:
        """Wait for what is being written; take no answers any more."""
        self._results.available.disconnect(self._on_result_available)
        self._pool.waitForDone()

    def _start(self, task: _Writing | _Reading) -> None:
        if self._tasks:
            self._session.post(Notice("Another file is still being written or read. Please wait a moment.", "warning"))
            return
        self._tasks.append(task)
        self._pool.start(task)

    @Slot()
    def _on_result_available(self) -> None:
        self._results.take()
        # One at a time; waited for, as its thread may not have left it yet.
        self._pool.waitForDone()
        task = self._tasks.pop()
        if task.failure is not None:
            self._session.post(Notice(str(task.failure), "error"))
        elif isinstance(task, _Writing):
            self._session.post(Notice(task.result or ""))
        elif task.result is not None:
            self._take(task, task.result)

    def _take(self, task: _Reading, wanted: np.ndarray) -> None:
        """Set what differs, where the network is still of that shape."""
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.network.sizes != task.snapshot.network.sizes:
            self._session.post(
                Notice("The network has another shape by now. Please read the weights again.", "warning")
            )
            return
        before = snapshot.network.parameters
        changed = np.flatnonzero(wanted != before)
        if changed.size:
            values = (tuple(before[changed].tolist()), tuple(wanted[changed].tolist()))
            command = ChangeParameters(self._session, tuple(changed.tolist()), *values, "take weights from a file")
            self._session.undo_stack.push(command)
        self._session.post(Notice(f"{Path(task.path).name} was read: the network has its weights."))
