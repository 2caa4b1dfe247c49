"""Says that the sample walked is not in the batch that is trained next, and leads back to that batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mlp_gui.lecture.prediction_bar import NARROW_WIDTH
from mlp_gui.lecture.presented_type import letters
from mlp_gui.look.icons import pixmap
from mlp_gui.look.numbers import compact
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session

HEIGHT: Final = 36
MARGIN: Final = 14
MOST_COORDINATES: Final = 3
TIP: Final = (
    "All of this step, its update too, is what this point alone would do. "
    "Going on past its last line takes the true training step, of the batch."
)


class LoneSampleBar(QWidget):
    """Shown as long as a point outside the batch is traced as a batch of its own."""

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,  # noqa: ARG002  (every bar of the lecture has the same constructor)
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._stepping = session.stepping
        self._controller = theme_controller
        self._is_narrow = False
        self.setObjectName("lone_sample_bar")
        self._sign = QLabel(self)
        self.message = ElidingLabel(self)
        self.message.setObjectName("lone_sample_text")
        self.back = QPushButton("Back to the batch", self)
        self.back.setObjectName("back_to_batch")
        self.back.setToolTip("Step through the batch that is trained next")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self.message, 1)
        self._row.addWidget(self.back)
        self.back.clicked.connect(self._on_back)
        self._stepping.trace_changed.connect(self._on_trace_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)
        self._on_trace_changed(None)

    def set_narrow(self, narrow: bool) -> None:
        """Say it in few words, as for presenting, or in a whole sentence."""
        self._is_narrow = narrow
        self._on_theme_changed(None)
        self._on_trace_changed(None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the panel's ground, a hairline above, and a band that calls for attention."""
        theme = self._controller.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.panel)
            painter.fillRect(0, 0, self.width(), 1, theme.line)
            painter.fillRect(0, 0, self._controller.px(3), self.height(), theme.warning)

    @Slot(object)
    def _on_trace_changed(self, _trace: object) -> None:
        row, snapshot = self._stepping.lone_sample, self._session.snapshot
        if row is None or snapshot is None:
            self.hide()
            return
        point = self._stepping.lone_point
        if point is None:
            name = point_name(snapshot.dataset, row)
            whole = sentence(name)
        else:
            name = f"Your point ({', '.join(compact(value, 3) for value in point[:MOST_COORDINATES])})"
            whole = f"{name} alone, as a batch of its own, with the target of the training point nearest to it."
        text = f"{name}, alone" if self._is_narrow else whole
        self.message.setText(text)
        self.back.setText("Back" if self._is_narrow else "Back to the batch")
        self.setAccessibleName(whole)
        self.setToolTip(TIP)
        self.show()

    @Slot()
    def _on_back(self) -> None:
        self._stepping.return_to_batch()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._controller.px
        size = letters(12, self._is_narrow)
        self.message.setFont(self._controller.font(size, 600))
        self.back.setFont(self._controller.font(size))
        self._sign.setPixmap(pixmap("info", self._controller.theme.warning, px(16), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(MARGIN), px(3), px(MARGIN), px(3))
        self._row.setSpacing(px(8))
        self.setFixedHeight(px(HEIGHT))
        self.setMinimumWidth(px(NARROW_WIDTH) if self._is_narrow else 0)
        self.update()


def sentence(name: str) -> str:
    """Return what is true of a point that is walked alone."""
    return f"{name} alone, as a batch of its own: it is not in the batch that is trained next."


def point_name(dataset: mlp.Dataset, row: int) -> str:
    """Return which point of the data a row is, as "Test point 17", or "Test row 17 of houses.csv"."""
    parts = {"Validation": dataset.split.validation, "Test": dataset.split.test}
    part = next((name for name, rows in parts.items() if row in rows), "Training")
    if dataset.sample_names.file:
        return f"{part} {dataset.sample_names.title(row)}"
    return f"{part} point {row + 1}"
