"""The edges' geometry: sampled Bezier curves with their normals, kept while weights change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlp_gui.views.network.layout import Column

CONTROL = 0.45
"""Control points stand at this share of the distance, level with the ends."""

ARRIVAL_DISTANCE = 9.0
"""Edges arrive at a unit at most this many pixels apart."""

FINE_SEGMENTS, COARSE_SEGMENTS = 28, 14
DASH, GAP = 7.0, 5.0


@dataclass(frozen=True, slots=True, eq=False)
class EdgeCurves:
    """All edges of the picture, in the order gap, target row, source row.

    Attributes
    ----------
    gap, target, source : ndarray, shape (n_edges,), int32
        Between column `gap` and the next; rows in those columns.
    points : ndarray, shape (n_edges, n_points, 2), float64
        Points along each curve, scene pixels.
    normals : ndarray, shape (n_edges, n_points, 2), float64
        Unit normals there.
    starts : tuple of int
        First edge of each gap, and the number of edges last.
    """

    gap: np.ndarray
    target: np.ndarray
    source: np.ndarray
    points: np.ndarray
    normals: np.ndarray
    starts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.gap)

    def index(self, gap: int, target: int, source: int) -> int:
        """Return the edge from row `source` of column `gap` to row `target` of the next, or -1."""
        first, last = self.starts[gap], self.starts[gap + 1]
        found = np.flatnonzero((self.target[first:last] == target) & (self.source[first:last] == source))
        return int(found[0]) + first if len(found) else -1

    def of_row(self, column: int, row: int) -> np.ndarray:
        """Return the edges that end or start at `row` of `column`."""
        arriving = (self.gap == column - 1) & (self.target == row)
        leaving = (self.gap == column) & (self.source == row)
        return np.flatnonzero(arriving | leaving)

    def nearest(self, x: float, y: float, reach: float) -> int:
        """Return the edge nearest to a scene point, or -1 where none is within `reach` pixels."""
        ends = self.points[:, [0, -1], 0]
        near = np.flatnonzero((ends[:, 0] - reach <= x) & (x <= ends[:, 1] + reach))
        if not len(near):
            return -1
        curves = self.points[near]
        starts, along = curves[:, :-1], np.diff(curves, axis=1)
        to_point = np.array([x, y]) - starts
        share = np.clip(np.sum(to_point * along, axis=2) / np.maximum(np.sum(along * along, axis=2), 1e-12), 0.0, 1.0)
        miss = to_point - share[..., None] * along
        distance = np.sqrt(np.min(np.sum(miss * miss, axis=2), axis=1))
        best = int(np.argmin(distance))
        return int(near[best]) if distance[best] <= reach else -1

    def dashes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Cut every curve into dashes of one length.

        Returns
        -------
        segments : ndarray, shape (n_dashes, 2, 2), float64
            Both ends of each dash.
        normals : ndarray, shape (n_dashes, 2, 2), float64
            Unit normals there.
        edges : ndarray, shape (n_dashes,), int64
            The edge that each dash belongs to.
        """
        segments, normals, edges = [], [], []
        for edge, (points, normal) in enumerate(zip(self.points, self.normals, strict=True)):
            length = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
            starts = np.arange(0.0, max(length[-1] - DASH / 2, 1.0), DASH + GAP)
            at = np.stack((starts, np.minimum(starts + DASH, length[-1])), axis=1)
            segments.append(np.stack([np.interp(at, length, points[:, axis]) for axis in (0, 1)], axis=-1))
            normals.append(np.stack([np.interp(at, length, normal[:, axis]) for axis in (0, 1)], axis=-1))
            edges.append(np.full(len(at), edge))
        return np.concatenate(segments), np.concatenate(normals), np.concatenate(edges)


def curves_between(columns: Sequence[Column], input_rows: Sequence[int]) -> EdgeCurves:
    """Sample the edges of a layout.

    Parameters
    ----------
    columns : sequence of Column
        Inputs first.
    input_rows : sequence of int
        Rows of the first column that the network reads, in its order.

    Returns
    -------
    EdgeCurves
    """
    gaps = []
    for gap, (before, after) in enumerate(pairwise(columns)):
        source_rows = np.asarray(input_rows if gap == 0 else range(len(before.rows)), dtype=np.int32)
        target = np.repeat(np.arange(len(after.rows), dtype=np.int32), len(source_rows))
        source = np.tile(source_rows, len(after.rows))
        place = np.tile(np.arange(len(source_rows)), len(after.rows))
        spread = _arrival_distance(len(source_rows), after.tile)
        y_start = before.rows[source]
        y_end = after.rows[target] + (place - (len(source_rows) - 1) / 2) * spread
        gaps.append((gap, source, target, before.right, after.left, y_start, y_end))
    count = sum(len(entry[1]) for entry in gaps)
    segments = FINE_SEGMENTS if count <= 500 else COARSE_SEGMENTS
    sampled = [_sample(x0, x1, y0, y1, segments) for _, _, _, x0, x1, y0, y1 in gaps]
    return EdgeCurves(
        np.concatenate([np.full(len(entry[1]), entry[0], dtype=np.int32) for entry in gaps]),
        np.concatenate([entry[2] for entry in gaps]),
        np.concatenate([entry[1] for entry in gaps]),
        np.concatenate([points for points, _ in sampled]),
        np.concatenate([normals for _, normals in sampled]),
        (0, *np.cumsum([len(entry[1]) for entry in gaps]).tolist()),
    )


def _arrival_distance(count: int, tile: float) -> float:
    return min(ARRIVAL_DISTANCE, max(tile - 10.0, tile * 0.5) / (count - 1)) if count > 1 else 0.0


def _sample(x0: float, x1: float, y0: np.ndarray, y1: np.ndarray, segments: int) -> tuple[np.ndarray, np.ndarray]:
    # More points near the ends, where the curve bends.
    t = 0.5 - 0.5 * np.cos(np.pi * np.linspace(0.0, 1.0, segments + 1))
    t[0], t[-1] = 0.0, 1.0
    width, height = x1 - x0, (y1 - y0)[:, None]
    x = x0 + width * (3 * CONTROL * t * (1 - t) ** 2 + 3 * (1 - CONTROL) * t**2 * (1 - t) + t**3)
    y = y0[:, None] + height * (3 * t**2 - 2 * t**3)
    dx = 3 * width * (CONTROL * (1 - t) ** 2 + 2 * (1 - 2 * CONTROL) * t * (1 - t) + CONTROL * t**2)
    dy = height * (6 * t * (1 - t))
    # Where columns touch, on a canvas squeezed small, an edge may have no length.
    length = np.maximum(np.hypot(dx, dy), 1e-9)
    points = np.stack((np.broadcast_to(x, y.shape), y), axis=-1)
    normals = np.stack((-dy / length, np.broadcast_to(dx, y.shape) / length), axis=-1)
    return points, normals
