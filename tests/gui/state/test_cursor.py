"""One cursor for all views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.state.cursor import Cursor, Mark

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WEIGHT = Mark("weight", layer=0, unit=1, input=0)


def test_a_mark_is_told_once(qtbot: QtBot) -> None:
    """Hovering the same thing again is no news."""
    cursor = Cursor()
    with qtbot.waitSignal(cursor.hovered_changed, check_params_cb=WEIGHT.__eq__):
        cursor.set_hovered(WEIGHT)
    with qtbot.assertNotEmitted(cursor.hovered_changed):
        cursor.set_hovered(Mark("weight", layer=0, unit=1, input=0))
    assert cursor.hovered == WEIGHT


def test_selection_and_hovering_are_apart(qtbot: QtBot) -> None:
    """What was clicked stays selected wherever the pointer goes."""
    cursor = Cursor()
    cursor.set_selected(WEIGHT)
    cursor.set_hovered(Mark("sample", sample=3))
    cursor.set_hovered(None)
    assert cursor.selected == WEIGHT
    with qtbot.waitSignal(cursor.selected_changed):
        cursor.clear()
    assert cursor.selected is None


def test_an_edit_is_passed_on(qtbot: QtBot) -> None:
    """Any view may ask for the number's field to be opened."""
    cursor = Cursor()
    with qtbot.waitSignal(cursor.edit_requested, check_params_cb=WEIGHT.__eq__):
        cursor.request_edit(WEIGHT)
