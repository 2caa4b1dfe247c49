"""The dock that shows what a compression gives back, and decodes any place of its bottleneck."""

from mlp_gui.views.reconstruction.view import ReconstructionView

__all__ = ["ReconstructionView"]
