"""The equations of the step-through: each line of a training step in symbols and in numbers."""

from mlp_gui.views.equations.view import EquationsView

__all__ = ["EquationsView"]
