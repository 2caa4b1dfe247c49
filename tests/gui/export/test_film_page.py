"""Where the views of a film stand: without overlap, in all of the room, the first one largest."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRect, QSize

from mlp_gui.export.film_page import GAP, lacking, page_size, places

LEAST = 300
ASKED = QSize(300, 200)


@pytest.mark.parametrize("size", [(1280, 680), (540, 500), (405, 720), (320, 140)])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 9])
def test_views_fill_the_page_side_by_side(size: tuple[int, int], count: int) -> None:
    """No two overlap, hairlines are all that is left between them, and the first has the most room."""
    room = QRect(0, 41, *size)
    found = places(room, [ASKED] * count, LEAST)
    assert len(found) == count
    assert all(room.contains(place) for place in found)
    assert not any(one.intersects(other) for one, other in itertools.combinations(found, 2))
    areas = [place.width() * place.height() for place in found]
    assert max(areas) == areas[0]
    hairlines = room.width() * room.height() - sum(areas)
    assert hairlines <= GAP * count * (room.width() + room.height())


def test_a_square_has_its_second_view_below_and_a_wide_page_beside() -> None:
    """As slides and posts are: a network needs width more than height."""
    first, second = places(QRect(0, 0, 1280, 680), [ASKED] * 2, LEAST)
    assert first.right() < second.left()
    first, second = places(QRect(0, 0, 540, 500), [ASKED] * 2, LEAST)
    assert first.bottom() < second.top()


def test_a_view_that_asks_for_more_gets_more_and_one_without_room_is_named() -> None:
    """A loss surface needs twice the height of a curve; on a small page it still cannot be read."""
    asked = [ASKED, QSize(220, 150), QSize(300, 300)]
    _, curve, surface = places(QRect(0, 0, 1280, 680), asked, LEAST)
    assert surface.height() == pytest.approx(2 * curve.height(), abs=2)
    assert lacking(QRect(0, 0, 1280, 680), asked, LEAST) == []
    assert lacking(QRect(0, 0, 640, 280), asked, LEAST) == [1, 2]


def test_a_page_fills_the_film() -> None:
    """What a ratio does not divide is cut at the edge, never left empty."""
    assert page_size(1280, 720, 1.0) == QSize(1280, 720)
    assert page_size(1000, 999, 1.75) == QSize(572, 571)
