"""The window in which a table is looked at before it is learned from: what was recognised, and what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mlp_gui.panels.columns_view import ColumnsView
from mlp_gui.panels.table_choices import TableChoices
from mlp_gui.panels.table_columns import MISSING, NAME, TYPE, TableColumns
from mlp_gui.panels.table_layout_bar import TableLayoutBar
from mlp_gui.panels.table_rows import TableRows
from mlp_gui.state.table_import import Stage
from mlp_gui.state.table_words import size_of
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.table_import import TableImport

SIZE: Final = (960, 640)
SMALL: Final = (560, 170)
"""While a table is read, and where it cannot be."""
WITH_LAYOUT: Final = 720
"""Width where it cannot be read, and another layout can be chosen."""
MARGIN: Final = 20
"""Pixels, as are all distances here: room that larger letters need does not go into them."""
PATIENCE_MS: Final = 250
"""A table that is read sooner is shown at once, without a bar that flashes up."""
SCREEN_SHARE: Final = 0.95
"""What part of the screen's width and height it takes at the most."""
PROGRESS_STEPS: Final = 1000
ROW: Final = 26
ROOM_IN_ROW: Final = 8
"""Height of a row at 100 %, and what letters need above and below them: larger ones need no more of it."""
MOST_MEASURED: Final = 50
"""Rows by which the width of a column is measured."""


