"""The controls of the hidden space: which layer, and the way from the input plane to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEasingCurve, QVariantAnimation, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mlp_gui.widgets import Choice, IconButton, Slider

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

STEPS: Final = 1000
"""Of the slider, from end to end."""
JOURNEY_MS: Final = 1800
_PLAY: Final = "Moves the points from the input plane to where the hidden layer sees them, or back."


class HiddenControls(QWidget):
    """Play, the slider between input plane and hidden space, and the layer.

    Parameters
    ----------
    session : Session
        Its hidden space is moved.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Whether things glide.
    """

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hidden_space_controls")
        self._session = session
        self._space = session.regions.hidden_space
        self._theme_controller = theme_controller
        self._preferences = preferences
        self.play = IconButton(theme_controller, "Play the way to the hidden space", "play", _PLAY, self, boxed=True)
        self.play.setObjectName("hidden_space_play")
        self._start = QLabel("Inputs", self)
        self._start.setProperty("role", "label")
        self.slider = Slider(theme_controller, self)
        self.slider.setObjectName("hidden_space_slider")
        self.slider.setAccessibleName("From the input plane to the hidden space")
        self.slider.setToolTip("Left: the inputs as they are; right: as the hidden layer sees them.")
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 10)
        self.layer = Choice("Hidden layer", self)
        self.layer.setObjectName("hidden_space_layer")
        self._journey = QVariantAnimation(self)
        self._journey.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._journey.valueChanged.connect(self._on_journey)
        self._journey.finished.connect(self._on_arrived)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.play)
        self._row.addWidget(self._start)
        self._row.addWidget(self.slider, 1)
        self._row.addWidget(self.layer)
        self.play.clicked.connect(self._on_play)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderPressed.connect(self._journey.stop)
        self.layer.chosen.connect(self._on_layer_chosen)
        self._space.blend_changed.connect(self._on_blend_changed)
        self._space.layer_changed.connect(self._on_layer_changed)
        session.experiment_changed.connect(self._on_experiment_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)
        self._on_experiment_changed(None)
        self._on_blend_changed(self._space.blend)

    def hideEvent(self, event: QHideEvent) -> None:
        """End a journey that nobody sees."""
        super().hideEvent(event)
        if self._journey.state() == QVariantAnimation.State.Running:
            self._journey.stop()
            self._space.set_blend(float(self._journey.endValue()))
            self._on_arrived()

    @Slot()
    def _on_play(self) -> None:
        """Go to the other end, from wherever it is; at once where nothing glides; on the way, stop."""
        if self._journey.state() == QVariantAnimation.State.Running:
            self._journey.stop()
            self._on_arrived()
            return
        start = self._space.blend
        end = 0.0 if start >= 1.0 else 1.0
        if not self._preferences.motion:
            self._space.set_blend(end)
            return
        self._journey.setStartValue(start)
        self._journey.setEndValue(end)
        self._journey.setDuration(max(round(JOURNEY_MS * abs(end - start)), 1))
        self.play.set_icon_name("pause")
        self._journey.start()

    @Slot(object)
    def _on_journey(self, value: float) -> None:
        self._space.set_blend(value)

    @Slot()
    def _on_arrived(self) -> None:
        self.play.set_icon_name("play")

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self._space.set_blend(value / STEPS)

    @Slot(float)
    def _on_blend_changed(self, blend: float) -> None:
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(blend * STEPS))
        self.slider.blockSignals(blocked)

    @Slot(str)
    def _on_layer_chosen(self, value: str) -> None:
        self._space.set_layer(int(value))

    @Slot(int)
    def _on_layer_changed(self, layer: int) -> None:
        self.layer.set_value(str(layer))

    @Slot(object)
    def _on_experiment_changed(self, _experiment: object) -> None:
        sizes = self._session.experiment.network.hidden_sizes
        items = [
            (str(layer), f"Hidden {layer + 1}", f"The space of the {size} units of hidden layer {layer + 1}.")
            for layer, size in enumerate(sizes)
        ]
        if self.layer.values != tuple(value for value, _, _ in items):
            self.layer.set_items(items)
        self.layer.set_value(str(self._space.layer))
        for widget in (self.play, self.slider, self.layer):
            widget.setEnabled(bool(sizes))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._row.setContentsMargins(px(14), px(4), px(14), px(2))
        self._row.setSpacing(px(8))
        self.layer.setFixedWidth(px(92))
