"""A bar that is shown whole where there is room for it, and scrolls where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

LEAST: Final = 40
"""Pixels of its height that are always there."""


class ScrolledBar(QScrollArea):
    """Gives a bar the height that it asks for at its width, as far as its owner has room.

    Parameters
    ----------
    bar : QWidget
        Its height goes with its width; this becomes its parent.
    parent : QWidget
        Who says by `set_room` how much there is.
    """

    def __init__(self, bar: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = bar
        self._room = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(bar)
        policy = bar.sizePolicy()
        # One that is fixed would never be lower than it asks for at no width.
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        bar.setSizePolicy(policy)
        # The ground is the owner's.
        for part in (self.viewport(), bar):
            part.setAutoFillBackground(False)

    def set_room(self, height: int) -> None:
        """Take at most so much height, in pixels."""
        self._room = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another height where the width is another."""
        super().resizeEvent(event)
        self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Take another height where the bar asks for it."""
        is_done = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return is_done

    def _fit(self) -> None:
        wanted = self._bar.heightForWidth(self.width())
        self.setFixedHeight(min(wanted, max(self._room, LEAST)))
