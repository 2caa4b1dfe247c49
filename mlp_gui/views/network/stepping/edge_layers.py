"""The edges of each gap between columns as a picture, kept while their numbers stay: many are painted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shiboken6
from PySide6.QtCore import QObject, QPointF, QRectF, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.edges import EdgeLook, EdgePainter, style_edges
from mlp_gui.views.network.level_of_detail import LIVE_EDGES
from mlp_gui.whole_errors import whole_errors

if TYPE_CHECKING:
    from mlp_gui.views.network.curves import EdgeCurves

REACH = 5.0
"""Pixels that edges reach beyond their middle lines."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeTask:
    """What the pictures are painted from.

    Attributes
    ----------
    curves : EdgeCurves
        Geometry, canvas pixels.
    values : ndarray, shape (n_edges,), float64
        What the edges show.
    largest : float
        Size of full width.
    look : EdgeLook
        Theme and manner.
    """

    curves: EdgeCurves
    values: np.ndarray
    largest: float
    look: EdgeLook

    def gap_is(self, gap: int, other: EdgeTask | None) -> bool:
        """Tell whether a gap looks as it does in another task."""
        if other is None or self.curves is not other.curves:
            return False
        if (self.look, self.largest) != (other.look, other.largest):
            return False
        first, last = self.curves.starts[gap : gap + 2]
        return np.array_equal(self.values[first:last], other.values[first:last])


@dataclass(frozen=True, slots=True, eq=False)
class GapPicture:
    """The edges of one gap on nothing.

    Attributes
    ----------
    corner : QPointF
        Where it stands on the canvas, whole pixels.
    image : QImage
        With the ratio of the screen.
    """

    corner: QPointF
    image: QImage


@dataclass(frozen=True, slots=True, eq=False)
class EdgePictures:
    """All gaps of a task."""

    task: EdgeTask
    gaps: tuple[GapPicture, ...]


def paint_gaps(task: EdgeTask, former: EdgePictures | None = None) -> EdgePictures:
    """Paint the gaps that do not look as in former pictures; safe on any thread."""
    painter: EdgePainter | None = None
    gaps: list[GapPicture] = []
    for gap in range(len(task.curves.starts) - 1):
        if former is not None and task.gap_is(gap, former.task):
            gaps.append(former.gaps[gap])
            continue
        if painter is None:
            painter = EdgePainter(task.curves, Camera())
        gaps.append(_paint_gap(task, painter, gap))
    return EdgePictures(task, tuple(gaps))


def _paint_gap(task: EdgeTask, edges: EdgePainter, gap: int) -> GapPicture:
    first, last = task.curves.starts[gap : gap + 2]
    box, image = blank_gap(task.curves, gap, task.look.ratio)
    painter = QPainter(image)
    painter.translate(-box.topLeft())
    style = style_edges(task.values, task.largest)
    edges.paint(painter, style, task.look, box, np.arange(first, last))
    painter.end()
    return GapPicture(box.topLeft(), image)


def blank_gap(curves: EdgeCurves, gap: int, ratio: float) -> tuple[QRectF, QImage]:
    """Return where the edges of a gap are, in whole pixels, and an empty image of that size."""
    first, last = curves.starts[gap : gap + 2]
    points = curves.points[first:last].reshape(-1, 2)
    low, high = np.floor(points.min(axis=0) - REACH), np.ceil(points.max(axis=0) + REACH)
    box = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))
    image = QImage(round(box.width() * ratio), round(box.height() * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return box, image


class _Painting(QRunnable):
    def __init__(self, task: EdgeTask, former: EdgePictures | None, receiver: EdgeLayers) -> None:
        super().__init__()
        self._task, self._former, self._receiver = task, former, receiver

    @whole_errors
    def run(self) -> None:
        """Paint, and hand the result to the GUI thread unless the canvas is gone."""
        pictures = paint_gaps(self._task, self._former)
        if shiboken6.isValid(self._receiver):
            self._receiver.finished.emit(pictures)


class EdgeLayers(QObject):
    """The newest pictures of the edges; of tasks that arrive while one is painted only the newest is kept.

    Parameters
    ----------
    parent : QObject
        The canvas.
    """

    #: object: EdgePictures, from the pool's thread.
    finished = Signal(object)
    #: Newer pictures are here.
    painted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: EdgePictures | None = None
        self._running: EdgeTask | None = None
        self._waiting: EdgeTask | None = None
        self.finished.connect(self._on_finished)

    def take(self, task: EdgeTask) -> tuple[GapPicture, ...]:
        """Return the pictures of a task, or of many edges those before until `painted` tells that they are here."""
        former = self._pictures
        if former is not None and all(task.gap_is(gap, former.task) for gap in range(len(former.gaps))):
            self._waiting = None
            return former.gaps
        if len(task.curves) <= LIVE_EDGES:
            self._waiting = None
            self._pictures = paint_gaps(task, former)
            return self._pictures.gaps
        if self._running is None:
            self._start(task)
        elif self._running is not task:
            self._waiting = task
        return former.gaps if former is not None and former.task.curves is task.curves else ()

    def _start(self, task: EdgeTask) -> None:
        self._running = task
        QThreadPool.globalInstance().start(_Painting(task, self._pictures, self))

    @Slot(object)
    def _on_finished(self, pictures: EdgePictures) -> None:
        self._running = None
        self._pictures = pictures
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._start(waiting)
        self.painted.emit()
