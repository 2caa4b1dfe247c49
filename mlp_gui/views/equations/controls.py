"""The equations' own controls, for the dock's title bar: notation, decimals, fractions, and taking a line away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

import mlp_core as mlp
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.icon_button import IconButton
from mlp_gui.widgets.number_field import NumberField, NumberRange
from mlp_gui.widgets.toggle_chip import ToggleChip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.stepping import Stepping

NOTATION_WIDTH = 132
_DECIMALS = NumberRange(1, 6, decimals=0)


class EquationControls(QObject):
    """Shows the options of the step-through and asks for others.

    Parameters
    ----------
    stepping : Stepping
        Owner of the options.
    theme_controller : ThemeController
        The look.
    parent : QWidget
        The view.

    Signals
    -------
    latex_wanted, picture_wanted
        The user wants the line on the clipboard.
    """

    latex_wanted = Signal()
    picture_wanted = Signal()

    def __init__(self, stepping: Stepping, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._stepping = stepping
        self._theme_controller = theme_controller
        self.notation = Choice("Notation", parent)
        self.notation.setObjectName("notation")
        self.notation.set_items((name, entry.title, entry.summary) for name, entry in mlp.NOTATIONS.items())
        self.notation.set_tip("Whose letters and signs the equations use.")
        self.decimals = NumberField(theme_controller, "Decimals", _DECIMALS, parent, width=34)
        self.decimals.setObjectName("decimals")
        self.decimals.setToolTip("Decimals of every number, 1 to 6.")
        self.fractions = ToggleChip(
            theme_controller, "½", "Fractions", "Write numbers as fractions where that is exact.", parent
        )
        self.fractions.setObjectName("fractions")
        self.copy_latex = IconButton(
            theme_controller, "Copy as LaTeX", "copy", "Copies the line as LaTeX.", parent, side=24, icon_side=14
        )
        self.copy_latex.setObjectName("copy_latex")
        self.copy_picture = IconButton(
            theme_controller, "Copy as picture", "image", "Copies the line as a picture.", parent, side=24, icon_side=14
        )
        self.copy_picture.setObjectName("copy_picture")
        for widget in self.widgets:
            widget.hide()
        self.notation.chosen.connect(stepping.set_notation)
        self.decimals.value_changed.connect(self._on_decimals_changed)
        self.fractions.clicked.connect(self._on_fractions_clicked)
        self.copy_latex.clicked.connect(self.latex_wanted)
        self.copy_picture.clicked.connect(self.picture_wanted)
        stepping.options_changed.connect(self._on_options_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_options_changed("")
        self._on_theme_changed(theme_controller.theme)

    @property
    def widgets(self) -> list[QWidget]:
        """All of them, from left to right."""
        return [self.notation, self.decimals, self.fractions, self.copy_latex, self.copy_picture]

    @Slot(str)
    def _on_options_changed(self, _name: str) -> None:
        self.notation.set_value(self._stepping.notation)
        self.decimals.set_value(self._stepping.decimals)
        self.fractions.setChecked(self._stepping.fractions)

    @Slot(float)
    def _on_decimals_changed(self, value: float) -> None:
        self._stepping.set_decimals(round(value))

    @Slot(bool)
    def _on_fractions_clicked(self, checked: bool) -> None:
        self._stepping.set_fractions(checked)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.notation.setFixedWidth(self._theme_controller.px(NOTATION_WIDTH))
