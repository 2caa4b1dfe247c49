"""Predict, then reveal, with real clicks and keys: the bar asks, judges, explains and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

import mlp_core as mlp
from mlp_gui.lecture.prediction_bar import PredictionBar
from mlp_gui.state.tally import Tally

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return an empty window."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def bar(
    window: QWidget,
    session: Session,
    theme_controller: ThemeController,
    preferences: Preferences,
    stepping: Stepping,
    qtbot: QtBot,
) -> PredictionBar:
    """Return the bar in a window of its own, prediction on, at the fourth sample's last line that asks nothing."""
    bar = PredictionBar(session, theme_controller, preferences, window)
    QVBoxLayout(window).addWidget(bar)
    window.resize(900, 140)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert not bar.isVisible()
    stepping.set_sample(3)
    stepping.go_to(2)
    stepping.set_predict(True)
    return bar


def click(widget: QWidget) -> None:
    """Click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def commit(field: QWidget, text: str) -> None:
    """Type as an input method does it, which has letters that no key of QTest has."""
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(field, typed)


def ask(stepping: Stepping) -> float:
    """Step to the next question and return the number asked for."""
    stepping.forward()
    assert stepping.question is not None
    return stepping.question.value


def test_it_waits_until_something_is_asked(bar: PredictionBar) -> None:
    """Shown as soon as prediction is on, with a word on how it goes, and no field yet."""
    assert bar.isVisible()
    assert bar.state == "idle"
    assert "asked for before it is shown" in bar.headline.text()
    assert not bar.field.isVisible()
    assert not bar.tally.text()


def test_it_asks_in_words_and_says_the_rule(bar: PredictionBar, stepping: Stepping, qtbot: QtBot) -> None:
    """The question, its symbol, and how near is right; the keyboard is at the field; the number is nowhere."""
    ask(stepping)
    assert bar.state == "asking"
    assert bar.headline.text() == "What is weight times value from input 1 into unit P, for sample 4?"
    assert bar.hint.text() == "Right to 1 %; type 4·10³ as 4e3"
    assert "no more than 1 % of the number plus 5·10⁻⁵," in bar.hint.toolTip()
    assert bar.field.hasFocus()
    qtbot.waitUntil(lambda: bar.symbol.shown.endswith("="))
    assert stepping.question is not None
    texts = [bar.headline.text(), bar.hint.text(), bar.symbol.shown, bar.field.text(), bar.accessibleDescription()]
    assert not any(stepping.question.number in text for text in texts)


def test_a_right_answer_by_the_keyboard(bar: PredictionBar, stepping: Stepping, qtbot: QtBot) -> None:
    """Typed and entered: the verdict in words, the number shown, counted; Enter goes on to the next one."""
    value = ask(stepping)
    question = stepping.question
    assert question is not None
    commit(bar.field, f"{value:.4f}".replace(".", ",").replace("-", "−"))
    QTest.keyClick(bar.field, Key.Key_Return)
    assert bar.state == "right"
    assert bar.headline.text().startswith("Right: you answered")
    assert stepping.is_known(question.quantity)
    qtbot.waitUntil(lambda: bar.solution.shown == f"{question.symbol} = {question.number}")
    assert bar.tally.text() == "1 of 1 right"
    QTest.keyClick(bar.window().focusWidget(), Key.Key_Return)
    assert bar.state == "asking"
    assert bar.field.text() == ""


def test_a_wrong_answer_by_the_mouse_gets_the_formula(bar: PredictionBar, stepping: Stepping, qtbot: QtBot) -> None:
    """With the numbers put in, set as mathematics; Next goes on."""
    ask(stepping)
    question = stepping.question
    assert question is not None
    QTest.keyClicks(bar.field, "12")
    click(bar.answer)
    assert bar.state == "wrong"
    assert bar.headline.text().startswith("Wrong: you answered 12.")
    qtbot.waitUntil(lambda: question.explanation.numbers in bar.solution.shown)
    assert question.explanation.latex in bar.solution.shown
    assert stepping.tally == Tally(0, 1, 0)
    click(bar.go_on)
    assert bar.state == "asking"


@pytest.mark.parametrize("rubbish", ["seven", "", "1/0", "--1", "0x10"])
def test_rubbish_is_told_and_nothing_is_lost(bar: PredictionBar, stepping: Stepping, rubbish: str) -> None:
    """What was typed stays, the question too, and the tally; typing on takes the complaint away."""
    ask(stepping)
    QTest.keyClicks(bar.field, rubbish)
    QTest.keyClick(bar.field, Key.Key_Return)
    assert bar.state == "asking"
    assert bar.field.text() == rubbish
    assert bar.field.property("invalid")
    assert "0.25" in bar.hint.text()
    assert stepping.tally == Tally()
    QTest.keyClicks(bar.field, "1")
    assert bar.hint.text().startswith("Right to")
    assert not bar.field.property("invalid")


def test_revealing_shows_and_does_not_count(bar: PredictionBar, stepping: Stepping) -> None:
    """The verdict says so, and the tally keeps it apart."""
    ask(stepping)
    click(bar.reveal)
    assert bar.state == "revealed"
    assert "does not count" in bar.headline.text()
    assert bar.tally.text() == "1 revealed"


def test_the_tally_is_reset(bar: PredictionBar, stepping: Stepping) -> None:
    """By its button, which is there as soon as there is something to reset."""
    assert not bar.reset.isVisible()
    ask(stepping)
    QTest.keyClicks(bar.field, "12")
    QTest.keyClick(bar.field, Key.Key_Return)
    click(bar.reset)
    assert stepping.tally == Tally()
    assert not bar.tally.text()
    assert not bar.reset.isVisible()


def test_a_number_is_skipped_and_a_step_revealed(bar: PredictionBar, stepping: Stepping) -> None:
    """By buttons that say how many are left, and by Enter with Shift and with Ctrl from the field."""
    stepping.set_granularity("unit")
    value = ask(stepping)
    left = stepping.left_to_ask
    assert bar.reveal_all.text() == f"Reveal all {left}"
    assert bar.go_on.text() == "Skip"
    click(bar.go_on)
    assert stepping.question is not None
    assert stepping.question.value != value or stepping.left_to_ask == left - 1
    QTest.keyClick(bar.field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (bar.state, stepping.tally) == ("asking", Tally(0, 0, 2))
    QTest.keyClicks(bar.field, "12")
    QTest.keyClick(bar.field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stepping.tally == Tally(0, 0, left)
    assert bar.state == "idle"
    assert not bar.reveal_all.isVisible()
    ask(stepping)
    click(bar.reveal_all)
    assert bar.state == "idle"


def test_what_is_asked_is_chosen_in_its_menu(bar: PredictionBar, stepping: Stepping) -> None:
    """The main results of a unit are two; an open question of others is let go."""
    stepping.set_granularity("unit")
    ask(stepping)
    bar.asks.choices["main"].trigger()
    assert (stepping.asks, bar.state) == ("main", "idle")
    ask(stepping)
    assert stepping.left_to_ask == 2
    assert [name for name, action in bar.asks.choices.items() if action.isChecked()] == ["main"]


def test_the_cross_ends_it(bar: PredictionBar, stepping: Stepping) -> None:
    """The bar goes, and numbers are shown again without asking."""
    ask(stepping)
    click(bar.close_button)
    assert not stepping.predict
    assert not bar.isVisible()
    assert bar.window().focusWidget() is bar.window()


def test_an_empty_field_leaves_the_keys_of_the_step_mode(bar: PredictionBar, stepping: Stepping) -> None:
    """Space with nothing typed goes to the window, behind a digit it is a letter like any other."""
    ask(stepping)
    QTest.keyClick(bar.field, Key.Key_Space)
    assert bar.field.text() == ""
    QTest.keyClicks(bar.field, "3 / 4")
    assert bar.field.text() == "3 / 4"


def test_it_follows_the_notation(bar: PredictionBar, stepping: Stepping, qtbot: QtBot) -> None:
    """The open question is written anew, and what was typed stays."""
    ask(stepping)
    QTest.keyClicks(bar.field, "0.")
    qtbot.waitUntil(lambda: bool(bar.symbol.shown))
    before = bar.symbol.shown
    stepping.set_notation("lab")
    stepping.set_decimals(2)
    assert bar.hint.text() == "Right to 1 %; type 4·10³ as 4e3"
    assert "plus 0.005," in bar.hint.toolTip()
    qtbot.waitUntil(lambda: bar.symbol.shown != before)
    assert bar.field.text() == "0."


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("is_narrow", [False, True])
def test_nothing_is_cut_off(
    bar: PredictionBar,
    stepping: Stepping,
    theme_controller: ThemeController,
    qtbot: QtBot,
    scale: float,
    is_narrow: bool,
) -> None:
    """As a strip and as a card, at normal and large size: everything shown lies inside, and nothing over another.

    With the longest symbol of any notation, a tally, and a complaint.
    """
    theme_controller.set_scale(scale)
    stepping.set_notation("chain")
    walk = stepping.walk
    assert walk is not None
    long = next(line for line in walk.terms if line.operation is mlp.Operation.DELTA_PRODUCT)
    for answer in ("1", ""):
        stepping.forward()
        stepping.answer(answer)
        stepping.reveal()
    bar.set_narrow(is_narrow)
    bar.window().resize(round(760 * scale), round(204 * scale))
    go_there = (lambda: stepping.go_to(long.index - 1), stepping.forward)
    for go in (*go_there, lambda: stepping.answer("a" * 50), lambda: stepping.answer("12")):
        go()
        qtbot.waitUntil(lambda: bar.state == "idle" or bool(bar.symbol.shown or bar.solution.shown))
        bar.layout().activate()
        shown = [each for each in bar.findChildren(QWidget) if each.isVisible() and each.parent() is bar]
        assert all(bar.rect().contains(each.geometry()) for each in shown)
        labels = [each for each in shown if isinstance(each, QLabel) and each.wordWrap()]
        assert all(label.heightForWidth(label.width()) <= label.height() for label in labels)
        for place, one in enumerate(shown):
            assert not any(one.geometry().intersects(other.geometry()) for other in shown[place + 1 :])
