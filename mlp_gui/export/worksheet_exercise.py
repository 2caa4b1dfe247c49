"""One exercise on paper: the formula, room to put numbers in, a box for what comes out; solved, with the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from mlp_gui.export.worksheet_formulas import AXIS, Formulas, Row, flow, line, plain_number
from mlp_gui.export.worksheet_paper import INK, MATHS, MM, PT, RULE, SMALL, SOFT, paper_font, result_font
from mlp_gui.look.maths import set_formula

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_core.explain.worksheet import Exercise

_LABEL: Final = 9.0 * MM
_BOX: Final = 27.0 * MM
_BOX_HEIGHT: Final = 7.2 * MM
_LEAST_TO_WRITE: Final = 44.0 * MM
"""Room for numbers that are put in, beside a formula."""
_WRITTEN_ROW: Final = 9.5 * MM
_ABOVE: Final = 1.0 * MM
_BELOW: Final = 1.6 * MM
_INDENT: Final = 8.0 * MM
_GAP: Final = 1.5 * MM
_UNDER: Final = 1.3 * MM
"""How far the line to write on is below the baseline."""
_BEHIND: Final = 0.34
"""Room behind a relation, in em."""
_RESULT: Final = 11.0 * PT


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of an exercise.

    Attributes
    ----------
    symbols, numbers : Row or None
        What stands there, and what stands there in the solution alone.
    rule : (float, float) or None
        From where to where one writes.
    equals : float or None
        Where a sign of equality stands in front of that.
    has_box : bool
        Whether the result stands at its end.
    ascent, height : float
        Of the row, above its baseline and in all.
    """

    symbols: Row | None
    numbers: Row | None
    rule: tuple[float, float] | None
    equals: float | None
    has_box: bool
    ascent: float
    height: float


