"""Fonts, colours and small shapes that all of the step mode shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from mlp_gui.views.network.canvas_style import CanvasStyle, canvas_style, draw_text
from mlp_gui.views.network.stepping.writing import FEWEST_PX, SQUEEZED, card_texts, write

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from mlp_gui.look import Theme, ThemeController
    from mlp_gui.views.network.stepping.numbers import Value


class TypeSizes(NamedTuple):
    """Sizes of type.

    Attributes
    ----------
    title, caption, small : float
        Headings, names, axes; pixels at 100 %.
    letter, symbol : float
        Of a unit, and of the rows of its card.
    number, tight, least : float
        Numbers of full cards, those of chips and small cards, and the smallest before a number loses digits.
    """

    title: float
    caption: float
    small: float
    letter: float
    symbol: float
    number: float
    tight: float
    least: float


DESK_TYPE: Final = TypeSizes(13.0, 12.0, 11.0, 21.0, 16.0, 13.0, 12.0, 11.0)
LEAST_AT_A_DESK: Final = 11.0
"""Letters of numbers at a desk are never smaller, pixels; in a smaller text size as much smaller as all text is."""

LEAST_INDEX: Final = 9.0
"""Indices below symbols at a desk, the same."""

CLASS_TYPE: Final = TypeSizes(17.0, 17.0, 17.0, 25.0, 21.0, 23.5, 17.0, 16.7)
"""At 1280 x 720, where 100 % is 1.2 pixels: 28 for the values of units, and nothing below 20."""


@dataclass(frozen=True, slots=True, eq=False)
class StepStyle:
    """What all painting of the step mode shares.

    Attributes
    ----------
    canvas : CanvasStyle
        Shared with the explore mode.
    letter, symbol, number, tight, choice : QFont
        A unit's letter; symbols of rows; numbers of cards; numbers of chips and small cards; lists.
    decimals : int
        Digits behind the point, where there is room.
    least : int
        Pixels of the smallest type of a number with all its decimals.
    floor : int
        Pixels of the smallest type of any number; one that has no room even so is not written.
    least_index : int
        Pixels of the smallest index below a symbol.
    """

    canvas: CanvasStyle
    letter: QFont
    symbol: QFont
    number: QFont
    tight: QFont
    choice: QFont
    decimals: int
    least: int
    floor: int
    least_index: int

    @property
    def squeezed(self) -> int:
        """Pixels of the type in which a number is still written before it loses digits: it is read, but not well."""
        return max(self.floor, int(SQUEEZED * self.least))

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
        Type that is read from the last row of a class.
    zoom : float
        Everything so much larger.
    """
    sizes = CLASS_TYPE if large else DESK_TYPE
    canvas = canvas_style(controller)
    canvas = replace(
        canvas,
        scale=zoom * canvas.scale,
        title=controller.font(zoom * sizes.title, 600),
        caption=controller.font(zoom * sizes.caption),
        small=controller.font(zoom * sizes.small),
    )
    return StepStyle(
        canvas,
        letter=controller.maths_font(zoom * sizes.letter),
        symbol=controller.maths_font(zoom * sizes.symbol),
        number=controller.font(zoom * sizes.number, 500),
        tight=controller.font(zoom * sizes.tight, 500),
        choice=controller.font(min(zoom, 1.0) * max(13.0, sizes.small)),
        decimals=decimals,
        least=round(sizes.least * canvas.scale),
        floor=controller.least_letters or max(FEWEST_PX, round(LEAST_AT_A_DESK * min(canvas.scale, 1.0))),
        least_index=controller.least_letters or round(LEAST_INDEX * min(canvas.scale, 1.0)),
    )


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
        text, fitting = write(card_texts(value.quantity, style.decimals), font, room, style.least, style.floor)
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
