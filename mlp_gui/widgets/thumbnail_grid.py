"""Small pictures to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from mlp_gui.look.icons import DISABLED_OPACITY
from mlp_gui.widgets.drawing import RING_ROOM, RING_WIDTH, draw_box, is_keyboard_focus
from mlp_gui.widgets.reflow_grid import ReflowGrid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

    from mlp_gui.look import Theme, ThemeController

    #: Draws the picture of a value on a painter whose origin is the tile's corner, in a tile of so many pixels.
    Draw = Callable[[QPainter, str, float], None]

TILE = 30
GAP = 4
RADIUS = 7


class _Tile(QAbstractButton):
    """One picture."""

    def __init__(self, theme_controller: ThemeController, value: str, draw: Draw, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self._controller = theme_controller
        self._draw = draw
        self._ring = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the tile's size."""
        side = self._controller.px(TILE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a picture is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in its frame: a hairline, or two pixels of ink where chosen."""
        theme = self._controller.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        side = float(self._controller.px(TILE))
        box = QRectF(0, 0, side, side)
        radius = float(self._controller.px(RADIUS))
        if self._ring:
            # The ring takes the tile's edge, so that tiles stand in line with the fields below them.
            draw_box(painter, box, radius, None, theme.cursor_line, RING_WIDTH)
            box.adjust(RING_ROOM, RING_ROOM, -RING_ROOM, -RING_ROOM)
            radius -= RING_ROOM
        ground = theme.hover if self.underMouse() and not self.isChecked() else theme.canvas
        draw_box(painter, box, radius, ground, None)
        inside = QPainterPath()
        inside.addRoundedRect(box, radius, radius)
        painter.save()
        painter.setClipPath(inside)
        painter.translate(box.topLeft())
        self._draw(painter, self.value, box.width())
        painter.restore()
        if self.isChecked():
            draw_box(painter, box, radius, None, theme.ink, 2.0)
        else:
            draw_box(painter, box, radius, None, theme.line2 if self.underMouse() else theme.line)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by keys."""
        self._ring = is_keyboard_focus(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        self._ring = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrow keys to the grid, which knows who stands above whom."""
        if event.key() in _MOVES:
            event.ignore()
        else:
            super().keyPressEvent(event)


# By number: keyboards send codes that Qt has no name for.
_MOVES: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ThumbnailGrid(ReflowGrid):
    """Choose one of several pictures; arrow keys go from one to its neighbour and choose it.

    Parameters
    ----------
    name : str
        What a screen reader calls it.
    items : iterable of (str, str, str)
        Each value with its title and a sentence for its tool-tip.
    draw : callable
        Draws a value's picture: ``draw(painter, value, side)``.
    columns : int
        Pictures in a row, where it is wide enough.
    """

    #: str: the user chose this value.
    chosen = Signal(str)

    def __init__(
        self,
        theme_controller: ThemeController,
        name: str,
        items: Iterable[tuple[str, str, str]],
        draw: Draw,
        parent: QWidget | None = None,
        *,
        columns: int = 7,
    ) -> None:
        super().__init__(columns, parent)
        self._controller = theme_controller
        self._group = QButtonGroup(self)
        self._tiles: dict[str, _Tile] = {}
        self.setAccessibleName(name)
        for value, title, tip in items:
            tile = _Tile(theme_controller, value, draw, self)
            tile.setAccessibleName(title)
            tile.setToolTip(f"<b>{title}</b><br>{tip}" if tip else title)
            tile.setObjectName(f"tile_{value}")
            self._tiles[value] = tile
            self._group.addButton(tile)
            self.add_cell(tile)
        self._group.buttonToggled.connect(self._on_button_toggled)
        self._group.buttonClicked.connect(self._on_button_clicked)
        self._show_tab_stop()
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed(theme_controller.theme)

    @property
    def value(self) -> str:
        """The chosen value, "" for none."""
        button = self._group.checkedButton()
        return button.value if isinstance(button, _Tile) else ""

    def set_value(self, value: str) -> None:
        """Mark another picture as chosen; nothing is emitted. An unknown value marks none."""
        if value in self._tiles:
            self._tiles[value].setChecked(True)
        else:
            self._group.setExclusive(False)
            for tile in self._tiles.values():
                tile.setChecked(False)
            self._group.setExclusive(True)
            self._show_tab_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbour in the arrow's direction, and choose it."""
        move = _MOVES.get(event.key())
        tiles = list(self._tiles.values())
        focused = self.focusWidget()
        if move is None or focused not in tiles:
            super().keyPressEvent(event)
            return
        target = tiles.index(focused) + move[0] + move[1] * self.columns
        if 0 <= target < len(tiles):
            tiles[target].setFocus(Qt.FocusReason.TabFocusReason)
            tiles[target].click()

    def _show_tab_stop(self) -> None:
        """Let Tab stop at the chosen picture alone, or at the first where none is chosen."""
        stop = self._group.checkedButton() or next(iter(self._tiles.values()), None)
        for tile in self._tiles.values():
            tile.setFocusPolicy(Qt.FocusPolicy.TabFocus if tile is stop else Qt.FocusPolicy.NoFocus)

    @Slot(QAbstractButton, bool)
    def _on_button_toggled(self, _button: QAbstractButton, checked: bool) -> None:
        if checked:
            self._show_tab_stop()

    @Slot(QAbstractButton)
    def _on_button_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _Tile):
            self.chosen.emit(button.value)

    @Slot(object)
    def _on_theme_changed(self, _theme: Theme) -> None:
        self.set_gap(self._controller.px(GAP))
        for tile in self._tiles.values():
            tile.updateGeometry()
            tile.update()
