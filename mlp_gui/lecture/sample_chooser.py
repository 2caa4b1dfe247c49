"""Which sample is walked: the one before in the batch, the next, any, the batch as a whole, or a point beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mlp_gui.lecture.presented_type import letters
from mlp_gui.look.numbers import compact, counted
from mlp_gui.state.own_number import own_inputs, own_values
from mlp_gui.state.sample_place import place_in_batch
from mlp_gui.widgets import IconButton
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.lecture.transport_room import SampleForm
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.session import Session

CONTENT_WIDTH, SLIM_CONTENT_WIDTH = 146, 168
"""Of what the sample is, pixels at 100 %; in the larger letters of presenting the name of a class is longer."""
BATCH_WIDTH, SLIM_BATCH_WIDTH = 50, 62

PLACE_WIDTH: Final = 106
"""Of the sample's place where nothing is said of what it is, pixels at 100 %."""
SPACING: Final = 2
SAMPLE_FORMS: Final[tuple[SampleForm, ...]] = ("full", "short", "buttons")
"""With what the sample is and all buttons; with its place alone; no more than buttons to another."""

MOST_NUMBERS = 3
"""Numbers of inputs and of targets that are written out."""
TIPS = (
    "The sample before, of this batch (Alt+Left)",
    "The next sample of this batch (Alt+Right)",
    "Any other sample of this batch",
    "Show or hide the decision region: a click on any of its points steps through that point",
)


