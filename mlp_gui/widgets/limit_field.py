"""A number that may be left out: an empty field means that there is no limit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy

from mlp_gui.look.numbers import counted, parse_number
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
    unit : str
        What a whole number counts, "epoch" say; it may be left out where one types.
    always : str
        Why less than the least would limit nothing, in a sentence; "" where that says itself.
    """

    first: float = 1.0
    unit: str = ""
    always: str = ""

    def text(self, value: float) -> str:
        """Return how `value` is written: nothing for no limit."""
        if value == NEVER:
            return ""
        return counted(round(value), self.unit) if self.unit else NumberRange.text(self, value)

    def read(self, text: str) -> float:
        """Return the number that was typed, or no limit.

        Raises
        ------
        ValueError
            With a sentence for the user.
        """
        typed = text.replace("%", "").strip().lower()
        if typed in ("", "never"):
            return NEVER
        if self.unit:
            typed = typed.removesuffix("s").removesuffix(self.unit)
        try:
            return NumberRange.read(self, typed)
        except ValueError as error:
            raise ValueError(
                f"{self.always} {error}" if self.always and _is_less(typed, self) else str(error)
            ) from error

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


def _is_less(typed: str, limit_range: LimitRange) -> bool:
    """Tell whether a number was typed that lies below a range."""
    try:
        value = parse_number(typed)
    except ValueError:
        return False
    return value / (100.0 if limit_range.percent else 1.0) < limit_range.low
