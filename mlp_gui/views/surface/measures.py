"""The three error measures side by side over the same weights: why only the squared error can be descended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mlp_gui.views.surface.curve import SurfaceCurve
from mlp_gui.views.surface.map import SurfaceMap
from mlp_gui.views.surface.measure_words import MEASURES
from mlp_gui.views.surface.readout import measure_text
from mlp_gui.views.surface.relief import SurfaceRelief
from mlp_gui.views.surface.small_measures import LEAST as SMALLEST
from mlp_gui.views.surface.small_measures import SmallMeasures

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.surface.measure_words import MeasureWords
    from mlp_gui.views.surface.viewpoint import Viewpoint

ROOM_FOR_TWO: Final = 330
"""Pixels of height at 100 % from which a measure has its relief and its map."""
_LEAST: Final = (190, 150)
"""Width and height of a measure in pixels at 100 %: below, nothing could be told."""
_NO_ROOM: Final = "Three surfaces side by side have no room here."
_WANTED: Final = (1040, 660)
"""Width and height of a view in pixels at 100 % in which each measure has its relief and its map."""


class MeasureColumn(QWidget):
    """One measure: its name, its drawings, and what is to be seen.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    viewpoint : Viewpoint
        Where reliefs are seen from.
    words : MeasureWords
        What is said of the measure.
    """

    def __init__(
        self,
        surface: Surface,
        theme_controller: ThemeController,
        viewpoint: Viewpoint,
        words: MeasureWords,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme_controller = theme_controller
        self._words = words
        key = words.key
        self.setObjectName(f"measure_{key}")
        self._name = QLabel(words.name, self)
        self._name.setProperty("role", "title")
        self.value = QLabel(self)
        self.value.setProperty("role", "caption")
        self._sentence = QLabel(words.sentence, self)
        self._sentence.setProperty("role", "caption")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.relief = SurfaceRelief(surface, theme_controller, viewpoint, self, key)
        self.map = SurfaceMap(surface, theme_controller, self, key)
        self.curve = SurfaceCurve(surface, theme_controller, self, key)
        plane = QWidget(self)
        pair = QVBoxLayout(plane)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(0)
        pair.addWidget(self.relief, 1)
        pair.addWidget(self.map, 1)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(plane)
        self._pages.addWidget(self.curve)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        heading = QHBoxLayout()
        heading.addWidget(self._name)
        heading.addWidget(self.value)
        heading.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(heading)
        self._column.addWidget(self._sentence)
        self._column.addWidget(self._pages, 1)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def sentence(self) -> str:
        """What is said of the measure."""
        return self._sentence.text()

    def show_picture(self, picture: SurfacePicture) -> None:
        """Say how high it is now, and turn to the drawing that fits."""
        self._pages.setCurrentIndex(int(picture.is_line))
        self.value.setText(measure_text(picture.showing(self._words.key)))
        self._sentence.setText(self._words.said_of(picture.snapshot.network))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show relief and map where there is room for both, else the relief."""
        super().resizeEvent(event)
        self.map.setVisible(self._pages.height() >= self._theme_controller.px(ROOM_FOR_TWO))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._column.setContentsMargins(px(14), px(6), px(8), 0)
        self._column.setSpacing(px(2))
        # Two lines for all, so that the drawings stand in one row.
        self._sentence.setMinimumHeight(2 * self._sentence.fontMetrics().lineSpacing())


class ErrorMeasures(QWidget):
    """Three columns, one for each measure, that are pointed at and turned together; small maps where room is scarce.

    Parameters
    ----------
    surface : Surface
        What is shown.
    theme_controller : ThemeController
        Colours and fonts.
    viewpoint : Viewpoint
        Where reliefs are seen from.

    Signals
    -------
    room_wanted : QSize
        The view is asked to become so large, in a window of its own.
    """

    room_wanted = Signal(QSize)

    def __init__(
        self, surface: Surface, theme_controller: ThemeController, viewpoint: Viewpoint, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface_measures")
        self._theme_controller = theme_controller
        self.columns = tuple(MeasureColumn(surface, theme_controller, viewpoint, words, self) for words in MEASURES)
        self.small = SmallMeasures(surface, theme_controller, MEASURES, self)
        self.small.enlarge.clicked.connect(self._on_enlarge_clicked)
        self._message = QLabel(self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setProperty("role", "label")
        self._message.setMargin(8)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        # It may be made so small that the measures go and the message comes.
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.enlarge = QPushButton("Show them in a window of their own", self)
        self.enlarge.setObjectName("enlarge_measures")
        self.enlarge.setToolTip("The button beside the window's close button puts the view back.")
        self.enlarge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.enlarge.clicked.connect(self._on_enlarge_clicked)
        self._notice = QWidget(self)
        notice = QVBoxLayout(self._notice)
        notice.addStretch(1)
        notice.addWidget(self._message)
        notice.addWidget(self.enlarge, 0, Qt.AlignmentFlag.AlignHCenter)
        notice.addStretch(1)
        self._row.addWidget(self._notice)
        self._picture: SurfacePicture | None = None
        for column in self.columns:
            self._row.addWidget(column, 1)
        self._row.addWidget(self.small, 1)
        surface.picture_changed.connect(self._on_picture_changed)
        self._on_picture_changed(surface.picture)

    @property
    def message(self) -> str:
        """Why there is nothing to compare, or "" where there is."""
        return "" if self._notice.isHidden() else self._message.text()

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return QSize(200, 150)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the measures side by side, or one below the other where it is narrow."""
        super().resizeEvent(event)
        is_wide = self._has_room(len(MEASURES), 1)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self._arrange()

    def _has_room(self, across: int, down: int) -> bool:
        width, height = (self._theme_controller.px(least) for least in _LEAST)
        return self.width() >= across * width and self.height() >= down * height

    def _arrange(self) -> None:
        """Show the measures where there are any and they have room, else say what is missing."""
        picture, count = self._picture, len(MEASURES)
        has_measures = self._has_measures(picture)
        has_room = self._has_room(count, 1) or self._has_room(1, count)
        width, height = (self._theme_controller.px(least) for least in SMALLEST)
        is_small = not has_room and self.width() >= width and self.height() >= height
        self._message.setText(_NO_ROOM if has_measures else picture.no_measures if picture is not None else "")
        self._notice.setVisible(not (has_measures and (has_room or is_small)))
        self.enlarge.setVisible(has_measures)
        for column in self.columns:
            column.setVisible(has_measures and has_room)
        self.small.setVisible(has_measures and is_small)

    @Slot()
    def _on_enlarge_clicked(self) -> None:
        self.room_wanted.emit(QSize(*map(self._theme_controller.px, _WANTED)))

    @Slot(object)
    def _on_picture_changed(self, picture: SurfacePicture | None) -> None:
        self._picture = picture
        self._arrange()
        if picture is not None and self._has_measures(picture):
            for column in self.columns:
                column.show_picture(picture)
            self.small.show_picture(picture)

    def _has_measures(self, picture: SurfacePicture | None) -> bool:
        return picture is not None and all(words.key in picture.readings for words in MEASURES)
