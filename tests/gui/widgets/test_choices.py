"""Controls that choose one of several values, by pointer and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from mlp_gui.widgets import Choice, SeedField, SegmentedControl, ThumbnailGrid, ToggleChip

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from pytestqt.qtbot import QtBot

    from mlp_gui.look import ThemeController

ITEMS = [("log", "Log", "Equal ways are equal factors."), ("linear", "Linear", "Equal ways are equal losses.")]


def draw_nothing(painter: QPainter, value: str, side: float) -> None:
    """Stand for a picture."""


@pytest.fixture
def segments(qtbot: QtBot, theme_controller: ThemeController) -> SegmentedControl:
    """Return a control of two values."""
    control = SegmentedControl(theme_controller, "Scale", ITEMS)
    qtbot.addWidget(control)
    control.show()
    return control


@pytest.fixture
def grid(qtbot: QtBot, theme_controller: ThemeController) -> ThumbnailGrid:
    """Return eight pictures, three in a row."""
    items = [(f"v{k}", f"Picture {k}", "A picture.") for k in range(8)]
    control = ThumbnailGrid(theme_controller, "Pictures", items, draw_nothing, columns=3)
    qtbot.addWidget(control)
    control.set_value("v0")
    control.show()
    return control


def button(parent: SegmentedControl | ThumbnailGrid, name: str) -> QAbstractButton:
    """Return a part by its name."""
    return parent.findChild(QAbstractButton, name)


def test_a_segment_is_chosen_by_a_click(qtbot: QtBot, segments: SegmentedControl) -> None:
    """The first value is chosen at first; a click chooses another, once."""
    assert segments.value == "log"
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.mouseClick(button(segments, "segment_linear"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["linear"]
    with qtbot.assertNotEmitted(segments.chosen):
        QTest.mouseClick(button(segments, "segment_linear"), Qt.MouseButton.LeftButton)


def test_arrow_keys_go_from_segment_to_segment(qtbot: QtBot, segments: SegmentedControl) -> None:
    """The keyboard reaches every value."""
    button(segments, "segment_log").setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(button(segments, "segment_log"), Qt.Key.Key_Right)
    assert chosen.args == ["linear"]


def test_a_segment_set_from_outside_tells_nobody(qtbot: QtBot, segments: SegmentedControl) -> None:
    """Only the user's choice is told; an unknown value is left alone."""
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_value("linear")
        segments.set_value("cubic")
    assert segments.value == "linear"


def test_segments_keep_their_size_when_chosen(segments: SegmentedControl) -> None:
    """The heavier weight of the chosen title moves nothing."""
    before = segments.sizeHint()
    segments.set_value("linear")
    assert segments.sizeHint() == before
    assert segments.height() == 28


def test_a_picture_is_chosen_by_a_click(qtbot: QtBot, grid: ThumbnailGrid) -> None:
    """A click chooses and tells."""
    with qtbot.waitSignal(grid.chosen) as chosen:
        QTest.mouseClick(button(grid, "tile_v4"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["v4"]
    assert grid.value == "v4"


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [("v0", Qt.Key.Key_Right, "v1"), ("v1", Qt.Key.Key_Down, "v4"), ("v4", Qt.Key.Key_Up, "v1"),
     ("v4", Qt.Key.Key_Left, "v3"), ("v0", Qt.Key.Key_Up, "v0"), ("v7", Qt.Key.Key_Down, "v7")],
)  # fmt: skip
def test_arrow_keys_go_to_the_neighbour(grid: ThumbnailGrid, start: str, key: Qt.Key, end: str) -> None:
    """Up and down go by rows; at the edge nothing happens."""
    grid.set_value(start)
    tile = button(grid, f"tile_{start}")
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tile, key)
    assert grid.value == end


def test_an_unknown_picture_chooses_none(grid: ThumbnailGrid) -> None:
    """A value without a picture leaves no picture marked, and later choices work."""
    grid.set_value("other")
    assert grid.value == ""
    grid.set_value("v2")
    assert grid.value == "v2"


