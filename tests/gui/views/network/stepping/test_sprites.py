<<<<<<< HEAD
"""The kept pictures of cards, in rooms of any size."""
=======
"""Pictures of cards are kept, and made even where a card has no room."""
>>>>>>> 14a9f29 (wip)

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
<<<<<<< HEAD
from PySide6.QtGui import QColor, QImage, QPainter
=======
from PySide6.QtGui import QImage, QPainter
>>>>>>> 14a9f29 (wip)

from mlp_gui.views.network.stepping.sprites import Sprites


<<<<<<< HEAD
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
=======
@pytest.mark.parametrize(("width", "height"), [(40.0, 20.0), (0.0, 0.0), (-60.0, 20.0), (20.0, -60.0)])
@pytest.mark.usefixtures("qapp")
def test_a_card_of_any_size_is_painted_once(width: float, height: float) -> None:
    """In a canvas that is all but closed a card has no size, and Qt nothing to complain of."""
    sprites, image = Sprites(), QImage(100, 100, QImage.Format.Format_RGB32)
    sprites.begin("light", 1.0)
    painter = QPainter(image)
    with sprites.card(painter, QRectF(10.0, 10.0, width, height), "card") as given:
        assert given is not None
        own, place = given
        assert own.isActive()
        own.drawRoundedRect(place, 4.0, 4.0)
    with sprites.card(painter, QRectF(50.0, 10.0, width, height), "card") as given:
        assert given is None
    painter.end()
>>>>>>> 14a9f29 (wip)
