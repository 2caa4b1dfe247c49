"""A number that may be left out: an empty field means that there is no limit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy

from mlp_gui.widgets.number_field import NumberField, NumberRange

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController

NEVER: Final = math.inf
"""The value of a field that is empty."""


@dataclass(frozen=True, slots=True)
class LimitRange(NumberRange):
    """Numbers of a `NumberRange`, or none.

    Attributes
    ----------
    first : float
        What an arrow key gives to an empty field.
    """

    first: float = 1.0

    def text(self, value: float) -> str:
        """Return how `value` is written: nothing for no limit."""
        return "" if value == NEVER else NumberRange.text(self, value)

    def read(self, text: str) -> float:
        """Return the number that was typed, or no limit.

        Raises
        ------
        ValueError
            With a sentence for the user.
        """
        return NEVER if text.replace("%", "").strip().lower() in ("", "never") else NumberRange.read(self, text)

    def stepped(self, value: float, steps: float) -> float:
        """Return `value` so many arrow keys further; from no limit, the first one."""
        return self.first if value == NEVER else NumberRange.stepped(self, value, steps)


class LimitField(NumberField):
    """A number field that may be empty, and says "never" then.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    limit_range : LimitRange
        Which numbers it takes.
    tip : str
        What the limit does, in a sentence.
    """

    def __init__(
        self, theme_controller: ThemeController, name: str, limit_range: LimitRange, tip: str, parent: QWidget
    ) -> None:
        super().__init__(theme_controller, name, limit_range, parent, width=110)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText("never")
        self.setToolTip(f"{tip} Empty for never.")
        self.set_limit(None)

    @property
    def limit(self) -> float | None:
        """The last good value; None for never."""
        return None if self.value == NEVER else self.value

    def set_limit(self, limit: float | None) -> None:
        """Show a limit, or none."""
        self.set_value(NEVER if limit is None else float(limit))
