"""A recorded timeline as a few arrays: one row for each moment, and the changes by hand one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mlp_core.errors import ArgumentError
from mlp_core.files.archive import UnreadableError
from mlp_core.learning.checkpoint import Checkpoint
from mlp_core.learning.edits import DataEdit, ParameterEdit, SettingsEdit
from mlp_core.learning.history import HistoryView, no_rows
from mlp_core.learning.keeping import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.data.painting import Painting
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.edits import Edit
    from mlp_core.learning.timeline_record import TimelineRecord

    Array = npt.NDArray[Any]

PLACES: Final = (
    "step_count",
    "epoch",
    "batch",
    "batch_size",
    "n_rows",
    "n_edits",
    "settings",
    "order",
    "points",
    "has_gradient",
)
"""Columns of "moments/places"; an order of -1 is none, and "points" is a place in the list of paintings."""

VALUES: Final = tuple(name for name in HistoryView.__slots__ if name not in ("epochs", "metric_name"))
"""Rows of "history/values"."""

SLOTS: Final = "moments/slots/"

_WORD: Final = (1 << 64) - 1
_GENERATOR: Final = "PCG64"


@dataclass(slots=True)
class Shelf:
    """Settings, orders and points that many moments share, each kept once.

    Attributes
    ----------
    settings : dict of TrainingConfig to int
        Their places.
    orders : list of ndarray of int64, shapes (n_train,)
        Orders of the samples.
    paintings : list of Painting or None
        What was painted on top of the points of the experiment.
    """

    settings: dict[TrainingConfig, int]
    orders: list[Array]
    paintings: list[Painting | None]
    _order_places: dict[int, int]
    _painting_places: dict[int, int]

    @classmethod
    def empty(cls) -> Shelf:
        """Return one with nothing on it."""
        return cls({}, [], [], {}, {})

    def place_of_settings(self, config: TrainingConfig) -> int:
        """Return where settings are kept."""
        return self.settings.setdefault(config, len(self.settings))

    def place_of_order(self, order: Array | None) -> int:
        """Return where an order is kept; -1 for none."""
        if order is None:
            return -1
        if id(order) not in self._order_places:
            self._order_places[id(order)] = len(self.orders)
            self.orders.append(order)
        return self._order_places[id(order)]

    def place_of_points(self, dataset: Dataset) -> int:
        """Return where what was painted on a dataset is kept."""
        painting = dataset.painting
        if id(painting) not in self._painting_places:
            self._painting_places[id(painting)] = len(self.paintings)
            self.paintings.append(painting)
        return self._painting_places[id(painting)]


def rows_of(record: TimelineRecord) -> list[Kept]:
    """Return the moments of a record in the order of their rows: those on the way, the present one, the last one."""
    return [*record.moments, record.now, *([] if record.tip is None else [record.tip])]


def pack(record: TimelineRecord, shelf: Shelf) -> dict[str, Array]:
    """Return the arrays of a record; settings, orders and points go to the shelf.

    Raises
    ------
    ArgumentError
        If its generator is of a kind that is not written down.
    """
    rows = rows_of(record)
    checkpoints = [kept.checkpoint for kept in rows]
    names = sorted({name for checkpoint in checkpoints for name in checkpoint.slots})
    like = checkpoints[0].parameters
    nothing = np.zeros_like(like)
    arrays = {
        "moments/places": np.array([_place_of(kept, shelf) for kept in rows], np.int64),
        "moments/random": np.array([_words_of(checkpoint) for checkpoint in checkpoints], np.uint64),
        "moments/parameters": np.stack([checkpoint.parameters for checkpoint in checkpoints]),
        "moments/gradients": np.stack([_or(checkpoint.gradient, nothing) for checkpoint in checkpoints]),
        "moments/orders": np.concatenate([np.empty(0, np.int64), *shelf.orders]),
        "moments/order_lengths": np.array([order.size for order in shelf.orders], np.int64),
        "history/epochs": record.history.epochs,
        "history/values": np.stack([getattr(record.history, name) for name in VALUES]),
    }
    for name in names:
        arrays[SLOTS + name] = np.stack([_or(checkpoint.slots.get(name), nothing) for checkpoint in checkpoints])
    by_hand = [edit for edit in record.edits if isinstance(edit, ParameterEdit)]
    arrays["edits/indices"] = np.concatenate([np.empty(0, np.int64), *(edit.indices for edit in by_hand)])
    arrays["edits/values"] = np.concatenate([np.empty(0), *(edit.values for edit in by_hand)])
    return arrays


def unpack_moments(
    arrays: Mapping[str, Array],
    settings: Sequence[TrainingConfig],
    slot_names: Sequence[tuple[str, ...]],
    datasets: Sequence[Dataset],
    metric: str,
) -> list[Kept]:
    """Return the moments of all rows; what they hold has been checked."""
    orders = orders_of(arrays)
    moments = []
    for row, numbers in enumerate(arrays["moments/places"].tolist()):
        place = dict(zip(PLACES, numbers, strict=True))
        checkpoint = Checkpoint(
            parameters=arrays["moments/parameters"][row],
            slots=MappingProxyType({name: arrays[SLOTS + name][row] for name in slot_names[place["settings"]]}),
            gradient=arrays["moments/gradients"][row] if place["has_gradient"] else None,
            step_count=place["step_count"],
            epoch=place["epoch"],
            batch=place["batch"],
            batch_size=place["batch_size"],
            order=orders[place["order"]] if place["order"] >= 0 else None,
            random_state=_random_state(arrays["moments/random"][row].tolist()),
            history=no_rows(metric),
            config=settings[place["settings"]],
            dataset=datasets[place["points"]],
        )
        moments.append(Kept(checkpoint, place["n_rows"], place["n_edits"]))
    return moments


def orders_of(arrays: Mapping[str, Array]) -> list[Array]:
    """Return the orders, which lie one after the other."""
    ends = np.cumsum(arrays["moments/order_lengths"])
    return np.split(arrays["moments/orders"], ends[:-1]) if ends.size else []


def unpack_history(arrays: Mapping[str, Array], metric: str) -> HistoryView:
    """Return the history."""
    columns = dict(zip(VALUES, arrays["history/values"], strict=True))
    return HistoryView(epochs=arrays["history/epochs"], metric_name=metric, **columns)


def unpack_edits(
    entries: Sequence[Any], arrays: Mapping[str, Array], settings: Sequence[TrainingConfig], datasets: Sequence[Dataset]
) -> list[Edit]:
    """Return the changes by hand.

    Raises
    ------
    UnreadableError
        If an entry names settings, points or parameters that there are not.
    """
    indices, values = arrays["edits/indices"], arrays["edits/values"]
    edits: list[Edit] = []
    start = 0
    for entry in entries:
        if entry.config is not None and entry.former is not None:
            if max(entry.config, entry.former) >= len(settings):
                raise UnreadableError("its changes by hand name settings that it does not have")
            edits.append(SettingsEdit(entry.step, settings[entry.former], settings[entry.config]))
        elif entry.points is not None:
            if entry.points >= len(datasets):
                raise UnreadableError("its changes by hand name points that it does not have")
            edits.append(DataEdit(entry.step, datasets[entry.points]))
        else:
            part = slice(start, start + entry.n_values)
            edits.append(ParameterEdit(entry.step, indices[part], values[part]))
            start += entry.n_values
    if start != len(indices):
        raise UnreadableError("its changes by hand have other numbers of parameters than it says")
    return edits


def _place_of(kept: Kept, shelf: Shelf) -> list[int]:
    checkpoint = kept.checkpoint
    counts = [checkpoint.step_count, checkpoint.epoch, checkpoint.batch, checkpoint.batch_size]
    if checkpoint.dataset is None:
        raise ArgumentError("A moment of the record does not know its points; Timeline.record gives moments that do.")
    shared = [shelf.place_of_settings(checkpoint.config), shelf.place_of_order(checkpoint.order)]
    points = shelf.place_of_points(checkpoint.dataset)
    return [*counts, kept.n_rows, kept.n_edits, *shared, points, int(checkpoint.gradient is not None)]


def _words_of(checkpoint: Checkpoint) -> list[int]:
    """Return the generator's state as 64-bit words, the high ones first."""
    state = checkpoint.random_state
    if state["bit_generator"] != _GENERATOR:
        raise ArgumentError(f"random_state is of {state['bit_generator']}; a project file holds {_GENERATOR} alone.")
    inner = state["state"]
    words = [part for name in ("state", "inc") for part in (inner[name] >> 64, inner[name] & _WORD)]
    return [*words, state["has_uint32"], state["uinteger"]]


def _random_state(words: list[int]) -> MappingProxyType[str, Any]:
    high, low, high_step, low_step, has_half, half = words
    inner = {"state": high << 64 | low, "inc": high_step << 64 | low_step}
    return MappingProxyType({"bit_generator": _GENERATOR, "state": inner, "has_uint32": has_half, "uinteger": half})


def _or(array: Array | None, instead: Array) -> Array:
    return instead if array is None else array
