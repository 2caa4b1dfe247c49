"""When what a step makes has arrived: at once where nothing moves, else when the pulses have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from mlp_gui.state.arrival import Arrival
from mlp_gui.state.walk import BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def arrival() -> Iterator[Arrival]:
    """Return an arrival before the first line."""
    owner = QObject()
    yield Arrival(owner)
    owner.deleteLater()


def test_without_motion_a_line_has_arrived_as_soon_as_it_is_done(arrival: Arrival, qtbot: QtBot) -> None:
    """Standing at a line says nothing: the step-through says it itself."""
    assert arrival.line == BEFORE
    with qtbot.assertNotEmitted(arrival.changed):
        arrival.stand_at(5)
    assert arrival.line == 5
    assert not arrival.is_under_way


def test_what_is_under_way_arrives_leg_by_leg(arrival: Arrival) -> None:
    """Each part of the way that has arrived is told, the last one being where the step-through stands."""
    told: list[int] = []
    arrival.changed.connect(told.append)
    arrival.stand_at(9)
    for before, after in ((3, 6), (6, 9)):
        arrival.set_out(before)
        assert arrival.is_under_way
        arrival.arrive(after)
    assert told == [3, 6, 9]
    assert not arrival.is_under_way


def test_what_stops_on_the_way_has_arrived(arrival: Arrival) -> None:
    """All of it, and neither more than there is nor twice."""
    arrival.stand_at(9)
    arrival.set_out(3)
    arrival.arrive_all()
    assert arrival.line == 9
    arrival.arrive(12)
    assert arrival.line == 9
