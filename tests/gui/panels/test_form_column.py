"""The forms as a whole: nothing is cut off, everything has a name, and Tab reaches all of it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar, QStyle, QStyleOptionComboBox, QWidget

from mlp_gui.panels import DataPanel, NetworkPanel, TrainingPanel
from mlp_gui.state.preferences import Preferences
from mlp_gui.widgets import Choice, FormRow, NumberField
from tests.gui.panels.gestures import type_number

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.look import ThemeController
    from mlp_gui.panels import FormColumn
    from mlp_gui.state.session import Session

SCALES = (1.0, 1.25, 2.0)


def room_of(choice: Choice) -> int:
    """Return the pixels that a closed list has for its title."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return choice.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice).width()


@pytest.mark.parametrize("scale", SCALES)
def test_no_title_is_cut(column: FormColumn, theme_controller: ThemeController, session: Session, scale: float) -> None:
    """Every value of every list fits its closed field at the forms' own width."""
    theme_controller.set_scale(scale)
    session.set_training(schedule="cosine")
    column.resize(theme_controller.px(264), 1500)
    column.grab()
    for choice in column.findChildren(Choice):
        if choice.isVisible():
            for value in choice.values:
                choice.set_value(value)
                width = choice.fontMetrics().horizontalAdvance(choice.shown_text)
                assert width <= room_of(choice), (choice.objectName(), choice.shown_text)


@pytest.mark.parametrize("scale", SCALES)
def test_no_label_is_cut(column: FormColumn, theme_controller: ThemeController, scale: float) -> None:
    """Every label has the room that its text needs."""
    theme_controller.set_scale(scale)
    column.resize(theme_controller.px(264), 1500)
    column.grab()
    for label in column.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()


@pytest.mark.parametrize("scale", SCALES)
def test_nothing_reaches_beyond_the_column(column: FormColumn, theme_controller: ThemeController, scale: float) -> None:
    """No row is wider than the column, so nothing has to be scrolled sideways."""
    theme_controller.set_scale(scale)
    column.resize(theme_controller.px(264), 1500)
    column.grab()
    assert column.horizontalScrollBar().maximum() == 0


def test_everything_has_a_name_and_a_tip(column: FormColumn) -> None:
    """Whatever takes the focus is named for screen readers and tests, and explains itself."""
    for widget in column.findChildren(QWidget):
        takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isVisible() and takes_focus and not isinstance(widget, QScrollBar):
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget.accessibleName()


def test_tab_goes_down_the_forms(column: FormColumn) -> None:
    """Each stop lies below the one before, or to its right in the same row."""
    start = column.findChild(QAbstractButton, "data_panel_header")
    stops: list[QWidget] = []
    widget = start
    while widget is not None:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and column.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
        if widget is start:
            break
    for panel_kind in (DataPanel, NetworkPanel, TrainingPanel):
        panel = column.findChild(panel_kind)
        mine = [stop for stop in stops if panel.isAncestorOf(stop)]
        tops = [stop.mapTo(panel, stop.rect().center()).y() for stop in mine]
        assert len(mine) > 8
        assert all(after >= before - 16 for before, after in itertools.pairwise(tops)), [
            (stop.accessibleName(), top) for stop, top in zip(mine, tops, strict=True)
        ]


def test_measures_are_those_of_the_design(column: FormColumn, theme_controller: ThemeController) -> None:
    """Fields are 26 high, titles 32, and the margin is 14."""
    column.grab()
    fields = [field for field in column.findChildren(NumberField) if field.isVisible()]
    assert {field.height() for field in fields} == {26}
    assert {choice.height() for choice in column.findChildren(Choice) if choice.isVisible()} == {26}
    assert column.findChild(QWidget, "training_panel_header").height() == 32
    right = max(field.mapTo(column, field.rect().topRight()).x() for field in fields)
    assert right == 264 - 14 - 1


def test_a_short_column_scrolls(qtbot: QtBot, column: FormColumn) -> None:
    """What does not fit is reached by the bar, which stands over the margin."""
    column.resize(264, 400)
    bar = next(bar for bar in column.findChildren(QScrollBar) if bar.accessibleName() == "Scroll the forms")
    qtbot.waitUntil(bar.isVisible)
    bar.setValue(bar.maximum())
    assert column.verticalScrollBar().value() == column.verticalScrollBar().maximum() > 0
    assert column.viewport().width() == 264


@pytest.mark.parametrize("scale", SCALES)
def test_a_complaint_is_read_whole(
    qtbot: QtBot, column: FormColumn, theme_controller: ThemeController, training_panel: TrainingPanel, scale: float
) -> None:
    """Every line of it has room below the field, and the column scrolls to where it is."""
    theme_controller.set_scale(scale)
    column.resize(theme_controller.px(264), 300)
    rate = training_panel.values["learning_rate"]
    type_number(rate.field, "banana")
    row = next(row for row in training_panel.findChildren(FormRow) if row.isAncestorOf(rate))
    said = next(label for label in row.findChildren(QLabel) if "banana" in label.text())
    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))
    assert said.geometry().top() >= rate.geometry().bottom()
    assert row.rect().contains(said.geometry())
    seen = column.viewport()
    qtbot.waitUntil(lambda: seen.rect().contains(QRect(said.mapTo(seen, QPoint()), said.size())))


def test_a_complaint_goes_with_its_example(column: FormColumn, session: Session, training_panel: TrainingPanel) -> None:
    """What was wrong in one example is nothing to say of another, even of one with the same learning rate."""
    rate = training_panel.values["learning_rate"]
    type_number(rate.field, "banana")
    row = next(row for row in training_panel.findChildren(FormRow) if row.isAncestorOf(rate))
    assert row.complaint
    session.open_example("moons")
    assert not row.complaint


def test_a_complaint_goes_when_the_user_goes_on(
    column: FormColumn, training_panel: TrainingPanel, qtbot: QtBot
) -> None:
    """It goes when the field is left with the good value that is back, and when something else is changed."""
    rate, batch = (training_panel.values[name].field for name in ("learning_rate", "batch_size"))
    row = next(row for row in training_panel.findChildren(FormRow) if row.isAncestorOf(rate))
    column.activateWindow()
    type_number(rate, "banana")
    assert row.complaint
    type_number(batch, "7")
    assert not row.complaint
    type_number(rate, "banana")
    qtbot.waitUntil(rate.hasFocus)
    rate.clearFocus()
    assert not row.complaint


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_forms_follow_the_theme(column: FormColumn, theme_controller: ThemeController, mode: str) -> None:
    """The ground between the rows is the theme's panel."""
    theme_controller.set_mode(mode)
    assert column.grab().toImage().pixelColor(3, 400) == theme_controller.theme.panel


def test_what_was_folded_stays_folded(
    column: FormColumn, window: QWidget, session: Session, theme_controller: ThemeController
) -> None:
    """Opened and folded sections are found as they were left at the next start; the others as they start."""
    del column  # its fixture has opened every section of each form
    preferences = Preferences(parent=window)
    network = NetworkPanel(session, theme_controller, preferences, window)
    assert network.findChild(QAbstractButton, "network_panel_weights").isChecked()
    network.findChild(QAbstractButton, "network_panel_weights").click()
    network.header.click()
    later = Preferences(parent=window)
    again = NetworkPanel(session, theme_controller, later, window)
    training = TrainingPanel(session, theme_controller, later, window)
    assert not again.is_open
    assert not again.findChild(QAbstractButton, "network_panel_weights").isChecked()
    assert training.is_open
    assert training.findChild(QAbstractButton, "training_panel_more").isChecked()
