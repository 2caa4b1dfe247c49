"""What was painted into the data, in the form of the data, and the way back to the points as they were drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mlp_gui.look.numbers import MINUS, grouped
from mlp_gui.widgets.eliding_label import ElidingLabel
from mlp_gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look import ThemeController


class PaintedRow(QWidget):
    """Counts of painted points; all of them train.

    Signals
    -------
    taken_back
        The user wants the points as they were drawn.
    """

    taken_back = Signal()

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("painted")
        self.setToolTip("Points painted by hand. They are in the training part; the others stay in theirs.")
        self._label = ElidingLabel(self)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = IconButton(
            theme_controller, "Remove what was painted", "undo-dot", "Puts the points back as they were drawn.", self,
            boxed=True, side=26, icon_side=15,
        )  # fmt: skip
        self.button.setObjectName("remove_painted")
        self.button.clicked.connect(self.taken_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.button)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_painting(self, painting: mlp.Painting | None) -> None:
        """Say what was painted; an empty text for nothing."""
        # In less room signs stand for the words, and the tool-tip has those.
        self._label.setText("" if painting is None else f"{_counted(painting)}\n{_in_signs(painting)}")


def _counted(painting: mlp.Painting) -> str:
    parts = [f"{grouped(len(painting.added))} added"] if painting.added else []
    if painting.from_scratch:
        parts.append("none drawn")
    else:
        parts += [f"{grouped(len(painting.removed))} erased"] if painting.removed else []
        parts += [f"{grouped(len(painting.moved))} moved"] if painting.moved else []
    return ", ".join(parts)


def _in_signs(painting: mlp.Painting) -> str:
    """Return "+3 −12 ↔4": added, erased and moved."""
    counts = (("+", painting.added), (MINUS, painting.removed), ("↔", painting.moved))
    only = " only" if painting.from_scratch else ""
    return " ".join(f"{sign}{grouped(len(points))}" for sign, points in counts if points) + only
