"""The three error measures in a dock: three small maps or curves in a row, each with its value and its slope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mlp_gui.look.numbers import compact
from mlp_gui.views.surface.readout import loss_at, measure_text
from mlp_gui.views.surface.small_drawings import SmallCurve, SmallMap
from mlp_gui.widgets import IconButton
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.surface.measure_words import MeasureWords

LEAST: Final = (300, 150)
"""Width and height of all three in pixels at 100 %: below, nothing could be told."""
_FOR_SENTENCES: Final = 225
"""Pixels of height at 100 % from which there is room for what is to be seen in each."""
_SUM: Final = (
    "Only the squared error has a slope everywhere: only it can be descended.\n"
    "Only the squared error has a slope everywhere.\n"
    "Only the last one can be descended."
)
_SUM_OF_STEPS: Final = (
    "Behind a step the squared error jumps too: only a smooth output can be descended.\n"
    "Only a smooth output can be descended."
)


class SmallMeasure(QWidget):
    """One measure: its name, its value, and its map or curve.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    words : MeasureWords
        What is said of the measure.
    """

    def __init__(
        self, surface: Surface, theme_controller: ThemeController, words: MeasureWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._words = words
        self._surface = surface
        self.setObjectName(f"small_measure_{words.key}")
        self._name = ElidingLabel(self)
        self._name.setProperty("role", "title")
        self._name.setText(f"{words.name}\n{words.brief}")
        self.value = ElidingLabel(self)
        self.value.setProperty("role", "caption")
        self.slope = ElidingLabel(self)
        self.slope.setProperty("role", "caption")
        self.sentence = QLabel(self)
        self.sentence.setProperty("role", "caption")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.map = SmallMap(surface, theme_controller, self, words.key)
        self.curve = SmallCurve(surface, theme_controller, self, words.key)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.map)
        self._pages.addWidget(self.curve)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for widget in (self._name, self.value, self.slope):
            self._column.addWidget(widget)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self.sentence)
        surface.probe_changed.connect(self._on_probe_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def show_picture(self, picture: SurfacePicture) -> None:
        """Say how high the measure is now, and turn to the drawing that fits."""
        self._pages.setCurrentIndex(int(picture.is_line))
        self._write(picture.showing(self._words.key))
        said = self._words.said_of(picture.snapshot.network)
        self.sentence.setText(said)
        self._name.setToolTip(said)

    def _write(self, reading: SurfacePicture) -> None:
        """Say how high it is at the current point, and how steep; while a point is read out, how high it is there."""
        probe = self._surface.probe
        if probe is not None and len(probe) == reading.axes.count:
            self.value.setText(compact(loss_at(reading, *probe), 4))
            self.slope.setText("at the pointer\nthere")
            return
        value, _, slope = measure_text(reading).partition(", ")
        self.value.setText(value)
        self.slope.setText(f"{slope}\n{measure_text(reading, digits=2).partition(', ')[2]}")

    @Slot(object)
    def _on_probe_changed(self, _probe: tuple[float, ...] | None) -> None:
        picture = self._surface.picture
        if self.isVisible() and picture is not None and self._words.key in picture.readings:
            self._write(picture.showing(self._words.key))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._column.setContentsMargins(px(8), px(2), 0, 0)
        self._column.setSpacing(px(1))


class SmallMeasures(QWidget):
    """Three small columns over a line that says what they show together.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    told : tuple of MeasureWords
        The measures, from the left.

    Attributes
    ----------
    enlarge : IconButton
        Asks for a window of their own.
    """

    def __init__(
        self,
        surface: Surface,
        theme_controller: ThemeController,
        told: tuple[MeasureWords, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self.columns = tuple(SmallMeasure(surface, theme_controller, words, self) for words in told)
        self._sum = ElidingLabel(self)
        self._sum.setProperty("role", "label")
        self.enlarge = IconButton(
            theme_controller, "Show them in a window of their own", "picture-in-picture-2",
            "Larger, with three reliefs, in a window of their own.", self, side=24, icon_side=14,
        )  # fmt: skip
        self.enlarge.setObjectName("enlarge_small_measures")
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        for column in self.columns:
            self._row.addWidget(column, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._sum, 1)
        self._foot.addWidget(self.enlarge)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(self._row, 1)
        whole.addLayout(self._foot)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(200, 150)

    def show_picture(self, picture: SurfacePicture) -> None:
        """Show all three of a picture."""
        for column in self.columns:
            column.show_picture(picture)
        is_step = picture.snapshot.network.activations[-1].is_flat
        self._sum.setText(_SUM_OF_STEPS if is_step else _SUM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what is to be seen in each where there is room for that."""
        super().resizeEvent(event)
        has_room = self.height() >= self._theme_controller.px(_FOR_SENTENCES) + self.width() / 6.0
        for column in self.columns:
            column.sentence.setVisible(has_room)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._row.setContentsMargins(0, 0, px(8), 0)
        self._foot.setContentsMargins(px(14), 0, px(8), 0)
