"""The card below the ranking: how the race ended in a few numbers, and what the plane hides of the racer looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.look.numbers import compact, signed
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.races.on_the_plane import plane_losses
from mlp_gui.views.races.racer_look import draw_mark, looks_of
from mlp_gui.views.races.texts import summary

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

HEIGHT: Final = 34
_MARGIN: Final = 14
_FACTOR: Final = 10.0
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SummaryCard(QWidget):
    """One line of labels and numbers on a ground of its own.

    Parameters
    ----------
    session : Session
        Its race is summed up.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("race_summary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self._racing = session.racing
        self._theme_controller = theme_controller
        self._parts: tuple[tuple[str, str], ...] = ()
        self._racing.report_changed.connect(self._on_changed)
        self._racing.status_changed.connect(self._on_changed)
        self._racing.selected_changed.connect(self._on_changed)
        session.surface.picture_changed.connect(self._on_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._tell()

    @property
    def text(self) -> str:
        """What it says."""
        return ", ".join(f"{label} {number}".strip() for label, number in self._parts)

    def sizeHint(self) -> QSize:
        """Return its height, with what is free around it."""
        px = self._theme_controller.px
        return QSize(px(200), px(HEIGHT) + px(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        if not self._parts:
            return
        painter = QPainter(self)
        try:
            self._paint(painter, PlotStyle.of(self._theme_controller))
        finally:
            # An open painter would take the whole window down with it.
            painter.end()

    def _paint(self, painter: QPainter, style: PlotStyle) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = style.px(_MARGIN)
        box = QRectF(margin, style.px(5), self.width() - 2.0 * margin, style.px(HEIGHT))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.theme.hover)
        painter.drawRoundedRect(box, style.px(8), style.px(8))
        left = box.left() + margin
        report, selected = self._racing.report, self._racing.selected
        if report is not None and selected >= 0:
            look = looks_of(report.config.racers, report.config.varied)[selected]
            at = QRectF(left, box.top(), style.px(14), box.height()).center()
            draw_mark(painter, style.theme, look, at, 4.0 * style.scale, style.theme.panel, is_selected=True)
            left += style.px(24)
        right = box.right() - style.px(8)
        for label, number in self._parts:
            left = self._paint_pair(painter, style, QRectF(left, box.top(), right - left, box.height()), label, number)

    @staticmethod
    def _paint_pair(painter: QPainter, style: PlotStyle, room: QRectF, label: str, number: str) -> float:
        """Paint a label with its number, where there is room for both; return where the next one begins."""
        texts = (
            (label, style.label_font, style.label_metrics, style.theme.text2),
            (number, style.value_font, style.value_metrics, style.theme.text),
        )
        widths = [metrics.horizontalAdvance(text) for text, _, metrics, _ in texts]
        left = room.left()
        if sum(widths) + style.px(5) > room.width():
            return room.right()
        for (text, font, _, colour), width in zip(texts, widths, strict=True):
            if text:
                painter.setFont(font)
                painter.setPen(colour)
                painter.drawText(QRectF(left, room.top(), width + 4.0, room.height()), _LEFT, text)
                left += width + style.px(5)
        return left + style.px(14)

    def _tell(self) -> None:
        report, selected = self._racing.report, self._racing.selected
        if report is None:
            self._parts = ()
        elif selected < 0:
            self._parts = summary(report, self._racing.status)
        else:
            self._parts = self._of_racer(selected)
        self.setAccessibleName(self.text)
        self.update()

    def _of_racer(self, place: int) -> tuple[tuple[str, str], ...]:
        """Return a racer's true loss beside that of the plane where its path ends, so that nobody is misled."""
        report = self._racing.report
        assert report is not None, "somebody is selected"
        racer = report.racers[place]
        if racer.divergence:
            return ((racer.divergence, ""),)
        parts = [(f"{racer.racer.name}: true", compact(racer.loss, 4))]
        on_plane = plane_losses(self._session).get(place)
        if on_plane is not None:
            parts.append(("on the plane", compact(on_plane, 4)))
            parts.extend(_difference(racer.loss, on_plane))
        if report.is_finished:
            parts.append(("off target by at most", compact(racer.worst_error, 2)))
        picture = self._session.surface.picture
        if picture is not None and picture.axes.explained:
            parts.append(("plane holds", f"{compact(100.0 * sum(picture.axes.explained), 3)} %"))
        return tuple(parts)

    @Slot(object)
    @Slot(int)
    def _on_changed(self, _what: object) -> None:
        self._tell()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.updateGeometry()
        self.update()


def _difference(true: float, on_plane: float) -> list[tuple[str, str]]:
    """Return by how much the plane's loss differs from the true one: in per cent, or as a factor."""
    if true <= 0.0 or on_plane <= 0.0:
        return []
    if on_plane > _FACTOR * true:
        return [("too high by", f"×{compact(on_plane / true)}")]
    return [("differs by", f"{signed(100.0 * (on_plane / true - 1.0), 1)} %")]
