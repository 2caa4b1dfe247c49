"""A bar that is shown whole where there is room for it, and scrolls where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

if TYPE_CHECKING:
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
        own = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        own.setHeightForWidth(True)
        self.setSizePolicy(own)
        # The ground is the owner's.
        for part in (self.viewport(), bar):
            part.setAutoFillBackground(False)

    def set_room(self, height: int) -> None:
        """Take at most so much height, in pixels."""
        if height != self._room:
            self._room = height
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Return what the bar asks for at a width, as far as there is room.

        To be asked by the layout, not set beside it: a height that is set while a layout places its parts leaves some
        of them as they were before.
        """
        return min(self._bar.heightForWidth(width), max(self._room, LEAST))

    def sizeHint(self) -> QSize:
        """Return the size that it asks for at the width that it has."""
        return QSize(self._bar.sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the least that is always there."""
        return QSize(LEAST, LEAST)

    def viewportEvent(self, event: QEvent) -> bool:
        """Ask for another height where the bar does."""
        is_done = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return is_done
