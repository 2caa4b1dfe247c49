"""The words and numbers that a widget really paints, with their places: it is painted once more, as vectors."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtSvg import QSvgGenerator

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_PLACED = re.compile(
    r'transform="matrix\((?P<matrix>[^)]*)\)"'
    r'|<text [^>]*?\bx="(?P<x>[-.\d]+)" y="(?P<y>[-.\d]+)"[^>]*>(?P<text>.*?)</text>',
    re.DOTALL,
)


class Written(NamedTuple):
    """One text.

    Attributes
    ----------
    text : str
        As it is painted.
    at : QPointF
        Left end of its baseline, in the widget's pixels.
    """

    text: str
    at: QPointF


def written_on(widget: QWidget) -> list[Written]:
    """Return the texts of a widget that paints itself, in the order in which it paints them."""
    return _written(widget.size(), widget.render)


def written_by(paint: Callable[[QPainter], None], size: QSize) -> list[Written]:
    """Return the texts that a function paints."""

    def render(device: QSvgGenerator) -> None:
        with QPainter(device) as painter:
            paint(painter)

    return _written(size, render)


def texts_in(rect: QRectF, written: list[Written]) -> list[str]:
    """Return the texts that begin inside a rectangle."""
    return [each.text for each in written if rect.contains(each.at)]


def _written(size: QSize, render: Callable[[QSvgGenerator], None]) -> list[Written]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QSvgGenerator()
    device.setOutputDevice(buffer)
    device.setSize(size)
    device.setViewBox(QRectF(QPointF(0.0, 0.0), size.toSizeF()))
    render(device)
    picture = bytes(buffer.data().data()).decode()
    transform = QTransform()
    written = []
    for found in _PLACED.finditer(picture):
        if found["matrix"] is not None:
            transform = QTransform(*(float(each) for each in found["matrix"].split(",")))
        else:
            at = transform.map(QPointF(float(found["x"]), float(found["y"])))
            written.append(Written(unescape(found["text"]), at))
    return written
