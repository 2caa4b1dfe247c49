"""All ways on the relief as short pieces with pens, to be sorted in among its cells: the run's own, and the racers'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from mlp_gui.views.races.racer_look import look_of_racer
from mlp_gui.views.surface.race_trails import in_dash, relief_pieces
from mlp_gui.views.surface.trail import BINS, even_pieces, shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from mlp_gui.state.surface_picture import SurfacePicture
    from mlp_gui.views.axes import PlotStyle

    Projection = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]]

_FORWARD: Final = 0.07
_CASING_FORWARD: Final = 0.02
"""How far a way and its casing are pulled towards the eye, so that they do not sink in."""


@dataclass(frozen=True, slots=True, eq=False)
class ReliefWays:
    """Pieces of all ways.

    Attributes
    ----------
    segments : ndarray, shape (n, 4), float64
        In pixels.
    depth : ndarray, shape (n,), float64
        How far away each is.
    pens : list of QPen
        The pens in use.
    pen_of : list of int
        Which of them each piece takes.
    """

    segments: np.ndarray
    depth: np.ndarray
    pens: list[QPen]
    pen_of: list[int]


def ways_of(
    picture: SurfacePicture,
    on_ground: Callable[[np.ndarray], np.ndarray],
    project: Projection,
    style: PlotStyle,
    selected: int,
) -> ReliefWays:
    """Return the pieces of all ways of a picture.

    Parameters
    ----------
    picture : SurfacePicture
        Of a plane.
    on_ground : callable
        From coordinates to places on the ground, which goes from -1 to 1.
    project : callable
        From places on the ground, shape (n, 2), to pixels x, y and depth on the relief.
    style : PlotStyle
        Colours.
    selected : int
        The racer that is looked at; -1 for none.
    """
    theme, scale = style.theme, style.scale
    pens = [_pen(theme.path_map.colour((index + 0.5) / BINS), 2.0 * scale) for index in range(BINS)]
    pens.append(_pen(theme.casing, 4.0 * scale))
    parts = []
    for projected in picture.trails:
        look, is_selected = look_of_racer(projected.trail), projected.trail.place == selected
        segments, depth = relief_pieces(on_ground(projected.points), len(picture.trails), project)
        drawn = in_dash(segments, look.dashes, scale)
        pens.append(_pen(theme.racer_casing, (5.6 if is_selected else 4.2) * scale))
        pens.append(_pen(look.ink(theme), (3.0 if is_selected else 2.2) * scale, is_flat=bool(look.dashes)))
        parts.append((segments, depth - _CASING_FORWARD, np.full(len(segments), len(pens) - 2)))
        parts.append((segments[drawn], depth[drawn] - _FORWARD, np.full(int(drawn.sum()), len(pens) - 1)))
    pieces, at = even_pieces(on_ground(picture.path), shares(picture.path_epochs), picture.path_jumps)
    first, last = project(pieces[:, :2]), project(pieces[:, 2:])
    segments = np.column_stack((first[0], first[1], last[0], last[1]))
    depth = (first[2] + last[2]) / 2.0
    parts.append((segments, depth - _CASING_FORWARD, np.full(len(segments), BINS)))
    parts.append((segments, depth - _FORWARD, np.minimum((at * BINS).astype(np.intp), BINS - 1)))
    all_segments, all_depth, pen_of = (np.concatenate(column) for column in zip(*parts, strict=True))
    return ReliefWays(all_segments, all_depth, pens, pen_of.tolist())


def _pen(colour: QColor, width: float, *, is_flat: bool = False) -> QPen:
    pen = QPen(colour, width)
    # Square caps close the joints too, in an eighth of the time of round ones.
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if is_flat else Qt.PenCapStyle.SquareCap)
    return pen
