"""Names in the room that they have: those that would be cut to the same letters keep what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.short_names import told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

LEFT_OUT: Final = "…"
"""What stands for the letters that names begin with alike."""


def fitting_names(names: Sequence[str], fonts: Sequence[QFont], room: float) -> list[str]:
    """Return names as they are written in a room: "Category num…", but "…0" and "…1" where several would be that.

    Parameters
    ----------
    names : sequence of str
        All that are read beside one another.
    fonts : sequence of QFont
        Of each.
    room : float
        Pixels that each has.
    """
    metrics = [QFontMetricsF(font) for font in fonts]
    shown = [
        each.elidedText(name, Qt.TextElideMode.ElideRight, room) for each, name in zip(metrics, names, strict=True)
    ]
    alike: dict[str, list[int]] = {}
    for place, text in enumerate(shown):
        if text != names[place]:
            alike.setdefault(text, []).append(place)
    for places in alike.values():
        if len(places) == 1:
            continue
        common, rests = told_apart(tuple(names[place] for place in places))
        for place, rest in zip(places, rests, strict=True):
            text = LEFT_OUT + rest if common else rest
            shown[place] = metrics[place].elidedText(text, Qt.TextElideMode.ElideMiddle, room)
    return shown
