"""The columns of the ranking: which there is room for, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from mlp_gui.views.axes import PlotStyle

RANK: Final = "rank"
KEY: Final = "key"
NAME: Final = "name"
VALUE: Final = "value"
LOSS: Final = "loss"
PLANE: Final = "plane"
GRADIENT: Final = "gradient"
TAG: Final = "tag"
OPEN: Final = "open"

_WIDTHS: Final = {
    RANK: 22, KEY: 42, VALUE: 92, LOSS: 74, PLANE: 96, GRADIENT: 84, TAG: 132, OPEN: 34,
}  # fmt: skip
_LEAST_NAME: Final = 76
_ORDER: Final = (RANK, KEY, NAME, VALUE, LOSS, PLANE, GRADIENT, TAG, OPEN)
_LEAVES_FIRST: Final = (GRADIENT, PLANE, VALUE, TAG)
"""Where there is not room for all; a tag then stands in place of the loss's neighbours, in the card of the racer."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column lies that is shown.

    Attributes
    ----------
    spans : tuple of (str, float, float)
        Name, left end and width of each, from left to right, in pixels.
    """

    spans: tuple[tuple[str, float, float], ...]

    def box(self, name: str, top: float, height: float) -> QRectF | None:
        """Return a cell of a column; None where the column is not shown."""
        for column, left, width in self.spans:
            if column == name:
                return QRectF(left, top, width, height)
        return None


def fit_columns(width: float, style: PlotStyle, wanted: frozenset[str]) -> Columns:
    """Return the columns that fit; the name takes what is left.

    Parameters
    ----------
    width : float
        Of the list, in pixels.
    style : PlotStyle
        Its scale.
    wanted : frozenset of str
        Columns that have something to say.
    """
    margin = style.px(14)
    shown = [name for name in _ORDER if name == NAME or name in wanted]

    def needed() -> float:
        return sum(style.px(_WIDTHS.get(name, _LEAST_NAME)) for name in shown) + 2.0 * margin

    for name in _LEAVES_FIRST:
        if needed() > width and name in shown:
            shown.remove(name)
    rest = max(width - needed(), 0.0)
    spans, left = [], margin
    for name in shown:
        span = style.px(_WIDTHS.get(name, _LEAST_NAME)) + (rest if name == NAME else 0.0)
        spans.append((name, left, span))
        left += span
    return Columns(tuple(spans))
