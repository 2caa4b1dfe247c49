"""The loss surface: the same plane twice, as a map and as a relief, or a line as a curve, with their controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mlp_gui.state.surface_picture import LINES
from mlp_gui.views.sight import Sight
from mlp_gui.views.surface.camera import Camera
from mlp_gui.views.surface.controls import SurfaceControls
from mlp_gui.views.surface.curve import SurfaceCurve
from mlp_gui.views.surface.drawing_switch import DrawingSwitch
from mlp_gui.views.surface.facts import WIDTH, SurfaceFacts
from mlp_gui.views.surface.heights import Heights
from mlp_gui.views.surface.map import SurfaceMap
from mlp_gui.views.surface.measures import ErrorMeasures
from mlp_gui.views.surface.memory import SurfaceMemory
from mlp_gui.views.surface.readout import foot, picture_title
from mlp_gui.views.surface.relief import SurfaceRelief
from mlp_gui.views.surface.viewpoint import Viewpoint
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session
    from mlp_gui.state.surface_picture import Plane, SurfacePicture

ROOM_FOR_TWO: Final = 560
"""Pixels at 100 % of the longer side."""
BESIDE_PLOT: Final = 160
LEAST_SIDE: Final = 110
"""Of the map where it shares the room, in pixels at 100 %: in less nothing can be read."""
LEAST_HEIGHT: Final = 260
"""Of pictures that facts stand beside, in pixels at 100 %."""
BELOW_PLOT: Final = 54
"""What axes and legend of the map take of its width and height, in pixels at 100 %."""
FOR_TWO: Final = (1040, 600)
"""Width and height in pixels at 100 % of a window of its own in which both stand well."""
_WAITING: Final = "The surface appears as soon as the network is ready."
_MESSAGE, _PLANE, _CURVE, _MEASURES = range(4)
"""Pages."""


class SurfaceView(QWidget):
    """Map, relief and curve of the session's loss surface. While nobody sees it nothing is computed.

    Parameters
    ----------
    session : Session
        Its surface is shown.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Where scale, cap, span, viewpoint and drawing are remembered.
    parent : QWidget, optional
        The dock.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar.
    room_wanted : QSize
        It is asked to stand in a window of its own, so large.
    """

    subtitle_changed = Signal(str)
    room_wanted = Signal(QSize)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surface_view")
        self.setAccessibleName("Loss surface")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._surface = surface = session.surface
        self._theme_controller = theme_controller
        self._preferences = preferences
        self._viewpoint = Viewpoint(self)
        self._seen: tuple[object, ...] = ()
        self._sight = Sight(self)
        SurfaceMemory(surface, self._viewpoint, preferences, self)
        self.controls = SurfaceControls(session, theme_controller, self)
        self.map = SurfaceMap(surface, theme_controller, self)
        self.relief = SurfaceRelief(surface, theme_controller, self._viewpoint, self)
        self.curve = SurfaceCurve(surface, theme_controller, self)
        self.measures = ErrorMeasures(surface, theme_controller, self._viewpoint, self)
        self.measures.room_wanted.connect(self.room_wanted)
        self._message = QLabel(_WAITING, self)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setProperty("role", "label")
        plane = QWidget(self)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, plane)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(0)
        self._pair.addWidget(self.relief, 1)
        self._pair.addWidget(self.map, 1)
        self.facts = SurfaceFacts(surface, theme_controller, self)
        self.facts.hide()
        self._pages = QStackedWidget(self)
        for page in (self._message, plane, self.curve, self.measures):
            self._pages.addWidget(page)
        self._pages.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._foot = ElidingLabel(self)
        self._foot.setProperty("role", "caption")
        self._foot.setObjectName("surface_truth")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.controls)
        pictures = QHBoxLayout()
        pictures.setSpacing(0)
        pictures.addWidget(self._pages, 1)
        pictures.addWidget(self.facts)
        column.addLayout(pictures, 1)
        column.addWidget(self._foot)
        self._drawing_control = DrawingSwitch(theme_controller, self)
        self._drawing_control.hide()
        self._sight.changed.connect(self._on_sight_changed)
        # The focus may be in the network, where the clicks go, in this view, or on its button.
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(surface.picking.end)
        self._escape.activatedAmbiguously.connect(surface.picking.end)
        surface.picture_changed.connect(self._on_picture_changed)
        surface.picking.changed.connect(self._on_picking_changed)
        surface.plane_changed.connect(self._on_plane_changed)
        self._drawing_control.chosen.connect(self._on_drawing_chosen)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self._on_picture_changed(surface.picture)
        surface.choose_measures(self._drawing == "measures")
        self._drawing_control.set_line(surface.plane.kind in LINES)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: map, relief or both, and for a line curve or error measures."""
        self._drawing_control.show()  # whoever takes it, layouts leave alone what was hidden on purpose
        return [self._drawing_control]

    @property
    def _drawing(self) -> str:
        """The drawing that was chosen; "" where none was."""
        return self._preferences.surface_drawing

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title: nothing, the relief says itself how it is drawn."""
        return ""

    @property
    def is_late(self) -> bool:
        """Whether the picture of the moment in which it came into sight is still being computed."""
        return self._surface.is_late

    @property
    def message(self) -> str:
        """What is written in place of a picture, or "" where there is one."""
        return self._message.text() if self._pages.currentWidget() is self._message else ""

    @property
    def foot(self) -> str:
        """The line below the picture: the true loss beside the plane's."""
        return self._foot.text()

    def sizeHint(self) -> QSize:
        """Return the size that it asks for when it is opened beside the other views: more than theirs."""
        px = self._theme_controller.px
        return QSize(px(372), px(460))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        px = self._theme_controller.px
        return QSize(px(300), px(300))

    def showEvent(self, event: QShowEvent) -> None:
        """Have the surface computed, unless another dock's tab lies before it."""
        super().showEvent(event)
        self._sight.set_shown(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Have nothing computed any more."""
        super().hideEvent(event)
        self._sight.set_shown(False)

    @Slot(bool)
    def _on_sight_changed(self, seen: bool) -> None:
        if seen:
            self.controls.list_parameters()
        self._surface.set_active(seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both drawings side by side, or one above the other, as the room is."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Show one drawing or both, as they were chosen; where nothing was, both if there is room for two.

        Both stand side by side, or one above the other, whichever leaves the map more room. Facts stand beside them
        where that takes nothing from them, and in place of the line below.
        """
        px = self._theme_controller.px
        width, height = self._room()
        side_by_side, stacked = self._sides()
        is_wide = side_by_side >= stacked
        has_room = max(side_by_side, stacked) >= px(LEAST_SIDE)
        shown = self._drawing or ("both" if max(width, height) >= px(ROOM_FOR_TWO) else "map")
        if shown == "both" and not has_room:
            shown = "map"
        self._drawing_control.set_room_for_two(has_room)
        n_beside = {"both": 2 if is_wide else 1, "measures": 3}.get(shown, 1)
        has_facts = self._has_facts((width - px(WIDTH)) / n_beside, height)
        self.facts.setVisible(has_facts)
        self._foot.setVisible(not has_facts)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(direction)
        self.map.setVisible(shown != "relief")
        self.relief.setVisible(shown != "map")
        self._drawing_control.set_value(shown)

    def _room(self) -> tuple[int, int]:
        """Return width and height that the pictures have."""
        return self.width(), self.height() - self.controls.height() - self._foot.sizeHint().height()

    def _sides(self) -> tuple[float, float]:
        """Return how large the map is with the relief beside it, and above it."""
        width, height = self._room()
        beside, below = self._theme_controller.px(BESIDE_PLOT), self._theme_controller.px(BELOW_PLOT)
        return min(width / 2.0 - beside, height - below), min(width - beside, height / 2.0 - below)

    def _has_facts(self, width: float, height: float) -> bool:
        """Whether facts leave pictures of that width as large as they are without them."""
        px = self._theme_controller.px
        is_picking, is_plane = self._surface.picking.is_on, self._pages.currentIndex() in (_PLANE, _CURVE)
        return is_plane and not is_picking and height >= px(LEAST_HEIGHT) and width - px(BESIDE_PLOT) >= height

    @Slot(object)
    def _on_picture_changed(self, picture: SurfacePicture | None) -> None:
        if picture is None:
            self._message.setText(self._surface.problem or _WAITING)
            self._pages.setCurrentIndex(_MESSAGE)
            self._write_foot()
            return
        self._face(picture)
        if picture.plane.has_measures:
            self._pages.setCurrentIndex(_MEASURES)
        else:
            self._pages.setCurrentIndex(_CURVE if picture.is_line else _PLANE)
        self.controls.setProperty("picture_title", picture_title(picture))
        self._write_foot()
        self._arrange()

    @Slot(bool)
    def _on_picking_changed(self, on: bool) -> None:
        self._escape.setEnabled(on)
        self._write_foot()
        self._arrange()

    @Slot(object)
    def _on_plane_changed(self, plane: Plane) -> None:
        self._write_foot()
        self._drawing_control.set_line(plane.kind in LINES)

    def _write_foot(self) -> None:
        """Say what the next click chooses while axes are picked; else the losses at the current point."""
        picture = self._surface.picture
        if self._surface.picking.is_on:
            axis = "the axis" if self._surface.plane.kind in LINES else f"axis {self._surface.picking.next_axis + 1}"
            self._foot.setText(f"Click a weight or bias in the network to make it {axis}. Esc ends it.")
        else:
            self._foot.setText("" if picture is None else foot(picture))

    def _face(self, picture: SurfacePicture) -> None:
        """See another plane over its valley first; from then on it stands still but for the hand."""
        key = (picture.snapshot.run_id, picture.plane.axes_key)
        if key != self._seen and not picture.is_line:
            self._seen = key
            parts = Heights.of(picture.values, self._surface.is_log, self._surface.cap).parts(picture.values)
            self._viewpoint.set_home(Camera.facing_valley(parts))

    @Slot(str)
    def _on_drawing_chosen(self, drawing: str) -> None:
        self._preferences.set_value("surface_drawing", drawing)
        self._surface.choose_measures(drawing == "measures")
        self._arrange()
        px = self._theme_controller.px
        if drawing == "both" and max(self._sides()) < px(LEAST_SIDE):
            self.room_wanted.emit(QSize(*map(px, FOR_TWO)))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._foot.setContentsMargins(px(14), px(3), px(14), px(5))
        self._message.setMargin(px(28))
