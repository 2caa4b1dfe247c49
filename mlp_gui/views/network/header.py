"""The band above the columns: what each column is, how many units it has, and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

import mlp_core as mlp
from mlp_gui.look.numbers import grouped
from mlp_gui.views.network.canvas_style import draw_text
from mlp_gui.views.network.controls import BUTTONS_Y, SUBTITLE_Y, TITLE_Y
from mlp_gui.views.network.level_of_detail import is_pooled

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from mlp_gui.views.network.canvas_style import CanvasStyle
    from mlp_gui.views.network.scene import Scene

ROWS_Y = 98.0


def paint_header(painter: QPainter, scene: Scene, style: CanvasStyle) -> None:
    """Write the titles of all columns; what does not fit between its neighbours is shortened."""
    theme, scale = style.theme, style.scale
    structure = scene.structure
    xs = [scene.camera.to_canvas(column.x, 0.0)[0] for column in scene.layout.columns]
    for index, x in enumerate(xs):
        room = min(abs(x - other) for other in (*xs[max(index - 1, 0) : index], *xs[index + 1 : index + 2])) - 8.0
        title = structure.column_title(index)
        if QFontMetricsF(style.title).horizontalAdvance(title) > room and title.startswith("Hidden "):
            title = f"H{index}"
        draw_text(painter, QPointF(x, TITLE_Y * scale), title, style.title, theme.text)
        second = _elided(_second_line(scene, index), style.caption, room)
        draw_text(painter, QPointF(x, SUBTITLE_Y * scale), second, style.caption, theme.text3)
        if index > 0:
            count = grouped(structure.layers[index - 1].size)
            draw_text(painter, QPointF(x, BUTTONS_Y * scale), count, style.title, theme.text)
        third = _third_line(scene, index)
        if third:
            text = _elided(third, style.small, room)
            draw_text(painter, QPointF(x, ROWS_Y * scale), text, style.small, theme.text3)


def _second_line(scene: Scene, column: int) -> str:
    structure = scene.structure
    if column > 0:
        return mlp.ACTIVATIONS[structure.layers[column - 1].activation].title
    count = len(structure.inputs)
    if any(item.is_feature for item in structure.inputs):
        return f"{structure.inputs_on} of {count} on"
    return grouped(count)


def _third_line(scene: Scene, column: int) -> str:
    groups = scene.groups[column]
    if column in scene.opened:
        start, stop = scene.opened[column]
        return f"{grouped(start + 1)}–{grouped(stop)} opened"
    return f"{len(groups)} rows shown" if is_pooled(groups) else ""


def _elided(text: str, font: QFont, room: float) -> str:
    from PySide6.QtCore import Qt

    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
