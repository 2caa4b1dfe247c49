"""What stands in the race's dock before the first race: what a race is, and four of them to start with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from mlp_gui.views.races.line_up_card import HEIGHT, LineUpCard
from mlp_gui.views.races.sketch import draw_sketch

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.racing import Racing

TITLE: Final = "A race: several trainings of one network, side by side"
TEXT: Final = (
    "All racers learn the same data beside the window's own network. Their ways are drawn on the loss surface, their"
    " losses and their ranking here. Whoever ends best, or gets stuck, can be opened in the window."
)
_CARDS: Final = (
    ("optimizer", "Optimizers", "From one start: which rule finds its way down first?"),
    ("learning_rate", "Learning rates", "From one start: which rate is too small, which one jumps over the valley?"),
    ("batch_size", "Batch sizes", "From one start: how rough is the way by single samples, and how fast?"),
    ("start", "Random starts", "The same settings: who ends in another minimum?"),
)
_MOST_WIDTH: Final = 1320
_SKETCH_FROM: Final = 640
"""Pixels at 100 % of the width from which there is room for the sketch."""
_MOST_SKETCH: Final = 190
_LEAST_SKETCH: Final = 84
_LEAST_CARD: Final = 176
_GAP: Final = 10


class Invitation(QWidget):
    """Explains the race and offers line-ups; each is a setup and a start.

    Parameters
    ----------
    racing : Racing
        Set up and started.
    theme_controller : ThemeController
        Colours and fonts.
    """

    def __init__(self, racing: Racing, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("race_invitation")
        self.setAccessibleName(TITLE)
        self.setAccessibleDescription(TEXT)
        self._racing = racing
        self._controller = theme_controller
        self._sketch, self._words = QRectF(), QRectF()
        self.cards = {varied: LineUpCard(theme_controller, varied, title, tip, self) for varied, title, tip in _CARDS}
        for card in self.cards.values():
            card.wanted.connect(self._on_wanted)
        racing.setup_changed.connect(self._on_setup_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_setup_changed(racing.setup)

    def sizeHint(self) -> QSize:
        """Return the size in the default window."""
        return QSize(self._controller.px(760), self._controller.px(200))

    def minimumSizeHint(self) -> QSize:
        """Return room for the cards alone."""
        return QSize(self._controller.px(220), self._controller.px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sketch and the words."""
        theme = self._controller.theme
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._sketch.isEmpty():
                draw_sketch(painter, theme, self._sketch, self._controller.scale)
            if not self._words.isEmpty():
                painter.setFont(self._controller.font(13, 600))
                painter.setPen(theme.text)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                used = painter.drawText(self._words, flags, TITLE)
                painter.setFont(self._controller.font(12))
                painter.setPen(theme.text2)
                top = used.bottom() + self._controller.px(4)
                painter.drawText(self._words.adjusted(0.0, top - self._words.top(), 0.0, 0.0), flags, TEXT)
        finally:
            painter.end()

    def _place(self) -> None:
        """Give the cards what they need, the words above them and the sketch beside them what is left."""
        px = self._controller.px
        width = min(self.width() - 2 * px(14), px(_MOST_WIDTH))
        left = (self.width() - width) // 2
        side = min(self.height() - 2 * px(10), px(_MOST_SKETCH))
        has_sketch = self.width() >= px(_SKETCH_FROM) and side >= px(_LEAST_SKETCH)
        self._sketch = QRectF(left, (self.height() - side) / 2.0, side, side) if has_sketch else QRectF()
        if has_sketch:
            left += side + px(24)
            width -= side + px(24)
        columns = 4 if width >= 4 * px(_LEAST_CARD) + 3 * px(_GAP) else 2
        rows = -(-len(self.cards) // columns)
        cards_height = rows * px(HEIGHT) + (rows - 1) * px(_GAP)
        words_height = self._words_height(width)
        has_words = self.height() >= cards_height + words_height + px(14) + 2 * px(6)
        whole = cards_height + (words_height + px(14) if has_words else 0)
        top = max((self.height() - whole) // 2, 0)
        self._words = QRectF(left, top, width, words_height) if has_words else QRectF()
        top += words_height + px(14) if has_words else 0
        # In a low dock the cards are lower, rather than cut.
        height = min(px(HEIGHT), max((self.height() - (rows - 1) * px(_GAP)) // rows, 1))
        card_width = (width - (columns - 1) * px(_GAP)) // columns
        for place, card in enumerate(self.cards.values()):
            row, column = divmod(place, columns)
            x, y = left + column * (card_width + px(_GAP)), top + row * (height + px(_GAP))
            card.setGeometry(QRect(x, y, card_width, height))

    def _words_height(self, width: int) -> int:
        room = QRectF(0.0, 0.0, width, 1000.0)
        flags = Qt.TextFlag.TextWordWrap
        heights = [
            QFontMetricsF(font).boundingRect(room, flags, text).height()
            for font, text in ((self._controller.font(13, 600), TITLE), (self._controller.font(12), TEXT))
        ]
        return round(sum(heights)) + self._controller.px(5)

    @Slot(object)
    def _on_setup_changed(self, _setup: object) -> None:
        for varied, card in self.cards.items():
            card.show_racers(self._racing.line_up_text(varied))

    @Slot(str)
    def _on_wanted(self, varied: str) -> None:
        self._racing.vary(varied)
        self._racing.start()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._place()
        self.update()
