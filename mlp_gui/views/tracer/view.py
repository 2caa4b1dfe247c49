"""The tracer: how a weight or bias reaches the loss, the chain rule written out with the numbers of this step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from mlp_gui.state.cursor import Mark
from mlp_gui.state.snapshot import Notice
from mlp_gui.views.tracer.canvas import TracerCanvas
from mlp_gui.views.tracer.painting import check_texts
from mlp_gui.views.tracer.telling import story_of
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.views.tracer.story import Story

_IDLE = "Step through the training to see how a weight reaches the loss."
_WAITING = "The step is being traced."
_RULE = "A learning rule descends no loss, so there is no chain to follow."
_PARTS = (
    ("sample", "Sample", "The chain of the sample that is walked."),
    ("batch", "Batch", "The derivative of the batch's reduced loss."),
)
# More parameters than this are not listed; they are chosen by clicking an edge.
LISTED = 80
CHOICE_WIDTH = 128


class TracerView(QWidget):
    """The chain of the selected weight or bias, its reused factors boxed, and the gradient check.

    Parameters
    ----------
    session : Session
        Gives the step-through and the cursor.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Not used; every view has the same constructor.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar: what is traced.
    """

    subtitle_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,  # noqa: ARG002
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tracer_view")
        self.setAccessibleName("Tracer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._stepping = session.stepping
        self._theme_controller = theme_controller
        self._parameter: Mark | None = None
        self._subtitle = ""
        self._is_stale = True
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas = TracerCanvas(session, theme_controller, self._scroll)
        self._scroll.setWidget(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self.part = SegmentedControl(theme_controller, "Trace one sample or the batch", _PARTS, self)
        self.part.setObjectName("tracer_part")
        self.parameter = Choice("Traced weight or bias", self)
        self.parameter.setObjectName("tracer_parameter")
        self.parameter.set_tip("The weight or bias that is traced; clicking an edge chooses it too.")
        for control in (self.part, self.parameter):
            control.hide()
        self.part.chosen.connect(self._on_part_chosen)
        self.parameter.chosen.connect(self._on_parameter_chosen)
        self.canvas.shown.connect(self._on_page_shown)
        session.cursor.selected_changed.connect(self._on_selected_changed)
        for signal in (
            self._stepping.active_changed,
            self._stepping.trace_changed,
            self._stepping.sample_changed,
            self._stepping.options_changed,
        ):
            signal.connect(self._on_stepping_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: sample or batch, and which parameter."""
        for control in (self.part, self.parameter):
            control.show()  # whoever takes them, layouts leave alone what was hidden on purpose
        return [self.part, self.parameter]

    @property
    def subtitle(self) -> str:
        """What is traced, in words."""
        return self._subtitle

    @property
    def message(self) -> str:
        """What is written in place of a chain, or ""."""
        return self.canvas.message

    @property
    def traced(self) -> Mark | None:
        """The weight or bias that is traced."""
        return self._parameter

    def shown_numbers(self) -> tuple[str, ...]:
        """Return the LaTeX of the factors' numbers that are really drawn, from the loss to the parameter."""
        row = self.canvas.row
        columns = row.columns if row is not None else ()
        texts = {id(column): {formula.latex for formula, _, _ in column.parts} for column in columns}
        return tuple(c.factor.number for c in columns if c.factor.number and c.factor.number in texts[id(c)])

    def shown_check(self) -> tuple[str, ...]:
        """Return the derivative by the chain, by central differences, and their relative difference, as drawn."""
        story = self.canvas.story
        return tuple(number for _, number in check_texts(story)) if story is not None else ()

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(601, 204)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which a chain can be read."""
        return QSize(self._theme_controller.px(260), self._theme_controller.px(130))

    # From the step-through and the cursor.

    @Slot(object)
    def _on_selected_changed(self, mark: Mark | None) -> None:
        if mark is not None and mark.kind in ("weight", "bias"):
            self._parameter = mark
            self._catch_up()

    @Slot()
    def _on_stepping_changed(self) -> None:
        self._catch_up()

    @Slot(str)
    def _on_part_chosen(self, _part: str) -> None:
        self._catch_up()

    @Slot(str)
    def _on_parameter_chosen(self, value: str) -> None:
        layer, unit, source = (int(text) for text in value.split(" "))
        kind = "weight" if source >= 0 else "bias"
        self._session.cursor.set_selected(Mark(kind, layer=layer, unit=unit, input=source))

    def _catch_up(self) -> None:
        """Refresh at once, or when shown again."""
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def _refresh(self) -> None:
        self._is_stale = False
        stepping = self._stepping
        trace = stepping.trace
        if not stepping.active or trace is None or trace.rule is not None:
            self.canvas.show_message(_IDLE if not stepping.active else _WAITING if trace is None else _RULE)
            self._set_subtitle("")
            return
        mark = self._parameter
        if mark is None or not _has(trace, mark):
            mark = self._parameter = Mark("weight", layer=0, unit=trace.sizes[1] - 1, input=0)
        self._list_parameters(trace, mark)
        sample = None if self.part.value == "batch" else stepping.sample or 0
        self._tell(story_of(stepping, trace, mark, sample))

    def _tell(self, story: Story) -> None:
        self._set_subtitle(story.subtitle)
        self.canvas.show_story(story)

    def _list_parameters(self, trace: mlp.Trace, mark: Mark) -> None:
        """Offer every parameter of a small network, and of a large one that which is traced."""
        places = _places(trace)
        if len(places) > LISTED:
            places = [(mark.layer, mark.unit, mark.input)]
        values = tuple(" ".join(map(str, place)) for place in places)
        if values != self.parameter.values:
            self.parameter.set_items((value, title_of(*place), "") for value, place in zip(values, places, strict=True))
        self.parameter.set_value(f"{mark.layer} {mark.unit} {mark.input}")
        self.part.setEnabled(trace.n_samples > 1)

    def _set_subtitle(self, subtitle: str) -> None:
        if subtitle != self._subtitle:
            self._subtitle = subtitle
            self.subtitle_changed.emit(subtitle)

    @Slot()
    def _on_page_shown(self) -> None:
        self.setAccessibleDescription(f"{self._subtitle}: {', '.join(self.shown_check())}")

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.parameter.setFixedWidth(self._theme_controller.px(CHOICE_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._is_stale or not self.canvas.is_settled:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Set no more formulas."""
        super().hideEvent(event)
        self.canvas.stop()

    # Taking the chain away.

    @Slot()
    def copy_as_latex(self) -> None:
        """Put the chain on the clipboard as LaTeX."""
        if self.canvas.story is not None:
            QGuiApplication.clipboard().setText(self.canvas.story.whole)
            self._session.post(Notice("The chain is on the clipboard as LaTeX."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy as LaTeX by the system's key for copying."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_as_latex()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the chain as LaTeX."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction("Copy as LaTeX")
        action.triggered.connect(self.copy_as_latex)
        action.setEnabled(self.canvas.story is not None)
        menu.popup(event.globalPos())


def title_of(layer: int, unit: int, source: int) -> str:
    """Return the name of a parameter in the list."""
    if source < 0:
        return f"bias {layer + 1}.{unit + 1}"
    return f"weight {layer + 1}.{unit + 1} ← {source + 1}"


def _places(trace: mlp.Trace) -> list[tuple[int, int, int]]:
    sizes = trace.sizes
    if trace.network.parameter_count > LISTED:
        return [(0, 0, 0)] * (LISTED + 1)
    return [
        (layer, unit, source)
        for layer in range(len(sizes) - 1)
        for unit in range(sizes[layer + 1])
        for source in (*range(sizes[layer]), -1)
    ]


def _has(trace: mlp.Trace, mark: Mark) -> bool:
    sizes = trace.sizes
    if not 0 <= mark.layer < len(sizes) - 1 or not 0 <= mark.unit < sizes[mark.layer + 1]:
        return False
    return mark.input < sizes[mark.layer] and (mark.kind == "bias" or mark.input >= 0)
