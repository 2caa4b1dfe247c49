"""The ranking: everybody in the race by loss, who is looked at, and a way to open any racer's network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.races.on_the_plane import plane_losses
from mlp_gui.views.races.ranking_columns import Columns, fit_columns
from mlp_gui.views.races.ranking_rows import (
    HEADER,
    ROW,
    RankingRow,
    RowsPainter,
    paint_header,
    rows_of,
    wanted_columns,
)
from mlp_gui.views.races.summary_card import SummaryCard
from mlp_gui.views.races.texts import explanation

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent

    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""By number: keyboards send codes that Qt has no name for."""
ROOM_FOR_CARD: Final = 5
"""Rows that have to fit for the card to be shown below them."""
_OPEN_TIP: Final = "Opens this racer's network in the window, trained as far as it went. One step of undo."


class RankingHeader(QWidget):
    """The names of the columns, which stay while the rows scroll."""

    def __init__(self, rows: RankingRows, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._theme_controller = theme_controller
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return its height."""
        return QSize(200, self._theme_controller.px(HEADER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names."""
        painter = QPainter(self)
        try:
            self._rows.paint_header(painter)
        finally:
            painter.end()


class RankingRows(QWidget):
    """One row for each racer: a click selects, a click on its button or a double click opens.

    Parameters
    ----------
    session : Session
        Its race is listed.
    theme_controller : ThemeController
        Colours and fonts.

    Signals
    -------
    row_wanted : int, int
        Middle and height of a row, in pixels, that is to be scrolled into sight.
    """

    row_wanted = Signal(int, int)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # It covers all of itself: nothing below is painted first.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setObjectName("race_ranking")
        self.setAccessibleName("Ranking of the race")
        self.setAccessibleDescription("Up and Down choose a racer, Enter opens its network.")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._racing = session.racing
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._rows: tuple[RankingRow, ...] = ()
        self._hovered: QPointF | None = None
        self._racing.report_changed.connect(self._on_report_changed)
        self._racing.selected_changed.connect(self._on_selected_changed)
        session.surface.picture_changed.connect(self._on_picture_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def rows(self) -> tuple[RankingRow, ...]:
        """What is listed, the best first."""
        return self._rows

    def sizeHint(self) -> QSize:
        """Return room for all rows."""
        return QSize(round(self._style.px(300)), round(self._style.px(ROW)) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """Return room for all rows: what surrounds it scrolls."""
        return QSize(round(self._style.px(200)), self.sizeHint().height())

    def button_box(self, rank: int) -> QRectF:
        """Return where the button of a row lies."""
        report = self._racing.report
        assert report is not None, "without a race there are no rows"
        return self._rows_painter(report).button_box(rank * self._style.px(ROW))

    def paint_header(self, painter: QPainter) -> None:
        """Paint the names of the columns."""
        report = self._racing.report
        if report is not None:
            paint_header(painter, self._style, self._columns(report), report.config.varied)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        try:
            report = self._racing.report
            painter.fillRect(self.rect(), self._style.theme.panel)
            if report is None:
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rows_painter, hovered = self._rows_painter(report), self._rank_at(self._hovered)
            for rank, row in enumerate(self._rows):
                top = rank * self._style.px(ROW)
                is_over = self._hovered is not None and rows_painter.button_box(top).contains(self._hovered)
                rows_painter.paint(painter, row, top, selected=row.place == self._racing.selected,
                                   hovered=rank == hovered, over_button=is_over)  # fmt: skip
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def event(self, event: QEvent) -> bool:
        """Say what a tag means, or what the button does."""
        if event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        self._show_tip(event)  # type: ignore[arg-type]
        return True

    def _show_tip(self, event: QHelpEvent) -> None:
        rank, report = self._rank_at(QPointF(event.pos())), self._racing.report
        if rank < 0 or report is None:
            QToolTip.hideText()
            return
        place = self._rows[rank].place
        is_button = self.button_box(rank).contains(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), _OPEN_TIP if is_button else explanation(report.racers[place]), self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the row below the pointer."""
        self._hovered = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at a racer."""
        rank = self._rank_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and rank >= 0:
            self._racing.select(self._rows[rank].place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the racer whose button was clicked."""
        rank = self._rank_at(event.position())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and rank >= 0 and self.button_box(rank).contains(event.position()):
            self._open(rank)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the racer of the row; its button has opened it with the first click already."""
        rank = self._rank_at(event.position())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and rank >= 0 and not self.button_box(rank).contains(event.position()):
            self._open(rank)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a racer, or open the chosen one."""
        places = [row.place for row in self._rows]
        rank = places.index(self._racing.selected) if self._racing.selected in places else -1
        step = _STEPS.get(event.key())
        if places and step is not None:
            self._racing.select(places[min(max(rank + step, 0), len(places) - 1)])
        elif rank >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(rank)
        elif rank >= 0 and event.key() == Qt.Key.Key_Escape:
            self._racing.select(-1)
        else:
            super().keyPressEvent(event)

    def _open(self, rank: int) -> None:
        self._racing.select(self._rows[rank].place)
        self._racing.open(self._rows[rank].place)

    def _rank_at(self, position: QPointF | None) -> int:
        rank = -1 if position is None else int(position.y() // self._style.px(ROW))
        return rank if 0 <= rank < len(self._rows) else -1

    def _columns(self, report: mlp.RaceReport) -> Columns:
        return fit_columns(float(self.width()), self._style, wanted_columns(report, self._rows))

    def _rows_painter(self, report: mlp.RaceReport) -> RowsPainter:
        return RowsPainter(report, self._style, self._columns(report), float(self.width()))

    def _list(self) -> None:
        """Take the newest numbers."""
        report, count = self._racing.report, len(self._rows)
        self._rows = () if report is None else rows_of(report, plane_losses(self._session))
        if len(self._rows) != count:
            self.updateGeometry()
        self.update()

    @Slot(object)
    def _on_report_changed(self, _report: object) -> None:
        self._list()

    @Slot(object)
    def _on_picture_changed(self, _picture: object) -> None:
        if self.isVisible() and self._rows:
            self._list()

    @Slot(int)
    def _on_selected_changed(self, place: int) -> None:
        self.update()
        ranks = [rank for rank, row in enumerate(self._rows) if row.place == place]
        if ranks:
            self.row_wanted.emit(round((ranks[0] + 0.5) * self._style.px(ROW)), round(self._style.px(ROW)))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self.updateGeometry()
        self.update()


class Ranking(QWidget):
    """The rows below their header, and how the race ended.

    Parameters
    ----------
    session : Session
        Its race is listed.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows = RankingRows(session, theme_controller, self._area)
        self._area.setWidget(self.rows)
        self.rows.row_wanted.connect(self._on_row_wanted)
        self._header = RankingHeader(self.rows, theme_controller, self)
        self.card = SummaryCard(session, theme_controller, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._area, 1)
        column.addWidget(self.card)
        session.racing.report_changed.connect(self._on_report_changed)
        session.surface.picture_changed.connect(self._on_report_changed)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the best ones can be read."""
        px = self._theme_controller.px
        return QSize(px(240), px(110))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the header's names over their columns; where it is low, leave the room to the rows."""
        super().resizeEvent(event)
        self.card.setVisible(self.height() >= self._theme_controller.px(HEADER + ROOM_FOR_CARD * ROW))
        self._header.update()

    @Slot(int, int)
    def _on_row_wanted(self, middle: int, height: int) -> None:
        self._area.ensureVisible(0, middle, 0, height)

    @Slot(object)
    def _on_report_changed(self, _what: object) -> None:
        self._header.update()
