"""What a compression gives back: the bottleneck as a scatter, and samples beside their reconstructions."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from mlp_core.data.pictures import picture_shape
from mlp_gui.views.reconstruction.scatter import BottleneckCanvas
from mlp_gui.views.reconstruction.texts import caption
from mlp_gui.views.reconstruction.tiles import ReconstructionTiles
from mlp_gui.views.reconstruction.values import ReconstructionValues
from mlp_gui.views.watched_view import WatchedView
from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.cursor import Mark
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.reconstruction import ReconstructionPicture
    from mlp_gui.state.session import Session

DIRECTIONS: Final = "directions"
_CHOICE_WIDTH: Final = 96
_BELOW, _MOST_BELOW = 5 / 9, 0.62
"""Shares of the height that what comes back has below the scatter: commonly, and at most for a row of pairs."""
_LEAST_BESIDE: Final = 340
"""Width from which on the halves can stand side by side, though there is less width than height."""
_MOST_UNITS: Final = 64
"""Units that are offered as axes; of a wider bottleneck the main directions are seen."""


class ReconstructionView(WatchedView):
    """The scatter, and below it or beside it what comes back. While it is hidden nothing is computed.

    Parameters
    ----------
    session : Session
        Whose compression is looked at.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Whether held-out points are shown.
    parent : QWidget, optional
        The dock.
    """

    object_name = "reconstruction_view"
    spoken_name = "Reconstruction"
    wanted_size = (372, 470)
    least_size = (280, 250)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session.reconstruction, theme_controller, parent)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._reconstruction = session.reconstruction
        self._message = QLabel(self)
        self._message.setObjectName("reconstruction_message")
        self._message.setProperty("role", "label")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        # The title bar shows whatever it is given, so the two are given as one, which is empty where they are hidden.
        self._axes = QWidget(self)
        self._across = self._axis_choice("Across", "across")
        self._up = self._axis_choice("Up", "up")
        row = QHBoxLayout(self._axes)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._across)
        row.addWidget(self._up)
        self._axes.hide()
        self.canvas = BottleneckCanvas(session, theme_controller, preferences, self)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.tiles = ReconstructionTiles(session, theme_controller, self)
        self.tiles.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.scroller = QScrollArea(self)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.values = ReconstructionValues(session, theme_controller, self)
        self.scroller.setWidget(self.values)
        self._foot = ElidingLabel(self)
        self._foot.setProperty("role", "caption")
        self._foot.setObjectName("reconstruction_caption")
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(0)
        for half in (self.canvas, self.tiles, self.scroller):
            self._halves.addWidget(half)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._message, 1)
        column.addLayout(self._halves, 1)
        column.addWidget(self._foot)
        self._reconstruction.place_changed.connect(self._on_place_changed)
        self._reconstruction.units_changed.connect(self._on_units_changed)
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.cursor.hovered_changed.connect(self._on_mark_changed)
        session.cursor.selected_changed.connect(self._on_mark_changed)
        self._on_theme_changed(None)
        self._on_picture_changed(self._reconstruction.picture)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: the axes, where the bottleneck has more than two units."""
        return [self._axes]

    @property
    def message(self) -> str:
        """Why there is nothing to be seen; "" where there is."""
        return self._message.text()

    @property
    def foot(self) -> str:
        """What is said of all samples together."""
        return self._foot.text()

    @property
    def is_of_pictures(self) -> bool:
        """Whether samples are shown as pictures, and not as numbers."""
        return not self.tiles.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves side by side where there is more width than height."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the halves side by side, or below each other where a row of pairs has room so, and share the room."""
        room = self.height() - self._foot.sizeHint().height()
        below, least = _BELOW, self.tiles.height_with_pairs / max(room, 1)
        is_wide = self.width() > 1.15 * self.height()
        if self.is_of_pictures and below < least:
            if least <= _MOST_BELOW:
                below = least
            elif self.width() >= self._theme_controller.px(_LEAST_BESIDE):
                is_wide = True
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        share = 500 if is_wide else ceil(1000 * below)
        for half, stretch in ((self.canvas, 1000 - share), (self.tiles, share), (self.scroller, share)):
            self._halves.setStretchFactor(half, stretch)

    @Slot(object)
    def _on_picture_changed(self, picture: ReconstructionPicture | None) -> None:
        is_of_pictures = False
        if picture is not None:
            features = picture.snapshot.dataset.input_map.features
            has_shape = picture_shape(picture.snapshot.dataset.point_names) is not None
            is_of_pictures = has_shape and all(feature.is_coordinate for feature in features)
        self._message.setText("" if picture is not None else self._reconstruction.obstacle)
        self._message.setVisible(picture is None)
        self.canvas.setVisible(picture is not None)
        self.tiles.setVisible(is_of_pictures)
        self._arrange()
        self.scroller.setVisible(picture is not None and not is_of_pictures)
        self.tiles.show_picture(picture if is_of_pictures else None)
        self.values.show_picture(picture)
        self._foot.setText("" if picture is None else caption(picture))
        self._foot.setVisible(picture is not None)
        self.setAccessibleDescription(self._foot.text() or self._message.text())
        self._offer_axes(picture)

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: object) -> None:
        """Say why there is nothing, as soon as it is known."""
        if self._reconstruction.picture is None and self._message.text() != self._reconstruction.obstacle:
            self._message.setText(self._reconstruction.obstacle)

    @Slot()
    def _on_place_changed(self) -> None:
        self._repaint_answers()

    @Slot(object)
    def _on_mark_changed(self, _mark: Mark | None) -> None:
        self._repaint_answers()

    def _repaint_answers(self) -> None:
        self.tiles.update()
        self.values.update()

    def _offer_axes(self, picture: ReconstructionPicture | None) -> None:
        """Offer the units of a bottleneck that is wider than the plane, and its main directions."""
        count = 0 if picture is None else picture.n_units
        is_offered = 2 < count <= _MOST_UNITS
        for choice in (self._across, self._up):
            choice.setVisible(is_offered)
            values = (DIRECTIONS, *(str(unit) for unit in range(count)))
            if is_offered and choice.values != values:
                units = [(str(unit), f"Unit {unit + 1}", f"What unit {unit + 1} answers.") for unit in range(count)]
                choice.set_items(
                    [(DIRECTIONS, "Directions", "The two directions along which codes vary most."), *units]
                )
        self._on_units_changed()

    def _axis_choice(self, title: str, name: str) -> Choice:
        choice = Choice(f"{title}: what of the bottleneck", self._axes)
        choice.setObjectName(f"reconstruction_{name}")
        choice.set_tip(f"What of the bottleneck goes {name}.")
        choice.hide()
        choice.chosen.connect(self._on_across_chosen if name == "across" else self._on_up_chosen)
        return choice

    @Slot(str)
    def _on_across_chosen(self, value: str) -> None:
        self._reconstruction.set_axis(0, None if value == DIRECTIONS else int(value))
        self._on_units_changed()

    @Slot(str)
    def _on_up_chosen(self, value: str) -> None:
        self._reconstruction.set_axis(1, None if value == DIRECTIONS else int(value))
        self._on_units_changed()

    @Slot()
    def _on_units_changed(self) -> None:
        units = self._reconstruction.units
        for axis, choice in enumerate((self._across, self._up)):
            choice.set_value(DIRECTIONS if units is None else str(units[axis]))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._message.setContentsMargins(px(28), 0, px(28), 0)
        self._foot.setContentsMargins(px(14), px(2), px(14), px(6))
        for choice in (self._across, self._up):
            choice.setFixedWidth(px(_CHOICE_WIDTH))
