"""How good the answers are on the samples of a part: counts and curve for classes, two plots for values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

import mlp_core as mlp
from mlp_gui.look.numbers import compact, fixed, grouped
from mlp_gui.views.assessment.canvas import AssessmentCanvas
from mlp_gui.views.assessment.confusion_table import cell_text, percent
from mlp_gui.views.assessment.sample_strip import SampleStrip
from mlp_gui.views.watched_view import WatchedView
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.assessed import AssessmentPicture, Cell
    from mlp_gui.state.session import Session

_PARTS: Final = {
    "train": ("Training", "The samples that the network learns from."),
    "validation": ("Validation", "The samples that training is watched by."),
    "test": ("Test", "The samples that the network has never seen."),
}
_PART_WIDTH: Final = 104


class AssessmentView(WatchedView):
    """A line of figures, the canvas, and the samples that are looked at. While it is hidden nothing is computed.

    Parameters
    ----------
    session : Session
        Whose network answers.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.
    """

    object_name = "assessment_view"
    spoken_name = "Evaluation"
    wanted_size = (372, 400)
    least_size = (280, 200)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(session.regions.assessed, theme_controller, parent)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._assessed = session.regions.assessed
        self._part = Choice("Part of the data that is evaluated", self)
        self._part.setObjectName("assessed_part")
        self._part.set_tip("The part of the data that is evaluated.")
        self._part.hide()
        self._part.chosen.connect(self._on_part_chosen)
        self._figures = ElidingLabel(self)
        self._figures.setProperty("role", "caption")
        self._figures.setObjectName("assessment_figures")
        self.canvas = AssessmentCanvas(session, theme_controller, self)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._cell = ElidingLabel(self)
        self._cell.setProperty("role", "caption")
        self._cell.setObjectName("assessment_cell")
        self.samples = SampleStrip(session, theme_controller, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget, stretch in ((self._figures, 0), (self.canvas, 1), (self._cell, 0), (self.samples, 0)):
            self._column.addWidget(widget, stretch)
        self._pointed: Cell | None = None
        self.canvas.pointed.connect(self._on_pointed)
        self._assessed.chosen_changed.connect(self._on_chosen_changed)
        self._on_theme_changed(None)
        self._on_picture_changed(self._assessed.picture)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: which part."""
        self._part.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [self._part]

    @property
    def figures(self) -> str:
        """The line above the canvas."""
        return self._figures.text()

    @property
    def cell(self) -> str:
        """What the cell under the pointer counts, or else the chosen one, in words."""
        return self._cell.text()

    @Slot(object)
    def _on_picture_changed(self, picture: AssessmentPicture | None) -> None:
        parts = self._assessed.parts
        if parts != self._part.values:
            self._part.set_items((part, *_PARTS[part]) for part in parts)
        self._part.set_value(self._assessed.part)
        self._figures.setText("" if picture is None else figures_text(picture.assessment))
        self.setAccessibleDescription(self._figures.text())
        self._show_cell()

    @Slot(str)
    def _on_part_chosen(self, part: str) -> None:
        self._assessed.set_part(part)

    @Slot(object)
    def _on_pointed(self, cell: Cell | None) -> None:
        self._pointed = cell
        self._show_cell()

    @Slot()
    def _on_chosen_changed(self) -> None:
        self._show_cell()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._part.setFixedWidth(px(_PART_WIDTH))
        for label in (self._figures, self._cell):
            label.setContentsMargins(px(14), px(6), px(14), px(4))

    def _show_cell(self) -> None:
        """Say what the cell under the pointer counts; where there is none, the chosen one; else what a click does."""
        picture = self._assessed.picture
        cell = self._pointed or self._assessed.cell
        # On paper nobody clicks: a picture has nothing in the place of that sentence.
        self._cell.setProperty("picture_title", None)
        if picture is None or not isinstance(picture.assessment, mlp.ClassAssessment):
            self._cell.setText("")
        elif cell is not None:
            self._cell.setText(cell_text(picture.assessment, picture.snapshot.dataset.class_names, cell))
        else:
            self._cell.setText("Click a cell to see its samples.")
            self._cell.setProperty("picture_title", "")
        self._cell.setVisible(bool(self._cell.text()))


def figures_text(assessment: mlp.Assessment) -> str:
    """Return what the assessment comes to, in a line."""
    count = len(assessment.samples)
    if isinstance(assessment, mlp.ClassAssessment):
        wrong = count - int(assessment.confusion.trace())
        return f"{percent(assessment.accuracy)} right · {grouped(wrong)} of {grouped(count)} wrong"
    return (
        f"R² {fixed(assessment.r2, 3)} · RMSE {compact(assessment.root_mean_square)}"
        f" · MAE {compact(assessment.mean_absolute)} · {grouped(count)} samples"
    )
