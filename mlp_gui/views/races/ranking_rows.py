"""The rows of the ranking: racers by their loss, with the marks of their lines, what became of them, and a button."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mlp_gui.look.icons import icon
from mlp_gui.look.numbers import compact, fixed
from mlp_gui.views.races import ranking_columns as column
from mlp_gui.views.races.racer_look import draw_key, looks_of
from mlp_gui.views.races.texts import standing, varied_value

if TYPE_CHECKING:
    from collections.abc import Callable

    import mlp_core as mlp
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.races.racer_look import RacerLook
    from mlp_gui.views.races.ranking_columns import Columns

ROW: Final = 27
HEADER: Final = 26
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LEAST_DECIMALS: Final = 4
_MOST_DECIMALS: Final = 7
_LARGEST: Final = 1e4
"""Where one number of decimals does not do for a whole column, its numbers have powers of ten."""
_TITLES: Final = {
    "optimizer": "learning rate",
    "learning_rate": "learning rate",
    "batch_size": "batch size",
    "start": "",
}


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One racer, as texts.

    Attributes
    ----------
    place : int
        In the race's configuration.
    rank, name, value, loss, plane, gradient, tag : str
        What stands in each column; "" for nothing.
    is_stuck : bool
        Whether it ended in a local minimum or on a plateau.
    """

    place: int
    rank: str
    name: str
    value: str
    loss: str
    plane: str
    gradient: str
    tag: str
    is_stuck: bool


def rows_of(report: mlp.RaceReport, plane_losses: dict[int, float]) -> tuple[RankingRow, ...]:
    """Return the racers by rank.

    Parameters
    ----------
    report : RaceReport
        The race.
    plane_losses : dict of int to float
        By racer, the loss of the loss surface's plane where its path ends, as far as that is shown.
    """
    rows = []
    write = _in_a_column([racer.loss for racer in report.racers])
    write_gradient = _in_a_column([racer.gradient_length for racer in report.racers])
    for rank, place in enumerate(report.ranking, start=1):
        racer = report.racers[place]
        lost = racer.diverged_in is not None
        rows.append(
            RankingRow(
                place=place,
                rank="–" if lost else str(rank),
                name=racer.racer.name,
                value=varied_value(racer.racer, report.config.varied),
                loss="" if lost else write(racer.loss),
                plane="" if lost or place not in plane_losses else write(plane_losses[place]),
                gradient="" if lost or not math.isfinite(racer.gradient_length)
                else write_gradient(racer.gradient_length),
                tag=standing(racer),
                is_stuck=racer.is_stuck,
            )
        )  # fmt: skip
    return tuple(rows)


def _in_a_column(values: list[float]) -> Callable[[float], str]:
    """Return what writes the numbers of a column: all with as many decimals, where one number of them is enough."""
    sizes = [abs(value) for value in values if math.isfinite(value) and value != 0.0]
    decimals = max(_LEAST_DECIMALS, 2 - math.floor(math.log10(min(sizes, default=1.0))) - 1)
    if decimals > _MOST_DECIMALS or max(sizes, default=0.0) >= _LARGEST:
        return _compactly

    def write(value: float) -> str:
        return fixed(value, decimals)

    return write


def _compactly(value: float) -> str:
    return compact(value, 3, trimmed=False)


def wanted_columns(report: mlp.RaceReport, rows: tuple[RankingRow, ...]) -> frozenset[str]:
    """Return the columns that have something to say of this race."""
    wanted = {column.RANK, column.KEY, column.LOSS, column.OPEN}
    wanted |= {column.VALUE} if _TITLES[report.config.varied] else set()
    wanted |= {column.PLANE} if any(row.plane for row in rows) else set()
    wanted |= {column.GRADIENT} if report.is_finished else set()
    wanted |= {column.TAG} if any(row.tag for row in rows) else set()
    return frozenset(wanted)


def paint_header(painter: QPainter, style: PlotStyle, columns: Columns, varied: str) -> None:
    """Paint the names of the columns."""
    painter.setFont(style.tick_font)
    painter.setPen(style.theme.text3)
    for name, align, text in (
        (column.NAME, _LEFT, "Ranked by loss"),
        (column.VALUE, _RIGHT, _TITLES[varied]),
        (column.LOSS, _RIGHT, "true loss"),
        (column.PLANE, _RIGHT, "on the plane"),
        (column.GRADIENT, _RIGHT, "|gradient|"),
        (column.OPEN, _RIGHT, "open"),
    ):
        box = columns.box(name, 0.0, style.px(HEADER))
        if box is not None:
            painter.drawText(box, align, text)


