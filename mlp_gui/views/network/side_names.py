"""Names beside the network: of the inputs on its left, and on its right of the classes that output units stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.cut_names import fitting_names
from mlp_gui.views.network.pixel_bands import band_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.layout import Column
    from mlp_gui.views.network.pixel_bands import Shape
    from mlp_gui.views.network.scene import Scene
    from mlp_gui.views.network.structure import Structure

    _PaintNames = Callable[[QPainter, Scene, CanvasStyle], None]

DOT, GAP, AIR = 9.0, 7.0, 12.0
"""Diameter of a class's dot, its distance to the name, and what keeps both off the tile; pixels at 100 %."""

MOST_WIDTH = 96.0
LEAST_LABEL, MOST_LABEL = 46.0, 110.0
"""What the names of the inputs take at least, and at most: longer ones are cut short; pixels."""
MOST_MEASURED = 64
_FIRST_SYMBOL = 0x2000
NARROW = 440.0
"""On canvases narrower than this, in pixels at 100 %, classes have their dots alone."""
LEAST_PITCH = 13.0
"""Rows closer together than this have no names, pixels at 100 %."""


def input_names_width(structure: Structure, style: CanvasStyle, picture: Shape | None = None) -> float:
    """Return how much room the names of the inputs take, or those of the bands of a picture, in pixels."""
    if picture is not None:
        return max(QFontMetricsF(style.small).horizontalAdvance(f"rows {picture[0]}–{picture[0]}"), LEAST_LABEL)
    names = [item.label for item in structure.inputs[:MOST_MEASURED]]
    widest = max((QFontMetricsF(_input_font(name, style)).horizontalAdvance(name) for name in names), default=0.0)
    return min(max(widest, LEAST_LABEL), MOST_LABEL)


def _input_font(name: str, style: CanvasStyle) -> QFont:
    """Return the font of an input's name: that of mathematics, or of words for a table's column."""
    is_word = len(name) > 1 and all(ord(letter) < _FIRST_SYMBOL for letter in name)
    return style.caption if is_word else style.maths


def class_names_width(structure: Structure, style: CanvasStyle, width: float) -> float:
    """Return how much room dots and names of the classes take on a canvas of `width`, pixels; 0 without classes."""
    names = structure.layers[-1].unit_names
    if not names:
        return 0.0
    if width < NARROW * style.scale:
        return (AIR + DOT) * style.scale
    metrics = QFontMetricsF(style.caption)
    widest = max(metrics.horizontalAdvance(name) for name in names)
    return min(widest, MOST_WIDTH * style.scale) + (AIR + DOT + GAP) * style.scale


class SideNames:
    """Paints the names, and keeps them as pixmaps while neither layout nor camera nor theme changes."""

    def __init__(self) -> None:
        self._pictures: list[tuple[QPointF, QPixmap]] = []

    def forget(self) -> None:
        """Paint them anew."""
        self._pictures.clear()

    def paint(self, painter: QPainter, scene: Scene, style: CanvasStyle, ratio: float) -> None:
        """Paint both sides, in canvas pixels.

        Parameters
        ----------
        painter : QPainter
            Of the canvas.
        scene : Scene
            What stands where.
        style : CanvasStyle
            Colours and fonts.
        ratio : float
            Device pixels of a canvas pixel.
        """
        if not self._pictures:
            width = scene.layout.width
            inputs_end, _ = scene.camera.to_canvas(scene.layout.columns[0].left, 0.0)
            outputs_end, _ = scene.camera.to_canvas(scene.layout.columns[-1].right, 0.0)
            self._pictures.append(_side(scene, style, ratio, 0.0, min(max(inputs_end, 1.0), width), _paint_inputs))
            if scene.structure.layers[-1].unit_names and outputs_end < width:
                left = max(outputs_end, 0.0)
                self._pictures.append(_side(scene, style, ratio, left, width - left, _paint_classes))
        for corner, pixmap in self._pictures:
            painter.drawPixmap(corner, pixmap)


def paint_names(painter: QPainter, scene: Scene, style: CanvasStyle) -> None:
    """Paint both sides at once, in canvas pixels, keeping nothing."""
    painter.save()
    painter.translate(scene.camera.x, scene.camera.y)
    painter.scale(scene.camera.zoom, scene.camera.zoom)
    _paint_inputs(painter, scene, style)
    if scene.structure.layers[-1].unit_names:
        _paint_classes(painter, scene, style)
    painter.restore()


def _side(
    scene: Scene, style: CanvasStyle, ratio: float, left: float, width: float, paint: _PaintNames
) -> tuple[QPointF, QPixmap]:
    """Return the names of one side as a picture from `left` on, and where it belongs."""
    left = round(left * ratio) / ratio
    pixmap = QPixmap(QSize(max(round(width * ratio), 1), max(round(scene.layout.height * ratio), 1)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(scene.camera.x - left, scene.camera.y)
    painter.scale(scene.camera.zoom, scene.camera.zoom)
    paint(painter, scene, style)
    painter.end()
    return QPointF(left, 0.0), pixmap


def _pitch(column: Column) -> float:
    return float(column.rows[1] - column.rows[0]) if len(column.rows) > 1 else 99.0


def _paint_inputs(painter: QPainter, scene: Scene, style: CanvasStyle) -> None:
    column = scene.layout.columns[0]
    pitch = _pitch(column)
    if pitch < LEAST_PITCH * style.scale:
        return
    items = [scene.structure.inputs[start] for start, stop in column.groups if stop - start == 1]
    is_low = pitch < 22.0 * style.scale
    fonts = [style.small if is_low else _input_font(item.label, style) for item in items]
    written = iter(zip(items, fonts, fitting_names([item.label for item in items], fonts, MOST_LABEL), strict=True))
    for row, (start, stop) in enumerate(column.groups):
        place = QPointF(column.left - 10.0, float(column.rows[row]))
        if stop - start > 1:
            name = band_name(start, stop, column.along) if column.along else f"{start + 1}–{stop}"
            draw_text(painter, place, name, style.small, style.theme.text3, "right")
        else:
            item, font, name = next(written)
            draw_text(painter, place, name, font, style.theme.text if item.on else style.theme.text3, "right")


def _paint_classes(painter: QPainter, scene: Scene, style: CanvasStyle) -> None:
    output = scene.structure.layers[-1]
    column, names = scene.layout.columns[-1], output.unit_names
    theme, scale = style.theme, style.scale
    pitch = _pitch(column)
    shown = fitting_names(names, [style.caption] * len(names), MOST_WIDTH * scale)
    side = min(DOT * scale, max(pitch - 2.0, 3.0))
    for row, (unit, stop) in enumerate(column.groups):
        if stop - unit > 1:
            continue
        y, left = float(column.rows[row]), column.right + AIR * scale
        if output.names_classes:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.classes[unit % len(theme.classes)])
            painter.drawEllipse(QRectF(left, y - side / 2, side, side))
        if pitch >= LEAST_PITCH * scale and scene.layout.width >= NARROW * scale:
            draw_text(painter, QPointF(left + (DOT + GAP) * scale, y), shown[unit], style.caption, theme.text2, "left")
