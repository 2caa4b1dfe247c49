"""A device to paint on that writes SVG: letters as their outlines, so that it looks the same wherever it is opened.

Qt's own generator names fonts that another machine may not have, and lets nothing be clipped.
"""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QGradient,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTransform,
)

from mlp_gui.export.svg_elements import colour, gradient_element, image_data, matrix, number, path_data, stroke

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPointF, QSize
    from PySide6.QtGui import QPaintEngineState

_DOTS_PER_INCH: Final = 96
_MILLIMETRES: Final = 25.4
_SHARPNESS: Final = 4
"""Pixels for each of the drawing with which edges between pixels are seen as sharp."""
_COLOURS: Final = 1 << 24
_NAMESPACES: Final = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_CLIPS: Final = QPaintEngine.DirtyFlag.DirtyClipPath | QPaintEngine.DirtyFlag.DirtyClipRegion


class SvgDrawing(QPaintDevice):
    """Keeps what is painted on it as the elements of an SVG.

    Parameters
    ----------
    size : QSize
        In pixels, 96 to an inch.
    title : str
        What is drawn.
    """

    def __init__(self, size: QSize, title: str) -> None:
        super().__init__()
        self._size = size
        self._title = title
        self._engine = _SvgEngine()

    def paintEngine(self) -> QPaintEngine:
        """Return what writes the elements."""
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        """Return a measure of the drawing."""
        kinds = QPaintDevice.PaintDeviceMetric
        width, height = self._size.width(), self._size.height()
        measures = {
            kinds.PdmWidth: width,
            kinds.PdmHeight: height,
            kinds.PdmWidthMM: round(width * _MILLIMETRES / _DOTS_PER_INCH),
            kinds.PdmHeightMM: round(height * _MILLIMETRES / _DOTS_PER_INCH),
            kinds.PdmNumColors: _COLOURS,
            kinds.PdmDepth: 32,
            kinds.PdmDpiX: _DOTS_PER_INCH,
            kinds.PdmDpiY: _DOTS_PER_INCH,
            kinds.PdmPhysicalDpiX: _DOTS_PER_INCH,
            kinds.PdmPhysicalDpiY: _DOTS_PER_INCH,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }
        return measures.get(metric, 0)

    def text(self) -> str:
        """Return the whole document."""
        width, height = self._size.width(), self._size.height()
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg {_NAMESPACES} width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
            f"<title>{escape(self._title)}</title>",
            "<defs>",
            *self._engine.definitions,
            "</defs>",
            *self._engine.elements,
            "</svg>",
            "",
        ]
        return "\n".join(lines)


