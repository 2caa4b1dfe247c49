"""The moments that the line leads between: from, to, and a button that marks the moment of now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mlp_gui.state.surface_picture import NOW, START
from mlp_gui.views.surface.names import moment_title
from mlp_gui.widgets import Choice, IconButton

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.surface import Surface
    from mlp_gui.state.surface_picture import Plane

_WIDTH: Final = 96


class MomentControls(QWidget):
    """Two lists of moments, of the start, of now, and of those that were marked.

    Parameters
    ----------
    surface : Surface
        Its line is what is set.
    theme_controller : ThemeController
        Sizes.
    """

    def __init__(self, surface: Surface, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surface_moments")
        self._surface = surface
        self._theme_controller = theme_controller
        self.ends = tuple(Choice(name, self) for name in ("From this moment", "To this moment"))
        self.mark = IconButton(theme_controller, "Mark this moment", "plus",
                               "Marks the moment where the timeline stands, for either end of the line.", self,
                               side=26, icon_side=15, boxed=True)  # fmt: skip
        self.mark.setObjectName("surface_mark")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._row = row
        for name, choice in zip(("From", "to"), self.ends, strict=True):
            label = QLabel(name, self)
            label.setProperty("role", "caption")
            choice.setObjectName(f"surface_{name.lower()}")
            row.addWidget(label)
            row.addWidget(choice)
        row.addWidget(self.mark)
        self.ends[0].chosen.connect(self._on_first_chosen)
        self.ends[1].chosen.connect(self._on_last_chosen)
        self.mark.clicked.connect(surface.mark_moment)
        surface.moments.changed.connect(self._on_moments_changed)
        surface.plane_changed.connect(self._on_plane_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)
        self._on_moments_changed()

    @Slot()
    def _on_moments_changed(self) -> None:
        marked = [(moment.key, moment_title(moment), "") for moment in self._surface.moments.marked]
        items = [(START, "start", "The first weights."), *marked, (NOW, "now", "Where the timeline stands.")]
        for choice in self.ends:
            choice.set_items(items)
        self._on_plane_changed(self._surface.plane)

    @Slot(object)
    def _on_plane_changed(self, plane: Plane) -> None:
        self.ends[0].set_value(plane.start)
        self.ends[1].set_value(plane.end)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        px = self._theme_controller.px
        self._row.setSpacing(px(4))
        for choice in self.ends:
            choice.setFixedWidth(px(_WIDTH))

    @Slot(str)
    def _on_first_chosen(self, key: str) -> None:
        self._surface.choose_moment(0, key)

    @Slot(str)
    def _on_last_chosen(self, key: str) -> None:
        self._surface.choose_moment(1, key)
