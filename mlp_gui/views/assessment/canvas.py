"""What came out of the assessment, painted; the pointer's gestures become what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

import mlp_core as mlp
from mlp_gui.state.cursor import Mark
from mlp_gui.views.assessment.confusion_table import ConfusionTable, paint_confusion
from mlp_gui.views.assessment.fit_plot import FitPlots
from mlp_gui.views.assessment.roc_plot import paint_roc
from mlp_gui.views.axes import PlotStyle

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.assessed import AssessmentPicture, Cell
    from mlp_gui.state.session import Session

_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_LEAST_ROC = 150


class AssessmentCanvas(QWidget):
    """Confusion matrix and ROC curve, or the plots of a regression.

    Parameters
    ----------
    session : Session
        Whose network answers.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        The view.

    Signals
    -------
    pointed : tuple of int or None
        Class and answer of the cell under the pointer; None for none.
    """

    pointed = Signal(object)  # (int, int) or None

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("assessment_canvas")
        self.setAccessibleName("How good the answers are")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._assessed = session.regions.assessed
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._pointer: QPointF | None = None
        self._pointed: Cell | None = None
        self._fit: FitPlots | None = None
        self._assessed.picture_changed.connect(self._on_picture_changed)
        self._assessed.chosen_changed.connect(self._on_chosen_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.cursor.hovered_changed.connect(self._on_mark_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def table(self) -> ConfusionTable | None:
        """Where the cells of the confusion matrix lie; None for none."""
        picture = self._assessed.picture
        if picture is None or not isinstance(picture.assessment, mlp.ClassAssessment):
            return None
        return ConfusionTable.fit(self._style, self._rooms(picture)[0], picture.snapshot.dataset.class_names)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what came out."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._style.theme.panel)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            picture = self._assessed.picture
            if picture is None:
                painter.setFont(self._style.label_font)
                painter.setPen(self._style.theme.text2)
                margin = round(self._style.px(28))
                align = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect().adjusted(margin, 0, -margin, 0), align, self._assessed.obstacle)
            elif isinstance(picture.assessment, mlp.ClassAssessment):
                self._paint_classes(painter, picture, picture.assessment)
            else:
                hovered = self._session.cursor.hovered
                self._plots(picture).paint(painter, -1 if hovered is None else hovered.sample)

    def _paint_classes(self, painter: QPainter, picture: AssessmentPicture, assessment: mlp.ClassAssessment) -> None:
        names = picture.snapshot.dataset.class_names
        first, second = self._rooms(picture)
        table = ConfusionTable.fit(self._style, first, names)
        paint_confusion(painter, self._style, table, assessment, self._pointed, self._assessed.cell)
        if second is not None:
            paint_roc(painter, self._style, second, assessment, self._pointer)

    def _rooms(self, picture: AssessmentPicture) -> tuple[QRectF, QRectF | None]:
        """Return where the matrix stands, and the curve beside or below it; None for no curve or no room."""
        style, assessment = self._style, picture.assessment
        whole = QRectF(self.rect()).adjusted(0.0, style.px(4), -style.px(4), -style.px(4))
        least = style.px(_LEAST_ROC)
        if not isinstance(assessment, mlp.ClassAssessment) or assessment.roc is None:
            return whole, None
        if whole.width() > 1.3 * whole.height():
            # The curve gives way as far as it can where the matrix needs room for its names.
            wanted = ConfusionTable.wanted_width(style, picture.snapshot.dataset.class_names)
            left = round(max(whole.width() / 2.0, min(wanted, whole.width() - least)))
            return whole.adjusted(0.0, 0.0, left - whole.width(), 0.0), whole.adjusted(left, 0.0, 0.0, 0.0)
        below = max(round(0.52 * whole.height()), least)
        if whole.height() - below < least:
            return whole, None
        return whole.adjusted(0.0, 0.0, 0.0, -below), whole.adjusted(0.0, whole.height() - below, 0.0, 0.0)

    def _plots(self, picture: AssessmentPicture) -> FitPlots:
        if self._fit is None:
            room = QRectF(self.rect()).adjusted(0.0, self._style.px(4), 0.0, 0.0)
            self._fit = FitPlots(self._style, room, picture)
        return self._fit

    def sample_at(self, place: QPointF) -> int:
        """Return the row of the dataset whose mark lies at a pixel of a regression's plots; -1 for none."""
        picture = self._assessed.picture
        if picture is None or isinstance(picture.assessment, mlp.ClassAssessment):
            return -1
        return self._plots(picture).sample_at(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._fit = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the pointer."""
        self._pointer = event.position()
        table = self.table
        pointed = None if table is None else table.cell_at(self._pointer)
        if pointed != self._pointed:
            self._pointed = pointed
            self.pointed.emit(pointed)
        sample = self.sample_at(self._pointer)
        if table is None:
            self._session.cursor.set_hovered(Mark("sample", sample=sample) if sample >= 0 else None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the samples of a cell, or at none any more; select a sample of a plot."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        table, sample = self.table, self.sample_at(event.position())
        if table is not None:
            cell = table.cell_at(event.position())
            self._assessed.choose(None if cell == self._assessed.cell else cell)
        elif sample >= 0:
            self._session.cursor.set_selected(Mark("sample", sample=sample))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from cell to cell with the arrow keys; Escape lets go."""
        table, cell = self.table, self._assessed.cell
        key = Qt.Key(event.key())
        if table is not None and key in _ARROWS:
            row, column = _ARROWS[key]
            label, answer = cell if cell is not None else (-row, -column)
            most = table.n_classes - 1
            self._assessed.choose((min(max(label + row, 0), most), min(max(answer + column, 0), most)))
        elif cell is not None and key is Qt.Key.Key_Escape:
            self._assessed.choose(None)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing any more."""
        super().leaveEvent(event)
        self._pointer = None
        if self._pointed is not None:
            self._pointed = None
            self.pointed.emit(None)
        if self.table is None:
            self._session.cursor.set_hovered(None)
        self.update()

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: object) -> None:
        """Say why there is nothing, as soon as it is known."""
        if self._assessed.picture is None and self.isVisible():
            self.update()

    @Slot(object)
    def _on_picture_changed(self, _picture: AssessmentPicture | None) -> None:
        self._fit = None
        self.update()

    @Slot(object)
    def _on_mark_changed(self, _mark: Mark | None) -> None:
        self.update()

    @Slot()
    def _on_chosen_changed(self) -> None:
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._fit = None
        self.update()
