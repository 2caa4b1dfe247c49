"""Galleries: activation functions and losses with the point where the network stands, and where slopes come from."""

from mlp_gui.views.galleries.activation_gallery import ActivationGallery
from mlp_gui.views.galleries.derivation_view import DerivationView
from mlp_gui.views.galleries.loss_gallery import LossGallery

__all__ = ["ActivationGallery", "DerivationView", "LossGallery"]
