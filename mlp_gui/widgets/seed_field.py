"""A seed: a whole number to type, and a die for another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mlp_gui.widgets.icon_button import IconButton
from mlp_gui.widgets.number_field import NumberField, NumberRange

if TYPE_CHECKING:
    from mlp_gui.look import ThemeController

MAX_SEED = 2**31 - 1
SEED_RANGE = NumberRange(0, MAX_SEED, decimals=0)


class SeedField(QWidget):
    """A seed that can be typed, or rolled.

    Parameters
    ----------
    name : str
        What a screen reader calls it, e.g. "Seed of the data".
    tip : str
        One sentence on what the seed decides.
    roll_tip : str
        One sentence on what the die does.
    """

    #: int: the user typed another seed.
    value_changed = Signal(int)
    #: The user asks for another seed, no matter which.
    rolled = Signal()

    def __init__(
        self, theme_controller: ThemeController, name: str, tip: str, roll_tip: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = NumberField(theme_controller, name, SEED_RANGE, self, width=80)
        self.field.setToolTip(tip)
        self.dice = IconButton(
            theme_controller, f"{name}: roll", "dices", roll_tip, self, side=26, icon_side=15, boxed=True
        )
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme_controller.px(8))
        layout.addWidget(self.field)
        layout.addWidget(self.dice)
        layout.addStretch(1)
        self.field.value_changed.connect(self._on_field_changed)
        self.dice.clicked.connect(self.rolled)

    @property
    def value(self) -> int:
        """The seed shown."""
        return round(self.field.value)

    def set_value(self, value: int) -> None:
        """Show another seed; nothing is emitted."""
        self.field.set_value(value)

    @Slot(float)
    def _on_field_changed(self, value: float) -> None:
        self.value_changed.emit(round(value))
