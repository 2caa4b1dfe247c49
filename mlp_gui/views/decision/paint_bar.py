"""The bar below the plot while points are painted: the brush, the class or value, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mlp_gui.state.painting import ADD, ERASE, MOVE
from mlp_gui.views.decision.class_swatch import ClassSwatch
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.flow_layout import FlowLayout
from mlp_gui.widgets.icon_button import IconButton
from mlp_gui.widgets.number_field import NumberField, NumberRange
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    import mlp_core as mlp
    from mlp_gui.look import ThemeController
    from mlp_gui.state.session import Session

_TOOLS = (
    (ADD, "Add", "Click or drag over the plot to add training points."),
    (ERASE, "Erase", "Drag over points to take them away."),
    (MOVE, "Move", "Drag a point elsewhere."),
)
_STARTING_OVER = "The next point replaces all others."
LARGEST_VALUE = 1e6
MOST_SWATCHES = 8
"""Classes that have a button each; more are in a list."""


class PaintBar(QWidget):
    """Shows the session's brush, and asks for another one.

    Parameters
    ----------
    session : Session
        Owner of the brush, and of the data whose classes are offered.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._painting = session.own_data.painting
        self._controller = theme_controller
        self._classes: tuple[str, ...] = ()
        self._swatches: list[ClassSwatch] = []
        self.setObjectName("paint_bar")
        self._tools = SegmentedControl(theme_controller, "Brush", _TOOLS, self)
        self._tools.setObjectName("paint_tool")
        self._ground = QWidget(self)
        self.class_choice = Choice("Class of the points", self)
        self.class_choice.setObjectName("paint_class")
        self._value_label = QLabel("𝑦", self)
        self._value_label.setProperty("role", "label")
        self.value = NumberField(
            theme_controller, "Value of the points", NumberRange(-LARGEST_VALUE, LARGEST_VALUE, decimals=2), self
        )
        self.value.setObjectName("paint_value")
        self.value.setToolTip("What the painted points should give.")
        self.start_over = IconButton(
            theme_controller, "Start from scratch", "file-plus", "The next point takes the place of all others.", self,
            side=26,
        )  # fmt: skip
        self.start_over.setObjectName("paint_start_over")
        self.start_over.setCheckable(True)
        self.take_back = IconButton(
            theme_controller, "Remove what was painted", "undo-dot", "Puts the points back as they were drawn.", self,
            side=26,
        )  # fmt: skip
        self.take_back.setObjectName("paint_take_back")
        self._hint = QLabel(_STARTING_OVER, self)
        self._hint.setProperty("role", "caption")
        self._row = FlowLayout(self)
        parts: list[QWidget] = [
            self._tools, self._ground, self.class_choice, self._value_label, self.value, self.start_over,
            self.take_back, self._hint,
        ]  # fmt: skip
        for part in parts:
            self._row.addWidget(part)
        self._swatch_row = QHBoxLayout(self._ground)
        self._swatch_row.setContentsMargins(0, 0, 0, 0)
        self._swatch_row.setSpacing(0)
        self.class_choice.chosen.connect(self._on_class_chosen)
        self._tools.chosen.connect(self._painting.set_tool)
        self.value.value_changed.connect(self._painting.set_value)
        self.start_over.toggled.connect(self._painting.set_starts_over)
        self.take_back.clicked.connect(self._painting.take_back)
        self._painting.changed.connect(self.show_brush)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)

    def height_at(self, width: int) -> int:
        """Return the height that it needs at a width, in pixels."""
        return self._row.heightForWidth(width)

    def show_data(self, dataset: mlp.Dataset) -> None:
        """Offer the classes or the values of the data."""
        if dataset.class_names != self._classes:
            self._classes = dataset.class_names
            self._make_swatches(dataset)
        has_value = not dataset.is_classification and dataset.n_coordinates > 1
        self._ground.setVisible(bool(self._swatches))
        self.class_choice.setVisible(dataset.n_classes > MOST_SWATCHES)
        self._value_label.setVisible(has_value)
        self.value.setVisible(has_value)
        self.show_brush()

    @Slot()
    def show_brush(self) -> None:
        """Show the brush as it is held."""
        painting = self._painting
        self._tools.set_value(painting.tool)
        for label, swatch in enumerate(self._swatches):
            swatch.setChecked(painting.tool == ADD and label == min(painting.label, len(self._swatches) - 1))
        self.class_choice.set_value(str(painting.label))
        self.value.set_value(painting.value)
        self.start_over.setChecked(painting.starts_over)
        self.take_back.setEnabled(any(painting.counts))
        if self._hint.isVisibleTo(self) != painting.starts_over:
            self._hint.setVisible(painting.starts_over)
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline above it."""
        theme = self._controller.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.bar)
            painter.fillRect(QRectF(0.0, 0.0, self.width(), 1.0), theme.line)

    def _make_swatches(self, dataset: mlp.Dataset) -> None:
        for swatch in self._swatches:
            self._swatch_row.removeWidget(swatch)
            swatch.hide()
            swatch.deleteLater()
        self._swatches = []
        names = dataset.class_names
        self.class_choice.set_items(
            [(str(label), name, f"Paint points of {name}.") for label, name in enumerate(names)]
        )
        for label, name in enumerate(names if len(names) <= MOST_SWATCHES else ()):
            swatch = ClassSwatch(self._controller, label, name, self._ground)
            swatch.chosen.connect(self._painting.set_label)
            self._swatch_row.addWidget(swatch)
            swatch.show()
            self._swatches.append(swatch)

    @Slot(str)
    def _on_class_chosen(self, label: str) -> None:
        self._painting.set_label(int(label))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._controller.px
        self._row.setContentsMargins(px(10), px(5), px(10), px(5))
        self._row.set_gaps(px(8), px(4))
