"""The tracer: the chain rule of one weight or bias, factor by factor."""

from mlp_gui.views.tracer.view import TracerView

__all__ = ["TracerView"]
