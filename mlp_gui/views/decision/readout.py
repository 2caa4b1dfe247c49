"""The readout: what the network answers at one point, exactly, and which sample lies there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_gui.look.numbers import compact, fixed, signed
from mlp_gui.views.axes import ReadoutRow
from mlp_gui.views.decision.naming import answered_class, part_of, symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

    import mlp_core as mlp
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.decision.output_scale import OutputScale

_WITHHELD: Final = "–"
_MOST_OUTPUTS, _HIGHEST = 6, 3
"""Outputs that are all told, and of more how many: a card of ten digits was higher than the dock."""


@dataclass(frozen=True, slots=True, eq=False)
class Readout:
    """One point, read out.

    Attributes
    ----------
    point : ndarray, shape (n_coordinates,), float64
        Raw inputs.
    outputs : ndarray, shape (n_outputs,)
        The network's answer at exactly that point.
    rows : tuple of ReadoutRow
        The card's lines.
    text : str
        The same in one sentence, for assistive technology.
    """

    point: np.ndarray
    outputs: np.ndarray
    rows: tuple[ReadoutRow, ...]
    text: str


def read_out(
    snapshot: Snapshot,
    scale: OutputScale,
    point: np.ndarray,
    sample: int = -1,
    coordinates: tuple[int, ...] | None = None,
    is_withheld: bool = False,
) -> Readout:
    """Ask the snapshot's network what it answers at a point.

    Parameters
    ----------
    snapshot : Snapshot
        Network and data.
    scale : OutputScale
        Its neutral output is the threshold between two classes.
    point : ndarray, shape (n_coordinates,), float64
        Raw inputs; not used where a sample is given.
    sample : int
        Row of the dataset to read out instead, or -1.
    coordinates : tuple of int, optional
        Raw inputs that are told; all of them where left out.
    is_withheld : bool
        Whether a dash stands for everything that the network answers.
    """
    dataset = snapshot.dataset
    if sample >= 0:
        point = dataset.points[sample]
    outputs = np.asarray(snapshot.network.predict(dataset.input_map(point[np.newaxis]))[0])
    told = range(len(point)) if coordinates is None else coordinates
    rows = [_coordinate_row(dataset.point_names[index], float(point[index])) for index in told]
    answers = (
        _returned_rows(dataset, outputs, point, told) if dataset.is_compression else _output_rows(dataset, outputs)
    )
    if dataset.task == "classification":
        answers.append(ReadoutRow("answer", answered_class(dataset, outputs, scale.neutral)))
    if is_withheld and len(outputs) > _MOST_OUTPUTS:
        answers = answers[-1:]  # which outputs are the highest would tell the answer
    rows += [replace(row, value=_WITHHELD) for row in answers] if is_withheld else answers
    if sample >= 0:
        truth = f"{_truth(dataset, sample)}, {part_of(dataset, sample)}"
        rows.append(ReadoutRow(dataset.sample_names.name(sample), truth))
    return Readout(point, outputs, tuple(rows), ", ".join(f"{row.name} {row.value}" for row in rows))


def _coordinate_row(name: str, value: float) -> ReadoutRow:
    """Return a raw input: a symbol with its number in place, or a column of a table in its own units."""
    shown = symbol(name)
    if shown == name:
        return ReadoutRow(name, compact(value, 4))
    return ReadoutRow(shown, signed(value, 3), is_maths=True)


def _returned_rows(
    dataset: mlp.Dataset, outputs: np.ndarray, point: np.ndarray, told: Iterable[int]
) -> list[ReadoutRow]:
    """Return what comes back of the coordinates that are told, and how far all inputs are off."""
    values = dataset.in_units(outputs.astype(np.float64))
    wanted = set(told)
    rows = [
        ReadoutRow(f"{symbol(dataset.point_names[feature.inputs[0]])} comes back", compact(float(value), 4))
        for feature, value in zip(dataset.input_map.features, values, strict=True)
        if feature.is_coordinate and feature.inputs[0] in wanted
    ]
    error = np.sqrt(np.mean(np.square(outputs - dataset.input_map(point[np.newaxis])[0])))
    return [*rows, ReadoutRow("error", compact(float(error), 3))]


def _output_rows(dataset: mlp.Dataset, outputs: np.ndarray) -> list[ReadoutRow]:
    if len(outputs) == 1:
        return [ReadoutRow("output", _in_units(dataset, float(outputs[0])))]
    names = (
        dataset.class_names if dataset.task == "classification" else [f"output {i + 1}" for i in range(len(outputs))]
    )
    told = np.arange(len(outputs))
    if len(outputs) > _MOST_OUTPUTS:
        told = np.sort(np.argsort(-outputs, kind="stable")[:_HIGHEST])
    rows = [ReadoutRow(names[index], fixed(float(outputs[index]), 4)) for index in told.tolist()]
    rest = np.delete(outputs, told)
    if len(rest):
        rows.append(ReadoutRow(f"{len(rest)} others", f"≤ {fixed(float(rest.max()), 4)}"))
    return rows


def _truth(dataset: mlp.Dataset, sample: int) -> str:
    if dataset.is_compression:
        return dataset.group_names[int(dataset.groups[sample])] if dataset.groups.size else "no class"
    if dataset.task == "classification":
        return dataset.class_names[int(dataset.labels[sample])]
    return _in_units(dataset, float(dataset.values[sample, 0]))


def _in_units(dataset: mlp.Dataset, value: float) -> str:
    """Return an output or a target in the user's own units."""
    if (dataset.value_shift, dataset.value_scale) == (0.0, 1.0):
        return fixed(value, 4)
    return compact(value * dataset.value_scale + dataset.value_shift, 4)
