"""The input features as chips to switch on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

import mlp_core as mlp
from mlp_gui.widgets import ToggleChip

if TYPE_CHECKING:
    from collections.abc import Collection

    from mlp_gui.look import ThemeController

COLUMNS = 4


class _FeatureChip(ToggleChip):
    """A chip that says which feature it switches."""

    switched = Signal(str, bool)

    def __init__(self, theme_controller: ThemeController, name: str, parent: QWidget) -> None:
        feature = mlp.FEATURES[name]
        super().__init__(theme_controller, feature.label, f"Input {feature.title}", feature.summary, parent)
        self._name = name
        self.setObjectName(f"feature_{name}")
        self.clicked.connect(self._on_clicked)

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self.switched.emit(self._name, on)


class FeatureChips(QWidget):
    """Which features of the points the network reads."""

    #: str, bool: the user asks for this feature to be on or off.
    switched = Signal(str, bool)

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Input features")
        self._chips = {name: _FeatureChip(theme_controller, name, self) for name in mlp.FEATURES}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme_controller.px(6))
        for position, chip in enumerate(self._chips.values()):
            grid.addWidget(chip, position // COLUMNS, position % COLUMNS)
            chip.switched.connect(self.switched)

    def set_features(self, on: Collection[str], n_inputs: int) -> None:
        """Show which features are on; those that need a coordinate that the data lack cannot be switched."""
        for name, chip in self._chips.items():
            chip.setChecked(name in on)
            chip.setEnabled(max(mlp.FEATURES[name].inputs) < n_inputs)
