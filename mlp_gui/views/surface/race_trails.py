"""The racers' ways on map and relief: in their colours and dashes over a casing, with marks where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from mlp_gui.look.numbers import compact, grouped
from mlp_gui.views.axes import ReadoutRow, draw_segments
from mlp_gui.views.races.racer_look import dashed, draw_mark, look_of_racer
from mlp_gui.views.surface.trail import even_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPainter

    from mlp_gui.look.theme import Theme
    from mlp_gui.state.race_trails import ProjectedTrail
    from mlp_gui.state.surface_picture import SurfacePicture

MARK: Final = 5.6
"""Radius in pixels at 100 %."""
_STEP: Final = 1.5
"""Pixels between two points of a drawn way: what lies closer adds nothing but time."""
_MOST_PIECES: Final = 900
_FEWEST_PIECES: Final = 60
"""Pieces on the relief of all ways together, and of one at least."""
_REACH: Final = 0.03
"""Share of the plane's width from a way in which it is read out."""

Segments = np.ndarray


def draw_ways(
    painter: QPainter,
    theme: Theme,
    ways: Iterable[tuple[ProjectedTrail, np.ndarray]],
    scale: float,
    selected: int,
) -> None:
    """Draw ways on map or curve, who is looked at last.

    Parameters
    ----------
    painter : QPainter
        Of the drawing, antialiased and clipped to the plot.
    theme : Theme
        Colours.
    ways : iterable of (ProjectedTrail, ndarray of shape (n, 2))
        Each with its places in pixels.
    scale : float
        Of lines and marks.
    selected : int
        The racer that is looked at; -1 for none.
    """
    ordered = sorted(ways, key=lambda way: way[0].trail.place == selected)
    starts, ends = [], []
    for projected, places in ordered:
        look = look_of_racer(projected.trail)
        pixels = _thinned(places)
        x, y = pixels[:, 0], pixels[:, 1]
        is_selected = projected.trail.place == selected
        for colour, width, dashes in (
            (theme.racer_casing, 6.0 if is_selected else 4.6, ()),
            (look.ink(theme), 3.0 if is_selected else 2.2, look.dashes),
        ):
            pen = QPen(colour, width * scale)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.SquareCap)
            painter.setPen(pen)
            draw_segments(painter, dashed(x, y, dashes))
        if projected.trail.racer.seed is not None:
            # Each has a start of its own.
            starts.append((look, QPointF(float(x[0]), float(y[0]))))
        ends.append((look, QPointF(float(x[-1]), float(y[-1])), is_selected, projected.trail.is_stuck))
    for look, at in starts:
        painter.setPen(QPen(look.ink(theme), 1.5 * scale))
        painter.setBrush(theme.racer_casing)
        painter.drawEllipse(at, 2.6 * scale, 2.6 * scale)
    for look, at, is_selected, is_stuck in ends:
        draw_mark(painter, theme, look, at, MARK * scale, is_stuck=is_stuck, is_selected=is_selected)


def relief_pieces(
    ground: np.ndarray, n_trails: int, project: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]]
) -> tuple[Segments, np.ndarray]:
    """Return a way in short pieces that follow the relief.

    Parameters
    ----------
    ground : ndarray, shape (n_points, 2), float64
        Places; the ground goes from -1 to 1.
    n_trails : int
        Ways that share the pieces.
    project : callable
        From places on the ground to pixels x, y and depth.

    Returns
    -------
    segments : ndarray, shape (n, 4), float64
        In pixels.
    depth : ndarray, shape (n,), float64
        How far away each is.
    """
    most = max(_MOST_PIECES // max(n_trails, 1), _FEWEST_PIECES)
    finite = np.clip(ground, -1e6, 1e6)
    pieces, _ = even_pieces(finite, np.zeros(len(finite)), np.zeros(len(finite), bool), most)
    first, last = project(pieces[:, :2]), project(pieces[:, 2:])
    return np.column_stack((first[0], first[1], last[0], last[1])), (first[2] + last[2]) / 2.0


def in_dash(segments: Segments, dashes: tuple[float, ...], scale: float) -> np.ndarray:
    """Return which pieces of a way on the relief belong to dashes, and not to the gaps between them."""
    if not dashes or not len(segments):
        return np.ones(len(segments), bool)
    lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    ends = np.cumsum(dashes) * scale
    along = np.mod(np.cumsum(lengths) - lengths / 2.0, ends[-1])
    belongs: np.ndarray = np.searchsorted(ends, along, side="right") % 2 == 0
    return belongs


def trail_rows(picture: SurfacePicture, probe: tuple[float, ...]) -> tuple[ReadoutRow, ...]:
    """Return what the card says of the racer's way below the pointer: who, when, and the true loss."""
    best, found = _REACH * 2.0 * picture.half, None
    for projected in picture.trails:
        distance = np.hypot.reduce(projected.points - np.array(probe), axis=1)
        index = int(np.argmin(distance))
        if distance[index] < best:
            best, found = float(distance[index]), (projected.trail, index)
    if found is None:
        return ()
    trail, index = found
    epoch = float(trail.epochs[index])
    written = grouped(round(epoch)) if epoch == round(epoch) else f"{epoch:,.2f}"
    return (
        ReadoutRow(trail.racer.name, f"epoch {written}"),
        ReadoutRow("true loss", compact(float(trail.losses[index]), 4)),
    )


def _thinned(pixels: np.ndarray) -> np.ndarray:
    """Return a way without points that lie hardly apart; ends stay, and far beyond the plot it is cut off."""
    clipped = np.clip(np.nan_to_num(pixels, nan=0.0, posinf=1e5, neginf=-1e5), -1e5, 1e5)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(clipped, axis=0).T))))
    _, first = np.unique(np.floor(along / _STEP), return_index=True)
    kept: np.ndarray = clipped[np.union1d(first, [len(clipped) - 1])]
    return kept
