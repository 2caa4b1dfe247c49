"""The table that is learned from, in the form of the data: what goes in, what is predicted, and how to change that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mlp_gui.look.numbers import counted
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    import mlp_core as mlp


class TableRow(QWidget):
    """One line about a table.

    Signals
    -------
    change_wanted
        The user wants to choose other columns.
    """

    change_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("table_row")
        self._label = ElidingLabel(self)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton("Change…", self)
        self.button.setObjectName("change_table")
        self.button.setToolTip("Choose other columns of this table, or another target.")
        self.button.clicked.connect(self.change_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.button)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_table(self, data: mlp.TableData | None, *, is_compressed: bool = False) -> None:
        """Say what is predicted by what, or what is given back; nothing where there is no table."""
        if data is None:
            self._label.setText("")
            return
        columns = counted(len(data.choice.inputs), "column")
        named = f"{', '.join(data.choice.inputs[:12])}{'…' if len(data.choice.inputs) > 12 else ''}"
        does = f"{named} are given back" if is_compressed else f"{data.choice.target} is predicted by {named}"
        self._label.setText(f"{columns}, given back" if is_compressed else f"{data.choice.target} by {columns}")
        self.setToolTip(f"{data.table.name}: {counted(len(data.rows), 'row')} can be used; {does}.")
