"""The dialog in which a film is chosen; the window stays usable beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from mlp_gui.export.film_page import LEAST_CELL, lacking, page_size, room_of
from mlp_gui.export.film_script import stops_of
from mlp_gui.look.numbers import compact, grouped
from mlp_gui.state.film_order import NETWORK, STEP
from mlp_gui.state.walk import WHOLE_STEPS
from mlp_gui.widgets.number_field import NumberField
from mlp_gui.widgets.wrapped_label import WrappedLabel
from mlp_gui.window.film_form import FilmForm

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController
    from mlp_gui.state.film_order import FilmWishes
    from mlp_gui.state.session import Session

WIDTH: Final = 500
MARGIN: Final = 20
SCREEN_SHARE: Final = 0.9
"""What part of the screen's width and height it takes at the most."""
MEGABYTE: Final = 1e6
ABOUT: Final = (
    "It is made from a copy of the run, beside whatever you do meanwhile. A race cannot be filmed; a right click on "
    "its title takes a picture of it."
)
UNKNOWN_STOPS: Final = " Where a step has more stops than its film has frames, some are passed over."
STEP_NETWORK: Final = QSize(640, 400)
"""Pixels at 100 % at which a network has room for the numbers of a training step."""
NO_VIEWS: Final = "Choose at least one view, or the whole window."


class FilmDialog(QDialog):
    """Asks for a film's wishes; what cannot be is said while it is chosen.

    Parameters
    ----------
    session : Session
        Whose step-through says how many stops a step has.
    theme_controller : ThemeController
        Colours and lengths.
    parent : QWidget
        The window.

    Signals
    -------
    film_wanted : FilmWishes
        Such a film is to be made.
    """

    film_wanted = Signal(object)  # FilmWishes

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._controller = theme_controller
        self._asked: dict[str, tuple[str, QSize]] = {}
        self.setObjectName("film_dialog")
        self.setWindowTitle("Export film")
        self.form = FilmForm(theme_controller, self)
        self.preview = WrappedLabel("label", self)
        self.preview.setObjectName("film_preview")
        self.complaint = WrappedLabel("complaint", self)
        self.complaint.setObjectName("film_complaint")
        self.cancel_button = QPushButton("Cancel", self)
        self.export_button = QPushButton("Export…", self)
        self.export_button.setObjectName("film_export")
        self.export_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        self._place()
        self.form.changed.connect(self._on_changed)
        self.cancel_button.clicked.connect(self.reject)
        self.export_button.clicked.connect(self._on_export)
        session.stepping.trace_changed.connect(self._on_changed)
        session.stepping.sample_changed.connect(self._on_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_changed()

    def receive_sizes(self, asked: dict[str, tuple[str, QSize]]) -> None:
        """Note at which size views can be read: title and size in pixels at 100 %, by name."""
        self._asked = asked
        self._on_changed()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the form needs, as far as the screen has it."""
        super().showEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a field take the number, not the film."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(self.focusWidget(), NumberField):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        px = self._controller.px
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.form)
        self.form.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        about = WrappedLabel("caption", self)
        about.setText(ABOUT)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(16), px(MARGIN), px(16))
        column.setSpacing(px(8))
        column.addWidget(about)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.preview)
        column.addWidget(self.complaint)
        column.addLayout(buttons)

    def _fit(self) -> None:
        px, room = self._controller.px, self.screen().availableSize() * SCREEN_SHARE
        width = min(px(WIDTH), round(room.width()))
        # Rows know their height only at their width.
        self.resize(width, self.height())
        for layout in (self.layout(), self.form.layout()):
            if layout is not None:
                layout.activate()
        rest = self.height() - self._scroll.height()
        self.resize(width, min(self.form.minimumSizeHint().height() + rest, round(room.height())))

    def _words(self, wishes: FilmWishes) -> str:
        """Return what the film comes to."""
        megabytes = wishes.about_bytes / MEGABYTE
        size = f"about {compact(megabytes, 2)} MB" if megabytes >= 0.1 else "less than 0.1 MB"
        frames = f"{grouped(wishes.n_frames)} frame{'s' if wishes.n_frames != 1 else ''}"
        words = f"{frames} of {wishes.width} × {wishes.height}, {size}."
        return words + self._stop_words(wishes) + self._lacking_words(wishes)

    def _stop_words(self, wishes: FilmWishes) -> str:
        """Return how long a stop lasts, or that some are passed over; outside step mode their number is unknown."""
        if wishes.kind != STEP:
            return ""
        walk = self._session.stepping.walk
        if walk is None:
            return UNKNOWN_STOPS if wishes.grain not in WHOLE_STEPS else ""
        stops, frames = stops_of(walk, wishes.grain), wishes.n_frames
        if wishes.whole_epoch:
            snapshot = self._session.snapshot
            frames //= 1 if snapshot is None else max(snapshot.n_batches, 1)
        if frames < stops:
            each = "Each step" if wishes.whole_epoch else "The step"
            return f" {each} has {grouped(stops)} stops here, more than frames: some are passed over."
        if wishes.whole_epoch:
            return ""
        return f" The step has {grouped(stops)} stops here: {compact(wishes.seconds / stops, 2)} seconds each."

    def _lacking_words(self, wishes: FilmWishes) -> str:
        """Return which views would be too small to be read."""
        asked = dict(self._asked)
        if wishes.kind == STEP and NETWORK in asked:
            title, size = asked[NETWORK]
            asked[NETWORK] = title, size.expandedTo(STEP_NETWORK)
        known = [asked[name] for name in wishes.views if name in asked]
        room = room_of(page_size(wishes.width, wishes.height, wishes.ratio))
        titles = [known[number][0] for number in lacking(room, [size for _, size in known], LEAST_CELL)]
        return f" Too small to be read so: {', '.join(titles)}. Choose a larger film, or fewer views." if titles else ""

    @Slot()
    def _on_changed(self) -> None:
        wishes = self.form.wishes
        problem = NO_VIEWS if self.form.lacks_views else wishes.problem()
        self.preview.setText(self._words(wishes))
        self.complaint.setText(problem)
        self.complaint.setVisible(bool(problem))
        self.export_button.setEnabled(not problem)
        if self.isVisible():
            self._fit()

    @Slot()
    def _on_export(self) -> None:
        self.film_wanted.emit(self.form.wishes)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        if self.isVisible():
            self._fit()
