"""How paths, pens, brushes and images are written down in SVG."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGradient, QImageWriter, QLinearGradient, QPainterPath, QRadialGradient

if TYPE_CHECKING:
    from PySide6.QtGui import QBrush, QColor, QImage, QPen, QTransform

_DECIMALS: Final = 3
_CAPS: Final = {
    Qt.PenCapStyle.FlatCap: "butt",
    Qt.PenCapStyle.SquareCap: "square",
    Qt.PenCapStyle.RoundCap: "round",
}
_JOINS: Final = {
    Qt.PenJoinStyle.MiterJoin: "miter",
    Qt.PenJoinStyle.SvgMiterJoin: "miter",
    Qt.PenJoinStyle.BevelJoin: "bevel",
    Qt.PenJoinStyle.RoundJoin: "round",
}
_SPREADS: Final = {
    QGradient.Spread.PadSpread: "pad",
    QGradient.Spread.ReflectSpread: "reflect",
    QGradient.Spread.RepeatSpread: "repeat",
}


def number(value: float) -> str:
    """Return a length in as few letters as it takes."""
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_data(path: QPainterPath) -> str:
    """Return a path's pieces as the letters and numbers of `d`."""
    kind = QPainterPath.ElementType
    words: list[str] = []
    for place in range(path.elementCount()):
        element = path.elementAt(place)
        # Of a curve the second control point and the end follow as elements of their own.
        letter = {kind.MoveToElement: "M", kind.LineToElement: "L", kind.CurveToElement: "C"}.get(element.type, "")
        words.append(f"{letter}{number(element.x)} {number(element.y)}")
    return " ".join(words)


def colour(attribute: str, value: QColor) -> str:
    """Return a colour for `fill`, `stroke` or `stop-color`, with its opacity where it has one."""
    opacity = value.alphaF()
    name = {"stop-color": "stop-opacity"}.get(attribute, f"{attribute}-opacity")
    return f'{attribute}="{value.name()}"' + (f' {name}="{number(opacity)}"' if opacity < 1.0 else "")


def stroke(pen: QPen, factor: float) -> str:
    """Return a pen's line.

    Parameters
    ----------
    pen : QPen
        Of one colour.
    factor : float
        Units of the drawing for each unit of the pen, which a cosmetic one does not heed.
    """
    if pen.style() == Qt.PenStyle.NoPen:
        return 'stroke="none"'
    width = (pen.widthF() or 1.0) * (1.0 if pen.isCosmetic() else factor)
    words = [
        colour("stroke", pen.color()),
        f'stroke-width="{number(width)}"',
        f'stroke-linecap="{_CAPS.get(pen.capStyle(), "butt")}"',
        f'stroke-linejoin="{_JOINS.get(pen.joinStyle(), "miter")}"',
    ]
    dashes = [number(max(part, 0.0) * width) for part in pen.dashPattern()]
    if dashes:
        words.append(f'stroke-dasharray="{" ".join(dashes)}"')
        if pen.dashOffset():
            words.append(f'stroke-dashoffset="{number(pen.dashOffset() * width)}"')
    return " ".join(words)


def matrix(transform: QTransform) -> str:
    """Return a transform as SVG has it."""
    numbers = (transform.m11(), transform.m12(), transform.m21(), transform.m22(), transform.dx(), transform.dy())
    return f"matrix({' '.join(f'{value:.6g}' for value in numbers)})"


def gradient_element(brush: QBrush, transform: QTransform, name: str) -> str:
    """Return the definition of a brush's gradient; "" where it has none that SVG knows.

    Parameters
    ----------
    brush : QBrush
        What is filled with.
    transform : QTransform
        From its coordinates to those of the drawing.
    name : str
        What the definition is called.
    """
    gradient = brush.gradient()
    if isinstance(gradient, QLinearGradient):
        kind, start, end = "linearGradient", gradient.start(), gradient.finalStop()
        ends = {"x1": start.x(), "y1": start.y(), "x2": end.x(), "y2": end.y()}
    elif isinstance(gradient, QRadialGradient):
        kind, middle, focus = "radialGradient", gradient.center(), gradient.focalPoint()
        ends = {"cx": middle.x(), "cy": middle.y(), "r": gradient.radius(), "fx": focus.x(), "fy": focus.y()}
    else:
        return ""
    is_relative = gradient.coordinateMode() != QGradient.CoordinateMode.LogicalMode
    units = "objectBoundingBox" if is_relative else "userSpaceOnUse"
    places = " ".join(f'{key}="{number(value)}"' for key, value in ends.items())
    moved = "" if is_relative else f' gradientTransform="{matrix(brush.transform() * transform)}"'
    spread = _SPREADS[gradient.spread()]
    stops = "".join(f'<stop offset="{number(at)}" {colour("stop-color", value)}/>' for at, value in gradient.stops())
    return f'<{kind} id="{name}" gradientUnits="{units}" {places}{moved} spreadMethod="{spread}">{stops}</{kind}>'


def image_data(image: QImage) -> str:
    """Return an image as what a file has within itself."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    buffer.close()
    return f"data:image/png;base64,{base64.b64encode(bytes(buffer.data().data())).decode('ascii')}"
