"""A view of the step-through on a page that is scrolled where it does not fit."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mlp_gui.views.paper.paper import Paper
from mlp_gui.views.paper.step_view import StepView

Page = TypeVar("Page", bound=Paper)


class ScrolledView(StepView, Generic[Page]):
    """One page, as wide and as high as the view or larger.

    Attributes
    ----------
    page_type : type
        What is scrolled; made with session, theme controller and parent.
    """

    page_type: type[Page]

    def _furnish(self) -> None:
        """Make the page, and what scrolls it."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroll_area = QScrollArea(self)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Without a widget of its own the corner between the bars is drawn with a dark edge.
        self.scroll_area.setCornerWidget(QWidget(self.scroll_area))
        self._canvas = self.page_type(self._session, self._theme_controller, self.scroll_area)
        self._canvas.consulted.connect(self.catch_up)
        self.scroll_area.setWidget(self._canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scroll_area)

    @property
    def canvas(self) -> Page:
        """The page, with what is to be on it now."""
        self.catch_up()
        return self._canvas

    @property
    def message(self) -> str:
        """What is written in place of a picture, or ""."""
        return self.canvas.message
