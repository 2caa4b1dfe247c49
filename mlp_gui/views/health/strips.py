"""The histograms over the run: a row per layer, a column per quantity, darker where more of the numbers lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mlp_gui.look.numbers import compact
from mlp_gui.state.health import QUANTITIES
from mlp_gui.views.axes import PlotStyle

if TYPE_CHECKING:
    from mlp_gui.look.theme_controller import ThemeController
    from mlp_gui.state.health import HealthPicture, Strip
    from mlp_gui.state.session import Session

TITLES: Final = {
    "weights": "Weights",
    "activations": "Activations",
    "gradients": "Gradients",
    "updates": "Updates",
}
_WAITING: Final = "The histograms are being computed."
_COLUMNS: Final = 160
"""Pixels of a strip's picture along the epochs."""
_HEAD: Final = 24
_FOOT: Final = 20
_KEY: Final = 18
_KEY_BAR: Final = 56
KEY: Final = (("Numbers there, as a share of the fullest place", "Share of the fullest place", "Share"), "0", "100 %")
"""What the ink says, the longest first, and what its lightest and its darkest stand for."""
_NAME: Final = 18
_LEAST_ROW: Final = 62
_GAP: Final = 10
_MARGIN: Final = 14
_BETWEEN: Final = 6
"""Pixels between a layer's name and the ends of its range."""


