"""A flat button that shows one icon in the theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QToolButton

from mlp_gui.look.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import Theme, ThemeController


class IconButton(QToolButton):
    """A button with an icon, a spoken name and a tool-tip.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    icon_name : str
        File name of the icon.
    tip : str
        One sentence on what it does.
    side : int
        Width and height in pixels at 100 %.
    icon_side : int
        Side of the icon in pixels at 100 %.
    boxed : bool
        Whether it has a field's border.
    token : str
        Name of the theme's colour for its lines.
    """

    def __init__(
        self,
        theme_controller: ThemeController,
        name: str,
        icon_name: str,
        tip: str = "",
        parent: QWidget | None = None,
        *,
        side: int = 28,
        icon_side: int = 16,
        boxed: bool = False,
        token: str = "text2",
    ) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._icon_name = icon_name
        self._side = side
        self._icon_side = icon_side
        self._token = token
        self.setProperty("boxed", boxed)
        self.setAccessibleName(name)
        self.setToolTip(tip or name)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    def set_icon_name(self, icon_name: str) -> None:
        """Show another icon."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._on_theme_changed(self._controller.theme)

    @Slot(object)
    def _on_theme_changed(self, theme: Theme) -> None:
        side = self._controller.px(self._icon_side)
        self.setIcon(icon(self._icon_name, theme, side, self._token))
        self.setIconSize(QSize(side, side))
        self.setFixedSize(self._controller.px(self._side), self._controller.px(self._side))
