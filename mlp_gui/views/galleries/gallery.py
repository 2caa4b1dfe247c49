"""What both galleries share: a view of functions with the point where the network stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Slot

from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.paper import StepView, paint_paper

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session


class Gallery(StepView):
    """Plots that are drawn anew when the network stands elsewhere.

    Parameters
    ----------
    session : Session
        Gives the step-through, the network and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(session, theme_controller, parent)
        self._style = PlotStyle.of(theme_controller)
        session.snapshot_changed.connect(self._on_place_changed)
        session.cursor.selected_changed.connect(self._on_place_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the curves can be read."""
        return QSize(260, 130)

    @Slot(object)
    def _on_place_changed(self, _what: object) -> None:
        self._catch_up()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._catch_up()

    def _catch_up(self) -> None:
        super()._catch_up()
        self.update()

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what was computed."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or the sentence in its place."""
        paint_paper(self, event, self._theme_controller, self.message, self._paint)
