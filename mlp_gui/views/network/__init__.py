"""The network view: the page of the program."""

from mlp_gui.views.network.view import NetworkView

__all__ = ["NetworkView"]
