"""The hidden space: the data and the input plane's grid as a hidden layer sees them, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from mlp_gui.views.hidden_space.canvas import HiddenCanvas
from mlp_gui.views.hidden_space.controls import HiddenControls
from mlp_gui.views.hidden_space.texts import caption
from mlp_gui.views.watched_view import WatchedView
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.hidden_space import HiddenPicture
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class HiddenSpaceView(WatchedView):
    """Canvas, controls, and what is seen in a sentence. While it is hidden nothing is computed.

    Parameters
    ----------
    session : Session
        Its hidden space is shown.
    theme_controller : ThemeController
        Colours and fonts.
    preferences : Preferences
        Held-out points, and whether things glide.
    parent : QWidget, optional
        The dock.
    """

    object_name = "hidden_space_view"
    spoken_name = "Hidden space"
    wanted_size = (372, 360)
    least_size = (280, 250)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session.regions.hidden_space, theme_controller, parent)
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._space = session.regions.hidden_space
        self.canvas = HiddenCanvas(session, theme_controller, preferences, self)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.controls = HiddenControls(session, theme_controller, preferences, self)
        self._foot = ElidingLabel(self)
        self._foot.setProperty("role", "caption")
        self._foot.setObjectName("hidden_space_caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.controls)
        column.addWidget(self._foot)
        self._space.blend_changed.connect(self._on_blend_changed)
        self._on_theme_changed(None)
        self._describe()

    @property
    def foot(self) -> str:
        """The sentence below the controls."""
        return self._foot.text()

    def _describe(self) -> None:
        picture = self._space.picture
        self._foot.setText("" if picture is None else caption(picture, self._space.blend))
        self.controls.setProperty("picture_title", "" if picture is None else f"Hidden {picture.layer + 1}")

    @Slot(object)
    def _on_picture_changed(self, _picture: HiddenPicture | None) -> None:
        self._describe()

    @Slot(float)
    def _on_blend_changed(self, _blend: float) -> None:
        self._describe()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._foot.setContentsMargins(px(14), px(2), px(14), px(8))
