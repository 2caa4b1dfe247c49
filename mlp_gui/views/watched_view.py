"""A view of a picture that is computed as long as somebody looks: what all of its kind have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from mlp_gui.views.sight import Sight

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.watched_picture import WatchedPicture


class WatchedView(QWidget):
    """Has its owner's picture computed while it is seen, and nothing while it is not.

    Each view says what it is called and how large it would like to be, and follows picture and theme in the two slots.

    Parameters
    ----------
    owner : WatchedPicture
        Owner of what is shown.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.

    Attributes
    ----------
    object_name, spoken_name : str
        What the view is called, by the program and by a screen reader.
    wanted_size : (int, int)
        What it asks for when it is opened beside the other views, in pixels at 100 %.
    least_size : (int, int)
        At which it can be read, likewise.

    Signals
    -------
    subtitle_changed : str
        For the dock's title bar.
    """

    object_name: ClassVar[str]
    spoken_name: ClassVar[str]
    wanted_size: ClassVar[tuple[int, int]]
    least_size: ClassVar[tuple[int, int]]

    subtitle_changed = Signal(str)

    def __init__(
        self, owner: WatchedPicture[Any, Any], theme_controller: ThemeController, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(self.object_name)
        self.setAccessibleName(self.spoken_name)
        self._owner = owner
        self._theme_controller = theme_controller
        self._sight = Sight(self)
        self._sight.changed.connect(self._on_sight_changed)
        owner.picture_changed.connect(self._on_picture_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)

    @property
    def subtitle(self) -> str:
        """What stands beside the dock's title."""
        return ""

    @property
    def is_late(self) -> bool:
        """Whether the picture of the moment in which it came into sight is still being computed."""
        return self._owner.is_late

    def title_controls(self) -> list[QWidget]:
        """Return the controls for the dock's title bar."""
        return []

    def sizeHint(self) -> QSize:
        """Return the size that it asks for when it is opened beside the other views."""
        return self._scaled(self.wanted_size)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it can be read."""
        return self._scaled(self.least_size)

    def showEvent(self, event: QShowEvent) -> None:
        """Have the picture computed, unless another dock's tab lies before it."""
        super().showEvent(event)
        self._sight.set_shown(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Have nothing computed any more."""
        super().hideEvent(event)
        self._sight.set_shown(False)

    @Slot(bool)
    def _on_sight_changed(self, seen: bool) -> None:
        self._owner.set_watched(seen)

    def _scaled(self, size: tuple[int, int]) -> QSize:
        return QSize(*(self._theme_controller.px(length) for length in size))

    @Slot(object)
    def _on_picture_changed(self, picture: Any) -> None:
        """Show a newer picture, or that there is none."""
        raise NotImplementedError

    @Slot(object)
    def _on_theme_changed(self, theme: object) -> None:
        """Follow colours and size of letters."""
        raise NotImplementedError
