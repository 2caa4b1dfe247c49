"""Data that are pictures: samples, the first layer's weights, and what is taken for what."""

from mlp_gui.views.images.view import ImagesView

__all__ = ["ImagesView"]
