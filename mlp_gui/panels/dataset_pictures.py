"""A small picture of every dataset, drawn from points that the core really makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

import mlp_core as mlp
from mlp_core.data.features import MOST_IN_FORMULAS

if TYPE_CHECKING:
    from mlp_gui.look import Theme, ThemeController

POINTS = 110
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class _Picture:
    """Places in the unit square with y downward, and per point a class or a value from -1 to 1."""

    places: list[tuple[float, float]]
    classes: list[int]
    values: list[float]
    is_line: bool


class DatasetPictures(QObject):
    """Draws the datasets; each is generated once, right behind the frame in which it is first seen.

    Parameters
    ----------
    theme_controller : ThemeController
        Whose colours they take.
    parent : QObject
        Owner.
    """

    #: Pictures that were not there when they were to be drawn are there now.
    made = Signal()
    _missed = Signal()

    def __init__(self, theme_controller: ThemeController, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = theme_controller
        self._pictures: dict[str, _Picture] = {}
        self._wanted: set[str] = set()
        # Queued, and so after the painting.
        self._missed.connect(self._on_missed, Qt.ConnectionType.QueuedConnection)

    def draw(self, painter: QPainter, name: str, side: float) -> None:
        """Draw dataset `name` in a square of `side` pixels at the painter's origin; nothing before it is made."""
        picture = self._pictures.get(name)
        if picture is None:
            if not self._wanted:
                self._missed.emit()
            self._wanted.add(name)
            return
        theme = self._controller.theme
        if picture.is_line:
            painter.setPen(QPen(theme.classes[1], side * 0.04, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(QPolygonF([QPointF(x * side, y * side) for x, y in picture.places]))
            return
        diameter = side * (0.15 if len(picture.places) <= 8 else 0.072)
        # All points of a colour at once: one by one took half of the pictures' time.
        for colour, places in _by_colour(theme, picture).items():
            painter.setPen(QPen(QColor(colour), diameter, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(QPolygonF([QPointF(x * side, y * side) for x, y in places]))

    @Slot()
    def _on_missed(self) -> None:
        for name in self._wanted:
            self._pictures[name] = _picture(name)
        self._wanted.clear()
        self.made.emit()


def _by_colour(theme: Theme, picture: _Picture) -> dict[str, list[tuple[float, float]]]:
    """Return the places of the points by the names of their colours."""
    places: dict[str, list[tuple[float, float]]] = {}
    for position, place in enumerate(picture.places):
        places.setdefault(_colour(theme, picture, position).name(), []).append(place)
    return places


def _colour(theme: Theme, picture: _Picture, position: int) -> QColor:
    if picture.classes:
        return theme.classes[picture.classes[position] % len(theme.classes)]
    return theme.weight_map.colour(picture.values[position])


def _picture(name: str) -> _Picture:
    kind = mlp.DATASETS[name]
    low, high = kind.sizes
    is_line = kind.n_inputs == 1 and kind.task == "regression"
    size = kind.defaults.n_samples if kind.defaults.n_samples <= 8 else min(max(POINTS, low), high)
    config = replace(
        kind.defaults,
        n_samples=size,
        noise=0.0 if is_line else kind.defaults.noise,
        train_share=1.0,
        validation_share=0.0,
    )
    dataset = mlp.load_dataset(config)
    if kind.n_inputs > MOST_IN_FORMULAS:
        return _cloud(dataset)
    (left, right), (bottom, top) = dataset.domain
    first = (dataset.points[:, 0] - left) / (right - left)
    if is_line:
        second = (dataset.values[:, 0] - bottom) / (top - bottom)
    elif kind.n_inputs == 1:
        second = np.full(len(first), 0.5)
    else:
        second = (dataset.points[:, 1] - bottom) / (top - bottom)
    places = np.column_stack([first, 1.0 - second])
    if is_line:
        places = places[np.argsort(places[:, 0])]
    return _framed(dataset, places, is_line)


def _cloud(dataset: mlp.Dataset) -> _Picture:
    """Return points of many inputs as they look from where they lie widest apart: their two principal components."""
    centred = dataset.inputs - dataset.inputs.mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2]
    places = centred @ directions[:2].T
    low, high = places.min(axis=0), places.max(axis=0)
    return _framed(dataset, (places - low) / np.maximum(high - low, 1e-12), is_line=False)


def _framed(dataset: mlp.Dataset, places: np.ndarray, is_line: bool) -> _Picture:
    """Return a picture of points at these places of the unit square."""
    places = MARGIN + (1.0 - 2.0 * MARGIN) * places
    values = dataset.values[:, 0] if dataset.task == "regression" else np.empty(0)
    largest = max(float(np.abs(values).max()), 1e-12) if values.size else 1.0
    return _Picture(
        places=[(float(x), float(y)) for x, y in places],
        classes=[int(label) for label in dataset.labels],
        values=[float(value) for value in values / largest],
        is_line=is_line,
    )
