"""Galleries: the activation functions and the losses, each with the point where the network stands."""

from mlp_gui.views.galleries.activation_gallery import ActivationGallery
from mlp_gui.views.galleries.loss_gallery import LossGallery

__all__ = ["ActivationGallery", "LossGallery"]
