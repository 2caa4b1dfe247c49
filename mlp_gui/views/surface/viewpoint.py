"""The viewpoint: the one camera of all reliefs, so that drawings side by side are seen from one side."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mlp_gui.views.surface.camera import Camera


class Viewpoint(QObject):
    """Where reliefs are seen from: where a hand has turned them to, else over the valley of the plane.

    Signals
    -------
    changed
        They are seen from elsewhere.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._home = Camera()
        self._chosen: Camera | None = None

    @property
    def camera(self) -> Camera:
        """Where reliefs are seen from."""
        return self._chosen or self._home

    @property
    def chosen(self) -> Camera | None:
        """Where a hand has turned them to; None at home."""
        return self._chosen

    def set_home(self, home: Camera) -> None:
        """Say what is the best place for a plane; who has turned the relief keeps what he has."""
        before, self._home = self.camera, home
        if self.camera != before:
            self.changed.emit()

    def look_from(self, camera: Camera | None) -> None:
        """Look from elsewhere, or from home again."""
        before, self._chosen = self.camera, camera
        if self.camera != before:
            self.changed.emit()
