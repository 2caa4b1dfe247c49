"""How far the training step has come: a bar of its phases, and how many of its lines are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.lecture.phase_names import phase_name
from mlp_gui.lecture.presented_type import SMALLEST, TITLE
from mlp_gui.look.numbers import grouped

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session
    from mlp_gui.state.stepping import Stepping

GAP, BAR, KNOB = 3, 4, 11
LEAST_PART = 0.05
"""Share of the bar that a phase of few lines gets."""
SLIM_BAR, SLIM_KNOB = 6, 15
LEAST_BAR = 40
"""Of the bar beside the count, pixels at 100 %."""


class PhaseProgress(QWidget):
    """One piece of bar for each phase, filled as far as it is done; a click goes there."""

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stepping: Stepping = session.stepping
        self._controller = theme_controller
        self._is_slim = False
        self.setObjectName("phase_progress")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._stepping.position_changed.connect(self._on_changed)
        self._stepping.trace_changed.connect(self._on_changed)
        self._stepping.question_changed.connect(self._on_changed)
        theme_controller.theme_changed.connect(self._on_changed)
        self._on_changed(None)

    @property
    def text(self) -> str:
        """How many steps of the current grain are done, of how many."""
        done, count = self._count()
        return f"{grouped(done)} of {grouped(count)}" if count else "–"

    @property
    def title(self) -> str:
        """The current phase's name, that of a number that is asked for; "" before the first line."""
        step = self._told_step
        return "" if step is None else self._name(step.phase).capitalize()

    def set_slim(self, slim: bool) -> None:
        """Let the current phase be a title over a bar as wide as there is room, as for presenting; or not."""
        self._is_slim = slim
        self._on_changed(None)

    def sizeHint(self) -> QSize:
        """Return a width at which the names of the phases fit."""
        return QSize(self._controller.px(300), self._controller.px(40))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which the pieces can be told apart."""
        return QSize(self._controller.px(124), self._controller.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pieces, the knob, the names as far as they fit, and the count."""
        theme, px = self._controller.theme, self._controller.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._controller.font(13, 600))
        painter.setPen(theme.text)
        if not self._is_slim:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(self.rect()), right, self.shown_text)
        position, middle, thick = self._stepping.position, self._middle, px(SLIM_BAR if self._is_slim else BAR)
        knob = None
        for (_, first, last), box in zip(self._phases(), self._boxes(), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.track)
            painter.drawRoundedRect(box, thick / 2, thick / 2)
            share = min(max((position - first + 1) / (last - first + 1), 0.0), 1.0)
            if share > 0:
                painter.setBrush(theme.ink)
                painter.drawRoundedRect(
                    QRectF(box.left(), box.top(), max(box.width() * share, thick), box.height()), 2, 2
                )
            if first <= position <= last:
                knob = QPointF(box.left() + box.width() * share, middle)
        if self._is_slim:
            self._draw_title(painter)
        else:
            self._draw_names(painter, middle + px(20))
        if knob is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.cursor)
            radius = px(SLIM_KNOB if self._is_slim else KNOB) / 2
            knob.setX(min(max(knob.x(), radius), self.width() - radius))
            painter.drawEllipse(knob, radius, radius)
        painter.end()

    def _draw_title(self, painter: QPainter) -> None:
        """Write the current phase, and how far the step has come if there is room beside it; both on one line."""
        theme, font, baseline = self._controller.theme, self._controller.font, self._middle - self._controller.px(14)
        title, count = font(TITLE, 600), font(SMALLEST)
        end = QFontMetrics(title).horizontalAdvance(self.title)
        left = self.width() - QFontMetrics(count).horizontalAdvance(self.text)
        painter.setPen(theme.text)
        painter.setFont(title)
        painter.drawText(QPointF(0, baseline), self.title)
        if left > end + self._controller.px(10):
            painter.setPen(theme.text2)
            painter.setFont(count)
            painter.drawText(QPointF(left, baseline), self.text)

    def _draw_names(self, painter: QPainter, baseline: float) -> None:
        """Write the current phase's name, then the others where they do not touch one another; the count is higher."""
        theme = self._controller.theme
        font = self._controller.font(11)
        metrics, gap = QFontMetrics(font), self._controller.px(6)
        painter.setFont(font)
        taken: list[tuple[float, float]] = []
        step = self._told_step
        named = [(phase, step is not None and step.phase is phase) for phase, _, _ in self._phases()]
        for (phase, is_current), box in sorted(zip(named, self._boxes(), strict=True), key=_others_last):
            name = self._name(phase).capitalize()
            width = metrics.horizontalAdvance(name)
            left = min(max(box.center().x() - width / 2, 0.0), self.width() - width)
            if any(left < end + gap and left + width > start - gap for start, end in taken):
                continue
            taken.append((left, left + width))
            painter.setPen(theme.text if is_current else theme.text3)
            painter.drawText(QPointF(left, baseline), name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the line under the pointer."""
        for (_, first, last), box in zip(self._phases(), self._boxes(), strict=True):
            if box.left() - GAP <= event.position().x() <= box.right() + GAP:
                share = (event.position().x() - box.left()) / max(box.width(), 1.0)
                self._stepping.go_to(first + round(min(max(share, 0.0), 1.0) * (last - first)))
                return

    def _count(self) -> tuple[int, int]:
        walk, step = self._stepping.walk, self._told_step
        if walk is None:
            return 0, 0
        steps = walk.sequence(self._stepping.granularity)
        return (0 if step is None else steps.at(step.last) + 1), len(steps)

    @property
    def _told_step(self) -> mlp.Step | None:
        """The step whose number is asked for, else what has just been done."""
        return self._stepping.awaited_step or self._stepping.step

    def _phases(self) -> tuple[tuple[mlp.Phase, int, int], ...]:
        walk = self._stepping.walk
        return () if walk is None else walk.phases()

    def _name(self, phase: mlp.Phase) -> str:
        walk = self._stepping.walk
        return phase.value if walk is None else phase_name(phase, walk.trace)

    @property
    def _middle(self) -> float:
        """How far down the middle of the bar is."""
        return self.height() * (0.76 if self._is_slim else 0.36)

    @property
    def shown_text(self) -> str:
        """How far it has come as it is written beside the bar: in per cent where the count would leave none of it."""
        done, count = self._count()
        if not count or self.width() - self._text_width(self.text) >= self._controller.px(LEAST_BAR):
            return self.text
        return f"{100 * done // count} %"

    def _text_width(self, text: str) -> int:
        return QFontMetrics(self._controller.font(13, 600)).horizontalAdvance(text) + self._controller.px(18)

    def _bar_width(self) -> float:
        return float(self.width() if self._is_slim else max(self.width() - self._text_width(self.shown_text), 0))

    def _boxes(self) -> list[QRectF]:
        phases = self._phases()
        if not phases:
            return []
        total = phases[-1][2] + 1
        parts = [max((last - first + 1) / total, LEAST_PART) for _, first, last in phases]
        gap, thick = self._controller.px(GAP), self._controller.px(SLIM_BAR if self._is_slim else BAR)
        room = max(self._bar_width() - gap * (len(parts) - 1), 0.0)
        boxes, left = [], 0.0
        for part in parts:
            width = room * part / sum(parts)
            boxes.append(QRectF(left, self._middle - thick / 2, width, thick))
            left += width + gap
        return boxes

    @Slot(object)
    def _on_changed(self, _what: object) -> None:
        step = self._told_step
        phase = "" if step is None else f", {self._name(step.phase)}"
        self.setAccessibleName(f"Step {self.text}{phase}")
        self.setToolTip(f"{self.text} steps; the phases of the training step: click to go there")
        self.update()


def _others_last(named: tuple[tuple[mlp.Phase, bool], QRectF]) -> bool:
    return not named[0][1]
