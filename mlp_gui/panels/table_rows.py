"""The first rows of a table, as they stand in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.state.table_orders import ReadTable

    Index = QModelIndex | QPersistentModelIndex

_NO_INDEX: Final = QModelIndex()
MISSING: Final = "–"


class TableRows(QAbstractTableModel):
    """The cells of the first rows; a gap is a dash."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._columns: tuple[mlp.Column, ...] = ()
        self._n_rows = 0
        self._numbers: list[int] = []

    def show_table(self, read: ReadTable | None) -> None:
        """Show the first rows of a table."""
        self.beginResetModel()
        self._columns = () if read is None else read.table.columns
        self._n_rows = max((len(column.examples) for column in self._columns), default=0)
        self._numbers = [] if read is None else [read.table.number(row) for row in range(self._n_rows)]
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt calls it so)
        """Return how many rows are shown."""
        return 0 if parent.isValid() else self._n_rows

    def columnCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802 (Qt calls it so)
        """Return the columns of the table."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell."""
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (column.examples[index.row()] if index.row() < len(column.examples) else "") or MISSING
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind == "number" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 (Qt calls it so)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the columns, and the numbers of the rows in the file."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            is_number = self._columns[section].kind == "number"
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section].name
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].name if orientation == Qt.Orientation.Horizontal else str(self._numbers[section])