class ExerciseBlock:
    """An exercise, open or solved; both take the same room, so that one page lies over the other.

    Parameters
    ----------
    exercise : Exercise
        What is to be found.
    number : int
        Its number on the sheet.
    width : float
        Of the page.
    is_solved : bool
        Whether the numbers are there.
    """

    keeps_next = False

    def __init__(self, exercise: Exercise, number: int, width: float, *, is_solved: bool) -> None:
        self._number, self._width, self._is_solved = number, width, is_solved
        self._result = plain_number(exercise.result)
        # The formula of one case would give away which one applies.
        self._hides_right = exercise.is_case and not is_solved
        self._equals = set_formula("=")
        self._end = width - _BOX - 2.0 * _GAP - self._equals_width
        self._lines = self._laid_out(exercise)
        given = [(each.symbol, "=", each.number) for each in exercise.given]
        caption = "other samples" if given and exercise.given[0].quantity.sample >= 0 else "given"
        room = width - _LABEL
        self._given = Formulas([given], room, caption=caption, px=0.82 * MATHS, below=0.8 * MM) if given else None
        self.height = _ABOVE + sum(line.height for line in self._lines) + _BELOW
        if self._given is not None:
            self.height += self._given.height

    @property
    def _equals_width(self) -> float:
        return self._equals.advance * MATHS

    def _laid_out(self, exercise: Exercise) -> list[_Line]:
        left = line(exercise.left)
        start = _LABEL + (left.advance + _BEHIND * bool(left.parts)) * MATHS
        first, *more = flow(exercise.right, _LABEL + _INDENT, self._width, start)
        own = [(formula, _LABEL + at * MATHS) for formula, at in left.parts]
        whole = Row((*own, *first.placed), first.end, first.px)
        shown = Row(tuple(own), start) if self._hides_right else whole
        return self._in_one_row(exercise, shown, whole, start, more) or self._in_several(exercise, shown, more)

    def _in_one_row(self, exercise: Exercise, shown: Row, whole: Row, start: float, more: list[Row]) -> list[_Line]:
        """Return the exercise with all of it beside its formula; nothing where that has no room."""
        equals = whole.end + _GAP
        left = equals + self._equals_width + _GAP
        numbers = flow(exercise.working, left, self._end) if exercise.working else []
        needed = max(numbers[0].end - left, _LEAST_TO_WRITE) if numbers else 0.0
        if more or len(numbers) > 1 or (left if numbers else whole.end) + needed > self._end:
            return []
        if self._hides_right:
            return [_with_box(shown, None, (start, self._end), None, whole)]
        if not numbers:
            return [_with_box(shown, None, None, None)]
        return [_with_box(shown, numbers[0], (left, self._end), equals)]

    def _in_several(self, exercise: Exercise, shown: Row, more: list[Row]) -> list[_Line]:
        """Return the exercise with rows to write on below its formula."""
        lines = [_plain(shown), *(_plain(row, is_shown=not self._hides_right) for row in more)]
        if not exercise.working:
            return [*lines, _with_box(None, None, None, None)]
        equals: float | None = _LABEL + _INDENT
        left = _LABEL + _INDENT + self._equals_width + _GAP
        *upper, last = flow(exercise.working, left, self._end)
        for row in upper:
            lines.append(_to_write_on(row, (left, self._end), equals))
            equals = None
        return [*lines, _with_box(None, last, (left, self._end), equals)]

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Draw number, formula, room and box."""
        y += _ABOVE
        if self._given is not None:
            self._given.paint(painter, x + _LABEL, y)
            y += self._given.height
        painter.setFont(paper_font(SMALL))
        painter.setPen(SOFT)
        painter.drawText(QPointF(x, y + self._lines[0].ascent), str(self._number))
        for row in self._lines:
            baseline = y + row.ascent
            if row.symbols is not None:
                row.symbols.paint(painter, x, baseline)
            if row.equals is not None:
                self._equals.paint(painter, QPointF(x + row.equals, baseline), MATHS, INK)
            if self._is_solved and row.numbers is not None:
                row.numbers.paint(painter, x, baseline)
            elif not self._is_solved and row.rule is not None:
                painter.setPen(QPen(RULE, 0.5 * PT))
                painter.drawLine(QLineF(x + row.rule[0], baseline + _UNDER, x + row.rule[1], baseline + _UNDER))
            if row.has_box:
                self._paint_box(painter, x + self._width, baseline)
            y += row.height

    def _paint_box(self, painter: QPainter, right: float, baseline: float) -> None:
        self._equals.paint(painter, QPointF(right - _BOX - _GAP - self._equals_width, baseline), MATHS, INK)
        box = QRectF(right - _BOX, baseline - AXIS * MATHS - _BOX_HEIGHT / 2.0, _BOX, _BOX_HEIGHT)
        painter.setPen(QPen(INK, 0.7 * PT))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        if not self._is_solved:
            return
        font = result_font(_RESULT)
        width = QFontMetricsF(font).horizontalAdvance(self._result)
        if width > _BOX - 2.0 * MM:
            font = result_font(_RESULT * (_BOX - 2.0 * MM) / width)
            width = QFontMetricsF(font).horizontalAdvance(self._result)
        painter.setFont(font)
        painter.drawText(QPointF(box.center().x() - width / 2.0, baseline), self._result)


def _with_box(
    symbols: Row | None,
    numbers: Row | None,
    rule: tuple[float, float] | None,
    equals: float | None,
    as_high_as: Row | None = None,
) -> _Line:
    """Return a row that is at least as high as the box that stands at its end."""
    rows = [row for row in (symbols, numbers, as_high_as) if row is not None]
    above = max([row.ascent for row in rows] + [_BOX_HEIGHT / 2.0 + AXIS * MATHS])
    below = max([row.descent for row in rows] + [_BOX_HEIGHT / 2.0 - AXIS * MATHS])
    return _Line(symbols, numbers, rule, equals, has_box=True, ascent=above, height=above + below + 0.6 * MM)


def _to_write_on(numbers: Row, rule: tuple[float, float], equals: float | None) -> _Line:
    above = max(numbers.ascent, _WRITTEN_ROW * 0.6)
    height = max(above + numbers.descent + 1.0 * MM, _WRITTEN_ROW)
    return _Line(None, numbers, rule, equals, has_box=False, ascent=above, height=height)


def _plain(row: Row, *, is_shown: bool = True) -> _Line:
    """Return a row of symbols, or as much room as it takes."""
    height = row.ascent + row.descent + 1.4 * MM
    return _Line(row if is_shown else None, None, None, None, has_box=False, ascent=row.ascent, height=height)
