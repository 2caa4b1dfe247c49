"""The canvas painted as lines and letters, for pictures that stay sharp at any size: only maps are pixels there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from mlp_gui.views.network.canvas_style import rectangle
from mlp_gui.views.network.chips import bias_colour, paint_bias
from mlp_gui.views.network.curves import CONTROL, DASH, GAP
from mlp_gui.views.network.edges import edge_colour, width_of
from mlp_gui.views.network.header import paint_header
from mlp_gui.views.network.legend import paint_legend
from mlp_gui.views.network.pixel_bands import paint_band
from mlp_gui.views.network.side_names import paint_names
from mlp_gui.views.network.units import SMALLEST_WITH_NUMBER, paint_plain_tile, paint_tile

if TYPE_CHECKING:
    from mlp_gui.views.network.camera import Camera
    from mlp_gui.views.network.curves import EdgeCurves
    from mlp_gui.views.network.edges import EdgeLook, EdgeStyle
    from mlp_gui.views.network.picture import Shown


def paint_as_lines(painter: QPainter, shown: Shown, edges: EdgeStyle, look: EdgeLook) -> None:
    """Paint everything that belongs to a picture: neither marks nor buttons.

    Parameters
    ----------
    painter : QPainter
        In canvas pixels; its state is restored.
    shown : Shown
        What to paint.
    edges : EdgeStyle
        Values of all edges.
    look : EdgeLook
        Theme and manner of edges.
    """
    scene, style = shown.scene, shown.style
    content = rectangle(scene.layout.content)
    painter.save()
    painter.fillRect(QRectF(0.0, 0.0, scene.layout.width, scene.layout.height), style.theme.canvas)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.save()
    painter.setClipRect(content, Qt.ClipOperation.IntersectClip)
    if shown.edge_picture is not None:
        shown.edge_picture.draw(painter, scene.camera)
    elif shown.frame is not None:
        paint_edges(painter, scene.curves, scene.camera, edges, look)
    _paint_tiles(painter, shown, content)
    paint_names(painter, scene, style)
    _paint_biases(painter, shown)
    painter.restore()
    paint_header(painter, scene, style, None)
    paint_legend(painter, scene.layout, shown.legend, style)
    painter.restore()


def paint_edges(
    painter: QPainter,
    curves: EdgeCurves,
    camera: Camera,
    style: EdgeStyle,
    look: EdgeLook,
    only: np.ndarray | None = None,
) -> None:
    """Paint every edge, or some of them, as one curve each, strongest last."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    order = np.argsort(style.shares, kind="stable")
    for edge in (order if only is None else order[np.isin(order, only)]).tolist():
        share, value = float(style.shares[edge]), float(style.values[edge])
        start, end = (camera.to_canvas(*curves.points[edge][place]) for place in (0, -1))
        reach = CONTROL * (end[0] - start[0])
        path = QPainterPath(QPointF(*start))
        path.cubicTo(start[0] + reach, start[1], end[0] - reach, end[1], *end)
        width = width_of(share) * camera.zoom
        pen = QPen(edge_colour(share, value, look.theme, errors=look.errors), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if look.dashed and value < 0.0:
            pen.setDashPattern([length * camera.zoom / width for length in (DASH, GAP)])
        painter.setPen(pen)
        painter.drawPath(path)


def _paint_tiles(painter: QPainter, shown: Shown, content: QRectF) -> None:
    scene, style = shown.scene, shown.style
    for index, column in enumerate(scene.layout.columns):
        fill = shown.fills[index] if index < len(shown.fills) else None
        for row in range(len(column.rows)):
            place = rectangle(scene.camera.rect_to_canvas(column.tile_rect(row)))
            if not place.intersects(content):
                continue
            if fill is not None and fill.values is not None and column.tile < SMALLEST_WITH_NUMBER:
                paint_plain_tile(painter, place, fill, row, style.theme)
            elif column.along:
                paint_band(painter, place, fill.images[row] if fill is not None and fill.images else None, style.theme)
            else:
                on = index > 0 or not column.is_single(row) or scene.structure.inputs[column.groups[row][0]].on
                paint_tile(painter, place, fill, row, column.tile, style, on)


def _paint_biases(painter: QPainter, shown: Shown) -> None:
    scene, frame = shown.scene, shown.frame
    if frame is None:
        return
    for column, biases in zip(scene.layout.columns[1:], frame.biases, strict=False):
        if len(biases) != len(column.rows) or column.bias == "none":
            continue
        for row, value in enumerate(biases.tolist()):
            rect = column.bias_rect(row)
            if rect is not None:
                place = rectangle(scene.camera.rect_to_canvas(rect))
                colour = bias_colour(value, frame.largest_weight, shown.style.theme)
                paint_bias(painter, place, scene.camera.zoom, value, colour, shown.style)
