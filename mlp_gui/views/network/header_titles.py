"""What the columns are called in the room that they have: "Hidden 2" or "H2", "Sigmoid" or "Sigm…"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.structure import Structure

AIR = 8.0
"""Least distance of two titles, pixels."""

CROSS_ROOM = 22.0
"""What the cross takes that removes a layer, behind its title, pixels at 100 %."""

_SMALLER = 0.84
_FEWEST_LETTERS = 4
"""Of a text that is cut short; with fewer it would not be understood, and is left out."""


def column_rooms(xs: Sequence[float]) -> list[float]:
    """Return how wide what is centred above each column can be, pixels."""
    gaps = [abs(b - a) for a, b in pairwise(xs)]
    return [min(gaps[max(index - 1, 0) : index + 1]) - AIR for index in range(len(xs))]


def column_titles(structure: Structure, xs: Sequence[float], style: CanvasStyle, *, has_crosses: bool) -> list[str]:
    """Return the titles of all columns; those of hidden layers are all long, or all short.

    Parameters
    ----------
    structure : Structure
        The columns.
    xs : sequence of float
        Their middles on the canvas.
    style : CanvasStyle
        Type.
    has_crosses : bool
        Whether a cross may stand behind a title.
    """
    width = QFontMetricsF(style.title).horizontalAdvance
    cross = CROSS_ROOM * style.scale if has_crosses else 0.0
    rooms = column_rooms(xs)
    long = [structure.column_title(index) for index in range(len(xs))]
    hidden = range(1, len(xs) - 1)
    if any(width(long[index]) + cross > rooms[index] for index in hidden):
        long[1:-1] = [f"H{index}" for index in hidden]
    if width(long[0]) > rooms[0]:
        long[0] = "In"
    if width(long[-1]) > rooms[-1]:
        long[-1] = "Out"
    return long


def fitting_line(text: str, font: QFont, room: float) -> tuple[str, QFont]:
    """Return a second line and its type: smaller where it would not fit, then cut short, or nothing at all."""
    if QFontMetricsF(font).horizontalAdvance(text) <= room:
        return text, font
    smaller = QFont(font)
    smaller.setPixelSize(max(round(_SMALLER * font.pixelSize()), 1))
    short = QFontMetricsF(smaller).elidedText(text, Qt.TextElideMode.ElideRight, room)
    return (short if len(short) > _FEWEST_LETTERS or short == text else ""), smaller
