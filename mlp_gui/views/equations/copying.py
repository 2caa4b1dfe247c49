"""Takes a line away as a picture on white."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from mlp_gui.look.theme import LIGHT
from mlp_gui.views.equations.painting import paint_grid

if TYPE_CHECKING:
    from mlp_gui.views.equations.page import Page
    from mlp_gui.views.equations.page_style import PageStyle

PICTURE_SCALE: Final = 3
_MARGIN: Final = 12.0


def as_picture(page: Page, style: PageStyle) -> QImage:
    """Return the pair in the light theme's colours on white, three pixels for each of the screen's."""
    width = math.ceil(page.grid.width + 2 * _MARGIN) * PICTURE_SCALE
    height = math.ceil(page.grid.height + 2 * _MARGIN) * PICTURE_SCALE
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PICTURE_SCALE)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(_MARGIN, _MARGIN))
    paint_grid(painter, page.grid, page.grid_style, style, LIGHT, ((), ()), framed=False)
    painter.end()
    return image
