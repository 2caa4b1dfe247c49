"""Paper: what the views of the step-through share: catching up, painting, pointing, and what is not yet known."""

from mlp_gui.state.touching import Identity, identity
from mlp_gui.views.paper.formula_paper import FormulaPaper
from mlp_gui.views.paper.formula_view import FormulaView
from mlp_gui.views.paper.knowing import Standing, standing_of, touched_by
from mlp_gui.views.paper.paper import Paper, paint_paper
from mlp_gui.views.paper.scrolled_view import ScrolledView
from mlp_gui.views.paper.scrolling import scroll_by_key
from mlp_gui.views.paper.step_view import StepView
from mlp_gui.views.paper.unknown import box_width, paint_unknown

__all__ = [
    "FormulaPaper",
    "FormulaView",
    "Identity",
    "Paper",
    "ScrolledView",
    "Standing",
    "StepView",
    "box_width",
    "identity",
    "paint_paper",
    "paint_unknown",
    "scroll_by_key",
    "standing_of",
    "touched_by",
]
