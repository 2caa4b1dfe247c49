"""What is painted comes out as an SVG that needs nothing of the machine it was made on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from mlp_gui.export.svg_drawing import SvgDrawing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawing(qapp: QApplication) -> SvgDrawing:
    """Return an empty drawing."""
    del qapp
    return SvgDrawing(QSize(200, 100), "A <drawing>")


@pytest.fixture
def painter(drawing: SvgDrawing) -> Iterator[QPainter]:
    """Return a painter on it, closed by `finished`."""
    painter = QPainter(drawing)
    yield painter
    if painter.isActive():
        painter.end()


def finished(drawing: SvgDrawing, painter: QPainter) -> ET.Element:
    """Return the document, which Qt can read."""
    painter.end()
    text = drawing.text()
    assert QSvgRenderer(text.encode()).isValid()
    return ET.fromstring(text)


def test_letters_are_outlines(drawing: SvgDrawing, painter: QPainter) -> None:
    """No font is named: each letter is a path in the colour of the pen, where it stood."""
    font = QFont()
    font.setPixelSize(8)
    painter.setFont(font)
    painter.setPen(QColor("#204060"))
    painter.drawText(QRectF(100.0, 50.0, 100.0, 50.0), Qt.AlignmentFlag.AlignCenter, "Loss α 𝑥 & <b>")
    root = finished(drawing, painter)
    assert root.findtext(f"{SVG}title") == "A <drawing>"
    assert root.findall(f".//{SVG}text") == []
    assert "font" not in drawing.text()
    paths = root.findall(f"{SVG}path")
    assert paths
    assert {path.get("fill") for path in paths} == {"#204060"}
    numbers = [float(word.lstrip("MLC")) for path in paths for word in path.get("d").split()]
    assert all(100.0 < x < 200.0 for x in numbers[::2])
    assert all(50.0 < y < 100.0 for y in numbers[1::2])


def test_clips_hold_within_each_other_and_end_with_their_painter_state(drawing: SvgDrawing, painter: QPainter) -> None:
    """What is painted later than the clip is whole again."""
    painter.save()
    painter.setClipRect(QRectF(10.0, 10.0, 50.0, 50.0))
    painter.translate(20.0, 0.0)
    painter.setClipRect(QRectF(0.0, 0.0, 100.0, 100.0), Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(0.0, 0.0, 200.0, 100.0), QColor("red"))
    painter.restore()
    painter.fillRect(QRectF(0.0, 0.0, 5.0, 5.0), QColor("blue"))
    root = finished(drawing, painter)
    red, blue = root.findall(f"{SVG}path")
    clips = {clip.get("id"): clip.find(f"{SVG}path").get("d") for clip in root.iter(f"{SVG}clipPath")}
    corners = {tuple(map(float, pair)) for pair in _pairs(clips[red.get("clip-path")[5:-1]])}
    assert corners == {(20.0, 10.0), (60.0, 10.0), (60.0, 60.0), (20.0, 60.0)}
    assert blue.get("clip-path") is None


def _pairs(data: str) -> list[list[str]]:
    words = [word.lstrip("MLC") for word in data.split()]
    return [words[place : place + 2] for place in range(0, len(words), 2)]


def test_lines_grow_with_what_they_stand_on_unless_they_are_cosmetic(drawing: SvgDrawing, painter: QPainter) -> None:
    """Coordinates are those of the drawing, dashes are as long as they were."""
    painter.scale(2.0, 2.0)
    pen = QPen(QColor(0, 0, 255, 51), 3.0, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([4.0, 2.0])
    painter.setPen(pen)
    painter.drawLine(QPointF(1.0, 2.0), QPointF(3.0, 4.0))
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawLine(QPointF(1.0, 2.0), QPointF(3.0, 4.0))
    grown, cosmetic = finished(drawing, painter).findall(f"{SVG}path")
    assert grown.get("d") == "M2 4 L6 8"
    assert [line.get("stroke-width") for line in (grown, cosmetic)] == ["6", "3"]
    assert [line.get("stroke-dasharray") for line in (grown, cosmetic)] == ["24 12", "12 6"]
    assert grown.get("stroke") == "#0000ff"
    assert grown.get("stroke-opacity") == "0.2"


def test_gradients_and_pixels_come_along(drawing: SvgDrawing, painter: QPainter) -> None:
    """Both lie within the file, and where they were painted."""
    gradient = QLinearGradient(0.0, 0.0, 10.0, 0.0)
    gradient.setStops([(0.0, QColor("red")), (1.0, QColor("blue"))])
    painter.translate(30.0, 0.0)
    painter.fillRect(QRectF(0.0, 0.0, 10.0, 10.0), gradient)
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    painter.setOpacity(0.5)
    painter.drawImage(QRectF(0.0, 20.0, 40.0, 40.0), image, QRectF(QRect(0, 0, 2, 2)))
    root = finished(drawing, painter)
    definition = root.find(f".//{SVG}linearGradient")
    assert definition.get("gradientTransform") == "matrix(1 0 0 1 30 0)"
    assert root.find(f"{SVG}path").get("fill") == f"url(#{definition.get('id')})"
    group = root.find(f"{SVG}g")
    pixels = group.find(f"{SVG}image")
    assert group.get("opacity") == "0.5"
    assert pixels.get("width") == "40"
    assert pixels.get("{http://www.w3.org/1999/xlink}href").startswith("data:image/png;base64,")
