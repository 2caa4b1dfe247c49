"""The form of a table's preview: target, task, gaps, and what the network makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mlp_core.data.dataset import COMPRESSION
from mlp_gui.state.table_words import MISSING_TITLES, TASK_TITLES, proposal, used_rows
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.state.table_import import TableImport

WIDTH = 268
TARGET = "The column that the network learns to predict."
COLOURS = "The column whose classes colour the points; the network neither reads nor learns it."


class TableChoices(QWidget):
    """Renders the choice of a table, and asks for another one.

    Parameters
    ----------
    tables : TableImport
        Owner of the choice.
    """

    #: The words have become longer or shorter.
    changed = Signal()

    def __init__(self, tables: TableImport, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._tables = tables
        self._controller = theme_controller
        self.target = Choice("Target", self)
        self.target.setObjectName("table_target")
        self.target.set_tip(TARGET)
        self.task = SegmentedControl(theme_controller, "Task", TASK_TITLES, self)
        self.task.setObjectName("table_task")
        self.missing = Choice("Missing values", self)
        self.missing.setObjectName("table_missing")
        self.missing.set_tip("What becomes of gaps in the inputs; a row without a target is always left out.")
        self.missing.set_items(MISSING_TITLES)
        self._said = self._text("value_text")
        self.problem = self._text("table_problem")
        self.problem.setProperty("role", "complaint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        rows: list[tuple[str, QWidget]] = [
            ("Predict", self.target), ("Task", self.task), ("Missing values", self.missing),
        ]  # fmt: skip
        self._titles: dict[QWidget, QLabel] = {}
        for title, control in rows:
            label = self._titles[control] = QLabel(title, self)
            label.setProperty("role", "label")
            label.setBuddy(control)
            column.addWidget(label)
            column.addWidget(control)
            column.addSpacing(8)
        column.addWidget(self._said)
        column.addWidget(self.problem)
        column.addStretch(1)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self.target.chosen.connect(tables.set_target)
        self.task.chosen.connect(tables.set_task)
        self.missing.chosen.connect(tables.set_missing)

    @property
    def text(self) -> str:
        """What is said of the choice."""
        return self._said.text()

    def show_table(self) -> None:
        """Offer the columns of the table as targets; of a compression as colours, and none."""
        read, choice = self._tables.read, self._tables.choice
        columns = () if read is None else read.table.columns
        usable = [(column.name, column.name, "") for column in columns if column.kind in ("number", "category")]
        is_compression = choice is not None and choice.task == COMPRESSION
        nothing = [("", "Nothing", "No column tells colours.")] if is_compression else []
        self.target.set_items([*nothing, *usable])
        self._titles[self.target].setText("Colour by" if is_compression else "Predict")
        self.target.set_tip(COLOURS if is_compression else TARGET)

    def show_choice(self) -> None:
        """Show the choice, and what it comes to."""
        choice, data, experiment = self._tables.choice, self._tables.data, self._tables.experiment
        if choice is None:
            return
        self.show_table()
        self.target.set_value(choice.target)
        self.task.set_value(choice.task)
        self.missing.set_value(choice.missing)
        self.problem.setText(self._tables.problem)
        self.problem.setVisible(bool(self._tables.problem))
        if data is not None and experiment is not None:
            self._said.setText(f"{used_rows(data, experiment)}\n\n{proposal(data, experiment)}")
        elif self._tables.problem:
            self._said.setText("")

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.setMinimumWidth(self._controller.px(WIDTH))

    def _text(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label
