"""The step mode of the network view: one training step, told on the graph."""

from mlp_gui.views.network.stepping.canvas import StepCanvas

__all__ = ["StepCanvas"]
