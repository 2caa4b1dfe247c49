"""A formula that has been set: outlines and measures, drawn in any colour at any size."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterable

    from PySide6.QtGui import QColor, QPainter

UNITS: Final = 100.0
"""Formulas are laid out at so many pixels an em, and scaled from there."""

# Measures of a fraction in em, from the table of mathematics in the font.
_AXIS: Final = 0.258
_BAR: Final = 0.068
_SHIFT: Final = 0.64
_GAP: Final = 0.15
_BEHIND: Final = 0.2222

_TOKEN: Final = re.compile(r"[MLQCZ]|-?\d*\.?\d+(?:e-?\d+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """One formula; lengths in em, the font's size.

    Attributes
    ----------
    latex : str
        What it says.
    outline : QPainterPath
        Its letters and bars, `UNITS` to the em, the baseline at 0; never change it.
    advance : float
        Width from its origin to where the next letter would begin.
    ascent, descent : float
        How far its ink reaches above and below the baseline; the descent of what stands above it is negative.
    """

    latex: str
    outline: QPainterPath
    advance: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """Ascent and descent together."""
        return self.ascent + self.descent

    def rect(self, origin: QPointF, px: float) -> QRectF:
        """Return its box with the left end of its baseline at `origin`, in a font of `px` pixels."""
        return QRectF(origin.x(), origin.y() - self.ascent * px, self.advance * px, self.height * px)

    def paint(self, painter: QPainter, origin: QPointF, px: float, colour: QColor) -> None:
        """Draw it with the left end of its baseline at `origin`, in a font of `px` logical pixels.

        The painter keeps its state.
        """
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.translate(origin)
        painter.scale(px / UNITS, px / UNITS)
        painter.fillPath(self.outline, colour)
        painter.restore()


def formula_from_svg(latex: str, svg: ET.Element, advance: float) -> Formula:
    """Return the formula that an SVG picture of `UNITS` pixels an em shows.

    Parameters
    ----------
    latex : str
        What it says.
    svg : Element
        Paths of M, L, Q, C and Z with absolute coordinates, and rectangles; anything else is left out.
    advance : float
        Its width in em.
    """
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    for element in svg.iter():
        shape = QPainterPath()
        if element.tag == "path":
            _add_path(shape, element.get("d", ""))
        elif element.tag == "rect":
            shape.addRect(QRectF(*(float(element.get(name, "0")) for name in ("x", "y", "width", "height"))))
        if element.get("fill") == "none":
            # The frame of a box: its line becomes a filled shape like all others.
            stroker = QPainterPathStroker()
            stroker.setWidth(float(element.get("stroke-width", "0")))
            shape = stroker.createStroke(shape) if element.get("stroke", "none") != "none" else QPainterPath()
        outline.addPath(shape)
    return _measured(latex, outline, advance)


def joined(latex: str, parts: Iterable[Formula]) -> Formula:
    """Return formulas one behind the other, without any space between them, as one that says `latex`."""
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    advance = 0.0
    for part in parts:
        outline.addPath(part.outline.translated(advance * UNITS, 0.0))
        advance += part.advance
    return _measured(latex, outline, advance)


def stacked(latex: str, upper: Formula, lower: Formula) -> Formula:
    """Return a fraction of two formulas, as the library would set it."""
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    width = max(upper.advance, lower.advance)
    up = max(_SHIFT, _AXIS + _GAP + upper.descent + _BAR / 2.0)
    down = max(_SHIFT, _GAP - _AXIS + lower.ascent + _BAR / 2.0)
    for part, baseline in ((upper, -up), (lower, down)):
        inked = part.advance - part.outline.boundingRect().left() / UNITS
        outline.addPath(part.outline.translated((width - inked) / 2.0 * UNITS, baseline * UNITS))
    bar = QPainterPath()
    bar.addRect(QRectF(0.0, -(_AXIS + _BAR / 2.0) * UNITS, width * UNITS, _BAR * UNITS))
    outline.addPath(bar)
    return _measured(latex, outline, width + _BEHIND)


def _measured(latex: str, outline: QPainterPath, advance: float) -> Formula:
    box = outline.boundingRect()
    return Formula(latex, outline, advance, -box.top() / UNITS, box.bottom() / UNITS)


def _add_path(outline: QPainterPath, data: str) -> None:
    """Add the outline of an SVG path."""
    tokens = _TOKEN.findall(data)
    place = 0
    while place < len(tokens):
        command = tokens[place]
        count = {"M": 2, "L": 2, "Q": 4, "C": 6}.get(command, 0)
        values = [float(token) for token in tokens[place + 1 : place + 1 + count]]
        place += 1 + count
        if command == "M":
            outline.moveTo(*values)
        elif command == "L":
            outline.lineTo(*values)
        elif command == "Q":
            outline.quadTo(*values)
        elif command == "C":
            outline.cubicTo(*values)
        else:
            outline.closeSubpath()
