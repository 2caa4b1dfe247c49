"""Pan and zoom: how scene pixels become canvas pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlp_gui.state.framing import Framing
    from mlp_gui.views.network.layout import NetworkLayout, Rect

LEAST_ZOOM, MOST_ZOOM = 0.25, 8.0


@dataclass(frozen=True, slots=True)
class Camera:
    """Canvas = scene * zoom + (x, y).

    Attributes
    ----------
    zoom : float
        Canvas pixels of a scene pixel.
    x, y : float
        Where the scene's origin stands on the canvas.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """Return the canvas point of a scene point."""
        return x * self.zoom + self.x, y * self.zoom + self.y

    def to_scene(self, x: float, y: float) -> tuple[float, float]:
        """Return the scene point of a canvas point."""
        return (x - self.x) / self.zoom, (y - self.y) / self.zoom

    def rect_to_canvas(self, rect: Rect) -> Rect:
        """Return the canvas rectangle of a scene rectangle."""
        x, y = self.to_canvas(rect[0], rect[1])
        return (x, y, rect[2] * self.zoom, rect[3] * self.zoom)

    def zoomed(self, factor: float, x: float, y: float) -> Camera:
        """Zoom so that what stands at canvas point (x, y) stays there; the zoom is kept in its limits."""
        zoom = min(max(self.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
        share = zoom / self.zoom
        return Camera(zoom, x - (x - self.x) * share, y - (y - self.y) * share)

    def moved(self, dx: float, dy: float) -> Camera:
        """Pan by canvas pixels."""
        return Camera(self.zoom, self.x + dx, self.y + dy)


def fit(layout: NetworkLayout) -> Camera:
    """Return the camera that shows the whole network: no change where it has room, smaller where it has not."""
    left, top, width, height = layout.bounds
    content_left, content_top, content_width, content_height = layout.content
    zoom = min(1.0, (content_width - 28.0) / width, content_height / height)
    if zoom >= 1.0:
        return Camera()
    zoom = max(zoom, LEAST_ZOOM)
    x = content_left + (content_width - width * zoom) / 2 - left * zoom
    y = content_top + (content_height - height * zoom) / 2 - top * zoom
    return Camera(zoom, x, y)


def framed(framing: Framing, layout: NetworkLayout) -> Camera:
    """Return the camera that shows what a framing says."""
    whole = fit(layout)
    if framing.zoom <= 0.0:
        return whole
    left, top, width, height = layout.bounds
    content_left, content_top, content_width, content_height = layout.content
    zoom = min(max(framing.zoom * whole.zoom, LEAST_ZOOM), MOST_ZOOM)
    x = content_left + content_width / 2 - (left + framing.x * width) * zoom
    y = content_top + content_height / 2 - (top + framing.y * height) * zoom
    return kept_in_reach(Camera(zoom, x, y), layout)


def middle_of(camera: Camera, layout: NetworkLayout) -> tuple[float, float, float]:
    """Return zoom, x and y of the framing that a camera has."""
    left, top, width, height = layout.bounds
    content_left, content_top, content_width, content_height = layout.content
    x, y = camera.to_scene(content_left + content_width / 2, content_top + content_height / 2)
    return camera.zoom / fit(layout).zoom, (x - left) / max(width, 1.0), (y - top) / max(height, 1.0)


def kept_in_reach(camera: Camera, layout: NetworkLayout, margin: float = 60.0) -> Camera:
    """Return `camera` moved so that at least `margin` pixels of the network stay on the canvas."""
    left, top, width, height = camera.rect_to_canvas(layout.bounds)
    content_left, content_top, content_width, content_height = layout.content
    dx = max(0.0, content_left + margin - (left + width)) - max(0.0, left - (content_left + content_width - margin))
    dy = max(0.0, content_top + margin - (top + height)) - max(0.0, top - (content_top + content_height - margin))
    return camera.moved(dx, dy)
