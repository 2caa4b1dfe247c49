"""The band above the columns: what each column is, how many units it has, and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

import mlp_core as mlp
from mlp_gui.look.numbers import grouped
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.control_painting import paint_bar
from mlp_gui.views.network.header_titles import column_rooms, column_titles, fitting_line
from mlp_gui.views.network.level_of_detail import is_pooled

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.controls import HeaderBar
    from mlp_gui.views.network.scene import Scene


def paint_header(painter: QPainter, scene: Scene, style: CanvasStyle, bar: HeaderBar | None) -> None:
    """Write the titles of all columns; what does not fit between its neighbours is shortened.

    Parameters
    ----------
    painter : QPainter
        Antialiased, in canvas pixels.
    scene : Scene
        Columns.
    style : CanvasStyle
        Colours and fonts.
    bar : HeaderBar or None
        What holds the buttons of one layer, over the counts of those beside it.
    """
    theme, scale, rows = style.theme, style.scale, scene.layout.rows
    structure = scene.structure
    xs = [scene.camera.to_canvas(column.x, 0.0)[0] for column in scene.layout.columns]
    titles = column_titles(structure, xs, style, has_crosses=bar is None)
    for index, (x, room) in enumerate(zip(xs, column_rooms(xs), strict=True)):
        draw_text(painter, QPointF(x, rows.title * scale), titles[index], style.title, theme.text)
        if rows.subtitle is not None:
            second, font = fitting_line(_second_line(scene, index, room, style), style.caption, room)
            draw_text(painter, QPointF(x, rows.subtitle * scale), second, font, theme.text3)
        count = grouped(structure.layers[index - 1].size) if index else ""
        if not _is_covered(x, count, style, bar):
            draw_text(painter, QPointF(x, rows.buttons * scale), count, style.title, theme.text)
        third = _third_line(scene, index, room, style)
        if third and not _is_covered(x, third, style, bar):
            text, font = fitting_line(third, style.small, room)
            draw_text(painter, QPointF(x, rows.pooled * scale), text, font, theme.text3)
    if bar is not None:
        paint_bar(painter, bar, theme)
        count = grouped(structure.layers[bar.column - 1].size)
        draw_text(painter, QPointF(bar.count_x, bar.rect.center().y()), count, style.title, theme.text)


def _is_covered(x: float, text: str, style: CanvasStyle, bar: HeaderBar | None) -> bool:
    """Tell whether what is said above a column would lie on the bar of buttons, or touch it."""
    half = QFontMetricsF(style.title).horizontalAdvance(text) / 2 + 6.0 * style.scale
    return bar is not None and x + half > bar.rect.left() and x - half < bar.rect.right()


def _second_line(scene: Scene, column: int, room: float, style: CanvasStyle) -> str:
    structure = scene.structure
    if column > 0:
        return mlp.ACTIVATIONS[structure.layers[column - 1].activation].title
    count = len(structure.inputs)
    if not any(item.is_feature for item in structure.inputs):
        return grouped(count)
    text = f"{structure.inputs_on} of {count} on"
    return text if fitting_line(text, style.caption, room)[0] == text else f"{structure.inputs_on} of {count}"


def _third_line(scene: Scene, column: int, room: float, style: CanvasStyle) -> str:
    groups = scene.groups[column]
    if column in scene.opened:
        start, stop = scene.opened[column]
        return f"{grouped(start + 1)}–{grouped(stop)} opened"
    if not is_pooled(groups):
        return ""
    if scene.picture is not None and column == 0:
        return "{} × {} pixels".format(*scene.picture)
    fewest, most = (pick(stop - start for start, stop in groups) for pick in (min, max))
    short = f"{len(groups)} × {fewest}" if fewest == most else f"{len(groups)} × {fewest}–{most}"
    text = f"{short} {'units' if column else 'inputs'}"
    return text if fitting_line(text, style.small, room)[0] == text else short
