"""What edges and units show, chosen at the corner of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Slot

from mlp_gui.look.pixel_ratio import is_for_picture
from mlp_gui.views.network.stepping.bands import FLAT
from mlp_gui.views.network.stepping.legend import choice_width, stand_beside
from mlp_gui.widgets.choice import Choice

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

    from mlp_gui.state.stepping import Stepping
    from mlp_gui.views.network.stepping.layout import StepLayout

_EDGES = (
    ("weight", "Edges: weight", "Each edge shows its weight."),
    ("gradient", "Edges: gradient", "Each edge shows the loss's slope by its weight, once this step has derived it."),
    (
        "update",
        "Edges: last update",
        "Each edge shows what the last update has changed: in the step before, and in this one as soon as it is made.",
    ),
)
_UNITS = (
    ("all", "Units: all", "Each unit shows sum, activation and error signal."),
    ("activation", "Units: activation", "Each unit shows its activation."),
    ("delta", "Units: error signal", "Each unit shows its error signal."),
    ("bias", "Units: bias", "Each unit shows its bias."),
)


_IN_SHORT = {"update": "Edges: update", "delta": "Units: error"}
"""Before a class letters are larger, and the legend beside the lists says the rest."""


class StepChoices(QObject):
    """Two lists over the canvas.

    Parameters
    ----------
    stepping : Stepping
        Owner of what is chosen.
    canvas : QWidget
        Where they stand.
    """

    def __init__(self, stepping: Stepping, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._stepping = stepping
        self.edges, self.units = Choice("What edges show", canvas), Choice("What units show", canvas)
        self.edges.setObjectName("edge_shows")
        self.units.setObjectName("unit_shows")
        self._is_short: bool | None = None
        self._name(in_short=False)
        self.edges.chosen.connect(stepping.set_edge_shows)
        self.units.chosen.connect(stepping.set_unit_shows)
        stepping.options_changed.connect(self._on_options_changed)
        self._on_options_changed()

    @Slot()
    def _on_options_changed(self) -> None:
        self.edges.set_value(self._stepping.edge_shows)
        self.units.set_value(self._stepping.unit_shows)

    def _name(self, *, in_short: bool) -> None:
        if in_short != self._is_short:
            self._is_short = in_short
            self.edges.set_items(_EDGES, _IN_SHORT if in_short else None)
            self.units.set_items(_UNITS, _IN_SHORT if in_short else None)

    def place(self, layout: StepLayout, font: QFont) -> None:
        """Stand at the right of the legend, one over the other where there is little width; gone with the legend.

        A picture of the canvas is taken without them.

        Parameters
        ----------
        layout : StepLayout
            Where the legend is.
        font : QFont
            As large as the legend's.
        """
        scale, band = layout.scale, layout.bands.legend * layout.scale
        for choice in (self.edges, self.units):
            choice.setVisible(band > 0.0)
            choice.setFont(font)
        if is_for_picture():
            # Moved rather than hidden, they keep the keyboard.
            for choice in (self.edges, self.units):
                choice.move(0, -2 * choice.height())
            return
        self._name(in_short=layout.bands == FLAT)
        width, height = round(choice_width(layout)), round(max(26.0 * scale, 1.5 * font.pixelSize()))
        right, top = round(layout.width) - 14, round(layout.height - band)
        if stand_beside(layout):
            y = top + round((band - height) / 2)
            self.edges.setGeometry(QRect(right - 2 * width - 8, y, width, height))
            self.units.setGeometry(QRect(right - width, y, width, height))
        else:
            self.edges.setGeometry(QRect(right - width, top + 8, width, height))
            self.units.setGeometry(QRect(right - width, top + 12 + height, width, height))
        for choice in (self.edges, self.units):
            # In the largest type it is higher than what was asked for.
            choice.move(choice.x(), min(choice.y(), round(layout.height) - choice.height()))
