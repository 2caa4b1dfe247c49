"""What a form, a menu and a plot need to know of the data of a configuration: a bundled dataset, or a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlp_core.data.dataset import CLASSIFICATION, COMPRESSION
from mlp_core.data.registry import DATASETS, DatasetKind
from mlp_core.errors import ArgumentError

if TYPE_CHECKING:
    from mlp_core.data.tables.table_data import TableData
    from mlp_core.experiment import DataConfig

TABLE: Final = "table"
"""The `DataConfig.name` of data from a table of one's own."""

MANY_ROWS: Final = 10_000
"""Rows of a table that are taken to begin with: more make every epoch slow and every picture full."""


def kind_of(config: DataConfig) -> DatasetKind:
    """Return the dataset that a configuration names, with the task that is to be learned.

    Parameters
    ----------
    config : DataConfig
        Its `name` is one of `mlp_core.DATASETS`, or "table" and then its `table` says more.

    Raises
    ------
    ArgumentError
        If the name or the task is unknown, the table is missing, or there is a single coordinate to compress.
    """
    kind = source_of(config)
    if config.task not in ("", COMPRESSION):
        raise ArgumentError(f"task is {config.task!r}; it must be '' or {COMPRESSION!r}.")
    if config.task == COMPRESSION or kind.task == COMPRESSION:
        return _compressed(kind, len(config.features))
    return kind


def can_be_compressed(kind: DatasetKind) -> bool:
    """Whether points have more than one coordinate, which fewer numbers can stand for."""
    return kind.n_inputs > 1


def source_of(config: DataConfig) -> DatasetKind:
    """Return the dataset that a configuration names, with the task that its own targets ask for.

    Raises
    ------
    ArgumentError
        If the name is unknown, or the table is missing.
    """
    if config.name == TABLE:
        if config.table is None:
            raise ArgumentError("name is 'table', but there is no table; it needs one, or another name.")
        return table_kind(config.table)
    if not isinstance(config.name, str) or config.name not in DATASETS:
        raise ArgumentError(f"name has {config.name!r}; it must be one of {', '.join(DATASETS)}.")
    return DATASETS[config.name]


def table_kind(data: TableData) -> DatasetKind:
    """Return what there is to know of a table: as many points as rows can be used, and no noise."""
    is_classification = data.choice.task == CLASSIFICATION
    verb = "tells" if is_classification else "predicts"
    aim = f"{verb} {data.choice.target} by" if data.choice.task != COMPRESSION else "gives back"
    return DatasetKind(
        name=TABLE,
        title=data.table.name,
        summary=f"{data.n_rows:,} rows; {aim} {len(data.choice.inputs)} columns.",
        generate=data.generate,
        task=data.choice.task,
        n_classes=len(data.class_names),
        n_inputs=len(data.point_names),
        domain=data.domain,
        sizes=(1, data.n_rows),
        noise_range=(0.0, 0.0),
        default_size=min(data.n_rows, MANY_ROWS),
        default_noise=0.0,
        default_normalisation="z_score",
        point_names=data.point_names,
        class_names=data.class_names,
        missing=data.choice.missing,
        one_hot=data.one_hot,
        normalises_values=not is_classification,
    )


def _compressed(kind: DatasetKind, n_values: int) -> DatasetKind:
    """Return the same data where the inputs themselves are learned; classes are known, and not learned."""
    if not can_be_compressed(kind):
        raise ArgumentError(f"{kind.title} has one coordinate; a compression needs points of two or more.")
    return replace(
        kind, task=COMPRESSION, n_classes=0, class_names=(), normalises_values=False, n_values=max(n_values, 1)
    )


def table_config(data: TableData) -> DataConfig:
    """Return sensible settings to start with a table: all its inputs, z-scores, and up to `MANY_ROWS` rows."""
    return replace(table_kind(data).defaults, table=data)
