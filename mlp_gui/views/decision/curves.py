"""Curves of units over one input: their colours and dashes, and their pixels held near the plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from mlp_gui.views.axes import dashed_segments, polyline_segments

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from mlp_gui.look.theme import Theme
    from mlp_gui.views.axes import Frame

MOST_NAMED_UNITS: Final = 8
"""Of more units none has a colour of its own."""
_FAR: Final = 1e5
_DASH: Final = (5.0, 3.5)


def unit_line(theme: Theme, unit: int, n_units: int) -> tuple[QColor, tuple[float, ...]]:
    """Return colour and dashes of a unit's curve: four colours, solid and then dashed; of many units all alike."""
    if n_units > MOST_NAMED_UNITS:
        return theme.text3, ()
    # In the dark the fifth class is an orange too.
    return theme.classes[(2, 3, 0, 5 if theme.dark else 4)[unit % 4]], _DASH if unit >= 4 else ()


def unit_curve(x: np.ndarray, y: np.ndarray, dashes: tuple[float, ...]) -> np.ndarray:
    """Return the pieces of a curve, or its dashes: (n, 4), float64."""
    return dashed_segments(x, y, *dashes) if dashes else polyline_segments(x, y)


def pixels_within(frame: Frame, values: np.ndarray) -> np.ndarray:
    """Return the values' pixels, held near the plot: Qt's painter overflows far outside; what is not finite is nan."""
    pixels = frame.y.pixels(np.where(np.isfinite(values), values, np.nan))
    held: np.ndarray = np.clip(pixels, -_FAR, _FAR)
    return held
