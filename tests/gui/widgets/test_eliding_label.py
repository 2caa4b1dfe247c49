"""A line of text that ends in "…" where there is no room for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_long_text_ends_in_dots_and_stays_in_the_tool_tip(qtbot: QtBot) -> None:
    """What is cut is still there to be read."""
    label = ElidingLabel()
    qtbot.addWidget(label)
    label.setText("Categorical cross-entropy")
    label.resize(80, 20)
    label.show()
    assert label.shown_text.endswith("…")
    assert label.toolTip() == "Categorical cross-entropy"
    label.resize(600, 20)
    assert label.shown_text == "Categorical cross-entropy"
    assert label.toolTip() == ""


def test_a_shorter_form_stands_where_the_longer_has_no_room(qtbot: QtBot) -> None:
    """Whole words rather than cut ones; the tool-tip, and whoever asks for the text, have the longest form."""
    label = ElidingLabel()
    qtbot.addWidget(label)
    label.setText("weight from input 1 to hidden unit 2, over 3 paths\n3 paths\n")
    label.resize(100, 20)
    label.show()
    assert label.text() == "weight from input 1 to hidden unit 2, over 3 paths"
    assert label.shown_text == "3 paths"
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.shown_text == label.text()
    label.resize(20, 20)
    assert label.shown_text == ""
