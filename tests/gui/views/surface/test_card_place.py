"""The card of a point that is read out covers neither the current point nor the arrow, where there is room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from mlp_gui.views.surface.card_place import card_place

BOUNDS = QRectF(0.0, 0.0, 400.0, 300.0)
SIZE = QSizeF(120.0, 60.0)


def test_it_stands_off_what_is_marked() -> None:
    """Beside the point on the side where nothing is; above it and to the right where nothing is marked."""
    at = QPointF(200.0, 150.0)
    assert card_place(SIZE, BOUNDS, at, []).bottomLeft().x() > at.x() > 0.0
    for mark in (QRectF(215.0, 100.0, 40.0, 40.0), QRectF(100.0, 180.0, 90.0, 20.0), QRectF(150.0, 60.0, 200.0, 80.0)):
        card = card_place(SIZE, BOUNDS, at, [mark])
        assert not card.contains(at)
        assert not card.intersects(mark)
        assert BOUNDS.contains(card)


def test_where_it_has_no_room_beside_the_point_all_of_the_drawing_is_its_place() -> None:
    """A card wider than the drawing is placed as ever."""
    assert card_place(QSizeF(500.0, 60.0), BOUNDS, QPointF(200.0, 150.0), []) == BOUNDS
