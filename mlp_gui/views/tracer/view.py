"""The tracer: how a weight or bias reaches the loss, the chain rule written out with the numbers of this step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot

from mlp_gui.state.cursor import Mark
from mlp_gui.views.paper import FormulaView, scroll_by_key
from mlp_gui.views.tracer.canvas import TracerCanvas
from mlp_gui.views.tracer.chain_making import ChainMaker
from mlp_gui.views.tracer.telling import request_for, tell
from mlp_gui.views.tracer.titles import title_of
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QMenu, QWidget

    import mlp_core as mlp

_IDLE = "Step through the training to see how a weight reaches the loss."
_WAITING = "The step is being traced."
_PARTS = (
    ("sample", "Sample", "The chain of the sample that is walked, with what the layer above has computed in boxes."),
    ("paths", "Paths", "The same derivative as a sum over every path from the loss to the parameter."),
    ("batch", "Batch", "The derivative of the batch's reduced loss."),
)
# More parameters than this are not listed; they are chosen by clicking an edge.
LISTED = 80
CHOICE_WIDTH = 128
_NEXT: Final = (Qt.Key.Key_Down, Qt.Key.Key_Right)
_BEFORE: Final = (Qt.Key.Key_Up, Qt.Key.Key_Left)


class TracerView(FormulaView[TracerCanvas]):
    """The chain of the selected weight or bias, its reused factors boxed, and the gradient check.

    The arrow keys go to the parameter before and after, and with Shift scroll; Return shows every term of long sums, or
    fewer again.
    """

    object_name = "tracer_view"
    spoken_name = "Tracer"
    page_type = TracerCanvas

    def _furnish(self) -> None:
        """Make the page and its controls."""
        super()._furnish()
        self._maker = ChainMaker(self)
        self._maker.ready.connect(self._on_chain_ready)
        self._parameter: Mark | None = None
        self._listed: tuple[object, ...] = ()
        self._is_open = False
        self.part = SegmentedControl(self._theme_controller, "Trace one sample, its paths, or the batch", _PARTS, self)
        self.part.setObjectName("tracer_part")
        self.parameter = Choice("Traced weight or bias", self)
        self.parameter.setObjectName("tracer_parameter")
        self.parameter.set_tip("The weight or bias that is traced; clicking an edge chooses it too.")
        for control in (self.part, self.parameter):
            control.hide()
        self._canvas.button_pressed.connect(self._on_button_pressed)
        self.part.chosen.connect(self._on_part_chosen)
        self.parameter.chosen.connect(self._on_parameter_chosen)
        self._session.cursor.selected_changed.connect(self._on_selected_changed)
        self._theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(self._theme_controller.theme)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: sample or batch, and which parameter."""
        for control in (self.part, self.parameter):
            control.show()  # whoever takes them, layouts leave alone what was hidden on purpose
        return [self.part, self.parameter]

    @property
    def traced(self) -> Mark | None:
        """The weight or bias that is traced."""
        self.catch_up()
        return self._parameter

    def shown_numbers(self) -> tuple[str, ...]:
        """Return the LaTeX of the factors' numbers that are really drawn, the derivative's own first."""
        row = self.canvas.row
        columns = row.columns if row is not None else ()
        texts = [(column.factor, {formula.latex for formula, _, _ in column.parts}) for column in columns]
        return tuple(factor.number for factor, drawn in texts if factor.shows_number and factor.number in drawn)

    def shown_check(self) -> tuple[str, ...]:
        """Return the derivative by the chain, by central differences, and their relative difference, as drawn.

        Nothing where a learning rule has no derivative: `shown_reason` says why.
        """
        story = self.canvas.story
        return tuple(number for _, number in story.check_texts()) if story is not None else ()

    def shown_reason(self) -> str:
        """Return why there is no derivative, as drawn in place of the check; "" where there is one."""
        return self.canvas.story.reason if self.canvas.story is not None else ""

    def spoken(self) -> str:
        """Return what is traced, and the gradient check, or why there is none."""
        return f"{self.subtitle}: {', '.join(self.shown_check()) or self.shown_reason()}"

    def latex(self) -> str:
        """Return the chain as LaTeX, or ""."""
        return self.canvas.story.whole if self.canvas.story is not None else ""

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
            self._refresh_now()

    @Slot()
    def _on_page_shown(self) -> None:
        """Say what is shown, and bring what the step is about into sight where the page is scrolled."""
        super()._on_page_shown()
        page, area = self._canvas.page, self.scroll_area
        frames = page.row.frames() if page is not None else []
        if page is None or not frames or page.height <= area.viewport().height():
            return
        frame = frames[0].translated(page.row_at)
        bar, margin = area.verticalScrollBar(), self._theme_controller.px(24)
        if frame.bottom() + margin > bar.value() + bar.pageStep():
            bar.setValue(round(frame.bottom() + margin - bar.pageStep()))
        if frame.top() - margin < bar.value():
            bar.setValue(round(frame.top() - margin))

    @Slot()
    def _on_chain_ready(self) -> None:
        self._refresh_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute no more chains."""
        super().hideEvent(event)
        self._maker.stop()

    @property
    def is_open(self) -> bool:
        """Whether long sums show all their terms."""
        return self._is_open

    @Slot(bool)
    def set_open(self, is_open: bool) -> None:
        """Show all terms of long sums, or only the largest."""
        self._is_open = is_open
        self._refresh_now()

    @Slot()
    def _on_button_pressed(self) -> None:
        self.set_open(not self._is_open)

    @Slot(str)
    def _on_part_chosen(self, _part: str) -> None:
        self._refresh_now()

    @Slot(str)
    def _on_parameter_chosen(self, value: str) -> None:
        layer, unit, source = (int(text) for text in value.split(" "))
        kind = "weight" if source >= 0 else "bias"
        self._session.cursor.set_selected(Mark(kind, layer=layer, unit=unit, input=source))

    def _refresh(self) -> None:
        stepping = self._stepping
        trace = stepping.trace
        self.parameter.setEnabled(trace is not None)
        if not stepping.active or trace is None:
            self.part.setEnabled(False)
            self.canvas.show_message(_WAITING if stepping.active else _IDLE)
            self._say("")
            return
        mark = self._parameter
        if mark is None or not _has(trace, mark):
            mark = self._parameter = Mark("weight", layer=0, unit=trace.sizes[1] - 1, input=0)
        self._list_parameters(trace, mark)
        request = request_for(stepping, trace, mark, self.part.value, is_open=self._is_open)
        chain = self._maker.chain(request)
        if chain is None:
            # The last chain stays until this one is there.
            self.canvas.wait_for_content()
            return
        story = tell(stepping, request, chain, is_open=self._is_open)
        self._say(*story.subtitles)
        self.canvas.show_content(story)

    def _list_parameters(self, trace: mlp.Trace, mark: Mark) -> None:
        """Offer every parameter of a small network, and of a large one that which is traced."""
        places = _places(trace)
        if len(places) > LISTED:
            places = [(mark.layer, mark.unit, mark.input)]
        values = tuple(" ".join(map(str, place)) for place in places)
        listed = (trace.sizes, self._stepping.notation, values)
        if listed != self._listed:
            self._listed = listed
            titles = [title_of(trace, self._stepping.notation, *place) for place in places]
            self.parameter.set_items(
                [(value, title.long, "") for value, title in zip(values, titles, strict=True)],
                {value: title.short for value, title in zip(values, titles, strict=True)},
            )
        self.parameter.set_value(f"{mark.layer} {mark.unit} {mark.input}")
        self.part.setEnabled(True)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self.parameter.setFixedWidth(self._theme_controller.px(CHOICE_WIDTH))

    def build_menu(self) -> QMenu:
        """Return the context menu: the chain as LaTeX, and all terms of long sums or only the largest."""
        menu = super().build_menu()
        menu.addSeparator()
        every = menu.addAction("Every term of a long sum")
        every.setCheckable(True)
        every.setChecked(self._is_open)
        every.toggled.connect(self.set_open)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the parameter before or after by the arrow keys; show every term, or fewer, by Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.message:
            self.set_open(not self._is_open)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and scroll_by_key(self.scroll_area, event):
            return
        trace = self._stepping.trace
        if event.key() not in (*_NEXT, *_BEFORE) or trace is None or self._parameter is None or self.message:
            super().keyPressEvent(event)
            return
        mark = beside(trace, self._parameter, 1 if event.key() in _NEXT else -1)
        self._session.cursor.set_selected(mark)


def beside(trace: mlp.Trace, mark: Mark, direction: int) -> Mark:
    """Return the parameter after (1) or before (-1) another: unit by unit its weights, then its bias, in a ring."""
    sizes = trace.sizes
    layer, unit, source = mark.layer, mark.unit, mark.input if mark.input >= 0 else sizes[mark.layer]
    source += direction
    if not 0 <= source <= sizes[layer]:
        unit += direction
        if not 0 <= unit < sizes[layer + 1]:
            layer = (layer + direction) % (len(sizes) - 1)
            unit = 0 if direction > 0 else sizes[layer + 1] - 1
        source = 0 if direction > 0 else sizes[layer]
    if source == sizes[layer]:
        return Mark("bias", layer=layer, unit=unit)
    return Mark("weight", layer=layer, unit=unit, input=source)


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