class _SvgEngine(QPaintEngine):
    """Writes each thing painted as an element, in the coordinates of the drawing.

    Text comes as paths: so does whatever an engine leaves to Qt.

    Attributes
    ----------
    definitions, elements : list of str
        Gradients and clips, and what refers to them.
    """

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.definitions: list[str] = []
        self.elements: list[str] = []
        self._names: dict[str, str] = {}
        self._transform = QTransform()
        self._pen, self._brush = QPen(Qt.PenStyle.NoPen), QBrush(Qt.BrushStyle.NoBrush)
        self._opacity = 1.0
        self._is_smooth = False
        self._clip: QPainterPath | None = None
        self._is_clipping = False

    def begin(self, _device: QPaintDevice) -> bool:
        """Begin."""
        return True

    def end(self) -> bool:
        """End."""
        return True

    def type(self) -> QPaintEngine.Type:
        """Return that it is none of Qt's."""
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Take over what has changed in how to paint."""
        flag, changed = QPaintEngine.DirtyFlag, state.state()
        if changed & flag.DirtyTransform:
            self._transform = QTransform(state.transform())
        if changed & flag.DirtyPen:
            self._pen = QPen(state.pen())
        if changed & flag.DirtyBrush:
            self._brush = QBrush(state.brush())
        if changed & flag.DirtyOpacity:
            self._opacity = state.opacity()
        if changed & flag.DirtyHints:
            self._is_smooth = bool(state.renderHints() & QPainter.RenderHint.SmoothPixmapTransform)
        if changed & _CLIPS:
            self._take_clip(state)
        if changed & flag.DirtyClipEnabled:
            self._is_clipping = state.isClipEnabled()

    def drawPath(self, path: QPainterPath) -> None:
        """Write a path with its line and its filling."""
        self._write_path(path, fills=True)

    def drawPolygon(self, points: Iterable[QPointF], mode: QPaintEngine.PolygonDrawMode) -> None:
        """Write a polygon, or a line with corners."""
        path = QPainterPath()
        for place, point in enumerate(points):
            if place:
                path.lineTo(point)
            else:
                path.moveTo(point)
        modes = QPaintEngine.PolygonDrawMode
        if mode == modes.WindingMode:
            path.setFillRule(Qt.FillRule.WindingFill)
        if mode != modes.PolylineMode:
            path.closeSubpath()
        self._write_path(path, fills=mode != modes.PolylineMode)

    def drawPixmap(self, box: QRectF | QRect, pixmap: QPixmap | QImage, source: QRectF | QRect) -> None:
        """Write pixels."""
        self._write_image(QRectF(box), pixmap.toImage() if isinstance(pixmap, QPixmap) else pixmap, QRectF(source))

    def drawImage(self, box: QRectF | QRect, image: QImage, source: QRectF | QRect, _flags: object = None) -> None:
        """Write pixels."""
        self._write_image(QRectF(box), image, QRectF(source))

    def _write_image(self, box: QRectF, image: QImage, source: QRectF) -> None:
        part = source.toAlignedRect().intersected(image.rect())
        if box.isEmpty() or part.isEmpty():
            return
        shown = image if part == image.rect() else image.copy(part)
        if not self._is_smooth:
            shown = _with_sharp_pixels(shown, box)
        place = f'x="{number(box.x())}" y="{number(box.y())}"'
        size = f'width="{number(box.width())}" height="{number(box.height())}"'
        moved = "" if self._transform.isIdentity() else f' transform="{matrix(self._transform)}"'
        element = f'<image {place} {size} preserveAspectRatio="none"{moved} xlink:href="{image_data(shown)}"/>'
        # A clip moves along with what it clips: around it, it stays where it is.
        clip = self._clip_attribute()
        self.elements.append(f"<g{self._opacity_attribute()}{clip}>{element}</g>")

    def _write_path(self, path: QPainterPath, *, fills: bool) -> None:
        has_brush = fills and self._brush.style() != Qt.BrushStyle.NoBrush
        if path.isEmpty() or (not has_brush and self._pen.style() == Qt.PenStyle.NoPen):
            return
        rule = "" if path.fillRule() == Qt.FillRule.WindingFill or not has_brush else ' fill-rule="evenodd"'
        factor = math.sqrt(abs(self._transform.determinant()))
        fill = self._fill() if has_brush else 'fill="none"'
        data = path_data(self._transform.map(path))
        line = stroke(self._pen, factor)
        self.elements.append(
            f'<path {fill}{rule} {line}{self._opacity_attribute()}{self._clip_attribute()} d="{data}"/>'
        )

    def _fill(self) -> str:
        if self._brush.gradient() is not None and self._brush.gradient().type() != QGradient.Type.NoGradient:
            name = f"g{len(self.definitions)}"
            definition = gradient_element(self._brush, self._transform, name)
            if definition:
                self.definitions.append(definition)
                return f'fill="url(#{name})"'
        return colour("fill", self._brush.color())

    def _opacity_attribute(self) -> str:
        return "" if self._opacity >= 1.0 else f' opacity="{number(self._opacity)}"'

    def _take_clip(self, state: QPaintEngineState) -> None:
        operation = state.clipOperation()
        if operation == Qt.ClipOperation.NoClip:
            self._clip = None
            return
        path = QPainterPath()
        if state.state() & QPaintEngine.DirtyFlag.DirtyClipPath:
            path = state.clipPath()
        else:
            path.addRegion(state.clipRegion())
        path = state.transform().map(path)
        is_within = operation == Qt.ClipOperation.IntersectClip and self._clip is not None
        self._clip = self._clip.intersected(path) if is_within and self._clip is not None else path

    def _clip_attribute(self) -> str:
        if self._clip is None or not self._is_clipping:
            return ""
        data = path_data(self._clip)
        name = self._names.get(data)
        if name is None:
            name = self._names[data] = f"c{len(self._names)}"
            rule = "evenodd" if self._clip.fillRule() == Qt.FillRule.OddEvenFill else "nonzero"
            self.definitions.append(f'<clipPath id="{name}"><path clip-rule="{rule}" d="{data}"/></clipPath>')
        return f' clip-path="url(#{name})"'


def _with_sharp_pixels(image: QImage, box: QRectF) -> QImage:
    """Return an image whose pixels stay squares where each viewer smooths them in its own way."""
    widths = math.ceil(_SHARPNESS * box.width() / image.width())
    heights = math.ceil(_SHARPNESS * box.height() / image.height())
    if widths <= _SHARPNESS and heights <= _SHARPNESS:
        return image
    return image.scaled(widths * image.width(), heights * image.height())
