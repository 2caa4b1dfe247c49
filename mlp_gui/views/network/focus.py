"""Keyboard focus on the canvas: Tab goes through buttons and tiles, arrows go among tiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.layout import NetworkLayout


@dataclass(frozen=True, slots=True)
class Focus:
    """What has the focus: a button by its key, or the tile of a column and row.

    Attributes
    ----------
    button : tuple of (action, index), or None
        Key of a button.
    column, row : int
        Of a tile; -1 for a button.
    """

    button: tuple[str, int] | None = None
    column: int = -1
    row: int = -1


def next_focus(
    focus: Focus | None, buttons: Sequence[tuple[str, int]], zoom: Sequence[tuple[str, int]], step: int
) -> Focus | None:
    """Return what Tab (`step` 1) or Shift+Tab (-1) goes to, or None to leave the canvas.

    Parameters
    ----------
    focus : Focus or None
        Where the focus is; None when the canvas is entered.
    buttons, zoom : sequences of keys
        Enabled buttons of the header from left to right, and those of the zoom; the tiles stand between as one stop.
    step : int
        1 or -1.
    """
    stops = [*(Focus(key) for key in buttons), Focus(column=0, row=0), *(Focus(key) for key in zoom)]
    if focus is None:
        return stops[0 if step > 0 else -1]
    tiles = len(buttons)
    if focus.button is None:
        place = tiles
    else:
        place = next((index for index, stop in enumerate(stops) if stop.button == focus.button), tiles)
    place += step
    return stops[place] if 0 <= place < len(stops) else None


def moved_focus(focus: Focus, layout: NetworkLayout, dx: int, dy: int) -> Focus:
    """Return the tile that an arrow key goes to: the next row, or the nearest row of the next column."""
    if focus.column < 0 or focus.column >= len(layout.columns):
        return Focus(column=0, row=0)
    rows = layout.columns[focus.column].rows
    row = min(focus.row, len(rows) - 1)
    if dy:
        return Focus(column=focus.column, row=min(max(row + dy, 0), len(rows) - 1))
    column = min(max(focus.column + dx, 0), len(layout.columns) - 1)
    nearest = int(np.argmin(np.abs(layout.columns[column].rows - rows[row])))
    return Focus(column=column, row=nearest)


def kept_focus(focus: Focus | None, layout: NetworkLayout) -> Focus | None:
    """Return `focus` where it still exists after a change of the network, else the nearest tile."""
    if focus is None or focus.button is not None:
        return focus
    column = min(focus.column, len(layout.columns) - 1)
    return Focus(column=column, row=min(focus.row, len(layout.columns[column].rows) - 1))
