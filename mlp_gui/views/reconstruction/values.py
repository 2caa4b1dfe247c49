"""Samples that are rows of a table beside what comes back of them: bars for each input, and their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.look.numbers import compact
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.reconstruction.texts import error_text, sample_name

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.reconstruction import ReconstructionPicture
    from mlp_gui.state.session import Session

    Columns = list[np.ndarray | None]

_MARGIN: Final = 14
_LINE: Final = 13
_BAR: Final = 5
_AIR: Final = 7
_NAME: Final = 17
_NUMBER: Final = 52
_BESIDE_FROM: Final = 300
"""Pixels at 100 % from which on names stand beside the bars; in less they stand above them."""
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TITLES: Final = ("input", "output", "decoded")
NOTHING: Final = "–"


class ReconstructionValues(QWidget):
    """For each input its name, and three bars from the least to the largest of the data, each with its number.

    Parameters
    ----------
    session : Session
        Its reconstruction is shown.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        The view, which scrolls it.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reconstruction_values")
        self.setAccessibleName("A sample and what comes back, input by input")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reconstruction = session.reconstruction
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._names: tuple[str, ...] = ()
        self._low = self._high = np.empty(0)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return room for every input."""
        px = self._style.px
        return QSize(round(px(200)), round(self._head + self._pitch * max(len(self._names), 1) + px(4)))

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the height is that of all inputs, which scroll."""
        return QSize(round(self._style.px(130)), self.sizeHint().height())

    def show_picture(self, picture: ReconstructionPicture | None) -> None:
        """Take a newer picture."""
        if picture is not None:
            dataset = picture.snapshot.dataset
            self._low, self._high = picture.spans
            if dataset.output_names != self._names:
                self._names = dataset.output_names
                self.updateGeometry()
        self.update()

    def columns(self) -> Columns:
        """Return the numbers of the sample, of what comes back, and of what is decoded, each of shape (n_inputs,)."""
        reconstruction, picture = self._reconstruction, self._reconstruction.picture
        answer = reconstruction.answer_to(reconstruction.sample)
        if picture is None or answer is None:
            return [None, None, reconstruction.decoded()]
        dataset = picture.snapshot.dataset
        return [dataset.in_units(dataset.inputs[reconstruction.sample]), answer.values, reconstruction.decoded()]

    @property
    def _is_beside(self) -> bool:
        return self.width() >= self._style.px(_BESIDE_FROM)

    @property
    def _pitch(self) -> float:
        """Height of an input."""
        px = self._style.px
        return 3 * px(_LINE) + px(_AIR) + (0.0 if self._is_beside else px(_NAME))

    @property
    def _head(self) -> float:
        """Height of what stands above all inputs."""
        return self._style.px(42)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the inputs that are seen."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self._style.theme.panel)
            picture = self._reconstruction.picture
            if picture is None or not self._names or len(self._low) != len(self._names):
                return
            columns = self.columns()
            self._paint_head(painter, picture)
            first = max(int((event.rect().top() - self._head) // self._pitch), 0)
            last = min(int((event.rect().bottom() - self._head) // self._pitch) + 1, len(self._names))
            for row in range(first, last):
                self._paint_input(painter, row, columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _paint_head(self, painter: QPainter, picture: ReconstructionPicture) -> None:
        """Say which sample it is, and what the three bars are."""
        style, theme, px = self._style, self._style.theme, self._style.px
        answer = self._reconstruction.answer_to(self._reconstruction.sample)
        room = QRectF(px(_MARGIN), 0.0, self.width() - 2 * px(_MARGIN), px(20))
        painter.setFont(style.label_font)
        painter.setPen(theme.text2)
        if answer is not None:
            text = f"{sample_name(picture, self._reconstruction.sample)}: error {error_text(answer.error)}"
            shown = style.label_metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LEFT, shown)
        painter.setFont(style.tick_font)
        left = room.left()
        for title, colour in zip(TITLES, self._colours(), strict=True):
            painter.fillRect(QRectF(left, px(28), px(8), px(_BAR)), colour)
            width = style.tick_metrics.horizontalAdvance(title)
            painter.setPen(theme.text2)
            painter.drawText(QRectF(left + px(11), px(20), width + 2.0, px(_BAR + 16)), _LEFT, title)
            left += px(11) + width + px(9)

    def _paint_input(self, painter: QPainter, row: int, columns: Columns) -> None:
        style, theme, px = self._style, self._style.theme, self._style.px
        top = self._head + row * self._pitch
        left, right = px(_MARGIN), self.width() - px(_MARGIN)
        name = QRectF(left, top, right - left, px(_NAME))
        if self._is_beside:
            name = QRectF(left, top, 0.36 * (right - left), 3 * px(_LINE))
            left = name.right() + px(10)
        else:
            top += px(_NAME)
        painter.setFont(style.label_font)
        painter.setPen(theme.text)
        shown = style.label_metrics.elidedText(self._names[row], Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, _LEFT, shown)
        painter.setFont(style.tick_font)
        width = right - px(_NUMBER) - left
        for place, (values, colour) in enumerate(zip(columns, self._colours(), strict=True)):
            line = QRectF(left, top + place * px(_LINE), right - left, px(_LINE))
            bar = QRectF(left, line.center().y() - px(_BAR) / 2.0, width, px(_BAR))
            painter.fillRect(bar, theme.hover)
            text = NOTHING
            if values is not None:
                value = float(values[row])
                text = compact(value, 3)
                bar.setWidth(max(width * self._share(row, value), 1.0))
                painter.fillRect(bar, colour)
            painter.setPen(theme.text if values is not None else theme.text3)
            painter.drawText(line, _RIGHT, text)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        theme = self._style.theme
        return theme.text3, theme.ink, theme.cursor

    def _share(self, row: int, value: float) -> float:
        """Return how far a number lies from the least to the largest of the training part, from 0 to 1."""
        low, high = float(self._low[row]), float(self._high[row])
        share = (value - low) / (high - low) if high > low else 0.5
        return min(max(share, 0.0), 1.0) if np.isfinite(share) else 0.0

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self.updateGeometry()
        self.update()
