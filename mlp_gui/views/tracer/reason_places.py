"""The place of the sentence that says why a learning rule has no derivative: where the gradient check else stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from mlp_gui.views.tracer.page import CAPTION_PX, MARGIN, CheckPart

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from mlp_gui.look.theme_controller import ThemeController

_ABOVE_WORDS: Final = 7
_BESIDE: Final = 180
_ENDLESS: Final = 1e4


class ReasonPlaces:
    """The sentence in the forms of the check: below the chain, above it, or in a column beside it.

    Parameters
    ----------
    reason : str
        The sentence.
    controller : ThemeController
        Fonts and scale.
    width : float
        Of the room, in logical pixels.
    """

    def __init__(self, reason: str, controller: ThemeController, width: float) -> None:
        self._reason = reason
        self._metrics = QFontMetricsF(controller.font(CAPTION_PX))
        self._margin, self._pad = controller.px(MARGIN), controller.px(_ABOVE_WORDS)
        self._column = float(controller.px(_BESIDE))
        self.roomy_height = self.dense_height = self._height(width - 2.0 * self._margin)
        self.dense_width = 0.0  # it is broken into lines in any room
        self.beside_width = self._column + self._margin
        self.beside_height = self._height(self._column)

    def roomy(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return the sentence below the chain, in lines as wide as the room."""
        width, height = room.width() - 2.0 * self._margin, self.roomy_height
        area = QRectF(self._margin, room.height() - height, width, height)
        return self._part(area), QRectF(area.left(), area.top(), area.width(), 0.0)

    def dense(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return the same: it has no shorter form."""
        return self.roomy(room)

    def above(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return the sentence at the top, where it is in sight while the chain is scrolled."""
        area = QRectF(self._margin, 0.0, room.width() - 2.0 * self._margin, self.dense_height)
        return self._part(area), QRectF(area.left(), area.bottom(), area.width(), 0.0)

    def beside(self, room: QSizeF) -> tuple[tuple[CheckPart, ...], QRectF]:
        """Return the sentence in a column on the right."""
        left = room.width() - self.beside_width
        parts = self._part(QRectF(left, 0.0, self._column, room.height()))
        return parts, QRectF(left - self._margin / 2.0, self._pad, 0.0, room.height() - 2.0 * self._pad)

    def _part(self, area: QRectF) -> tuple[CheckPart, ...]:
        return (CheckPart(self._reason, area, QRectF()),)

    def _height(self, width: float) -> float:
        area = QRectF(0.0, 0.0, max(width, 1.0), _ENDLESS)
        words = self._metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, self._reason)
        return float(words.height() + 2.0 * self._pad)
