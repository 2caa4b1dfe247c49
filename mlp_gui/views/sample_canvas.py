"""A canvas on which each sample has a place: what all of its kind share in keeping, marking and pointing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.look.pixel_ratio import is_for_lines, pixel_ratio
from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class SampleDrawing(Protocol):
    """What is drawn: knows where each sample lies."""

    def paint(self, painter: QPainter) -> None:
        """Paint all but what the cursor marks."""

    def paint_ring(self, painter: QPainter, sample: int, is_selected: bool) -> None:
        """Mark a sample."""

    def sample_near(self, position: QPointF) -> int:
        """Return the sample at a position in pixels; -1 where there is none."""


class SampleCanvas(QWidget):
    """Keeps a drawing as pixels as long as it holds, marks the cursor's samples on it, and moves the cursor.

    Each canvas says in `_draw` what is drawn, gives it to `_set_drawing`, and paints.

    Parameters
    ----------
    session : Session
        Its cursor is marked and moved.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Whether held-out points are shown.
    parent : QWidget, optional
        The view.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._style = PlotStyle.of(theme_controller)
        self._drawing: SampleDrawing | None = None
        self._still = QPixmap()
        self._is_stale = True
        session.cursor.hovered_changed.connect(self._on_cursor_changed)
        session.cursor.selected_changed.connect(self._on_cursor_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        preferences.changed.connect(self._on_preference_changed)

    def _draw(self) -> None:
        """Lay out anew what is drawn."""
        raise NotImplementedError

    def _set_drawing(self, drawing: SampleDrawing | None) -> None:
        """Show another drawing, or none; the same one again where it looks different now."""
        self._drawing = drawing
        self._is_stale = True
        self.update()

    @Slot(object)
    def _on_cursor_changed(self, _mark: Mark | None) -> None:
        if self.isVisible():
            self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._draw()

    @Slot(str)
    def _on_preference_changed(self, name: str) -> None:
        if name == "show_test_points":
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again."""
        super().resizeEvent(event)
        self._draw()

    # Painting.

    def _paint_drawing(self, painter: QPainter, drawing: SampleDrawing) -> None:
        """Paint what is drawn: as lines for a picture of lines, else from the pixels that are kept."""
        if is_for_lines():
            drawing.paint(painter)
        else:
            painter.drawPixmap(QPointF(0.0, 0.0), self._painted(drawing))

    def _painted(self, drawing: SampleDrawing) -> QPixmap:
        """Return the drawing as pixels; only the cursor's marks change without another one."""
        ratio = pixel_ratio(self)
        size = (QSizeF(self.size()) * ratio).toSize()
        if self._still.size() != size or self._still.devicePixelRatio() != ratio:
            self._still = QPixmap(size)
            self._still.setDevicePixelRatio(ratio)
            self._is_stale = True
        if self._is_stale:
            self._is_stale = False
            self._still.fill(self._style.theme.panel)
            with QPainter(self._still) as painter:
                drawing.paint(painter)
        return self._still

    def _paint_marks(self, painter: QPainter, drawing: SampleDrawing) -> None:
        """Mark the samples that are selected and pointed at, in whatever view."""
        cursor = self._session.cursor
        for mark, is_selected in ((cursor.selected, True), (cursor.hovered, False)):
            if mark is not None and mark.kind == "sample":
                drawing.paint_ring(painter, mark.sample, is_selected)

    # Gestures.

    @property
    def _hovered_sample(self) -> int:
        """The sample that is pointed at here; -1 where none is."""
        hovered = self._session.cursor.hovered
        return hovered.sample if hovered is not None and hovered.kind == "sample" and self.underMouse() else -1

    def _select(self, sample: int) -> None:
        """Select a sample; with -1, let go of the selected one."""
        self._session.cursor.set_selected(Mark("sample", sample=sample) if sample >= 0 else None)

    def _let_go(self) -> None:
        """Point at no sample any more."""
        hovered = self._session.cursor.hovered
        if hovered is not None and hovered.kind == "sample":
            self._session.cursor.set_hovered(None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the sample below the pointer."""
        sample = -1 if self._drawing is None else self._drawing.sample_near(event.position())
        if sample >= 0:
            self._session.cursor.set_hovered(Mark("sample", sample=sample))
        else:
            self._let_go()

    def leaveEvent(self, event: QEvent) -> None:
        """Let go of what was hovered."""
        super().leaveEvent(event)
        self._let_go()
