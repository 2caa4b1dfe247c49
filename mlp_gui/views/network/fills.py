"""What the tiles of every column show: fields over the plane, curves along a line, or one number each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import mlp_core as mlp
from mlp_gui.look.theme import blend
from mlp_gui.views.network.curve_tiles import CurveLook
from mlp_gui.views.network.heat import (
    ColumnFill,
    LayerScales,
    ValueScale,
    field_fill,
    largest_distance,
    mosaic_fill,
    nice_ceiling,
)
from mlp_gui.views.network.level_of_detail import is_pooled
from mlp_gui.views.network.mosaic import cell_pixels
from mlp_gui.views.network.units import MOST_TILE_PIXELS

if TYPE_CHECKING:
    from mlp_gui.look import Theme
    from mlp_gui.state.snapshot import UnitField
    from mlp_gui.views.network.frame import Frame
    from mlp_gui.views.network.layout import Column
    from mlp_gui.views.network.own_units import OwnUnits
    from mlp_gui.views.network.scene import Scene

FEATURE_POINTS = 64
LEAST_PIXELS = 8
"""A unit's picture is never coarser along either side."""


def input_fill(scene: Scene, dataset: mlp.Dataset, theme: Theme, ratio: float) -> ColumnFill | None:
    """Return the pictures of the features over the plane, each scaled by its largest value; None for other inputs."""
    items = scene.structure.inputs
    if not all(item.is_feature for item in items) or is_pooled(scene.groups[0]):
        return None
    coordinates = _plane(dataset)
    if any(max(mlp.FEATURES[item.name].inputs) >= len(coordinates) for item in items):
        return None  # the structure is already that of the next run, whose data have not come yet
    shape = coordinates.shape[1:]
    flat = np.ascontiguousarray(coordinates.reshape(len(coordinates), -1))
    values = np.empty((len(items), flat.shape[1]), dtype=np.float32)
    for item, row in zip(items, values, strict=True):
        mlp.FEATURES[item.name].compute(flat, row)
    largest = np.abs(values).max(axis=1, keepdims=True)
    values /= np.where(largest > 0.0, largest, 1.0)
    return field_fill(
        values.reshape(len(items), *shape),
        scene.groups[0],
        ValueScale(0.0, 1.0),
        theme.weight_map,
        theme.field,
        _curve_look(scene, 0, theme, ratio),
    )


def _curve_look(scene: Scene, column: int, theme: Theme, ratio: float) -> CurveLook:
    unit = scene.camera.zoom * ratio
    side = min(max(round(scene.layout.columns[column].tile * unit), 1), MOST_TILE_PIXELS)
    return CurveLook(side, unit, theme.ink, blend(theme.text3, theme.field, 0.5))


def _plane(dataset: mlp.Dataset) -> np.ndarray:
    (low_x, high_x), (low_y, high_y) = dataset.domain
    x = np.linspace(low_x, high_x, FEATURE_POINTS, dtype=np.float32)
    if dataset.points.shape[1] == 1:
        return x[None, :]
    y = np.linspace(low_y, high_y, FEATURE_POINTS, dtype=np.float32)
    return np.stack(np.broadcast_arrays(x[None, :], y[:, None]))


def layer_fills(scene: Scene, field: UnitField, scales: LayerScales, theme: Theme, ratio: float) -> list[ColumnFill]:
    """Map the newest field into one fill a layer, no finer than the tiles can show."""
    fills = []
    for layer, (item, values) in enumerate(zip(scene.structure.layers, field.grid.layers, strict=True)):
        column = scene.layout.columns[layer + 1]
        pixels = column.tile * scene.camera.zoom * ratio
        largest_group = max(stop - start for start, stop in column.groups)
        shown_pixels = pixels if largest_group == 1 else cell_pixels(pixels, largest_group)
        stride = 1
        if values.ndim == 3:
            stride = max(int(values.shape[-1] // max(shown_pixels, LEAST_PIXELS)), 1)
        shown = values[:, ::stride, ::stride] if values.ndim == 3 else values
        scale = scales.scale(layer, item.activation, largest_distance(shown, item.activation))
        curve = _curve_look(scene, layer + 1, theme, ratio)
        fills.append(field_fill(shown, column.groups, scale, theme.weight_map, theme.field, curve, pixels))
    return fills


def number_fills(
    scene: Scene, frame: Frame, scales: LayerScales, own: OwnUnits, theme: Theme, ratio: float
) -> list[ColumnFill | None]:
    """Show one activation a unit in every column; features keep their pictures, and their column is None here."""
    if frame.activations is None or frame.units is None:
        return []
    fills: list[ColumnFill | None] = []
    for column, (values, units) in enumerate(zip(frame.activations, frame.units, strict=True)):
        if column == 0 and any(item.is_feature for item in scene.structure.inputs):
            fills.append(None)
            continue
        if column == 0:
            scale = own.of_input_colours(units)
        else:
            activation = scene.structure.layers[column - 1].activation
            scale = scales.scale(column - 1, activation, largest_distance(units, activation))
        place = scene.layout.columns[column]
        if place.along:
            fills.append(_band_fill(place, units, own, theme))
        elif is_pooled(place.groups):
            side = place.tile * scene.camera.zoom * ratio
            planes = units[:, None, None]
            fills.append(mosaic_fill(planes, place.groups, scale, theme.weight_map, side, theme.field))
        else:
            is_last = column == len(frame.units) - 1
            shown = own.of_inputs(units) if column == 0 else own.of_outputs(units) if is_last else None
            fills.append(ColumnFill(scale, values=values, shown=shown))
    return fills


def _band_fill(place: Column, units: np.ndarray, own: OwnUnits, theme: Theme) -> ColumnFill:
    """Return the bands of the picture that the inputs are; normalised one by one, its pixels would be none."""
    own_pixels = own.of_inputs(units)
    pixels = units if own_pixels is None else own_pixels
    scale, planes = pixel_scale(pixels), pixels[:, None, None]
    return mosaic_fill(planes, place.groups, scale, theme.weight_map, place.tile, theme.field, place.along)


def pixel_scale(pixels: np.ndarray) -> ValueScale:
    """Return the scale of a picture's pixels in the user's own units."""
    return ValueScale(0.0, nice_ceiling(float(np.abs(pixels).max(initial=0.0))))


def fits(scene: Scene, field: UnitField) -> bool:
    """Tell whether a field belongs to the network shown."""
    counts = tuple(len(values) for values in field.grid.layers)
    return counts == scene.structure.network_sizes[1:]
