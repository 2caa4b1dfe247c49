"""The kept pictures of cards, in rooms of any size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from mlp_gui.views.network.stepping.sprites import Sprites


def paint_card(sprites: Sprites, canvas: QImage, rect: QRectF) -> bool:
    """Paint a red card; tell whether it had to be painted."""
    painter = QPainter(canvas)
    with sprites.card(painter, rect, "card") as place:
        if place is not None:
            own, room = place
            own.fillRect(room, QColor("red"))
    painter.end()
    return place is not None


@pytest.fixture
def canvas(qapp: object) -> QImage:
    """Return a white picture."""
    canvas = QImage(40, 40, QImage.Format.Format_RGB32)
    canvas.fill(QColor("white"))
    return canvas


def test_a_card_is_painted_once(canvas: QImage) -> None:
    """The second time its picture is there."""
    sprites = Sprites()
    sprites.begin("light", 1.0)
    assert paint_card(sprites, canvas, QRectF(10, 10, 12, 12))
    assert canvas.pixelColor(15, 15) == QColor("red")
    assert not paint_card(sprites, canvas, QRectF(10, 10, 12, 12))


@pytest.mark.parametrize("rect", [QRectF(10, 10, -30, 12), QRectF(10, 10, 12, -30), QRectF(10, 10, 0, 0)])
def test_a_card_without_room_is_left_out(canvas: QImage, rect: QRectF) -> None:
    """In a window too small for it nothing is painted, and Qt has nothing to warn of."""
    sprites = Sprites()
    sprites.begin("light", 1.0)
    assert not paint_card(sprites, canvas, rect)
    assert canvas.pixelColor(15, 15) == QColor("white")
