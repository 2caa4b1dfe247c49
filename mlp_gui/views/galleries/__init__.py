"""Galleries: functions with the point where the network stands, where slopes come from, and computation graphs."""

from mlp_gui.views.galleries.activation_gallery import ActivationGallery
from mlp_gui.views.galleries.derivation_view import DerivationView
from mlp_gui.views.galleries.graph_view import GraphView
from mlp_gui.views.galleries.loss_gallery import LossGallery

__all__ = ["ActivationGallery", "DerivationView", "GraphView", "LossGallery"]
