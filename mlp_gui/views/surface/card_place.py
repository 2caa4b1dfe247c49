"""Where the card of a point that is read out stands: beside the point, and off what is marked on the surface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPointF, QSizeF

_DISTANCE: Final = 14.0
_EDGE: Final = 4.0


def card_place(size: QSizeF, bounds: QRectF, at: QPointF, marks: Iterable[QRectF]) -> QRectF:
    """Return the bounds for a card: those of the corner of the point in which it covers least, else all of them.

    Parameters
    ----------
    size : QSizeF
        Of the card.
    bounds : QRectF
        Of the drawing.
    at : QPointF
        The point that is read out.
    marks : iterable of QRectF
        What is not to be covered.
    """
    width, height = size.width(), size.height()
    tops = (at.y() - _DISTANCE - height, at.y() + _DISTANCE)
    lefts = (at.x() + _DISTANCE, at.x() - _DISTANCE - width)
    inside = bounds.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    places = [QRectF(left, top, width, height) for top in tops for left in lefts]
    # What only just does not fit may move along the point's side.
    shifted = [_moved_into(place, inside) for place in places]
    free = [place for place in shifted if inside.contains(place) and not place.contains(at)]
    if not free:
        return bounds
    kept = list(marks)
    best = min(free, key=lambda place: sum(_area(place & mark) for mark in kept))
    return best.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)


def _moved_into(place: QRectF, inside: QRectF) -> QRectF:
    left = min(max(place.left(), inside.left()), inside.right() - place.width())
    top = min(max(place.top(), inside.top()), inside.bottom() - place.height())
    return QRectF(left, top, place.width(), place.height())


def _area(rect: QRectF) -> float:
    return max(rect.width(), 0.0) * max(rect.height(), 0.0)
