"""What the canvas says in words and exact numbers: cards, tool-tips and texts for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_gui.look.numbers import compact, counted, grouped, signed
from mlp_gui.views.network.card import Card, CardRow, value_row
from mlp_gui.views.network.frame import sample_inputs
from mlp_gui.views.network.own_units import OwnUnits
from mlp_gui.views.network.pixel_bands import band_name
from mlp_gui.views.network.unit_means import averaged_text

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Snapshot
    from mlp_gui.views.network.frame import Frame
    from mlp_gui.views.network.heat import ValueScale
    from mlp_gui.views.network.scene import Hit, Scene
    from mlp_gui.views.network.structure import Structure

MOST_SAMPLES = 1 << 16
"""Of a table with more rows, so many evenly tell of a column."""


def network_summary(structure: Structure) -> str:
    """Return the network in one sentence, for screen readers."""
    parts = [f"{structure.inputs_on} of {counted(len(structure.inputs), 'input')} on"]
    parts += [f"{layer.title} with {counted(layer.size, layer.activation + ' unit')}" for layer in structure.layers]
    return ", ".join(parts) + "."


def rows_title(scene: Scene, column: int, row: int) -> str:
    """Name a row: an input's label, "Hidden 2, unit 1", or "Inputs 29–56"."""
    start, stop = scene.groups[column][row]
    if stop - start > 1:
        rows = f", {band_name(start, stop, scene.picture[1])}" if scene.picture is not None and column == 0 else ""
        return f"{scene.structure.column_title(column)} {grouped(start + 1)}–{grouped(stop)}{rows}"
    if column == 0:
        item = scene.structure.inputs[start]
        return item.title or item.label
    return scene.structure.unit_title(column - 1, start)


def edge_title(scene: Scene, edge: int) -> str:
    """Name an edge: "Hidden 1, unit 2 → Output"."""
    gap = int(scene.curves.gap[edge])
    source = rows_title_short(scene, gap, int(scene.curves.source[edge]))
    return f"{source} → {rows_title(scene, gap + 1, int(scene.curves.target[edge]))}"


def rows_title_short(scene: Scene, column: int, row: int) -> str:
    """Name a row as `rows_title` does, single inputs by their label."""
    start, stop = scene.groups[column][row]
    return scene.structure.inputs[start].label if column == 0 and stop - start == 1 else rows_title(scene, column, row)


def card_for(scene: Scene, hit: Hit, snapshot: Snapshot | None, frame: Frame | None, sample: int) -> Card | None:
    """Return the card of what is hovered, or None where there is nothing to say.

    Parameters
    ----------
    scene : Scene
        What is shown.
    hit : Hit
        What is hovered.
    snapshot : Snapshot or None
        Where exact numbers come from; of the network shown, or None.
    frame : Frame or None
        Pooled numbers.
    sample : int
        Selected row of the dataset, or -1.
    """
    if hit.kind == "edge":
        return _edge_card(scene, hit.edge, snapshot, frame)
    if hit.kind not in ("tile", "bias"):
        return None
    if not scene.layout.columns[hit.column].is_single(hit.row):
        return _group_card(scene, hit, snapshot, frame)
    if hit.column == 0:
        return _input_card(scene, hit.row, snapshot, frame, sample)
    return _unit_card(scene, hit, snapshot, frame, sample)


def _edge_card(scene: Scene, edge: int, snapshot: Snapshot | None, frame: Frame | None) -> Card | None:
    title = edge_title(scene, edge)
    mark = scene.mark_of_edge(edge)
    if mark is None:
        gap = int(scene.curves.gap[edge])
        targets = scene.groups[gap + 1][int(scene.curves.target[edge])]
        sources = scene.groups[gap][int(scene.curves.source[edge])]
        count = (targets[1] - targets[0]) * (sources[1] - sources[0])
        rows = [CardRow("bundle of", counted(count, "weight"))]
        if frame is not None:
            value = float(frame.edge_values[edge])
            rows.append(value_row("root mean square", value, signed(value, 4)))
        return Card(title, tuple(rows), "click to open")
    if snapshot is None:
        return None
    index = snapshot.network.weight_index(mark.layer, mark.unit, mark.input)
    return Card(title, _parameter_rows("weight", index, snapshot))


def _parameter_rows(label: str, index: int, snapshot: Snapshot) -> tuple[CardRow, ...]:
    value = float(snapshot.network.parameters[index])
    rows = [value_row(label, value, signed(value, 4))]
    if snapshot.gradient is not None:
        gradient = float(snapshot.gradient[index])
        rows.append(value_row("gradient", gradient, _gradient_text(gradient), error=True))
    return tuple(rows)


def _gradient_text(value: float) -> str:
    return signed(value, 4) if value == 0.0 or abs(value) >= 5e-5 else f"{'+' if value > 0 else ''}{compact(value)}"