def test_only_one_picture_is_a_tab_stop(grid: ThumbnailGrid) -> None:
    """Tab passes the whole grid in one step."""
    grid.set_value("v3")
    stops = [part for part in grid.findChildren(QAbstractButton) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [part.objectName() for part in stops] == ["tile_v3"]


def test_pictures_have_names_and_tips(grid: ThumbnailGrid) -> None:
    """A screen reader can tell them apart."""
    assert button(grid, "tile_v1").accessibleName() == "Picture 1"
    assert "A picture." in button(grid, "tile_v1").toolTip()


@pytest.fixture
def choice(qtbot: QtBot, theme_controller: ThemeController) -> Choice:
    """Return a list of two values, one with a short title."""
    control = Choice("Scale")
    control.set_items([*ITEMS, ("symlog", "Symmetric logarithm", "Both signs.")], {"symlog": "Symlog"})
    control.set_tip("How the axis is divided.")
    control.set_value("log")
    qtbot.addWidget(control)
    control.show()
    return control


def test_a_value_is_chosen_by_keys(qtbot: QtBot, choice: Choice) -> None:
    """A key press tells the value, not its place."""
    choice.setFocus()
    with qtbot.waitSignal(choice.chosen) as chosen:
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert chosen.args == ["linear"]


def test_a_closed_list_shows_the_short_title(choice: Choice) -> None:
    """A long title has a short one for narrow fields, and the tool-tip has both title and sentence."""
    choice.set_value("symlog")
    assert choice.shown_text == "Symlog"
    assert "Symmetric logarithm" in choice.toolTip()
    assert "Both signs." in choice.toolTip()
    assert "How the axis is divided." in choice.toolTip()


def test_a_value_not_offered_shows_the_placeholder(choice: Choice) -> None:
    """What is not in the list is not mistaken for something that is."""
    choice.setPlaceholderText("By hand")
    choice.set_value("other")
    assert (choice.value, choice.shown_text) == ("", "By hand")
    choice.grab()


def test_other_items_keep_the_value(qtbot: QtBot, choice: Choice) -> None:
    """Offering other values keeps the chosen one where it is still there, and tells nobody."""
    choice.set_value("linear")
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_items(ITEMS[::-1])
    assert choice.value == "linear"
    assert choice.values == ("linear", "log")


def test_the_wheel_leaves_an_unfocused_list_alone(choice: Choice) -> None:
    """Scrolling a form over a list changes nothing."""
    choice.clearFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, wheel)
    assert choice.value == "log"


def test_a_seed_is_typed_or_rolled(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """The field gives whole numbers, the die only asks."""
    seed = SeedField(theme_controller, "Seed", "Decides the points.", "Rolls another.")
    qtbot.addWidget(seed)
    seed.show()
    seed.set_value(11)
    with qtbot.waitSignal(seed.rolled):
        QTest.mouseClick(seed.dice, Qt.MouseButton.LeftButton)
    assert seed.value == 11
    seed.field.setFocus()
    seed.field.selectAll()
    with qtbot.waitSignal(seed.value_changed) as changed:
        QTest.keyClicks(seed.field, "42")
        QTest.keyClick(seed.field, Qt.Key.Key_Return)
    assert changed.args == [42]


def test_a_seed_is_a_whole_number(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """A fraction is refused in words."""
    seed = SeedField(theme_controller, "Seed", "Decides the points.", "Rolls another.")
    qtbot.addWidget(seed)
    seed.show()
    seed.field.setFocus()
    seed.field.selectAll()
    with qtbot.waitSignal(seed.field.rejected) as rejected:
        QTest.keyClicks(seed.field, "1.5")
        QTest.keyClick(seed.field, Qt.Key.Key_Return)
    assert "whole" in rejected.args[0]


def test_a_chip_is_switched_by_space(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """A chip is a check box for the keyboard and the screen reader."""
    chip = ToggleChip(theme_controller, "𝑥₁", "Input x1", "The first coordinate.")
    qtbot.addWidget(chip)
    chip.show()
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.accessibleName() == "Input x1"
