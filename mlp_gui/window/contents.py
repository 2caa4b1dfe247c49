"""What the window holds: the network in the middle, the forms on the left, the views in docks on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from mlp_gui.panels import DataPanel, FormColumn, NetworkPanel, TrainingPanel
from mlp_gui.views.decision import DecisionView
from mlp_gui.views.equations import EquationsView
from mlp_gui.views.loss import LossView
from mlp_gui.views.matrices import MatricesView
from mlp_gui.views.network import NetworkView
from mlp_gui.views.tracer import TracerView
from mlp_gui.window.dock import Dock
from mlp_gui.window.forms import FormsDock
from mlp_gui.window.galleries import Galleries

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class Contents:
    """Makes the views, the panels and their docks; a new view is added here.

    Parameters
    ----------
    window : QWidget
        Owner of all of them.
    """

    def __init__(
        self, session: Session, theme_controller: ThemeController, preferences: Preferences, window: QWidget
    ) -> None:
        parts = (session, theme_controller, preferences)
        self.network = NetworkView(*parts, parent=window)
        panels = [Panel(*parts) for Panel in (DataPanel, NetworkPanel, TrainingPanel)]
        self.forms = FormsDock(FormColumn(theme_controller, *panels), window)
        self.decision = Dock("decision_dock", "Decision region", DecisionView(*parts), theme_controller, window)
        self.loss = Dock("loss_dock", "Loss", LossView(*parts), theme_controller, window)
        self.equations = Dock("equations_dock", "Equations", EquationsView(*parts), theme_controller, window)
        self.tracer = Dock("tracer_dock", "Tracer", TracerView(*parts), theme_controller, window)
        right = Qt.DockWidgetArea.RightDockWidgetArea
        self.matrices = Dock("matrices_dock", "Matrices", MatricesView(*parts), theme_controller, window)
        galleries = Galleries(*parts)
        self.galleries = Dock("galleries_dock", "Functions", galleries, theme_controller, window)
        galleries.show_fitting_controls()
        below = Qt.DockWidgetArea.BottomDockWidgetArea
        on_the_right = (self.equations, self.tracer, self.galleries)
        self.step_docks = [*((dock, right) for dock in on_the_right), (self.matrices, below)]

    @property
    def toggle_actions(self) -> list[QAction]:
        """Actions that show and hide each dock, in the order of the View menu."""
        docks = (self.forms, self.decision, self.loss, *(dock for dock, _ in self.step_docks))
        return [dock.toggleViewAction() for dock in docks]