class SampleChooser(QWidget):
    """The sample's place in the batch, what it is, and buttons to another.

    Attributes
    ----------
    pick : IconButton
        Wants the data to be shown, for a point of it to be chosen; the window does it.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stepping = session.stepping
        self._controller = theme_controller
        self._is_slim = False
        self._form: SampleForm = "full"
        self.setObjectName("sample_chooser")
        self.previous = IconButton(theme_controller, "Previous sample", "chevron-left", TIPS[0], self)
        self.place = ElidingLabel(self)
        self.place.setObjectName("sample_place")
        self.place.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.content = ElidingLabel(self)
        self.content.setObjectName("sample_content")
        self.content.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.content.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next = IconButton(theme_controller, "Next sample", "chevron-right", TIPS[1], self)
        self.random = IconButton(theme_controller, "Random sample", "shuffle", TIPS[2], self, icon_side=14)
        self.pick = IconButton(theme_controller, "Choose a point", "crosshair", TIPS[3], self, icon_side=14)
        self.batch = QToolButton(self)
        self.batch.setText("Batch")
        self.batch.setProperty("worded", True)
        self.batch.setCheckable(True)
        self.batch.setToolTip("What belongs to the batch as a whole: reduced loss, gradient and update")
        self.batch.setAccessibleName("Batch as a whole")
        for name, button in (
            ("previous", self.previous),
            ("next", self.next),
            ("random", self.random),
            ("pick", self.pick),
        ):
            button.setObjectName(f"{name}_sample")
            button.setProperty("small", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons: tuple[QToolButton, ...] = (self.next, self.random, self.pick, self.batch)
        self.batch.setObjectName("whole_batch")
        self.batch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self.place)
        texts.addWidget(self.content)
        texts.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme_controller.px(SPACING))
        layout.addWidget(self.previous)
        layout.addLayout(texts)
        for each in buttons:
            layout.addWidget(each)
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.random.clicked.connect(self._on_random)
        self.batch.clicked.connect(self._on_batch)
        self._stepping.sample_changed.connect(self._on_changed)
        self._stepping.trace_changed.connect(self._on_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self._on_changed(None)

    def set_slim(self, slim: bool) -> None:
        """Leave out what a lecture can do without, for larger letters, as for presenting; or not."""
        self._is_slim = slim
        self._on_theme_changed(None)

    def set_form(self, form: SampleForm) -> None:
        """Show all of it, the place alone, or no more than the buttons."""
        if form != self._form:
            self._form = form
            self._on_theme_changed(None)

    def width_of(self, form: SampleForm) -> int:
        """Return the pixels that a form needs."""
        buttons = [self.previous.width(), self.next.width(), self._batch_width]
        if form == "full" and not self._is_slim:
            buttons += [self.random.width(), self.pick.width()]
        parts = buttons if form == "buttons" else [*buttons, self._text_width(form)]
        return sum(parts) + self._controller.px(SPACING) * (len(parts) - 1)

    @property
    def _batch_width(self) -> int:
        return self._controller.px(SLIM_BATCH_WIDTH if self._is_slim else BATCH_WIDTH)

    def _text_width(self, form: SampleForm) -> int:
        if form == "short":
            return self._controller.px(PLACE_WIDTH)
        return self._controller.px(SLIM_CONTENT_WIDTH if self._is_slim else CONTENT_WIDTH)

    @Slot()
    def _on_previous(self) -> None:
        self._stepping.previous_sample()

    @Slot()
    def _on_next(self) -> None:
        self._stepping.next_sample()

    @Slot()
    def _on_random(self) -> None:
        self._stepping.random_sample()

    @Slot()
    def _on_batch(self) -> None:
        self._stepping.toggle_batch()
        self._on_changed(None)

    @Slot(object)
    def _on_changed(self, _what: object) -> None:
        trace, sample, count = self._stepping.trace, self._stepping.sample, self._stepping.sample_count
        lone = self._stepping.lone_sample
        for button in (self.previous, self.next, self.random, self.batch):
            button.setEnabled(count > 1 or lone is not None)
        self.batch.setChecked(trace is not None and sample is None)
        if trace is None:
            self.place.setText("–")
            self.content.setText("")
        elif lone is not None:
            name = (self._row_name(lone) or f"point {lone + 1}") if lone >= 0 else "your point"
            self.place.setText(f"{name}, alone")
            self.content.setText(sample_text(trace, 0, self._class_names, self._dataset))
        elif sample is None:
            self.place.setText("whole batch")
            self.content.setText(counted(count, "sample"))
        else:
            # A word less is said where there is no room: in a large batch while presenting.
            place = place_in_batch(trace, sample)
            self.place.setText(f"{place}\n{place.removeprefix('sample ').rpartition(', ')[2]}")
            self.content.setText(sample_text(trace, sample, self._class_names, self._dataset))
        self.setAccessibleName(f"{self.place.text()}: {self.content.text()}")

    def _row_name(self, sample: int) -> str:
        """Return what a sample of the data is called in its table, as "row 17"; "" where there is none."""
        snapshot = self._session.snapshot
        if snapshot is None or not snapshot.dataset.sample_names.file or not 0 <= sample < snapshot.dataset.n_points:
            return ""
        return snapshot.dataset.sample_names.name(sample)

    @property
    def _dataset(self) -> mlp.Dataset | None:
        snapshot = self._session.snapshot
        return None if snapshot is None else snapshot.dataset

    @property
    def _class_names(self) -> tuple[str, ...]:
        snapshot = self._session.snapshot
        return () if snapshot is None else tuple(snapshot.dataset.class_names)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        font, slim = self._controller.font, self._is_slim
        self.place.setFont(font(letters(12, slim), 600))
        self.content.setFont(font(letters(11, slim)))
        self.batch.setFont(font(letters(12, slim)))
        self.batch.setFixedSize(self._batch_width, self._controller.px(26))
        self.content.setFixedWidth(self._text_width("full"))
        self.place.setFixedWidth(self._text_width(self._form))
        self.content.setVisible(self._form == "full")
        self.place.setVisible(self._form != "buttons")
        # While presenting the data come in from an edge.
        for button in (self.random, self.pick):
            button.setVisible(self._form == "full" and not slim)


def sample_text(
    trace: mlp.Trace, sample: int, class_names: tuple[str, ...] = (), dataset: mlp.Dataset | None = None
) -> str:
    """Return a sample in short: its inputs, an arrow, its target or the class for which that stands.

    Parameters
    ----------
    trace : Trace
        Of the batch.
    sample : int
        Row of the batch.
    class_names : tuple of str
        Of the data; looked at where there is an output for each.
    dataset : mlp_core.Dataset, optional
        Whose units the numbers are told in; as the network has them where it is left out, or is of another network.
    """
    inputs, target = trace.inputs[sample], trace.targets[sample]
    is_class = len(class_names) == len(target) > 1 and float(target.max()) == float(target.sum()) == 1.0
    if dataset is not None and (dataset.n_inputs, dataset.n_outputs) == (len(inputs), len(target)):
        inputs, target = own_inputs(dataset, inputs), own_values(dataset, target)
    meaning = class_names[int(target.argmax())] if is_class else _numbers(target)
    return f"{_numbers(inputs)} → {meaning}"


def _numbers(values: object) -> str:
    texts = [compact(float(value), 2) for value in values[:MOST_NUMBERS]]  # type: ignore[index]
    if len(values) > MOST_NUMBERS:  # type: ignore[arg-type]
        texts.append("…")
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
