"""The loss surface: the loss over a plane or a line through parameter space, as a map, a relief or a curve."""

from mlp_gui.views.surface.view import SurfaceView

__all__ = ["SurfaceView"]
