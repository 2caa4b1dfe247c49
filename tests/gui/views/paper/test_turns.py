"""The views of a step take turns, and none can be seen or read behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from mlp_gui.look import ThemeController
from mlp_gui.state.preferences import Preferences
from mlp_gui.state.session import Session
from mlp_gui.views.paper import StepView
from mlp_gui.views.paper.turns import Turns
from tests.gui.views.equations.stages import trace_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot


class _Diary(StepView):
    """Notes each position that it shows, in a book that all of them share."""

    object_name = "diary"
    spoken_name = "Diary"

    def __init__(self, name: str, book: list[tuple[str, int]], session: Session, parent: QWidget) -> None:
        super().__init__(session, ThemeController(parent), Preferences(), parent)
        self._name, self._book = name, book

    def _refresh(self) -> None:
        self._book.append((self._name, self._stepping.position))

    def paintEvent(self, event: QPaintEvent) -> None:
        self.catch_up()
        super().paintEvent(event)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a shown window without anything in it."""
    window = QWidget()
    window.resize(200, 100)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def book() -> list[tuple[str, int]]:
    """Return where it is written which view has shown which position."""
    return []


@pytest.fixture
def session(window: QWidget) -> Session:
    """Return a session that steps through a training step."""
    session = Session(parent=window)
    session.stepping.set_active(True)
    session.stepping.receive_trace(session.run_id, trace_of((2, 2, 1)))
    session.stepping.set_granularity("term")
    return session


@pytest.fixture
def views(qtbot: QtBot, window: QWidget, session: Session, book: list[tuple[str, int]]) -> list[_Diary]:
    """Return three views that have shown the position before the first line."""
    views = [_Diary(name, book, session, window) for name in ("first", "second", "third")]
    for view in views:
        view.show()
    qtbot.waitUntil(lambda: len(book) == 3)
    book.clear()
    return views


def test_after_a_step_every_view_shows_it_in_its_turn(
    qtbot: QtBot, session: Session, views: list[_Diary], book: list[tuple[str, int]]
) -> None:
    """No frame pays for more than one of them, and none is left out."""
    session.stepping.forward()
    assert book == []
    qtbot.waitUntil(lambda: len(book) == len(views))
    assert book == [("first", 0), ("second", 0), ("third", 0)]


def test_steps_in_quick_succession_show_only_where_they_end(
    qtbot: QtBot, session: Session, views: list[_Diary], book: list[tuple[str, int]]
) -> None:
    """What has been passed by is not worked for, and the last of them is not forgotten for it."""
    for _ in range(5):
        session.stepping.forward()
    qtbot.waitUntil(lambda: len(book) == len(views))
    assert {position for _, position in book} == {4}


def test_who_is_painted_before_its_turn_catches_up_first(
    qtbot: QtBot, session: Session, views: list[_Diary], book: list[tuple[str, int]]
) -> None:
    """A picture never has an old position, and its turn is not taken twice."""
    session.stepping.forward()
    views[2].grab()
    assert book == [("third", 0)]
    qtbot.waitUntil(lambda: len(book) == len(views))
    assert book[1:] == [("first", 0), ("second", 0)]


def test_a_hidden_view_takes_no_turn_and_catches_up_when_it_is_shown(
    qtbot: QtBot, session: Session, views: list[_Diary], book: list[tuple[str, int]]
) -> None:
    """Work is only done for who looks."""
    session.stepping.forward()
    views[0].hide()
    qtbot.waitUntil(lambda: len(book) == 2)
    session.stepping.forward()
    qtbot.waitUntil(lambda: len(book) == 4)
    assert {name for name, _ in book} == {"second", "third"}
    views[0].show()
    assert book[-1] == ("first", 1)


def test_what_moves_says_when_a_turn_is_taken(
    qtbot: QtBot, session: Session, views: list[_Diary], book: list[tuple[str, int]]
) -> None:
    """Between two of its own frames that cost much; when it stands, the others come by themselves."""
    turns = Turns.of(session)
    turns.set_led(True)
    session.stepping.forward()
    turns.take()
    assert book == [("first", 0)]
    turns.set_led(False)
    qtbot.waitUntil(lambda: len(book) == len(views), timeout=20_000)
    assert book == [("first", 0), ("second", 0), ("third", 0)]
    turns.take()
    assert len(book) == 3
