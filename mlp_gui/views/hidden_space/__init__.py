"""The hidden space."""

from mlp_gui.views.hidden_space.view import HiddenSpaceView

__all__ = ["HiddenSpaceView"]
