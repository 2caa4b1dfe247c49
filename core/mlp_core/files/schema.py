"""What the JSON of a project may say, field by field, checked by msgspec; loaded when a file is read or written.

Experiments are written as their frozen records have them, so the schema follows those records: a field that they get is
in the file from then on, and a file from before has its default.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

from mlp_core.data.painting import Painting
from mlp_core.experiment import DataConfig, Experiment, NetworkConfig
from mlp_core.files.table_arrays import TableEntry
from mlp_core.learning.config import TrainingConfig
from mlp_core.learning.stopping import StoppingConfig

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

FASTEST = 1e6
"""Steps a second that a window may be asked for."""

FORMAT = "mlp-visualiser project"

_APART: dict[type, tuple[str, ...]] = {DataConfig: ("table",)}
"""Fields that are no text: they are written as arrays."""


class EditEntry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A change by hand: other settings or points, by their places in the lists of these, or so many parameters."""

    step: Count
    former: Count | None = None
    config: Count | None = None
    points: Count | None = None
    n_values: Count = 0


class DivergenceEntry(msgspec.Struct, forbid_unknown_fields=True):
    """What stopped being finite where a run stands, in which epoch and layer."""

    epoch: Count
    layer: Annotated[int, msgspec.Meta(ge=1, le=2**53)] | None
    quantity: Annotated[str, msgspec.Meta(pattern="^(loss|((weight|bias) )?gradient|weights|biases)$")]


class TimelineEntry(msgspec.Struct, forbid_unknown_fields=True):
    """Where a run stands and has been; its numbers are in arrays."""

    first: tuple[Count, Count, Count]
    n_moments: Count
    has_tip: bool
    edits: list[EditEntry]
    paces: list[tuple[Count, Count, Count, Count, Count]]
    divergence: DivergenceEntry | None = None


class Stamp(msgspec.Struct):
    """What every version of the format has."""

    format: Literal["mlp-visualiser project"]
    version: Annotated[int, msgspec.Meta(ge=0)]


@cache
def struct_of(kind: type) -> Any:
    """Return the strict twin of a frozen record: same fields and defaults, and no others."""
    names = {"Painting": Painting, "TableData": object}
    hints = get_type_hints(kind, None, names)
    entries: list[Any] = []
    for field in fields(kind):
        if field.name in _APART.get(kind, ()):
            continue
        if field.default is not MISSING:
            entries.append((field.name, _twin(hints[field.name]), field.default))
        elif field.default_factory is not MISSING:
            factory = msgspec.field(default_factory=_Fresh(field.default_factory))
            entries.append((field.name, _twin(hints[field.name]), factory))
        else:
            entries.append((field.name, _twin(hints[field.name])))
    return msgspec.defstruct(kind.__name__, entries, forbid_unknown_fields=True)


@cache
def document_type() -> Any:
    """Return the schema of the whole document of the present version."""
    return msgspec.defstruct(
        "Document",
        [
            ("format", Literal["mlp-visualiser project"]),
            ("version", int),
            ("experiment", struct_of(Experiment)),
            ("settings", list[struct_of(TrainingConfig)]),  # type: ignore[misc]
            ("paintings", list[struct_of(Painting) | None]),  # type: ignore[misc]
            ("metric", Literal["accuracy", "R2", "variance kept"]),
            ("timeline", TimelineEntry),
            ("table", TableEntry | None, None),
            ("notation", str, ""),
            ("layout", str, ""),
            ("speed", Annotated[float, msgspec.Meta(ge=0.0, le=FASTEST)] | None, None),
        ],
        forbid_unknown_fields=True,
        kw_only=True,
    )


def to_struct(record: Any) -> Any:
    """Return the twin of a record."""
    record_type: type = type(record)
    kind = struct_of(record_type)
    values = {name: getattr(record, name) for name in kind.__struct_fields__}
    return kind(**{name: to_struct(value) if is_dataclass(value) else value for name, value in values.items()})


def from_struct(kind: type, struct: Any) -> Any:
    """Return the record of type `kind` that a twin stands for."""
    values = {name: getattr(struct, name) for name in struct.__struct_fields__}
    return kind(**{name: _record(value) for name, value in values.items()})


class _Fresh:
    """Makes the twin of what a record has by default."""

    def __init__(self, factory: Any) -> None:
        self._factory = factory

    def __call__(self) -> Any:
        return to_struct(self._factory())


_KINDS = (Painting, DataConfig, NetworkConfig, TrainingConfig, StoppingConfig, Experiment)
_RECORDS = {kind.__name__: kind for kind in _KINDS}


def _record(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return from_struct(_RECORDS[type(value).__name__], value)
    return value


def _twin(hint: Any) -> Any:
    """Return a type with the twins in place of the records in it."""
    if isinstance(hint, type) and hint in _RECORDS.values():
        return struct_of(hint)
    parts = getattr(hint, "__args__", ())
    twins = tuple(part for part in parts if isinstance(part, type) and part in _RECORDS.values())
    if twins and type(None) in parts:
        return struct_of(twins[0]) | None
    return hint
