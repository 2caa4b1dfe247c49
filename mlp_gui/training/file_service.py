"""Writes the network and its history for elsewhere, and reads weights, on a pool."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PySide6.QtCore import QObject, QThreadPool, Slot

import mlp_core as mlp
from mlp_gui.state.network_files import READ, WEIGHTS
from mlp_gui.training.mailbox import Mailbox
from mlp_gui.training.pool_task import PoolTask

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.state.network_files import FileOrder, NetworkFiles
    from mlp_gui.state.snapshot import Snapshot


class FileTask(PoolTask["np.ndarray | bool"]):
    """One order: True where the file was written, the parameters where weights were read."""

    def __init__(self, order: FileOrder, results: Mailbox) -> None:
        super().__init__(results)
        self.order = order

    def compute(self, cancelled: Callable[[], bool]) -> np.ndarray | bool:
        """Do it."""
        order = self.order
        if order.name == READ:
            return _read(Path(order.path), order.snapshot)
        from mlp_core.files.atomic import replace_file

        try:
            replace_file(order.path, partial(_write, order, cancelled))
        except OSError as error:
            raise mlp.DataError(
                f"The {order.title} could not be written to {order.path}: {error.strerror or error}. "
                "Choose another place."
            ) from error
        return True


def _write(order: FileOrder, cancelled: Callable[[], bool], stream: BinaryIO) -> None:
    if order.make is not None:
        stream.write(order.make(cancelled))
    elif order.name == WEIGHTS:
        from mlp_core.files.weights_file import write_weights

        write_weights(stream, order.snapshot.network)
    else:
        stream.write(_contents(order.name, order.snapshot))


def _contents(name: str, snapshot: Snapshot) -> bytes:
    """Return what is written of a moment; each kind loads its own writer."""
    if name == "export_history":
        from mlp_core.files.history_table import history_csv

        return history_csv(snapshot.history).encode()
    network = (snapshot.network, snapshot.dataset, snapshot.experiment.title)
    if name == "export_onnx":
        from mlp_core.files.onnx_model import onnx_model

        return bytes(onnx_model(*network).SerializeToString())
    if name == "export_module":
        from mlp_core.files.torch_script import torch_script

        return torch_script(*network).encode()
    from mlp_core.files.numpy_script import numpy_script

    return numpy_script(*network).encode()


def _read(path: Path, snapshot: Snapshot) -> np.ndarray:
    from mlp_core.files.state_dict import load_state_dict
    from mlp_core.files.weights_file import load_weights

    load = load_state_dict if path.suffix.lower() == ".safetensors" else load_weights
    return load(path, snapshot.network)


class FileService(QObject):
    """Carries out what is ordered, one file at a time.

    Parameters
    ----------
    files : NetworkFiles
        Who orders, and is told.
    parent : QObject, optional
        Owner.
    """

    def __init__(self, files: NetworkFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._is_shut_down = False
        self._task: FileTask | None = None
        self._answered: FileTask | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._results = Mailbox(self)
        self._results.available.connect(self._on_result_available)
        files.ordered.connect(self._on_ordered)

    def shutdown(self) -> None:
        """Wait for what is being written, give up what takes long, and take no more."""
        if not self._is_shut_down:
            self._is_shut_down = True
            if self._task is not None:
                self._task.cancel()
            self._pool.waitForDone()

    @Slot(object)
    def _on_ordered(self, order: FileOrder) -> None:
        if not self._is_shut_down:
            self._task = FileTask(order, self._results)
            self._pool.start(self._task)

    @Slot()
    def _on_result_available(self) -> None:
        task = self._results.take()
        if not isinstance(task, FileTask) or self._is_shut_down:
            return
        # Kept until the next one answers: its thread may not have left it yet.
        self._task, self._answered = None, task
        if task.failure is not None:
            self._files.receive_problem(str(task.failure))
        elif isinstance(task.result, np.ndarray):
            self._files.receive_weights(task.order, task.result)
        else:
            self._files.receive_written(task.order)
