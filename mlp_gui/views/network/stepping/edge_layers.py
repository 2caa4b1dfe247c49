"""The edges of each gap between columns as a picture, kept while their numbers stay: many are painted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from mlp_gui.views.network.camera import Camera
from mlp_gui.views.network.edges import EdgeLook, EdgePainter, style_edges
from mlp_gui.views.network.level_of_detail import LIVE_EDGES
from mlp_gui.views.network.pool_painting import PoolPainting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlp_gui.views.network.curves import EdgeCurves

REACH = 5.0
"""Pixels that edges reach beyond their middle lines."""

AT_ONCE: Final = 96
"""So many edges are painted before something else may be done: some 2 milliseconds."""

MOST_KEPT: Final = 20
"""Pictures of gaps."""


class GapKey(NamedTuple):
    """All that a picture of a gap depends on: geometry, which gap, size of full width, look, and the numbers."""

    curves: EdgeCurves
    gap: int
    largest: float
    look: EdgeLook
    values: bytes


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

    def gaps(self) -> list[GapKey]:
        """Return what the picture of each gap is known by, from the left."""
        parts = [self.values[first:last].tobytes() for first, last in pairwise(self.curves.starts)]
        return [GapKey(self.curves, gap, self.largest, self.look, part) for gap, part in enumerate(parts)]


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


class EdgePictures:
    """Pictures of gaps, by all that they depend on; the newest ones are kept."""

    def __init__(self) -> None:
        self._kept: dict[GapKey, GapPicture] = {}
        self._edges: EdgePainter | None = None

    def paint_missing(self, task: EdgeTask) -> Iterator[None]:
        """Paint the gaps of a task that are not there yet, some edges at a time."""
        for key in task.gaps():
            if key not in self._kept:
                picture = blank_gap(task.curves, key.gap, task.look.ratio)
                for _ in _paint_in_parts(task, key.gap, picture, self.painter(task.curves)):
                    yield
                self.keep({key: picture})

    def painter(self, curves: EdgeCurves) -> EdgePainter:
        """Return what paints edges of one geometry, the newest of which is kept."""
        if self._edges is None or self._edges.curves is not curves:
            self._edges = EdgePainter(curves, Camera())
        return self._edges

    def keep(self, pictures: dict[GapKey, GapPicture]) -> None:
        """Keep pictures, and let the oldest ones go."""
        self._kept |= pictures
        gaps = max((len(key.curves.starts) - 1 for key in pictures), default=0)
        while len(self._kept) > max(MOST_KEPT, 2 * gaps):
            del self._kept[next(iter(self._kept))]

    def missing(self, task: EdgeTask) -> list[GapKey]:
        """Return what is not there yet of a task."""
        return [key for key in task.gaps() if key not in self._kept]

    def of(self, key: GapKey) -> GapPicture | None:
        """Return the picture of a gap; where it is not there yet the newest with other numbers, if any."""
        if key in self._kept:
            self._kept[key] = self._kept.pop(key)
            return self._kept[key]
        return next((self._kept[each] for each in reversed(self._kept) if each[:2] == key[:2]), None)


def _paint_in_parts(task: EdgeTask, gap: int, picture: GapPicture, edges: EdgePainter) -> Iterator[None]:
    """Paint the edges of a gap, weakest first, and pause between some of them and the next."""
    first, last = task.curves.starts[gap : gap + 2]
    style = style_edges(task.values, task.largest)
    order = first + np.argsort(style.shares[first:last], kind="stable")
    clip = QRectF(picture.corner, picture.image.deviceIndependentSize())
    for start in range(0, len(order), AT_ONCE):
        with QPainter(picture.image) as painter:
            painter.translate(-picture.corner)
            edges.paint(painter, style, task.look, clip, order[start : start + AT_ONCE])
        yield


def blank_gap(curves: EdgeCurves, gap: int, ratio: float) -> GapPicture:
    """Return an empty picture of a gap."""
    first, last = curves.starts[gap : gap + 2]
    points = curves.points[first:last].reshape(-1, 2)
    low, high = np.floor(points.min(axis=0) - REACH), np.ceil(points.max(axis=0) + REACH)
    box = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))
    image = QImage(round(box.width() * ratio), round(box.height() * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return GapPicture(box.topLeft(), image)


def paint_gaps(task: EdgeTask, keys: list[GapKey]) -> dict[GapKey, GapPicture]:
    """Paint some gaps of a task; safe on any thread."""
    edges = EdgePainter(task.curves, Camera())
    painted = {key: blank_gap(task.curves, key.gap, task.look.ratio) for key in keys}
    for key, picture in painted.items():
        for _ in _paint_in_parts(task, key.gap, picture, edges):
            pass
    return painted


class EdgeLayers(QObject):
    """The pictures of the edges; of tasks that arrive while one is painted elsewhere only the newest is kept.

    Parameters
    ----------
    parent : QObject
        The canvas.
    """

    #: Newer pictures are here.
    painted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pictures = EdgePictures()
        self._painting = PoolPainting(self)
        self._waiting: EdgeTask | None = None
        self._painting.done.connect(self._on_done)

    def make(self, task: EdgeTask) -> Iterator[None]:
        """Paint what is missing of a task, part by part; many edges elsewhere: `painted` tells when they are here."""
        if len(task.curves) <= LIVE_EDGES:
            yield from self.pictures.paint_missing(task)
            return
        self._waiting = task
        self._start()

    def _start(self) -> None:
        """Have what waits painted, where it is not there and nothing else is being painted."""
        if self._painting.busy or self._waiting is None:
            return
        task, self._waiting = self._waiting, None
        missing = self.pictures.missing(task)
        if missing:
            self._painting.start(partial(paint_gaps, task, missing))

    @Slot(object)
    def _on_done(self, pictures: dict[GapKey, GapPicture]) -> None:
        self.pictures.keep(pictures)
        self._start()
        self.painted.emit()
