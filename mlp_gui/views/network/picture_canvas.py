"""A canvas with its picture: layout, painting and the hover card, still without knowing where numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter

from mlp_gui.look.pixel_ratio import is_for_picture, pixel_ratio
from mlp_gui.views.network.canvas_style import canvas_style, most_scale, rectangle
from mlp_gui.views.network.card import DELAY_MS, MARGIN, SHADOW, Card, card_size, paint_card, place_card
from mlp_gui.views.network.controls import Button, bar_buttons, header_bar, header_buttons, zoom_buttons
from mlp_gui.views.network.interaction import InteractiveCanvas
from mlp_gui.views.network.legend import legend_content
from mlp_gui.views.network.picture import Picture, Shown
from mlp_gui.views.network.scene import EMPTY, Hit, Scene
from mlp_gui.views.network.side_names import class_names_width, input_names_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look import ThemeController

LEAST_WIDTH, LEAST_HEIGHT = 200, 160


class PictureCanvas(InteractiveCanvas):
    """Paints a scene, its marks and the card of what is hovered.

    Parameters
    ----------
    scene : Scene
        What is on the canvas.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, scene: Scene, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._look = theme_controller
        self._shown = Shown(scene, canvas_style(theme_controller), legend_content(0.0, False, False, []))
        self._picture = Picture()
        self._card: Card | None = None
        self._card_style = canvas_style(theme_controller)
        self._bar_column = 0
        self._had_button = False
        self._card_timer = QTimer(self)
        self._card_timer.setSingleShot(True)
        self._card_timer.setInterval(DELAY_MS)
        self._card_timer.timeout.connect(self._on_card_due)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def make_card(self, hit: Hit) -> Card | None:
        """Return the card of what is hovered, or None where there is nothing to say."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """Return the size of the canvas in the target picture."""
        return QSize(802, 718)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing can be told apart."""
        return QSize(320, 236)

    # Layout.

    def lay_out(self) -> None:
        """Place everything for the canvas, the type size and the names of the inputs; fills and edges are to follow."""
        width, height = max(self.width(), LEAST_WIDTH), max(self.height(), LEAST_HEIGHT)
        self._card_style = canvas_style(self._look)
        style = self._shown.style = canvas_style(self._look, most_scale(width, height))
        label = input_names_width(self.scene.structure, style, self.scene.picture)
        names = class_names_width(self.scene.structure, style, width)
        self.scene.resize(width, height, style.scale, label, names)
        self._shown.fills = [None] * len(self.scene.layout.columns)
        self._shown.edge_picture = None
        self.place_buttons()
        self._picture.forget_all()
        self.update()

    def place_buttons(self) -> None:
        """Place the buttons for the camera and for the column that is hovered or has the focus; a picture has none."""
        shown = self._shown
        if is_for_picture():
            shown.bar, shown.buttons, shown.zoom = None, [], []
            return
        column = self._hit.column if self._hit.kind in ("tile", "bias", "column") else -1
        if self._focus is not None and self._focus.column > 0:
            column = self._focus.column
        structure, layout, camera = self.scene.structure, self.scene.layout, self.scene.camera
        shown.bar = header_bar(structure, layout, camera, shown.style, self._column_of_bar(column))
        if shown.bar is not None:
            shown.buttons = bar_buttons(structure, shown.bar, shown.style)
        else:
            shown.buttons = header_buttons(structure, layout, camera, shown.style, column)
        shown.buttons.extend(self._group_buttons())
        shown.zoom = zoom_buttons(layout, shown.style)

    def _column_of_bar(self, hovered: int) -> int:
        """Return the hidden layer hovered last that there still is, at first the last one; 1 without any."""
        last = max(len(self.scene.structure.layers) - 1, 1)
        if 0 < hovered <= last:
            self._bar_column = hovered
        return min(self._bar_column, last) if self._bar_column else last

    def hit_at(self, position: QPointF) -> Hit:
        """Return what stands under a point; a layer's bar belongs to its column, wherever it reaches."""
        bar = self._shown.bar
        if bar is not None and bar.rect.contains(position):
            return Hit("column", bar.column)
        return super().hit_at(position)

    def _group_buttons(self) -> list[Button]:
        scale = self._shown.style.scale
        side = 16.0 * scale
        buttons = []
        for column in self.scene.opened:
            x, _ = self.scene.camera.to_canvas(self.scene.layout.columns[column].x, 0.0)
            rect = QRectF(x + 56.0 * scale, self.scene.layout.rows.pooled * scale - side / 2, side, side)
            buttons.append(Button("close_group", column, rect, "Show all units pooled again (Esc)"))
        return buttons

    def all_buttons(self) -> list[Button]:
        """Return the buttons of the header, then those of the zoom."""
        return [*self._shown.buttons, *self._shown.zoom]

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the layers together; the card floats above. A picture shows nothing of pointer and keyboard."""
        is_picture = is_for_picture()
        self._shown.focus = self._focus if self.hasFocus() and not is_picture else None
        hovered = self._shown.hovered
        if is_picture:
            self._shown.hovered = EMPTY
        with QPainter(self) as painter:
            painter.setClipRect(event.rect())
            self._picture.paint(painter, self._shown, pixel_ratio(self))
            self.paint_over(painter)
            if self._card is not None and not is_picture:
                paint_card(painter, self._card, self._card_rect(), self._card_style)
        self._shown.hovered = hovered

    def paint_over(self, painter: QPainter) -> None:
        """Paint what stands on the picture, below the card: nothing."""

    def update_content(self) -> None:
        """Repaint between header and legend."""
        self.update(rectangle(self.scene.layout.content).toAlignedRect())

    def update_header(self) -> None:
        """Paint the header anew."""
        self._picture.forget_header()
        self.update(QRect(0, 0, self.width(), round(self.scene.layout.header) + 1))

    def update_legend(self) -> None:
        """Paint the legend and the zoom buttons anew."""
        self._picture.forget_legend()
        height = round(self.scene.layout.legend) + 1
        self.update(QRect(0, self.height() - height, self.width(), height))

    # Marks and the card.

    def hover(self, hit: Hit, button: Button | None) -> None:
        """Mark what is under the pointer; its card follows after a moment."""
        self.hide_card()
        before = [one.key for one in self._shown.buttons]
        pressed = self._button_pressed
        self._shown.button_hovered = button.key if button else None
        self._shown.button_pressed = pressed.key if pressed else None
        self.place_buttons()
        if button is not None or self._had_button or before != [one.key for one in self._shown.buttons]:
            self.update_header()
            self.update_legend()
        self._had_button = button is not None
        hovered = hit if hit.kind in ("tile", "bias", "edge") else EMPTY
        if hovered != self._shown.hovered:
            self._shown.hovered = hovered
            self.update_content()
        if hovered != EMPTY:
            self._card_timer.start()

    @Slot()
    def _on_card_due(self) -> None:
        self.show_card()

    def show_card(self) -> None:
        """Show the card of what is hovered, with the numbers of now."""
        if self._is_panning:
            return
        old = self._card_rect()
        self._card = self.make_card(self._shown.hovered)
        self._update_around(old.united(self._card_rect()))

    def hide_card(self) -> None:
        """Take the card away."""
        self._card_timer.stop()
        if self._card is not None:
            rect = self._card_rect()
            self._card = None
            self._update_around(rect)

    def _update_around(self, rect: QRectF) -> None:
        if not rect.isEmpty():
            reach = SHADOW + 6
            self.update(rect.adjusted(-reach, -reach, reach, reach).toAlignedRect())

    def _card_rect(self) -> QRectF:
        if self._card is None:
            return QRectF()
        bounds, header = QRectF(self.rect()), self.scene.layout.header
        if card_size(self._card, self._card_style)[1] + 2 * MARGIN < bounds.height() - header:
            bounds.setTop(header)  # the buttons of the layer stand there
        return place_card(self._card, self._card_style, self.place_of(self._shown.hovered), bounds)

    def place_of(self, hit: Hit) -> QRectF:
        """Return where something stands on the canvas: a tile, or the middle of an edge."""
        camera = self.scene.camera
        if hit.kind == "edge":
            points = self.scene.curves.points[hit.edge]
            x, y = camera.to_canvas(*points[len(points) // 2])
            return QRectF(x - 6.0, y - 6.0, 12.0, 12.0)
        column = self.scene.layout.columns[hit.column]
        return rectangle(camera.rect_to_canvas(column.tile_rect(hit.row)))
