"""The picture on the canvas, kept in layers so that each change repaints only what it touches."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from mlp_gui.look.pixel_ratio import is_for_lines
from mlp_gui.views.network.canvas_style import draw_focus_ring, on_pixels, rectangle
from mlp_gui.views.network.chips import Chip, bias_chip, bias_look
from mlp_gui.views.network.control_painting import paint_button, paint_zoom_box
from mlp_gui.views.network.edges import EdgeLook, EdgePainter, EdgeStyle, mark_edge, paint_handle, style_edges
from mlp_gui.views.network.header import paint_header
from mlp_gui.views.network.legend import LegendContent, paint_legend
from mlp_gui.views.network.line_picture import paint_as_lines
from mlp_gui.views.network.marks import draw_border, draw_ring
from mlp_gui.views.network.pixel_bands import paint_band
from mlp_gui.views.network.scene import EMPTY, Hit
from mlp_gui.views.network.side_names import SideNames
from mlp_gui.views.network.units import (
    SMALLEST_WITH_NUMBER,
    is_sharp,
    paint_live_tile,
    paint_plain_tile,
    radius_of,
    tile_pixmap,
)

if TYPE_CHECKING:
    from mlp_gui.views.network.background import EdgePicture
    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.controls import Button, HeaderBar
    from mlp_gui.views.network.focus import Focus
    from mlp_gui.views.network.frame import Frame
    from mlp_gui.views.network.heat import ColumnFill
    from mlp_gui.views.network.scene import Scene

FADE = 0.84
"""How far edges step back while those of one unit stand out."""


@dataclass(slots=True)
class Shown:
    """All that the picture is painted from.

    Attributes
    ----------
    scene : Scene
        Geometry.
    style : CanvasStyle
        Colours and fonts.
    legend : LegendContent
        What the legend says.
    fills : list of ColumnFill or None
        What the tiles of each column show.
    frame : Frame or None
        Numbers of the newest moment.
    edge_picture : EdgePicture or None
        Of a large network: its edges, painted in the background.
    errors, dashed : bool
        Whether edges show gradients; whether negative ones are dashed.
    is_moving : bool
        Whether it trains, so that each picture is soon replaced.
    buttons, zoom : list of Button
        On the canvas now.
    bar : HeaderBar or None
        What holds the buttons of one layer, where columns are close.
    hovered : Hit
        What the pointer, here or in another view, is over.
    selected : Hit
        What was clicked last, in any view.
    button_hovered, button_pressed : tuple or None
        Keys of buttons.
    focus : Focus or None
        Keyboard focus, while the canvas has it.
    """

    scene: Scene
    style: CanvasStyle
    legend: LegendContent
    fills: list[ColumnFill | None] = field(default_factory=list)
    frame: Frame | None = None
    edge_picture: EdgePicture | None = None
    errors: bool = False
    dashed: bool = False
    is_moving: bool = False
    buttons: list[Button] = field(default_factory=list)
    zoom: list[Button] = field(default_factory=list)
    bar: HeaderBar | None = None
    hovered: Hit = EMPTY
    selected: Hit = EMPTY
    button_hovered: tuple[str, int] | None = None
    button_pressed: tuple[str, int] | None = None
    focus: Focus | None = None


class Picture:
    """Paints what is shown; keeps tiles, header, legend and the network without marks as pixmaps."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, int], QPixmap] = {}
        self._chips: dict[tuple[int, int], Chip] = {}
        self._biases_are_new = True
        self._names = SideNames()
        self._header: QPixmap | None = None
        self._legend: QPixmap | None = None
        self._base = QPixmap()
        self._base_is_current = False
        self._painter_of_edges: EdgePainter | None = None
        self._ratio = 1.0

    def forget_all(self) -> None:
        """Paint everything anew: the theme or the size changed."""
        self.forget_geometry()
        self.forget_header()
        self.forget_legend()

    def forget_geometry(self) -> None:
        """Paint tiles and edges anew: the layout or the camera changed."""
        self._tiles.clear()
        self._chips.clear()
        self._names.forget()
        self._painter_of_edges = None
        self._base_is_current = False

    def forget_tiles(self, first_column: int = 0) -> None:
        """Paint tiles anew, from a column on."""
        self._tiles = {key: tile for key, tile in self._tiles.items() if key[0] < first_column}
        self._base_is_current = False

    def forget_network(self, *, with_chips: bool) -> None:
        """Paint edges anew, as the numbers changed, and those of the biases too if they are to be read."""
        self._biases_are_new = self._biases_are_new or with_chips
        self._base_is_current = False

    def forget_header(self) -> None:
        """Paint the header anew."""
        self._header = None

    def forget_legend(self) -> None:
        """Paint the legend and the zoom buttons anew."""
        self._legend = None

    def paint(self, painter: QPainter, shown: Shown, ratio: float) -> None:
        """Paint everything but the card, in canvas pixels.

        Parameters
        ----------
        painter : QPainter
            Of the widget; clipped to what needs painting.
        shown : Shown
            What to paint.
        ratio : float
            Device pixels of a canvas pixel.
        """
        if ratio != self._ratio:
            self._ratio = ratio
            self.forget_all()
        if is_for_lines():
            paint_as_lines(painter, shown, self._edge_style(shown), self._look(shown))
            return
        layout = shown.scene.layout
        if shown.is_moving:
            # The next frame will be another one: kept, it would only go through the memory twice.
            painter.save()
            self._paint_network(painter, shown)
            painter.restore()
        else:
            if not self._base_is_current:
                self._paint_base(shown)
                self._base_is_current = True
            painter.drawPixmap(0, 0, self._base)
        painter.save()
        painter.setClipRect(rectangle(layout.content), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marks(painter, shown)
        painter.restore()
        if self._header is None:
            self._header = self._paint_header(shown)
        painter.drawPixmap(0, 0, self._header)
        if self._legend is None:
            self._legend = self._paint_legend(shown)
        painter.drawPixmap(QPointF(0.0, layout.height - self._legend.deviceIndependentSize().height()), self._legend)

    def _blank(self, width: float, height: float, colour: QColor | Qt.GlobalColor) -> QPixmap:
        pixmap = QPixmap(QSize(max(round(width * self._ratio), 1), max(round(height * self._ratio), 1)))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(colour)
        return pixmap

    def _look(self, shown: Shown) -> EdgeLook:
        return EdgeLook(shown.style.theme, errors=shown.errors, dashed=shown.dashed, ratio=self._ratio)

    def _edge_painter(self, shown: Shown) -> EdgePainter:
        if self._painter_of_edges is None:
            self._painter_of_edges = EdgePainter(shown.scene.curves, shown.scene.camera)
        return self._painter_of_edges

    def _edge_style(self, shown: Shown) -> EdgeStyle:
        count = len(shown.scene.curves)
        if shown.frame is None or len(shown.frame.edge_values) != count:
            return style_edges(np.zeros(count), 0.0)
        return style_edges(shown.frame.edge_values, shown.frame.largest)

    def _paint_base(self, shown: Shown) -> None:
        scene = shown.scene
        size = QSize(round(scene.layout.width * self._ratio), round(scene.layout.height * self._ratio))
        # New memory for every picture would cost as much as painting it.
        if self._base.size() != size:
            self._base = QPixmap(size)
        self._base.setDevicePixelRatio(self._ratio)
        painter = QPainter(self._base)
        self._paint_network(painter, shown)
        painter.end()

    def _paint_network(self, painter: QPainter, shown: Shown) -> None:
        """Paint canvas, edges, tiles, names and biases; leaves the painter's hints and clip as they come."""
        scene = shown.scene
        content = rectangle(scene.layout.content)
        painter.setClipRect(content, Qt.ClipOperation.IntersectClip)
        painter.fillRect(content, shown.style.theme.canvas)
        if shown.edge_picture is not None:
            shown.edge_picture.draw(painter, scene.camera)
        else:
            look = self._look(shown)
            if not scene.is_live or shown.frame is None:
                look = replace(look, faint=shown.frame is None, antialiased=scene.is_live)
            self._edge_painter(shown).paint(painter, self._edge_style(shown), look, content)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_tiles(painter, shown)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._names.paint(painter, scene, shown.style, self._ratio)
        self._paint_biases(painter, shown)

    def _paint_tiles(self, painter: QPainter, shown: Shown) -> None:
        scene = shown.scene
        zoom, ratio = scene.camera.zoom, self._ratio
        content = rectangle(scene.layout.content)
        for index, column in enumerate(scene.layout.columns):
            fill = shown.fills[index] if index < len(shown.fills) else None
            for row in range(len(column.rows)):
                place = rectangle(scene.camera.rect_to_canvas(column.tile_rect(row)))
                if not place.intersects(content):
                    continue
                if fill is not None and fill.values is not None and column.tile < SMALLEST_WITH_NUMBER:
                    paint_plain_tile(painter, place, fill, row, shown.style.theme)
                    continue
                if index > 0 and fill is not None and fill.images and is_sharp(column.tile, zoom, ratio):
                    paint_live_tile(painter, place, fill, row, column.tile, zoom, ratio, shown.style.theme)
                    continue
                if column.along:
                    image = fill.images[row] if fill is not None and fill.images else None
                    paint_band(painter, place, image, shown.style.theme)
                    continue
                pixmap = self._tiles.get((index, row))
                if pixmap is None:
                    on = index > 0 or not column.is_single(row) or scene.structure.inputs[column.groups[row][0]].on
                    pixmap = tile_pixmap(fill, row, column.tile, zoom, ratio, shown.style, on)
                    self._tiles[index, row] = pixmap
                if pixmap.deviceIndependentSize().width() < 0.99 * place.width():
                    painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
                else:
                    painter.drawPixmap(on_pixels(place.topLeft(), ratio), pixmap)

    def _paint_biases(self, painter: QPainter, shown: Shown) -> None:
        scene, frame = shown.scene, shown.frame
        if frame is None:
            return
        camera = scene.camera
        for index, (column, biases) in enumerate(zip(scene.layout.columns[1:], frame.biases, strict=False)):
            if len(biases) != len(column.rows) or column.bias == "none":
                continue
            for row, value in enumerate(biases.tolist()):
                rect = column.bias_rect(row)
                if rect is None:
                    continue
                chip = self._chips.get((index, row))
                if chip is None or (self._biases_are_new and chip.look != bias_look(value, frame.largest_weight)):
                    place = rectangle(camera.rect_to_canvas(rect))
                    look = bias_look(value, frame.largest_weight)
                    chip = bias_chip(place, camera.zoom, self._ratio, value, look, shown.style)
                    self._chips[index, row] = chip
                painter.drawPixmap(chip.corner, chip.pixmap)
        self._biases_are_new = False

    def _paint_marks(self, painter: QPainter, shown: Shown) -> None:
        scene, hovered, style = shown.scene, shown.hovered, shown.style
        camera, columns = scene.camera, scene.layout.columns
        if hovered.kind == "edge" and hovered.edge < len(scene.curves):
            edges = self._edge_style(shown)
            share, value = float(edges.shares[hovered.edge]), float(edges.values[hovered.edge])
            place = mark_edge(painter, scene.curves, camera, hovered.edge, share, value, self._look(shown))
            gap = int(scene.curves.gap[hovered.edge])
            for column, row in (
                (gap, int(scene.curves.source[hovered.edge])),
                (gap + 1, int(scene.curves.target[hovered.edge])),
            ):
                draw_border(painter, rectangle(camera.rect_to_canvas(columns[column].tile_rect(row))), style.theme)
            paint_handle(painter, place, style.theme)
        elif hovered.kind == "tile":
            self._paint_neighbourhood(painter, shown)
            tile = rectangle(camera.rect_to_canvas(columns[hovered.column].tile_rect(hovered.row)))
            draw_ring(painter, tile, style.theme)
        elif hovered.kind == "bias":
            chip = columns[hovered.column].bias_rect(hovered.row)
            if chip is not None:
                draw_ring(painter, rectangle(camera.rect_to_canvas(chip)), style.theme, chip[3] * camera.zoom / 2)
        if shown.selected.kind in ("tile", "bias") and shown.selected != hovered:
            tile = rectangle(camera.rect_to_canvas(columns[shown.selected.column].tile_rect(shown.selected.row)))
            draw_ring(painter, tile, style.theme)
        focus = shown.focus
        if focus is not None and focus.button is None and focus.column >= 0:
            tile = rectangle(camera.rect_to_canvas(columns[focus.column].tile_rect(focus.row)))
            draw_focus_ring(painter, tile, radius_of(tile.width()), style.theme)

    def _paint_neighbourhood(self, painter: QPainter, shown: Shown) -> None:
        """Let the edges of the hovered tile stand out: the others step back behind a veil, biases stand on it."""
        scene, layout = shown.scene, shown.scene.layout
        own = scene.curves.of_row(shown.hovered.column, shown.hovered.row)
        if not len(own):
            return
        veil = QColor(shown.style.theme.canvas)
        veil.setAlphaF(FADE)
        top, height = layout.content[1], layout.content[3]
        for before, after in pairwise(layout.columns):
            left, _ = scene.camera.to_canvas(before.right, 0.0)
            right, _ = scene.camera.to_canvas(after.left, 0.0)
            painter.fillRect(QRectF(left, top, right - left, height), veil)
        clip = rectangle(layout.content)
        self._edge_painter(shown).paint(painter, self._edge_style(shown), self._look(shown), clip, own)
        # A chip is wider than its tile: the veil would wash out its ends alone.
        self._paint_biases(painter, shown)

    def _paint_header(self, shown: Shown) -> QPixmap:
        layout = shown.scene.layout
        pixmap = self._blank(layout.width, layout.header, shown.style.theme.canvas)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_header(painter, shown.scene, shown.style, shown.bar)
        for button in shown.buttons:
            focused = shown.focus is not None and shown.focus.button == button.key
            paint_button(painter, button, shown.style.theme, _state(button, shown), focused)
        if not shown.scene.is_fitted:
            painter.fillRect(QRectF(0.0, layout.header - 1.0, layout.width, 1.0), shown.style.theme.line)
        painter.end()
        return pixmap

    def _paint_legend(self, shown: Shown) -> QPixmap:
        layout = shown.scene.layout
        pixmap = self._blank(layout.width, layout.legend, shown.style.theme.canvas)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(0.0, layout.legend - layout.height)
        paint_legend(painter, layout, shown.legend, shown.style)
        states = [_state(button, shown) for button in shown.zoom]
        focus = -1
        if shown.focus is not None and shown.focus.button is not None:
            keys = [button.key for button in shown.zoom]
            focus = keys.index(shown.focus.button) if shown.focus.button in keys else -1
        paint_zoom_box(painter, shown.zoom, shown.style.theme, states, focus)
        if not shown.scene.is_fitted:
            line = QRectF(0.0, layout.height - layout.legend, layout.width, 1.0)
            painter.fillRect(line, shown.style.theme.line)
        painter.end()
        return pixmap


def _state(button: Button, shown: Shown) -> str:
    if not button.enabled or button.key != shown.button_hovered:
        return ""
    return "pressed" if button.key == shown.button_pressed else "hover"
