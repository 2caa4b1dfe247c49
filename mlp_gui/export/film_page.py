"""What a film shows: the chosen views side by side, each under its name, and above them where the run stands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mlp_gui.look.numbers import grouped, in_place
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mlp_gui.look import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.snapshot import Snapshot

HEAD: Final = 40
TITLE: Final = 30
MARGIN: Final = 14
GAP: Final = 1
"""Pixels at 100 %: the film's own line, the line above each view, their margin, and the hairline between views."""

FIRST_SHARE: Final = 0.56
"""Of a wide page's width, or a high one's height, that the first of several views takes."""
WIDE: Final = 1.25
"""Times its height, that a page has to be wide for views to stand beside the first one, and not below it."""
LEAST_CELL: Final = 300
"""Pixels of width, or of height, below which a view stands in a second column or row."""
LEAST_SHARE: Final = 0.7
"""Of the size that a view asks for, below which it cannot be read."""


class FilmHead(QWidget):
    """Says of what the film is, and which moment is shown."""

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._controller = theme_controller
        self.title = ElidingLabel(self)
        self.title.setProperty("role", "title")
        self.moment = QLabel(self)
        self.moment.setProperty("role", "value")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme_controller.px(MARGIN), 0, theme_controller.px(MARGIN), 0)
        row.addWidget(self.title, 1)
        row.addWidget(self.moment)
        # Digits of one width: what counts up would make its words dance.
        self.moment.setFont(theme_controller.font(13))
        session.snapshot_changed.connect(self._on_snapshot_changed)
        if session.snapshot is not None:
            self._on_snapshot_changed(session.snapshot)

    @Slot(object)
    def _on_snapshot_changed(self, snapshot: Snapshot) -> None:
        self.title.setText(snapshot.experiment.title)
        parts = [f"epoch {grouped(snapshot.epoch)}"]
        if self._session.stepping.active or snapshot.batch:
            parts.append(f"batch {snapshot.batch + 1} of {snapshot.n_batches}")
        train_loss = snapshot.losses[0]
        if not math.isnan(train_loss):
            parts.append(f"loss {in_place(train_loss)}")
        self.moment.setText("   ".join(parts))


