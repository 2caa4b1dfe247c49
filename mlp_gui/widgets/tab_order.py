"""The order in which the Tab key goes through a form."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


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
    for position in range(layout.count()):
        item = layout.itemAt(position)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _in_order(inner)
        elif widget is not None:
            # Buttons of a group take the focus only while chosen; their place counts all the same.
            takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)
            if takes_focus:
                yield widget
            below = widget.layout()
            if below is not None:
                yield from _in_order(below)
