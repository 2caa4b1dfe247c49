"""Between a project and the parts of its file: what is written as JSON, what as arrays, and what must fit together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from mlp_core.data.loading import load_dataset
from mlp_core.data.painting import Painting
from mlp_core.experiment import Experiment
from mlp_core.files import schema
from mlp_core.files.archive import UnreadableError
from mlp_core.files.migrations import VERSION, migrate
from mlp_core.files.npy import from_npy, to_npy
from mlp_core.files.table_arrays import VALUES, pack_table, unpack_table
from mlp_core.files.timeline_arrays import (
    SLOTS,
    Shelf,
    pack,
    unpack_edits,
    unpack_history,
    unpack_moments,
)
from mlp_core.files.timeline_check import check_arrays, check_places, check_steps
from mlp_core.learning.config_check import check_fit
from mlp_core.learning.divergence import Divergence
from mlp_core.learning.edits import DataEdit, SettingsEdit
from mlp_core.learning.metrics import metric_name
from mlp_core.learning.moments import Moment, Pace
from mlp_core.learning.optimizers import OPTIMIZERS
from mlp_core.learning.timeline_record import TimelineRecord
from mlp_core.network.layout import Layout
from mlp_core.network.network import Network

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from mlp_core.data.dataset import Dataset
    from mlp_core.files.project import Project
    from mlp_core.learning.config import TrainingConfig
    from mlp_core.learning.edits import Edit

    Arrays = dict[str, npt.NDArray[Any]]

DOCUMENT: Final = "project.json"
LARGEST_DOCUMENT: Final = 8 << 20
"""Bytes of the JSON."""

MOST_LAYERS: Final = 1000

MOST_DRAWN: Final = 5_000_000
"""Points that may have to be drawn to open a file; each painting is on top of all of them."""

_NPY: Final = ".npy"
_NAME: Final = re.compile(r"[a-z0-9_]{1,40}(/[a-z0-9_]{1,40}){0,2}\.npy", re.ASCII)
_ALWAYS: Final = (
    "moments/places",
    "moments/random",
    "moments/parameters",
    "moments/gradients",
    "moments/orders",
    "moments/order_lengths",
    "history/epochs",
    "history/values",
    "edits/indices",
    "edits/values",
)


def members_of(project: Project) -> dict[str, bytes]:
    """Return the parts of a project's file by their names; a past that is too much to be opened again is left out.

    Raises
    ------
    UnreadableError
        If what is to be written as JSON would be too long to be read again.
    ArgumentError
        If something of it cannot be written down.
    """
    arrays, document = _packed(project)
    content = msgspec.json.encode(document, enc_hook=plain)
    if len(content) > LARGEST_DOCUMENT or _draws_too_much(len(document.paintings), project.experiment):
        arrays, document = _packed(replace(project, record=project.record.without_past()))
        content = msgspec.json.encode(document, enc_hook=plain)
    if len(content) > LARGEST_DOCUMENT:
        raise UnreadableError("its settings take more room than a project has for them")
    return {DOCUMENT: content, **{name + _NPY: to_npy(array) for name, array in arrays.items()}}


def _packed(project: Project) -> tuple[Arrays, Any]:
    record, shelf = project.record, Shelf.empty()
    arrays = pack(record, shelf)
    table = None
    if project.experiment.data.table is not None:
        table, arrays[VALUES] = pack_table(project.experiment.data.table)
    edits = [_entry_of(edit, shelf) for edit in record.edits]
    timeline = schema.TimelineEntry(
        first=(record.first.step, record.first.epoch, record.first.batch),
        n_moments=len(record.moments),
        has_tip=record.tip is not None,
        edits=edits,
        paces=[
            (pace.start.step, pace.start.epoch, pace.start.batch, pace.n_edits, pace.n_batches) for pace in record.paces
        ],
        divergence=_divergence_entry(record.divergence),
    )
    document = schema.document_type()(
        format=schema.FORMAT,
        version=VERSION,
        experiment=schema.to_struct(project.experiment),
        settings=[schema.to_struct(settings) for settings in shelf.settings],
        paintings=[None if painting is None else schema.to_struct(painting) for painting in shelf.paintings],
        metric=record.history.metric_name,
        timeline=timeline,
        table=table,
        notation=project.notation,
        layout=project.layout,
        speed=project.speed,
    )
    return arrays, document


def _draws_too_much(n_paintings: int, experiment: Experiment) -> bool:
    """Whether so many paintings are more than can be drawn and painted again in a moment; one always can."""
    return n_paintings > 1 and n_paintings * max(experiment.data.n_samples, 1) > MOST_DRAWN


def arrays_of(members: Mapping[str, bytes]) -> Arrays:
    """Return the arrays of a file's other parts.

    Raises
    ------
    UnreadableError
        If one of them is something else.
    """
    strange = next((name for name in members if _NAME.fullmatch(name) is None), None)
    if strange is not None:
        raise UnreadableError(f"it has a part {strange[:60]!r}, which is none of a project")
    return {name.removesuffix(_NPY): from_npy(name.removesuffix(_NPY), content) for name, content in members.items()}


def read_document(content: bytes, arrays: Arrays) -> Any:
    """Return the document, checked; one of an earlier version has become one of today, and so have the arrays.

    Raises
    ------
    UnreadableError
        If it is of a newer version, or a field is missing, unknown or not what it has to be.
    """
    try:
        stamp = msgspec.json.decode(content, type=schema.Stamp)
        if stamp.version > VERSION:
            raise UnreadableError(
                f"it was saved by a newer version of this program (its format is {stamp.version}, and the newest one "
                f"known here is {VERSION}); update the program to open it"
            )
        if stamp.version == VERSION:
            return msgspec.json.decode(content, type=schema.document_type())
        return msgspec.convert(migrate(msgspec.json.decode(content), arrays), type=schema.document_type())
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        newer = "; it may be of a newer version of this program" if "unknown field" in str(error) else ""
        raise UnreadableError(f"its part {DOCUMENT} is not what it has to be ({error}){newer}") from error


def experiment_of(document: Any, arrays: Arrays) -> Experiment:
    """Return the experiment of a document, and take the table that it learns from out of the arrays.

    Raises
    ------
    UnreadableError
        If it has more layers than can be, or a table that is none.
    MlpError
        If its table cannot be learned from.
    """
    experiment: Experiment = schema.from_struct(Experiment, document.experiment)
    if len(experiment.network.hidden_sizes) > MOST_LAYERS:
        raise UnreadableError(f"its network has {len(experiment.network.hidden_sizes)} hidden layers")
    if document.table is None:
        return experiment
    if VALUES not in arrays:
        raise UnreadableError(f"its part {VALUES}{_NPY} is missing")
    return experiment.with_data(table=unpack_table(document.table, arrays.pop(VALUES)))


def record_of(document: Any, arrays: Arrays, experiment: Experiment) -> TimelineRecord:
    """Return the run of a document, every number of it checked against the experiment.

    Raises
    ------
    UnreadableError
        Naming what does not fit.
    MlpError
        If the data cannot be drawn, the network not be built, or not be trained so.
    """
    entry = document.timeline
    datasets = _datasets(document, experiment)
    dataset = datasets[0]
    settings = [schema.from_struct(type(experiment.training), each) for each in document.settings]
    if not settings:
        raise UnreadableError("it has no training settings")
    _check_names(arrays, settings)
    sizes = (dataset.n_inputs, *experiment.network.hidden_sizes, dataset.n_outputs)
    n_parameters = Layout(sizes).parameter_count
    n_train = np.array([len(each.train) for each in datasets])
    dtype = np.dtype(experiment.network.dtype) if experiment.network.dtype == "float32" else np.dtype(np.float64)
    # Before the network is built: a size that there are no parameters for would take all memory.
    check_arrays(arrays, entry.n_moments + 1 + entry.has_tip, n_parameters, dtype)
    limits = {
        "n_rows": arrays["history/epochs"].size,
        "n_edits": len(entry.edits),
        "settings": len(settings) - 1,
        "order": len(arrays["moments/order_lengths"]) - 1,
        "points": len(datasets) - 1,
    }
    check_places(arrays["moments/places"], limits, n_train, arrays["moments/order_lengths"], has_tip=entry.has_tip)
    _check_network(experiment, sizes, settings, dataset)
    if document.metric != metric_name(dataset.task):
        raise UnreadableError(f"its history is one of {document.metric}, which is not measured on these data")
    slot_names = [OPTIMIZERS[config.optimizer].kind.slot_names for config in settings]
    moments = unpack_moments(arrays, settings, slot_names, datasets, document.metric)
    edits = unpack_edits(entry.edits, arrays, settings, datasets)
    *on_the_way, now = moments[: entry.n_moments + 1]
    steps = [edit.step for edit in edits]
    check_steps(entry.first, steps, entry.paces, moments[-1].checkpoint.step_count)
    return TimelineRecord(
        first=Moment(*entry.first),
        now=now,
        tip=moments[-1] if entry.has_tip else None,
        moments=tuple(on_the_way),
        edits=tuple(edits),
        paces=tuple(Pace(Moment(*pace[:3]), pace[3], pace[4]) for pace in entry.paces),
        history=unpack_history(arrays, document.metric),
        divergence=_divergence_of(entry.divergence, len(sizes) - 1),
    )


def _datasets(document: Any, experiment: Experiment) -> list[Dataset]:
    """Return the points of the run, painted as they were one time and another."""
    paintings = [None if each is None else schema.from_struct(Painting, each) for each in document.paintings]
    if not paintings or _draws_too_much(len(paintings), experiment):
        raise UnreadableError(f"its points were painted {len(paintings)} times, which cannot be")
    return [load_dataset(experiment.with_data(painted=painting).data) for painting in paintings]


def _entry_of(edit: Edit, shelf: Shelf) -> schema.EditEntry:
    if isinstance(edit, SettingsEdit):
        former, config = shelf.place_of_settings(edit.former), shelf.place_of_settings(edit.config)
        return schema.EditEntry(edit.step, former, config)
    if isinstance(edit, DataEdit):
        return schema.EditEntry(edit.step, points=shelf.place_of_points(edit.dataset))
    return schema.EditEntry(edit.step, n_values=len(edit.indices))


def _divergence_entry(divergence: Divergence | None) -> schema.DivergenceEntry | None:
    if divergence is None:
        return None
    return schema.DivergenceEntry(divergence.epoch, divergence.layer, divergence.quantity)


def _divergence_of(entry: schema.DivergenceEntry | None, n_layers: int) -> Divergence | None:
    if entry is None:
        return None
    if entry.layer is not None and entry.layer > n_layers:
        raise UnreadableError(f"it diverged in layer {entry.layer}, which its network does not have")
    return Divergence(entry.epoch, entry.layer, entry.quantity)


def _check_names(arrays: Arrays, settings: list[TrainingConfig]) -> None:
    """Refuse a file in which an array is missing or one is too many."""
    unknown = next((each.optimizer for each in settings if each.optimizer not in OPTIMIZERS), None)
    if unknown is not None:
        raise UnreadableError(f"its training settings name an optimizer {unknown[:60]!r}, which there is not")
    slots = {SLOTS + name for each in settings for name in OPTIMIZERS[each.optimizer].kind.slot_names}
    missing = next((name for name in (*_ALWAYS, *sorted(slots)) if name not in arrays), None)
    if missing is not None:
        raise UnreadableError(f"its part {missing}{_NPY} is missing")
    strange = next((name for name in arrays if name not in _ALWAYS and name not in slots), None)
    if strange is not None:
        raise UnreadableError(f"it has a part {strange[:60]!r}, which is none of a project")


def _check_network(
    experiment: Experiment, sizes: tuple[int, ...], settings: list[TrainingConfig], dataset: Dataset
) -> None:
    """Build the network, which finds out whether its names, sizes and first weights are possible."""
    config = experiment.network
    network = Network(
        sizes,
        hidden=config.hidden_activations,
        output=config.output_activation,
        initializer=config.initializer,
        rng=config.seed,
        dtype=config.dtype,
    )
    if config.weights is not None and config.biases is not None:
        network.set_weights(config.weights, config.biases)
    for each in settings:
        check_fit(each, network, dataset)


def plain(value: object) -> object:
    """Return the Python number that a NumPy number stands for."""
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} cannot be written as JSON.")
