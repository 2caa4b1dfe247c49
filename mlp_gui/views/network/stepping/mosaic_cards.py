"""Cards of many units each: one field a unit, with its activation or, as they come back, its error signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QPen

import mlp_core as mlp
from mlp_gui.views.network.fills import pixel_scale
from mlp_gui.views.network.heat import ValueScale, mosaic_fill
from mlp_gui.views.network.pixel_bands import paint_band
from mlp_gui.views.network.stepping.cards import paint_group
from mlp_gui.views.network.stepping.input_picture import FADED, paint_below, paint_pixels, told_pixels
from mlp_gui.views.network.stepping.style import draw_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from mlp_gui.views.network.stepping.input_picture import ToldPixels
    from mlp_gui.views.network.stepping.layout import CardColumn
    from mlp_gui.views.network.stepping.shown import StepShown
    from mlp_gui.views.network.stepping.sprites import Sprites

Kind = mlp.Kind
BACKWARD: Final = frozenset((mlp.Phase.BACKWARD, mlp.Phase.GRADIENT, mlp.Phase.UPDATE))
RADIUS: Final = 5.0


def is_current(shown: StepShown, layer: int, unit: int) -> bool:
    """Tell whether the step is about a unit, or about its whole layer."""
    return shown.travel.layer == layer and shown.travel.unit in (-1, unit)


def mosaics_one_by_one(
    painter: QPainter, shown: StepShown, layer: int, column: CardColumn, sprites: Sprites
) -> Iterator[None]:
    """Paint the cards of a column, layer -1 being the inputs, and pause after each."""
    kind = shown_kind(shown, layer, column.groups[-1][0])
    values = None if kind is None else _values(shown, layer, kind)
    told = told_pixels(shown) if layer < 0 else None
    for row, (start, stop) in enumerate(column.groups):
        rect, current = column.card(row), is_current(shown, layer, start)
        if column.along:
            current = current and shown.travel.unit < 0
        part = None if values is None else values[start:stop]
        key = (
            *("mosaic", stop - start, current, kind, None if part is None else part.tobytes()),
            None if told is None else _look(told, start, stop),
        )
        with sprites.card(painter, rect, key) as place:
            if place is not None and (part is None or kind is None):
                paint_group(*place, stop - start, shown.style, current=current)
            elif place is not None and part is not None and kind is not None:
                _paint_mosaic(
                    *place,
                    _picture(shown, layer, kind, part, rect, column.along),
                    shown,
                    current=current,
                    along=column.along,
                    told=told,
                    start=start,
                )
        yield
    if column.along:
        paint_below(painter, shown, told, sprites)


def _look(told: ToldPixels, start: int, stop: int) -> tuple[object, ...]:
    """Return all that is seen of the numbers of a band."""
    known, values = told.known[start:stop], told.values[start:stop]
    return told.is_error, told.largest, known.tobytes(), np.where(known, values, 0.0).tobytes()


def shown_kind(shown: StepShown, layer: int, unit: int) -> mlp.Kind | None:
    """Return which number of its units a layer shows as far as a unit knows it: the last one that is known."""
    if layer < 0:
        return Kind.INPUT
    numbers = shown.numbers
    wants_delta = shown.unit_shows == "delta" or (
        shown.unit_shows == "all" and shown.step is not None and shown.step.phase in BACKWARD
    )
    if wants_delta and numbers.trace.rule is None and numbers.of_unit(Kind.DELTA, layer, unit).is_known:
        return Kind.DELTA
    return Kind.ACTIVATION if numbers.of_unit(Kind.ACTIVATION, layer, unit).is_known else None


def _values(shown: StepShown, layer: int, kind: mlp.Kind) -> np.ndarray:
    """Return a number of each unit of a layer, of the sample or their mean; shape (n_units,), float64."""
    trace, sample = shown.numbers.trace, shown.numbers.sample
    whole = trace.inputs if layer < 0 else trace.deltas[layer] if kind is Kind.DELTA else trace.activations[layer]
    values: np.ndarray = whole.mean(axis=0) if sample < 0 else whole[sample]
    if layer < 0 and shown.layout.columns[0].along:
        return _pixels(shown, values)
    return -values if kind is Kind.DELTA and shown.numbers.flips else values


def _picture(shown: StepShown, layer: int, kind: mlp.Kind, values: np.ndarray, rect: QRectF, along: int) -> QImage:
    theme, held = shown.style.theme, shown.held
    if kind is Kind.DELTA:
        colours, scale = theme.error_map, ValueScale(0.0, held.of("delta"))
    else:
        colours = theme.weight_map
        scale = shown.scales[layer] if layer >= 0 else _input_scale(shown)
    side = 2.0 * min(rect.width(), rect.height())
    groups = [(0, len(values))]
    return mosaic_fill(values[:, None, None], groups, scale, colours, side, theme.field, along).images[0]


def _input_scale(shown: StepShown) -> ValueScale:
    """Return the scale of the inputs, as that of the graph to explore."""
    inputs = shown.numbers.trace.inputs
    return pixel_scale(_pixels(shown, inputs)) if shown.layout.columns[0].along else shown.own.of_input_colours(inputs)


def _pixels(shown: StepShown, values: np.ndarray) -> np.ndarray:
    """Return pixels in the user's own units: normalised one by one, they would be no picture."""
    own = shown.own.of_inputs(values)
    return values if own is None else own


def _paint_mosaic(
    painter: QPainter,
    rect: QRectF,
    picture: QImage,
    shown: StepShown,
    *,
    current: bool,
    along: int,
    told: ToldPixels | None,
    start: int,
) -> None:
    theme = shown.style.theme
    if along:
        painter.fillRect(rect, theme.field)
        painter.setOpacity(1.0 if told is None else FADED)
        paint_band(painter, rect, picture, theme)
        painter.setOpacity(1.0)
        if told is not None:
            paint_pixels(painter, rect, told, start, shown)
        if current:
            draw_frame(painter, rect, 1.0, theme, current=True)
        return
    clip = QPainterPath()
    clip.addRoundedRect(rect, RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.drawImage(rect, picture)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.ink, 1.0))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    if current:
        draw_frame(painter, rect, RADIUS, theme, current=True)
