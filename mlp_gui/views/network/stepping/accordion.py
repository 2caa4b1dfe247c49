"""The way from one open gap to another: columns slide, and what is between them is drawn out or pressed together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QPixmap

    from mlp_gui.views.network.stepping.layout import StepLayout


@dataclass(frozen=True, slots=True, eq=False)
class Accordion:
    """A way between two layouts with the same cards.

    Attributes
    ----------
    former : QPixmap
        The picture that is left.
    height : float
        What moves, from the top, canvas pixels: the legend stands.
    start, end : tuple of float
        Edges of all cards from the left in the old picture, and in the new.
    """

    former: QPixmap
    height: float
    start: tuple[float, ...]
    end: tuple[float, ...]

    def paint(self, painter: QPainter, now: QPixmap, share: float, ground: QColor) -> None:
        """Paint both pictures after a share of the way, in canvas pixels."""
        between = [one * (1.0 - share) + other * share for one, other in zip(self.start, self.end, strict=True)]
        painter.save()
        painter.setClipRect(QRectF(0.0, 0.0, between[-1], self.height))
        painter.fillRect(QRectF(0.0, 0.0, between[-1], self.height), ground)
        self._paint(painter, now, self.end, between)
        painter.setOpacity(1.0 - share)
        self._paint(painter, self.former, self.start, between)
        painter.restore()

    def _paint(self, painter: QPainter, picture: QPixmap, own: tuple[float, ...], places: list[float]) -> None:
        ratio = picture.devicePixelRatio()
        for (left, right), (to_left, to_right) in zip(pairwise(own), pairwise(places), strict=True):
            source = QRectF(left * ratio, 0.0, (right - left) * ratio, self.height * ratio)
            painter.drawPixmap(QRectF(to_left, 0.0, to_right - to_left, self.height), picture, source)


def accordion_between(former: QPixmap, old: StepLayout, new: StepLayout) -> Accordion:
    """Return the way between two layouts of the same cards on one canvas."""
    return Accordion(former, old.content.bottom(), _edges(old), _edges(new))


def _edges(layout: StepLayout) -> tuple[float, ...]:
    sides = [side for column in layout.columns for side in (column.left, column.right)]
    return (0.0, *sides, layout.loss.left(), layout.loss.right(), layout.width)
