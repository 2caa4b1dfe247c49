"""How project files of earlier versions become ones of today: one step a version, on plain JSON and arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.files.archive import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Document = dict[str, Any]
    Arrays = dict[str, npt.NDArray[Any]]

VERSION: Final = 2
"""The version that is written."""


def migrate(document: Document, arrays: Arrays) -> Document:
    """Return the document as the present version has it; `arrays` is changed in place.

    Parameters
    ----------
    document : dict
        Of an earlier version, as it is in the file.
    arrays : dict of str to ndarray
        By the names of their members.

    Raises
    ------
    UnreadableError
        If it is not even of the version that it says.
    """
    while document["version"] < VERSION:
        step = MIGRATIONS[document["version"]]
        try:
            document = step(document, arrays)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            raise UnreadableError(f"it is not a project file of version {document['version']}") from error
    return document


def _give_a_past(document: Document, arrays: Arrays) -> Document:
    """Version 0 held one moment in single arrays, without a way back: it becomes the first moment of a timeline."""
    counts, numbers = document["place"], document["checkpoint"]
    place = [counts["step_count"], counts["epoch"], counts["batch"], counts["batch_size"]]
    order = arrays.pop("order", np.empty(0, np.int64))
    row = [*place, arrays["history/epochs"].size, 0, 0, 0 if order.size else -1, 0, int("gradient" in arrays)]
    parameters = arrays.pop("parameters")
    twice = {
        "moments/places": np.array([row, row], np.int64),
        "moments/random": np.array([numbers["random"]] * 2, np.uint64),
        "moments/parameters": np.stack([parameters] * 2),
        "moments/gradients": np.stack([arrays.pop("gradient", np.zeros_like(parameters))] * 2),
        "moments/orders": order,
        "moments/order_lengths": np.array([order.size] if order.size else [], np.int64),
        "edits/indices": np.empty(0, np.int64),
        "edits/values": np.empty(0),
    }
    for name in [name for name in arrays if name.startswith("slots/")]:
        twice[f"moments/{name}"] = np.stack([arrays.pop(name)] * 2)
    arrays.update(twice)
    timeline = {
        "first": place[:3],
        "n_moments": 1,
        "has_tip": False,
        "edits": [],
        "paces": [[*place[:3], 0, numbers["n_batches"]]],
    }
    kept = {name: document[name] for name in ("format", "experiment", "metric", "notation")}
    return {
        **kept,
        "version": 1,
        "settings": [document["experiment"]["training"]],
        "paintings": [None],
        "timeline": timeline,
    }


def _tell_divergence(document: Document, arrays: Arrays) -> Document:
    """Version 1 did not say that a run had diverged: its last gradient, or a row that its history lacks, does."""
    timeline = document["timeline"]
    row = timeline["n_moments"]
    step, epoch, batch, _, n_rows, n_edits, *_, has_gradient = arrays["moments/places"][row].tolist()
    is_set_by_hand = any(edit["step"] == step and edit.get("n_values") for edit in timeline["edits"][:n_edits])
    quantity = None
    if has_gradient and not is_set_by_hand:
        epochs = arrays["history/epochs"][:n_rows]
        if not np.isfinite(arrays["moments/gradients"][row]).all():
            quantity = "gradient"
        elif batch == 0 and epoch == len(epochs) and (epochs == np.arange(epoch)).all():
            # An epoch has ended, each one before it is in the history, and its own loss is not.
            quantity = "loss"
    if quantity is not None:
        timeline = {**timeline, "divergence": {"epoch": epoch, "layer": None, "quantity": quantity}}
    return {**document, "version": 2, "timeline": timeline}


MIGRATIONS: Final[dict[int, Callable[[Document, Arrays], Document]]] = {0: _give_a_past, 1: _tell_divergence}
"""By the version that they start from, each leading to the next one."""
