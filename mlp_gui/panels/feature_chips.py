"""The input features as chips to switch on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

import mlp_core as mlp
from mlp_gui.widgets import ReflowGrid, ToggleChip

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import Theme, ThemeController

COLUMNS = 4
GAP = 6


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


class FeatureChips(ReflowGrid):
    """Which features of the points the network reads."""

    #: str, bool: the user asks for this feature to be on or off.
    switched = Signal(str, bool)

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self._controller = theme_controller
        self.setAccessibleName("Input features")
        self._chips = {name: _FeatureChip(theme_controller, name, self) for name in mlp.FEATURES}
        for chip in self._chips.values():
            self.add_cell(chip)
            chip.switched.connect(self.switched)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def set_features(self, on: Collection[str], offered: Collection[str]) -> None:
        """Show which features are on; those that the data do not offer cannot be switched."""
        for name, chip in self._chips.items():
            chip.setChecked(name in on)
            chip.setEnabled(name in offered)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.set_gap(self._controller.px(GAP))
