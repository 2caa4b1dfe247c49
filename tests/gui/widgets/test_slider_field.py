"""A value is dragged or typed, and never becomes a bad one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mlp_gui.widgets import FormRow, NumberRange, SliderField, ValueScale

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.look import ThemeController

RATE = ValueScale(1e-5, 10.0, logarithmic=True)
RATES = NumberRange(1e-8, 1000.0, factor=10.0**0.1)


@pytest.fixture
def window(qtbot: QtBot, theme_controller: ThemeController) -> QWidget:
    """Return the window that holds the row, made once the fonts are set."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def row(window: QWidget, theme_controller: ThemeController) -> FormRow:
    """Return a row with the learning rate, shown, at 0.01."""
    layout = QVBoxLayout(window)
    field = SliderField(theme_controller, "Learning rate", RATE, RATES, "How far a step goes.", window)
    row = FormRow(theme_controller, "Learning rate", field, parent=window)
    layout.addWidget(row)
    field.set_value(0.01)
    window.resize(264, 80)
    window.show()
    return row


@pytest.fixture
def rate(row: FormRow) -> SliderField:
    """Return the row's control."""
    return row.findChild(SliderField)


def type_text(rate: SliderField, text: str) -> None:
    """Replace the field's text by typing, without Enter."""
    rate.field.setFocus()
    rate.field.selectAll()
    QTest.keyClicks(rate.field, text)


def test_slider_and_field_show_the_same(rate: SliderField) -> None:
    """A value set from outside shows in both."""
    assert rate.field.text() == "0.01"
    assert rate.slider.value() == RATE.tick(0.01) == 300


def test_a_typed_value_is_taken_on_enter(qtbot: QtBot, rate: SliderField) -> None:
    """Enter gives the typed value, and the slider follows."""
    with qtbot.waitSignal(rate.value_changed) as given_value:
        type_text(rate, "0,3")
        QTest.keyClick(rate.field, Qt.Key.Key_Return)
    assert given_value.args == [0.3]
    assert rate.slider.value() == RATE.tick(0.3)


def test_a_typed_value_beyond_the_slider_is_taken(rate: SliderField) -> None:
    """The field reaches further than the slider, which then stands at its end."""
    type_text(rate, "500")
    QTest.keyClick(rate.field, Qt.Key.Key_Return)
    assert rate.value == 500.0
    assert rate.slider.value() == rate.slider.maximum()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("abc", "not a number"),
        ("-1", "from 1e−8 to 1,000"),
        ("1e9", "from 1e−8"),
        ("nan", "finite"),
        ("", "Type a number"),
    ],
)
def test_rubbish_is_explained_and_undone(
    qtbot: QtBot, row: FormRow, rate: SliderField, text: str, complaint: str
) -> None:
    """What cannot be taken says why under the row, and the last good value is back."""
    with qtbot.assertNotEmitted(rate.value_changed):
        type_text(rate, text)
        if not text:
            QTest.keyClick(rate.field, Qt.Key.Key_Backspace)
        QTest.keyClick(rate.field, Qt.Key.Key_Return)
    assert complaint in row.complaint
    assert rate.field.text() == "0.01"
    assert rate.value == 0.01


def test_a_bad_text_is_marked_while_it_is_typed(rate: SliderField) -> None:
    """The border tells before Enter does."""
    type_text(rate, "abc")
    assert rate.field.property("invalid") is True
    type_text(rate, "0.5")
    assert rate.field.property("invalid") is False


def test_a_good_value_settles_the_complaint(row: FormRow, rate: SliderField) -> None:
    """The complaint goes when a good value comes."""
    type_text(rate, "abc")
    QTest.keyClick(rate.field, Qt.Key.Key_Return)
    assert row.complaint
    type_text(rate, "0.5")
    QTest.keyClick(rate.field, Qt.Key.Key_Return)
    assert row.complaint == ""


def test_escape_gives_the_old_value_back(qtbot: QtBot, rate: SliderField) -> None:
    """Escape leaves everything as it was."""
    with qtbot.assertNotEmitted(rate.value_changed):
        type_text(rate, "7")
        QTest.keyClick(rate.field, Qt.Key.Key_Escape)
    assert rate.field.text() == "0.01"


