"""The colour of a number: by its sign, and by whether it is a value or an error signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlp_core import Kind

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from mlp_core import Quantity
    from mlp_gui.look.theme import Theme

_VALUES: Final = frozenset(
    (Kind.WEIGHT, Kind.BIAS, Kind.ACTIVATION, Kind.PRODUCT, Kind.PARAMETER_AFTER, Kind.DECAYED_PARAMETER, Kind.CHANGE)
)
_ERRORS: Final = frozenset(
    (
        Kind.LOSS_SLOPE, Kind.DELTA_PRODUCT, Kind.DELTA_SUM, Kind.DELTA, Kind.MISTAKE, Kind.ERROR, Kind.CORRECTION,
        Kind.WEIGHT_GRADIENT, Kind.BIAS_GRADIENT, Kind.PENALTY_GRADIENT, Kind.OBJECTIVE_GRADIENT, Kind.VELOCITY,
        Kind.VELOCITY_BEFORE, Kind.LOOK_AHEAD, Kind.FIRST_MOMENT, Kind.FIRST_MOMENT_BEFORE,
        Kind.CORRECTED_FIRST_MOMENT, Kind.DIRECTION,
    )
)  # fmt: skip


def colour_of(quantity: Quantity | None, theme: Theme) -> QColor:
    """Return the colour that a number is written in; what has neither sign nor kind is text."""
    if quantity is None or quantity.value == 0.0 or quantity.value != quantity.value:
        return theme.text
    if quantity.kind in _VALUES:
        return theme.positive if quantity.value > 0.0 else theme.negative
    if quantity.kind in _ERRORS:
        return theme.positive_error if quantity.value > 0.0 else theme.negative_error
    return theme.text
