"""What the surface remembers from one start to the next: scale, cap, span, where it is seen from, and which drawing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from mlp_gui.views.surface.camera import Camera

if TYPE_CHECKING:
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import Plane
    from mlp_gui.views.surface.viewpoint import Viewpoint


class SurfaceMemory(QObject):
    """Brings back what was stored, and stores what changes.

    Parameters
    ----------
    surface : Surface
        Scale, cap and span.
    viewpoint : Viewpoint
        The camera.
    preferences : Preferences
        Where it is stored.
    parent : QObject
        Owner.
    """

    def __init__(self, surface: Surface, viewpoint: Viewpoint, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._viewpoint = viewpoint
        self._preferences = preferences
        if preferences.surface_scale:
            surface.set_log(preferences.surface_scale == "log")
        surface.set_cap(preferences.surface_cap)
        if preferences.surface_span > 0.0:
            surface.choose_half(preferences.surface_span)
        viewpoint.look_from(read_camera(preferences.surface_camera))
        surface.look_changed.connect(self._on_look_changed)
        surface.plane_changed.connect(self._on_plane_changed)
        viewpoint.changed.connect(self._on_viewpoint_changed)

    @Slot()
    def _on_look_changed(self) -> None:
        self._preferences.set_value("surface_scale", self._surface.scale)
        self._preferences.set_value("surface_cap", self._surface.cap)

    @Slot(object)
    def _on_plane_changed(self, plane: Plane) -> None:
        self._preferences.set_value("surface_span", plane.half or 0.0)

    @Slot()
    def _on_viewpoint_changed(self) -> None:
        chosen = self._viewpoint.chosen
        self._preferences.set_value("surface_camera", "" if chosen is None else written_camera(chosen))


def written_camera(camera: Camera) -> str:
    """Return azimuth, elevation and zoom as a text."""
    return f"{camera.azimuth:g} {camera.elevation:g} {camera.zoom:g}"


def read_camera(text: str) -> Camera | None:
    """Return the camera of a text, within what a camera can be; None for any other text."""
    try:
        azimuth, elevation, zoom = (float(part) for part in text.split())
    except ValueError:
        return None
    if not all(math.isfinite(number) for number in (azimuth, elevation, zoom)):
        return None
    # Turning and zooming by nothing keeps both in their range.
    return Camera(azimuth, elevation, zoom).turned(0.0, 0.0).zoomed(1.0)