class TablePreview(QDialog):
    """Renders the session's table import; the main window stays usable beside it.

    Parameters
    ----------
    tables : TableImport
        What is being opened.
    theme_controller : ThemeController
        Colours and lengths.
    parent : QWidget
        The main window.

    Signals
    -------
    other_wanted
        The user wants another file.
    """

    other_wanted = Signal()

    def __init__(self, tables: TableImport, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._tables = tables
        self._controller = theme_controller
        self.setObjectName("table_preview")
        self.setWindowTitle("Open data")
        self._name = ElidingLabel(self)
        self._name.setProperty("role", "title")
        self._size = QLabel(self)
        self._size.setProperty("role", "caption")
        self.notes = QLabel(self)
        self.notes.setProperty("role", "caption")
        self.notes.setWordWrap(True)
        self.layout_bar = TableLayoutBar(tables, theme_controller, self)
        self.pages = QStackedWidget(self)
        self.progress = QProgressBar(self)
        self.message = QLabel(self)
        self.choices = TableChoices(tables, theme_controller, self)
        self._scroll = QScrollArea(self)
        self._columns = TableColumns(self)
        self._filtered = QSortFilterProxyModel(self)
        self._rows = TableRows(self)
        self.columns_view = ColumnsView(theme_controller, self)
        self.rows_view = QTableView(self)
        self.filter = QLineEdit(self)
        self.all_button, self.none_button = QPushButton("All", self), QPushButton("None", self)
        self.cancel_button = QPushButton("Cancel", self)
        self.other_button = QPushButton("Open another file…", self)
        self.use_button = QPushButton("Use this data", self)
        self._all_pages = (self._reading_page(), self._failed_page(), self._choosing_page())
        self._form_table(self.columns_view, "table_columns")
        self._form_table(self.rows_view, "table_rows")
        for page in self._all_pages:
            self.pages.addWidget(page)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._place()
        self._size_tables()
        self._connect()
        self._on_stage_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the table."""
        self._tables.close()
        super().closeEvent(event)

    def reject(self) -> None:
        """Let go of the table; Escape comes here too."""
        self._tables.close()

    def _form_table(self, view: QTableView, name: str) -> None:
        view.setObjectName(name)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setResizeContentsPrecision(MOST_MEASURED)
        # Qt cuts a heading at the side that its text does not stand at, and does not say so.
        view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _reading_page(self) -> QWidget:
        page = QWidget(self)
        self.progress.setObjectName("table_progress")
        self.progress.setRange(0, PROGRESS_STEPS)
        self.progress.setTextVisible(False)
        label = QLabel("Reading…", page)
        label.setProperty("role", "label")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(label)
        column.addWidget(self.progress)
        column.addStretch(1)
        return page

    def _failed_page(self) -> QWidget:
        page = QWidget(self)
        self.message.setObjectName("table_message")
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        heading = QLabel("This is not a table that can be learned from", page)
        heading.setProperty("role", "title")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(heading)
        column.addSpacing(6)
        column.addWidget(self.message)
        column.addStretch(1)
        return page

    def _choosing_page(self) -> QWidget:
        page = QWidget(self)
        self._filtered.setSourceModel(self._columns)
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filtered.setFilterKeyColumn(NAME)
        self.columns_view.setModel(self._filtered)
        self.columns_view.setAccessibleName("Columns")
        self.columns_view.verticalHeader().hide()
        self.columns_view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows_view.setModel(self._rows)
        self.rows_view.setAccessibleName("First rows")
        self.rows_view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.filter.setObjectName("table_filter")
        self.filter.setPlaceholderText("Find columns")
        self.filter.setAccessibleName("Find columns")
        self.filter.setToolTip("Lists the columns alone whose names have these letters.")
        self.filter.setClearButtonEnabled(True)
        self.all_button.setToolTip("Take every column that is listed as an input.")
        self.none_button.setToolTip("Take no column that is listed as an input.")
        bar = QHBoxLayout()
        bar.addWidget(_titled("Inputs", page))
        bar.addStretch(1)
        bar.addWidget(self.filter)
        bar.addWidget(self.all_button)
        bar.addWidget(self.none_button)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(bar)
        left.addWidget(self.columns_view, 3)
        left.addSpacing(8)
        left.addWidget(_titled("First rows", page))
        left.addWidget(self.rows_view, 2)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(left, 1)
        # Its words are as long as the table has it: where they have no room they are scrolled to, and not cut.
        self._scroll.setObjectName("table_choices_scroll")
        self._scroll.setAccessibleName("What is learned")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.choices)
        self.choices.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        row.addWidget(self._scroll)
        return page

    def _place(self) -> None:
        head = QHBoxLayout()
        self._name.setMinimumWidth(200)
        head.addWidget(self._name, 1)
        head.addWidget(self._size)
        buttons = QHBoxLayout()
        buttons.addWidget(self.other_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.use_button)
        self.use_button.setObjectName("use_table")
        self.use_button.setToolTip("Learns from this table; one step of undo leads back.")
        self.cancel_button.setToolTip("Lets go of the table; what is running is left as it is.")
        self.other_button.setToolTip("Chooses another file, in place of this one.")
        self.use_button.setDefault(True)
        self.other_button.setAutoDefault(False)
        for button in (self.all_button, self.none_button, self.cancel_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.layout_bar)
        column.addWidget(self.notes)
        column.addSpacing(4)
        column.addWidget(self.pages, 1)
        column.addSpacing(4)
        column.addLayout(buttons)

    def _connect(self) -> None:
        tables = self._tables
        tables.stage_changed.connect(self._on_stage_changed)
        self._controller.theme_changed.connect(self._on_theme_changed)
        self._patience.timeout.connect(self._on_patience_over)
        tables.choice_changed.connect(self._on_choice_changed)
        tables.progress_changed.connect(self._on_progress_changed)
        self._columns.inputs_wanted.connect(tables.set_inputs)
        self._columns.reading_wanted.connect(tables.set_reading)
        self.filter.textChanged.connect(self._filtered.setFilterFixedString)
        self.all_button.clicked.connect(self._on_all_clicked)
        self.none_button.clicked.connect(self._on_none_clicked)
        self.cancel_button.clicked.connect(tables.close)
        self.other_button.clicked.connect(self.other_wanted)
        self.use_button.clicked.connect(tables.use)

    @Slot()
    def _on_stage_changed(self) -> None:
        """Show the page of the stage; a table that was let go of takes the window away."""
        tables, stage = self._tables, self._tables.stage
        read = tables.read
        self._name.setText(tables.name)
        self.use_button.setVisible(stage is Stage.CHOOSING)
        if stage is Stage.READING:
            # What is seen stays until there is something else to see, unless that takes long.
            self._patience.start()
            return
        self._patience.stop()
        self._size.setText("" if read is None else size_of(read))
        self.notes.setText("" if read is None else " ".join(read.table.notes))
        self.notes.setVisible(bool(self.notes.text()))
        self.layout_bar.show_layout()
        self.message.setText(tables.problem)
        self.cancel_button.setText("Close" if stage is Stage.FAILED else "Cancel")
        self._columns.show_table(read)
        self._rows.show_table(read)
        self.choices.show_table()
        self.filter.clear()
        if read is not None:
            self._fit_columns()
            self._on_choice_changed()
            if not self.layout_bar.isAncestorOf(self.focusWidget() or self):
                self.columns_view.setFocus()
        self._turn_to({Stage.FAILED: 1, Stage.CHOOSING: 2}.get(stage, 0))
        self.setVisible(stage is not Stage.CLOSED)

    @Slot()
    def _on_patience_over(self) -> None:
        self._turn_to(0)
        self.show()

    def _turn_to(self, number: int) -> None:
        """Show a page, with as much room as it needs: the others ask for none."""
        for each, page in enumerate(self._all_pages):
            policy = QSizePolicy.Policy.Preferred if each == number else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        if self.pages.currentIndex() == number and self.isVisible():
            return
        self.pages.setCurrentIndex(number)
        size = self._wanted_size()
        # A wrong layout is soon another one: the window stays as large as it is.
        stays_large = self.isVisible() and self._tables.layout is not None
        self.resize(size.expandedTo(self.size()) if stays_large else size)

    def _wanted_size(self) -> QSize:
        """Return the size of the window with the present page."""
        px, room = self._controller.px, self.screen().availableSize() * SCREEN_SHARE
        width, height = SIZE if self._tables.stage is Stage.CHOOSING else SMALL
        message = self.message.heightForWidth(px(width) - 2 * MARGIN) if self._tables.problem else 0
        if self._tables.stage is Stage.FAILED and self._tables.layout is not None:
            width, message = WITH_LAYOUT, message + self.layout_bar.sizeHint().height()
        return QSize(min(px(width), room.width()), min(px(height) + message, room.height()))

    def _fit_columns(self) -> None:
        header = self.columns_view.horizontalHeader()
        header.setStretchLastSection(True)
        for place in (TYPE, MISSING):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        px = self._controller.px
        self.columns_view.setColumnWidth(
            NAME, min(max(self.columns_view.sizeHintForColumn(NAME) + px(16), px(120)), px(220))
        )
        self.rows_view.horizontalHeader().setDefaultSectionSize(self._controller.px(110))
        self.rows_view.horizontalHeader().setStretchLastSection(True)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        """Follow the size of text; the window grows with it, as far as the screen has room."""
        self._size_tables()
        self._fit_columns()
        if self.isVisible():
            self.resize(self._wanted_size().expandedTo(self.size()))

    def _size_tables(self) -> None:
        """Give rows the height of their letters, and the choices the width of theirs."""
        px, letters = self._controller.px, QFontMetrics(self._controller.font()).height()
        height = min(px(ROW), max(letters + ROOM_IN_ROW, ROW))
        for view in (self.columns_view, self.rows_view):
            view.verticalHeader().setDefaultSectionSize(height)
        self._scroll.setFixedWidth(self.choices.minimumWidth() + self._scroll.verticalScrollBar().sizeHint().width())

    @Slot()
    def _on_choice_changed(self) -> None:
        self._columns.show_choice(self._tables.choice, self._tables.data)
        self.choices.show_choice()
        self.use_button.setEnabled(self._tables.data is not None)

    @Slot(float)
    def _on_progress_changed(self, share: float) -> None:
        self.progress.setValue(round(PROGRESS_STEPS * share))

    @Slot()
    def _on_all_clicked(self) -> None:
        self._columns.set_rows(self._listed_rows(), True)

    @Slot()
    def _on_none_clicked(self) -> None:
        self._columns.set_rows(self._listed_rows(), False)

    def _listed_rows(self) -> list[int]:
        """Return the columns of the table that the filter lets through."""
        model, source = self._filtered, self._filtered.mapToSource
        return [source(model.index(row, NAME, QModelIndex())).row() for row in range(model.rowCount())]


def _titled(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "title")
    return label
