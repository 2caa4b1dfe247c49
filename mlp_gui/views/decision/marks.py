"""Marks: how a point of each part of the data is drawn, in the plot and in the legend alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from mlp_gui.look.pixel_ratio import is_for_lines

if TYPE_CHECKING:
    import mlp_core as mlp
    from mlp_gui.look.theme import Theme
    from mlp_gui.views.decision.output_scale import OutputScale

PARTS = ("train", "validation", "test")
_RING = QColor(255, 255, 255)
_QUIET_RING = QColor(146, 154, 166)
_HOLE_EDGE = QColor(0, 0, 0, 120)
_DARK_FILL, _BRIGHT_FILL = 0.3, 0.58
_EDGE = QColor(0, 0, 0, 105)
_DIAMOND = 1.32
_FEW = 8
MOST_DRAWN = 4000
"""Points that are drawn at most: more of them cover one another, and a table has up to millions."""
_MANY = 1000
_MOST_LINES = 2000
"""Points that are drawn one by one in a picture of lines, at most."""
_STAMP = 16
_SHADES = 0xFFF8F8F8
"""Of the colours of points that are set as pictures: what differs in the lowest three bits alone looks the same."""


def draw_mark(
    painter: QPainter, part: str, centre: QPointF, radius: float, colour: QColor, edged: bool = False
) -> None:
    """Draw one point.

    Parameters
    ----------
    painter : QPainter
        Painting, antialiased.
    part : str
        "train" is filled, "validation" a filled diamond, "test" hollow; each in a white ring of 0.9 px.
    centre : QPointF
        Where.
    radius : float
        Of the coloured part, in pixels.
    colour : QColor
        Of its class or value.
    edged : bool
        A hairline around the ring, for colours that come close to white; the ring of those that come close to black,
        the values around zero in the dark, is grey: hundreds of white rings would be louder than what they hold.
    """
    ring = _QUIET_RING if edged and colour.lightnessF() < _DARK_FILL else _RING
    if edged:
        painter.setPen(QPen(_EDGE, 0.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if part == "validation":
            painter.drawPolygon(_diamond(centre, radius * _DIAMOND + 1.6))
        else:
            painter.drawEllipse(centre, radius + 1.3, radius + 1.3)
    painter.setPen(QPen(ring, 0.9))
    painter.setBrush(colour)
    if part == "validation":
        painter.drawPolygon(_diamond(centre, radius * _DIAMOND + 0.45))
        return
    painter.drawEllipse(centre, radius + 0.45, radius + 0.45)
    if part == "test":
        is_bright = colour.lightnessF() > _BRIGHT_FILL
        painter.setPen(QPen(_HOLE_EDGE, 0.9) if is_bright else Qt.PenStyle.NoPen)
        painter.setBrush(ring)
        painter.drawEllipse(centre, radius * 0.64, radius * 0.64)


def _diamond(centre: QPointF, reach: float) -> QPolygonF:
    x, y = centre.x(), centre.y()
    return QPolygonF([QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y)])


def draw_samples(
    painter: QPainter,
    dataset: mlp.Dataset,
    parts: tuple[str, ...],
    samples: np.ndarray,
    positions: np.ndarray,
    colours: Sequence[QColor],
    radius: float,
    many: int = _MANY,
) -> None:
    """Draw points of the data, the smaller parts over the larger; of more than `MOST_DRAWN` every so many-th.

    Parameters
    ----------
    painter : QPainter
        Painting, antialiased, clipped to the plot.
    dataset : mlp_core.Dataset
        Its parts.
    parts : tuple of str
        Which of them to draw.
    samples : ndarray, shape (n,), int64
        Which points to draw, at most.
    positions : ndarray, shape (n_points, 2), float64
        Pixels of all points.
    colours : sequence of QColor
        One per point.
    radius : float
        See `draw_mark`.
    many : int
        More points than these are set as pictures, to whole pixels; pictures that move want that of fewer.
    """
    edged = dataset.task == "regression"
    stamps: dict[tuple[str, int], QPixmap] = {}
    is_many = len(samples) > (max(many, _MOST_LINES) if is_for_lines() else many)
    is_wanted = np.zeros(len(positions), dtype=bool)
    is_wanted[samples] = True
    stride = -(-len(samples) // MOST_DRAWN) or 1
    for part in sorted(parts, key=lambda name: -len(getattr(dataset, name))):
        rows = getattr(dataset, part)
        for sample in np.sort(rows[is_wanted[rows]])[::stride].tolist():
            x, y = positions[sample].tolist()
            if not is_many:
                draw_mark(painter, part, QPointF(x, y), radius, colours[sample], edged)
                continue
            key = (part, colours[sample].rgb() & _SHADES)
            if key not in stamps:
                stamps[key] = _stamp(part, radius, colours[sample], edged, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(x - _STAMP / 2.0, y - _STAMP / 2.0), stamps[key])


def draw_outside(
    painter: QPainter,
    dataset: mlp.Dataset,
    parts: tuple[str, ...],
    samples: np.ndarray,
    positions: np.ndarray,
    directions: np.ndarray,
    colours: Sequence[QColor],
    radius: float,
) -> None:
    """Draw points that lie outside of the plot as arrow heads at its edge, pointing to where they are.

    Parameters
    ----------
    painter, dataset, parts, samples, colours, radius
        As in `draw_samples`.
    positions : ndarray, shape (n_points, 2), float64
        Pixels at the edge.
    directions : ndarray, shape (n_points, 2), float64
        Of length 1, to the point itself.
    """
    is_wanted = np.zeros(len(positions), dtype=bool)
    is_wanted[samples] = True
    stride = -(-len(samples) // MOST_DRAWN) or 1
    for part in parts:
        rows = getattr(dataset, part)
        for sample in rows[is_wanted[rows]][::stride].tolist():
            draw_arrow_head(
                painter, part, QPointF(*positions[sample].tolist()), QPointF(*directions[sample].tolist()), radius,
                colours[sample],
            )  # fmt: skip


def draw_arrow_head(
    painter: QPainter, part: str, tip: QPointF, direction: QPointF, radius: float, colour: QColor
) -> None:
    """Draw one arrow head that ends at `tip`: filled, or hollow for the test part."""
    along, aside = direction * (2.2 * radius), QPointF(-direction.y(), direction.x()) * (1.25 * radius)
    head = QPolygonF([tip, tip - along + aside, tip - along - aside])
    painter.setPen(QPen(_EDGE, 2.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(head)
    painter.setPen(QPen(colour if part == "test" else _RING, 1.2))
    painter.setBrush(_RING if part == "test" else colour)
    painter.drawPolygon(head)


def _stamp(part: str, radius: float, colour: QColor, edged: bool, device_ratio: float) -> QPixmap:
    """Return one point as a picture: thousands of them are set twice as fast as they are drawn."""
    pixmap = QPixmap(round(_STAMP * device_ratio), round(_STAMP * device_ratio))
    pixmap.setDevicePixelRatio(device_ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_mark(painter, part, QPointF(_STAMP / 2.0, _STAMP / 2.0), radius, colour, edged)
    painter.end()
    return pixmap


class SampleColours(Sequence[QColor]):
    """The colour of each point, looked up when it is drawn: of a million points a few thousand are.

    A class has its own, a value that of the weight map. The classes of a compression are known, and not learned;
    where there are none, its points have one colour.

    Parameters
    ----------
    dataset : mlp_core.Dataset
        The points.
    theme : Theme
        Colours.
    scale : OutputScale
        Places of values in the map.
    """

    def __init__(self, dataset: mlp.Dataset, theme: Theme, scale: OutputScale) -> None:
        self._dataset, self._theme, self._scale = dataset, theme, scale
        self._labels = dataset.groups if dataset.is_compression else dataset.labels

    def __len__(self) -> int:
        """Return the number of points."""
        return self._dataset.n_points

    @overload
    def __getitem__(self, sample: int) -> QColor: ...
    @overload
    def __getitem__(self, sample: slice) -> list[QColor]: ...
    def __getitem__(self, sample: int | slice) -> QColor | list[QColor]:
        """Return the colour of a point, or of several."""
        if isinstance(sample, slice):
            return [self[each] for each in range(*sample.indices(len(self)))]
        classes = self._theme.classes
        if self._labels.size:
            return classes[int(self._labels[sample]) % len(classes)]
        if self._dataset.is_compression:
            return classes[1]
        return self._theme.weight_map.colour(self._scale.place(float(self._dataset.values[sample, 0])))


def mark_radius(plot_width: float, n_points: int) -> float:
    """Return the radius of points: 2.7 px in a dock, more in a large plot and where there are only a few."""
    radius = min(max(2.7, plot_width / 130.0), 4.2)
    return 1.6 * radius if n_points <= _FEW else radius
