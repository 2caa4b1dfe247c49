"""Both galleries in one dock: the activation functions or the losses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from mlp_gui.views.galleries import ActivationGallery, LossGallery
from mlp_gui.widgets import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

WHICH: Final = (
    ("activations", "Activation", "The activation functions and their slopes, with the unit that is stepped through"),
    ("losses", "Loss", "The losses over the prediction, with the sample that is walked"),
)


class Galleries(QWidget):
    """One of the two at a time; the other costs nothing.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar: that of the gallery shown.
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
        self._stack = QStackedLayout(self)
        self._which = SegmentedControl(theme_controller, "Gallery", WHICH, self)
        self._which.setObjectName("gallery")
        self._which.hide()
        self._which.chosen.connect(self._on_chosen)
        self._controls: dict[str, list[QWidget]] = {}
        self._controls[WHICH[0][0]] = self.activations.title_controls()
        self._controls[WHICH[1][0]] = self.losses.title_controls()
        for view in (self.activations, self.losses):
            self._stack.addWidget(view)
            view.subtitle_changed.connect(self._on_subtitle_changed)

    def title_controls(self) -> list[QWidget]:
        """Return the choice between the two, and the controls of both."""
        self._which.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [*(control for controls in self._controls.values() for control in controls), self._which]

    @property
    def subtitle(self) -> str:
        """What the gallery shown says of itself."""
        return self.activations.subtitle if self._which.value == WHICH[0][0] else self.losses.subtitle

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the controls of the gallery shown: a dock shows all that it takes."""
        super().showEvent(event)
        self._show_fitting_controls()

    def _show_fitting_controls(self) -> None:
        for name, controls in self._controls.items():
            for control in controls:
                control.setVisible(name == self._which.value)

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self._stack.setCurrentWidget(self.activations if name == WHICH[0][0] else self.losses)
        self._show_fitting_controls()
        self.subtitle_changed.emit(self.subtitle)

    @Slot(str)
    def _on_subtitle_changed(self, _subtitle: str) -> None:
        self.subtitle_changed.emit(self.subtitle)
