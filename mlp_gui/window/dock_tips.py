"""What each dock shows, in a sentence: for its entry in the View menu, the status bar and the tool-tip of its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

DOCK_TIPS: Final = {
    "forms_dock": "The forms that set data, network and training.",
    "decision_dock": "What the network answers all over the plane, and the points that it learns and is tested on.",
    "hidden_space_dock": "Where a hidden layer puts the points, and the line by which the next layer parts them.",
    "collapse_dock": "What is left of layers without a nonlinear activation: one matrix, which does the same.",
    "loss_dock": "How the loss has fallen epoch by epoch, on training, validation and test points.",
    "assessment_dock": "What the network gets right and wrong, by class or by value, on a part of the data.",
    "health_dock": "What each layer's weights, activations and gradients look like while it learns, and what ails it.",
    "images_dock": "Data that are pictures: one of them, what the first layer looks for, and what is taken for what.",
    "reconstruction_dock": "What a compression gives back, its bottleneck, and what any place of that stands for.",
    "surface_dock": "The loss over two directions of the parameters, and the way that the training takes on it.",
    "race_dock": "Several trainings side by side, with their loss curves and their ranking.",
    "equations_dock": "The step that is shown, as an equation in symbols and in numbers.",
    "tracer_dock": "The chain rule of one weight or bias written out, and a numerical check of it.",
    "galleries_dock": "Activation and loss with their slopes, where the step stands on them.",
    "matrices_dock": "Inputs, weights, activations and gradients of each layer as tables of numbers.",
}


def describe(dock: QDockWidget) -> None:
    """Give a dock's entry in the View menu its sentence, with the key where it has one."""
    action = dock.toggleViewAction()
    name = dock.windowTitle().lower()
    tip = DOCK_TIPS.get(dock.objectName(), f"The {name}.")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setStatusTip(tip)
    action.setToolTip(f"{tip} ({keys})" if keys else tip)
