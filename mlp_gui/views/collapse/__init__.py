"""The linear collapse."""

from mlp_gui.views.collapse.view import CollapseView

__all__ = ["CollapseView"]