class FilmCell(QWidget):
    """One view under its name.

    Parameters
    ----------
    title : str
        Its name.
    view : QWidget
        Taken from where it was.

    Attributes
    ----------
    asked : QSize
        At which the view can be read under its name.
    """

    def __init__(self, title: str, view: QWidget, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        name = QLabel(title, self)
        name.setProperty("role", "title")
        self._subtitle = ElidingLabel(self)
        self._subtitle.setProperty("role", "caption")
        row = QHBoxLayout()
        row.setContentsMargins(theme_controller.px(MARGIN), 0, theme_controller.px(MARGIN), 0)
        row.addWidget(name)
        row.addWidget(self._subtitle, 1)
        head = QWidget(self)
        head.setLayout(row)
        head.setFixedHeight(theme_controller.px(TITLE))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(view, 1)
        self.asked = asked_for(view, theme_controller)
        view.setMinimumSize(1, 1)
        view.show()
        changed = getattr(view, "subtitle_changed", None)
        if changed is not None:
            changed.connect(self._subtitle.setText)
            self._subtitle.setText(getattr(view, "subtitle", ""))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of a panel."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.panel)
        painter.end()


class FilmPage(QWidget):
    """Covers the window with the chosen views, laid out for the film's shape.

    Parameters
    ----------
    session : Session
        What is told above the views.
    theme_controller : ThemeController
        Colours and lengths.
    views : dict of str to QWidget
        By title, in their order; the first one is the largest.
    parent : QWidget
        The window.
    """

    def __init__(
        self, session: Session, theme_controller: ThemeController, views: dict[str, QWidget], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("film_page")
        self._controller = theme_controller
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.head = FilmHead(session, theme_controller, self)
        self.cells = [FilmCell(title, view, theme_controller, self) for title, view in views.items()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the views anew."""
        super().resizeEvent(event)
        head = self._controller.px(HEAD)
        self.head.setGeometry(0, 0, self.width(), head)
        room = QRect(0, head + GAP, self.width(), self.height() - head - GAP)
        found = places(room, [cell.asked for cell in self.cells], self._controller.px(LEAST_CELL))
        for cell, place in zip(self.cells, found, strict=True):
            cell.setGeometry(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, which is seen as hairlines between the views."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._controller.theme.line)
        painter.fillRect(self.head.geometry(), self._controller.theme.panel)
        painter.end()


def places(room: QRect, asked: list[QSize], least: int) -> list[QRect]:
    """Return where views stand: the first one large, the others in lines beside it or below it.

    Parameters
    ----------
    room : QRect
        What there is.
    asked : list of QSize
        At which each can be read: those in a line share it so.
    least : int
        Pixels along a line below which views stand in one more line.
    """
    if len(asked) <= 1:
        return [room] * len(asked)
    if room.width() < WIDE * room.height():
        # The same as for a wide room, with width and height changing places.
        return [_turned(place) for place in _in_wide(_turned(room), [size.width() for size in asked], least)]
    return _in_wide(room, [size.height() for size in asked], least)


def lacking(room: QRect, asked: list[QSize], least: int) -> list[int]:
    """Return which of the views would be too small to be read.

    Parameters
    ----------
    room, asked, least
        As for `places`.
    """
    found = enumerate(zip(places(room, asked, least), asked, strict=True))
    return [
        number
        for number, (place, size) in found
        if place.width() < LEAST_SHARE * size.width() or place.height() < LEAST_SHARE * size.height()
    ]


def _in_wide(room: QRect, heights: list[int], least: int) -> list[QRect]:
    """Return the places where the first view stands at the left."""
    first, rest = _split(room, [FIRST_SHARE, 1.0 - FIRST_SHARE], across=True)
    others = len(heights) - 1
    lines = max(math.ceil(others * least / max(rest.height(), 1)), 1)
    lines = min(lines, max(rest.width() // least, 1), others)
    in_line = [others // lines + (number < others % lines) for number in range(lines)]
    columns = _split(rest, [1.0] * lines, across=True)
    found, waiting = [first], iter(heights[1:])
    for column, views in zip(columns, in_line, strict=True):
        found += _split(column, [float(max(next(waiting), 1)) for _ in range(views)], across=False)
    return found


def _split(room: QRect, shares: list[float], *, across: bool) -> list[QRect]:
    """Cut a rectangle into parts with a hairline between them."""
    length = (room.width() if across else room.height()) - GAP * (len(shares) - 1)
    start, total, parts = 0, sum(shares), []
    for number in range(len(shares)):
        end = round(length * sum(shares[: number + 1]) / total)
        at = start + GAP * number
        if across:
            parts.append(QRect(room.left() + at, room.top(), end - start, room.height()))
        else:
            parts.append(QRect(room.left(), room.top() + at, room.width(), end - start))
        start = end
    return parts


def _turned(room: QRect) -> QRect:
    return QRect(room.top(), room.left(), room.height(), room.width())


def asked_for(view: QWidget, theme_controller: ThemeController) -> QSize:
    """Return the size at which a view can be read under its name, in pixels at 100 %."""
    size = view.minimumSizeHint() * (100 / theme_controller.px(100))
    return size + QSize(0, TITLE)


def room_of(page: QSize) -> QRect:
    """Return the room that a page has for views, in pixels at 100 %."""
    return QRect(0, HEAD + GAP, page.width(), page.height() - HEAD - GAP)


def page_size(width: int, height: int, ratio: float) -> QSize:
    """Return the size of a page at 100 % that fills so many pixels at a ratio."""
    return QSize(math.ceil(width / ratio), math.ceil(height / ratio))
