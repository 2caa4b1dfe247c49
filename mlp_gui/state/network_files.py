"""The network in files for elsewhere: what can be written, what is being written, and weights that come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Signal

import mlp_core as mlp
from mlp_gui.state.commands import ChangeParameters, ChangeRun, Run
from mlp_gui.state.notices import STILL_MADE
from mlp_gui.state.snapshot import Cause, Notice
from mlp_gui.state.validation import check_experiment

if TYPE_CHECKING:
    from mlp_core.files.found_network import FoundNetwork
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

WEIGHTS: Final = "export_weights"
READ: Final = "import_weights"
TAKE: Final = "take_network"
"""What reads weights, and what makes a run of the network that they were of, in place of a kind that is written."""


Make = Callable[[Callable[[], bool]], bytes]
"""Makes a document in a thread of the pool, and asks now and then whether it is still wanted."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What can be written.

    Attributes
    ----------
    title : str
        What it is, for the dialog and the notice.
    pattern : str
        Of its file names, for the dialog.
    tail : str
        What a proposed name has behind the experiment's.
    """

    title: str
    pattern: str
    tail: str = ""

    @property
    def suffix(self) -> str:
        """The end of its file names, ".py" say."""
        return self.pattern[self.pattern.index("*") + 1 : -1]


KINDS: Final = {
    "export_script": FileKind("NumPy script", "Python (*.py)"),
    "export_module": FileKind("PyTorch module", "Python (*.py)", " in PyTorch"),
    "export_onnx": FileKind("ONNX model", "ONNX (*.onnx)"),
    WEIGHTS: FileKind("weights file", "NumPy archive (*.npz)"),
    "export_history": FileKind("history", "CSV (*.csv)"),
}
"""What can be written, by the name of its action."""


DOCUMENTS: Final = {
    "export_derivation": FileKind("step", "LaTeX (*.tex)", " step"),
    "export_worksheet": FileKind("worksheet", "PDF (*.pdf)", " worksheet"),
}
"""What is written of the training step that is stepped through, by the name of its action."""


@dataclass(frozen=True, slots=True)
class FileOrder:
    """One file that is to be written, or read.

    Attributes
    ----------
    name : str
        Of `KINDS` or `DOCUMENTS`, `READ` or `TAKE`.
    path : str
        Where.
    snapshot : Snapshot
        The moment that is written, or whose network the weights are for.
    make : Make or None
        Makes the contents of a document.
    found : FoundNetwork or None
        The network that is taken.
    """

    name: str
    path: str
    snapshot: Snapshot
    make: Make | None = None
    found: FoundNetwork | None = None

    @property
    def title(self) -> str:
        """What is written, as a notice calls it."""
        return {**KINDS, **DOCUMENTS}[self.name].title


class NetworkFiles(QObject):
    """Orders one file after another, and tells how it went.

    Parameters
    ----------
    session : Session
        Whose network it is; also the owner.

    Signals
    -------
    ordered : FileOrder
        This is to be done.
    """

    ordered = Signal(object)  # FileOrder

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._order: FileOrder | None = None
        self._offered: tuple[str, FoundNetwork] | None = None

    def write(self, name: str, path: str) -> None:
        """Write what is named; a missing suffix is added."""
        self._give(name, path if Path(path).suffix else path + KINDS[name].suffix)

    def write_document(self, name: str, path: str, make: Make) -> None:
        """Write one of `DOCUMENTS`, made in a thread of the pool; a missing suffix is added."""
        suffix = DOCUMENTS[name].suffix
        self._give(name, path if path.lower().endswith(suffix) else path + suffix, make)

    def read_weights(self, path: str) -> None:
        """Give the network the weights of a file, as one step of undo."""
        self._give(READ, path)

    def take_offered(self) -> None:
        """Give the experiment the network of the file that did not fit it, paused, as one step of undo."""
        if self._offered is not None:
            (path, found), self._offered = self._offered, None
            self._give(TAKE, path, found=found)

    def receive_written(self, order: FileOrder) -> None:
        """Tell that a file is there."""
        self._order = None
        self._session.post(Notice(f"The {order.title} was saved as {order.path}."))

    def receive_problem(self, problem: str) -> None:
        """Tell why there is none, or none could be read."""
        self._order = None
        self._session.post(Notice(problem, "error"))

    def receive_weights(self, order: FileOrder, wanted: np.ndarray) -> None:
        """Set what differs, where the network is still of that shape."""
        self._order = None
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.network.sizes != order.snapshot.network.sizes:
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
        self._session.post(Notice(f"{Path(order.path).name} was read: the network has its weights."))

    def receive_found(self, order: FileOrder, found: FoundNetwork, why: str) -> None:
        """Offer the network of a file that is another one than the experiment's."""
        self._order = None
        self._offered = order.path, found
        self._session.post(Notice(why, "warning", "Take its network", TAKE, Cause.REFUSAL))

    def receive_network(self, order: FileOrder, project: mlp.Project) -> None:
        """Enter the run that begins with the network of a file, unless there is another experiment by now."""
        self._order = None
        session, name = self._session, Path(order.path).name
        if session.run_id != order.snapshot.run_id:
            session.post(Notice("There is another network by now. Please read the weights again.", "warning"))
            return
        try:
            check_experiment(project.experiment)
        except (mlp.MlpError, ValueError) as error:
            session.post(Notice(f"The network of {name} cannot be taken: {error}", "error"))
            return
        session.pause()
        before = Run(session.experiment, session.run_id)
        after = Run(project.experiment, session.new_run_id(), project.record)
        session.undo_stack.push(ChangeRun(session, before, after, "take a network from a file"))
        session.post(Notice(f"{name} was read: the network is the one that it holds."))

    def _give(self, name: str, path: str, make: Make | None = None, found: FoundNetwork | None = None) -> None:
        snapshot = self._session.snapshot
        if snapshot is None or snapshot.run_id != self._session.run_id:
            self._session.post(STILL_MADE)
        elif self._order is not None:
            self._session.post(Notice("Another file is still being written or read. Please wait a moment.", "warning"))
        else:
            self._order = FileOrder(name, path, snapshot, make, found)
            self.ordered.emit(self._order)
