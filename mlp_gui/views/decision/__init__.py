"""The decision region."""

from mlp_gui.views.decision.view import DecisionView

__all__ = ["DecisionView"]
