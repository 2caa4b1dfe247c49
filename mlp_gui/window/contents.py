"""What the window holds: the network in the middle, the forms on the left, the views in docks on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from mlp_gui.panels import DataPanel, NetworkPanel, TrainingPanel
from mlp_gui.views.decision import DecisionView
from mlp_gui.views.loss import LossView
from mlp_gui.views.network import NetworkView
from mlp_gui.window.dock import Dock
from mlp_gui.window.forms import FormsDock

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.views.assessment import AssessmentView
    from mlp_gui.views.collapse import CollapseView
    from mlp_gui.views.equations import EquationsView
    from mlp_gui.views.health import HealthView
    from mlp_gui.views.hidden_space import HiddenSpaceView
    from mlp_gui.views.images import ImagesView
    from mlp_gui.views.matrices import MatricesView
    from mlp_gui.views.races.view import RaceView
    from mlp_gui.views.reconstruction import ReconstructionView
    from mlp_gui.views.surface import SurfaceView
    from mlp_gui.views.tracer import TracerView
    from mlp_gui.window.galleries import Galleries


class Contents(QObject):
    """Makes the views, the panels and their docks; a new view is added here.

    The views of step mode are loaded and made when that mode is first entered: the start does not wait for them.

    Parameters
    ----------
    window : QWidget
        Owner of all of them.
    """

    def __init__(
        self, session: Session, theme_controller: ThemeController, preferences: Preferences, window: QWidget
    ) -> None:
        super().__init__(window)
        self._parts = parts = (session, theme_controller, preferences)
        self.network = NetworkView(*parts, parent=window)
        self.forms = FormsDock(theme_controller, window)
        for panel in (DataPanel, NetworkPanel, TrainingPanel):
            self.forms.column.add(panel(*parts, self.forms.column.ground))
        last = (theme_controller, window)
        self.decision = Dock("decision_dock", "Decision region", self._make_decision, *last)
        self.loss = Dock("loss_dock", "Loss", self._make_loss, *last)
        self.decision.fill()
        self.loss.fill()
        self.surface = Dock("surface_dock", "Loss surface", self._make_surface, *last)
        self.hidden_space = Dock("hidden_space_dock", "Hidden space", self._make_hidden_space, *last)
        self.collapse = Dock("collapse_dock", "Linear collapse", self._make_collapse, *last)
        self.assessment = Dock("assessment_dock", "Evaluation", self._make_assessment, *last)
        self.health = Dock("health_dock", "Training health", self._make_health, *last)
        self.images = Dock("images_dock", "Pictures", self._make_images, *last)
        self.reconstruction = Dock("reconstruction_dock", "Reconstruction", self._make_reconstruction, *last)
        self.equations = Dock("equations_dock", "Equations", self._make_equations, *last)
        self.tracer = Dock("tracer_dock", "Tracer", self._make_tracer, *last)
        self.galleries = Dock("galleries_dock", "Functions", self._make_galleries, *last)
        self.matrices = Dock("matrices_dock", "Matrices", self._make_matrices, *last)
        self.race = Dock("race_dock", "Race", self._make_race, *last)
        right, below = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        on_the_right = (self.equations, self.tracer, self.galleries)
        self.step_docks = [*((dock, right) for dock in on_the_right), (self.matrices, below)]
        session.stepping.active_changed.connect(self._on_step_mode_changed)

    @property
    def docks(self) -> list[Dock]:
        """The docks with views, in the order of the View menu."""
        regions = (self.decision, self.hidden_space, self.collapse)
        judging = (self.loss, self.assessment, self.health, self.images, self.reconstruction)
        return [*regions, *judging, self.surface, self.race, *(dock for dock, _ in self.step_docks)]

    @property
    def toggle_actions(self) -> list[QAction]:
        """Actions that show and hide the forms and each dock, in the order of the View menu."""
        return [self.forms.toggleViewAction(), *(dock.toggleViewAction() for dock in self.docks)]

    @Slot(bool)
    def _on_step_mode_changed(self, active: bool) -> None:
        """Make what is missing before the docks are laid out: they are, by the sizes of what they hold."""
        if active:
            for dock, _ in self.step_docks:
                dock.fill()

    def _make_decision(self) -> DecisionView:
        view = DecisionView(*self._parts, self.decision)
        view.title_changed.connect(self.decision.title_bar.set_title)
        return view

    def _make_hidden_space(self) -> HiddenSpaceView:
        from mlp_gui.views.hidden_space import HiddenSpaceView

        return HiddenSpaceView(*self._parts)

    def _make_collapse(self) -> CollapseView:
        from mlp_gui.views.collapse import CollapseView

        return CollapseView(*self._parts[:2])

    def _make_assessment(self) -> AssessmentView:
        from mlp_gui.views.assessment import AssessmentView

        return AssessmentView(*self._parts[:2])

    def _make_health(self) -> HealthView:
        from mlp_gui.views.health import HealthView

        return HealthView(*self._parts[:2])

    def _make_images(self) -> ImagesView:
        from mlp_gui.views.images import ImagesView

        return ImagesView(*self._parts[:2])

    def _make_reconstruction(self) -> ReconstructionView:
        from mlp_gui.views.reconstruction import ReconstructionView

        return ReconstructionView(*self._parts)

    def _make_loss(self) -> LossView:
        return LossView(*self._parts, self.loss)

    def _make_surface(self) -> SurfaceView:
        from mlp_gui.views.surface import SurfaceView

        view = SurfaceView(*self._parts)
        view.room_wanted.connect(self.surface.float_at)
        return view

    def _make_race(self) -> RaceView:
        from mlp_gui.views.races.view import RaceView

        return RaceView(*self._parts)

    def _make_equations(self) -> EquationsView:
        from mlp_gui.views.equations import EquationsView

        return EquationsView(*self._parts)

    def _make_tracer(self) -> TracerView:
        from mlp_gui.views.tracer import TracerView

        return TracerView(*self._parts)

    def _make_galleries(self) -> Galleries:
        from mlp_gui.window.galleries import Galleries

        return Galleries(*self._parts)

    def _make_matrices(self) -> MatricesView:
        from mlp_gui.views.matrices import MatricesView

        return MatricesView(*self._parts)
