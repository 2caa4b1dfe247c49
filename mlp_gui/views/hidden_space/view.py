"""The hidden space: the data and the input plane's grid as a hidden layer sees them, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mlp_gui.views.hidden_space.canvas import HiddenCanvas
from mlp_gui.views.hidden_space.controls import HiddenControls
from mlp_gui.views.hidden_space.texts import caption
from mlp_gui.widgets.eliding_label import ElidingLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.preferences import Preferences
    from mlp_gui.state.session import Session


class HiddenSpaceView(QWidget):
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

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar.
    """

    subtitle_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        theme_controller: ThemeController,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("hidden_space_view")
        self.setAccessibleName("Hidden space")
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._space = session.regions.hidden_space
        self._theme_controller = theme_controller
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
        self._space.picture_changed.connect(self._on_shown_changed)
        self._space.blend_changed.connect(self._on_shown_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(None)
        self._on_shown_changed(None)

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar: none, they stand below the canvas."""
        return []

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title."""
        return ""

    @property
    def foot(self) -> str:
        """The sentence below the controls."""
        return self._foot.text()

    def sizeHint(self) -> QSize:
        """Return the size that it asks for when it is opened beside the other views."""
        px = self._theme_controller.px
        return QSize(px(372), px(360))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        px = self._theme_controller.px
        return QSize(px(280), px(250))

    def showEvent(self, event: QShowEvent) -> None:
        """Have the picture computed."""
        super().showEvent(event)
        self._space.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Have nothing computed any more."""
        super().hideEvent(event)
        self._space.set_watched(False)

    @Slot(object)
    def _on_shown_changed(self, _what: object) -> None:
        picture = self._space.picture
        self._foot.setText("" if picture is None else caption(picture, self._space.blend))

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._foot.setContentsMargins(px(14), px(2), px(14), px(8))
