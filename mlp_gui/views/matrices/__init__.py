"""The matrices of a training step."""

from mlp_gui.views.matrices.view import MatricesView

__all__ = ["MatricesView"]
