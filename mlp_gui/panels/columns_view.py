"""The list of a table's columns, in which numbers can be said to be categories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QStyledItemDelegate, QTableView

from mlp_gui.look.icons import pixmap
from mlp_gui.panels.table_columns import READING, TYPE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from mlp_gui.look import ThemeController

READINGS: Final = (
    ("number", "Numbers", "The network reads the number itself: more is more."),
    ("category", "Categories", "Each different number is an input of its own, as for codes, which are no amounts."),
)
CHEVRON: Final = 12


class _Chevron(QStyledItemDelegate):
    """Marks what can be read in another way."""

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell, and a chevron at its right end."""
        super().paint(painter, option, index)
        if index.data(READING):
            side, rect = self._controller.px(CHEVRON), option.rect
            ratio = painter.device().devicePixelRatioF()
            mark = pixmap("chevron-down", self._controller.theme.text2, side, ratio)
            painter.drawPixmap(rect.right() - side - self._controller.px(4), rect.center().y() - side // 2, mark)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return room for the chevron too, so that all cells end alike."""
        return super().sizeHint(option, index) + QSize(self._controller.px(CHEVRON + 10), 0)


class ColumnsView(QTableView):
    """The columns of a table; a click on a column's type, or F2, opens the ways in which it can be read.

    Attributes
    ----------
    menu : QMenu
        These ways.
    """

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = QPersistentModelIndex()
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self._ways = QActionGroup(self)
        for reading, title, tip in READINGS:
            way = QAction(title, self)
            way.setData(reading)
            way.setToolTip(tip)
            way.setCheckable(True)
            self._ways.addAction(way)
            self.menu.addAction(way)
        self.setItemDelegateForColumn(TYPE, _Chevron(theme_controller, self))
        self.clicked.connect(self._on_clicked)
        self._ways.triggered.connect(self._on_way_chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the ways by F2, for whichever cell of the row is the current one."""
        if event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self._ask(self.currentIndex().siblingAtColumn(TYPE))
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == TYPE:
            self._ask(index)

    def _ask(self, index: QModelIndex) -> None:
        reading = index.data(READING)
        if not reading:
            return
        self._asked = QPersistentModelIndex(index)
        for way in self._ways.actions():
            way.setChecked(way.data() == reading)
        self.menu.setActiveAction(self._ways.checkedAction())
        self.menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    @Slot(QAction)
    def _on_way_chosen(self, way: QAction) -> None:
        if self._asked.isValid():
            index = self.model().index(self._asked.row(), self._asked.column())
            self.model().setData(index, way.data(), READING)
