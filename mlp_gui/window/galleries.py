"""Four views in one dock: activation functions, losses, the derivation of their slopes, or the computation graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from mlp_gui.views.galleries import ActivationGallery, DerivationView, GraphView, LossGallery
from mlp_gui.widgets import Choice

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

    AnyGallery = ActivationGallery | LossGallery | DerivationView | GraphView

WHICH: Final = (
    ("activations", "Activation", "The activation functions and their slopes, with the unit that is stepped through."),
    ("losses", "Loss", "The losses over the prediction, with the sample that is walked."),
    ("derivation", "Derivation", "Where the slopes come from: line by line to dL/dz, each line with its rule."),
    ("graph", "Graph", "What is computed from what in a chain of single units: values above, error signals below."),
)
WHICH_WIDTH: Final = 108


class Galleries(QWidget):
    """One of the four at a time; the others cost nothing.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar: that of the view shown, in all its forms.
    """

    subtitle_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        parts = (session, theme_controller, preferences)
        self.setObjectName("galleries")
        self.activations = ActivationGallery(*parts, parent=self)
        self.losses = LossGallery(*parts, parent=self)
        self.derivation = DerivationView(*parts, parent=self)
        self.graph = GraphView(*parts, parent=self)
        # Their type is written out: what four classes are joined to depends on the order in which a checker meets them.
        views: list[AnyGallery] = [self.activations, self.losses, self.derivation, self.graph]
        self._views = {name: view for (name, _, _), view in zip(WHICH, views, strict=True)}
        self._theme_controller = theme_controller
        self._stack = QStackedLayout(self)
        # A list, as four names side by side would leave no room for what is chosen within them.
        self._which = Choice("Functions shown", self)
        self._which.setObjectName("gallery")
        self._which.set_items(WHICH)
        self._which.set_value(WHICH[0][0])
        self._which.hide()
        self._which.chosen.connect(self._on_chosen)
        self._controls = {name: view.title_controls() for name, view in self._views.items()}
        for view in views:
            self._stack.addWidget(view)
            view.subtitle_changed.connect(self._on_subtitle_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def title_controls(self) -> list[QWidget]:
        """Return the choice between the four, and the controls of each."""
        self._which.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [*(control for controls in self._controls.values() for control in controls), self._which]

    @property
    def subtitle(self) -> str:
        """What the view shown says of itself."""
        return self._views[self._which.value].subtitle

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the controls of the view shown: a dock shows all that it takes."""
        super().showEvent(event)
        self._show_fitting_controls()

    def _show_fitting_controls(self) -> None:
        for name, controls in self._controls.items():
            for control in controls:
                control.setVisible(name == self._which.value)

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self._stack.setCurrentWidget(self._views[name])
        self._show_fitting_controls()
        self.subtitle_changed.emit(self._views[name].subtitle_forms)

    @Slot(str)
    def _on_subtitle_changed(self, _subtitle: str) -> None:
        self.subtitle_changed.emit(self._views[self._which.value].subtitle_forms)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._which.setFixedWidth(self._theme_controller.px(WHICH_WIDTH))
