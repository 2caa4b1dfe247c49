"""Cards as pictures, kept by what they say: from one step to the next only a few of them change."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from mlp_gui.views.network.canvas_style import on_pixels

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

MARGIN = 4.0
"""Pixels that frames reach beyond a card."""

MOST_KEPT = 600


class Sprites:
    """Pictures of cards.

    A key says all that a picture depends on but for theme, type scale and the screen's ratio, which `begin` is told.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, QPixmap] = {}
        self._circumstances: Hashable = None
        self._ratio = 1.0

    def begin(self, circumstances: Hashable, ratio: float) -> None:
        """Forget all pictures where theme, scale or ratio are not those that they were painted with."""
        if (circumstances, ratio) != (self._circumstances, self._ratio) or len(self._kept) > MOST_KEPT:
            self._kept.clear()
            self._circumstances, self._ratio = circumstances, ratio

    @contextmanager
    def card(self, painter: QPainter, rect: QRectF, key: Hashable) -> Iterator[tuple[QPainter, QRectF] | None]:
        """Draw the picture of a card; where there is none yet, give a painter and a place to paint it first."""
        known = (key, rect.width(), rect.height())
        if rect.isEmpty():
            # The window is too small for it.
            yield None
            return
        if known in self._kept:
            yield None
        else:
            size = QSizeF(rect.width() + 2 * MARGIN, rect.height() + 2 * MARGIN) * self._ratio
            pixmap = QPixmap(size.toSize())
            pixmap.setDevicePixelRatio(self._ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            own = QPainter(pixmap)
            own.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            yield own, QRectF(MARGIN, MARGIN, rect.width(), rect.height())
            own.end()
            self._kept[known] = pixmap
        corner = on_pixels(rect.topLeft() - QPointF(MARGIN, MARGIN), self._ratio)
        painter.drawPixmap(corner, self._kept[known])


class NoSprites(Sprites):
    """Keeps nothing: every card is painted where it stands, as text and lines."""

    @contextmanager
    def card(self, painter: QPainter, rect: QRectF, key: Hashable) -> Iterator[tuple[QPainter, QRectF] | None]:  # noqa: ARG002
        """Give the painter itself and the card's place."""
        yield painter, rect
