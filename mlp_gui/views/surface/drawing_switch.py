"""The switch between drawings: map, relief, both or error measures of a plane; curve or error measures of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController

_BOTH: Final = "The same plane twice."
_NO_ROOM: Final = "The same plane twice, in a window of its own: the panel has room for one picture only."
_OF_PLANES: Final = (
    ("map", "Map", "The plane from above, with level lines."),
    ("relief", "3-D", "The plane in three dimensions, drawn without OpenGL."),
    ("both", "Both", _BOTH),
    ("measures", "Errors", "Number of errors, perceptron error and squared error, side by side over the same plane."),
)
_OF_LINES: Final = (
    ("curve", "Curve", "The loss over the line, with the tangent and the next step."),
    ("measures", "Errors", "Number of errors, perceptron error and squared error, side by side over the same line."),
)


class DrawingSwitch(QWidget):
    """Two segmented controls in one place, of which the one that does something is seen.

    Parameters
    ----------
    theme_controller : ThemeController
        Colours and fonts.

    Signals
    -------
    chosen : str
        "map", "relief", "both" or "measures"; "" for the curve of a line, which says nothing of planes.
    """

    chosen = Signal(str)

    def __init__(self, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface_drawing")
        self.of_planes = SegmentedControl(theme_controller, "Drawing of the surface", _OF_PLANES, self)
        self.of_lines = SegmentedControl(theme_controller, "Drawing of the line", _OF_LINES, self)
        self.of_lines.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.of_planes)
        row.addWidget(self.of_lines)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.of_planes.chosen.connect(self.chosen)
        self.of_lines.chosen.connect(self._on_line_chosen)

    def set_value(self, drawing: str) -> None:
        """Show which drawing is seen; nothing is emitted."""
        self.of_planes.set_value(drawing)
        self.of_lines.set_value("measures" if drawing == "measures" else "curve")

    def set_line(self, is_line: bool) -> None:
        """Offer what there is of a line, or of a plane."""
        self.of_planes.setVisible(not is_line)
        self.of_lines.setVisible(is_line)

    def set_room_for_two(self, has_room: bool) -> None:
        """Offer map and relief together here, or say that they come in a window of their own."""
        for both in self.of_planes.findChildren(QAbstractButton, "segment_both"):
            both.setToolTip(_BOTH if has_room else _NO_ROOM)

    @Slot(str)
    def _on_line_chosen(self, drawing: str) -> None:
        self.chosen.emit("" if drawing == "curve" else drawing)