def test_typing_is_not_disturbed_from_outside(rate: SliderField) -> None:
    """A value that arrives while the user types does not overwrite the text."""
    type_text(rate, "0.")
    rate.set_value(0.2)
    assert rate.field.text() == "0."


def test_arrow_keys_step_by_a_tenth_of_a_decade(rate: SliderField) -> None:
    """On a logarithmic scale arrows multiply, and ten of them are a decade."""
    rate.field.setFocus()
    QTest.keyClick(rate.field, Qt.Key.Key_Up)
    assert rate.value == pytest.approx(0.013)
    rate.set_value(0.01)
    QTest.keyClick(rate.field, Qt.Key.Key_PageDown)
    assert rate.value == pytest.approx(0.001)


def test_a_nameless_key_does_no_harm(rate: SliderField) -> None:
    """Codes that Qt has no name for are left alone."""
    for code in (0, 0x1234567):
        QApplication.sendEvent(
            rate.field, QKeyEvent(QKeyEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, 0, 0, 0)
        )
    assert rate.value == 0.01


def test_a_drag_tells_all_along(qtbot: QtBot, rate: SliderField) -> None:
    """Every move of the knob gives a value; press takes the knob to the pointer."""
    told: list[float] = []
    rate.value_changed.connect(told.append)
    slider = rate.slider
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    for x in (30, 40, 50):
        QTest.mouseMove(slider, QPoint(x, 10))
    assert slider.isSliderDown()
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(50, 10))
    assert len(told) >= 2
    assert told == sorted(told)
    assert not slider.isSliderDown()


def test_the_slider_answers_to_keys(rate: SliderField) -> None:
    """Arrows move the slider, Home and End reach its ends."""
    rate.slider.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rate.slider, Qt.Key.Key_Right)
    assert rate.value > 0.01
    QTest.keyClick(rate.slider, Qt.Key.Key_End)
    assert rate.value == 10.0
    QTest.keyClick(rate.slider, Qt.Key.Key_Home)
    assert rate.value == 1e-5


def test_a_refused_drag_returns_the_knob(qtbot: QtBot, rate: SliderField) -> None:
    """Where the owner keeps the old value, the knob goes back when it is let go."""
    slider = rate.slider
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    rate.set_value(0.01)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert slider.value() == RATE.tick(0.01)
    assert rate.field.text() == "0.01"


def test_the_tip_tells_the_range(rate: SliderField) -> None:
    """The tool-tip says what it is and what it takes."""
    assert rate.slider.toolTip() == rate.field.toolTip() == "How far a step goes. Range: from 1e−8 to 1,000."


def test_other_limits_keep_the_value(rate: SliderField) -> None:
    """New limits show the same value in its new place."""
    rate.set_limits(ValueScale(0.0, 0.02, step=0.001), NumberRange(0.0, 0.02, decimals=3, step=0.001))
    assert rate.field.text() == "0.010"
    assert rate.slider.value() == rate.slider.maximum() // 2


def test_a_percentage_is_typed_with_or_without_its_sign(qtbot: QtBot, theme_controller: ThemeController) -> None:
    """A share of 0.7 is 70 %."""
    shares = NumberRange(0.0, 1.0, decimals=0, percent=True, step=0.05)
    field = SliderField(theme_controller, "Share", ValueScale(0.0, 1.0, step=0.05), shares)
    qtbot.addWidget(field)
    field.set_value(0.7)
    assert field.field.text() == "70 %"
    for text, value in (("55", 0.55), ("60 %", 0.6)):
        type_text(field, text)
        QTest.keyClick(field.field, Qt.Key.Key_Return)
        assert field.value == pytest.approx(value)


@given(st.integers(0, RATE.ticks))
def test_a_place_gives_a_value_of_the_same_place(tick: int) -> None:
    """Going from slider to value and back stays within the rounding to two digits."""
    assert abs(RATE.tick(RATE.value(tick)) - tick) <= 2


def test_a_scale_with_zero_starts_at_zero() -> None:
    """A penalty is off at the left end, and just on one place further."""
    penalty = ValueScale(1e-6, 1.0, logarithmic=True, zero=True)
    assert [penalty.value(0), penalty.value(1), penalty.value(penalty.ticks)] == [0.0, 1e-6, 1.0]
    assert [penalty.tick(0.0), penalty.tick(1e-9), penalty.tick(1e-6)] == [0, 0, 1]
