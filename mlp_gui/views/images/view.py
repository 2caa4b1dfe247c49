"""The sample looked at, the first layer's weights as pictures, and a gallery of what is taken for something else."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from mlp_gui.look.numbers import compact
from mlp_gui.state.cursor import Mark
from mlp_gui.views.axes import PlotStyle
from mlp_gui.views.images.tiles import TileGrid, map_tile, paint_tile, shade_image
from mlp_gui.views.watched_view import WatchedView

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.images import ImagesPicture
    from mlp_gui.state.session import Session

_MARGIN: Final = 14
_LINE: Final = 20
_SAMPLE: Final = 96
_CAPTION: Final = 34
_UNIT: Final = 34
_LEAST_UNIT: Final = 22
_UNIT_GAP: Final = 4
_WRONG: Final = 40
_MOST_UNITS: Final = 256
"""More have no room anyway."""
_PARTS: Final = {"test": "test samples", "train": "training samples"}
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ImagesView(WatchedView):
    """Three parts below one another. While it is hidden nothing is computed.

    Parameters
    ----------
    session : Session
        Whose data are looked at.
    theme_controller : ThemeController
        Colours and fonts.
    parent : QWidget, optional
        The dock.
    """

    object_name = "images_view"
    spoken_name = "Pictures"
    wanted_size = (372, 340)
    least_size = (280, 160)

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(session.images, theme_controller, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self._session = session
        self._images = session.images
        self._style = PlotStyle.of(theme_controller)
        self._units: list[QImage] = []
        self._samples: dict[int, QImage] = {}
        session.snapshot_changed.connect(self._on_snapshot_changed)
        session.cursor.hovered_changed.connect(self._on_mark_changed)
        session.cursor.selected_changed.connect(self._on_mark_changed)
        self._on_picture_changed(self._images.picture)

    @property
    def caption(self) -> str:
        """What is said of the sample looked at."""
        picture = self._images.picture
        if picture is None:
            return ""
        sample, dataset = self._images.sample, picture.snapshot.dataset
        name = f"Sample #{sample + 1}"
        if dataset.sample_names.file:
            name = dataset.sample_names.name(sample).capitalize()
        if not dataset.is_classification:
            return name
        right = dataset.class_names[int(dataset.labels[sample])]
        answer = dataset.class_names[int(picture.answers[sample])]
        return f"{name}: {right}" + ("" if answer == right else f", taken for {answer}")

    @property
    def gallery(self) -> TileGrid:
        """Where the wrong samples lie, as many as have room."""
        px = self._style.px
        top = self._units_box().bottom() + px(_LINE + 6)
        room = QRectF(px(_MARGIN), top, self.width() - 2 * px(_MARGIN), max(self.height() - top - px(4), 0.0))
        return self._wrong_grid(room)

    @property
    def unit_grid(self) -> TileGrid:
        """Where the units lie: beside the sample, and smaller where they are many."""
        px = self._style.px
        box = self._units_box()
        count = len(self._units)
        for side in range(_UNIT, _LEAST_UNIT - 1, -1):
            grid = TileGrid(box, px(side), px(side), px(_UNIT_GAP))
            if grid.most >= count:
                return grid
        return TileGrid(box, px(_LEAST_UNIT), px(_LEAST_UNIT), px(_UNIT_GAP))

    def _units_box(self) -> QRectF:
        px = self._style.px
        left = px(_MARGIN + _SAMPLE + 16)
        high = max(px(_SAMPLE + _CAPTION), 0.5 * self.height() - px(_LINE))
        box = QRectF(left, px(_LINE + 6), self.width() - left - px(_MARGIN), high)
        if TileGrid(box, px(_LEAST_UNIT), px(_LEAST_UNIT), px(_UNIT_GAP)).most < len(self._units):
            # Units that have no room in their half may have what the wrong samples leave of the other one.
            box.setHeight(max(high, self.height() - box.top() - self._wrong_height()))
        return box

    def _wrong_height(self) -> float:
        """Return the pixels that the wrong samples need, with the line above them and a margin."""
        px, picture = self._style.px, self._images.picture
        count = 0 if picture is None else len(picture.wrong)
        grid = self._wrong_grid(QRectF(0.0, 0.0, self.width() - 2 * px(_MARGIN), 0.0))
        return px(_LINE + 10) + ceil(count / grid.columns) * (grid.height + grid.gap)

    def _wrong_grid(self, room: QRectF) -> TileGrid:
        px = self._style.px
        return TileGrid(room, px(_WRONG), px(_WRONG) + px(16), px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three parts, or why there is nothing."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._style.theme.panel)
            picture = self._images.picture
            if self._images.obstacle or picture is None:
                painter.setFont(self._style.label_font)
                painter.setPen(self._style.theme.text2)
                margin = round(self._style.px(28))
                align = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect().adjusted(margin, 0, -margin, 0), align, self._images.obstacle)
                return
            self._paint_sample(painter, picture)
            self._paint_units(painter, picture)
            self._paint_wrong(painter, picture)

    def _paint_sample(self, painter: QPainter, picture: ImagesPicture) -> None:
        px, theme = self._style.px, self._style.theme
        self._head(painter, QRectF(px(_MARGIN), px(4), px(_SAMPLE), px(_LINE)), "Sample")
        box = QRectF(px(_MARGIN), px(_LINE + 6), px(_SAMPLE), px(_SAMPLE))
        paint_tile(painter, box, self._sample_image(picture, self._images.sample), theme.line2)
        painter.setFont(self._style.tick_font)
        painter.setPen(theme.text2)
        below = QRectF(box.left(), box.bottom() + px(2), box.width() + px(12), px(_CAPTION))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, self.caption)

    def _paint_units(self, painter: QPainter, picture: ImagesPicture) -> None:
        px, theme, grid = self._style.px, self._style.theme, self.unit_grid
        shown = min(len(self._units), grid.most)
        text = f"First weights, ±{compact(picture.largest, 2)}"
        if shown < len(picture.units):
            text += f"; {shown} of {len(picture.units)} units"
        self._head(painter, QRectF(grid.room.left(), px(4), grid.room.width(), px(_LINE)), text)
        marked = {
            mark.unit
            for mark in (self._session.cursor.hovered, self._session.cursor.selected)
            if mark is not None and mark.kind == "unit" and mark.layer == 0
        }
        for number in range(shown):
            border, width = (theme.cursor, 2.0) if number in marked else (theme.line2, 1.0)
            paint_tile(painter, grid.box(number), self._units[number], border, width)

    def _paint_wrong(self, painter: QPainter, picture: ImagesPicture) -> None:
        px, theme, grid = self._style.px, self._style.theme, self.gallery
        names, labels = picture.snapshot.dataset.class_names, picture.snapshot.dataset.labels
        head = QRectF(grid.room.left(), grid.room.top() - px(_LINE + 2), grid.room.width(), px(_LINE))
        if not names:
            return
        total = len(getattr(picture.snapshot.dataset.split, picture.part))
        self._head(painter, head, f"{len(picture.wrong):,} of {total:,} {_PARTS[picture.part]} wrong")
        painter.setFont(self._style.tick_font)
        for number, sample in enumerate(picture.wrong[: grid.most].tolist()):
            box = grid.box(number)
            tile = QRectF(box.left(), box.top(), px(_WRONG), px(_WRONG))
            is_looked_at = sample == self._images.sample
            border, width = (theme.cursor, 2.0) if is_looked_at else (theme.line2, 1.0)
            paint_tile(painter, tile, self._sample_image(picture, sample), border, width)
            painter.setPen(theme.text2)
            text = f"{_short(names[labels[sample]])} → {_short(names[picture.answers[sample]])}"
            below = QRectF(tile.left() - px(4), tile.bottom(), tile.width() + px(8), px(16))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _head(self, painter: QPainter, box: QRectF, text: str) -> None:
        painter.setFont(self._style.label_font)
        painter.setPen(self._style.theme.text2)
        shown = self._style.label_metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEFT, shown)

    def _sample_image(self, picture: ImagesPicture, sample: int) -> QImage:
        if sample not in self._samples:
            theme = self._style.theme
            self._samples[sample] = shade_image(picture.samples[sample], theme.field, theme.ink)
        return self._samples[sample]

    def mark_at(self, place: QPointF) -> Mark | None:
        """Return the unit or the wrong sample at a pixel; None for neither."""
        picture = self._images.picture
        if picture is None:
            return None
        unit = self.unit_grid.number_at(place, len(self._units))
        if unit >= 0:
            return Mark("unit", layer=0, unit=unit)
        wrong = self.gallery.number_at(place, len(picture.wrong))
        return Mark("sample", sample=int(picture.wrong[wrong])) if wrong >= 0 else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the pointer in every view."""
        self._session.cursor.set_hovered(self.mark_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select it."""
        mark = self.mark_at(event.position())
        if mark is not None and event.button() is Qt.MouseButton.LeftButton:
            self._session.cursor.set_selected(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing any more."""
        super().leaveEvent(event)
        self._session.cursor.set_hovered(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self.update()

    @Slot(object)
    def _on_picture_changed(self, picture: ImagesPicture | None) -> None:
        self._samples.clear()
        self._units.clear()
        if picture is not None:
            theme = self._style.theme
            self._units.extend(map_tile(unit, theme.weight_map, theme.panel) for unit in picture.units[:_MOST_UNITS])
            self.setAccessibleDescription(self.caption)
        self.update()

    @Slot(object)
    def _on_snapshot_changed(self, _snapshot: object) -> None:
        if self._images.picture is None:
            self.update()

    @Slot(object)
    def _on_mark_changed(self, _mark: Mark | None) -> None:
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._on_picture_changed(self._images.picture)


def _short(name: str) -> str:
    return name if len(name) <= 3 else name[:3]