def _group_card(scene: Scene, hit: Hit, snapshot: Snapshot | None, frame: Frame | None) -> Card:
    start, stop = scene.groups[hit.column][hit.row]
    rows = [CardRow("shown together", counted(stop - start, "input" if hit.column == 0 else "unit"))]
    if frame is not None and frame.activations is not None:
        value = float(frame.activations[hit.column][hit.row])
        rows.append(value_row("mean value" if hit.column == 0 else "mean activation", value, signed(value, 4)))
        if frame.averaged and snapshot is not None:
            rows.append(CardRow("mean over", averaged_text(frame.averaged, snapshot)))
    if frame is not None and hit.column > 0:
        bias = float(frame.biases[hit.column - 1][hit.row])
        rows.append(value_row("mean bias", bias, signed(bias, 4)))
    return Card(rows_title(scene, hit.column, hit.row), tuple(rows), "click to open")


def _input_card(scene: Scene, row: int, snapshot: Snapshot | None, frame: Frame | None, sample: int) -> Card:
    item = scene.structure.inputs[scene.groups[0][row][0]]
    title = f"{item.label}" if not item.is_feature else f"Input {item.label}"
    if not item.on or snapshot is None:
        return Card(title, (), item.summary)
    dataset, input_map = snapshot.dataset, snapshot.dataset.input_map
    shift, scale = float(input_map.shift[item.index]), float(input_map.scale[item.index])
    # In the units of the data, whatever the network is given.
    values = dataset.inputs[mlp.evenly(dataset.train, MOST_SAMPLES), item.index] * scale + shift
    rows = [
        CardRow("training mean", compact(float(np.mean(values)), 4)),
        CardRow("standard deviation", compact(float(np.std(values)), 4)),
        CardRow("range", f"{compact(float(np.min(values)), 4)} to {compact(float(np.max(values)), 4)}"),
    ]
    if (shift, scale) != (0.0, 1.0):
        rows.append(CardRow("normalised", f"(value − {compact(shift)}) / {compact(scale)}".replace("− −", "+ ")))
    if 0 <= sample < len(dataset.inputs):
        given = float(dataset.inputs[sample, item.index])
        value = given * scale + shift
        rows.append(value_row(dataset.sample_names.name(sample), value, compact(value, 4)))
        if (shift, scale) != (0.0, 1.0):
            rows.append(value_row("for the network", given, signed(given, 4)))
    if not item.is_feature:
        if frame is not None and frame.units is not None:
            rows += _colour_rows(OwnUnits.of(dataset).of_input_colours(frame.units[0]), shift, scale)
        return Card(title, tuple(rows))
    return Card(title, tuple(rows), "click to switch it off")


def _colour_rows(colours: ValueScale, shift: float, scale: float) -> list[CardRow]:
    """Return what the colours of a tile mean in the user's own units."""
    ends = " and ".join(compact(place * scale + shift) for place in (colours.low, colours.high))
    return [CardRow("no colour at", compact(colours.centre * scale + shift)), CardRow("full colour at", ends)]


def _own_rows(dataset: mlp.Dataset, unit: int, outputs: np.ndarray, sample: int) -> list[CardRow]:
    """Return what an output of values predicts in the user's own units, and for one sample what is right."""
    units = OwnUnits.of(dataset)
    if units.outputs is None:
        return []
    shift, scale = (float(each[unit]) for each in dataset.output_units)
    own = outputs * scale + shift
    colours = _colour_rows(units.range, shift, scale) if units.gives_back and units.range is not None else []
    if sample < 0:
        return [CardRow("predicts", f"{compact(float(own.min()), 4)} to {compact(float(own.max()), 4)}"), *colours]
    right = float(dataset.values[sample, unit]) * scale + shift
    return [CardRow("predicts", compact(float(own[0]), 4)), CardRow("right would be", compact(right, 4)), *colours]


def _unit_card(scene: Scene, hit: Hit, snapshot: Snapshot | None, frame: Frame | None, sample: int) -> Card | None:
    if snapshot is None:
        return None
    layer, unit = hit.column - 1, scene.groups[hit.column][hit.row][0]
    network = snapshot.network
    bias = _parameter_rows("bias", network.bias_index(layer, unit), snapshot)
    title = scene.structure.unit_title(layer, unit)
    if hit.kind == "bias":
        return Card(title, bias, "double-click to edit")
    rows: list[CardRow] = []
    has_sample = 0 <= sample < len(snapshot.dataset.inputs)
    inputs = sample_inputs(snapshot.dataset, sample)
    pre_activations, activations = network.forward(inputs)
    z, a = pre_activations[layer][:, unit], activations[layer][:, unit]
    if has_sample:
        names = snapshot.dataset.sample_names
        rows += [
            value_row(f"pre-activation, {names.name(sample)}", float(z[0]), signed(float(z[0]), 4)),
            value_row("activation", float(a[0]), signed(float(a[0]), 4)),
        ]
    else:
        rows.append(CardRow("pre-activation", _span(z)))
        rows.append(CardRow("activation", _span(a)))
        if frame is not None and frame.units is not None and frame.averaged:
            mean = float(frame.units[hit.column][unit])
            rows.append(value_row(f"mean over {averaged_text(frame.averaged, snapshot)}", mean, signed(mean, 4)))
    if layer == len(activations) - 1:
        rows += _own_rows(snapshot.dataset, unit, a, sample if has_sample else -1)
    return Card(title, (*rows, *bias), "" if has_sample else f"over {counted(len(inputs), 'training sample')}")


def _span(values: np.ndarray) -> str:
    return f"{signed(float(np.min(values)), 2)} to {signed(float(np.max(values)), 2)}"
