"""Icons of one set and one line width, recoloured for the theme."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import mlp_resources

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme

DISABLED_OPACITY = 0.38

_FOLDER = mlp_resources.FOLDER / "icons"
# Lucide draws on a grid of 24 with strokes of 2; 1.92 there is 1.6 on the grid of 20 used here.
_LUCIDE_STROKE = 'stroke-width="2"'
_STROKE = 'stroke-width="1.92"'
_FILLED = frozenset(
    {"play", "pause", "step-back", "step-forward", "fast-forward", "skip-forward", "skip-back", "rewind"}
)


@cache
def _source(name: str) -> str:
    """Return the SVG text of an icon, with "currentColor" where its colour goes."""
    text = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace(_LUCIDE_STROKE, _STROKE)
    return text.replace('fill="none"', 'fill="currentColor"') if name in _FILLED else text


def pixmap(name: str, colour: QColor, size: float = 20, scale: float = 1.0) -> QPixmap:
    """Return an icon in one colour.

    Parameters
    ----------
    name : str
        File name in `mlp_resources/icons` without its ending.
    colour : QColor
        Colour of its lines.
    size : float
        Side in logical pixels.
    scale : float
        Device pixels for one logical pixel.
    """
    side = max(round(size * scale), 1)
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode()))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


def icon(name: str, theme: Theme, size: float = 20, token: str = "text2", on_token: str = "") -> QIcon:
    """Return an icon for buttons and menus, crisp on every screen there is.

    Parameters
    ----------
    name : str
        File name in `mlp_resources/icons` without its ending, e.g. "play".
    theme : Theme
        Whose colours it takes.
    size : float
        Side in logical pixels, already scaled.
    token : str
        Name of the theme's colour, e.g. "text2", or "on_ink" on a primary button.
    on_token : str
        Colour while the button or action is checked; "" for the same.
    """
    colours = (getattr(theme, token), getattr(theme, on_token or token))
    return QIcon(_icon(name, size, _scales(), *(colour.name() for colour in colours)))


@cache
def _icon(name: str, size: float, scales: tuple[float, ...], off_colour: str, on_colour: str) -> QIcon:
    """Return an icon that all buttons alike share."""
    result = QIcon()
    states = [(QIcon.State.Off, off_colour)]
    if on_colour != off_colour:
        states.append((QIcon.State.On, on_colour))
    for state, colour in states:
        for scale in scales:
            drawn = pixmap(name, QColor(colour), size, scale)
            result.addPixmap(drawn, QIcon.Mode.Normal, state)
            result.addPixmap(_faded(drawn), QIcon.Mode.Disabled, state)
    return result


def _scales() -> tuple[float, ...]:
    """Return the device pixels of a pixel that icons are drawn for: those of any screen, and at least 1 and 2."""
    screens = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    return tuple(sorted({1.0, 2.0} | screens))


def _faded(drawn: QPixmap) -> QPixmap:
    """Return the same picture, as faint as what is disabled."""
    image = QPixmap(drawn.size())
    image.setDevicePixelRatio(drawn.devicePixelRatio())
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(DISABLED_OPACITY)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return image


def app_icon() -> QIcon:
    """Return the program's own icon: a small network, the same in both themes."""
    result = QIcon()
    renderer = QSvgRenderer(QByteArray((_FOLDER / "app.svg").read_bytes()))
    for side in (16, 24, 32, 48, 64, 128, 256):
        image = QPixmap(side, side)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        result.addPixmap(image)
    return result
