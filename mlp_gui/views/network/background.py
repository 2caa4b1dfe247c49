"""Frames of large networks, computed and painted off the GUI thread: the newest request wins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from mlp_gui.views.network.edges import EdgeLook, EdgePainter, style_edges
from mlp_gui.views.network.frame import Frame, FrameRequest, make_frame
from mlp_gui.views.network.pool_painting import PoolPainting

if TYPE_CHECKING:
    from mlp_gui.views.network.camera import Camera
    from mlp_gui.views.network.curves import EdgeCurves


@dataclass(frozen=True, slots=True, eq=False)
class EdgeJob:
    """One picture of the edges to be made.

    Attributes
    ----------
    request : FrameRequest
        Where the numbers come from.
    curves : EdgeCurves
        Geometry; a result for other curves than the newest is dropped.
    camera : Camera
        Scene to canvas.
    look : EdgeLook
        Theme and manner.
    width, height : float
        Canvas, pixels.
    """

    request: FrameRequest
    curves: EdgeCurves
    camera: Camera
    look: EdgeLook
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class EdgePicture:
    """A finished job: its numbers and the edges on the canvas colour."""

    job: EdgeJob
    frame: Frame
    image: QImage

    def draw(self, painter: QPainter, now: Camera) -> None:
        """Draw it; until the next one comes, moved and scaled to where the camera is now."""
        old = self.job.camera
        if old == now:
            painter.drawImage(0, 0, self.image)
            return
        share = now.zoom / old.zoom
        painter.save()
        painter.translate(now.x - old.x * share, now.y - old.y * share)
        painter.scale(share, share)
        painter.drawImage(0, 0, self.image)
        painter.restore()


def paint_job(job: EdgeJob) -> EdgePicture:
    """Compute the frame and paint the edges of a job; safe on any thread."""
    frame = make_frame(job.request)
    ratio = job.look.ratio
    image = QImage(round(job.width * ratio), round(job.height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(job.look.theme.canvas)
    painter = QPainter(image)
    look = replace(job.look, errors=job.request.shows_gradients)
    clip = QRectF(0.0, 0.0, job.width, job.height)
    EdgePainter(job.curves, job.camera).paint(painter, style_edges(frame.edge_values, frame.largest), look, clip)
    painter.end()
    return EdgePicture(job, frame, image)


@dataclass(frozen=True, slots=True, eq=False)
class FrameAnswer:
    """A frame without a picture, and what it was made from."""

    request: FrameRequest
    frame: Frame


def answer(request: FrameRequest) -> FrameAnswer:
    """Compute a frame; safe on any thread."""
    return FrameAnswer(request, make_frame(request))


def compute_job(job: EdgeJob | FrameRequest) -> EdgePicture | FrameAnswer:
    """Compute a frame, with its picture if one is wanted; safe on any thread."""
    return answer(job) if isinstance(job, FrameRequest) else paint_job(job)


class EdgeRenderer(QObject):
    """Runs one job at a time; of those that arrive meanwhile only the newest is kept.

    Parameters
    ----------
    parent : QObject
        The canvas.
    """

    #: object: EdgePicture or FrameAnswer, on the GUI thread.
    rendered = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._painting = PoolPainting(self)
        self._waiting: EdgeJob | FrameRequest | None = None
        self._painting.done.connect(self._on_done)

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._painting.busy

    def request(self, job: EdgeJob | FrameRequest) -> None:
        """Compute `job` as soon as the one that runs is done."""
        if self.busy:
            self._waiting = job
        else:
            self._painting.start(partial(compute_job, job))

    def forget(self) -> None:
        """Drop what waits: the network is shown in another way now."""
        self._waiting = None

    @Slot(object)
    def _on_done(self, picture: EdgePicture | FrameAnswer) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.request(waiting)
        self.rendered.emit(picture)
