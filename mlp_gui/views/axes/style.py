"""The style of a plot: colours and fonts of one moment, made once per theme and size and not once per painting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

if TYPE_CHECKING:
    from mlp_gui.look.theme import Theme
    from mlp_gui.look.theme_controller import ThemeController


@dataclass(frozen=True, slots=True, eq=False)
class PlotStyle:
    """What every plot paints with.

    Attributes
    ----------
    theme : Theme
        Colours.
    scale : float
        Size of letters and margins; 1.0 for 100 %.
    tick_font, label_font, value_font, symbol_font : QFont
        Axes, captions and names, numbers that count, mathematical symbols.
    tick_metrics, label_metrics, value_metrics, symbol_metrics : QFontMetricsF
        Their measures in logical pixels.
    """

    theme: Theme
    scale: float
    tick_font: QFont
    label_font: QFont
    value_font: QFont
    symbol_font: QFont
    tick_metrics: QFontMetricsF
    label_metrics: QFontMetricsF
    value_metrics: QFontMetricsF
    symbol_metrics: QFontMetricsF

    @classmethod
    def of(cls, controller: ThemeController) -> PlotStyle:
        """Return the style of the theme and the size in use."""
        fonts = (controller.font(11), controller.font(12), controller.font(12, 600), controller.maths_font(15))
        return cls(controller.theme, controller.scale, *fonts, *map(QFontMetricsF, fonts))

    def px(self, length: float) -> float:
        """Return a length at 100 % as logical pixels."""
        return round(length * self.scale)
