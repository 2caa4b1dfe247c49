"""Things side by side, in as many rows as the width asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from mlp_gui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def flow(qtbot: QtBot) -> Iterator[FlowLayout]:
    """Return a layout of five things of 100 x 20, with gaps of 10."""
    room = QWidget()
    qtbot.addWidget(room)
    flow = FlowLayout(room)
    flow.setContentsMargins(5, 5, 5, 5)
    flow.set_gaps(10, 10)
    for _ in range(5):
        thing = QWidget(room)
        thing.setFixedSize(100, 20)
        flow.addWidget(thing)
    room.show()
    yield flow
    room.hide()


def _boxes(flow: FlowLayout) -> list[tuple[int, int]]:
    return [(flow.itemAt(index).geometry().x(), flow.itemAt(index).geometry().y()) for index in range(flow.count())]


@pytest.mark.parametrize(("width", "rows"), [(1000, 1), (550, 1), (549, 2), (230, 3), (110, 5), (20, 5)])
def test_as_many_rows_as_the_width_asks_for(flow: FlowLayout, width: int, rows: int) -> None:
    """Each row is as high as what is in it."""
    assert flow.heightForWidth(width) == 10 + 20 * rows + 10 * (rows - 1)


def test_a_row_is_filled_before_the_next_begins(flow: FlowLayout) -> None:
    """From the left to the right, then down."""
    flow.setGeometry(QRect(0, 0, 340, 200))
    assert _boxes(flow) == [(5, 5), (115, 5), (225, 5), (5, 35), (115, 35)]


def test_lower_things_stand_in_the_middle_of_their_row(flow: FlowLayout) -> None:
    """A row is as high as its highest thing."""
    flow.itemAt(0).widget().setFixedSize(100, 40)
    flow.setGeometry(QRect(0, 0, 340, 200))
    assert _boxes(flow)[:4] == [(5, 5), (115, 15), (225, 15), (5, 55)]


def test_what_is_hidden_takes_no_room(flow: FlowLayout) -> None:
    """The next one stands in its place."""
    flow.itemAt(1).widget().hide()
    flow.setGeometry(QRect(0, 0, 340, 200))
    assert _boxes(flow)[2] == (115, 5)


def test_items_can_be_taken_out_and_there_is_nothing_beyond_the_last(flow: FlowLayout) -> None:
    """As Qt asks of a layout."""
    assert flow.takeAt(4) is not None
    assert flow.count() == 4
    assert flow.itemAt(4) is None
    assert flow.takeAt(4) is None
