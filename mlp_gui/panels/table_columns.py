"""The columns of a table as a list: which go in, of what type, with how many gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mlp_core.data.dataset import CLASSIFICATION, COMPRESSION
from mlp_gui.look.numbers import grouped
from mlp_gui.state.table_words import listed

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.table_orders import ReadTable

    Index = QModelIndex | QPersistentModelIndex

HEADINGS: Final = ("Input", "Type", "Missing", "Values")
NAME, TYPE, MISSING, VALUES = range(len(HEADINGS))
READING: Final = Qt.ItemDataRole.UserRole
"""Role of how a column of numbers is read, "number" or "category"; None for one that can be read in one way only."""

_KINDS: Final = {"number": "number", "category": "category", "text": "text, not used", "empty": "empty, not used"}
_TIPS: Final = {
    "number": "Click to read the numbers as categories, which codes are.",
    "category": "Click to read the categories as numbers.",
}
_NO_INDEX: Final = QModelIndex()


class TableColumns(QAbstractTableModel):
    """One row per column of the table, with a box that says whether it goes in.

    Signals
    -------
    inputs_wanted : object
        Set of str: the user wants these columns as inputs.
    reading_wanted : str, str
        The user wants a column of numbers to be read as "number" or as "category".
    """

    inputs_wanted = Signal(object)
    reading_wanted = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._columns: tuple[mlp.Column, ...] = ()
        self._ranges: tuple[str, ...] = ()
        self._inputs: frozenset[str] = frozenset()
        self._target, self._role = "", "target"
        self._categories: frozenset[str] = frozenset()
        self._as_read: dict[str, str] = {}

    def show_table(self, read: ReadTable | None) -> None:
        """List the columns of a table."""
        self.beginResetModel()
        self._columns = () if read is None else read.table.columns
        self._ranges = () if read is None else read.ranges
        self.endResetModel()

    def show_choice(self, choice: mlp.TableChoice | None, data: mlp.TableData | None = None) -> None:
        """Mark what goes in, and what is predicted; what has become categories is known with the data."""
        self._inputs = frozenset() if choice is None else frozenset(choice.inputs)
        self._target = "" if choice is None else choice.target
        self._role = "colours" if choice is not None and choice.task == COMPRESSION else "target"
        classes = {self._target} if choice is not None and choice.task == CLASSIFICATION else set()
        self._categories = frozenset(() if choice is None else {*choice.categories, *classes})
        inputs = () if data is None else data.input_columns
        self._as_read = {column.name: listed(column.categories) for column in inputs if column.kind == "category"}
        if self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._columns) - 1, len(HEADINGS) - 1))

    def set_rows(self, rows: list[int], on: bool) -> None:
        """Ask for these columns as inputs, or for none of them."""
        names = {self._columns[row].name for row in rows if self._is_usable(row)}
        self.inputs_wanted.emit(self._inputs | names if on else self._inputs - names)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt calls it so)
        """Return the number of columns of the table."""
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt calls it so)
        """Return what is told of each."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a text, a tick, or how it stands."""
        column = self._columns[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = _TIPS.get(self._reading(index.row()) or "", "") if index.column() == TYPE else ""
            return tip or self._text(index.row(), index.column()) or None
        if role == READING:
            return self._reading(index.row()) if index.column() == TYPE else None
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME and self._is_usable(index.row()):
            return Qt.CheckState.Checked if column.name in self._inputs else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == MISSING:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 (Qt calls it so)
        """Take a tick or a reading as a wish; it is shown when the choice has it."""
        if role == READING:
            self.reading_wanted.emit(self._columns[index.row()].name, str(value))
            return True
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != NAME:
            return False
        self.set_rows([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a column be ticked that a network can read and that is not predicted."""
        if not self._is_usable(index.row()):
            return Qt.ItemFlag.ItemIsEnabled if self._is_target(index.row()) else Qt.ItemFlag.NoItemFlags
        can_be_ticked = Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | can_be_ticked

    def headerData(  # noqa: N802 (Qt calls it so)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if section == MISSING else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_target(self, row: int) -> bool:
        return self._columns[row].name == self._target

    def _is_usable(self, row: int) -> bool:
        return self._columns[row].kind in ("number", "category") and not self._is_target(row)

    def _reading(self, row: int) -> str | None:
        """Return how the numbers of a column are read; None where they cannot be read in another way."""
        column = self._columns[row]
        if column.kind != "number" or (self._is_target(row) and self._role == "colours"):
            return None
        return "category" if column.name in self._categories else "number"

    def _text(self, row: int, place: int) -> str:
        column = self._columns[row]
        if place == NAME:
            return column.name
        if place == TYPE:
            kind = self._reading(row) or column.kind
            kind = f"date, as {kind}" if column.is_time else kind
            return f"{kind}, {self._role}" if self._is_target(row) else _KINDS.get(kind, kind)
        if place == MISSING:
            return grouped(column.n_missing) if column.n_missing else ""
        return self._as_read.get(column.name) or self._ranges[row]
