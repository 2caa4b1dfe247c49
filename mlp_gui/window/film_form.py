"""The form in which a film is chosen: of what, which views, how large, how fast, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.state.film_order import (
    FASTEST,
    GIF,
    LONGEST,
    LONGEST_SIDE,
    MOST_EPOCHS,
    MP4,
    SHORTEST_SIDE,
    STEP,
    TRAINING,
    WEBP,
    FilmWishes,
)
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.flow_layout import FlowLayout
from mlp_gui.widgets.form_row import FormRow
from mlp_gui.widgets.number_field import NumberField, NumberRange
from mlp_gui.widgets.segmented_control import SegmentedControl
from mlp_gui.widgets.toggle_chip import ToggleChip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look import ThemeController

OWN: Final = "own"
SIZES: Final = {
    "1280x720": ("1280 × 720", "Wide, as most slides are."),
    "1920x1080": ("1920 × 1080", "Wide and fine, for a projector or a large screen."),
    "1080x1080": ("1080 × 1080", "As wide as high."),
    OWN: ("Another size", "Type width and height."),
}
KIND_TITLES: Final = (
    (TRAINING, "The training", "Moments of the training, evenly over the film."),
    (STEP, "A training step", "The step-through of the training step that comes next, with its pulses."),
)
FROM_TITLES: Final = (
    ("start", "The start", "From the first moment of the run to where it is now, and on if you like."),
    ("here", "Here", "From where the run is now, as it would train on."),
)
THROUGH_TITLES: Final = (
    ("step", "The next step", "The training step on the batch that comes next."),
    ("epoch", "The whole epoch", "Every training step of the epoch that the run is in."),
)
STOP_TITLES: Final = (
    ("batch", "Training step", "One picture for each, with all its numbers."),
    ("sample", "Sample", "Sample after sample of the batch."),
    ("phase", "Phase", "Forward, loss, backward, gradient, update."),
    ("layer", "Layer", "Layer after layer of each phase."),
    ("unit", "Unit", "Unit after unit."),
    ("term", "Term", "Every single product and sum."),
)
SHOW_TITLES: Final = (
    ("views", "Views", "The chosen views side by side, with nothing around them."),
    ("window", "The whole window", "With its bars and forms."),
)
LOOK_TITLES: Final = (
    ("white", "On white", "Light colours, for a slide."),
    ("window", "As the window", "In the colours that the window has now."),
)
LETTER_TITLES: Final = (
    ("normal", "Normal", "As on a desk: most room for the views."),
    ("large", "Large", "A third larger, to be read from the last row."),
)
FORMAT_TITLES: Final = (
    (MP4, "MP4", "Plays in slides and everywhere else; the smallest."),
    (GIF, "GIF", "Plays by itself in slides and on web pages; 256 colours."),
    (WEBP, "WebP", "Plays by itself on web pages; all colours."),
)


class _Chips(QWidget):
    """Chips in rows, which knows its height by itself: a scroll area asks for no height that goes with a width."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of all rows at the present width."""
        return QSize(0, self.flow.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: no row is ever cut."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Return False: the size hint says it all."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()


class FilmForm(QWidget):
    """Controls of a film's wishes, which say whenever one has changed.

    Parameters
    ----------
    theme_controller : ThemeController
        Colours and lengths.
    parent : QWidget
        The dialog.

    Signals
    -------
    changed
        Something else is wished.
    """

    changed = Signal()

    def __init__(self, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self.kind = self._segments("Film", KIND_TITLES)
        self.origin = self._segments("From", FROM_TITLES)
        self.epochs = self._number("Epochs to train on", NumberRange(0, MOST_EPOCHS, 0, step=10), 80)
        self.through = self._segments("Through", THROUGH_TITLES)
        self.grain = self._choice("Stops at", STOP_TITLES, "unit")
        self.show_what = self._segments("Show", SHOW_TITLES)
        self.sizes = self._choice("Size", [(value, *words) for value, words in SIZES.items()], "1280x720")
        side = NumberRange(SHORTEST_SIDE, LONGEST_SIDE, 0, step=2)
        self.wide = self._number("Width", side, 64)
        self.high = self._number("Height", side, 64)
        self.rate = self._number("Frames a second", NumberRange(1, max(FASTEST.values()), 0), 64)
        self.seconds = self._number("Length", NumberRange(0.1, LONGEST), 64)
        self.suffix = self._segments("File", FORMAT_TITLES)
        self.look = self._segments("Colours", LOOK_TITLES)
        self.letters = self._segments("Letters", LETTER_TITLES)
        self._chips: dict[str, ToggleChip] = {}
        self._of_steps: frozenset[str] = frozenset()
        self._views = _Chips(self)
        self._views.flow.setContentsMargins(0, theme_controller.px(2), 0, theme_controller.px(2))
        self._place()
        self.show_wishes(FilmWishes())

    @property
    def wishes(self) -> FilmWishes:
        """What is wished."""
        if self.sizes.value == OWN:
            width, height = round(self.wide.value), round(self.high.value)
        else:
            width, height = (int(side) for side in self.sizes.value.split("x"))
        return FilmWishes(
            kind=self.kind.value,
            views=() if self.show_what.value == "window" else self.chosen_views,
            suffix=self.suffix.value,
            width=width,
            height=height,
            rate=round(self.rate.value),
            seconds=self.seconds.value,
            white=self.look.value == "white",
            large=self.letters.value == "large",
            from_start=self.origin.value == "start",
            more_epochs=round(self.epochs.value),
            whole_epoch=self.through.value == "epoch",
            grain=self.grain.value,
        )

    @property
    def chosen_views(self) -> tuple[str, ...]:
        """Names of the views that are switched on, of those that there are for this kind of film."""
        return tuple(name for name, chip in self._chips.items() if chip.isChecked() and self._fits(name))

    @property
    def lacks_views(self) -> bool:
        """Whether single views are wished, but none is chosen."""
        return self.show_what.value == "views" and not self.chosen_views

    def chip(self, name: str) -> ToggleChip:
        """Return the switch of a view.

        Raises
        ------
        KeyError
            If there is no such view.
        """
        return self._chips[name]

    def offer(self, views: dict[str, str], of_steps: frozenset[str], seen: frozenset[str]) -> None:
        """Offer views; those that are seen are switched on.

        Parameters
        ----------
        views : dict of str to str
            Titles by name, the network first.
        of_steps : frozenset of str
            Names of those that show a training step, and nothing of a training.
        seen : frozenset of str
            Names of those that are open.
        """
        self._of_steps = of_steps
        for name, title in views.items():
            if name not in self._chips:
                chip = ToggleChip(self._controller, title, title, f"Show {title} in the film.", self._views)
                chip.setObjectName(f"film_{name}")
                chip.toggled.connect(self._on_changed)
                self._views.flow.addWidget(chip)
                self._chips[name] = chip
        for name, chip in self._chips.items():
            chip.setChecked(name in seen)
        self._on_changed()

    def _fits(self, name: str) -> bool:
        return name not in self._of_steps or self.kind.value == STEP

    def _segments(self, name: str, items: tuple[tuple[str, str, str], ...]) -> SegmentedControl:
        control = SegmentedControl(self._controller, name, items, self)
        control.chosen.connect(self._on_changed)
        return control

    def _choice(self, name: str, items: Iterable[tuple[str, str, str]], value: str) -> Choice:
        control = Choice(name, self)
        control.set_items(items)
        control.set_value(value)
        control.chosen.connect(self._on_changed)
        return control

    def _number(self, name: str, number_range: NumberRange, width: int) -> NumberField:
        field = NumberField(self._controller, name, number_range, self, width=width)
        field.value_changed.connect(self._on_changed)
        return field

    def _place(self) -> None:
        px = self._controller.px
        self._own_parts: list[QWidget] = [self.wide, QLabel("×", self), self.high]
        size = self._line(self.sizes, *self._own_parts)
        further = self._line(self.epochs, self._unit("epochs"), None)
        length = self._line(self.seconds, self._unit("seconds at"), self.rate, self._unit("frames a second"), None)
        self._rows = {
            "kind": self._row("Film of", self.kind),
            "origin": self._row("From", self.origin),
            "epochs": self._row("And on for", further),
            "through": self._row("Through", self.through),
            "grain": self._row("Stops at", self.grain),
            "show": self._row("Show", self.show_what),
            "views": self._row("", self._views),
            "size": self._row("Size", size),
            "length": self._row("Length", length),
            "suffix": self._row("File", self.suffix),
            "look": self._row("Colours", self.look),
            "letters": self._row("Letters", self.letters),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for name, row in self._rows.items():
            if name in ("show", "size", "suffix"):
                column.addSpacing(px(8))
            column.addWidget(row)
        column.addStretch(1)

    def _row(self, label: str, *controls: QWidget) -> FormRow:
        return FormRow(self._controller, label, *controls, parent=self)

    def _line(self, *parts: QWidget | None) -> QWidget:
        """Return parts side by side; None is room that is left over."""
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._controller.px(8))
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part, 1 if part is self.sizes else 0)
        return line

    def _unit(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "label")
        return label

    def show_wishes(self, wishes: FilmWishes) -> None:
        """Show wishes, but for the views: they are chosen among those that are offered."""
        self.kind.set_value(wishes.kind)
        self.origin.set_value("start" if wishes.from_start else "here")
        self.through.set_value("epoch" if wishes.whole_epoch else "step")
        self.grain.set_value(wishes.grain)
        self.show_what.set_value("views" if wishes.views else "window")
        size = f"{wishes.width}x{wishes.height}"
        self.sizes.set_value(size if size in SIZES else OWN)
        self.suffix.set_value(wishes.suffix)
        self.look.set_value("white" if wishes.white else "window")
        self.letters.set_value("large" if wishes.large else "normal")
        self.wide.set_value(wishes.width)
        self.high.set_value(wishes.height)
        self.rate.set_value(wishes.rate)
        self.seconds.set_value(wishes.seconds)
        self.epochs.set_value(wishes.more_epochs)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        """Show what belongs to the choices, and tell of them."""
        is_step, has_views = self.kind.value == STEP, self.show_what.value == "views"
        for name in ("origin", "epochs"):
            self._rows[name].setVisible(not is_step)
        for name in ("through", "grain"):
            self._rows[name].setVisible(is_step)
        self._rows["views"].setVisible(has_views)
        self._rows["letters"].setVisible(has_views)
        for part in self._own_parts:
            part.setVisible(self.sizes.value == OWN)
        for name, chip in self._chips.items():
            chip.setVisible(self._fits(name))
        self._views.updateGeometry()
        self._rows["epochs"].label.setText("And on for" if self.origin.value == "start" else "On for")
        self.changed.emit()
