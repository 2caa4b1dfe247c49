"""The legend beside the plot: what each colour, mark and line says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from mlp_gui.look.numbers import compact, fixed
from mlp_gui.views.decision.marks import PARTS, draw_arrow_head, draw_mark
from mlp_gui.views.decision.region import region_table
from mlp_gui.views.decision.unit_lines import paint_fringed
from mlp_gui.views.short_names import told_apart

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.views.axes import PlotStyle
    from mlp_gui.views.decision.output_scale import OutputScale

# Height in pixels at 100 % of the least bar that is one, and of rows that stand as close as can be.
LEAST_BAR = 30
LEAST_PITCH = 14
_PITCH = 19
_TITLE, _BELOW = 18, 8
"""Above the bar, and between it and the rows."""
_LEAST_LYING, _MOST_LYING = 20, 70
"""Length of a bar in a line."""
_FORMAT = QImage.Format.Format_RGB32
_BETWEEN = 5

_GROUPS = {"class": "classes", "more": "classes", "train": "parts", "validation": "parts", "test": "parts"}
"""Kinds of rows that may stand beside others of their group."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One row.

    Attributes
    ----------
    kind : str
        "class" (a dot), "more" (how many classes are left out), "train", "validation" or "test" (a mark), "outside" (a
        mark at the edge), "line", "fringed" (a unit's line with its positive side), or "caption" (a heading of what
        follows).
    text : str
        What it says.
    colour : QColor
        Of the dot or the line.
    width : float
        Of the line, in pixels.
    dashes : tuple of float
        Of the line, in pixels; empty for a solid one.
    """

    kind: str
    text: str
    colour: QColor
    width: float = 1.75
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Legend:
    """All of it.

    Attributes
    ----------
    title : str
        Above the bar or the rows; "" for none.
    bar : tuple of (float, str)
        Labels of the colour bar and their places, from 0 (low) to 1 (high); empty for no bar.
    rows : tuple of LegendRow
        Below.
    least_width : float
        Pixels that it takes at least.
    bar_from : float
        Where in the colours the bar begins: 0.5 for what is never less than neutral.
    """

    title: str
    bar: tuple[tuple[float, str], ...] = ()
    rows: tuple[LegendRow, ...] = field(default_factory=tuple)
    least_width: float = 0.0
    bar_from: float = 0.0

    def width(self, style: PlotStyle) -> float:
        """Return the width that its texts need, in pixels."""
        texts = [style.label_metrics.horizontalAdvance(row.text) + style.px(15) for row in self.rows]
        texts += [style.tick_metrics.horizontalAdvance(text) + style.px(18) for _, text in self.bar]
        texts.append(style.tick_metrics.horizontalAdvance(self.title))
        return max(*texts, self.least_width)

    def least_height(self, style: PlotStyle) -> float:
        """Return the height of its rows as close as can be, in pixels."""
        return style.px(LEAST_PITCH) * len(self.rows)

    def usual_height(self, style: PlotStyle) -> float:
        """Return the height of its rows as they stand where there is room, in pixels."""
        return style.px(_PITCH) * len(self.rows)

    def paint(self, painter: QPainter, style: PlotStyle, rect: QRectF) -> None:
        """Paint it from the rectangle's upper left; in a low one rows move together, and the bar lies above them."""
        top = rect.top()
        form = self.bar_form(style, rect)
        if self.title and (form != "none" or not self.bar):
            painter.setFont(style.tick_font)
            painter.setPen(style.theme.text3)
            line = QRectF(rect.left(), top - 2.0, rect.width() + 8.0, style.tick_metrics.height())
            painter.drawText(line, _LEFT, self.title)
            top = line.bottom() + style.px(4 if form == "upright" else 0)
        if form == "upright":
            top = self._paint_bar(painter, style, rect.left(), top, rect.bottom()) + style.px(_BELOW)
        elif form == "lying":
            self._paint_lying_bar(painter, style, QRectF(rect.left(), top, rect.width() + 8.0, style.px(LEAST_PITCH)))
            top += style.px(LEAST_PITCH)
        width = rect.width() + 8.0
        lines = self.lines(style, width, rect.bottom() - top)
        pitch = min(style.px(_PITCH), max((rect.bottom() - top) / max(len(lines), 1), style.px(LEAST_PITCH)))
        shares = {group: self._share(style, width, lines, group) for group in _GROUPS.values()}
        for together in lines:
            if top + pitch > rect.bottom() + style.px(2 * LEAST_PITCH):
                break
            share = shares.get(_GROUPS.get(together[0].kind, ""), width)
            for place, row in enumerate(together):
                # Nothing stands behind the number of those that are left out: it may be longer than they are.
                own = width - place * share if row.kind == "more" else share
                self._paint_row(painter, style, row, QRectF(rect.left() + place * share, top, own, pitch))
            top += pitch

    @staticmethod
    def _share(style: PlotStyle, width: float, lines: list[list[LegendRow]], group: str) -> float:
        """Return the width of each row of a group in pixels; the number of those left out has what it needs."""
        shares = [width]
        for line in (line for line in lines if _GROUPS.get(line[0].kind) == group):
            if line[-1].kind == "more":
                shares.append((width - _more_width(style, line[-1])) / max(len(line) - 1, 1))
            else:
                shares.append(width / len(line))
        return min(shares)

    def bar_form(self, style: PlotStyle, rect: QRectF) -> str:
        """Return how the bar has room above the rows: "upright", "lying" between its ends, or "none"."""
        if not self.bar:
            return "none"
        rows = LEAST_PITCH * len(self._beside(style, rect.width() + 8.0, self.rows))
        if rect.height() >= style.px(_TITLE + LEAST_BAR + _BELOW + rows):
            return "upright"
        ends = sum(style.tick_metrics.horizontalAdvance(text) for _, text in (self.bar[0], self.bar[-1]))
        is_wide = ends + style.px(2 * _BETWEEN + _LEAST_LYING) <= rect.width() + 8.0
        return "lying" if is_wide and rect.height() >= style.px(2 * LEAST_PITCH + rows) - 4.0 else "none"

    def lines(self, style: PlotStyle, width: float, height: float) -> list[list[LegendRow]]:
        """Return the rows line by line: one in each, or classes and parts side by side where it is low.

        Where that is too high still, classes are told by what tells them apart, and the last ones only counted.

        Parameters
        ----------
        style : PlotStyle
            Fonts and scale.
        width, height : float
            Of the room for the rows, in pixels.
        """
        most = int(height / style.px(LEAST_PITCH))
        if len(self.rows) <= most:
            return [[row] for row in self.rows]
        lines = self._beside(style, width, self.rows)
        if len(lines) > most:
            rows = _told_briefly(self.rows)
            lines = self._beside(style, width, rows)
            for left_out in range(2, _count_classes(rows)):
                if len(lines) <= most:
                    break
                lines = self._beside(style, width, _without_last(rows, left_out))
        return lines

    def _beside(self, style: PlotStyle, width: float, rows: tuple[LegendRow, ...]) -> list[list[LegendRow]]:
        """Return rows line by line, those of a group beside each other."""
        lines: list[list[LegendRow]] = []
        for row in rows:
            group = _GROUPS.get(row.kind)
            is_beside = group and lines and _GROUPS.get(lines[-1][0].kind) == group
            alike = [each.text for each in rows if _GROUPS.get(each.kind) == group and each.kind != "more"]
            taken = _more_width(style, row) if row.kind == "more" else 0.0
            if is_beside and len(lines[-1]) < _across(style, width - taken, alike) + (row.kind == "more"):
                lines[-1].append(row)
            else:
                lines.append([row])
        return lines

    def _paint_bar(self, painter: QPainter, style: PlotStyle, left: float, top: float, bottom: float) -> float:
        room = bottom - top - style.px(_PITCH) * len(self.rows) - style.px(_BELOW)
        height = round(min(max(room, style.px(LEAST_BAR)), style.px(104) * max(1.0, (bottom - top) / style.px(300))))
        bar = QRectF(round(left), round(top), style.px(11), height)
        colours = self._colours(style)
        self._paint_colours(painter, bar, QImage(colours[::-1].tobytes(), 1, len(colours), 4, _FORMAT))
        painter.setFont(style.tick_font)
        painter.setPen(style.theme.text3)
        half = style.tick_metrics.height() / 2.0
        has_middle = bar.height() >= 5.0 * half
        for place, text in self.bar:
            if not has_middle and 0.0 < place < 1.0:
                continue
            middle = min(max(bar.bottom() - place * bar.height(), bar.top() + half - 3.0), bar.bottom() - half + 3.0)
            painter.drawText(
                QRectF(bar.right() + style.px(7), middle - half, 80.0 * style.scale, 2 * half), _LEFT, text
            )
        return bar.bottom()

    def _paint_lying_bar(self, painter: QPainter, style: PlotStyle, line: QRectF) -> None:
        """Paint the bar in one line, between its ends."""
        (_, high), (_, low) = self.bar[0], self.bar[-1]
        advance = style.tick_metrics.horizontalAdvance
        painter.setFont(style.tick_font)
        painter.setPen(style.theme.text3)
        painter.drawText(line, _LEFT, low)
        left = line.left() + advance(low) + style.px(_BETWEEN)
        length = min(line.right() - advance(high) - style.px(_BETWEEN) - left, style.px(_MOST_LYING))
        bar = QRectF(round(left), round(line.center().y() - style.px(4)), round(length), style.px(8))
        painter.drawText(line.adjusted(bar.right() + style.px(_BETWEEN) - line.left(), 0.0, 2.0, 0.0), _LEFT, high)
        colours = self._colours(style)
        self._paint_colours(painter, bar, QImage(colours.tobytes(), len(colours), 1, 4 * len(colours), _FORMAT))

    def _colours(self, style: PlotStyle) -> np.ndarray:
        """Return the colours from the bar's low end to its high one, shape (n_colours,), uint32."""
        table = region_table(style.theme)
        return np.ascontiguousarray(table[round(self.bar_from * len(table)) :])

    @staticmethod
    def _paint_colours(painter: QPainter, bar: QRectF, image: QImage) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(bar, 2.0, 2.0)
        painter.save()
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.drawImage(bar, image)
        painter.restore()

    @staticmethod
    def _paint_row(painter: QPainter, style: PlotStyle, row: LegendRow, line: QRectF) -> None:
        centre = QPointF(line.left() + style.px(5), line.center().y())
        if row.kind in ("caption", "more"):
            painter.setFont(style.tick_font)
            painter.setPen(style.theme.text3)
            painter.drawText(line, _LEFT, row.text)
            return
        if row.kind == "class":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(row.colour)
            painter.drawEllipse(centre, 4.0 * style.scale, 4.0 * style.scale)
        elif row.kind == "fringed":
            paint_fringed(painter, style, QPointF(line.left() - 0.5, centre.y()), style.px(11), row.dashes)
        elif row.kind == "line":
            pen = QPen(row.colour, row.width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if row.dashes:
                pen.setDashPattern([dash / row.width for dash in row.dashes])
            painter.setPen(pen)
            painter.drawLine(QPointF(line.left() - 0.5, centre.y()), QPointF(line.left() + style.px(11), centre.y()))
        elif row.kind == "outside":
            draw_arrow_head(
                painter, "train", centre + QPointF(4.0, 0.0), QPointF(1.0, 0.0), 3.1 * style.scale, row.colour
            )
        else:
            draw_mark(painter, row.kind, centre, 3.1 * style.scale, row.colour)
        painter.setFont(style.label_font)
        painter.setPen(style.theme.text2)
        room = line.adjusted(style.px(15), 0.0, 0.0, 0.0)
        text = style.label_metrics.elidedText(row.text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, _LEFT, text)


def _across(style: PlotStyle, width: float, texts: list[str]) -> int:
    """Return how many rows with these texts have room beside each other."""
    widest = max(map(style.label_metrics.horizontalAdvance, texts))
    return max(int(width / (style.px(15 + _BETWEEN) + widest)), 1)


def _more_width(style: PlotStyle, row: LegendRow) -> float:
    return style.tick_metrics.horizontalAdvance(row.text) + 2.0


def _count_classes(rows: tuple[LegendRow, ...]) -> int:
    return sum(row.kind == "class" for row in rows)


def _told_briefly(rows: tuple[LegendRow, ...]) -> tuple[LegendRow, ...]:
    """Return rows whose classes have what tells them apart alone, with what they begin with as a heading."""
    names = tuple(row.text for row in rows if row.kind == "class")
    common, rests = told_apart(names) if names else ("", ())
    if not common:
        return rows
    rest = iter(rests)
    briefly = [replace(row, text=next(rest)) if row.kind == "class" else row for row in rows]
    first = next(place for place, row in enumerate(briefly) if row.kind == "class")
    return (*briefly[:first], LegendRow("caption", common, rows[first].colour), *briefly[first:])


def _without_last(rows: tuple[LegendRow, ...], count: int) -> tuple[LegendRow, ...]:
    """Return rows with the number of the last classes in place of so many of them."""
    places = [place for place, row in enumerate(rows) if row.kind == "class"][-count:]
    more = LegendRow("more", f"+{count} more", rows[places[0]].colour)
    return (*rows[: places[0]], more, *rows[places[-1] + 1 :])


def part_rows(dataset: mlp.Dataset, colour: QColor, shows_held_out: bool) -> tuple[LegendRow, ...]:
    """Return a row for each part that has points; of the training part alone where the others are hidden."""
    parts = PARTS if shows_held_out else PARTS[:1]
    return tuple(LegendRow(part, part, colour) for part in parts if len(getattr(dataset, part)))


def class_rows(dataset: mlp.Dataset, style: PlotStyle) -> tuple[LegendRow, ...]:
    """Return a row for each class, the higher of two first as its colour bar has it; for compression each group."""
    names = dataset.group_names if dataset.is_compression else dataset.class_names
    order = (1, 0) if len(names) == 2 else range(len(names))
    colours = style.theme.classes
    return tuple(LegendRow("class", names[c], colours[c % len(colours)]) for c in order)


def error_labels(scale: OutputScale) -> tuple[tuple[float, str], ...]:
    """Return the labels of a bar of errors, which begin at none."""
    return (1.0, compact(scale.high, 2)), (0.0, "0")


def bar_labels(scale: OutputScale) -> tuple[tuple[float, str], ...]:
    """Return the labels at the ends and the middle of the colour bar, in the user's own units."""
    decimals = 1 if scale.half_range < 10 else 0
    values = ((1.0, scale.high), (0.5, scale.neutral), (0.0, scale.low))
    if scale.has_units:
        return tuple((place, compact(scale.in_units(value))) for place, value in values)
    return tuple((place, fixed(value, decimals)) for place, value in values)
