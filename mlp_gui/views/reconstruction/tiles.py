"""Samples that are pictures beside what comes back of them, and the picture that a place of the bottleneck draws."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mlp_core.data.pictures import pictures_of
from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.images.tiles import TileGrid, paint_tile, shade_image
from mlp_gui.views.reconstruction.texts import PARTS, error_text, sample_name

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.reconstruction import ReconstructionPicture
    from mlp_gui.state.session import Session

_MARGIN: Final = 14
_HEAD: Final = 18
_GAP: Final = 16
_SMALL: Final = 34
_LARGE: Final = (48, 128)
"""Sides of the large pictures: the least that leaves room for pairs below them, and the most."""
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LEAST_HINTED: Final = 84
HINT, SHORT_HINT = "Click or drag in the plot to decode a place", "Click in the plot"


class ReconstructionTiles(QWidget):
    """Three large pictures: a sample, what comes back, and what is decoded; below them pairs of other samples.

    Parameters
    ----------
    session : Session
        Its reconstruction is shown; its cursor is marked and moved.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget
        The view.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reconstruction_tiles")
        self.setAccessibleName("Samples and what comes back")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._session = session
        self._reconstruction = session.reconstruction
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._pairs: list[tuple[QImage, QImage]] = []
        self._errors: list[float] = []
        theme_controller.theme_changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return a size with a row of pairs."""
        px = self._style.px
        return QSize(round(px(372)), round(px(230)))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the three large pictures can be read."""
        px = self._style.px
        return QSize(round(px(220)), round(px(_HEAD + _LARGE[0] + 34)))

    @property
    def height_with_pairs(self) -> int:
        """The least height, in logical pixels, that has room for a row of pairs."""
        px = self._style.px
        return ceil(px(_HEAD + 24) + px(_LARGE[0]) + self._pairs_height)

    @property
    def _pairs_height(self) -> float:
        px = self._style.px
        return 2 * px(_SMALL) + px(18 + _HEAD + 16)

    def show_picture(self, picture: ReconstructionPicture | None) -> None:
        """Take a newer picture; the pairs are made of it."""
        self._pairs, self._errors = [], []
        if picture is not None:
            dataset = picture.snapshot.dataset
            originals = self._shaded(picture, dataset.in_units(dataset.inputs[picture.gallery]))
            self._pairs = list(zip(originals, self._shaded(picture, picture.drawn), strict=True))
            self._errors = picture.gallery_errors.tolist()
        self.update()

    @property
    def gallery(self) -> TileGrid:
        """Where the pairs lie, as many as have room."""
        px = self._style.px
        top = self._large_boxes()[0].bottom() + px(20 + _HEAD + 8)
        room = QRectF(px(_MARGIN), top, self.width() - 2 * px(_MARGIN), max(self.height() - top - px(4), 0.0))
        return TileGrid(room, px(_SMALL), 2 * px(_SMALL) + px(18), px(7))

    @property
    def gallery_count(self) -> int:
        """Pairs that are shown."""
        grid = self.gallery
        return min(len(self._pairs), grid.most) if grid.room.height() >= grid.height else 0

    def sample_at(self, place: QPointF) -> int:
        """Return the row of the sample whose pair is at a pixel; -1 for none."""
        picture = self._reconstruction.picture
        number = -1 if picture is None else self.gallery.number_at(place, self.gallery_count)
        return int(picture.gallery[number]) if picture is not None and number >= 0 else -1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the large pictures, and the pairs."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._style.theme.panel)
            picture = self._reconstruction.picture
            if picture is not None and self._pairs:
                self._paint_large(painter, picture)
                self._paint_gallery(painter, picture)

    def _paint_large(self, painter: QPainter, picture: ReconstructionPicture) -> None:
        theme, sample, px = self._style.theme, self._reconstruction.sample, self._style.px
        original, back, made = self._large_boxes()
        answer, decoded = self._reconstruction.answer_to(sample), self._reconstruction.decoded()
        dataset = picture.snapshot.dataset
        if answer is not None:
            images = self._shaded(picture, np.stack((dataset.in_units(dataset.inputs[sample]), answer.values)))
            self._large(painter, original, "Input", images[0], sample_name(picture, sample))
            self._large(painter, back, "Output", images[1], f"error {error_text(answer.error)}")
        if decoded is not None:
            image = self._shaded(picture, decoded[np.newaxis])[0]
            self._large(painter, made, "Decoded", image, "the cross" if picture.n_units > 1 else "the bar")
            painter.setPen(QPen(theme.cursor_line, 2.0))
            painter.drawRect(made.adjusted(-1.0, -1.0, 1.0, 1.0))
        else:
            self._head(painter, made, "Decoded")
            painter.setPen(QPen(theme.line2, 1.0, Qt.PenStyle.DashLine))
            painter.drawRect(made.adjusted(-0.5, -0.5, 0.5, 0.5))
            painter.setFont(self._style.tick_font)
            painter.setPen(theme.text2)
            inside = made.adjusted(px(4), 0.0, -px(4), 0.0)
            hint = HINT if made.width() >= px(_LEAST_HINTED) else SHORT_HINT
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, hint)

    def _large(self, painter: QPainter, box: QRectF, title: str, image: QImage, below: str) -> None:
        self._head(painter, box, title)
        paint_tile(painter, box, image, self._style.theme.line2)
        painter.setFont(self._style.tick_font)
        painter.setPen(self._style.theme.text2)
        air = self._style.px(_GAP) / 2.0
        room = QRectF(box.left() - air, box.bottom() + 3.0, box.width() + 2.0 * air, self._style.px(18))
        shown = self._style.tick_metrics.elidedText(below, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _CENTRE, shown)

    def _head(self, painter: QPainter, box: QRectF, title: str) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        high = self._style.px(_HEAD)
        room = QRectF(box.left(), box.top() - high, box.width() + self._style.px(_GAP) - 2.0, high)
        shown = self._style.label_metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)

    def _paint_gallery(self, painter: QPainter, picture: ReconstructionPicture) -> None:
        count, grid, px, theme = self.gallery_count, self.gallery, self._style.px, self._style.theme
        if not count:
            return
        high = px(_HEAD)
        head = QRectF(grid.room.left(), grid.room.top() - high - px(3), grid.room.width(), high)
        painter.setFont(self._style.label_font)
        painter.setPen(theme.text2)
        title = f"{PARTS[picture.part].capitalize()} above their outputs, and the error"
        metrics = self._style.label_metrics
        text = title if metrics.horizontalAdvance(title) <= head.width() else "Input, output, error"
        painter.drawText(head, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, head.width()))
        looked_at, side = self._reconstruction.sample, px(_SMALL)
        for number in range(count):
            box = grid.box(number)
            is_looked_at = int(picture.gallery[number]) == looked_at
            border, width = (theme.cursor, 2.0) if is_looked_at else (theme.line2, 1.0)
            for place, image in enumerate(self._pairs[number]):
                tile = QRectF(box.left(), box.top() + place * (side + 1.0), side, side)
                paint_tile(painter, tile, image, border, width)
            painter.setFont(self._style.tick_font)
            painter.setPen(theme.text3)
            below = QRectF(box.left() - px(4), box.top() + 2 * side + 3.0, side + px(8), px(15))
            painter.drawText(below, _CENTRE, error_text(self._errors[number]))

    def _large_boxes(self) -> tuple[QRectF, QRectF, QRectF]:
        """Return where the three large pictures lie: as large as leaves room for a row of pairs."""
        px = self._style.px
        least, most = (px(side) for side in _LARGE)
        width = (self.width() - 2 * px(_MARGIN) - 2 * px(_GAP)) / 3.0
        pairs = self._pairs_height
        left_over = self.height() - px(_HEAD + 24)
        side = left_over - pairs if left_over - pairs >= least else left_over
        side = float(round(max(min(side, width, most), min(least, width))))
        step = side + px(_GAP)
        top = px(_HEAD + 2)
        first, second, third = (QRectF(px(_MARGIN) + each * step, top, side, side) for each in range(3))
        return first, second, third

    def _shaded(self, picture: ReconstructionPicture, values: np.ndarray) -> list[QImage]:
        """Return numbers of inputs in the user's own units as images, shaded as the data are."""
        dataset, theme = picture.snapshot.dataset, self._style.theme
        low, high = float(picture.spans[0].min()), float(picture.spans[1].max())
        pictures = pictures_of(values, dataset)
        if pictures is None:
            return []
        with np.errstate(all="ignore"):
            shares = np.nan_to_num((pictures - low) / ((high - low) or 1.0), posinf=1.0, neginf=0.0)
        return [shade_image(each, theme.field, theme.ink) for each in shares]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the sample under the pointer in every view."""
        sample = self.sample_at(event.position())
        self._session.cursor.set_hovered(Mark("sample", sample=sample) if sample >= 0 else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select it."""
        sample = self.sample_at(event.position())
        if sample >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._session.cursor.set_selected(Mark("sample", sample=sample))

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing any more."""
        super().leaveEvent(event)
        self._session.cursor.set_hovered(None)

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self.show_picture(self._reconstruction.picture)
