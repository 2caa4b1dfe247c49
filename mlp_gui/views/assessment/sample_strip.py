"""The samples of the chosen cell, one chip each: pointing at one marks it in every view, a click selects it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle
from mlp_gui.widgets.drawing import draw_box

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

_HEIGHT: Final = 30
_CHIP: Final = 22
_GAP: Final = 4.0
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


class SampleStrip(QWidget):
    """One line of chips with the samples' numbers; those that have no room are counted.

    Parameters
    ----------
    session : Session
        Whose assessed samples they are.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("assessed_samples")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self._assessed = session.regions.assessed
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._assessed.chosen_changed.connect(self._on_chosen_changed)
        session.cursor.hovered_changed.connect(self._on_mark_changed)
        session.cursor.selected_changed.connect(self._on_mark_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_chosen_changed()

    def sizeHint(self) -> QSize:
        """Return one line of chips."""
        return QSize(self._theme_controller.px(200), self._theme_controller.px(_HEIGHT))

    @property
    def places(self) -> list[tuple[int, QRectF]]:
        """Row of the dataset and place of each chip that has room."""
        found: list[tuple[int, QRectF]] = []
        style, left = self._style, self._style.px(14)
        top = (self.height() - style.px(_CHIP)) / 2.0
        end = self.width() - style.px(80)
        for sample in self._assessed.chosen.tolist():
            width = style.value_metrics.horizontalAdvance(self._name(sample)) + style.px(12)
            if left + width > end:
                break
            found.append((sample, QRectF(left, top, width, style.px(_CHIP))))
            left += width + style.px(_GAP)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chips, and how many more there are."""
        theme, cursor = self._style.theme, self._session.cursor
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._style.value_font)
            right = float(self._style.px(14))
            places = self.places
            for sample, box in places:
                marked = Mark("sample", sample=sample) in (cursor.hovered, cursor.selected)
                ground, border = (theme.cursor_soft, theme.cursor_line) if marked else (theme.field, theme.line2)
                draw_box(painter, box, self._style.px(6), ground, border)
                painter.setPen(theme.text)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._name(sample))
                right = box.right() + self._style.px(8)
            more = len(self._assessed.chosen) - len(places)
            if more:
                painter.setPen(theme.text2)
                painter.setFont(self._style.label_font)
                painter.drawText(QRectF(right, 0.0, self.width() - right, self.height()), _MIDDLE, f"and {more:,} more")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the sample under the pointer in every view."""
        self._session.cursor.set_hovered(self._mark_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select it."""
        mark = self._mark_at(event.position())
        if mark is not None and event.button() is Qt.MouseButton.LeftButton:
            self._session.cursor.set_selected(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing any more."""
        super().leaveEvent(event)
        self._session.cursor.set_hovered(None)

    def _mark_at(self, place: QPointF) -> Mark | None:
        return next((Mark("sample", sample=sample) for sample, box in self.places if box.contains(place)), None)

    def _name(self, sample: int) -> str:
        """Return what a sample is called: of a table by its row in the file."""
        picture = self._assessed.picture
        return f"#{sample + 1}" if picture is None else picture.snapshot.dataset.sample_names.mark(sample)

    @Slot()
    def _on_chosen_changed(self) -> None:
        self.setVisible(bool(len(self._assessed.chosen)))
        self.update()

    @Slot(object)
    def _on_mark_changed(self, _mark: Mark | None) -> None:
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self.updateGeometry()
        self.update()
