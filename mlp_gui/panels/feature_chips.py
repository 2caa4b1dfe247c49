"""The input features as chips to switch on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel

import mlp_core as mlp
from mlp_gui.widgets import ReflowGrid, ToggleChip

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from mlp_core.data.features import Feature
    from mlp_gui.look import Theme, ThemeController

COLUMNS = 4
MOST_CHIPS = 16
GAP = 6


class _FeatureChip(ToggleChip):
    """A chip that says which feature it switches."""

    switched = Signal(str, bool)

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(theme_controller, "", "", "", parent)
        self._name = ""
        self.clicked.connect(self._on_clicked)

    def set_feature(self, feature: Feature) -> None:
        """Stand for another feature."""
        self._name = feature.name
        self.setObjectName(f"feature_{feature.name}")
        self.setText(feature.label)
        self.setAccessibleName(f"Input {feature.title}")
        self.setToolTip(feature.summary)

    @Slot(bool)
    def _on_clicked(self, on: bool) -> None:
        self.switched.emit(self._name, on)


class FeatureChips(ReflowGrid):
    """Which features of the points the network reads; of data with very many inputs only that there are so many."""

    #: str, bool: the user asks for this feature to be on or off.
    switched = Signal(str, bool)

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self._controller = theme_controller
        self._shown: dict[str, Feature] = {}
        self.setAccessibleName("Input features")
        # All that can be needed, so that they keep their place in the order of the keys.
        self._chips = [_FeatureChip(theme_controller, self) for _ in range(MOST_CHIPS)]
        for chip in self._chips:
            self.add_cell(chip)
            chip.switched.connect(self.switched)
        self._note = QLabel(self)
        self._note.setProperty("role", "caption")
        self.add_cell(self._note)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self.set_features((), mlp.FEATURES)
        self._on_theme_changed(theme_controller.theme)

    def set_features(self, on: Collection[str], offered: dict[str, Feature]) -> None:
        """Show which features are on; those of the plane that the data do not offer cannot be switched."""
        is_plane = all(feature is mlp.FEATURES.get(name) for name, feature in offered.items())
        shown = mlp.FEATURES if is_plane else offered
        if shown != self._shown:
            self._shown = shown
            self._name_chips(list(shown.values()))
        for chip, name in zip(self._chips, shown, strict=False):
            chip.setChecked(name in on)
            chip.setEnabled(name in offered)

    def _name_chips(self, features: list[Feature]) -> None:
        """Let as many chips as are needed stand for these features; none where there are too many."""
        has_chips = len(features) <= MOST_CHIPS
        for place, chip in enumerate(self._chips):
            is_used = has_chips and place < len(features)
            chip.setVisible(is_used)
            if is_used:
                chip.set_feature(features[place])
        self._note.setVisible(not has_chips)
        self._note.setText(f"All {len(features)} are read.")
        self.reflow()

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.set_gap(self._controller.px(GAP))