class HealthStrips(QWidget):
    """The grid of strips.

    Parameters
    ----------
    session : Session
        Whose training it is.
    """

    def __init__(self, session: Session, theme_controller: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("health_strips")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._health = session.health
        self._theme_controller = theme_controller
        self._style = PlotStyle.of(theme_controller)
        self._images: dict[tuple[int, str], QImage] = {}
        self._health.picture_changed.connect(self._on_picture_changed)
        theme_controller.theme_changed.connect(self._on_theme_changed)
        self._on_picture_changed(self._health.picture)

    def place(self, layer: int, quantity: str) -> QRectF:
        """Return where a strip lies, in the widget's pixels."""
        px = self._style.px
        n_layers = self._n_layers()
        width = (self.width() - 2 * px(_MARGIN) - (len(QUANTITIES) - 1) * px(_GAP)) / len(QUANTITIES)
        row = (self.height() - px(_HEAD + _FOOT + _KEY)) / max(n_layers, 1)
        left = px(_MARGIN) + QUANTITIES.index(quantity) * (width + px(_GAP))
        top = px(_HEAD) + layer * row + px(_NAME)
        return QRectF(round(left), round(top), round(width), round(row - px(_NAME + 6)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strips, each with the ends of its range."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._style.theme.panel)
            picture = self._health.picture
            if picture is None:
                painter.setFont(self._style.label_font)
                painter.setPen(self._style.theme.text2)
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _WAITING)
                return
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_names(painter, picture)
            self._paint_key(painter)
            for (layer, quantity), strip in picture.strips.items():
                self._paint_strip(painter, self.place(layer, quantity), strip, self._image(picture, layer, quantity))

    def _paint_names(self, painter: QPainter, picture: HealthPicture) -> None:
        style, theme = self._style, self._style.theme
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(style.label_font)
        painter.setPen(theme.text)
        for quantity in QUANTITIES:
            box = self.place(0, quantity)
            painter.drawText(QRectF(box.left(), 0.0, box.width(), style.px(_HEAD)), middle, TITLES[quantity])
        painter.setFont(style.tick_font)
        painter.setPen(theme.text2)
        for layer, name in enumerate(self.layer_names(picture)):
            box = self.place(layer, QUANTITIES[0])
            painter.drawText(QRectF(box.left(), box.top() - style.px(_NAME), 200.0, style.px(_NAME)), middle, name)
        painter.setPen(theme.text3)
        below = self.height() - style.px(_FOOT + _KEY)
        for quantity in QUANTITIES:
            box = self.place(0, quantity)
            line = QRectF(box.left(), below, box.width(), style.px(_FOOT))
            first, last = (f"{int(picture.epochs[end]):,}" for end in (0, -1))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, first)
            if len(picture.epochs) > 1:
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, f"epoch {last}")

    def key_place(self) -> tuple[str, QRectF]:
        """Return what is said of the ink, in as many letters as there is room for, and where its bar stands."""
        px, advance = self._style.px, self._style.tick_metrics.horizontalAdvance
        texts, low, high = KEY
        beside = px(_KEY_BAR) + advance(low) + advance(high) + 3 * px(_BETWEEN)
        room = self.width() - 2 * px(_MARGIN) - beside
        said = next((text for text in texts if advance(text) <= room), texts[-1])
        left = px(_MARGIN) + advance(said) + advance(low) + 2 * px(_BETWEEN)
        middle = self.height() - px(_KEY) / 2.0 - px(2)
        return said, QRectF(round(left), round(middle - px(4)), px(_KEY_BAR), px(8))

    def _paint_key(self, painter: QPainter) -> None:
        """Paint how much ink is how many numbers."""
        style, theme = self._style, self._style.theme
        said, bar = self.key_place()
        _, low, high = KEY
        line = QRectF(style.px(_MARGIN), bar.center().y() - style.px(_KEY) / 2.0, self.width(), style.px(_KEY))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(style.tick_font)
        painter.setPen(theme.text3)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, said)
        left = bar.left() - style.px(_BETWEEN) - style.tick_metrics.horizontalAdvance(low)
        painter.drawText(QRectF(left, line.top(), 80.0, line.height()), middle, low)
        right = bar.right() + style.px(_BETWEEN)
        painter.drawText(QRectF(right, line.top(), 80.0 * style.scale, line.height()), middle, high)
        painter.fillRect(bar, theme.field)
        painter.drawImage(bar, _inked(np.linspace(0.0, 1.0, _COLUMNS)[np.newaxis], theme.ink))
        painter.setPen(QPen(theme.line2, 1.0))
        painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_strip(self, painter: QPainter, box: QRectF, strip: Strip, image: QImage) -> None:
        style, theme = self._style, self._style.theme
        painter.fillRect(box, theme.field)
        painter.drawImage(box, image)
        zero = box.bottom() + (0.0 - strip.low) / (strip.high - strip.low) * (box.top() - box.bottom())
        painter.setPen(QPen(theme.line2, 1.0))
        painter.drawLine(QPointF(box.left(), zero), QPointF(box.right(), zero))
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setFont(style.tick_font)
        painter.setPen(theme.text2)
        name = QRectF(box.left(), box.top() - style.px(_NAME), box.width(), style.px(_NAME))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if not strip.shares.any():
            return
        text, short = _range_texts(strip)
        beside = 0.0
        if box.left() < style.px(_MARGIN) + 1.0 and self._health.picture is not None:
            names = self.layer_names(self._health.picture)
            beside = max(map(style.tick_metrics.horizontalAdvance, names)) + style.px(_BETWEEN)
        fits = style.tick_metrics.horizontalAdvance(text) <= box.width() - beside
        painter.drawText(name, right, text if fits else short)

    def layer_names(self, picture: HealthPicture) -> list[str]:
        """Return what the layers are called beside the ends of their first strips: "Hidden 1", or "H1" in less room."""
        last, metrics = self._n_layers() - 1, self._style.tick_metrics
        long = [f"Hidden {layer + 1}" for layer in range(last)] + ["Output"]
        ends = [_range_texts(strip)[1] for (_, quantity), strip in picture.strips.items() if quantity == QUANTITIES[0]]
        room = self.place(0, QUANTITIES[0]).width() - self._style.px(_BETWEEN)
        widest = max(map(metrics.horizontalAdvance, long)) + max(map(metrics.horizontalAdvance, ends), default=0.0)
        return long if widest <= room else [f"H{layer + 1}" for layer in range(last)] + ["Out"]

    def _image(self, picture: HealthPicture, layer: int, quantity: str) -> QImage:
        """Return a strip as a picture: the theme's ink, less transparent where more of the numbers lie."""
        key = (layer, quantity)
        if key not in self._images:
            shares, epochs = picture.strips[key].shares, picture.epochs
            places = np.linspace(epochs[0], epochs[-1], _COLUMNS)
            moments = np.searchsorted(epochs, places, side="right") - 1
            # The largest numbers on top.
            self._images[key] = _inked(shares[moments].T[::-1], self._style.theme.ink)
        return self._images[key]

    def _n_layers(self) -> int:
        picture = self._health.picture
        return 0 if picture is None else picture.snapshot.network.layer_count

    @Slot(object)
    def _on_picture_changed(self, picture: HealthPicture | None) -> None:
        self._images.clear()
        rows = 1 if picture is None else picture.snapshot.network.layer_count
        px = self._theme_controller.px
        self.setMinimumHeight(px(_HEAD + _FOOT + _KEY) + rows * px(_LEAST_ROW))
        self.update()

    @Slot(object)
    def _on_theme_changed(self, _theme: object) -> None:
        self._style = PlotStyle.of(self._theme_controller)
        self._on_picture_changed(self._health.picture)

    def sizeHint(self) -> QSize:
        """Return the size at which every strip can be read."""
        px = self._theme_controller.px
        return QSize(px(372), self.minimumHeight())


def _inked(shares: np.ndarray, ink: QColor) -> QImage:
    """Return shares, shape (height, width), as a picture: by a root, or the tails are not seen."""
    pixels = np.zeros((*shares.shape, 4), np.uint8)
    pixels[..., 0], pixels[..., 1], pixels[..., 2] = ink.blue(), ink.green(), ink.red()
    pixels[..., 3] = np.rint(230.0 * np.sqrt(shares))
    height, width = shares.shape
    return QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()


def _range_texts(strip: Strip) -> tuple[str, str]:
    """Return the ends of a strip's range, and both in one number."""
    return f"{compact(strip.low, 2)} … {compact(strip.high, 2)}", f"±{compact(max(-strip.low, strip.high), 2)}"
