"""What both galleries share: a widget that redraws itself when the network stands elsewhere, and never while hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mlp_gui.views.axes import PlotStyle

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

_WAITING = "This appears as soon as the network is ready."


class Gallery(QWidget):
    """A view of functions with the point where the network stands.

    Parameters
    ----------
    session : Session
        Gives the step-through, the network and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar.
    """

    subtitle_changed = Signal(str)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme_controller = session, theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._subtitle = ""
        self._is_stale = True
        stepping = session.stepping
        for signal in (stepping.trace_changed, stepping.sample_changed, stepping.position_changed):
            signal.connect(self._on_place_changed)
        session.snapshot_changed.connect(self._on_place_changed)
        session.cursor.selected_changed.connect(self._on_place_changed)
        stepping.options_changed.connect(self._on_option_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def subtitle(self) -> str:
        """What the picture is about."""
        return self._subtitle

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        return "" if self.is_ready else _WAITING

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to draw."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the curves can be read."""
        return QSize(260, 130)

    @Slot(object)
    def _on_place_changed(self, _what: object) -> None:
        self._catch_up()

    @Slot(str)
    def _on_option_changed(self, name: str) -> None:
        if name in ("notation", "decimals", "predict"):
            self._catch_up()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._catch_up()

    def _catch_up(self) -> None:
        if self.isVisible():
            self._is_stale = False
            self._refresh()
            self.update()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        """Compute what is drawn."""
        raise NotImplementedError

    def _paint(self, painter: QPainter) -> None:
        """Paint what was computed."""
        raise NotImplementedError

    def _say(self, subtitle: str) -> None:
        if subtitle != self._subtitle:
            self._subtitle = subtitle
            self.subtitle_changed.emit(subtitle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or the sentence in its place."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._style.theme.panel)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.is_ready:
                self._paint(painter)
            else:
                painter.setFont(self._style.label_font)
                painter.setPen(self._style.theme.text2)
                box = QRectF(self.rect()).adjusted(28, 8, -28, -8)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _WAITING)
        finally:
            painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._catch_up()
