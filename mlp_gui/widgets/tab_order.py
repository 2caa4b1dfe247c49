"""The order in which the Tab key goes through a form."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


def set_tab_order(form: QWidget) -> None:
    """Let Tab go through everything in `form` as its layouts place it, left to right and top to bottom.

    No widget in a form may have a focus proxy: it would stand elsewhere in Qt's chain, and whenever Tab came by it
    there, Qt would send the focus back to the proxy, round and round.
    """
    layout = form.layout()
    if layout is not None:
        for before, after in pairwise(list(_in_order(layout))):
            QWidget.setTabOrder(before, after)


def _in_order(layout: QLayout) -> Iterator[QWidget]:
    for place in placed_in(layout):
        if isinstance(place, QLayout):
            yield from _in_order(place)
        else:
            # Buttons of a group take the focus only while chosen; their place counts all the same.
            takes_focus = place.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(place, QAbstractButton)
            if takes_focus:
                yield place
            below = place.layout()
            if below is not None:
                yield from _in_order(below)


def placed_in(layout: QLayout) -> list[QWidget | QLayout]:
    """Return the widgets and layouts in a layout, in its order.

    They are not taken from the layout's items: Python would go on knowing an item after Qt has deleted it, and take
    whatever came to lie in its place for it, until the process crashes.
    """
    owner = layout.parentWidget()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found: dict[int, QWidget | QLayout] = {}
    for inner in layout.children():
        if isinstance(inner, QLayout):
            found[layout.indexOf(inner)] = inner
    for widget in [] if owner is None else owner.findChildren(QWidget, options=direct):
        found[layout.indexOf(widget)] = widget
    return [found[index] for index in sorted(found) if index >= 0]
