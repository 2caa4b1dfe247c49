"""Why a single unit goes on being wrong: no weights are right for these points, and that is said once it has tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QObject, Slot

import mlp_core as mlp
from mlp_gui.state.snapshot import Cause, Notice

if TYPE_CHECKING:
    from mlp_gui.state.session_facts import SessionFacts
    from mlp_gui.state.snapshot import Snapshot

PATIENCE: Final = 10
"""Epochs after which a unit that is still wrong is explained."""

_RISING: Final = frozenset({"identity", "sigmoid", "tanh", "step", "step_inclusive", "sign", "leaky_relu", "softplus"})
"""Outputs that only rise with the sum, so that the classes are the two sides of a line."""
_REMEDY: Final = "A network with a hidden layer can."
_ONE_PLACE: Final = "Some lie in one place and have different classes: nothing tells these apart."
_DIVIDES: Final = {1: "no point of the axis", 2: "no straight line", 3: "no plane"}


class SeparabilityAdvice(QObject):
    """Watches a network of one unit learn two classes, and says where no unit can get all of them right.

    It says so once of each run and its points, and only where it is proved.

    Parameters
    ----------
    session : SessionFacts
        Whose training it is; also the owner.
    """

    def __init__(self, session: SessionFacts) -> None:
        super().__init__(session)
        self._session = session
        self._last: tuple[int, int] | None = None
        self._judged: tuple[int, mlp.Dataset] | None = None
        session.snapshot_changed.connect(self._on_snapshot_changed)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        before, self._last = self._last, (snapshot.run_id, snapshot.epoch)
        if before is None or before[0] != snapshot.run_id or not before[1] < snapshot.epoch >= PATIENCE:
            return
        if self._judged is not None and self._judged[0] == before[0] and self._judged[1] is snapshot.dataset:
            return
        self._judged = snapshot.run_id, snapshot.dataset
        text = why_one_unit_fails(snapshot.network, snapshot.dataset, snapshot.experiment.training.optimizer)
        if text:
            self._session.post(Notice(text, cause=Cause.ADVICE))


def why_one_unit_fails(network: mlp.Network, dataset: mlp.Dataset, optimizer: str) -> str:
    """Return why a network of one unit cannot get all training points right; "" where it can, or nobody knows.

    Parameters
    ----------
    network : mlp_core.Network
        Only one without hidden layers, and with one output that rises with its sum, is judged.
    dataset : mlp_core.Dataset
        Its training part is looked at, as the unit reads it.
    optimizer : str
        Of the perceptron rule more is said.
    """
    is_one_unit = network.layer_count == 1 and network.sizes[-1] == 1
    if not is_one_unit or network.activation_names[-1] not in _RISING or dataset.n_classes != 2:
        return ""
    inputs, labels = dataset.inputs[dataset.train], dataset.labels[dataset.train]
    if mlp.linearly_separable(inputs, labels) is not False:
        return ""
    divides = _DIVIDES.get(network.sizes[0], "no hyperplane")
    never = " The perceptron rule will correct it for ever." if optimizer == "perceptron" else ""
    return (
        f"These points are not linearly separable: {divides} has each class on a side of its own, so no single unit "
        f"gets all of them right.{never} {_ONE_PLACE if _share_a_place(inputs, labels) else _REMEDY}"
    )


def _share_a_place(inputs: np.ndarray, labels: np.ndarray) -> bool:
    """Return whether points of different classes lie in one place, where no network can tell them apart."""
    places = np.unique(inputs, axis=0)
    return len(places) < len(np.unique(np.column_stack((inputs, labels)), axis=0))
