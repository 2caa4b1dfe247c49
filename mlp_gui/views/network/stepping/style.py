"""Fonts, colours and small shapes that all of the step mode shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from mlp_gui.views.network.canvas_style import CanvasStyle, canvas_style, draw_text
from mlp_gui.views.network.stepping.writing import card_texts, write

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.views.network.stepping.numbers import Value


LEAST_TYPE = 10.0
"""Pixels at 100 % of the smallest type of a number; beyond that it loses digits."""


@dataclass(frozen=True, slots=True, eq=False)
class StepStyle:
    """What all painting of the step mode shares.

    Attributes
    ----------
    canvas : CanvasStyle
        Shared with the explore mode.
    letter, symbol, number, tight : QFont
        A unit's letter; symbols of rows; numbers of cards; numbers of chips and small cards.
    decimals : int
        Digits behind the point, where there is room.
    least : int
        Pixels of the smallest type of a number with all its decimals.
    """

    canvas: CanvasStyle
    letter: QFont
    symbol: QFont
    number: QFont
    tight: QFont
    decimals: int
    least: int

    @property
    def theme(self) -> Theme:
        """Colours."""
        return self.canvas.theme

    @property
    def scale(self) -> float:
        """Type scale."""
        return self.canvas.scale


def step_style(controller: ThemeController, decimals: int, *, large: bool = False, zoom: float = 1.0) -> StepStyle:
    """Return the style that `controller` asks for now.

    Parameters
    ----------
    controller : ThemeController
        Colours, fonts and type scale.
    decimals : int
        Digits behind the point.
    large : bool
        Larger numbers in cards of the same size, for the last row of a class.
    zoom : float
        Everything so much larger.
    """
    canvas = canvas_style(controller)
    if zoom != 1.0:
        canvas = replace(
            canvas,
            scale=zoom * canvas.scale,
            title=_zoomed(canvas.title, zoom),
            caption=_zoomed(canvas.caption, zoom),
            small=_zoomed(canvas.small, zoom),
            value=_zoomed(canvas.value, zoom),
            maths=_zoomed(canvas.maths, zoom),
        )
    return StepStyle(
        canvas,
        letter=_zoomed(controller.maths_font(21), zoom),
        symbol=_zoomed(controller.maths_font(20 if large else 16), zoom),
        number=_zoomed(controller.font(18 if large else 13, 500), zoom),
        tight=_zoomed(controller.font(14 if large else 12, 500), zoom),
        decimals=decimals,
        least=round(LEAST_TYPE * canvas.scale),
    )


def _zoomed(font: QFont, zoom: float) -> QFont:
    zoomed = QFont(font)
    zoomed.setPixelSize(round(font.pixelSize() * zoom))
    return zoomed


def sign_colour(value: float, theme: Theme, *, error: bool = False) -> QColor:
    """Return the colour of a number by its sign: of weights and activations, or of error signals."""
    if value == 0.0 or value != value:
        return theme.text
    if error:
        return theme.positive_error if value > 0.0 else theme.negative_error
    return theme.positive if value > 0.0 else theme.negative


def draw_value(
    painter: QPainter, right: QPointF, value: Value, colour: QColor, font: QFont, style: StepStyle, room: float
) -> None:
    """Write a number that ends at a point; "next" or "?" in a dashed box, or a dash, where it is not known yet."""
    theme = style.theme
    if value.is_known:
        text, fitting = write(card_texts(value.quantity, style.decimals), font, room, style.least)
        draw_text(painter, right, text, fitting, colour, "right")
    elif value.state in ("next", "asked"):
        height = 1.3 * font.pixelSize()
        width = min(room, 58.0 * style.scale)
        box = QRectF(right.x() - width, right.y() - height / 2, width, height)
        is_asked = value.state == "asked"
        painter.setBrush(theme.cursor_soft if is_asked else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.cursor_line, 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 4.0, 4.0)
        if is_asked:
            draw_text(painter, box.center(), "?", style.tight, theme.text)
        elif width >= 34.0 * style.scale:
            draw_text(painter, box.center(), "next", style.canvas.small, theme.text2)
    else:
        draw_text(painter, right, "–", font, theme.text3, "right")


def draw_frame(painter: QPainter, rect: QRectF, radius: float, theme: Theme, *, current: bool) -> None:
    """Draw the border of a card or chip: a hairline, or the cursor's yellow where the step is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if current:
        if not theme.dark:
            painter.setPen(QPen(theme.ink, 4.4))
            painter.drawRoundedRect(rect, radius, radius)
        painter.setPen(QPen(theme.cursor, 2.5))
    else:
        painter.setPen(QPen(theme.line2, 1.0))
    painter.drawRoundedRect(rect, radius, radius)
