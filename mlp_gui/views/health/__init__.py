"""How the training is: histograms of every layer since the start, and what is wrong in words."""

from mlp_gui.views.health.view import HealthView

__all__ = ["HealthView"]
