"""The view on its way to a unit of a large network: the old picture and the new one, moved as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QPixmap

    from mlp_gui.views.network.stepping.layout import StepLayout

NEAR = 0.4
"""Part of the canvas that a zoom starts from."""

SLIDE = 0.3
"""Part of the height that one page of units slides to the next."""


@dataclass(frozen=True, slots=True, eq=False)
class Approach:
    """A way from one layout to another of the same network.

    Attributes
    ----------
    former : QPixmap
        The picture that is left.
    content : QRectF
        What moves, canvas pixels: titles and legend stand.
    start, end : QRectF
        Where the new picture's content stands in the old one, and the old one's in the new.
    """

    former: QPixmap
    content: QRectF
    start: QRectF
    end: QRectF

    def paint(self, painter: QPainter, now: QPixmap, share: float, ground: QColor) -> None:
        """Paint both pictures after a share of the way, in canvas pixels."""
        ratio = now.devicePixelRatio()
        source = QRectF(self.content.topLeft() * ratio, self.content.size() * ratio)
        painter.save()
        painter.setClipRect(self.content)
        painter.fillRect(self.content, ground)
        painter.drawPixmap(_between(self.start, self.content, share), now, source)
        painter.setOpacity(1.0 - share)
        painter.drawPixmap(_between(self.content, self.end, share), self.former, source)
        painter.restore()


def approach_between(former: QPixmap, old: StepLayout, new: StepLayout, focus: tuple[int, int, int]) -> Approach:
    """Return the way to the unit of a focus: a zoom where it was one of a crowd, else a slide of the page."""
    content = new.content
    layer, unit, _ = focus
    before, after = old.columns[layer + 1], new.columns[layer + 1]
    if old.is_page != new.is_page:
        seen = old if new.is_page else new
        row = max(seen.columns[layer + 1].row_of(unit), 0)
        window = _window(content, seen.columns[layer + 1].card(row).center())
        outside = _around(content, window)
        return Approach(former, content, *((window, outside) if new.is_page else (outside, window)))
    down = after.groups[0][1] >= before.groups[0][1]
    away = QPointF(0.0, (SLIDE if down else -SLIDE) * content.height())
    return Approach(former, content, content.translated(away), content.translated(-away))


def _window(content: QRectF, centre: QPointF) -> QRectF:
    window = QRectF(0.0, 0.0, NEAR * content.width(), NEAR * content.height())
    window.moveCenter(centre)
    window.moveLeft(min(max(window.left(), content.left()), content.right() - window.width()))
    window.moveTop(min(max(window.top(), content.top()), content.bottom() - window.height()))
    return window


def _around(content: QRectF, window: QRectF) -> QRectF:
    """Return where the whole content lies when a window of it fills the canvas."""
    zoom = content.width() / window.width()
    corner = content.topLeft() - (window.topLeft() - content.topLeft()) * zoom
    return QRectF(corner, content.size() * zoom)


def _between(start: QRectF, end: QRectF, share: float) -> QRectF:
    corner = start.topLeft() * (1.0 - share) + end.topLeft() * share
    return QRectF(corner, start.size() * (1.0 - share) + end.size() * share)
