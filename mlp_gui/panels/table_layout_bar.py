"""How a file was read, part by part as it was recognised, and the way to say otherwise: it is then read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.state.table_words import layout_titles
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.table_import import TableImport

WIDTHS: Final = {"delimiter": 160, "decimal": 104, "heading": 124, "encoding": 140, "sheet": 200}
"""Pixels at 100 % of each list at the most; where there is less room all have less."""
LEAST_WIDTH: Final = 48
GAP: Final = 14
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
        self._controller = theme_controller
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choices: dict[str, Choice] = {}
        self._parts: dict[str, QWidget] = {}
        self._row = QHBoxLayout(self)
        self._columns: list[QVBoxLayout] = []
        for part, (title, tip) in TITLES.items():
            box = QWidget(self)
            choice = Choice(title, box)
            choice.setObjectName(f"table_{part}")
            choice.set_tip(tip)
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label = ElidingLabel(box)
            label.setText(title)
            label.setProperty("role", "label")
            label.setBuddy(choice)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            self._columns.append(column)
            column.addWidget(label)
            column.addWidget(choice)
            self._row.addWidget(box, WIDTHS[part])
            self._parts[part], self.choices[part] = box, choice
        self._row.addStretch()
        self.choices["sheet"].chosen.connect(self._on_sheet_chosen)
        self.choices["delimiter"].chosen.connect(self._on_delimiter_chosen)
        self.choices["decimal"].chosen.connect(self._on_decimal_chosen)
        self.choices["heading"].chosen.connect(self._on_heading_chosen)
        self.choices["encoding"].chosen.connect(self._on_encoding_chosen)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
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

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        px = self._controller.px
        self._row.setContentsMargins(0, 0, 0, px(4))
        self._row.setSpacing(px(GAP))
        for column in self._columns:
            column.setSpacing(px(4))
        for part, box in self._parts.items():
            box.setMinimumWidth(px(LEAST_WIDTH))
            box.setMaximumWidth(px(WIDTHS[part]))

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
