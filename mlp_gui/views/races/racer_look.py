"""How racers are told apart: each has a colour, dashes and a mark of its own, the same in list, plot and surface."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

from mlp_gui.views.axes import draw_segments, polyline_segments

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    import mlp_core as mlp
    from mlp_gui.look.theme import Theme
    from mlp_gui.state.race_trails import RaceTrail

_DASHES: Final = ((), (9.0, 3.0), (3.0, 3.0), (9.0, 3.0, 3.0, 3.0))
_SHAPES: Final = ("circle", "square", "triangle", "diamond", "pentagon", "cross", "star", "hexagon")
_CORNERS: Final = {"square": (4, 45.0), "triangle": (3, 90.0), "diamond": (4, 0.0), "pentagon": (5, 90.0),
                   "hexagon": (6, 0.0)}  # fmt: skip
_SIZES: Final = {"square": 1.2, "triangle": 1.3, "diamond": 1.3, "star": 1.4}
_OF_OPTIMIZERS: Final = (
    "sgd", "momentum", "rmsprop", "adam", "nesterov", "adagrad", "adamw", "perceptron", "delta",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RacerLook:
    """What one racer looks like.

    Attributes
    ----------
    colour : int
        Place in the theme's `racers`.
    dashes : tuple of float
        Lengths of dashes and gaps in turn, in pixels; empty for a solid line.
    shape : str
        Its mark.
    """

    colour: int
    dashes: tuple[float, ...]
    shape: str

    def ink(self, theme: Theme) -> QColor:
        """Return its colour."""
        return theme.racers[self.colour]


def look_of(place: int) -> RacerLook:
    """Return the look number `place`; of the first 64 no two have the same colour and the same mark."""
    turn, index = divmod(place, len(_SHAPES))
    # Marks move on by three with every turn: what has the colour of one before has another mark, and one unlike it.
    return RacerLook(index, _DASHES[(index + turn) % len(_DASHES)], _SHAPES[(index + 3 * turn) % len(_SHAPES)])


def looks_of(racers: tuple[mlp.Racer, ...], varied: str) -> tuple[RacerLook, ...]:
    """Return everybody's look: an optimizer has the same one in each race, others go by their place."""
    return tuple(_look(place, racer, varied) for place, racer in enumerate(racers))


def look_of_optimizer(optimizer: str) -> RacerLook:
    """Return the look of an optimizer in a race of optimizers."""
    return look_of(_OF_OPTIMIZERS.index(optimizer) if optimizer in _OF_OPTIMIZERS else len(_OF_OPTIMIZERS))


def look_of_racer(trail: RaceTrail) -> RacerLook:
    """Return the look of the racer whose way it is."""
    return _look(trail.place, trail.racer, trail.varied)


def _look(place: int, racer: mlp.Racer, varied: str) -> RacerLook:
    return look_of_optimizer(racer.training.optimizer) if varied == "optimizer" else look_of(place)


def dashed(x: np.ndarray, y: np.ndarray, dashes: tuple[float, ...]) -> np.ndarray:
    """Return the pieces of a dashed line for `draw_segments`, counted from its first point.

    Parameters
    ----------
    x, y : ndarray, shape (n_points,)
        Points in drawing order; what is not finite is left out.
    dashes : tuple of float
        As in `RacerLook`.

    Returns
    -------
    ndarray, shape (n_pieces, 4), float64
    """
    if not dashes:
        return polyline_segments(x, y)
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite], y[finite]
    if len(x) < 2:
        return np.empty((0, 4))
    along = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    ends = np.cumsum(dashes)
    turns = np.arange(0.0, along[-1] + ends[-1], ends[-1])
    breaks = (turns[:, np.newaxis] + np.concatenate(([0.0], ends[:-1]))).ravel()
    stations = np.sort(np.concatenate((along, breaks[breaks < along[-1]])), kind="stable")
    px, py = np.interp(stations, along, x), np.interp(stations, along, y)
    middle = np.mod((stations[:-1] + stations[1:]) / 2.0, ends[-1])
    # Even numbers of the pattern are dashes, odd ones are gaps.
    is_dash = np.searchsorted(ends, middle, side="right") % 2 == 0
    pieces: np.ndarray = np.column_stack((px[:-1], py[:-1], px[1:], py[1:]))[is_dash]
    return pieces


def draw_line(painter: QPainter, theme: Theme, look: RacerLook, x: np.ndarray, y: np.ndarray, width: float) -> None:
    """Draw a racer's line on a panel."""
    pen = QPen(look.ink(theme), width)
    # Square caps close the joints too, in an eighth of the time of round ones.
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if look.dashes else Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    draw_segments(painter, dashed(x, y, look.dashes))


def draw_mark(
    painter: QPainter,
    theme: Theme,
    look: RacerLook,
    at: QPointF,
    radius: float,
    edge: QColor | None = None,
    *,
    is_stuck: bool = False,
    is_selected: bool = False,
) -> None:
    """Draw a racer's mark, with a casing or an edge of another colour; who is stuck has a hollow one.

    Who is looked at has the cursor's ring around it.
    """
    reach = radius * _SIZES.get(look.shape, 1.0)
    if is_selected:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.racer_casing, 5.0), (theme.cursor, 2.2)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(at, 1.35 * reach + 2.0, 1.35 * reach + 2.0)
    _draw_shape(painter, look, at, reach, theme.racer_casing if edge is None else edge, look.ink(theme))
    if is_stuck:
        _draw_shape(painter, look, at, 0.5 * reach, look.ink(theme), theme.panel)


def _draw_shape(painter: QPainter, look: RacerLook, at: QPointF, reach: float, edge: QColor, fill: QColor) -> None:
    pen = QPen(edge, 1.6)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(fill)
    if look.shape == "circle":
        painter.drawEllipse(at, reach, reach)
    elif look.shape == "cross":
        painter.drawPolygon(_cross(at, reach * 1.1, reach * 0.38))
    elif look.shape == "star":
        painter.drawPolygon(_polygon(at, [reach, 0.48 * reach] * 5, 90.0))
    else:
        corners, turn = _CORNERS[look.shape]
        painter.drawPolygon(_polygon(at, [reach] * corners, turn))


def draw_key(
    painter: QPainter, theme: Theme, look: RacerLook, box: QRectF, scale: float, *, is_stuck: bool = False
) -> None:
    """Draw a sample of a racer's line with its mark, from left to right through a box."""
    ends, middle = np.array([box.left(), box.right()]), box.center()
    draw_line(painter, theme, look, ends, np.full(2, middle.y()), 2.0 * scale)
    draw_mark(painter, theme, look, middle, 4.4 * scale, theme.panel, is_stuck=is_stuck)


def _polygon(at: QPointF, radii: list[float], turn: float) -> QPolygonF:
    """Return a polygon whose corners stand evenly around a point, the first at an angle in degrees."""
    corners = []
    for corner, radius in enumerate(radii):
        angle = math.radians(turn) + 2.0 * math.pi * corner / len(radii)
        corners.append(at + QPointF(radius * math.cos(angle), -radius * math.sin(angle)))
    return QPolygonF(corners)


def _cross(at: QPointF, reach: float, half: float) -> QPolygonF:
    arm = [(-half, -reach), (half, -reach), (half, -half)]
    places = list(arm)
    for _ in range(3):
        arm = [(-y, x) for x, y in arm]
        places.extend(arm)
    return QPolygonF([at + QPointF(*place) for place in places])
