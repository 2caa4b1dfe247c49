"""The loss curve."""

from mlp_gui.views.loss.view import LossView

__all__ = ["LossView"]
