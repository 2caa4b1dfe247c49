"""The look: colours, fonts, icons and number texts that every view shares."""

from mlp_gui.look.theme import DARK, LIGHT, ColourMap, Theme
from mlp_gui.look.theme_controller import ThemeController

__all__ = ["DARK", "LIGHT", "ColourMap", "Theme", "ThemeController"]
