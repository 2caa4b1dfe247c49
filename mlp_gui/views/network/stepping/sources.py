"""What the canvas of the step mode takes from elsewhere: names, heat maps, and the pulses of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_core.data.pictures import picture_shape
from mlp_gui.look.numbers import grouped
from mlp_gui.views.network.heat import field_fill
from mlp_gui.views.network.level_of_detail import MOST_KEPT
from mlp_gui.views.network.stepping.chip_lines import weight_of
from mlp_gui.views.network.stepping.pulses import Pulse
from mlp_gui.views.network.stepping.style import sign_colour

if TYPE_CHECKING:
    from mlp_gui.state.snapshot import Snapshot, UnitField
    from mlp_gui.views.network.heat import ColumnFill, ValueScale
    from mlp_gui.views.network.pixel_bands import Shape
    from mlp_gui.views.network.stepping.layout import CardColumn
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.style import StepStyle

MOST_PULSES = 40
"""Of more edges than this only the strongest carry a pulse."""

MOST_MAPS = 32


def classes_of(trace: mlp.Trace, snapshot: Snapshot | None) -> tuple[str, ...]:
    """Return the names of the classes where each output stands for one, else nothing."""
    names = () if snapshot is None else tuple(snapshot.dataset.class_names)
    return names if len(names) == trace.sizes[-1] > 1 else ()


def names_of(
    trace: mlp.Trace, snapshot: Snapshot | None, *, whole_batch: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the inputs, and the titles of the columns with that of the loss last."""
    labels = tuple(f"𝑥{index + 1}" for index in range(trace.sizes[0]))
    if snapshot is not None and len(snapshot.dataset.input_labels) == trace.sizes[0]:
        labels = tuple(snapshot.dataset.input_labels)
    names = [mlp.ACTIVATIONS[name].title.lower().replace("relu", "ReLU") for name in trace.network.activation_names]
    hidden = len(names) - 1
    counts = [f"{grouped(size)} " if size > MOST_KEPT else "" for size in trace.sizes]
    titles = [f"Hidden{f' {k + 1}' if hidden > 1 else ''}, {counts[k + 1]}{name}" for k, name in enumerate(names[:-1])]
    mean = ", batch mean" if whole_batch else ""
    of_batch = f", {trace.config.reduction} of {grouped(trace.n_samples)}" if whole_batch and trace.rule is None else ""
    inputs = f"{counts[0]}inputs" if counts[0] else "Inputs"
    return labels, (f"{inputs}{mean}", *titles, f"Output, {names[-1]}", f"Loss{of_batch}")


def picture_of(trace: mlp.Trace, snapshot: Snapshot | None) -> Shape | None:
    """Return rows and columns of the picture whose pixels the inputs are; None where they are no such."""
    if snapshot is None or len(snapshot.dataset.input_labels) != trace.sizes[0]:
        return None
    return picture_shape(tuple(snapshot.dataset.input_labels))


def heat_maps(
    field: UnitField | None, columns: tuple[CardColumn, ...], scales: tuple[ValueScale, ...], style: StepStyle
) -> list[ColumnFill]:
    """Return what the units of each layer answer over the plane; none for large layers or of another network."""
    if field is None or len(field.grid.layers) != len(scales):
        return []
    fills = []
    for column, values, scale in zip(columns[1:], field.grid.layers, scales, strict=True):
        if column.groups[-1][1] != len(values) or len(values) > MOST_MAPS:
            return []
        fills.append(field_fill(values, column.groups, scale, style.theme.weight_map))
    return fills


def pulses_of(shown: StepShown) -> tuple[Pulse, ...]:
    """Return the pulses of the step that is shown: along its edges, or between outputs and loss."""
    travel, layout, theme, scale = shown.travel, shown.layout, shown.style.theme, shown.style.scale
    pulses: list[Pulse] = []
    if travel.direction:
        edges = travel.edges
        if len(edges) > MOST_PULSES:
            sizes = np.abs(shown.edge_values[edges])
            edges = edges[np.argsort(-sizes, kind="stable")[:MOST_PULSES]]
        size = (14.0 if len(edges) <= 8 else 9.0) * scale
        for edge in edges.tolist():
            points = layout.curves.points[edge]
            colour = sign_colour(_carried(shown, edge, travel.direction), theme, error=travel.direction < 0)
            pulses.append(Pulse(points if travel.direction > 0 else points[::-1], colour, size))
    if travel.loss_direction:
        for row, (unit, _) in enumerate(layout.columns[-1].groups[:MOST_PULSES]):
            start, end = layout.loss_line(row)
            points = np.array([[start.x(), start.y()], [end.x(), end.y()]])
            if travel.loss_direction > 0:
                pulses.append(Pulse(points, theme.text2, 12.0 * scale))
            else:
                slope = shown.numbers.loss_slope(unit).quantity.value
                pulses.append(Pulse(points[::-1], sign_colour(slope, theme, error=True), 12.0 * scale))
    return tuple(pulses + _on_wires(shown))


def _on_wires(shown: StepShown) -> list[Pulse]:
    """Return the pulses of the penalty's branch: into R and on, or back from R to a weight."""
    nodes, theme = shown.layout.nodes, shown.style.theme
    if nodes is None or shown.step is None:
        return []
    back = shown.travel.direction < 0 or shown.step.makes.kind is mlp.Kind.PENALTY_GRADIENT
    pulses = []
    for name in shown.travel.wires:
        points = np.array([[point.x(), point.y()] for point in nodes.wires[name]])
        colour = sign_colour(shown.step.makes.value, theme, error=True) if back else theme.text2
        pulses.append(Pulse(points[::-1] if back else points, colour, 12.0 * shown.style.scale))
    return pulses


def _carried(shown: StepShown, edge: int, direction: int) -> float:
    """Return what an edge carries: weight times activation, or back weight times error signal."""
    numbers, trace = shown.numbers, shown.numbers.trace
    layer, unit, source = weight_of(shown.layout, edge)
    weight, sample = trace.network.weights[layer][unit, source], max(numbers.sample, 0)
    if direction > 0:
        return float(weight * trace.below(layer)[sample, source])
    return float(weight * trace.deltas[layer][sample, unit]) * (-1.0 if numbers.flips else 1.0)
