"""How good the answers are: confusion matrix and ROC curve, or predicted against true values."""

from mlp_gui.views.assessment.view import AssessmentView

__all__ = ["AssessmentView"]