class RowsPainter:
    """Paints rows of one race in one style.

    Parameters
    ----------
    report : RaceReport
        Whose racers they are.
    style : PlotStyle
        Colours and fonts.
    columns : Columns
        Where things stand.
    width : float
        Of the list, in pixels.
    """

    def __init__(self, report: mlp.RaceReport, style: PlotStyle, columns: Columns, width: float) -> None:
        self._style = style
        self._columns = columns
        self._width = width
        self._looks: tuple[RacerLook, ...] = looks_of(report.config.racers, report.config.varied)
        self._side = round(style.px(15))
        self._icon = icon("picture-in-picture-2", style.theme, self._side)

    def paint(
        self, painter: QPainter, row: RankingRow, top: float, *, selected: bool, hovered: bool, over_button: bool
    ) -> None:
        """Paint one row."""
        style, theme = self._style, self._style.theme
        height = style.px(ROW)
        whole = QRectF(0.0, top, self._width, height)
        if selected:
            painter.fillRect(whole, theme.cursor_soft)
            painter.fillRect(QRectF(0.0, top, style.px(3), height), theme.cursor)
        elif hovered:
            painter.fillRect(whole, theme.hover)
        quiet = theme.text2
        self._text(painter, column.RANK, top, row.rank, quiet, _LEFT)
        key = self._columns.box(column.KEY, top, height)
        if key is not None:
            draw_key(
                painter,
                theme,
                self._looks[row.place],
                key.adjusted(0, 0, -style.px(8), 0),
                style.scale,
                is_stuck=row.is_stuck,
            )
        name = self._columns.box(column.NAME, top, height)
        if name is not None:
            painter.setFont(style.label_font)
            painter.setPen(theme.text)
            text = style.label_metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, name.width() - style.px(4))
            painter.drawText(name, _LEFT, text)
        self._text(painter, column.VALUE, top, row.value, quiet)
        painter.setFont(style.value_font)
        box = self._columns.box(column.LOSS, top, height)
        if box is not None:
            painter.setPen(theme.text)
            painter.drawText(box, _RIGHT, row.loss)
        self._text(painter, column.PLANE, top, row.plane, quiet)
        self._text(painter, column.GRADIENT, top, row.gradient, quiet)
        self._paint_tag(painter, row, top)
        self._paint_button(painter, top, over_button=over_button)

    def button_box(self, top: float) -> QRectF:
        """Return where the button of a row lies."""
        box = self._columns.box(column.OPEN, top, self._style.px(ROW)) or QRectF()
        side = self._style.px(24)
        return QRectF(box.right() - side + self._style.px(4), box.center().y() - side / 2.0, side, side)

    def _text(self, painter: QPainter, name: str, top: float, text: str, colour: object,
              align: Qt.AlignmentFlag = _RIGHT) -> None:  # fmt: skip
        box = self._columns.box(name, top, self._style.px(ROW))
        if box is not None and text:
            painter.setFont(self._style.label_font)
            painter.setPen(colour)
            painter.drawText(box, align, text)

    def _paint_tag(self, painter: QPainter, row: RankingRow, top: float) -> None:
        style, theme = self._style, self._style.theme
        box = self._columns.box(column.TAG, top, style.px(ROW))
        if box is None or not row.tag:
            return
        width = style.tick_metrics.horizontalAdvance(row.tag) + style.px(14)
        height = style.px(19)
        chip = QRectF(box.right() - width, box.center().y() - height / 2.0, width, height)
        painter.setPen(QPen(theme.line2, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), style.px(5), style.px(5))
        painter.setFont(style.tick_font)
        painter.setPen(theme.text2)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, row.tag)

    def _paint_button(self, painter: QPainter, top: float, *, over_button: bool) -> None:
        style, theme = self._style, self._style.theme
        box = self.button_box(top)
        if over_button:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.track)
            painter.drawRoundedRect(box, style.px(6), style.px(6))
        side, middle = self._side, box.center()
        self._icon.paint(painter, QRectF(middle.x() - side / 2.0, middle.y() - side / 2.0, side, side).toRect())
