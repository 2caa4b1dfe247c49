"""How a file was read, part by part as it was recognised, and the way to say otherwise: it is then read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.state.table_words import layout_titles
from mlp_gui.widgets.choice import Choice

if TYPE_CHECKING:
    from mlp_gui.look import ThemeController
    from mlp_gui.state.table_import import TableImport

WIDTHS: Final = {"delimiter": 124, "decimal": 104, "heading": 124, "encoding": 140, "sheet": 200}
TITLES: Final = {
    "sheet": ("Sheet", "The sheet of the file that is read."),
    "delimiter": ("Columns are set apart by", "What stands between two cells of a line."),
    "decimal": ("Decimal mark", "What stands before the decimals of a number."),
    "heading": ("First row", "Whether the first row names the columns, or is a row of data."),
    "encoding": ("Encoding", "Which letters the bytes of the file stand for; wrong ones show in names."),
}


class TableLayoutBar(QWidget):
    """One list for each part of the layout that the kind of file has; hidden where it has none.

    Parameters
    ----------
    tables : TableImport
        Owner of the layout.
    """

    def __init__(self, tables: TableImport, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._tables = tables
        px = theme_controller.px
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choices: dict[str, Choice] = {}
        self._parts: dict[str, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, px(4))
        row.setSpacing(px(14))
        for part, (title, tip) in TITLES.items():
            box = QWidget(self)
            choice = Choice(title, box)
            choice.setObjectName(f"table_{part}")
            choice.set_tip(tip)
            choice.setFixedWidth(px(WIDTHS[part]))
            label = QLabel(title, box)
            label.setProperty("role", "label")
            label.setBuddy(choice)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(px(4))
            column.addWidget(label)
            column.addWidget(choice)
            row.addWidget(box)
            self._parts[part], self.choices[part] = box, choice
        row.addStretch(1)
        self.choices["sheet"].chosen.connect(self._on_sheet_chosen)
        self.choices["delimiter"].chosen.connect(self._on_delimiter_chosen)
        self.choices["decimal"].chosen.connect(self._on_decimal_chosen)
        self.choices["heading"].chosen.connect(self._on_heading_chosen)
        self.choices["encoding"].chosen.connect(self._on_encoding_chosen)
        self.show_layout()

    def show_layout(self) -> None:
        """Show how the file was read."""
        titles = layout_titles(self._tables)
        for part, choice in self.choices.items():
            value, items = titles.get(part, ("", []))
            self._parts[part].setVisible(bool(items))
            choice.set_items(items)
            choice.set_value(value)
        self.setVisible(bool(titles))

    @Slot(str)
    def _on_sheet_chosen(self, sheet: str) -> None:
        self._tables.set_layout(sheet=sheet, heading=None)

    @Slot(str)
    def _on_delimiter_chosen(self, delimiter: str) -> None:
        self._tables.set_layout(delimiter=delimiter)

    @Slot(str)
    def _on_decimal_chosen(self, decimal: str) -> None:
        self._tables.set_layout(decimal=decimal)

    @Slot(str)
    def _on_heading_chosen(self, heading: str) -> None:
        self._tables.set_layout(heading=heading == "names")

    @Slot(str)
    def _on_encoding_chosen(self, encoding: str) -> None:
        self._tables.set_layout(encoding=encoding)
