"""Writes the network and its history for elsewhere, and reads weights, on a pool."""

from __future__ import annotations

from dataclasses import dataclass
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

    from mlp_core.files.found_network import FoundNetwork
    from mlp_gui.state.network_files import FileOrder, NetworkFiles
    from mlp_gui.state.snapshot import Snapshot


class FileTask(PoolTask["np.ndarray | Offer | mlp.Project | bool"]):
    """One order: True where the file was written, the parameters where weights were read.

    Where these are of another network, that network; and where it is taken, the run that begins with it.
    """

    def __init__(self, order: FileOrder, results: Mailbox) -> None:
        super().__init__(results)
        self.order = order

    def compute(self, cancelled: Callable[[], bool]) -> np.ndarray | Offer | mlp.Project | bool:
        """Do it."""
        order = self.order
        if order.name == READ:
            return _read(Path(order.path), order.snapshot)
        if order.found is not None:
            return _taken(order.found, order.snapshot)
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


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A network that was found where weights for another one were wanted.

    Attributes
    ----------
    found : FoundNetwork
        What the file holds.
    why : str
        In what it is another one, and what would become of what the file does not say.
    """

    found: FoundNetwork
    why: str


def _read(path: Path, snapshot: Snapshot) -> np.ndarray | Offer:
    from mlp_core.files.found_network import difference, find_network
    from mlp_core.files.state_dict import load_state_dict
    from mlp_core.files.weights_file import load_weights

    load = load_state_dict if path.suffix.lower() == ".safetensors" else load_weights
    try:
        return load(path, snapshot.network)
    except mlp.DataError:
        found = find_network(path)
        why = "" if found is None else difference(found, snapshot.network)
        if found is None or not why:
            raise
    taken = _experiment_with(found, snapshot)
    if found.activations is None:
        activations = (*taken.network.hidden_activations, taken.network.output_activation)
        names = ", ".join(mlp.ACTIVATIONS[name].title for name in activations)
        why = f"{why} The file does not say its activations; it would get {names}."
    return Offer(found, why)


def _experiment_with(found: FoundNetwork, snapshot: Snapshot) -> mlp.Experiment:
    from mlp_core.files.found_network import experiment_with

    dataset = snapshot.dataset
    return experiment_with(found, snapshot.experiment, dataset.n_inputs, dataset.n_outputs)


def _taken(found: FoundNetwork, snapshot: Snapshot) -> mlp.Project:
    from mlp_core.files.found_network import record_with

    experiment = _experiment_with(found, snapshot)
    return mlp.Project(experiment, record_with(found, experiment))


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
            self._pool.start(self._task.run)

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
        elif isinstance(task.result, Offer):
            self._files.receive_found(task.order, task.result.found, task.result.why)
        elif isinstance(task.result, mlp.Project):
            self._files.receive_network(task.order, task.result)
        else:
            self._files.receive_written(task.order)
